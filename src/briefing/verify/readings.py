"""The quantities of a finished segment: what its English tells, and what each span of its Chinese wants."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.quantities.agreement import says, unqualified
from briefing.quantities.chinese import read
from briefing.quantities.currencies import CURRENCIES
from briefing.quantities.english import read_english
from briefing.quantities.sameness import amount, same
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
    Points,
    Range,
    Rate,
    Ratio,
    Several,
    SeveralMoney,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from briefing.document import Segment, Span, SpanKind
    from briefing.quantities.values import Reading, Single, UnitOfTime, Value
    from briefing.verify.mask import Mask

_KINDS: dict[SpanKind, tuple[type, ...]] = {
    "figure": (Number, Money, Several, SeveralMoney, Ratio, Measure, Duration, Code, Range),
    "percent": (Percent, Points, Rate, Range),
    "fraction": (Fraction, Percent, Rate, Multiple, Discount, Number, Duration, Range),
    "ordinal": (Ordinal,),
    "year": (Date,),
    "time": (Time,),
}
"""What a span of that kind can be; a date anything that is told by the calendar."""
_SAID_OTHERWISE = (
    Century, Date, Decade, Discount, Duration, Fraction, LunarDate, Multiple, Period, Rate, Several,
    SeveralMoney, Time,
)  # fmt: skip
"""What may be said without a number of its own: half, doubled, Friday, six months for half a year."""
MOST = 100
"""So many of these are compared with a value, the first of a text, lest time grow with its square."""
_SCALE = 1000
_FELL = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|contract(?:s|ed|ion)"
    r"|shr[aiu]nk|down|lower)(?: by| of)? $"
)
_GROUPED = re.compile("[0-9],[0-9]{3}")
_CODES = {currency.many: currency.code for currency in CURRENCIES}
_UNIT_OF_TIME = re.compile(
    r"[余多来几]?(?:(?P<year>周?年(?![级轻货画末底初中代度])|周?岁)|(?P<month>个?多?月(?![台饼球亮光]))|(?P<day>天(?![然津气])|个?工作日)|(?P<date>日(?![元均本报]))"
    r"|(?P<week>周(?![年岁长边])|个?星期|个?礼拜)|(?P<hour>个?小时|个?钟头)|(?P<minute>分钟)|(?P<second>秒(?!杀)))"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the English tells at `start` to `end`: one of `values`, the likeliest first.

    `text` is how; `worded`, that it has no digits; `end_of_range`, that it is an end of one.
    """

    start: int
    end: int
    values: tuple[Value, ...]
    text: str
    worded: bool
    end_of_range: bool = False

    def says(self, wanted: Value) -> Value | None:
        """The value that says what is wanted, if one does; a code has no commas."""
        if isinstance(wanted, Code) and "," in self.text:
            return None
        if isinstance(wanted, Date) and wanted.month is None and _GROUPED.fullmatch(self.text):
            # 2,025 is no year.
            return None
        return next((value for value in self.values if says(value, wanted)), None)

    def only_qualifies(self, text: str) -> bool:
        """Whether it is `text` with a qualifier: nearly quadrupled."""
        bare = [each.value for each in read_english(text)]
        return any(same(unqualified(one), unqualified(other)) for one in self.values for other in bare)


