"""The parts of an Office package (ECMA-376, part 2): a stranger's zip of XML; nothing in it is believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from briefing.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 40, 32 * 1024 * 1024
"""Times that the XML of a document may be as large as the file (long tables grow to 20 times), and the bytes
up to which it may be as large as it likes."""
MAX_PARTS = 20_000
"""Files in a package: a document has some dozens, and one for each picture."""

_BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_AGAIN = "Open it in Word, WPS Office or LibreOffice and save it again as .docx."


class Package:
    """A package that is open: gives the XML of its parts, and how they relate. Raises ReadError.

    `strict` says that a part that was read was in the strict variant of the format (ISO/IEC 29500-1).
    """

    def __init__(self, data: bytes) -> None:
        self._room = min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * len(data)))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise ReadError(f"is a damaged document ({error})", _AGAIN) from error
        if len(entries) > MAX_PARTS:
            raise ReadError(f"is refused: it consists of {len(entries):,} files", _AGAIN)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadError("is protected with a password", "Save it without one.")
        self.names = frozenset(entry.filename for entry in entries)
        self.strict = False

    def xml(self, name: str) -> _Element | None:
        """The root of a part, None if there is no such part.

        Entities are not expanded, and a document type (the way to attacks by them) is refused: Office's XML
        never has one. All parts that are read share one bound.
        """
        from lxml import etree

        if name not in self.names:
            return None
        try:
            # zipfile never gives more of a part than it declares, so that the size is to be relied on.
            self._room -= self._zip.getinfo(name).file_size
            if self._room < 0:
                raise ReadError("is refused: unpacked, it is larger than any document", _AGAIN)
            content = self._zip.read(name)
            if _STRICT in content:
                self.strict = True
                for strict, transitional in _TRANSITIONAL.items():
                    content = content.replace(strict, transitional)
            parser = etree.XMLParser(
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            root = etree.fromstring(content, parser)
        except (*_BROKEN, etree.XMLSyntaxError) as error:
            raise ReadError(f"is a damaged document ({name}: {error})", _AGAIN) from error
        if root.getroottree().docinfo.doctype:
            raise ReadError("is refused: its XML has a document type, as Office's never has", _AGAIN)
        return root

    def main(self) -> str:
        """The name of the part with the text, "" if there is none."""
        return next((target for kind, target in self.related("") if kind == "officeDocument"), "")

    def kinds(self) -> dict[str, str]:
        """The first part of each kind that the one with the text refers to: styles, comments, numbering."""
        return dict(reversed(self.related(self.main())))

    def related(self, name: str) -> list[tuple[str, str]]:
        """The kind and the name of each part that the part `name` refers to; "" is the package itself."""
        rels = f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels" if name else "_rels/.rels"
        root = self.xml(rels.lstrip("/"))
        if root is None:
            return []
        return [
            (str(each.get("Type") or "").rpartition("/")[2], _target(name, str(each.get("Target") or "")))
            for each in root
            if each.get("TargetMode") != "External"
        ]


def _target(name: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
