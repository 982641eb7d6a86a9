"""Reads ages that are told in tens of years: 六旬老人 (in their sixties), 年逾七旬 (past seventy)."""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS
from briefing.quantities.values import Number, Range

_TENS = re.compile("(?P<low>[二三四五六七八九])(?P<high>[三四五六七八九])?旬")
_AGED = re.compile("(?:年|年[过逾近届已满约将]|年已[过逾近]|已[过逾近届]|将近)$")
"""What stands before one that is an age, wherever the person is."""
_PERSON = re.compile(
    "高龄|之年|的?(?:老|父|母|双亲|翁|妪|夫[妇妻]|奶奶|爷爷|大爷|大妈|大娘|阿[婆公姨]|婆婆|患者|教授|院士|党员|专家|农民|医生|村民)"
)


def ages(zh: str, at: int) -> Parsed | None:
    """六旬 (sixty, in one's sixties) where a person is so old; 上旬 and 第三旬 are ten days."""
    match = _TENS.match(zh, at)
    if match is None or zh[max(0, at - 1) : at] in tuple("第每中上下前后十月"):
        return None
    end = match.end()
    if not _AGED.search(zh, max(0, at - 3), at) and not _PERSON.match(zh, end):
        return None
    low = Number(Decimal(DIGITS[match["low"]] * 10))
    if match["high"] is None:
        return Parsed(at, end, low, end, free=True)
    high = Number(Decimal(DIGITS[match["high"]] * 10))
    two = Range(low, high, "or") if low.value < high.value else None
    return Parsed(at, end, two, end, free=True) if two else None
