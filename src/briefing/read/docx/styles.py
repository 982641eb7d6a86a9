"""What a paragraph of a DOCX is, by its style and by its look: government files rarely use styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.read.docx.numbering import LEVELS, W, is_on, value
from briefing.read.zipped import as_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefing.document import Kind

_HEADING = re.compile("(?:heading|标题)\\s*([1-9])$", re.I)
_TITLES = ("title", "标题", "subtitle", "副标题")
_CAPTIONS = ("caption", "题注")
_ENDS = re.compile("[。；，、：！？;:,]$")
_BOLD_FACE = re.compile("黑体|小标宋|SimHei|XiaoBiaoSong", re.I)
_LONGEST = 60
_LARGE = 36
"""Half points: larger than size three (16 pt), which GB/T 9704-2012 has for the text of official files."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style, with what it has from those that it is based on: it is `numbered_by` one."""

    kind: Kind | None = None
    level: int = 0
    number: str = ""
    number_level: int = 0
    numbered_by: str = ""


def styles_of(root: _Element | None) -> dict[str, Style]:
    """The paragraph styles of a styles part, by their ids; the default one also by ""."""
    if root is None:
        return {}
    elements = {str(each.get(f"{W}styleId")): each for each in root.iterfind(f"{W}style")}
    made: dict[str, Style] = {}
    found: dict[str, Style] = {}
    for name, element in elements.items():
        if element.get(f"{W}type") != "paragraph":
            continue
        for each in reversed(_unmade(name, elements, made)):
            made[each] = _style(elements[each], made.get(value(elements[each].find(f"{W}basedOn")), Style()))
        found[name] = made[name]
        if element.get(f"{W}default") in ("1", "true"):
            found[""] = found[name]
    return found


def _unmade(name: str, elements: dict[str, _Element], made: dict[str, Style]) -> list[str]:
    """A style, and what it is based on that is not `made` yet; a circle ends."""
    found: dict[str, None] = {}
    while name in elements and name not in made and name not in found:
        found[name] = None
        name = value(elements[name].find(f"{W}basedOn"))
    return list(found)


def _style(element: _Element, base: Style) -> Style:
    kind, level, number, number_level = base.kind, base.level, base.number, base.number_level
    numbered_by = base.numbered_by
    name = value(element.find(f"{W}name")).lower()
    if match := _HEADING.match(name):
        kind, level = "heading", int(match[1])
    elif name in _TITLES:
        kind, level = "heading", 1
    elif name in _CAPTIONS:
        kind = "caption"
    properties = element.find(f"{W}pPr")
    if properties is None:
        return Style(kind, level, number, number_level, numbered_by)
    outline = outline_of(properties)
    if outline is not None:
        kind, level = ("heading", outline + 1) if outline < LEVELS else (None, 0)
    if (numbered := numbering_of(properties)) is not None:
        number, number_level = numbered
        numbered_by = str(element.get(f"{W}styleId"))
    return Style(kind, level, number, number_level, numbered_by)


def outline_of(properties: _Element) -> int | None:
    """The outline level, from 0, that a paragraph's properties give; from 9 on it is body text."""
    level = value(properties.find(f"{W}outlineLvl"))
    return as_number(level) if level.isdecimal() else None


def numbering_of(properties: _Element) -> tuple[str, int] | None:
    """The list and the level in it that a paragraph's properties give, None if they give none."""
    numbers = properties.find(f"{W}numPr")
    if numbers is None:
        return None
    return value(numbers.find(f"{W}numId")), as_number(value(numbers.find(f"{W}ilvl")))


def looks_like_heading(paragraph: _Element, text: str) -> bool:
    """Tell whether a paragraph without a style for it was made to look like a heading.

    Short, without a mark at its end, and all of it bold, in the face for headings, or large and centred.
    """
    if not 1 < len(text) <= _LONGEST or _ENDS.search(text):
        return False
    centred = value(paragraph.find(f"{W}pPr/{W}jc")) == "center"
    runs = [
        run
        for run in paragraph.iter(f"{W}r")
        if "".join(each.text or "" for each in run.iter(f"{W}t")).strip()
    ]
    return bool(runs) and all(_stands_out(run, centred=centred) for run in runs)


def _stands_out(run: _Element, *, centred: bool) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    fonts = properties.find(f"{W}rFonts")
    face = "" if fonts is None else str(fonts.get(f"{W}eastAsia") or "")
    size = as_number(value(properties.find(f"{W}sz")))
    return (
        is_on(properties.find(f"{W}b")) or _BOLD_FACE.search(face) is not None or (centred and size > _LARGE)
    )
