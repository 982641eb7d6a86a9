"""Reads the numbers of the spoken language: 他们俩, 兄弟仨, 个把月, 大半年, 小半年."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.values import Duration, Number

if TYPE_CHECKING:
    from briefing.quantities.values import Approx, UnitOfTime

_TOGETHER = re.compile(
    "仨(?!瓜俩枣)|(?<=[们咱])俩(?!字)|(?<![一-鿿])俩|俩(?=人|月|小时|钟头|星期|礼拜|孩子|娃|儿子|女儿|闺女|村|老人|小伙|年轻人|大学生|学生)"
)
"""夫妻俩 and 母女俩 are no more than the couple, and mother and daughter."""
_SOME = re.compile("个把(?:(?P<month>月)|(?P<hour>小时|钟头)|(?P<week>星期|礼拜))")
_HALVES = re.compile(
    "(?P<much>[大小])半(?:(?P<year>年(?![度级]))|(?P<month>个月)|(?P<day>天)|(?P<hour>个小时|个钟头))"
)


def together(zh: str, at: int) -> Parsed | None:
    """他们俩 (the two of them), 兄弟仨 (three brothers)."""
    match = _TOGETHER.match(zh, at)
    number = Number(Decimal(2 if zh[at] == "俩" else 3))
    return Parsed(at, match.end(), number, match.end(), free=True) if match else None


def one_or_so(zh: str, at: int) -> Parsed | None:
    """个把月: about a month; the 个 of 三个把月 is the measure word of three."""
    match = _SOME.match(zh, at)
    if (
        not match
        or not match.lastgroup
        or zh[at - 1 : at] in tuple("0123456789一二两三四五六七八九十几这那每")
    ):
        return None
    return _long(match, Decimal(1), "about")


def part_of_half(zh: str, at: int) -> Parsed | None:
    """大半年: more than half a year; 小半年: nearly half a year."""
    match = _HALVES.match(zh, at)
    return _long(match, Decimal("0.5"), "more" if match["much"] == "大" else "nearly") if match else None


def _long(match: re.Match[str], number: Decimal, approx: Approx) -> Parsed:
    unit: UnitOfTime = match.lastgroup  # type: ignore[assignment]
    return Parsed(match.start(), match.end(), Duration(number, unit, approx), match.end(), free=True)
