"""Files that are written whole or not at all, and never over somebody's work."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.archives import PLACEHOLDER, is_sealed
from briefing.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "PLACEHOLDER",
    "Identity",
    "check_writable",
    "identities",
    "is_own_unedited",
    "real",
    "sealed",
    "write_whole",
]

Identity = tuple[int, int]
"""Of a file: the device that it is on, and its number there."""

ABANDONED = 3600
"""Seconds after which a temporary file is nobody's."""

_TEMPORARY = re.compile(r"\.briefing-[0-9a-f]{16}\.tmp")
# `digest: …` in a front matter or a comment, `"digest": "…",` in JSON, `# digest: …` in plain text.
_DIGEST = re.compile(r'^(?:#? |  )?"?digest"?: ["\']?([0-9a-f]{64})["\']?,?$', re.MULTILINE)


def sealed(text: str) -> str:
    """`text` with its own digest in place of PLACEHOLDER, which stands on a line of its own.

    So a later edit can be told. Of a package of parts, `archives.sealed_package` does the same.
    """
    match = _digest_line(text)
    if match is None or match[1] != PLACEHOLDER:
        raise ValueError("no line for the digest")
    return _with_digest(text, match, _digest(text))


def is_own_unedited(path: str | Path) -> bool:
    """Whether the file was written by briefing and nobody has changed it since."""
    try:
        data = Path(path).read_bytes()
        if data.startswith(b"PK"):
            return is_sealed(data)
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    match = _digest_line(text)
    return match is not None and match[1] == _digest(_with_digest(text, match, PLACEHOLDER))


def _digest_line(text: str) -> re.Match[str] | None:
    """The line for the digest: the last, as in plain text, or else the first that looks like one.

    What a text says may look like one, too. It comes after the line in a front matter and in JSON, and before
    it in plain text.
    """
    return _DIGEST.match(text, text.rfind("\n", 0, -1) + 1) or _DIGEST.search(text)


def _with_digest(text: str, line: re.Match[str], digest: str) -> str:
    return text[: line.start(1)] + digest + text[line.end(1) :]


def _digest(text: str) -> str:
    digest = hashlib.sha256()
    # In parts: the output of a long text is large, and this may not double it.
    for at in range(0, len(text), 1 << 20):
        digest.update(text[at : at + (1 << 20)].encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def real(path: str | Path) -> Path:
    """Where `path` leads, through links. Those that lead in a circle are told when the file is opened."""
    return Path(os.path.realpath(path))


def identities(inputs: Iterable[str | Path]) -> frozenset[Identity]:
    """What files are, whatever they are called; `-` is standard input. What is not there is none."""
    found = set()
    for each in inputs:
        with contextlib.suppress(OSError, ValueError):
            known = os.fstat(0) if str(each) == "-" else Path(each).stat()
            found.add((known.st_dev, known.st_ino))
    return frozenset(found)


def check_writable(
    path: str | Path, *, force: bool = False, inputs: frozenset[Identity] = frozenset(), sealed: bool = True
) -> None:
    """Raise the WriteError that `write_whole` would, as far as it can be foreseen: before a long job.

    Also where `path` is one of the files that are read, `inputs`, by whatever name or link: `force` gives
    leave to replace an output, never what it is made from. What is not `sealed`, a table of terms, does not
    tell whose work it is.
    """
    target = real(path)
    try:
        if _is_special(path):
            return
        _check_link(target)
        if target.exists():
            if identities([target]) & inputs:
                raise WriteError(f"{path} is a file that this is made from", "Choose another name with -o.")
            _refuse(path, target, force=force, sealed=sealed)
        if not target.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _explained(path, target, error) from error


def write_whole(path: str | Path, text: str | bytes, *, force: bool = False, private: bool = False) -> None:
    """Write `text` (in UTF-8) or bytes to `path`: after this, the file has all of it, or is as it was before.

    A file that is there keeps its permissions; a new one is its owner's alone if `private`. A symbolic link
    stays one, and its target is written. A file that briefing did not write, or that was edited since, is
    replaced only with `force`. What is no regular file (`/dev/stdout`, a pipe) is written to as it is.
    Raises WriteError.
    """
    target = real(path)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    try:
        if _is_special(path):
            Path(path).write_bytes(data)
            return
        _check_link(target)
        mode = 0o600 if private else None
        if target.exists():
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return
            _refuse(path, target, force=force)
            mode = stat.S_IMODE(target.stat().st_mode)
        _replace(target, data, mode)
    except OSError as error:
        raise _explained(path, target, error) from error


def _is_special(path: str | Path) -> bool:
    """Whether it is there and neither file nor folder. Not asked of the resolved path: a pipe has none."""
    path = Path(path)
    return path.exists() and not path.is_file() and not path.is_dir()


def _check_link(target: Path) -> None:
    """Raise OSError if links lead in a circle: only then is a resolved path a link."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _refuse(path: str | Path, target: Path, *, force: bool, sealed: bool = True) -> None:
    """Raise WriteError if the file that is there must not be replaced. An empty one is nobody's work."""
    if target.is_dir():
        raise WriteError(f"{path} is a folder", "Give the name of a file, as in -o briefing.md.")
    if not os.access(target, os.W_OK):
        raise WriteError(f"{path} is read-only", "Change its permissions, or choose another name with -o.")
    if target.stat().st_size and not force and not is_own_unedited(target):
        whose = ", and was edited or is not briefing's own output" if sealed else ""
        raise WriteError(
            f"{path} exists{whose}",
            "Choose another name with -o, or replace it with --force.",
        )


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # Not named after the target, whose name may already be as long as the file system allows.
    temporary = target.parent / f".briefing-{secrets.token_hex(8)}.tmp"
    _clear(target.parent)
    try:
        # 0o666 less the user's umask is what a new file gets; tempfile would make it 0o600.
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


@lru_cache(maxsize=256)
def _clear(folder: Path) -> None:
    """Remove what a process that was killed has left there. None that is at work takes ABANDONED seconds.

    Once for each folder: to look through one with ten thousand files takes longer than to write one.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > ABANDONED:
                        Path(entry.path).unlink()


def _explained(path: str | Path, target: Path, error: OSError) -> WriteError:
    folder = target.parent
    if not folder.exists():
        return WriteError(
            f"Cannot write {path}: there is no folder {folder}", "Make it, or choose another with -o."
        )
    if not folder.is_dir():
        return WriteError(f"Cannot write {path}: {folder} is not a folder", "Choose another place with -o.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WriteError(
            f"Cannot write {path}: the disk is full",
            "Nothing was changed. Make room, or choose another place with -o.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WriteError(
            f"Cannot write {path}: {folder} may not be written to", "Choose another place with -o."
        )
    return WriteError(f"Cannot write {path}: {error.strerror or error}", "Choose another place with -o.")
