"""ZIP packages of parts, as Word has them: written the same each time and sealed, read within bounds."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDER = "0" * 64
"""What stands where the digest is to be written, in the part SEAL."""

SEAL = "docProps/custom.xml"
"""The part of a package that has properties of one's own (ISO/IEC 29500-1, 15.2.12.2)."""

DIGEST = "briefing digest"
"""The property of a briefing in that part."""

MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 5_000

_DIGEST = re.compile(rb"(?<=>)[0-9a-f]{64}(?=</)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_NO_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


class ArchiveError(ValueError):
    """No ZIP package, a damaged or an encrypted one, or one that unpacks to too much; says which."""


def sealed_package(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of the parts in their order, the same bytes for the same parts, with their digest in SEAL."""
    digest = _digest_of(parts).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data.replace(PLACEHOLDER.encode(), digest) if name == SEAL else data)
    return buffer.getvalue()


def is_sealed(data: bytes) -> bool:
    """Whether the package has its own digest: `sealed_package` wrote it, and nobody changed it since."""
    try:
        parts = read_parts(data)
    except ArchiveError:
        return False
    found = _DIGEST.search(parts.get(SEAL, b""))
    return found is not None and found[0].decode() == _digest_of(parts)


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by their names. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise ArchiveError(f"unpacks to more than {MAX_UNPACKED >> 20} MB or {MAX_PARTS:,} parts")
            return {info.filename: package.read(info) for info in infos}
    except ArchiveError:
        raise
    except _NO_ZIP as error:
        raise ArchiveError("is damaged or encrypted, or no ZIP package") from error


def _digest_of(parts: Mapping[str, bytes]) -> str:
    """Of the names and contents of the parts, whatever digest stands in SEAL."""
    digest = hashlib.sha256()
    for name, content in sorted(parts.items()):
        data = _DIGEST.sub(PLACEHOLDER.encode(), content, count=1) if name == SEAL else content
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "backslashreplace"))
        digest.update(data)
    return digest.hexdigest()
