"""Documents that are ZIP files of XML (DOCX, ODT, EPUB): a stranger's, so that nothing in one is believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from briefing.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 40, 32 * 1024 * 1024
"""Times that what is read of a document may be as large as the file (long tables grow to 20 times), and the
bytes up to which it may be as large as it likes."""
MAX_PARTS = 20_000
"""Files in a package: a document has some dozens, and one for each picture."""

MAX_ELEMENTS = 1_000_000
"""Elements in all parts that are read: a thousand pages have some 20 in each of 20,000 paragraphs."""

_ENDLESS = 1_000_000
_BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error)
_TYPED = 30
"""Where the name of the first file in a ZIP begins (PKWARE's APPNOTE, 4.3.7)."""


def is_typed(data: bytes, kind: bytes) -> bool:
    """Whether `data` is a ZIP whose first file, `mimetype`, says that it is of this kind: ODT and EPUB."""
    return data.startswith(b"PK\x03\x04") and data[_TYPED : _TYPED + 8 + len(kind)] == b"mimetype" + kind


class Zipped:
    """A package that is open: gives its parts. Raises ReadError, with `again` for what to do.

    All parts that are read share one bound.
    """

    def __init__(self, data: bytes, again: str) -> None:
        self.again = again
        self._elements = MAX_ELEMENTS
        self._room = min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * len(data)))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise ReadError(f"is a damaged document ({error})", again) from error
        if len(entries) > MAX_PARTS:
            raise ReadError(f"is refused: it consists of {len(entries):,} files", again)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadError("is protected with a password", "Save it without one.")
        self.names = frozenset(entry.filename for entry in entries)

    def parts(self) -> dict[str, bytes]:
        """All parts by their names, in order."""
        found = ((each.filename, self.part(each.filename)) for each in self._zip.infolist())
        return {name: content for name, content in found if content is not None}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is no such part."""
        if name not in self.names:
            return None
        try:
            # zipfile never gives more of a part than it declares, so that the size is to be relied on.
            self._room -= self._zip.getinfo(name).file_size
            if self._room < 0:
                raise ReadError("is refused: unpacked, it is larger than any document", self.again)
            return self._zip.read(name)
        except _BROKEN as error:
            raise ReadError(f"is a damaged document ({name}: {error})", self.again) from error

    def xml(self, name: str) -> _Element | None:
        """The root of a part, None if there is no such part.

        Entities are not expanded, and a document type (the way to attacks by them) is refused: none of these
        formats has one.
        """
        from lxml import etree

        content = self.part(name)
        if content is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except (ValueError, etree.XMLSyntaxError) as error:
            raise ReadError(f"is a damaged document ({name}: {error})", self.again) from error
        if root.getroottree().docinfo.doctype:
            raise ReadError("is refused: its XML has a document type, which no such document has", self.again)
        self._elements -= int(root.xpath("count(//*)"))
        if self._elements < 0:
            raise ReadError("is refused: it consists of more than any document", self.again)
        return root


def as_number(text: str | int | None) -> int:
    """The number that an attribute holds; 0 for what is none, ², or more than anybody counts to."""
    try:
        number = int(text or 0)
    except ValueError:
        return 0
    return number if abs(number) < _ENDLESS else 0
