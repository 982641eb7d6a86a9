"""Reads the ordinals of large numbers: 第10万列 (the 100,000th train), 第一百万辆; citations have the
others."""

from __future__ import annotations

import re

from briefing.quantities.chinese.numeral import scan
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS
from briefing.quantities.values import Ordinal, Range

_TIERS = re.compile("(?P<low>[一二三四])(?P<high>[二三四五])线(?=城市|以下|的|和|房|市)")


def tiers(zh: str, at: int) -> Parsed | None:
    """三四线城市: third- and fourth-tier cities."""
    match = _TIERS.match(zh, at)
    if not match:
        return None
    low, high = (DIGITS[match[name]] for name in ("low", "high"))
    return (
        Parsed(at, at + 2, Range(Ordinal(low), Ordinal(high), "and"), match.end(), free=True)
        if low < high
        else None
    )


def ordinal(zh: str, at: int) -> Parsed | None:
    """第 with a number of ten thousand and more, or one that a magnitude ends."""
    n = scan(zh, at + 1)
    number = n.whole if n else None
    if (
        n is None
        or number is None
        or n.start != at + 1
        or number < 10**4
        or zh.startswith(("分之", "号"), n.end)
    ):
        return None
    return Parsed(at, n.end, Ordinal(number), n.end)
