"""What may be written over: an output of the same text that nobody has edited."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.bilingual.origin import origin_of
from briefing.errors import ReadError, WriteError
from briefing.files import check_writable
from briefing.read import MAX_BYTES, read_bytes
from briefing.visible import visible

if TYPE_CHECKING:
    from briefing.files import Identity


def check_output(path: Path, source: str | Path, *, force: bool, inputs: frozenset[Identity]) -> None:
    """Raise WriteError if `source` (`-` is standard input) must not be translated into the file `path`.

    That is where `check_writable` says so, and, unless by `force`, where it is a briefing of another text.
    """
    check_writable(path, force=force, inputs=inputs)
    if force or not path.is_file() or (origin := origin_of(path)) is None:
        return
    name = visible("-" if str(source) == "-" else Path(source).name)
    if origin.name != name:
        what = f"{origin.name}, not of {source}"
    elif origin.sha256 != digest_of(source) and _is_older(source, path):
        what = f"another {name} than {source}"
    else:
        return
    raise WriteError(
        f"{path} is the briefing of {what}", "Choose another name with -o, or replace it with --force."
    )


def digest_of(source: str | Path) -> str:
    """SHA-256 of the bytes of a file; empty if it cannot be read, which is told when it is read."""
    try:
        return hashlib.sha256(read_bytes(Path(source), MAX_BYTES)).hexdigest()
    except ReadError:
        return ""


def _is_older(source: str | Path, path: Path) -> bool:
    """Whether a source was as it is when `path` was written: it was not made from an earlier state of it."""
    try:
        return str(source) != "-" and Path(source).stat().st_mtime_ns < path.stat().st_mtime_ns
    except (OSError, ValueError):
        return False
