"""Formulas in MathML 3 (W3C) as one writes them in a line: a fraction is 2/3, and not 23."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.read.powers import raised

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "{http://www.w3.org/1998/Math/MathML}"
_NOT_SHOWN = ("annotation", "annotation-xml")


def text_of(element: _Element) -> str:
    """What a formula says."""
    name = str(element.tag).rpartition("}")[2]
    if name in _NOT_SHOWN:
        return ""
    parts = [element.text or "", *(text_of(child) + (child.tail or "") for child in element)]
    said = ["".join(each.split()) for each in parts]
    if name == "mfrac":
        return "/".join(each for each in said if each)
    if name == "msup":
        said[-1] = raised(said[-1])
    return f"√({''.join(said)})" if name == "msqrt" else "".join(said)
