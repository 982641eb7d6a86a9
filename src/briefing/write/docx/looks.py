"""What English looks like in the place of Chinese: the same style, but a face that has Latin letters."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.read.docx.numbering import value
from briefing.read.docx.styles import numbering_of
from briefing.write.docx.direct import put
from briefing.write.docx.elements import element, make
from briefing.write.docx.parts import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_W = f"{{{W}}}"
_NOT_OF_RUNS = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "spacing",
    "w",
    "fitText",
    "em",
    "eastAsianLayout",
)
"""What a run of English has not from the Chinese: revisions, and what fits characters into a width."""
_NOT_OF_PARAGRAPHS = ("sectPr", "pPrChange", "pageBreakBefore", "rPr")
_CHINESE_FACE = re.compile(
    "(?:Sim|Fang|Kai|NSim|Ming|PMing|DFKai|FZ|ST(?=[A-Z])|HY|DengXian|Microsoft (?:YaHei|JhengHei)|WenQuan"
    "|(?:Noto|Source) .*CJK|WPS|Song|LiSu|YouYuan)",
    re.I,
)
_SANS = re.compile("黑|雅|等线|圆|Hei|YaHei|JhengHei|Gothic|DengXian|Sans", re.I)


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles and lists of a document, as far as the look of its English depends on them."""

    styles: dict[str, Element] = field(default_factory=dict)
    default: Element | None = None
    levels: dict[tuple[str, int], Element] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: Element | None, numbering: Element | None) -> Looks:
        """The looks of the document with these parts."""
        if styles is None:
            return cls(levels=dict(_levels(numbering)))
        by_id = {str(each.get(f"{_W}styleId")): each for each in styles.iterfind(f"{_W}style")}
        for each in styles.iterfind(f"{_W}style"):
            if each.get(f"{_W}type") == "paragraph" and each.get(f"{_W}default") in ("1", "true"):
                by_id[""] = each
        default = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
        return cls(by_id, default, dict(_levels(numbering)))

    def of_run(self, run: Element | None, paragraph: Element) -> Element:
        """Properties (`w:rPr`) of English where this run stands in this paragraph."""
        own = None if run is None else run.find(f"{_W}rPr")
        made = make.rPr() if own is None else deepcopy(own)
        for name in _NOT_OF_RUNS:
            for each in made.findall(f"{_W}{name}"):
                made.remove(each)
        in_run = made.find(f"{_W}rFonts")
        faces = [each for each in (in_run, *self._inherited(made, paragraph)) if each is not None]
        latin = next((face for each in faces if (face := _latin(each))), "")
        if not latin or latin == _EAST_ASIAN or has_han(latin) or _CHINESE_FACE.match(latin):
            chinese = next((face for each in faces if (face := str(each.get(f"{_W}eastAsia") or ""))), latin)
            latin = "Arial" if _SANS.search(chinese) else "Times New Roman"
            fonts = make.rFonts() if in_run is None else deepcopy(in_run)
            for name in ("ascii", "hAnsi", "cs"):
                fonts.attrib.pop(f"{_W}{name}Theme", None)
                fonts.set(f"{_W}{name}", latin)
            fonts.attrib.pop(f"{_W}cstheme", None)
            fonts.attrib.pop(f"{_W}hint", None)
            put(made, fonts)
        put(made, element("lang", val="en-GB"))
        return made

    def _inherited(self, run: Element, paragraph: Element) -> Iterator[Element | None]:
        own = value(run.find(f"{_W}rStyle"))
        for name in (*((own,) if own else ()), value(paragraph.find(f"{_W}pPr/{_W}pStyle"))):
            for style in self._chain(name):
                yield style.find(f"{_W}rPr/{_W}rFonts")
        yield self.default

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and what it is based on, or the default one; a circle ends."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = value(self.styles[name].find(f"{_W}basedOn")) or "\0"

    def of_paragraph(self, paragraph: Element, *, numbered: bool, under: bool) -> Element:
        """Properties (`w:pPr`) of a paragraph of English: under this one, or in its place.

        `numbered` says that the Chinese has an automatic number: it stands in the English, which counts no
        further. A bullet stands only once.
        """
        own = paragraph.find(f"{_W}pPr")
        made = make.pPr() if own is None else deepcopy(own)
        for name in _NOT_OF_PARAGRAPHS if under else ("pPrChange",):
            for each in made.findall(f"{_W}{name}"):
                made.remove(each)
        spread = made.find(f"{_W}jc")
        if "istribute" in value(spread):
            put(made, element("jc", val="both"))
        listed = numbering_of(made) or self._numbering(value(made.find(f"{_W}pStyle")))
        if listed is not None and (numbered or under):
            put(made, make.numPr(element("ilvl", val="0"), element("numId", val="0")))
            indent = self.levels.get(listed)
            if indent is not None and made.find(f"{_W}ind") is None:
                left = str(indent.get(f"{_W}left") or indent.get(f"{_W}start") or "0")
                put(made, element("ind", left=left, firstLine="0"))
        return made

    def _numbering(self, style: str) -> tuple[str, int] | None:
        for each in self._chain(style):
            properties = each.find(f"{_W}pPr")
            if properties is not None and (found := numbering_of(properties)) is not None:
                return found
        return None


_EAST_ASIAN = "East Asian"


def _latin(fonts: Element) -> str:
    """The face of Latin letters that fonts say; one of a theme is empty, but for an East Asian one."""
    theme = str(fonts.get(f"{_W}asciiTheme") or "")
    if theme:
        return _EAST_ASIAN if "EastAsia" in theme else theme
    return str(fonts.get(f"{_W}ascii") or "")


def _levels(numbering: Element | None) -> Iterator[tuple[tuple[str, int], Element]]:
    """The indent of each level of each list."""
    if numbering is None:
        return
    abstract = {str(each.get(f"{_W}abstractNumId")): each for each in numbering.iterfind(f"{_W}abstractNum")}
    for num in numbering.iterfind(f"{_W}num"):
        of = abstract.get(value(num.find(f"{_W}abstractNumId")))
        for level in () if of is None else of.iterfind(f"{_W}lvl"):
            indent = level.find(f"{_W}pPr/{_W}ind")
            at = str(level.get(f"{_W}ilvl") or "")
            if indent is not None and at.isdigit():
                yield (str(num.get(f"{_W}numId")), int(at)), indent
