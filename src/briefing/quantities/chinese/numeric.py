"""Reads dates in digits and marks: 2026-06-30, 2026.06.30, 20260630, 2021.08, 2024/2025, 3·15."""

from __future__ import annotations

import re
from typing import Literal

from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import ZEROS, parse_digits, parse_small
from briefing.quantities.values import Date, Range

_HAN = "一二三四五六七八九"
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9A-Za-z/-]|\.[0-9])"
)
_OF_REPUBLIC = re.compile(
    r"(?P<year>1[0-9]{2})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9])"
    r"(?![0-9A-Za-z/-]|\.[0-9])"
)
_NUMERIC_MONTH = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[./](?P<month>0[1-9]|1[0-2]|[1-9])(?![0-9A-Za-z/.%％‰万亿元米吨千公])"
)
_MONTH_TO = re.compile(
    r" ?[至到—–~～-]{1,2} ?(?:(?:19|20)[0-9]{2}[./](?:1[0-2]|0?[1-9])(?![0-9.%％万亿元米吨])|今)"
)
_TO_MONTH = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}[./](?:1[0-2]|0?[1-9]) ?[至到—–~～-]{1,2} ?$")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z]|\.[0-9])"
)
_SCHOOL = re.compile(
    r"(?P<one>(?:19|20)[0-9]{2})(?:[/／](?P<two>(?:19|20)?[0-9]{2})(?![0-9/])"
    r"|[-–—－至](?P<short>[0-9]{2})(?=年|年度|学年|年财政|财年|财政年|赛季|年赛季))"
)
_TWO_YEARS = re.compile("年(?![度财]|赛季)")
_SCHOOL_IN_WORDS = re.compile(
    rf"(?P<one>[一二][{ZEROS}{_HAN}]{{3}})年?(?:至|到|[—–/／-])(?P<two>[{ZEROS}{_HAN}]{{4}}|[{ZEROS}{_HAN}]{{2}})(?=年度|学年|财政年|财年)"
)
_COUNTED = "[级度万亿元吨米个人次起倍秒点折分岁公平千百克户家件宗成例处条户项寸种亩场]|天(?!津)|小时"
_FEASTS = "国家宪法日|消防|阅兵|国庆|元旦|劳动节|妇女节|儿童节|建军节|教师节|小?长假|假期|黄金周"
_EVENTS = (
    "地震|抗震|火灾|山火|事故|爆炸|[大专惨]案|事[件变]|植树节|护士节|读书日|权益日|暴雨|洪[灾水涝]|泥石流"
    f"|滑坡|矿难|空难|沉船|灾害|晚会|讲话|禁毒|{_FEASTS}"
)
_SYMBOLIC = re.compile(
    r"(?P<month>1[0-2]|[1-9])(?:[·•・](?P<day>3[01]|[12][0-9]|[1-9])(?![0-9.])"
    rf"|\.(?P<on>(?:3[01]|[12][0-9])(?:(?<=[“‘].{{4}})(?=[”’](?!版))|(?<=[“‘].{{5}})(?=[”’](?!版))"
    rf"|(?=前[完须必提报上全]|(?!{_COUNTED})\w{{0,6}}?(?:{_EVENTS}))"
    rf")|[1-9](?=[”’]?(?:{_FEASTS}))))"
    rf"|(?P<hm>[一二五六七九]|十[一二]?|[三四八](?=.[〇{_HAN}十]{{2}}))[·•・](?P<hd>[〇{_HAN}十]{{1,3}})(?=[^·•・])"
)
"""“3·15”晚会 and 5.12汶川地震, “11.24”火灾, 10.1国庆, 6.30前完成; a decimal elsewhere: 6.8级地震 and 6.8地震
are no days."""
_LABEL = re.compile(r"(?:时间|日期|任期|年月|期限|有效期|自|从|于|至|到|—|-)[为是：: ]{0,2}$")
_DOTTED_AFTER = re.compile(r" ?(?:[至到起止—–~～-]|[，。；、）)]|$)")


