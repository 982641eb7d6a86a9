"""`briefing glossary suggest`: what recurs in texts and has no entry."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.translate import ScriptName
from briefing.streams import data, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Document

EPILOG = (
    "Examples: `briefing glossary suggest *.txt`; `briefing glossary suggest article.txt --min 1`;"
    " `briefing glossary suggest article.txt --from-briefing article.md --write new-terms.yaml`."
)


def suggest(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Chinese texts of any kind that `translate` reads (- is standard input), or bilingual"
            " files.",
        ),
    ],
    glossary: Annotated[
        list[Path] | None, typer.Option("-g", "--glossary", help="A termbase (YAML) to lay over the others.")
    ] = None,
    from_briefing: Annotated[
        list[Path] | None,
        typer.Option(
            "--from-briefing",
            metavar="FILE",
            help="A bilingual document (.md, .json, .tsv) whose English to show.",
        ),
    ] = None,
    minimum: Annotated[
        int, typer.Option("--min", min=1, help="Least number of times that it stands in the texts.")
    ] = 2,
    top: Annotated[int, typer.Option(min=1, help="How many to give at most.")] = 50,
    write: Annotated[
        Path | None, typer.Option(metavar="OUT.yaml", help="Write them to a file, to be reviewed there.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that somebody has edited.")
    ] = False,
    script: Annotated[
        ScriptName, typer.Option("--from", help="Script of the texts: Simplified, Traditional, by region.")
    ] = ScriptName.auto,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Suggest entries: what recurs in your texts and has none, with the English that it was given.

    Rendered in several ways first, then quoted slogans, titles, institutions, places and phrases. The English
    is that of the drafts kept from earlier translations, and of the files of --from-briefing.
    """
    from briefing.cli.suggest_print import counted, print_suggestions
    from briefing.corpus import gather
    from briefing.errors import UsageError
    from briefing.files import check_writable, identities, write_whole
    from briefing.glossary.compiled import load
    from briefing.suggest.suggestions import suggest as suggestions

    if files.count("-") > 1:
        raise UsageError("- (standard input) is given twice", "Give it once")
    if write:
        inputs = [*files, *(from_briefing or ()), *(glossary or ())]
        check_writable(write, force=force, inputs=identities(inputs))
    _, matcher = load(glossary or ())
    passages = gather(
        files, matcher, script=script.value, briefings=from_briefing or (), translated=_from_drafts
    )
    found = suggestions(passages, minimum=minimum, top=top)
    if write:
        from briefing.suggest.review_file import review_file

        write_whole(write, review_file(found), force=force)
        say(f"wrote {write}: {counted(len(found))} to review")
    if as_json:
        data([asdict(each) | {"guess": each.guess} for each in found])
    elif not write:
        print_suggestions(found)


def _from_drafts(documents: Sequence[Document]) -> list[Document]:
    """The documents with the English that earlier runs of the best model left in the store of drafts."""
    from dataclasses import replace

    from briefing.engine.kept import draft_store
    from briefing.engine.stored import StoredEngine
    from briefing.errors import ModelError
    from briefing.models.load import load_engine
    from briefing.models.registry import list_models
    from briefing.pipeline import translate_document

    store = draft_store()
    try:
        # Nothing is asked of a server for this.
        here = [entry for entry in list_models() if entry.engine != "served"]
        ready = [entry for entry in here if entry.state == "ready"] if store.count() else []
        if not ready:
            return list(documents)
        engine = StoredEngine(load_engine(ready[0].name), store)
        return [replace(each, paragraphs=tuple(translate_document(each, engine))) for each in documents]
    except ModelError:
        return list(documents)  # Without a model that works there is just no English to show.
    finally:
        store.close()
