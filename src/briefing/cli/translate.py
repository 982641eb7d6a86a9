"""`briefing translate`: the main job."""

from __future__ import annotations

import os
import time
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.jobs import TOGETHER, Job, Options, Output, place_of
from briefing.errors import UsageError, WriteError
from briefing.streams import say
from briefing.write.targets import SUFFIXES, Target, suffix_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.cli.folders import Work

EPILOG = (
    "Examples: `briefing translate article.txt` prints it side by side; "
    "`briefing translate article.txt -o article.md` writes a bilingual document to edit and file; "
    "`briefing translate article.txt -o article.docx -o article.html` writes one for Word and a page; "
    "`briefing translate *.txt -o out/` writes one for each; "
    "`briefing translate - --to json < article.txt` gives data for a script."
)


class LayoutName(StrEnum):
    """How Chinese and English stand to each other."""

    columns = "columns"
    stacked = "stacked"
    english = "english"


class ScriptName(StrEnum):
    """The script, and for Traditional the region, of the source."""

    auto = "auto"
    s = "s"
    t = "t"
    tw = "tw"
    hk = "hk"
    twp = "twp"


class SourceText(StrEnum):
    """Which Chinese stands in the document."""

    clean = "clean"
    raw = "raw"


FILES_HELP = (
    "Texts (.txt, .md, .html, .docx, .odt, .epub, .pdf, scans), or a folder of them; - is standard input."
)


def translate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=FILES_HELP)],
    out: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--out",
            metavar="PATH",
            help="File to write, or a folder, for several FILEs. The suffix decides what is written; several"
            " are written from one translation.",
        ),
    ] = None,
    to: Annotated[Target | None, typer.Option(help="What to write, whatever the suffix of -o.")] = None,
    layout: Annotated[
        LayoutName | None,
        typer.Option(
            help="Side by side, or Chinese above English (the default for Markdown, and from Word to Word,"
            " where the document keeps its layout); english: in the place of the Chinese (Word to Word)."
        ),
    ] = None,
    highlight: Annotated[
        bool, typer.Option("--highlight", help="In DOCX, mark terms and figures in both languages.")
    ] = False,
    glossary: Annotated[
        list[Path] | None,
        typer.Option("-g", "--glossary", metavar="YAML", help="A termbase (YAML) to lay over the others."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The model to use; `briefing model list` has the names."),
    ] = None,
    script: Annotated[
        ScriptName, typer.Option("--from", help="Script of the source: Simplified, Traditional, by region.")
    ] = ScriptName.auto,
    show_source: Annotated[
        SourceText, typer.Option(help="In Markdown, the Chinese as it was cleaned or as it was read.")
    ] = SourceText.clean,
    timestamp: Annotated[bool, typer.Option("--timestamp", help="Put the time into the Markdown.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 on an error or a warning.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that somebody has edited.")
    ] = False,
    threads: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processor threads; 0 leaves it to the engine.")
    ] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep drafts.")] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Show what was changed in the source.")
    ] = False,
) -> None:
    """Translate texts, and print them side by side or write bilingual documents."""
    outs = out or ()
    if "-" in outs:
        raise UsageError("-o takes a file", "Leave it out to print, with --to to choose what: --to markdown.")
    target = to or (_by_suffix(outs[0]) if outs else Target.terminal)
    refused: tuple[str, ...] = ()
    if any(Path(each).is_dir() for each in files):
        work = _folder(files, outs, target, force=force)
        jobs, refused = list(work.jobs), work.refused
        if work.up_to_date:
            one = work.up_to_date == 1
            say("1 file is up to date" if one else f"{work.up_to_date:,} files are up to date")
        elif not jobs and not refused:
            say(f"{files[0]} has no files in it to translate")
    else:
        jobs = _jobs(files, outs, to)
    if layout is LayoutName.english and not any(
        each.target is Target.docx for job in jobs for each in job.outs
    ):
        raise UsageError("--layout english is for Word documents", "Give a file: -o article.docx.")
    from briefing.cli.run import run
    from briefing.glossary.compiled import load
    from briefing.write.rendered import Look

    _, matcher = load(glossary or ())
    _refuse_overwriting(jobs, [*files, *(glossary or ())], force=force)
    look = Look(
        layout=layout.value if layout else None,
        show_source=show_source.value,
        highlight=highlight,
        timestamp=time.strftime("%Y-%m-%dT%H:%M:%S%z") if timestamp else None,
    )
    options = Options(
        target=target,
        look=look,
        model=model,
        script=script.value,
        strict=strict,
        force=force,
        threads=threads,
        keep_drafts=not no_cache,
        verbose=verbose,
    )
    status = run(jobs, matcher, options) if jobs else 0
    for each in refused:
        say(each)
    raise typer.Exit(status or int(bool(refused)))


