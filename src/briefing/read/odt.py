"""OpenDocument text (ODT, ISO/IEC 26300), as LibreOffice saves it. No macro runs, no link is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read.parts import Piece, source_of
from briefing.read.zipped import Zipped, as_number, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from briefing.document import Kind, Source

SUFFIXES = (".odt", ".ott")

_AGAIN = "Open it in LibreOffice and save it again."
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _TABLE = f"{_OASIS}text:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}table:1.0}}"
_GONE = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}note-citation")
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_BOX = f"{_OASIS}drawing:1.0}}text-box"


def is_odt(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument text, by the type that it begins with."""
    return is_typed(data, b"application/vnd.oasis.opendocument.text")


def read(data: bytes, name: str) -> Source:
    """Return the text of the document in `data`: body, tables cell by cell, text boxes, notes where they are.

    Automatic numbers are not in it: they stand nowhere in the file. Raises ReadError if it is damaged,
    protected or larger than any document.
    """
    package = Zipped(data, _AGAIN)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise ReadError("is protected with a password", "Save it without one.")
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ReadError("is not an OpenDocument text, or a damaged one", _AGAIN)
    return source_of(data, name, _blocks(body, None), format="odt")


def _blocks(parent: _Element, kind: Kind | None) -> Iterator[Piece]:
    for child in parent:
        tag = str(child.tag)
        if tag in _GONE:
            continue
        if tag in (f"{_TEXT}h", f"{_TEXT}p"):
            yield from _paragraph(child, kind)
        elif tag == f"{_TEXT}list-item":
            yield from _blocks(child, "list-item")
        elif tag == f"{_TABLE}table":
            cells = sum(1 for _ in child.iter(f"{_TABLE}table-cell"))
            yield from _blocks(child, "table-cell" if cells > 1 else None)
        else:
            yield from _blocks(child, kind)


def _paragraph(element: _Element, kind: Kind | None) -> Iterator[Piece]:
    inner: list[tuple[_Element, Kind | None]] = []
    text = "".join(_said(element, inner)).strip()
    if element.tag == f"{_TEXT}h":
        yield Piece(text, "heading", Origin(level=as_number(element.get(f"{_TEXT}outline-level")) or 1))
    else:
        for line in text.splitlines() if kind != "table-cell" else [text]:
            yield Piece(line, kind)
    for each, of_inner in inner:
        yield from _blocks(each, of_inner)


def _said(element: _Element, inner: list[tuple[_Element, Kind | None]]) -> Iterator[str]:
    """The text of a paragraph; boxes and notes in it are put aside."""
    yield element.text or ""
    for child in element:
        tag = str(child.tag)
        if tag in _SPACES:
            yield _SPACES[tag] * min(as_number(child.get(f"{_TEXT}c")) or 1, 100)
        elif tag == _BOX:
            inner.append((child, None))
        elif tag == f"{_TEXT}note":
            inner.append((child, "footnote"))
        elif tag not in _GONE:
            yield from _said(child, inner)
        yield child.tail or ""