class Readings:
    """All that an English text tells, in order, without overlaps; and the ranges, whole, besides."""

    __slots__ = ("_all", "_by_number", "_otherwise", "_saying", "_starts", "ranges", "text", "told")

    def __init__(self, en: str) -> None:
        self.text = en
        singles: dict[tuple[int, int], list[Reading]] = {}
        ranges: list[Told] = []
        ends: set[tuple[int, int]] = set()
        for reading in read_english(en):
            if reading.parts:
                ranges.append(_told(en, [reading]))
            for part in reading.parts or (reading,):
                singles.setdefault((part.start, part.end), []).append(part)
                if reading.parts:
                    ends.add((part.start, part.end))
        self.told: Sequence[Told] = [
            replace(_told(en, each), end_of_range=place in ends) for place, each in singles.items()
        ]
        self.ranges: Sequence[Told] = ranges
        self._starts = [each.start for each in self.told]
        self._by_number: dict[Decimal, list[int]] = {}
        self._otherwise: list[int] = []
        self._saying: dict[Value, deque[Told]] = {}
        self._all = (*self.told, *self.ranges)
        for at, told in enumerate(self._all):
            if len(self._otherwise) < MOST and any(map(_otherwise, told.values)):
                self._otherwise.append(at)
            for number in {number for value in told.values for number in numbers_of(value)}:
                self._by_number.setdefault(number, []).append(at)

    def saying(self, value: Value, mask: Mask, besides: Container[int] = ()) -> Told | None:
        """The first that says `value`, is free and begins at none of the places `besides`: a range for a
        range, else no whole range."""
        if value not in self._saying:
            self._saying[value] = deque(self._that_say(value))
        left = self._saying[value]
        while left and not mask.free(left[0].start, left[0].end):
            left.popleft()
        return next(
            (
                told
                for told in islice(left, MOST)
                if told.start not in besides and mask.free(told.start, told.end)
            ),
            None,
        )

    def _that_say(self, value: Value) -> Iterator[Told]:
        likely = {at for number in numbers_of(value) for at in self._by_number.get(number, ())}
        approx: str = getattr(value, "approx", "")
        if approx or isinstance(value, (*_SAID_OTHERWISE, Percent, Range)):
            likely.update(self._otherwise)
        said = [(at, self._all[at].says(value)) for at in sorted(likely)]
        # What is of the same sort comes first: two before second, for 两.
        said.sort(key=lambda each: type(each[1]) is not type(value))
        return (self._all[at] for at, says_it in said if says_it is not None)

    def over(self, start: int, end: int) -> Iterator[Told]:
        """What shares a character with `start` to `end`."""
        at = bisect_right(self._starts, start) - 1
        for told in self.told[max(0, at) : bisect_left(self._starts, end)]:
            if told.end > start:
                yield told

    def contradict(self, start: int, end: int, wanted: Value, *, whole: bool = False) -> bool:
        """Whether what stands there is only a part of something else: the 5 of 5 a.m. for 5 p.m.

        With `whole`, also whether it is something else by itself: the third for a third. A sum in another
        currency is not: that is told by itself.
        """
        if isinstance(wanted, Fraction) and wanted.whole >= _SCALE:
            # One to ten thousand, the scale of a map, is read as from one thousand.
            return any(told.end > end for told in self.over(start, end))
        for told in self.over(start, end):
            # April of April and July 2024 is one of 2024.
            bigger = told.start < start or told.end > end or (told.end_of_range and _has_year(wanted))
            ends = (wanted.low, wanted.high) if isinstance(wanted, Range) else ()
            if not (bigger or whole) or any(map(told.says, (wanted, in_any_currency(wanted), *ends))):
                continue
            if not (bigger and told.only_qualifies(self.text[start:end])):
                return True
        return False


def _has_year(value: Value) -> bool:
    return isinstance(value, Date) and value.year is not None and value.month is not None


def _otherwise(value: Value) -> bool:
    """Whether it may be found by no number of its own; one year and six months as 18 is one, too."""
    return isinstance(value.low if isinstance(value, Range) else value, _SAID_OTHERWISE)


def _told(en: str, readings: Sequence[Reading]) -> Told:
    start, end = readings[0].start, readings[0].end
    text = en[start:end]
    values = [each.value for each in readings]
    if _FELL.search(en, max(0, start - 24), start):
        # What fell by 0.3 percent grew by -0.3 percent.
        values += [replace(value, value=-value.value) for value in values if isinstance(value, Percent)]
    return Told(start, end, tuple(values), text, not re.search("[0-9]", text))


