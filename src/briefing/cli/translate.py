"""`briefing translate`: the main job."""

from __future__ import annotations

import os
import time
import unicodedata
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.jobs import Job, Target
from briefing.errors import UsageError, WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = (
    "Examples: `briefing translate article.txt` prints it side by side; "
    "`briefing translate article.txt -o article.md` writes a bilingual document to edit and file; "
    "`briefing translate *.txt -o out/` writes one for each; "
    "`briefing translate - --to json < article.txt` gives data for a script."
)


class LayoutName(StrEnum):
    """How Chinese and English stand to each other."""

    columns = "columns"
    stacked = "stacked"


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


SUFFIXES = {Target.markdown: ".md", Target.json: ".json", Target.terminal: ".txt"}


def translate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Texts (.txt, .md); - reads standard input.")
    ],
    out: Annotated[
        str | None,
        typer.Option("-o", "--out", metavar="PATH", help="File to write, or a folder, for several FILEs."),
    ] = None,
    to: Annotated[
        Target | None, typer.Option(help="What to write. Without it, the suffix of -o decides, or terminal.")
    ] = None,
    layout: Annotated[
        LayoutName | None,
        typer.Option(help="Side by side, or Chinese above English (the default for Markdown)."),
    ] = None,
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
    target = _target(out, to)
    jobs = _jobs(files, out, target)
    from briefing.cli.run import Options, run
    from briefing.glossary.compiled import load

    _, matcher = load(glossary or ())
    _refuse_overwriting(jobs, [*files, *(glossary or ())], force=force)
    options = Options(
        target=target,
        layout=layout.value if layout else None,
        model=model,
        script=script.value,
        show_source=show_source.value,
        timestamp=time.strftime("%Y-%m-%dT%H:%M:%S%z") if timestamp else None,
        strict=strict,
        force=force,
        threads=threads,
        keep_drafts=not no_cache,
        verbose=verbose,
    )
    raise typer.Exit(run(jobs, matcher, options))


def _target(out: str | None, to: Target | None) -> Target:
    if to is not None:
        return to
    if out is None:
        return Target.terminal
    suffix = Path(out).suffix.lower()
    return next((target for target, each in SUFFIXES.items() if each == suffix), Target.markdown)


def _jobs(files: Sequence[str], out: str | None, target: Target) -> list[Job]:
    """Where each file goes. Raises UsageError."""
    if files.count("-") > 1:
        raise UsageError("- (standard input) is given twice", "Give it once")
    if out is None:
        if target is Target.markdown and len(files) > 1:
            raise UsageError(
                "several texts make several documents", "Give a folder to write them to: -o FOLDER"
            )
        return [Job(file, None) for file in files]
    if len(files) > 1 or out.endswith(("/", os.sep)) or Path(out).is_dir():
        return _into_folder(files, Path(out), SUFFIXES[target])
    return [Job(files[0], Path(out))]


def _into_folder(files: Sequence[str], folder: Path, suffix: str) -> list[Job]:
    """Each file under its own name, in a folder that is made if need be. Raises UsageError, WriteError."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, and there are several texts", "Give a folder: -o FOLDER")
    jobs = [Job(file, folder / f"{'stdin' if file == '-' else Path(file).stem}{suffix}") for file in files]
    names = Counter(_as_a_disk_may_see_it(job.out) for job in jobs)
    for job in jobs:
        if names[name := _as_a_disk_may_see_it(job.out)] > 1:
            both = ", ".join(each.file for each in jobs if _as_a_disk_may_see_it(each.out) == name)
            raise UsageError(
                f"{both} would all be written to {job.out}", "Translate them into different folders"
            )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"the folder {folder} cannot be made: {error.strerror}", "Choose another with -o"
        ) from error
    return jobs


def _as_a_disk_may_see_it(path: Path | None) -> str:
    """`path` without what disks of Windows and Macs do not tell apart: case, and composed characters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def _refuse_overwriting(jobs: Sequence[Job], inputs: Sequence[str | Path], *, force: bool) -> None:
    """Fail before the work rather than after it."""
    from briefing.files import check_writable

    for job in jobs:
        if job.out is not None:
            check_writable(job.out, force=force, inputs=inputs)