_MD = r"(?P<month{n}>1[0-2]|0?[1-9])[{sep}](?P<day{n}>3[01]|[12][0-9]|0?[1-9])"
_MONTH_DAYS = re.compile(
    "(?:" + "|".join(
        _MD.format(n=n, sep=sep) + "(?: ?(?:[—–~～至到]|-{1,2}) ?)" + _MD.format(n=n + 1, sep=sep)
        for n, sep in ((1, "."), (3, "/"))
    ) + ")(?![0-9./%％‰°℃万亿元个米公千吨小时倍])"
)  # fmt: skip
_DATES_BEFORE = re.compile(
    "(?:时间|日期|展期|档期|假期|工期|期限|期间|活动|自|从|于|在|定于|为期)[为是：: ]{0,2}$"
)
_BRACKET_BEFORE = re.compile("[（(]$|^$|[，；。]$")
_BRACKET_BEHIND = re.compile("[）)，。；]|$")


def month_days(zh: str, at: int) -> Parsed | None:
    """展期为7.1—8.31 and 7/1—8/31: days of months where a date is spoken of; two decimals or fractions
    elsewhere, and a doubt where nothing tells."""
    before = zh[at - 1 : at]
    match = _MONTH_DAYS.match(zh, at)
    if not match or (before and (before in "./-" or (before.isascii() and before.isalnum()))):
        return None
    low_month, low_day, high_month, high_day = (int(field) for field in match.groups() if field)
    if (low_month, low_day) >= (high_month, high_day):
        return None
    days = Range(Date(month=low_month, day=low_day), Date(month=high_month, day=high_day))
    slashed = match["month3"] is not None
    dated = _DATES_BEFORE.search(zh, max(0, at - 6), at) is not None
    if dated or (slashed and low_month >= low_day):
        return Parsed(at, match.end(), days, match.end())
    if slashed and low_day == high_day:
        # 1/3—2/3 are thirds.
        return None
    if slashed or (_BRACKET_BEFORE.search(zh, max(0, at - 1), at) and _BRACKET_BEHIND.match(zh, match.end())):
        return Parsed(at, match.end(), days, match.end(), note=f"{match[0]} may be days or two numbers")
    return None


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
        short = match.re is _SCHOOL and match["short"] is not None
        if two - one == 1 or (short and two > one):
            # 2024-25年度 is one year, of budgets or of schools; 2024-25年 are two, 2021-25年 five.
            mark: Literal["to", "slash"] = (
                "to" if two - one > 1 or _TWO_YEARS.match(zh, match.end()) else "slash"
            )
            return Parsed(at, match.end(), Range(Date(one), Date(two), mark), match.end())
    if match := _SYMBOLIC.match(zh, at):
        of, on = (
            parse_small(match["month"] or match["hm"]),
            parse_small(match["day"] or match["on"] or match["hd"]),
        )
        if of and on and of <= 12 and on <= 31:
            return Parsed(at, match.end(), Date(month=of, day=on), match.end(), free=True)
    return _dotted_month(zh, at)


def of_republic(zh: str, at: int) -> Parsed | None:
    """115-08-14 and 115.8.14 in a text from Taiwan: August 14, 2026."""
    match = _OF_REPUBLIC.match(zh, at)
    if not match or zh[at - 1 : at] in (*"-./",):
        return None
    day = Date(1911 + int(match["year"]), int(match["month"]), int(match["day"]))
    return Parsed(at, match.end(), day, match.end())


def _second_numeric(zh: str, at: int) -> Parsed | None:
    return _dotted_month(zh, at) if zh[at - 1] == "-" and zh[at - 2 : at - 1].isdigit() else None


def _dotted_month(zh: str, at: int) -> Parsed | None:
    """2021.08至2026.07: a year and a month where a date is spoken of, and a decimal elsewhere."""
    match = _NUMERIC_MONTH.match(zh, at)
    if not match:
        return None
    ranged = _MONTH_TO.match(zh, match.end()) or _TO_MONTH.search(zh, max(0, at - 12), at)
    labelled = _LABEL.search(zh, max(0, at - 6), at) and _DOTTED_AFTER.match(zh, match.end())
    if not (ranged or (labelled and len(match["month"]) == 2)):
        return None
    return Parsed(at, match.end(), Date(int(match["year"]), int(match["month"])), match.end())
