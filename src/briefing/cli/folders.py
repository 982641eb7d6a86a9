"""Folders of texts: what is in them, and what of it is to be translated anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from briefing.bilingual.origin import origin_of
from briefing.cli.jobs import Job, Output, as_a_disk_may_see_it, place_of
from briefing.cli.overwriting import check_output, digest_of
from briefing.corpus import files_below
from briefing.errors import BriefingError, UsageError, WriteError
from briefing.files import identities, real
from briefing.write.targets import Target, suffix_of


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: the jobs, how many outputs are up to date, and what cannot be done, a line each."""

    jobs: tuple[Job, ...]
    up_to_date: int
    refused: tuple[str, ...]


def in_folder(folder: Path, out: Path, target: Target, *, force: bool = False) -> Work:
    """The files below `folder`, each with its place in the same tree below `out`, whose folders are made.

    Left out are hidden files, what office programs leave beside an open document, the folders that browsers
    save beside a page (a_files for a.html), what is no file, and `out` itself. A file is up to date if its
    output was made from the same bytes; `force` does it again. Two files of one name keep their suffixes:
    a.docx.md, a.pdf.md. Raises UsageError, WriteError.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", "Give a folder: -o FOLDER")
    if real(out) == real(folder):
        raise UsageError(f"{out} is the folder of the texts itself", "Give another: -o FOLDER")
    refused: list[str] = []
    files = list(files_below(folder, lambda error: refused.append(str(error)), out))
    read = identities(files)
    stems = Counter(as_a_disk_may_see_it(file.with_suffix("")) for file in files)
    jobs: list[Job] = []
    taken: dict[str, Path] = {}
    up_to_date = 0
    for file in files:
        alone = stems[as_a_disk_may_see_it(file.with_suffix(""))] == 1
        name = (file.stem if alone else file.name) + suffix_of(target)
        path = out / file.relative_to(folder).with_name(name)
        other = taken.setdefault(place_of(path), file)
        try:
            if other != file:
                raise WriteError(f"{file} would be written to {path}, as {other} is", "Rename one of them.")
            if not force and _is_up_to_date(file, path):
                up_to_date += 1
                continue
            _make(path.parent)
            check_output(path, file, force=force, inputs=read)
        except BriefingError as error:
            refused.append(str(error))
            continue
        jobs.append(Job(str(file), (Output(path, target),)))
    return Work(tuple(jobs), up_to_date, tuple(refused))


def _is_up_to_date(file: Path, path: Path) -> bool:
    """Tell whether the output at `path` is what `file` gives: by the digest of the source in it."""
    origin = origin_of(path) if path.is_file() else None
    return origin is not None and origin.sha256 == digest_of(file)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"the folder {folder} cannot be made: {error.strerror}", "Choose another with -o"
        ) from error
