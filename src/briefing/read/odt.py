"""OpenDocument text (ODT, ISO/IEC 26300), as LibreOffice saves it. No macro runs, no link is followed."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read import mathml
from briefing.read.cells import as_one
from briefing.read.odt_numbering import labels_of
from briefing.read.parts import Piece, running, source_of
from briefing.read.powers import raised
from briefing.read.zipped import Zipped, as_number, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    f"{_TEXT}placeholder",
    *(f"{_SVG}title", f"{_SVG}desc", f"{_TABLE}covered-table-cell"),
)
"""What is not in the text as it is printed: over a covered cell lies another."""
_HIDDEN_BY = tuple(
    f"{_TEXT}{name}" for name in ("section", "hidden-text", "hidden-paragraph", "span", "p", "h")
)
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_HREF = "{http://www.w3.org/1999/xlink}href"
_RAISED = re.compile("super|[1-9]")
"""How a text stands that stands higher: by a word, or by per cents."""
_BOX = f"{_DRAW}text-box"
_SPACE = re.compile("[ \t\r\n]+")
"""One space to a reader, as in HTML (ODF 1.3, part 3, 6.1.2)."""


def is_odt(data: bytes) -> bool:
    """Tell whether `data` is an OpenDocument text, by the type that it begins with."""
    return is_typed(data, b"application/vnd.oasis.opendocument.text")


def read(data: bytes, name: str) -> Source:
    """Return the text of the document in `data`: body, tables cell by cell, text boxes, notes where they are,
    then what is in headers and footers, once each.

    Raises ReadError if it is damaged, protected or larger than any document.
    """
    package = Zipped(data, _AGAIN)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise ReadError("is protected with a password", "Save it without one.")
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if root is None or body is None:
        raise ReadError("is not an OpenDocument text, or a damaged one", _AGAIN)
    styles = package.xml("styles.xml")
    pages = []
    common = [] if styles is None else styles.findall(f"{_OFFICE}styles")
    own = [*common, *root.iterfind(f"{_OFFICE}automatic-styles")]
    looks = _looks(own)
    _hide(root, looks)
    if styles is not None:
        _hide(styles, _looks([*common, *styles.iterfind(f"{_OFFICE}automatic-styles")]))
        pages = [each for page in styles.iter(f"{_STYLE}master-page") for each in page]
    _put_in_formulas(body, package)
    labels = labels_of(body, *own)
    for each in body.iter(f"{_TEXT}span"):
        if looks.get(str(each.get(f"{_TEXT}style-name")), _SHOWN).raised and each.text:
            each.text = raised(each.text)
    around = chain.from_iterable(_blocks(each, None, {}) for each in pages)
    return source_of(data, name, chain(_blocks(body, None, labels), running(around)), format="odt")


def _put_in_formulas(body: _Element, package: Zipped) -> None:
    """Put what formulas say, each in a file of its own inside the file, where their frames stand."""
    for each in [*body.iter(f"{_DRAW}object")]:
        name = f"{str(each.get(_HREF)).removeprefix('./')}/content.xml"
        frame = each.getparent()
        if name not in package.names or frame is None or frame.tag != f"{_DRAW}frame":
            continue
        root = package.xml(name)
        if root is not None and str(root.tag).startswith(mathml.SPACE):
            frame.clear(keep_tail=True)
            frame.tag, frame.text = f"{_TEXT}span", mathml.text_of(root)


class _Look(NamedTuple):
    """What a style does to its text."""

    hidden: bool = False
    raised: bool = False


_SHOWN = _Look()


def _looks(groups: Sequence[_Element]) -> dict[str, _Look]:
    """The styles by their names, each with what it has from those above it."""
    elements = {
        str(each.get(f"{_STYLE}name")): each for part in groups for each in part.iter(f"{_STYLE}style")
    }
    found: dict[str, _Look] = {}
    for name in elements:
        chain_: dict[str, None] = {}
        at = name
        while at in elements and at not in chain_ and at not in found:
            chain_[at] = None
            at = str(elements[at].get(f"{_STYLE}parent-style-name"))
        look = found.get(at, _SHOWN)
        for each in reversed(chain_):
            said = elements[each].find(f"{_STYLE}text-properties")
            if said is not None:
                shown, place = said.get(f"{_TEXT}display"), said.get(f"{_STYLE}text-position")
                look = _Look(
                    look.hidden if shown is None else shown == "none",
                    look.raised if place is None else _RAISED.match(place) is not None,
                )
            found[each] = look
    return found


def _hide(root: _Element, looks: Mapping[str, _Look]) -> None:
    """Empty what is not shown in a part: by its style, or because it says so.

    What depends on a condition is shown unless the file has that it is hidden.
    """
    for each in [*root.iter(*_HIDDEN_BY)]:
        unseen = each.get(f"{_TEXT}display") == "none" or each.get(f"{_TEXT}is-hidden") == "true"
        if not unseen and not looks.get(str(each.get(f"{_TEXT}style-name")), _SHOWN).hidden:
            continue
        whole = each
        if each.tag == f"{_TEXT}hidden-paragraph":
            whole = next(each.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), each)
        whole.clear(keep_tail=True)


def _blocks(parent: _Element, kind: Kind | None, labels: Mapping[_Element, str]) -> Iterator[Piece]:
    for child in parent:
        tag = str(child.tag)
        if tag in _GONE:
            continue
        if tag in (f"{_TEXT}h", f"{_TEXT}p"):
            yield from _paragraph(child, kind, labels)
        elif tag == f"{_TEXT}list-item":
            yield from _blocks(child, "list-item", labels)
        elif tag == f"{_TABLE}table":
            cells = sum(1 for _ in child.iter(f"{_TABLE}table-cell"))
            yield from _blocks(child, "table-cell" if cells > 1 else None, labels)
        else:
            yield from _blocks(child, kind, labels)


def _paragraph(element: _Element, kind: Kind | None, labels: Mapping[_Element, str]) -> Iterator[Piece]:
    inner: list[tuple[_Element, Kind | None]] = []
    text = "".join(_said(element, inner)).strip()
    label = labels.get(element, "")
    if text and label:
        text = as_one(label, text)
        kind = None if kind == "list-item" else kind
    if element.tag == f"{_TEXT}h":
        yield Piece(text, "heading", Origin(level=as_number(element.get(f"{_TEXT}outline-level")) or 1))
    else:
        for line in text.splitlines() if kind != "table-cell" else [text]:
            yield Piece(line, kind)
    for each, of_inner in inner:
        yield from _blocks(each, of_inner, labels)


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
