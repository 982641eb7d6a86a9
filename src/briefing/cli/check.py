"""`briefing check`: a bilingual document that a colleague edited, or pairs from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.translate import ScriptName
from briefing.errors import BriefingError, UsageError
from briefing.streams import data, say

EPILOG = (
    "Examples: `briefing check article.docx` after it was edited; `briefing check article.md --source"
    " article.txt`; `briefing check pairs.tsv --strict`; `briefing check *.md --json`."
)
FAILED, STRICT = 1, 3


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Briefings (.md, .docx, .json, .txt), XLIFF (.xlf), or columns of Chinese and English"
            " (.tsv, .csv); - is stdin.",
        ),
    ],
    glossary: Annotated[
        list[Path] | None, typer.Option("-g", "--glossary", help="A termbase (YAML) to lay over the others.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The text that a briefing translates, to tell where its Chinese was edited. Found by itself"
            " where it lies beside the briefing.",
        ),
    ] = None,
    script: Annotated[
        ScriptName, typer.Option("--from", help="Script of the Chinese: Simplified, Traditional, by region.")
    ] = ScriptName.auto,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 on an error or a warning.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Check Chinese with its English: terms, figures, structure, and what is rendered in several ways.

    Of a briefing, the renderings that a colleague changed are listed too, as candidates for the glossary.
    """
    if files.count("-") > 1:
        raise UsageError("- (standard input) is given twice", "Give it once")
    if source and len(files) > 1:
        raise UsageError("--source is of one file, and there are several", "Check them one by one")
    from briefing.bilingual import read_bilingual
    from briefing.cli.review_print import as_data, print_review
    from briefing.corpus import source_beside
    from briefing.glossary.compiled import load
    from briefing.pipeline import cut_document
    from briefing.read import read_source
    from briefing.review import review

    _, matcher = load(glossary or ())
    given = cut_document(read_source(source), script=script.value) if source else None
    reviews = []
    for file in files:
        try:
            bilingual = read_bilingual(file)
            reviews.append(
                review(
                    bilingual, matcher, script=script.value, source=given or source_beside(file, bilingual)
                )
            )
        except BriefingError as error:
            if len(files) == 1:
                raise
            say(str(error))
            continue
        if not as_json:
            print_review(reviews[-1], named=len(files) > 1)
    if as_json:
        data({"files": [as_data(each) for each in reviews]})
    if len(reviews) < len(files):
        raise typer.Exit(FAILED)
    if strict and any(each.count("error") or each.count("warning") for each in reviews):
        raise typer.Exit(STRICT)
