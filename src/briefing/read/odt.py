"""OpenDocument text (ODT, ISO/IEC 26300), as LibreOffice saves it. No macro runs, no link is followed."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read.parts import Piece, running, source_of
from briefing.read.zipped import Zipped, as_number, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from briefing.document import Kind, Source

SUFFIXES = (".odt", ".ott")

_AGAIN = "Open it in LibreOffice and save it again."
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _TABLE = f"{_OASIS}text:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}table:1.0}}"
_DRAW, _STYLE = f"{_OASIS}drawing:1.0}}", f"{_OASIS}style:1.0}}"
_SVG = f"{_OASIS}svg-compatible:1.0}}"
_GONE = (
    *(f"{_TEXT}tracked-changes", f"{_TEXT}ruby-text", f"{_TEXT}note-citation", f"{_OFFICE}annotation"),
    *(f"{_SVG}title", f"{_SVG}desc", f"{_TABLE}covered-table-cell"),
)
"""What is not in the text as it is printed: over a covered cell lies another."""
_HIDDEN_BY = tuple(
    f"{_TEXT}{name}" for name in ("section", "hidden-text", "hidden-paragraph", "span", "p", "h")
)
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_BOX = f"{_DRAW}text-box"
_SPACE = re.compile("[ \t\r\n]+")
"""One space to a reader, as in HTML (ODF 1.3, part 3, 6.1.2)."""


def is_odt(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument text, by the type that it begins with."""
    return is_typed(data, b"application/vnd.oasis.opendocument.text")


def read(data: bytes, name: str) -> Source:
    """Return the text of the document in `data`: body, tables cell by cell, text boxes, notes where they are,
    then what is in headers and footers, once each.

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
    styles = package.xml("styles.xml")
    pages = []
    _hide(root, styles)
    if styles is not None:
        _hide(styles, styles)
        pages = [each for page in styles.iter(f"{_STYLE}master-page") for each in page]
    around = chain.from_iterable(_blocks(each, None) for each in pages)
    return source_of(data, name, chain(_blocks(body, None), running(around)), format="odt")


def _hide(root: _Element, styles: _Element | None) -> None:
    """Empty what is not shown in a part: by its style, its own or one of `styles`, or because it says so.

    What depends on a condition is shown unless the file has that it is hidden.
    """
    hidden: set[str | None] = set()
    for part, kind in ((root, "automatic-styles"), (styles, "styles")):
        for each in part.iterfind(f"{_OFFICE}{kind}/{_STYLE}style") if part is not None else ():
            said = each.find(f"{_STYLE}text-properties")
            if said is not None and said.get(f"{_TEXT}display") == "none":
                hidden.add(each.get(f"{_STYLE}name"))
    for each in [*root.iter(*_HIDDEN_BY)]:
        unseen = each.get(f"{_TEXT}display") == "none" or each.get(f"{_TEXT}is-hidden") == "true"
        if not unseen and each.get(f"{_TEXT}style-name") not in hidden:
            continue
        whole = each
        if each.tag == f"{_TEXT}hidden-paragraph":
            whole = next(each.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), each)
        whole.clear(keep_tail=True)


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
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        tag = str(child.tag)
        if tag in _SPACES:
            yield _SPACES[tag] * min(as_number(child.get(f"{_TEXT}c")) or 1, 100)
        elif tag == _BOX or (
            tag.startswith(_DRAW) and any(str(each.tag).startswith(_TEXT) for each in child)
        ):
            inner.append((child, None))
        elif tag == f"{_TEXT}note":
            inner.append((child, "footnote"))
        elif tag not in _GONE:
            yield from _said(child, inner)
        yield _SPACE.sub(" ", child.tail or "")
