"""Writes dates, periods, decades and times of day in English."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from briefing.quantities import wording
from briefing.quantities.forms import rendering
from briefing.quantities.values import Century, Date, Decade, LunarDate, Period, Time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.quantities.values import Approx, Part, Rendering

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS: dict[Part, tuple[str, ...]] = {
    "": ("{}",),
    "end": ("end of {}", "late {}", "end-{}", "close of {}", "the end of {}", "{}-end"),
    "beginning": ("beginning of {}", "start of {}", "early {}", "outset of {}"),
    "early": ("early {}", "beginning of {}", "start of {}", "outset of {}", "first ten days of {}",
              "first 10 days of {}"),
    "mid": ("mid-{}", "mid {}", "middle of {}", "second ten days of {}"),
    "mid-late": ("mid-to-late {}", "mid- to late {}", "mid to late {}", "second half of {}",
                 "middle and late {}"),
    "early-mid": ("early to mid-{}", "early and mid-{}", "first half of {}"),
    "late": ("late {}", "last ten days of {}", "last 10 days of {}", "end of {}"),
}  # fmt: skip
_CALENDARS = (
    "lunar month",
    "month of the lunar calendar",
    "month in the lunar calendar",
    "month of the Chinese lunar calendar",
    "month of the lunar year",
)
_UNITS = {"half": ("half", "halves"), "quarter": ("quarter", "quarters"), "month": ("month", "months")}
_HALVES = {
    1: ("H1", "first-half", "first six months"),
    2: ("H2", "second-half", "last six months", "latter half"),
}
_PAST = ("last", "past", "previous", "latest", "most recent")
_TO = (" to ", "-", "–", "—", " through ", " until ")
_ABOUT_TIMES: dict[Approx, tuple[str, ...]] = {
    "about": ("about ", "around ", "some time around ", "approximately "),
    "more": ("shortly after ", "just after ", "soon after ", "a little after ", "after ", "past "),
}
"""What is said before the time of 14时许 (about) and 3点多 (more)."""
_BC = (" BC", " B.C.", " BCE", " B.C.E.")
_PARTS_OF_DAY = ("in the morning", "in the afternoon", "in the evening", "at night", "sharp")


def write(value: Date | LunarDate | Period | Decade | Century | Time) -> Rendering:
    """The English of a date, a part of a year, a time of day: `June 30, 2026`, `end of June`, `3:05 p.m.`."""
    match value:
        case Date():
            return _date(value)
        case LunarDate():
            return _lunar(value)
        case Period():
            return _period(value)
        case Decade(year, part):
            if year % 10:
                return rendering([f"post-{year}", f"post-{year % 100:02}", f"post-{year % 100:02}s"])
            word, forms = _in_word(part), [f"{year}s", f"{year}'s"]
            # Of the twenties nobody knows the century.
            forms += [f"{year % 100}s", f"'{year % 100}s"] if 1930 <= year < 2000 else []
            return rendering([f"{word}{form}" for form in forms], "the")
        case Century(n, part):
            names = filter(None, (wording.ordinal(abs(n)), wording.ordinal_words(abs(n))))
            forms = [f"{_in_word(part)}{name}{gap}century" for name in names for gap in " -"]
            return rendering([f"{form}{bc}" for bc in (_BC if n < 0 else ("",)) for form in forms], "the")
    return _time(value)


def _in_word(part: Part) -> str:
    return {"early": "early ", "beginning": "early ", "mid": "mid-", "late": "late ", "end": "late "}.get(
        part, ""
    )


def _date(value: Date) -> Rendering:
    year, month, day = value.year, value.month, value.day
    if month and day:
        forms = [wording.date(month, day, year), *wording.date_forms(month, day, year)]
        forms += _numeric(month, day, year)
    elif month:
        name = wording.date(month, None, year)
        forms = [name, *([name.replace(" ", ", "), name.replace(" ", " of ")] if year else [])]
    elif year:
        forms = [f"{-year}{bc}" for bc in _BC] if year < 0 else [str(year)]
    elif day:
        texts = (str(day), wording.words(Decimal(day)), wording.ordinal_words(day))
        forms = [wording.ordinal(day), *texts, f"the {wording.ordinal(day)}"]
    else:
        forms = []
    if value.weekday:
        name = WEEKDAYS[value.weekday - 1]
        forms = (
            [f"{name}, {form}" for form in forms] + [f"{form} ({name})" for form in forms]
            if forms
            else [name]
        )
    if value.part:
        forms = [form.format(name) for form in PARTS[value.part] for name in forms]
        if year and not month and value.part == "end":
            forms += [f"year-end {year}", f"year end {year}", f"{year} year-end"]
    return rendering(forms, "the" if forms[0].startswith(("end", "beginning")) else "")


def _numeric(month: int, day: int, year: int | None) -> Iterable[str]:
    if not year:
        return [f"{month}{mark}{day}" for mark in "·./-"]
    return [
        f"{year}{mark}{m}{mark}{d}" for mark in "-./" for m, d in ((f"{month:02}", f"{day:02}"), (month, day))
    ]


def _lunar(value: LunarDate) -> Rendering:
    year = f" of {value.year}" if value.year else ""
    leaps = ("leap ", "intercalary ") if value.leap else ("",)
    months = (
        f"{leap}{ordinal} {calendar}"
        for leap, calendar, ordinal in product(leaps, _CALENDARS, _ordinals(value.month))
    )
    days = [f"{ordinal} day of the " for ordinal in _ordinals(value.day)] if value.day else [""]
    return rendering((f"{begin}{rest}{year}" for rest, begin in product(months, days)), "the")


def _ordinals(number: int) -> tuple[str, str]:
    """`eighth` and `8th`, `15th` and `fifteenth`: in words below ten, as the house writes it."""
    short, word = wording.ordinal(number), wording.ordinal_words(number)
    return (word, short) if number < 10 else (short, word)


def _period(value: Period) -> Rendering:
    one, many = _UNITS[value.unit]
    count = value.last - value.first + 1
    number = wording.words(Decimal(count))
    if value.first < 0:
        heads = [f"{past} {word} {many}" for past in _PAST for word in (number, count)]
    elif value.first == 1 and count > 1:
        heads = [f"first {number} {many}", f"first {count} {many}", f"first {number}-{many}"]
    elif count == 1:
        nth = wording.ordinal_words(value.first)
        heads = [f"{nth} {one}", f"{nth}-{one}", f"{wording.ordinal(value.first)} {one}"]
        heads += (
            [f"Q{value.first}"]
            if value.unit == "quarter"
            else _HALVES.get(value.first, ())
            if one == "half"
            else ()
        )
    else:
        nths = [wording.ordinal_words(n) for n in (value.first, value.last)]
        heads = [f"{nths[0]} {join} {nths[1]} {many}" for join in ("and", "to", "through")]
        if value.unit == "quarter":
            heads += [f"Q{value.first}{join}Q{value.last}" for join in (" and ", " & ", "-", "–", " to ")]
    months = {"half": 6, "quarter": 3, "month": 1}[value.unit]
    if value.first > 0:
        first, last = (value.first - 1) * months, value.last * months - 1
        if first == 0 and last < 11 and value.unit != "month":
            heads += [f"first {wording.words(Decimal(last + 1))} months", f"first {last + 1} months"]
        names = [(wording.MONTHS[n], wording.MONTHS[n][:3]) for n in (first, last)]
        heads += [
            f"{a}{join}{b}" for a, b in zip(*names, strict=True) for join in ("-", "–", " to ", " through ")
        ]
    if value.part:
        # 二季度末: the end of the second quarter, of June.
        month = wording.MONTHS[value.last * months - 1 if value.part == "end" else (value.first - 1) * months]
        named = [f"{the}{head}" for the in ("the ", "") for head in heads]
        heads = [form.format(name) for name in (*named, month) for form in PARTS[value.part]]
    if value.year is None:
        return rendering(
            heads, "the", loose=("three quarters",) if heads[0] == "first three quarters" else ()
        )
    return rendering(
        [f"{head}{of}{value.year}" for head in heads for of in (" of ", " ", " in ", " of the year ")], "the"
    )


def _time(value: Time) -> Rendering:
    hour, minute = value.hour, value.minute
    twelve = hour % 12 or 12
    plain = f"{twelve}:{minute:02}" if minute else f"{twelve}"
    spoken = wording.words(Decimal(twelve))
    if value.second:
        clock = f"{twelve}:{minute:02}:{value.second:02} {'p.m.' if 12 <= hour < 24 else 'a.m.'}"
        return rendering([clock, f"{hour:02}:{minute:02}:{value.second:02}"])
    if value.half:
        forms = [wording.clock(hour, minute), *wording.clock_forms(hour, minute)]
    else:
        forms = [plain, *([] if minute else [f"{spoken} o'clock", f"{plain} o'clock", f"{plain}:00"])]
        forms += [*wording.clock_forms(hour, minute), *wording.clock_forms(hour + 12, minute)]
        forms += [wording.clock(hour, minute), wording.clock(hour + 12, minute)] if hour < 12 else []
    if value.colon:
        forms.insert(0, f"{hour}:{minute:02}")
    loose = [f"{form} {part}" for form in (spoken, plain) for part in _PARTS_OF_DAY] + [spoken, plain]
    forms += _past_and_to(hour, minute, forms[0]) if minute % 5 == 0 and minute else []
    about = _ABOUT_TIMES.get(value.approx, ("",))
    return rendering((f"{word}{form}" for word in about for form in forms), loose=loose)


def _past_and_to(hour: int, minute: int, usual: str) -> list[str]:
    """7:55 as `five to eight`, 3:10 as `ten past three`; with what `usual` tells of the half of the day."""
    before = minute > 30
    minutes = wording.words(Decimal(60 - minute if before else minute))
    if minutes.startswith("forty") or minutes == "thirty":
        return []
    names = ("quarter", "a quarter") if minutes == "fifteen" else (minutes, f"{minutes} minutes")
    of = wording.words(Decimal((hour + before) % 12 or 12))
    told = {"a.m.": " in the morning", "p.m.": " in the afternoon"}.get(usual[-4:])
    tails = ("", f" {usual[-4:]}", told) if told else ("",)
    joints = ("to",) if before else ("past", "after")
    return [f"{name} {joint} {of}{tail}" for name in names for joint in joints for tail in tails]


def between(low: Date, high: Date, mark: str = "to") -> Rendering:
    """From one date to another: `April 12 to 19, 2026`, `2021-2025`, `2024/2025`; what both have is said
    once."""
    first, last = write(low), write(high)
    forms: list[str] = []
    if low.day and high.day and low.year == high.year:
        month, day = (wording.MONTHS[(low.month or high.month or 1) - 1], high.day)
        tails = [f", {high.year}", f" {high.year}"] if high.year else [""]
        other = wording.MONTHS[(high.month or low.month or 1) - 1]
        end = str(day) if low.month == high.month else f"{other} {day}"
        forms += [f"{month} {low.day}{join}{end}{tail}" for join in _TO for tail in tails]
        start = str(low.day) if low.month == high.month else f"{low.day} {month}"
        forms += [f"{start}{join}{day} {other}{tail}" for join in _TO for tail in tails]
        forms += [f"{month} {low.day}{join}{other} {day}{tail}" for join in _TO for tail in tails]
    elif low.month and high.month and low.year == high.year and not (low.part or high.part):
        names = [
            (wording.MONTHS[d.month - 1], wording.MONTHS[d.month - 1][:3]) for d in (low, high) if d.month
        ]
        tail = f" {high.year}" if high.year else ""
        forms += [f"{a}{join}{b}{tail}" for a, b in zip(*names, strict=True) for join in _TO]
    joins = ("/", "-", "–", " to ") if mark == "slash" else (" and ", " or ", *_TO) if mark == "and" else _TO
    forms = [] if mark == "and" else forms
    forms += [f"{first.en}{join}{last.en}" for join in joins]
    if mark == "slash" and low.year and high.year:
        forms += [f"{low.year}{join}{high.year % 100:02}" for join in "/-–"]
    return rendering(forms)
