"""Finds dates of the lunar calendar: 农历八月十五 (15th day of the eighth lunar month)."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import parse_digits, parse_small
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_NAMED = {"正": 1, "冬": 11, "腊": 12}
"""Months that only the lunar calendar has: 正月 (zhengyue), 冬月 (dongyue), 腊月 (layue)."""
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})

# One numeral alone is a day in 三月三 and 七月七, the festivals, and hardly elsewhere: 八月三村 is none.
_DAY = (
    r"(?P<day>初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|三十|廿[一二三四五六七八九]?|卅|[0-9]{1,2}|(?P=month))"
    r"(?![0-9一二三四五六七八九十多余几来个名位家])日?"
)
_DATE = re.compile(
    r"(?P<lunar>(?:农历|阴历|夏历|旧历)(?:(?P<year>[0-9]{4}|[一二][〇○零一二三四五六七八九]{3})年)?)?"
    rf"(?P<leap>闰)?(?P<month>[正冬腊]|[0-9]{{1,2}}|十?[一二三四五六七八九]|十)月(?:{_DAY})?"
)
_CALENDARS = (
    "lunar month",
    "month of the lunar calendar",
    "month in the lunar calendar",
    "month of the Chinese lunar calendar",
    "month of the lunar year",
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Dates that say that they are lunar (农历), and days of the months that only the lunar calendar has."""
    del context
    for match in _DATE.finditer(zh):
        if match["lunar"] or (match["month"] in _NAMED and match["day"]):
            yield from _date(match)


def _date(match: re.Match[str]) -> Iterator[Span]:
    month = _NAMED.get(match["month"]) or parse_small(match["month"])
    day = parse_small(match["day"].removeprefix("初").translate(_TENS)) if match["day"] else None
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 30):
        return
    year = f" of {parse_digits(match['year'])}" if match["year"] else ""
    leaps = ("leap ", "intercalary ") if match["leap"] else ("",)
    months = (
        f"{leap}{ordinal} {calendar}"
        for leap, calendar, ordinal in product(leaps, _CALENDARS, _ordinals(month))
    )
    days = [f"{ordinal} day of the " for ordinal in _ordinals(day)] if day else [""]
    en, *also = (f"{begin}{rest}{year}" for rest, begin in product(months, days))
    yield Span(kind="date", zh=match[0], zh_at=match.span(), en=en, article="the", also=tuple(also))


def _ordinals(number: int) -> tuple[str, str]:
    """`eighth` and `8th`, `15th` and `fifteenth`: in words below ten, as the house writes it."""
    short, word = english.ordinal(number), english.ordinal_words(number)
    return (word, short) if number < 10 else (short, word)
