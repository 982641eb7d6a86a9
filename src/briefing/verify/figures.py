"""Figures: each one of the Chinese in the English, none besides."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.quantities.chinese.numeral import numbers
from briefing.quantities.numerals import HANZI, parse_numeral
from briefing.quantities.values import (
    Date,
    Decade,
    Discount,
    Money,
    Number,
    Ordinal,
    Percent,
    Period,
    Time,
)
from briefing.renderings import admitted
from briefing.verify.readings import MOST, Readings, numbers_in, numbers_of, wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment, Span
    from briefing.quantities.values import Value
    from briefing.verify.mask import Mask
    from briefing.verify.readings import Told

_SMALL = 10
"""Number words up to this are not counted as figures: one of, the two sides."""

_DIGITS = re.compile(r"[0-9](?:[0-9,]{0,22}[0-9])?(?:\.[0-9]{1,12})?")
_NUMERALS = re.compile(f"{HANZI}{{2,}}")
_ONE = "[0-9一二两三四五六七八九]"
_POWER = re.compile("[×xX✕] ?10[-－–−]?([1-9][0-9]?)(?![0-9])")
_COINS = re.compile(f"(?P<jiao>{_ONE})[角毛](?P<fen>{_ONE})?(?![色度])")
_CENTS = re.compile(f"({_ONE})分(?=钱)")
_DECIMALS = re.compile("(?<![0-9.])([0-9]{1,3})[秒米]([0-9]{1,2})(?![0-9.])")
_IN_WORDS = (
    (re.compile("减半|对半|一半|半价|五五"), (Decimal(50),)),
    (re.compile("刻"), (Decimal(15), Decimal(45))),
    (re.compile("[0-9一二两三四五六七八九十]点半|[时点]半"), (Decimal(30),)),
    (re.compile("腊月"), (Decimal(12),)),
    (re.compile("冬月"), (Decimal(11),)),
    (re.compile("斤"), (Decimal(500), Decimal("0.5"))),
    (re.compile("十[几多余来]"), (Decimal(12),)),
)
"""What the Chinese says without a numeral of its own, and what English has for it: 500 grams for 斤 jin."""


def check(segment: Segment, readings: Readings, mask: Mask) -> Iterator[Finding]:
    """Figures that are missing, altered or made up; `segment.spans` are located, `mask` is theirs."""
    extra = {told.start: told for told in _extra(segment, readings, mask)}
    known = {
        told.start: told
        for told in readings.told
        if told.start not in extra and not told.worded and mask.free(told.start, told.end)
    }
    lost = [span for span in segment.spans if span.kind in FIGURE_KINDS and not span.by]
    for span in lost:
        likely = _likely(span, extra) or _likely(span, known)
        if likely is None and len(lost) == len(extra) == 1 and span.kind in ("figure", "percent"):
            likely = next(iter(extra.values()))
        if likely and span.marked:
            extra.pop(likely.start, None)
            known.pop(likely.start, None)
            message = f"the English has {likely.text} where the Chinese has {span.zh}"
            yield finding("figure-altered", message, span.en, span.zh_at, (likely.start, likely.end))
        else:
            rule = "figure-missing" if span.marked else "small-figure-missing"
            yield finding(rule, f"{span.zh} is not in the English", span.en, span.zh_at)
    for told in extra.values():
        message = f"{told.text} is not in the Chinese"
        yield finding("figure-extra", message, en_at=(told.start, told.end))


def _likely(span: Span, there: dict[int, Told]) -> Told | None:
    """What became of the span, of the first of them."""
    return next((told for told in islice(there.values(), MOST) if _like(span, told)), None)


def _extra(segment: Segment, readings: Readings, mask: Mask) -> list[Told]:
    """What the English tells outside of renderings with numbers that the Chinese does not have anywhere."""
    known: set[Decimal] = set(numbers(segment.zh))
    known.update(_parts(segment.zh))
    known.update(_coins(segment.zh))
    for pattern, values in _IN_WORDS:
        if pattern.search(segment.zh):
            known.update(values)
    for span in segment.spans:
        if span.value is not None:
            known.add(abs(span.value))
        if value := wanted(segment, span):
            known.update(numbers_of(value))
    told = [each for each in readings.told if mask.free(*_own(each)) and _made_up(each, known)]
    if told:
        for span in segment.spans:
            for rendering in admitted(span):
                known.update(numbers_in(rendering))
    return [each for each in told if _made_up(each, known)]


def _coins(zh: str) -> Iterator[Decimal]:
    """两毛五: 0.25 (yuan); 11秒21: 11.21; 1米62: 1.62."""
    for match in _COINS.finditer(zh):
        tenths = parse_numeral(match["jiao"])
        hundredths = parse_numeral(match["fen"]) if match["fen"] else Decimal(0)
        if tenths is not None and hundredths is not None:
            yield tenths / 10 + hundredths / 100
    for match in _CENTS.finditer(zh):
        yield (parse_numeral(match[1]) or Decimal(0)) / 100
    for match in _DECIMALS.finditer(zh):
        yield Decimal(f"{match[1]}.{match[2]}")


def _own(told: Told) -> Range:
    """The stretch that no term accounts for: of `first quarter of 2017`, where 一季度 is a term, the year."""
    year = told.text[-4:]
    of_a_year = year.isdigit() and any(isinstance(value, Period) and value.year for value in told.values)
    return (told.end - len(year), told.end) if of_a_year else (told.start, told.end)


def _made_up(told: Told, known: set[Decimal]) -> bool:
    """Whether none of what may be told can be made of the known numbers."""
    return all(_unknown(value, known, worded=told.worded) for value in told.values)


def _unknown(value: Value, known: set[Decimal], *, worded: bool) -> bool:
    match value:
        case Number(number) | Money(number) | Percent(number):
            return abs(number) not in known and not (worded and abs(number) <= _SMALL)
        case Discount(off):
            return off not in known and (100 - off) not in known and (100 - off) / 10 not in known
        case Time(hour, minute):
            if worded:
                return False
            hours = {Decimal(hour), Decimal(hour % 12), Decimal(hour % 12 or 12)}
            return not hours & known or (minute > 0 and Decimal(minute) not in known)
        case Ordinal() | Period() | Decade():
            return not worded and any(number not in known for number in numbers_of(value))
        case Date(year, _, day):
            return (year is not None and _no_year(abs(year), known)) or (
                day is not None and Decimal(day) not in known
            )
    of = numbers_of(value)
    return any(number not in known for number in of) and not (
        worded and all(number <= _SMALL for number in of)
    )


def _no_year(year: int, known: set[Decimal]) -> bool:
    return Decimal(year) not in known and Decimal(year % 100) not in known


def _parts(zh: str) -> Iterator[Decimal]:
    """What may be read out of the numerals of `zh` one way or another: 14 and 5 out of 十四五 shisi wu."""
    for match in _DIGITS.finditer(zh):
        yield Decimal(match[0].replace(",", ""))
    for match in _POWER.finditer(zh):
        # 1.85×1011 that was 1.85×10¹¹.
        yield from (Decimal(10), Decimal(match[1]))
    for match in _NUMERALS.finditer(zh):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + 6) + 1):
                if value := parse_numeral(run[start:end]):
                    yield value


def _like(span: Span, told: Told) -> bool:
    """Whether `told` is what became of `span`: the same digits at another magnitude, or one digit off."""
    ours = re.sub(r"\D", "", span.en).strip("0")
    theirs = re.sub(r"\D", "", told.text).strip("0")
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    if len(ours) == len(theirs):
        return len(ours) > 1 and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    short, long = sorted((ours, theirs), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
