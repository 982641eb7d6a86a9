"""Puts the two ends of a range together, with what they share: 3至5万元, 下午2时至5时, 1—8月,
7月26日至28日."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.amounts import sign, value
from briefing.quantities.chinese.clock import shared_half, tells_half
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import parse_numeral, parse_small
from briefing.quantities.values import (
    Century,
    Date,
    Decade,
    Discount,
    Duration,
    Measure,
    Money,
    Multiple,
    Number,
    Percent,
    Period,
    Points,
    Range,
    Rate,
    Time,
)

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Single, Value

MARKS = frozenset("至到—-－–~～")
_LISTING = frozenset("、和")
_AMOUNTS = (Number, Money, Percent, Points, Rate, Multiple, Measure, Duration)


def join(
    zh: str, first: Parsed | None, n: Numeral | None, last: Parsed, mark: str
) -> Parsed | tuple[Parsed, Parsed] | None:
    """The two ends in one (一至三季度), or each with what it shares; None if they are no range.

    `first` is the value before the mark, `n` its numeral where it is a bare one.
    """
    if mark in _LISTING:
        return _listed(n, last) if n else None
    if first and _is_bc(first.value) and not _is_bc(last.value) and zh[first.end - 1] not in "年世纪":
        # 公元前475—221年 and 公元前5—4世纪
        return first, replace(last, note=f"{zh[last.start : last.end]} may be BC or AD")
    if first and isinstance(first.value, Date | Time) and isinstance(last.value, Date | Time):
        return _calendar(zh, first, last)
    if first and first.suffix is not None:
        both = type(first.value) is type(last.value) and isinstance(last.value, _AMOUNTS)
        return (first, last) if both else None
    if n is None or n.several or n.high is not None or isinstance(last.value, Range):
        return None
    if first and first.end > n.end and isinstance(first.value, _AMOUNTS):
        # 一年半至两年: the half is told.
        return (first, last) if type(first.value) is type(last.value) else None
    if isinstance(last.value, _AMOUNTS) and last.numeral is not None:
        return _amounts(zh, n, last)
    return _shared(zh, n, last)


def _is_bc(value: Value) -> bool:
    return (isinstance(value, Date) and (value.year or 0) < 0) or (
        isinstance(value, Century) and value.value < 0
    )


def _amounts(zh: str, n: Numeral, last: Parsed) -> tuple[Parsed, Parsed] | None:
    other = last.numeral
    if other is None or other.high is not None or other.several:
        return None
    if n.plain and len(n.text) == 4 and other.plain and n.value > other.value and last.suffix is None:
        # 2025-12 is no range of numbers.
        return None
    start, factor = sign(zh, n)
    shared = shared_factor(n, other)
    note = ""
    if shared > 1 and other.tail[0] in "十拾" and len(other.tail) > 1 and n.value < 10:
        # 三至五百万 is from 3 million, but 三至五十万 may be from 30,000 or from 300,000.
        note = f"{n.text} before {other.text} may share {other.tail} or {other.tail[1:]}"
    lower = n.value * shared
    whole = shared > 1 and lower == lower.to_integral_value()
    number = replace(n, value=lower.to_integral_value() if whole else lower)
    low = value(number, last.suffix, factor)
    free = last.free
    if isinstance(low, Multiple):
        # 一倍至三倍 is once to three times.
        once = low.value == 1
        low, free = (Number(low.value), True) if once else (replace(low, more=False), free)
    plain = Parsed(
        start,
        n.end,
        low,
        n.end,
        number,
        last.suffix,
        free=free,
        note=note,
    )
    if factor < 0 and zh.startswith("零下", start) and zh[other.start - 1] != "下":
        last = _below_zero(n, last)
    return plain, last


def _below_zero(n: Numeral, last: Parsed) -> Parsed:
    """10 of 零下5至10度 is below zero, too; 3 of 零下5至3度 may be either."""
    value = last.value
    if not isinstance(value, Measure | Number) or value.value < 0:
        return last
    if value.value > n.value:
        return replace(last, value=replace(value, value=-value.value))
    return replace(last, note=f"{value.value} may be above or below zero")


def shared_factor(first: Numeral, second: Numeral) -> int:
    """By how much the first number is more than it says: 三至五千万 shares 千万, 三千至五千万 only 万."""
    if first.approx or second.approx or first.tail[-1:] in tuple("万亿兆萬億"):
        return 1
    for shared in (second.tail, second.tail.lstrip("十百千拾佰仟")):
        factor = parse_numeral(shared) if shared else None
        if factor is not None and first.value < second.value / factor:
            return int(factor)
    return 1


def _shared(zh: str, n: Numeral, last: Parsed) -> Parsed | tuple[Parsed, Parsed] | None:
    """The first of 1—8月, 12至19日, 3至5时, 一至三季度, 18至19世纪: a bare number that is what the last one
    is."""
    number = n.whole
    if number is None:
        return None
    made: Single | None = None
    match last.value:
        case Date(None, month, None, _) if month and 1 <= number <= 12:
            made = Date(month=number)
        case Date(None, None, day, _) if day and 1 <= number <= 31 and number < day:
            made = Date(day=number)
        case Date(year, None, None, _) if year and n.plain and len(n.text) == 4 and 1000 <= number < year:
            made = Date(number)
        case Date(year, None, None, _) if year and number < year - 1911 == parse_small(
            zh[last.start : last.end]
        ):
            # 105至109年, both of the Republic.
            made = Date(number + 1911)
        case Time() if number < last.value.hour % 12 or number < last.value.hour:
            made = replace(last.value, hour=number, minute=0)
        case Period(unit, top, same, year) if top == same and number < top and not year:
            return Parsed(n.start, last.end, Period(unit, number, top), last.end, free=True)
        case Century(top) if 1 <= number < top:
            made = Century(number)
        case Discount() if 1 <= number < 10 and zh[n.end] in MARKS:
            # 5~8折; both ends of 5折至8折 say it.
            made = Discount(Decimal(100 - 10 * number))
        case Decade():
            return None
    return (Parsed(n.start, n.end, made, n.end, free=isinstance(made, Discount)), last) if made else None


def _listed(n: Numeral, last: Parsed) -> Parsed | tuple[Parsed, Parsed] | None:
    """5、6月份 and 一、二季度: both are months, or quarters."""
    number = n.whole
    match last.value:
        case Date(None, month, None, _) if month and number and number == month - 1:
            return Parsed(n.start, n.end, Date(month=number), n.end), last
        case Period(unit, top, same, None) if top == same and number == top - 1 and number:
            return Parsed(n.start, last.end, Period(unit, number, top), last.end, free=True)
    return None


def _calendar(zh: str, first: Parsed, last: Parsed) -> tuple[Parsed, Parsed] | None:
    if isinstance(first.value, Time) and isinstance(last.value, Time):
        if tells_half(zh, first.start) and not tells_half(zh, last.start):
            last = replace(last, value=shared_half(first.value, last.value))
        return first, last
    if isinstance(first.value, Date) and isinstance(last.value, Date):
        return (first, last) if _precision(first.value) and _precision(last.value) else None
    return None


def _precision(date: Date) -> int:
    return sum(part is not None for part in (date.year, date.month, date.day))