def wanted(segment: Segment, span: Span) -> Value | None:
    """What the Chinese of `span` says, or else what its rendering tells, with the currency of the span and
    the unit of time behind it; None for a span that is no quantity, and for 一次 (once).
    """
    if span.kind not in FIGURE_KINDS:
        return None
    if span.zh == "一" and segment.zh.startswith("次", span.zh_at[1]):
        # Once: the month of twice a month is one, too, and says nothing of it.
        return None
    value = _read(segment.zh).get(span.zh_at)
    told = _value(span.en, span.kind) if span.kind in ("date", "year") or value is None else None
    if value is None or (isinstance(told, Date) and told.year and getattr(value, "year", None) != told.year):
        # 99年 of a text from Taiwan is 2010, and nothing in its sentence alone tells so.
        value = told
    code = _CODES.get(span.unit, "")
    if code and isinstance(value, Range):
        low, high = (_in(each, code) for each in (value.low, value.high))
        return replace(value, low=low, high=high)
    if code:
        return value if isinstance(value, Range) or value is None else _in(value, code)
    if isinstance(value, Number) and span.kind in ("figure", "fraction"):
        match = _UNIT_OF_TIME.match(segment.zh, span.zh_at[1])
        if match and match.lastgroup == "date" and value.value in range(1, 32):
            return Date(day=int(value.value))
        if match and match.lastgroup in _UNITS:
            return Duration(value.value, _UNITS[match.lastgroup], value.approx)
    return value


def in_any_currency(value: Value) -> Value:
    """A sum of money without its currency; any other value as it is."""
    one = value.low if isinstance(value, Range) else value
    return amount(value) if isinstance(one, Money | SeveralMoney) else value


def _in(value: Single, code: str) -> Single:
    """The value as a sum in that currency."""
    match value:
        case Number(number, approx) | Money(number, _, approx):
            return Money(number, code, approx)
        case Several(scale) | SeveralMoney(scale, _):
            return SeveralMoney(scale, code)
    return value


@lru_cache(maxsize=64)
def _read(zh: str) -> dict[tuple[int, int], Value]:
    """What is read in a Chinese text without a doubt, by its place."""
    return {(each.start, each.end): each.value for each in read(zh) if not each.note}


_UNITS: dict[str, UnitOfTime] = {
    "year": "year", "month": "month", "day": "day", "week": "week", "hour": "hour", "minute": "minute",
    "second": "second",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _value(en: str, kind: SpanKind) -> Value | None:
    """The value that the whole of `en` tells, of a sort that a span of the kind can be."""
    whole = [each.value for each in read_english(en) if (each.start, each.end) == (0, len(en))]
    if kind == "date" and whole and isinstance(whole[0], Ordinal | Number):
        return Date(day=int(whole[0].value))
    sorts = _KINDS.get(kind)
    return next((value for value in whole if sorts is None or isinstance(value, sorts)), None)


def numbers_of(value: Value) -> tuple[Decimal, ...]:
    """The bare numbers that a value is told with: the day and the year of a date, both sides of a ratio."""
    match value:
        case Number() | Percent() | Points() | Rate() | Multiple() | Money() | Measure() | Duration():
            return (abs(value.value),)
        case Ordinal(n):
            return (Decimal(n),)
        case Fraction(part, whole):
            return Decimal(part), Decimal(whole)
        case Discount(off):
            return (off,)
        case Ratio(sides):
            return sides
        case Date(year, _, day):
            return tuple(Decimal(abs(n)) for n in (day, year) if n is not None)
        case Period(_, _, last, year):
            return tuple(Decimal(n) for n in (abs(last), year) if n is not None)
        case Range(low, high):
            return (*numbers_of(low), *numbers_of(high))
        case Time(hour, minute):
            return Decimal(hour % 12 or 12), Decimal(minute)
        case Code(text):
            return tuple(Decimal(digits) for digits in re.findall("[0-9]{1,24}", text))
        case Several() | SeveralMoney():
            return ()
    return tuple(
        Decimal(abs(n)) for n in (getattr(value, name, None) for name in ("day", "year", "value")) if n
    )


@lru_cache(maxsize=4096)
def numbers_in(en: str) -> frozenset[Decimal]:
    """The bare numbers of all that an English text tells."""
    return frozenset(number for reading in read_english(en) for number in numbers_of(reading.value))
