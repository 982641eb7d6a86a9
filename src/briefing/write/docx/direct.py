"""Our styles as direct formatting: somebody else's document keeps its own styles, and only those."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from briefing.write.docx import parts
from briefing.write.docx.elements import make
from briefing.write.docx.parts import W, style_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_WORD = re.compile("[A-Za-z]+")
_PPR = _WORD.findall(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RPR = _WORD.findall(
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss"
    " imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
"""The order of properties in CT_PPr and CT_ParaRPr (ISO/IEC 29500-1, 17.3.1.26 and 17.3.1.29)."""

_ORDER = {
    "pPr": {f"{{{W}}}{name}": at for at, name in enumerate(_PPR)},
    "rPr": {f"{{{W}}}{name}": at for at, name in enumerate(_RPR)},
}
# What a document's default style may say otherwise: indents of two characters, lines of 28 points.
_PLAIN = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="80" w:line="276" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
)
_PLAIN_RUN = f'{parts.SERIF}<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="auto"/><w:sz w:val="21"/>'


def put(properties: Element, new: Element) -> None:
    """Set a property, in its place among the others, instead of what there was of its name."""
    for old in properties.findall(new.tag):
        properties.remove(old)
    order = _ORDER[etree.QName(properties).localname]
    own = order[new.tag]
    at = sum(1 for each in properties if order.get(str(each.tag), len(order)) < own)
    properties.insert(at, new)


@cache
def _properties_of(style: str) -> tuple[str, str]:
    """The XML of the properties of a paragraph in one of our styles, and of its runs, inherited ones too."""
    if style in parts.CHARACTERS:
        return "", parts.CHARACTERS[style]
    base, own, of_runs = parts.PARAGRAPHS.get(style, ("", "", ""))
    below = _properties_of(base) if base else (_PLAIN, _PLAIN_RUN)
    return below[0] + own, below[1] + of_runs


def _parsed(xml: str) -> Iterable[Element]:
    return list(etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>'))


def properties_of_runs(style: str) -> Iterable[Element]:
    """The properties that a character style of ours stands for."""
    return _parsed(_properties_of(style)[1])


_NAMES = {style_id(name): name for name in ("Normal", *parts.PARAGRAPHS, *parts.CHARACTERS)}


def directly(root: Element) -> Element:
    """`root`, changed: what its paragraphs and runs have from our styles stands in them."""
    for paragraph in root.iter(f"{{{W}}}p"):
        own = paragraph.find(f"{{{W}}}pPr")
        style = None if own is None else own.find(f"{{{W}}}pStyle")
        if own is None or style is None:
            continue
        own.remove(style)
        of_paragraph, of_runs = _properties_of(_NAMES[str(style.get(f"{{{W}}}val"))])
        for each in _parsed(of_paragraph):
            put(own, each)
        for run in paragraph.iter(f"{{{W}}}r"):
            _dress(run, of_runs)
    return root


def _dress(run: Element, inherited: str) -> None:
    own = run.find(f"{{{W}}}rPr")
    if own is None:
        own = make.rPr()
        run.insert(0, own)
    style = own.find(f"{{{W}}}rStyle")
    if style is not None:
        own.remove(style)
        inherited += _properties_of(_NAMES[str(style.get(f"{{{W}}}val"))])[1]
    for each in _parsed(inherited):
        put(own, each)
