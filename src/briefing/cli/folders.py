"""Folders of texts: what is in them, and what of it is to be translated anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from briefing.cli.jobs import Job, Output
from briefing.corpus import files_below
from briefing.errors import BriefingError, ReadError, UsageError, WriteError
from briefing.files import check_writable
from briefing.read import MAX_BYTES, read_bytes
from briefing.write.targets import Target, suffix_of

_TELLING = (".md", ".json")
"""Outputs that have the digest of their source in them as text."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: the jobs, how many outputs are up to date, and what cannot be done, a line each."""

    jobs: tuple[Job, ...]
    up_to_date: int
    refused: tuple[str, ...]


def in_folder(folder: Path, out: Path, target: Target, *, force: bool = False) -> Work:
    """The files below `folder`, each with its place in the same tree below `out`, whose folders are made.

    Left out are hidden files, what office programs leave beside an open document, and `out` itself. A file is
    up to date if its output was made from the same bytes, or is the newer one where that does not tell (DOCX,
    exchange formats); `force` does it again. Two files of one name keep their suffixes: a.docx.md, a.pdf.md.
    Raises UsageError, WriteError.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", "Give a folder: -o FOLDER")
    files = list(files_below(folder, out))
    stems = Counter(str(file.with_suffix("")).casefold() for file in files)
    jobs: list[Job] = []
    refused: list[str] = []
    up_to_date = 0
    for file in files:
        alone = stems[str(file.with_suffix("")).casefold()] == 1
        name = (file.stem if alone else file.name) + suffix_of(target)
        path = out / file.relative_to(folder).with_name(name)
        try:
            if not force and _is_up_to_date(file, path):
                up_to_date += 1
                continue
            _make(path.parent)
            check_writable(path, force=force, inputs=[file])
        except BriefingError as error:
            refused.append(str(error))
            continue
        jobs.append(Job(str(file), (Output(path, target),)))
    return Work(tuple(jobs), up_to_date, tuple(refused))


def _is_up_to_date(file: Path, path: Path) -> bool:
    """Tell whether the output at `path` is what `file` gives: by the digest of the source in it."""
    if not path.is_file():
        return False
    try:
        digest = hashlib.sha256(read_bytes(file, MAX_BYTES)).hexdigest().encode()
        written = read_bytes(path, MAX_BYTES)
    except ReadError:
        return False  # which is told when it is read
    if digest in written:
        return True
    return path.suffix not in _TELLING and path.stat().st_mtime_ns >= file.stat().st_mtime_ns


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"the folder {folder} cannot be made: {error.strerror}", "Choose another with -o"
        ) from error
