"""Reads dates in digits and marks: 2026-06-30, 2026.06.30, 20260630, 2021.08, 2024/2025, 3·15."""

from __future__ import annotations

import re

from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import ZEROS, parse_digits, parse_small
from briefing.quantities.values import Date, Range

_HAN = "一二三四五六七八九"
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9A-Za-z/-]|\.[0-9])"
)
_NUMERIC_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[./](?P<month>0[1-9]|1[0-2])(?![0-9A-Za-z/.%％‰])")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z]|\.[0-9])"
)
_SCHOOL = re.compile(
    r"(?P<one>(?:19|20)[0-9]{2})(?:[/／](?P<two>(?:19|20)?[0-9]{2})(?![0-9/])"
    r"|[-–—－至](?P<short>[0-9]{2})(?=年|年度|学年|年财政|财年|财政年|赛季|年赛季))"
)
_SCHOOL_IN_WORDS = re.compile(
    rf"(?P<one>[一二][{ZEROS}{_HAN}]{{3}})年?(?:至|到|[—–-])(?P<two>[{ZEROS}{_HAN}]{{2}})(?=年度|学年|财政年|财年)"
)
_SYMBOLIC = re.compile(
    r"(?P<month>1[0-2]|[1-9])[·•・](?P<day>3[01]|[12][0-9]|[1-9])(?![0-9.])"
    r"|(?P<hm>[一二五六七九十])[·•・](?P<hd>[一二三四五六七八九十]{1,3})(?=[^·•・])"
)
_LABEL = re.compile(r"(?:时间|日期|任期|年月|期限|有效期|自|从|于|至|到|—|-)[为是：: ]{0,2}$")
_DOTTED_AFTER = re.compile(r" ?(?:[至到起止—–~～-]|[，。；、）)]|$)")


def numeric(zh: str, at: int) -> Parsed | None:
    """2026-06-30, 2026.06.30, 20260630, 2021.08 between other dates, 2024/2025学年, 3·15."""
    before = zh[at - 1 : at]
    if before and (before in ".,/-" or (before.isascii() and before.isalnum())):
        return _second_numeric(zh, at)
    for pattern in (_NUMERIC, _COMPACT):
        if match := pattern.match(zh, at):
            month, day = int(match["month"]), int(match["day"])
            if pattern is _COMPACT and re.match("[万亿元人个件份多余]", zh[match.end() : match.end() + 1]):
                return None
            return Parsed(at, match.end(), Date(int(match["year"]), month, day), match.end())
    if match := _SCHOOL.match(zh, at) or _SCHOOL_IN_WORDS.match(zh, at):
        first, second = match["one"], match["two"] or match["short"]
        one, two = parse_digits(first) or 0, parse_digits(second) or 0
        two = two if two > 100 else one // 100 * 100 + two
        if two - one == 1:
            return Parsed(at, match.end(), Range(Date(one), Date(two), "slash"), match.end())
    if match := _SYMBOLIC.match(zh, at):
        of, on = parse_small(match["month"] or match["hm"]), parse_small(match["day"] or match["hd"])
        if of and on and of <= 12 and on <= 31:
            return Parsed(at, match.end(), Date(month=of, day=on), match.end(), free=True)
    return _dotted_month(zh, at)


def _second_numeric(zh: str, at: int) -> Parsed | None:
    return _dotted_month(zh, at) if zh[at - 1] == "-" and zh[at - 2 : at - 1].isdigit() else None


def _dotted_month(zh: str, at: int) -> Parsed | None:
    """2021.08至2026.07: a year and a month where a date is spoken of, and a decimal elsewhere."""
    match = _NUMERIC_MONTH.match(zh, at)
    if not match:
        return None
    ranged = re.match(
        r" ?[至到—–~～-] ?(?:(?:19|20)[0-9]{2}[./][01][0-9]|今)", zh[match.end() : match.end() + 10]
    )
    labelled = _LABEL.search(zh, max(0, at - 6), at) and _DOTTED_AFTER.match(zh, match.end())
    if not (ranged or labelled):
        return None
    return Parsed(at, match.end(), Date(int(match["year"]), int(match["month"])), match.end())
