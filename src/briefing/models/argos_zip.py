"""Unpacks the zip file that an Argos package is: a stranger's, so nothing in it is believed."""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from briefing.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MAX_ENTRIES = 2_000
"""Files and folders in a package: those that exist have about 20."""
MAX_BYTES = 4 * 1024**3
"""Bytes of a package unpacked: those that exist have up to 0.5 GB."""
MAX_RATIO, RATIO_FROM = 30, 64 * 1024**2
"""Times that a package may grow when unpacked (weights shrink by less than half, vocabularies to a fifth),
and the bytes up to which it may grow as it likes."""
MAX_READ = 1024**2
"""Bytes read at once. zipfile reads the list of files in one piece, however long: this bounds it."""
MAX_DEPTH, MAX_PATH = 12, 200
BLOCK = 256 * 1024


def unpack(path: Path, into: Path) -> Path:
    """Unpack the package `path` into the empty folder `into`; returns the one folder that it consists of.

    Raises:
        ModelError: it is no zip file, a damaged one, or one with what no package has: files that would land
            outside its folder, links, encrypted files, absurd numbers or sizes.
        OSError: it cannot be read, or written to the disk.
    """
    try:
        with _Sparing(io.FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            top = _checked_top(entries)
            room = min(MAX_BYTES, max(RATIO_FROM, MAX_RATIO * path.stat().st_size))
            if sum(entry.file_size for entry in entries) > room:
                raise _RefusedError("unpacked, it would be larger than any package")
            for entry in entries:
                room -= _unpack_entry(archive, entry, into, room)
    except _RefusedError as error:
        raise ModelError(
            f"{path.name} is refused: {error}", "Get the package again, from somewhere that you trust"
        ) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"{path.name} is no Argos package, or a damaged one ({error})",
            "A package is a zip file that ends in .argosmodel: get it again",
        ) from error
    return into / top


class _RefusedError(Exception):
    pass


class _Sparing(io.BufferedReader):
    """A file that is not read in pieces so large that only a wrong or malicious zip would have them."""

    def read(self, size: int | None = -1, /) -> bytes:
        asked = MAX_READ + 1 if size is None or size < 0 else size
        data = super().read(min(asked, MAX_READ + 1))
        if len(data) > MAX_READ:
            raise _RefusedError("its list of files is too long")
        return data


def _checked_top(entries: list[zipfile.ZipInfo]) -> str:
    """Return the name of the folder that all entries are in."""
    if not entries or len(entries) > MAX_ENTRIES:
        raise _RefusedError(f"it has {len(entries)} files")
    seen: set[str] = set()
    files: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _RefusedError(f"{entry.filename!r} is a link or a device")
        if entry.flag_bits & 1:
            raise _RefusedError(f"{entry.filename!r} is encrypted")
        name = "/".join(_parts(entry)).casefold()
        if name in seen:
            raise _RefusedError(f"{entry.filename!r} is in it twice")
        seen.add(name)
        (folders if entry.is_dir() else files).add(name)
        folders.update(name[:at] for at, char in enumerate(name) if char == "/")
    if both := files & folders:
        raise _RefusedError(f"{min(both)!r} is both a file and a folder")
    tops = {_parts(entry)[0] for entry in entries}
    if len(tops) != 1 or all(entry.is_dir() or len(_parts(entry)) == 1 for entry in entries):
        raise _RefusedError("its files are not in one folder")
    return tops.pop()


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    """Cut an entry's name into those of folders and file, none of which may lead elsewhere on any system: no
    `..`, no `/` at the front, no drive letter, no backslash, no name that Windows would read as another."""
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    odd = any(char in '\\:*?"<>|' or not char.isprintable() for char in name)
    if odd or name.startswith(".") or len(parts) > MAX_DEPTH or len(name) > MAX_PATH:
        raise _RefusedError(f"the file name {name[:MAX_PATH]!r} is not one for a package")
    if any(not part or part.startswith("..") or part != part.rstrip(". ") or part == "." for part in parts):
        raise _RefusedError(f"the file name {name!r} leads out of its folder, or may")
    return parts


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path, room: int) -> int:
    """Write one entry, which may take `room` bytes; returns the bytes that it took."""
    target = into.joinpath(*_parts(entry))
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(entry) as source, target.open("xb") as out:
        while block := source.read(BLOCK):
            size += len(block)
            if size > room:
                raise _RefusedError("unpacked, it is larger than it says")
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return size


def sync_folder(folder: Path) -> None:
    """See to it that what was moved into `folder` is there after a power cut, where that can be asked for.

    Raises:
        OSError: the disk failed.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
