"""Reads numbers that are told digit by digit: 一九○五兆赫 (1,905 MHz), 一○五公里, 百分之一○○."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import COUNTED, CURRENCY
from briefing.quantities.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.quantities.numerals import Token

_FREQUENCY = re.compile("[千兆吉]?赫|[kMG]?Hz")
_RANGE_MARK = re.compile("[至到—–~～-]")
_LAST = re.compile("[零〇○一二三四五六七八九]{2,8}+(?:[点．‧][零〇○一二三四五六七八九]{1,6})?+[万亿]?")
_LATIN = re.compile("(?:[mμµ]?[gLl]|[kmcμµ]?m|k[gmVW]|[kM]?[VW]|dB|pp[mb]|mol|℃|°C)(?![A-Za-z])")
_LONG = re.compile("小时|分钟|公[尺里分厘寸斤克]|平方|度(?=[，。及、])")
"""CFU/一○○mL: a unit in letters, too. 一四四小时: three digits have no need of a zero before one of these."""
_TIMES = ("×", "✕")
"""二一○×二九七公厘 (210 by 297 mm): factors."""
_NO_COUNT = re.compile("年|学年|[届级款版](?=[^，。；、：])|后|号")
"""Behind digits one by one these are years, generations, models and names: 二〇二四届, 九○后."""


def spelled(zh: str, pieces: Sequence[Token]) -> Decimal | None:
    """The number that `pieces` spell, digit by digit with a zero among them.

    A measure word or a unit has to stand behind it, or behind the second number of a range.
    """
    tail = [piece for piece in pieces if piece.kind in "pm"]
    digits = pieces[: len(pieces) - len(tail)]
    if len(digits) < 2 or any(piece.kind != "d" or piece.text in "两兩" for piece in digits):
        return None
    text = "".join(str(piece.value) for piece in digits)
    after = pieces[-1].end
    if (mark := _RANGE_MARK.match(zh, after)) and (last := _LAST.match(zh, mark.end())):
        after = last.end()
    frequency = _FREQUENCY.match(zh, after)
    counted = (
        (
            COUNTED.match(zh, after)
            or CURRENCY.match(zh, after)
            or zh.startswith(("%", "分之"), after)
            or _LATIN.match(zh, after)
        )
        and ("0" in text[1:] or (len(text) > 2 and _LONG.match(zh, after)))
        and not _NO_COUNT.match(zh, after)
    )
    multiplied = (
        zh[pieces[0].start - 2 : pieces[0].start] in ("除以", "乘以")
        or zh[after : after + 1] in _TIMES
        or zh[pieces[0].start - 1 : pieces[0].start] in _TIMES
    )
    if text[0] == "0" or not (frequency or counted or multiplied):
        return None
    whole = value_of(tail) if tail and tail[0].kind == "m" else None
    if len(tail) > 1 or (tail and tail[0].kind == "m" and whole is None):
        return None
    number = Decimal(text)
    return number * whole if whole else number + (tail[0].value if tail else 0)
