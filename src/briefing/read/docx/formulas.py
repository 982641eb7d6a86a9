"""Formulas (OMML; ECMA-376, part 1, 22.1) as one writes them in a line: a fraction is 2/3, and not 23."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.read.docx.numbering import W
from briefing.read.powers import raised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = f"{M}oMath"
_GONE = (f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{M}rPr")


def texts_of(element: _Element) -> Iterator[tuple[_Element, str]]:
    """The elements of a formula that its text is made of, in order, each with what it stands for."""
    tag = element.tag
    if tag == f"{M}t":
        yield element, element.text or ""
    elif tag == f"{M}d":
        yield from _between(element)
    elif tag not in _GONE:
        for child in element:
            inner = texts_of(child)
            if child.tag in (f"{M}sup", f"{M}deg"):
                yield from ((each, raised(text)) for each, text in inner)
                continue
            if child.tag == f"{M}den":
                yield child, "/"
            elif child.tag == f"{M}e" and tag == f"{M}rad":
                found = list(inner)
                parted = len(found) > 1
                yield element, "√(" if parted else "√"
                yield from found
                if parted:
                    yield child, ")"
                continue
            elif child.tag == f"{M}naryPr":
                yield child, _said(child, "chr", "∫")
            yield from inner


def _between(element: _Element) -> Iterator[tuple[_Element, str]]:
    """What stands in brackets, with them."""
    properties = element.find(f"{M}dPr")
    parts = element.findall(f"{M}e")
    yield element, _said(properties, "begChr", "(")
    for number, each in enumerate(parts):
        if number:
            yield each, _said(properties, "sepChr", "|")
        yield from texts_of(each)
    yield (parts[-1] if parts else element), _said(properties, "endChr", ")")


def _said(properties: _Element | None, name: str, otherwise: str) -> str:
    found = None if properties is None else properties.find(f"{M}{name}")
    return otherwise if found is None else str(found.get(f"{M}val") or "")
