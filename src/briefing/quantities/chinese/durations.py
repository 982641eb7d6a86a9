"""Reads lengths of time in more than one unit: 一年六个月, 1小时20分, 3分20秒."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.howlong import sentenced
from briefing.quantities.chinese.numeral import scan
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import CAPITALS
from briefing.quantities.values import Duration

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import UnitOfTime

_NEXT: dict[UnitOfTime, tuple[UnitOfTime, int, re.Pattern[str]]] = {
    "year": ("month", 12, re.compile("个月")),
    "day": ("hour", 24, re.compile("个?小时|个钟头")),
    "hour": ("minute", 60, re.compile("分(?![之店公部局行布配工])钟?")),
    "minute": (
        "second",
        60,
        re.compile("秒(?!杀)(?:(?P<part>[0-9]{1,2})(?![0-9.,%个名家亿万至到米秒十百千条层间座]))?(?![0-9])"),
    ),
}
"""The unit that may follow one, how many of it make one, and how it is said there."""
_MONTHS = re.compile("个?月")
_JOINT = re.compile(f"[零又]?(?=[0-9一二两三四五六七八九十拾{''.join(CAPITALS)}])")
_FEW = 10
"""Up to ten a number is said in words, and only checked."""
_MANY = 1000


def compound(zh: str, n: Numeral, unit: UnitOfTime, end: int) -> Parsed | None:
    """The duration that begins with `n` and a unit that ends at `end`, where a smaller one follows: one value
    in the smallest of them; None where none does."""
    total, largest = n.value, n.value
    begun = end
    if (unit == "day" and n.value == 1) or n.value >= _MANY:
        # 一天8小时 is eight hours a day.
        return None
    while unit in _NEXT and (joint := _JOINT.match(zh, end)):
        smaller, many, name = _NEXT[unit]
        part = scan(zh, joint.end())
        if smaller == "month" and sentenced(zh, n.start):
            name = _MONTHS
        behind = name.match(zh, part.end) if part and _fits(part, many) else None
        if part is None or behind is None:
            break
        total, largest = total * many + part.value, max(largest, part.value)
        if decimals := behind.groupdict().get("part"):
            # 3分30秒18: 210.18 seconds.
            total += Decimal(f"0.{decimals}")
        unit, end = smaller, behind.end()
    if end == begun or n.whole is None or zh[n.start - 1 : n.start] == "每":
        return None
    return Parsed(n.start, end, Duration(total, unit), end, free=largest <= _FEW and total % 1 == 0)


def _fits(part: Numeral, many: int) -> bool:
    whole: Decimal | int | None = part.whole
    return whole is not None and 0 < whole < many