def _by_suffix(out: str) -> Target:
    """What the name of an output asks for: a document in Markdown, if it has no suffix or is a folder's.

    Another suffix is better told than written as Markdown under its name. Raises UsageError.
    """
    suffix = "" if _is_folder(out) else Path(out).suffix.lower()
    if suffix and suffix not in SUFFIXES:
        known = f"Give one of these: {', '.join(SUFFIXES)}, or say with --to what {out} is"
        raise UsageError(f"{suffix} is not written", f"{known}. A folder's name ends in /.")
    return SUFFIXES.get(suffix, Target.markdown)


def _is_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or Path(out).is_dir()


def _folder(files: Sequence[str], outs: Sequence[str], target: Target, *, force: bool) -> Work:
    """What is to be done of a folder. Raises UsageError, WriteError."""
    from briefing.cli.folders import in_folder

    if len(files) > 1:
        raise UsageError("a folder is given beside other texts", "Give the folder alone")
    if len(outs) != 1:
        raise UsageError(f"{files[0]} is a folder", "Give one to write to: -o FOLDER")
    return in_folder(Path(files[0]), Path(outs[0]), target, force=force)


def _jobs(files: Sequence[str], outs: Sequence[str], to: Target | None) -> list[Job]:
    """Where each file goes. Raises UsageError."""
    if files.count("-") > 1:
        raise UsageError("- (standard input) is given twice", "Give it once")
    if not outs:
        if to not in (None, *TOGETHER) and len(files) > 1:
            raise UsageError(
                "several texts make several documents", "Give a folder to write them to: -o FOLDER"
            )
        if to is Target.docx:
            raise UsageError("DOCX is not for a terminal or a pipe", "Give a file: -o article.docx.")
        return [Job(file) for file in files]
    folder = any(map(_is_folder, outs))
    if len(outs) == 1 and (folder or len(files) > 1):
        return _into_folder(files, outs[0], to or _by_suffix(outs[0]))
    if len(files) > 1 or folder:
        raise UsageError("several -o are for one text and name files", "Give one folder: -o FOLDER.")
    if to is not None and len(outs) > 1:
        raise UsageError("--to is for one -o, and there are several", "Let their suffixes decide.")
    if len(set(map(place_of, outs))) < len(outs):
        raise UsageError("two of -o are one file", "Give each its own name.")
    return [Job(files[0], tuple(Output(Path(each), to or _by_suffix(each)) for each in outs))]


def _into_folder(files: Sequence[str], given: str, target: Target) -> list[Job]:
    """Each file under its own name, in a folder that is made if need be. Raises UsageError, WriteError."""
    folder = Path(given)
    if folder.suffix.lower() in SUFFIXES and not given.endswith(("/", os.sep)) and not folder.exists():
        raise UsageError(
            f"{given} is a file's name, and there are several texts", "Give a folder: -o FOLDER/"
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, and there are several texts", "Give a folder: -o FOLDER")
    suffix = suffix_of(target)
    paths = [folder / f"{'stdin' if file == '-' else Path(file).stem}{suffix}" for file in files]
    names = Counter(map(place_of, paths))
    for path in paths:
        if names[name := place_of(path)] > 1:
            same = zip(files, paths, strict=True)
            both = ", ".join(file for file, its in same if place_of(its) == name)
            raise UsageError(
                f"{both} would all be written to {path}", "Translate them into different folders"
            )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"the folder {folder} cannot be made: {error.strerror}", "Choose another with -o"
        ) from error
    return [Job(file, (Output(path, target),)) for file, path in zip(files, paths, strict=True)]


def _refuse_overwriting(jobs: Sequence[Job], inputs: Sequence[str | Path], *, force: bool) -> None:
    """Fail before the work rather than after it."""
    from briefing.cli.overwriting import check_output
    from briefing.files import identities

    read = identities(inputs)
    for job in jobs:
        for each in job.outs:
            check_output(each.path, job.file, force=force, inputs=read)
