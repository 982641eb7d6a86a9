"""Makes spans of the quantities that are read in a text: what is marked, what is only checked, and as
what."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Finding, Span
from briefing.quantities.currencies import BY_CODE
from briefing.quantities.numerals import parse_numeral
from briefing.quantities.values import (
    Code,
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
    Period,
    Points,
    Range,
    Rate,
    Ratio,
    Several,
    SeveralMoney,
    Time,
    amount,
)
from briefing.quantities.wording import digits, ordinal, ordinal_words, words
from briefing.quantities.write import write
from briefing.quantities.write_shares import fraction_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import SpanKind
    from briefing.quantities.values import Reading, Value

_AND_OTHERS = re.compile(r"个?(?:中央)?(?:[部委办局]|单位|机构|[国省市县区]|企业|家|组织|地|所|方|人|名|位)")
_NTH = re.compile("周年|岁生日|[楼层组届周期批轮次号]")
_RANGE_AFTER = re.compile("[至到—–~～-]")
_UNIT_INSIDE = re.compile("[秒米][0-9二三四五六七八九]")
_CHANGE = re.compile("[元块圆角毛]|分钱")
_DAY_AFTER_RANGE = re.compile("[日0-9][至到—–~～、和-]$")


_BASIS = re.compile("基点|BP|bp")
_QUARTERS = {
    Decimal(15): ("a quarter of an hour", "quarter of an hour", "quarter-hour"),
    Decimal(45): ("three quarters of an hour", "three-quarters of an hour"),
}


def as_spans(zh: str, readings: Iterable[Reading]) -> Iterator[Span]:
    """The spans of what is read in `zh`; a doubtful reading makes none."""
    for reading in readings:
        if not reading.note:
            yield _span(zh, reading)


def doubts(readings: Iterable[Reading], chosen: Sequence[Span]) -> Iterator[Finding]:
    """A note for each quantity that can be read two ways and is in no span."""
    for reading in (each for each in readings if each.note):
        at = bisect_right(chosen, reading.start, key=lambda span: span.zh_at[1])
        if at == len(chosen) or chosen[at].zh_at[0] >= reading.end:
            yield Finding("doubtful-figure", "note", reading.note, zh_at=(reading.start, reading.end))


def _span(zh: str, reading: Reading) -> Span:
    start, end, value = reading.start, reading.end, reading.value
    kind = _kind(reading, zh[start:end])
    if kind == "figure" and isinstance(value, Multiple):
        # 1.3倍: the number alone is carried over, times is the engine's to say.
        end -= 1
        value = Number(value.value, value.approx)
        reading = replace(reading, free=False)
    text = zh[start:end]
    rendering = write(amount(value))
    marked = _is_marked(text, reading, value)
    en = rendering.spoken if reading.free and rendering.spoken else rendering.en
    also = [rendering.en, *rendering.also, *_others(zh, start, end, reading.value)]
    unit = _unit(value)
    if isinstance(value, Duration) and reading.free:
        whole = write(value)
        en = whole.spoken if value.value < 1 else whole.en if text.endswith("刻钟") else en
        also = [whole.spoken, whole.en, *whole.also, *also]
        also += _QUARTERS.get(value.value, ()) if text.endswith("刻钟") else ()
    elif isinstance(value, Money) and _CHANGE.search(text):
        whole = write(value)
        en, also, unit, marked = whole.en, list(whole.also), "", not reading.free
        also += ["penny", "cent", "one fen"] if reading.free else []
    elif isinstance(value, Duration | Measure) and _UNIT_INSIDE.search(text):
        whole = write(value)
        en, also = whole.en, [*whole.also, *also]
    elif isinstance(value, Number) and "又" in text and value.value * 2 % 1:
        en, *mixed = _mixed(text)
        also += mixed
    elif isinstance(value, Fraction) and "/" in text:
        en = text
    elif isinstance(value, Points) and _BASIS.search(text):
        # Those of an exchange rate are none of percentages: 中间价调升52个基点.
        en = f"{digits(value.value * 100)} basis point{'' if value.value * 100 == 1 else 's'}"
    elif isinstance(value, Percent) and reading.free and "分之" in text:
        en = f"{digits(value.value)}%"
    elif text.startswith("过半"):
        en, also = "more than half", ["majority", "over half", "over one half", *also]
    if isinstance(value, Date):
        en = _day_of_range(zh, start, value) or en
    if (
        zh[start - 1 : start] == "等"
        and _AND_OTHERS.match(zh, end)
        and isinstance(value, Number)
        and value.value < 100
    ):
        marked = False
    also += rendering.loose if not marked else ()
    if text == "一":
        also = [form for form in also if form not in ("a", "an")] + [*_once(zh, end)]
    return Span(
        kind=kind,
        zh=text,
        zh_at=(start, end),
        en=en,
        marked=marked,
        article=rendering.article,
        also=tuple(form for form in dict.fromkeys(also) if form and form != en),
        value=_number(value),
        unit=unit,
    )


def _kind(reading: Reading, text: str) -> SpanKind:
    value = reading.value.high if isinstance(reading.value, Range) else reading.value
    match value:
        case Percent() | Points() | Rate():
            return "fraction" if reading.free and not isinstance(value, Points) else "percent"
        case Multiple(number, grown, _, _) if not grown and (number >= 10 or number % 1) and "半" not in text:
            return "figure"
        case Fraction() | Discount() | Multiple():
            return "fraction"
        case Ordinal():
            return "ordinal"
        case Date(year, None, None, "", None) if year:
            return "year"
        case Time():
            return "time"
        case Number() | Several() | Money() | SeveralMoney() | Duration() | Code():
            return "figure"
    return (
        "date"
        if (not hasattr(value, "sides") and not hasattr(value, "unit")) or isinstance(value, Period)
        else "figure"
    )


def _is_marked(text: str, reading: Reading, value: Value) -> bool:
    """Whether a marker carries it: what English writes in digits, and is not free to say in another way."""
    match value:
        case Range(low, high):
            if isinstance(low, Number | Money | Duration) and isinstance(high, Number | Money | Duration):
                return high.value > 10
            return not reading.free
        case Number(number) | Money(number) | Duration(number) | Measure(number):
            if reading.free:
                return False
            arabic = any(char.isdigit() and char.isascii() for char in text)
            hundred_years = text == "一百" and isinstance(value, Duration) and value.unit == "year"
            large = abs(number) > 10 or number < 0 or (arabic and number == 10)
            return not hundred_years and (large or "." in text or "点" in text or bool(number % 1))
        case Several() | SeveralMoney():
            return False
        case Date(None, None, day) if day:
            return False
        case Time():
            # 11:30 may be either; 6 alone is the engine's to say.
            return value.half or value.minute > 0
    return not reading.free


def _number(value: Value) -> Decimal | None:
    match value:
        case Number(number) | Money(number) | Duration(number) | Percent(number) | Points(number):
            return number
        case Multiple(number, False):
            return number
        case Discount(off):
            return off
        case Rate(number, 1000):
            return number
        case Ordinal(n) | Decade(n):
            return Decimal(n)
        case Date(year, None, None, "", None) if year:
            return Decimal(year)
        case Date(None, None, day) if day:
            return Decimal(day)
    return getattr(value, "value", None) if not isinstance(value, Range) else None


def _unit(value: Value) -> str:
    one = value.high if isinstance(value, Range) else value
    return BY_CODE[one.currency].many if isinstance(one, Money | SeveralMoney) else ""


def _day_of_range(zh: str, start: int, value: Date) -> str:
    """28 of 7月26日至28日: a day of the month that was said."""
    alone = value.day and not value.month
    return str(value.day) if alone and _DAY_AFTER_RANGE.search(zh[max(0, start - 2) : start]) else ""


def _others(zh: str, start: int, end: int, value: Value) -> Iterator[str]:
    """What may stand for it here, besides its own forms."""
    match value:
        case Percent() | Points() if not re.search("[%％分成点]", zh[start:end]):
            # 3 of 3至5%: the sign may be said once.
            number = write(Number(value.value, value.approx))
            yield from (number.en, *number.also)
        case Number(number) if number == 1 and zh.startswith("倍", end):
            # A fine of 一倍以上: of no less than the amount itself.
            yield from ("one time", "the amount", "the same amount", "equal to", "equivalent to", "the value")
        case Ratio((left, right)):
            yield from (f"{digits(left)}{mark}{digits(right)}" for mark in "-–")
        case Fraction(1, whole) if whole >= 100:
            yield from (f"1 to {digits(Decimal(whole))}", f"one to {words(Decimal(whole))}")
        case Percent(number) if zh.endswith("负增长", 0, start) or zh.endswith("负增长为", 0, start):
            minus = write(replace(value, value=-number))
            yield from (minus.en, *minus.also)
        case Number(number) | Duration(number):
            if zh[start - 1 : start] == "等" and _AND_OTHERS.match(zh, end):
                # 民政部等五部门: the Ministry of Civil Affairs and four other departments.
                for named in (1, 2, 3, 4):
                    yield from (digits(number - named), words(number - named))
            if number == number.to_integral_value() and _NTH.match(zh, end):
                # 40周年 is said to be the 40th anniversary, 17楼 the 17th floor.
                yield from (ordinal(int(number)), ordinal_words(int(number)))
            if isinstance(value, Duration):
                yield from _period_forms(value)
        case Date(year, month, _) if year and month and _RANGE_AFTER.match(zh, end):
            # April 8 to April 12, 2024: the English may give the year of both once, at the end.
            bare = write(replace(value, year=None))
            yield from (bare.en, *bare.also)
        case Decade(year) if zh[end - 1] == "后":
            names = (f"{year}s", f"{year}", f"{year % 100:02}s", f"{year % 100:02}")
            yield from (f"{form}{name}" for form in ("post-", "") for name in names)
        case Money(number, code) if number == 1:
            # 1美元兑7.1元: 7.1 yuan to the dollar.
            names = (BY_CODE[code].one, *(("dollar",) if code == "USD" else ()))
            yield from (f"{word} {name}" for word in ("the", "per", "each", "every") for name in names)
        case Fraction(1, 2) if "数" in zh[start:end] or "过" in zh[start:end]:
            yield from ("majority", "the majority")
        case Multiple(number, False):
            yield from (f"{digits(number * 100)}{unit}" for unit in ("%", " percent", " per cent"))


def _mixed(text: str) -> Iterator[str]:
    """一又三分之二: one and two thirds, 1 2/3."""
    whole, _, rest = text.partition("又")
    n, bottom, top = (parse_numeral(each) or Decimal(0) for each in (whole, *rest.split("分之")))
    yield from (f"{words(n)} and {part}" for part in fraction_words(int(top), int(bottom)) if " " in part)
    yield f"{digits(n)} {top}/{bottom}"


_ONE_UNIT = re.compile(
    "(?:年(?P<year>)|个?月(?P<month>)|个?星期(?P<week>)|周(?P<week_>)|个?小时(?P<hour>)|天(?P<day>))"
)


def _once(zh: str, at: int) -> Iterator[str]:
    """What says 一 where it is the number one and its measure word stands at `at`: once a year is annual, and
    一年 a year; a mere article is elsewhere, too."""
    if zh.startswith("次", at):
        yield from (
            "every",
            "each",
            "annually",
            "yearly",
            "quarterly",
            "monthly",
            "weekly",
            "daily",
            "annual",
        )
        return
    if match := _ONE_UNIT.match(zh, at):
        unit = (match.lastgroup or "").rstrip("_")
        for word in ("full", "whole", "calendar", "further", "single", "entire"):
            yield f"a {word} {unit}"
        yield from (f"a {unit}", f"an {unit}", f"a-{unit}", f"the {unit}", f"each {unit}", f"every {unit}")
        yield from ("annual", "a one")


def _period_forms(value: Duration) -> list[str]:
    """二十多年 may be two decades, 三百年 three centuries, 24小时 around the clock."""
    if value.unit == "hour" and value.value == 24:
        return ["around the clock", "round the clock", "round-the-clock", "around-the-clock"]
    if value.unit != "year":
        return []
    forms = []
    if value.value == 100:
        forms += ["century", "centenary", "centennial", "centenaries"]
    for name, years in (("decades", 10), ("centuries", 100)):
        count = value.value / years
        if count == count.to_integral_value() and 1 < count < 10:
            forms += [f"{words(count)} {name}", f"{digits(count)} {name}"]
    return forms
