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
from briefing.quantities.sameness import amount
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
)
from briefing.quantities.wording import digits, ordinal, ordinal_words, words
from briefing.quantities.write import write
from briefing.quantities.write_durations import in_units
from briefing.quantities.write_shares import fraction_words
from briefing.spans.said import after_names, once, others

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import SpanKind
    from briefing.quantities.values import Reading, Rendering, Value

_UNITS_OF_TIME = re.compile("年|月|天|时|分|秒")
_UNIT_INSIDE = re.compile(
    "[秒米亩斤度][0-9零一二三四五六七八九]"
    "|^[^0-9一二两三四五六七八九十百千几余]*+[0-9一二两三四五六七八九十百千几余].*[年月天周时钟秒]多?$"
)
_VULGAR = re.compile("[¼½¾⅓⅔⅛]")
_CHANGE = re.compile("[元块圆角毛]|分钱")
_DAY_AFTER_RANGE = re.compile("[日0-9][至到—–~～、和-]$")


_RUN = re.compile("次[，、）”」]")
_APART = frozenset("，、（“「")
"""绿皮车，5633次，: the number of a train, most likely."""
_BAND = re.compile(" ?MHz| ?兆赫", re.IGNORECASE)
_BASIS = re.compile("基点|BP|bp")
_BASIS_BEHIND = re.compile(r"[至到—–~～-][0-9一二三四五六七八九十百]{1,6}(?:\.[0-9])?个?(?:基点|BP|bp)")
"""50 of 50至100个基点 are basis points."""
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
        end -= zh[end - 1] == "倍"
        value = Number(value.value, value.approx)
        reading = replace(reading, free=False)
    text = zh[start:end]
    rendering = write(amount(value))
    marked = _is_marked(text, reading, value) and not (
        isinstance(value, Number) and after_names(zh, start, end, value.value)
    )
    unit = _unit(value)
    if isinstance(value, Money) and _CHANGE.search(text):
        whole = write(value)
        en, also, unit, marked = whole.en, list(whole.also), "", not reading.free
        also += ["penny", "cent", "one fen"] if reading.free else []
    else:
        usual = rendering.spoken if reading.free and rendering.spoken else rendering.en
        told = text + "基点" if isinstance(value, Points) and _BASIS_BEHIND.match(zh, end) else text
        en, also = _in_full(told, reading, value) or (usual, [])
        also += [rendering.en, *rendering.also, *others(zh, start, end, reading.value)]
    if isinstance(value, Number) and value.value < 10**4 and _BAND.match(zh, end):
        # The 2600 MHz band; 2,600 is admitted.
        en, also = en.replace(",", ""), [en, *also]
    if isinstance(value, Number) and _is_train(zh, start, end, text):
        en, also, marked = text, [en, *also], False
    if isinstance(value, Date):
        en = _day_of_range(zh, start, value) or en
    also += () if marked else _loose(value, rendering)
    if text == "一":
        also = [form for form in also if form not in ("a", "an", "once")] + [*once(zh, end)]
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


def _is_train(zh: str, start: int, end: int, text: str) -> bool:
    """Whether four digits before 次 stand by themselves."""
    return (
        len(text) == 4
        and text.isascii()
        and text.isdigit()
        and zh[start - 1 : start] in _APART
        and start > 0
        and _RUN.match(zh, end) is not None
    )


def _loose(value: Value, rendering: Rendering) -> Iterable[str]:
    """What says it in a sentence besides; seven days are not the seventh."""
    if isinstance(value, Duration) and value.unit == "day":
        nth = int(value.value)
        return (form for form in rendering.loose if form not in (ordinal(nth), ordinal_words(nth)))
    return rendering.loose


def _in_full(text: str, reading: Reading, value: Value) -> tuple[str, list[str]] | None:
    """What is said of a value that its number does not tell, and other forms of that; None where it does."""
    match value:
        case Duration(number, unit, "") if len(_UNITS_OF_TIME.findall(text)) > 1:
            whole = write(value)
            return (in_units(number, unit) or [whole.en])[0], [*whole.also, whole.en]
        case Duration(number, unit, "about") if reading.free and number == 1:
            # 个把月: about a month.
            whole = write(value)
            return f"about a{'n' if unit == 'hour' else ''} {unit}", [whole.en, *whole.also]
        case Duration(number) if reading.free:
            whole = write(value)
            quarter = text.endswith("刻钟")
            bare = write(amount(value))
            en = whole.spoken if number < 1 else whole.en if quarter else bare.spoken or bare.en
            return en, [whole.spoken, whole.en, *whole.also, *(_QUARTERS.get(number, ()) if quarter else ())]
        case Duration() | Measure() if _UNIT_INSIDE.search(text):
            whole = write(value)
            return whole.en, list(whole.also)
        case Number(number) if "又" in text and number * 2 % 1:
            en, *also = _mixed(text)
            return en, also
        case Number() if _VULGAR.search(text):
            return text, []
        case Fraction(part, whole, "") if "/" in text or _VULGAR.search(text):
            # 1/100万: 1/1,000,000.
            return text if whole < 10**4 else f"{part}/{digits(Decimal(whole))}", []
        case Range(Ordinal(low), Ordinal(high)):
            return f"{ordinal_words(low)} and {ordinal_words(high)}", []
        case Ratio(sides) if "比" in text and not reading.free:
            # 以四比三获胜: a score.
            return "-".join(digits(side) for side in sides), []
        case Points(number) if _BASIS.search(text):
            # Those of an exchange rate are none of percentages: 中间价调升52个基点.
            return f"{digits(number * 100)} basis point{'' if number * 100 == 1 else 's'}", []
        case Percent(number) if reading.free and "分之" in text:
            return f"{digits(number)}%", []
        case Percent(_, approx) if "半" in text and approx:
            most = ["majority", "over half", "over one half", "most", "the greater part"]
            nearly = ["almost half", "close to half", "close to one half", "nearly one half"]
            return ("more than half", most) if approx == "more" else ("nearly half", nearly)
    return None


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
                return high.value > 10 and not reading.free
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


def _mixed(text: str) -> Iterator[str]:
    """一又三分之二: one and two thirds, 1 2/3."""
    whole, _, rest = text.partition("又")
    n, bottom, top = (parse_numeral(each) or Decimal(0) for each in (whole, *rest.split("分之")))
    yield from (f"{words(n)} and {part}" for part in fraction_words(int(top), int(bottom)) if " " in part)
    yield f"{digits(n)} {top}/{bottom}"
