"""Reads the ordinals of large numbers: 第10万列 (the 100,000th train), 第一百万辆; citations have the
others."""

from __future__ import annotations

import re

from briefing.quantities.chinese.numeral import scan
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS, parse_numeral
from briefing.quantities.values import Number, Ordinal, Range

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


_TOP = re.compile(
    "前(?P<n>[0-9]{1,3}|[三四五六八十百]|[一二三四五]十)(?=[，。；、）]|之[列内]|行列|的(?:[，。]|省|市|县|国家|城市|地区|企业)|$)"
)
_RANKED = re.compile("(?:全[国球省市区县]|世界|亚洲|国内|[中东西]部|居|列|进入?|身|排名?|行业|百强县|同类)$")


def top(zh: str, at: int) -> Parsed | None:
    """跻身全球前十 (the top ten); 前三季度 and 前十个月 are others."""
    match = _TOP.match(zh, at)
    n = parse_numeral(match["n"]) if match and _RANKED.search(zh, max(0, at - 3), at) else None
    return Parsed(at + 1, match.end("n"), Number(n), match.end("n"), free=True) if match and n else None


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
