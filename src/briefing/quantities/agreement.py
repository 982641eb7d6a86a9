"""Whether an English value stands for that of the Chinese: `says`; and for its qualifier: `qualifies`."""

from __future__ import annotations

import calendar
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.sameness import same
from briefing.quantities.values import (
    Century,
    Code,
    Date,
    Decade,
    Discount,
    Duration,
    Fraction,
    LunarDate,
    Measure,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Period,
    Qualified,
    Range,
    Rate,
    Ratio,
    Several,
    SeveralMoney,
    Time,
)

if TYPE_CHECKING:
    from briefing.quantities.values import Approx, Single, Value

_SAID_BY: dict[Approx, frozenset[Approx]] = {
    "more": frozenset(("more", "about")),
    "about": frozenset(("about", "nearly")),
    "nearly": frozenset(("nearly", "about", "less")),
    "less": frozenset(("less", "nearly")),
}
"""Which qualifiers of the English stand for one of the Chinese: 300余 may be some 300."""

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAYS_OF = {Decimal("0.5"): (14, 15), Decimal("1.5"): (42, 45)}
"""Half a month is a fortnight or 15 days, one and a half six weeks or 45."""
_IN_NEXT = {("year", "month"): 12, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60}
_TEN_ODD = Number(Decimal(10), "more")
_DOZEN = (Number(Decimal(12)), Number(Decimal(12), "more"), Number(Decimal(12), "about"))
"""十几 (ten and some) is a dozen."""


def qualifies(found: Value, wanted: Value) -> bool:
    """Whether `found` has the qualifier of `wanted`, if it has one: more than 300 for 300余, not 300."""
    approx: Approx = getattr(wanted, "approx", "")
    if isinstance(found, Several | SeveralMoney) or (wanted == _TEN_ODD and found in _DOZEN):
        return True
    return not approx or getattr(found, "approx", "") in _SAID_BY[approx]


def says(found: Value, wanted: Value) -> bool:
    """Whether `found`, of the English, says what `wanted`, of the Chinese, does; qualifiers left out.

    The English may tell more than the Chinese (a year that was clear), and leave out a unit or a currency,
    which is another check's; what it tells may be nothing else: 3 months are not 3 years, 5 percent no 5
    percentage points, 5 a.m. not 5 p.m.
    """
    if wanted == _TEN_ODD and found in _DOZEN:
        return True
    found, wanted = unqualified(found), unqualified(wanted)
    if isinstance(wanted, Multiple) and isinstance(found, Multiple) and wanted.more and found.grown:
        # To grow by twice as much is to triple; who doubled grew by once.
        return found.value == wanted.value + 1
    if same(found, wanted):
        return True
    if isinstance(wanted, Range):
        return (
            isinstance(found, Range)
            and _says(_one(found.low), _one(wanted.low))
            and _says(_one(found.high), _one(wanted.high))
        )
    if isinstance(found, Range):
        if isinstance(wanted, Duration) and isinstance(found.low, Date):
            # 头两个月: January to February.
            return wanted.unit == "month" and same(found, Period("month", 1, int(wanted.value)))
        if isinstance(wanted, Duration):
            return found.mark == "and" and (whole := _added(found)) is not None and same(whole, wanted)
        return isinstance(wanted, Ratio) and _sides(found) == wanted.sides
    return _says(found, wanted)


def _added(found: Range) -> Duration | None:
    """One year and six months, as months."""
    match found.low, found.high:
        case Duration(large, longer), Duration(small, unit):
            many = _IN_NEXT.get((longer, unit))
            return Duration(large * many + small, unit) if many else None
    return None


def unqualified(value: Value) -> Value:
    """The value without its qualifier, of a range without those of its ends."""
    if isinstance(value, Range):
        return replace(value, low=_one(value.low), high=_one(value.high))
    return _one(value)


def _one(value: Single) -> Single:
    return replace(value, approx="") if isinstance(value, Qualified) else value


def _sides(found: Range) -> tuple[Decimal, ...]:
    if isinstance(found.low, Number) and isinstance(found.high, Number):
        return found.low.value, found.high.value
    return ()


