"""Automatic numbers, which stand nowhere in a DOCX: 一、（一）第三条 ① are computed from what lists say.

ECMA-376, part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.read.zipped import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

_LONGEST = 255
"""Characters around the number of a list's item: what Word lets one enter."""

_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: what its numbers start from, look like and stand in, and whether any are shown.

    `style` is the paragraph style that has this level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` is to be asked once for each paragraph, in order."""

    lists: dict[str, tuple[str, dict[int, Level]]]
    starts: dict[str, dict[int, int]]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: _Element | None) -> Numbering:
        """The lists in a numbering part, if there is one."""
        if root is None:
            return cls({}, {})
        abstract = {
            str(each.get(f"{W}abstractNumId")): dict(_levels(each))
            for each in root.iterfind(f"{W}abstractNum")
        }
        # A list may be a style's: the one that says so has its levels.
        styles = {
            value(each.find(f"{W}styleLink")): str(each.get(f"{W}abstractNumId"))
            for each in root.iterfind(f"{W}abstractNum")
        }
        linked = {
            str(each.get(f"{W}abstractNumId")): styles.get(value(each.find(f"{W}numStyleLink")))
            for each in root.iterfind(f"{W}abstractNum")
            if each.find(f"{W}numStyleLink") is not None
        }
        lists: dict[str, tuple[str, dict[int, Level]]] = {}
        starts: dict[str, dict[int, int]] = {}
        for num in root.iterfind(f"{W}num"):
            number, of = str(num.get(f"{W}numId")), value(num.find(f"{W}abstractNumId"))
            of = linked.get(of) or of
            levels = dict(abstract.get(of, {}))
            for override in num.iterfind(f"{W}lvlOverride"):
                at = as_number(override.get(f"{W}ilvl"))
                levels.update(_levels(override))
                start = override.find(f"{W}startOverride")
                if start is not None and 0 <= at < LEVELS:
                    starts.setdefault(number, {})[at] = as_number(value(start))
            lists[number] = of, levels
        return cls(lists, starts)

    def level_of(self, number: str, style: str, said: int) -> int:
        """The level of a list that is a paragraph style's, and the one that the style `said` if none is."""
        levels = self.lists[number][1] if style and number in self.lists else {}
        return next((at for at, level in levels.items() if level.style == style), said)

    def label(self, number: str, at: int) -> tuple[str, bool]:
        """The number of the next paragraph at level `at` (from 0) of a list, and whether it is a bullet.

        Advances the list. A list that is not known gives nothing.
        """
        if number not in self.lists or not 0 <= at < LEVELS:
            return "", False
        of, levels = self.lists[number]
        counts = self.counts.setdefault(of, [None] * LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for which, start in self.starts.get(number, {}).items():
                counts[which] = None
                levels[which] = replace(levels.get(which, Level()), start=start)
        level = levels.get(at, Level())
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        for below in range(at + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and at < restart):
                counts[below] = None
        if level.format == "bullet":
            return "", True
        if level.format == "none" and not _PLACE.sub("", level.text):
            return "", False

        def shown(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            of_level = levels.get(which, Level())
            count = counts[which]
            form = "decimal" if level.legal and which < at else of_level.format
            return written(of_level.start if count is None else count, form)

        label = _PLACE.sub(shown, level.text)
        parted = level.suffix == "nothing" or not label or label[-1] in "、．.）)：:，】〕"
        return label if parted else f"{label} ", False


def _levels(parent: _Element) -> Iterator[tuple[int, Level]]:
    for each in parent.iterfind(f"{W}lvl"):
        restart = each.find(f"{W}lvlRestart")
        yield (
            as_number(each.get(f"{W}ilvl")),
            Level(
                start=as_number(value(each.find(f"{W}start")) or 1),
                format=value(each.find(f"{W}numFmt")) or "decimal",
                text=value(each.find(f"{W}lvlText"))[:_LONGEST],
                suffix=value(each.find(f"{W}suff")) or "tab",
                legal=is_on(each.find(f"{W}isLgl")),
                restart=None if restart is None else as_number(value(restart)),
                style=value(each.find(f"{W}pStyle")),
            ),
        )


def value(element: _Element | None) -> str:
    """The `w:val` of an element, empty if there is none."""
    return "" if element is None else str(element.get(f"{W}val") or "")


def is_on(element: _Element | None) -> bool:
    """Tell whether a property that is on or off (ST_OnOff) is on."""
    return element is not None and value(element) not in ("0", "false", "off")


def chinese(number: int) -> str:
    """1 to 9,999 as lists count: 十 (10), 十二 (12), 一百零五 (105)."""
    text = _counted(number, "一二三四五六七八九", "十百千", "零")
    return text[1:] if text.startswith("一十") else text


def _counted(number: int, digits: str, units: str, zero: str) -> str:
    if not 0 < number < 10_000:
        return str(number)
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            out += (zero if gap and out else "") + digits[digit - 1] + (units[power - 1] if power else "")
            gap = False
        else:
            gap = bool(out)
    return out


def _letters(number: int) -> str:
    """1 is A, 27 AA, 28 BB, as Word counts."""
    return chr(65 + (number - 1) % 26) * min(9, 1 + (number - 1) // 26) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    ):
        out += letters * (number // worth)
        number %= worth
    return out


def _among(first: str, last: str) -> Callable[[int], str]:
    """Numbers that are characters in a row: ① to ⑳."""
    size = ord(last) - ord(first) + 1
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= size else str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "ideographDigital",
        ),
        chinese,
    ),
    "chineseLegalSimplified": lambda number: _counted(number, "壹贰叁肆伍陆柒捌玖", "拾佰仟", "零"),
    "ideographLegalTraditional": lambda number: _counted(number, "壹貳參肆伍陸柒捌玖", "拾佰仟", "零"),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _among("①", "⑳"),
    "decimalEnclosedCircleChinese": _among("①", "⑳"),
    "decimalEnclosedParen": _among("⑴", "⒇"),
    "decimalEnclosedFullstop": _among("⒈", "⒛"),
    "ideographEnclosedCircle": _among("㊀", "㊉"),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda _: "",
}


def written(number: int, format: str) -> str:
    """A number in one of Word's formats; in figures, if the format is none that Chinese documents have."""
    return _FORMATS.get(format, str)(number)
