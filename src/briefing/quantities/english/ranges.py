"""Ranges and pairs: two English values, each with what it takes from the other (3 to 5 million)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.days import YEARS
from briefing.quantities.values import (
    Century,
    Date,
    Decade,
    Discount,
    Duration,
    Fraction,
    Measure,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Points,
    Rate,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Single

Mark = Literal["to", "or", "and", "slash"]

_MARKS: dict[tuple[str, ...], Mark] = {
    ("to",): "to", ("-",): "to", ("–",): "to", ("~",): "to", ("through",): "to", ("until",): "to",
    ("till",): "to", ("-", "to"): "to", ("to", "the"): "to", ("through", "the"): "to", ("or",): "or",
    ("-", "or"): "or", ("/",): "slash", ("-", "to", "-"): "to", ("up", "to"): "to", ("and", "to"): "to",
    ("on", "to"): "to", ("to", "as", "much", "as"): "to", ("-", "or", "-"): "or",
}  # fmt: skip
Joined = tuple[Atom, Atom, Mark]


def listed(tokens: Tokens, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms, where each bare number of a list that ends in a percentage may be one too: 6.8, 36.5 and
    56.7 percent; or in a time of day: 7, 8 and 9 p.m."""
    found = list(atoms)
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        gap = tuple(tokens[place].text for place in range(first.end, min(second.start, first.end + 3)))
        low, high = first.values[0], second.values[-1]
        if not (first.bare and isinstance(low, Number) and gap in ((",",), ("and",), (",", "and"))):
            continue
        if isinstance(high, Percent | Points):
            values = (*first.values, replace(high, value=low.value, approx=low.approx))
            found[at] = replace(first, values=values, note="of the unit at the end of the list")
        elif isinstance(high, Time) and high.half and low.value in range(1, 13):
            values = (*first.values, _with_half(Time(int(low.value), half=False), high))
            found[at] = replace(first, values=values, note="a time or a number")
    return found


def joined(tokens: Tokens, first: Atom, second: Atom) -> Joined | None:
    """The two atoms as the ends of a range, each whole, with the mark between them; or None."""
    gap = (
        tuple(tokens[at].text for at in range(first.end, second.start))
        if second.start - first.end < 5
        else ()
    )
    if gap in _ADDING and _adds(first.values[0], second.values[0]):
        return replace(first, values=first.values[:1]), replace(second, values=second.values[:1]), "and"
    mark = _MARKS.get(gap)
    both: tuple[tuple[str, ...], ...] = (("and",), ("and", "the"))
    if gap in both:
        between = tokens[first.start - 1].text == "between" or tokens[first.start - 2].text == "between"
        decades = isinstance(second.values[0], Decade | Century)
        mark = "to" if between else "and" if decades else None
    if mark is None or (mark == "slash" and not tokens[second.start].glued):
        return None
    if longer := _day_behind(tokens, first, second):
        return (*longer, mark)
    first = _hundreds(tokens, first, second)
    for high in second.values:
        for low in first.values:
            if ends := _ends(first, low, second, high):
                return replace(first, values=ends[:1]), replace(second, values=ends[1:]), mark
    return None


_ADDING: tuple[tuple[str, ...], ...] = ((), ("and",), (",",), (",", "and"))
_SMALLER = {"year": "month", "day": "hour", "hour": "minute", "minute": "second"}


def _adds(low: Single, high: Single) -> bool:
    """Whether two lengths of time are one: one year and six months."""
    return (
        isinstance(low, Duration)
        and isinstance(high, Duration)
        and _SMALLER.get(low.unit) == high.unit
        and not high.approx
        and low.value % 1 == 0
    )


def _hundreds(tokens: Tokens, first: Atom, second: Atom) -> Atom:
    """Three of three or four hundred, and two of two to three hundred thousand: as many hundreds."""
    low = first.values[0]
    alone = first.bare and first.scaled == 1 and tokens[first.end - 1].kind == "word"
    if not (
        alone and isinstance(low, Number) and low.value < 10 and tokens[second.start + 1].text == "hundred"
    ):
        return first
    return replace(first, values=(replace(low, value=low.value * 100 * second.scaled),))


