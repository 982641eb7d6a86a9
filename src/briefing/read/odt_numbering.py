"""Automatic numbers, which stand nowhere in an ODT either: 一、（一） are computed from what lists say.

OpenDocument 1.3, part 3: 5.3 (lists), 16.30 to 16.34 (their styles), 19.500 (formats of numbers).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.read.docx.numbering import written
from briefing.read.zipped import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE = f"{_OASIS}text:1.0}}", f"{_OASIS}style:1.0}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DEEPEST = 10
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth",
}  # fmt: skip
"""By the first number of each, as 一, 二, 三, ... begins, what it is called elsewhere."""
_TRADITIONAL = "貳"
_LONGEST = 255
"""Characters around a number."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: its format ("" for none), what is around its number, how many levels that shows."""

    format: str
    prefix: str
    suffix: str
    shown: int
    start: int


@dataclass(slots=True)
class _Counts:
    """How far a list has counted on each level, from 1."""

    at: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, levels: Mapping[int, _Level], start: int | None) -> str:
        """Advance a level; the number as it is shown, with what is around it."""
        own = levels.get(level)
        first = own.start if own else 1
        self.at[level] = start if start is not None else self.at.get(level, first - 1) + 1
        for below in [each for each in self.at if each > level]:
            del self.at[below]
        if own is None or not own.format:
            return ""
        said = []
        for each in range(max(1, level - own.shown + 1), level + 1):
            of_level = levels.get(each)
            if of_level and of_level.format:
                said.append(written(self.at.get(each, of_level.start), of_level.format))
        label = f"{own.prefix}{'.'.join(said)}{own.suffix}"
        return label if not label or label[-1] in "、．.）)：:，】〕" else f"{label} "


def labels_of(body: _Element, *styles: _Element) -> dict[_Element, str]:
    """The number of each paragraph of a part that has one; `styles` are those of the document."""
    lists: dict[str, dict[int, _Level]] = {}
    outline: dict[int, _Level] = {}
    for part in styles:
        for each in part.iter(f"{_TEXT}list-style"):
            lists[str(each.get(f"{_STYLE}name"))] = dict(_levels(each, "list-level-style-number"))
        for each in part.iter(f"{_TEXT}outline-style"):
            outline.update(_levels(each, "outline-level-style"))
    found = _Found(lists, outline)
    found.within(body)
    return found.labels


def _levels(style: _Element, tag: str) -> Iterator[tuple[int, _Level]]:
    for each in style.iterfind(f"{_TEXT}{tag}"):
        format = str(each.get(f"{_STYLE}num-format") or "")
        name = _FORMATS.get(format.partition(",")[0].strip(), "decimal" if format else "")
        if _TRADITIONAL in format:
            name = "ideographLegalTraditional"
        yield (
            as_number(each.get(f"{_TEXT}level")),
            _Level(
                name,
                str(each.get(f"{_STYLE}num-prefix") or "")[:_LONGEST],
                str(each.get(f"{_STYLE}num-suffix") or "")[:_LONGEST],
                min(as_number(each.get(f"{_TEXT}display-levels")) or 1, _DEEPEST),
                as_number(each.get(f"{_TEXT}start-value") or 1),
            ),
        )


@dataclass(slots=True)
class _Found:
    """Goes over a part and numbers its paragraphs."""

    lists: Mapping[str, Mapping[int, _Level]]
    outline: Mapping[int, _Level]
    labels: dict[_Element, str] = field(default_factory=dict)
    _by_style: dict[str, _Counts] = field(default_factory=dict)
    _by_id: dict[str, _Counts] = field(default_factory=dict)
    _headings: _Counts = field(default_factory=_Counts)

    def within(self, parent: _Element) -> None:
        """Number what is outside of lists: headings may have numbers of their own."""
        for child in parent:
            if child.tag == f"{_TEXT}list":
                self._list(child)
            elif child.tag == f"{_TEXT}h" and self.outline:
                if child.get(f"{_TEXT}is-list-header") != "true":
                    level = as_number(child.get(f"{_TEXT}outline-level")) or 1
                    self.labels[child] = self._headings.next(level, self.outline, _start(child))
            elif child.tag != f"{_TEXT}tracked-changes":
                self.within(child)

    def _list(self, element: _Element) -> None:
        style = str(element.get(f"{_TEXT}style-name") or "")
        goes_on = self._by_id.get(element.get(f"{_TEXT}continue-list") or "")
        if goes_on is None and element.get(f"{_TEXT}continue-numbering") == "true":
            goes_on = self._by_style.get(style)
        counts = _Counts() if goes_on is None else goes_on
        self._by_style[style] = counts
        if name := element.get(_ID):
            self._by_id[name] = counts
        self._items(element, counts, style, 1)

    def _items(self, element: _Element, counts: _Counts, style: str, level: int) -> None:
        for item in element:
            numbered = item.tag == f"{_TEXT}list-item"
            start = _start(item)
            for child in item:
                if child.tag == f"{_TEXT}list":
                    own = str(child.get(f"{_TEXT}style-name") or style)
                    self._items(child, counts, own, level + 1)
                elif numbered and child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    self.labels[child] = counts.next(level, self.lists.get(style, {}), start)
                    numbered = False
                else:
                    self.within(child)


def _start(element: _Element) -> int | None:
    start = element.get(f"{_TEXT}start-value")
    return None if start is None else as_number(start)