def _says(found: Single, wanted: Single) -> bool:
    if same(found, wanted):
        return True
    match wanted, found:
        case ((Money(number) | Duration(number) | Measure(number)), Number(value)):
            return number == value
        case Number(), (Money() | Duration() | Measure() | Multiple()):
            return found.value == wanted.value
        case Duration(number, unit), Ordinal():
            # 40周年: the 40th anniversary. 拘留7日 (seven days) is not on the 7th.
            return unit != "day" and found.value == number
        case Number(), Ordinal():
            return found.value == wanted.value
        case ((Number(number) | Duration(number)), Rate(value, per)):
            return number in (value, per)
        case Duration(number, "month"), Duration(days, ("day" | "week") as unit) if number in _DAYS_OF:
            return days * (7 if unit == "week" else 1) in _DAYS_OF[number]
        case Duration(number, unit), Period(of, first, last) if unit in _MONTHS:
            # 前8个月 and 半年 (half a year): the first eight months, the last six.
            months = (last - first + 1) * _MONTHS[of]
            return months == number * _MONTHS[unit] and (first == 1 or last == -1)
        case Date(year, None, None, "", None), Duration(number, "year"):
            # 1200年 alone may be either.
            return year is not None and number == year
        case Number(number), Ratio(sides):
            return number in sides
        case Code(text), Number(number):
            return text == str(number)
        case Measure(), Measure():
            units = sorted((found.unit, wanted.unit), key=len)
            return found.value == wanted.value and units[1].startswith(units[0])
        case ((Number(number) | Money(number)), (Several(scale) | SeveralMoney(scale))):
            # 上万 (ten thousand and up): tens of thousands.
            return number == scale
        case SeveralMoney(scale, _), Several():
            return found.scale == scale
        case Several(scale), SeveralMoney():
            return found.scale == scale
        case Multiple(), Multiple():
            # To grow by three times is to quadruple, and 一倍 is both one time and doubled.
            more = wanted.more or wanted.value == 1
            return found.value == wanted.value or (more and found.value == wanted.value + 1)
        case Multiple(), Percent():
            return found.value in (wanted.value * 100, (wanted.value - 1) * 100 if wanted.grown else None)
        case Discount(off), Percent(value):
            return value in (off, 100 - off)
        case Discount(off), Fraction(part, whole):
            return Decimal(100) * part / whole == 100 - off
        case Percent(value), Discount(off):
            return value == off
        case Rate() | Fraction() | Percent(), Rate() | Fraction() | Percent():
            return same(found, wanted)
        case Fraction(part, whole), Ratio(sides):
            return sides == (Decimal(part), Decimal(whole))
    return _same_day(found, wanted)


def _same_day(found: Single, wanted: Single) -> bool:
    match wanted, found:
        case Date(year, None, None, ""), Number():
            return year is not None and found.value == year
        case Number(), Date(year, None, None, ""):
            return year is not None and wanted.value == year
        case Date(None, None, day, "", None), Duration(number, "day"):
            # N日 alone may be either: 公示三十日 (30 days).
            return day is not None and number == day
        case Date(None, None, day, ""), (Ordinal() | Number()):
            return day is not None and found.value == day
        case Ordinal(), Date(None, None, day, ""):
            return wanted.value == day
        case Date(), Date():
            if wanted.part == "end" and not found.part:
                # As of June 30, for 6月末; by December 31, 2025, for 2025年底.
                last = calendar.monthrange(2001, wanted.month or 12)[1]
                found = replace(found, month=None if not wanted.month and found.month == 12 else found.month)
                found = replace(found, day=None, part="end") if found.day == last else found
            told = (
                (wanted.year, found.year), (wanted.month, found.month), (wanted.day, found.day),
                (wanted.weekday, found.weekday),
            )  # fmt: skip
            if any(one is not None and one != other for one, other in told):
                return False
            return _parts(found.part) & _parts(wanted.part) != frozenset()
        case Period(), Period():
            # 截至二季度: by the end of the second quarter.
            if wanted.part and not _parts(found.part) & _parts(wanted.part):
                return False
            year = wanted.year and found.year
            return same(replace(found, year=year, part=""), replace(wanted, part=""))
        case Decade(year, ""), Date(born, None, None, ""):
            return born == year
        case Decade(), Decade():
            # 20年代 alone may be of this century.
            this_century = wanted.year <= 1930 and found.year == wanted.year + 100
            return (found.year == wanted.year or this_century) and _parts(found.part) & _parts(
                wanted.part
            ) != frozenset()
        case Century(), Century():
            return found.value == wanted.value and _parts(found.part) & _parts(wanted.part) != frozenset()
        case LunarDate(), LunarDate():
            return replace(found, year=None) == wanted
        case Time(hour, 0, half=False), Number():
            return found.value in (hour, hour + 12)
        case Time(), Time():
            if found.half and wanted.half:
                return False
            return (found.hour % 12, found.minute, found.second or 0) == (
                wanted.hour % 12,
                wanted.minute,
                wanted.second or 0,
            )
    return False


def _parts(part: str) -> frozenset[str]:
    """What a part of a month or year may be called, too: 月初 is early in it, or its beginning."""
    if part in ("beginning", "early"):
        return frozenset(("beginning", "early"))
    if part in ("late", "end"):
        return frozenset(("late", "end"))
    return frozenset((part,))