def _day_behind(tokens: Tokens, first: Atom, second: Atom) -> tuple[Atom, Atom] | None:
    """April 12 to 19, 2026: the second is a day in the month of the first; the year may stand behind it."""
    low, high = first.values[0], second.values[0]
    if not (isinstance(low, Date) and low.month and low.day):
        return None
    if isinstance(high, Ordinal):
        day = high.value
    elif isinstance(high, Number) and second.bare and second.scaled == 1 and high.value % 1 == 0:
        day = int(high.value)
    else:
        return None
    if not 1 <= day <= 31:
        return None
    end, year = second.end, low.year
    after = end + 1 if tokens[end].text == "," else end
    text = tokens[after].text
    if tokens[after].kind == "number" and len(text) == 4 and text.isdigit() and int(text) in YEARS:
        end, year = after + 1, int(text)
    return (
        replace(first, values=(replace(low, year=low.year or year),)),
        replace(second, end=end, values=(Date(year, low.month, day),), bare=False),
    )


def _ends(first: Atom, low: Single, second: Atom, high: Single) -> tuple[Single, Single] | None:
    if isinstance(low, Number) and first.bare:
        if isinstance(high, Number):
            return _scaled(first, low, second, high.value), high
        return _like(first, low, second, high)
    if isinstance(low, Money) and isinstance(high, Number) and second.bare and first.signed:
        value = _scaled(first, Number(low.value), second, high.value).value
        return replace(low, value=value), Money(high.value, low.currency, high.approx)
    if isinstance(low, Money) and isinstance(high, Money) and low.currency == high.currency:
        return replace(low, value=_scaled(first, Number(low.value), second, high.value).value), high
    if isinstance(low, Date) and isinstance(high, Date):
        return _dates(low, high)
    if isinstance(low, Date) and isinstance(high, Number) and low.year and not low.month and second.bare:
        short = int(high.value)
        if high.value == short and low.year % 100 < short < 100:
            return low, Date(low.year - low.year % 100 + short)
        return None
    if isinstance(low, Time) and isinstance(high, Time):
        return _with_half(low, high), high
    if (
        isinstance(low, Time)
        and isinstance(high, Number)
        and second.bare
        and low.half
        and 1 <= high.value <= 12
    ):
        hour = int(high.value) % 12 + (12 if low.hour >= 12 else 0)
        return low, Time(hour)
    if isinstance(low, Ordinal) and isinstance(high, Century):
        return Century(low.value, high.part), high
    return (low, high) if type(low) is type(high) and not isinstance(low, Number) else None


def _scaled(first: Atom, low: Number, second: Atom, high: object) -> Number:
    """`low` with the magnitude of the second, where it has none and is the smaller before it."""
    del high
    one = second.values[0]
    value = getattr(one, "value", None)
    if first.scaled == 1 and second.scaled > 1 and value is not None and low.value < value / second.scaled:
        return replace(low, value=low.value * second.scaled)
    return low


def _like(first: Atom, low: Number, second: Atom, high: Single) -> tuple[Single, Single] | None:
    """A bare number before a value of another kind: it is of that kind."""
    number = _scaled(first, low, second, None)
    match high:
        case Percent() | Points() | Rate() | Money() | Measure() | Duration() | Multiple():
            return replace(high, value=number.value, approx=number.approx), high
        case Discount():
            return Discount(number.value), high
        case Fraction(part, whole) if (
            whole in (10, 100, 1000) and low.value % 1 == 0 and 0 < low.value < part
        ):
            # Eight or nine in ten.
            return Fraction(int(low.value), whole), high
        case Date(year, int() as month, int()) if low.value % 1 == 0 and 1 <= low.value <= 31:
            return Date(year, month, int(low.value)), high
        case Time(half=True) if low.value % 1 == 0 and 1 <= low.value <= 12:
            return _with_half(Time(int(low.value), half=False), high), high
    return None


def _dates(low: Date, high: Date) -> tuple[Single, Single] | None:
    if bool(low.month) != bool(high.month) and not (low.weekday or high.weekday):
        return None
    if low.year is None and high.year is not None and low.month:
        low = replace(low, year=high.year)
    elif high.year is None and low.year is not None and high.month:
        high = replace(high, year=low.year)
    return low, high


def _with_half(low: Time, high: Time) -> Time:
    """The first of two times in the half of the day that only the second tells: 2 to 5 p.m., 11 to 1 p.m."""
    if low.half or not high.half or low.hour > 12:
        return low
    hour = low.hour % 12
    if high.hour == 12 and hour:
        return replace(low, hour=hour, half=True)
    afternoon = high.hour >= 12
    later = (hour, low.minute) >= (high.hour % 12, high.minute)
    return replace(low, hour=hour + (12 if afternoon != later else 0), half=True)
