"""Whether two values say the same, and the bare number of a value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.values import (
    Date,
    Duration,
    Fraction,
    Measure,
    Money,
    Multiple,
    Number,
    Percent,
    Period,
    Range,
    Rate,
    Several,
    SeveralMoney,
    Time,
)

if TYPE_CHECKING:
    from briefing.quantities.values import Single, UnitOfTime, Value


def amount(value: Value) -> Value:
    """The bare number of a Money, Measure or Duration, whose unit stands outside of a marker; else the value.

    Of a Range, that of both ends.
    """
    return (
        replace(value, low=_amount(value.low), high=_amount(value.high))
        if isinstance(value, Range)
        else _amount(value)
    )


def _amount(value: Single) -> Single:
    match value:
        case Money(number, _, approx) | Measure(number, _, approx) | Duration(number, _, approx):
            return Number(number, approx)
        case SeveralMoney(scale, _):
            return Several(scale)
    return value


_MONTHS_OF = {"half": 6, "quarter": 3, "month": 1}
_IN_SMALLER: dict[UnitOfTime, tuple[UnitOfTime, int]] = {
    "century": ("month", 1200), "decade": ("month", 120), "year": ("month", 12), "quarter": ("month", 3),
    "week": ("day", 7), "day": ("hour", 24), "hour": ("second", 3600), "minute": ("second", 60),
}  # fmt: skip


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same: 2.0 and 2, half a year and six months, 50% and a half, 5‰ and 0.5%,
    doubled and two times, midnight at 0 and at 24, January to June and the first half.

    A qualifier counts: more than 100 is not 100. A duration of one unit is not that of a longer one where the
    length differs (a day has 24 hours, a month no fixed days).
    """
    return _plain(one) == _plain(other)


def _plain(value: Value) -> Value:
    """One of all values that are the `same`."""
    match value:
        case Fraction(part, whole, approx):
            return Percent((Decimal(100) * part / whole).quantize(Decimal("1e-12")), approx)
        case Rate(number, per, approx):
            return Percent((number * 100 / per).quantize(Decimal("1e-12")), approx)
        case Percent(number, approx):
            return Percent(number.quantize(Decimal("1e-12")) if abs(number) < 10**12 else number, approx)
        case Multiple(number, _, _, approx):
            return Multiple(number, approx=approx)
        case Duration(number, unit, approx) if unit in _IN_SMALLER:
            smaller, times = _IN_SMALLER[unit]
            return _plain(Duration(number * times, smaller, approx))
        case Period(unit, first, last, year, part) if first > 0:
            months = _MONTHS_OF[unit]
            return Period("month", (first - 1) * months + 1, last * months, year, part)
        case Range(Date(year, low, None, ""), Date(again, high, None, ""), "to") if (
            low and high and year in (None, again)
        ):
            return Period("month", low, high, again)
        case Range(low, high, mark):
            # 三五百 is 300 or 500, and what lies between: 300 to 500.
            return Range(_plain_end(low), _plain_end(high), "to" if mark == "or" else mark)
        case Time(hour, minute, second, half, _, approx):
            return Time(hour % 24 if half else hour % 12, minute, second or 0, half, approx=approx)
    return value


def _plain_end(value: Single) -> Single:
    plain = _plain(value)
    return value if isinstance(plain, Range) else plain
