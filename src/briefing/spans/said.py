"""How else English may say a quantity where it stands: an anniversary, four other departments, around the
clock."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import CURRENCY
from briefing.quantities.currencies import BY_CODE
from briefing.quantities.values import (
    Date,
    Decade,
    Duration,
    Fraction,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Period,
    Points,
    Range,
    Ratio,
    Several,
    Time,
)
from briefing.quantities.wording import digits, ordinal, ordinal_words, words
from briefing.quantities.write import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.quantities.values import Value

_AND_OTHERS = re.compile(r"个?(?:中央)?(?:[部委办局]|单位|机构|[国省市县区]|企业|家|组织|地|所|方|人|名|位)")
_NTH = re.compile("周年|岁生日|年?(?:华诞|校庆|诞辰)|[楼层组届周期批轮次号孩]")
_FEASTS = {
    (1, 1): ("New Year's Day", "New Year"),
    (5, 1): ("May Day", "Labor Day", "Labour Day"),
    (10, 1): ("National Day",),
}
_BC_AFTER = re.compile("年?[至到—–~～－、和-]{1,2}(?:公元)?前[0-9]")
_RANGE_AFTER = re.compile("[至到—–~～-]")


def after_names(zh: str, start: int, end: int, number: Decimal) -> bool:
    """Whether it counts names before it and others: 民政部等五部门 (the ministry and four other
    departments)."""
    return zh[start - 1 : start] == "等" and number < 100 and _AND_OTHERS.match(zh, end) is not None


def others(zh: str, start: int, end: int, value: Value) -> Iterator[str]:
    """What may stand for it here, besides its own forms."""
    match value:
        case Percent() | Points() if not re.search("[%％分成点]", zh[start:end]):
            # 3 of 3至5%: the sign may be said once.
            number = write(Number(value.value, value.approx))
            yield from (number.en, *number.also)
        case Number(number) if number == 1 and zh.startswith("倍", end):
            # A fine of 一倍以上: of no less than the amount itself.
            yield from ("one time", "the amount", "the same amount", "equal to", "equivalent to", "the value")
        case Number(number) if zh.startswith("厘", end) and zh[end + 1 : end + 2] not in ("米", "升"):
            # Hong Kong's 4.25厘 of interest: 4.25 percent.
            yield from (f"{digits(number)}{unit}" for unit in ("%", " percent", " per cent"))
        case Number(number) if number in _PARTED and zh.startswith("等份", end):
            # 按五等份收入分组: by income quintile.
            yield from (_PARTED[number], f"{_PARTED[number]}s")
        case Ratio((left, right)) if left + right == 100:
            # 三七开: 30-70, or three to seven.
            for style in (digits, words):
                pairs = [(style(a), style(b)) for a, b in ((left, right), (left / 10, right / 10))]
                yield from (
                    mark.join(pair) for pair in pairs for mark in ("-", "–", "/", ":", " to ", "-to-")
                )
        case Ratio((left, right)):
            sides = (left, right), *(((right, left),) if _LOST.match(zh, end) else ())
            yield from (f"{digits(a)}{mark}{digits(b)}" for a, b in sides for mark in "-–/")
        case Fraction(1, whole) if whole >= 100:
            many = words(Decimal(whole))
            yield from (f"1 to {digits(Decimal(whole))}", f"one to {many}", f"one {many.replace(' ', '-')}th")
        case Duration(number, "month") if number == 3 and _LATELY.search(zh, max(0, start - 2), start):
            # 近三个月: the last quarter.
            yield from _QUARTER
        case Range(Time() as morning, Time(), "and") if (clock := write(morning).en).endswith(" a.m."):
            # 早晚7时: at 7 in the morning and evening.
            hour = clock.removesuffix(" a.m.")
            yield from (f"{hour} {each} and evening" for each in ("in the morning", "every morning"))
            yield from (f"{clock} and p.m.", f"{hour} each morning and evening")
        case Period("month", -3, -1):
            yield from _QUARTER
        case Percent(number) if zh.endswith("负增长", 0, start) or zh.endswith("负增长为", 0, start):
            minus = write(replace(value, value=-number))
            yield from (minus.en, *minus.also)
        case Number(number) if zh.startswith("班倒", end):
            yield from (*_period_forms(Duration(Decimal(24), "hour")), "shift", "shifts")
        case Number(number) if zh.startswith("夜", end):
            yield from (digits(number), words(number), "night", "nights")
        case Number(number) if zh.startswith("码", end):
            # 加三码: three steps of a quarter of a percentage point.
            points = digits(number / 4)
            yield from (f"{digits(number * 25)} basis points", f"{points} percentage points")
            yield from (f"{points} percentage point", f"{points} percent", f"{points}%")
        case Duration(number, unit, "more") if number == Decimal("0.5"):
            yield from (f"{most} {unit}" for most in _MOST_OF)
        case Duration(number, unit, "about") if number == 1:
            yield from (
                f"a {unit} or so",
                f"a {unit} or thereabouts",
                f"one {unit} or so",
            )
        case Range(Number(low) | Duration(low), Number(high) | Duration(high)) if low == 1 and high == 2:
            # 一两个月: a month or two, a couple of months.
            units = _UNIT_NAMED.match(zh, end)
            yield from ("a couple", "couple", "one to two", "one-to-two", "one or two")
            yield from (f"a {name} or two" for name in _NAMES_OF_UNITS.get(units[0] if units else "", ()))
        case Duration(number, "year") if number == Decimal("0.5"):
            yield from _HALF_YEARLY
            if zh[start - 1 : start] == "每":
                yield from (
                    "twice a year",
                    "two times a year",
                    "twice each year",
                    "twice yearly",
                    "every six months",
                )
        case Number(number) if number == Decimal("0.5"):
            yield from ("half a", "half an", "half", "a half", "one half")
        case Number(number) if number == 0:
            yield from ("free", "never", "any", "no", "nil", "stop growing", "stops growing", "without")
        case Number(number) if zh.endswith("好几", 0, end):
            yield from decade_of_life(number)
        case Number(number) if zh[end - 1] == "旬":
            # 六旬老人: in their sixties, a sexagenarian.
            yield from decade_of_life(number)
            if value.approx == "nearly":
                before = _TENS_OF_YEARS.get(int(number) - 10, "")
                yield from (f"late {before}ies", f"late {number - 10}s")
        case Number(number) | Duration(number):
            if after_names(zh, start, end, number):
                # 民政部等五部门: the Ministry of Civil Affairs and four other departments.
                for named in (1, 2, 3, 4):
                    yield from (digits(number - named), words(number - named))
            if zh[start:end] in _ROUND:
                yield from _ROUND[zh[start:end]]
                if zh.startswith("岁", end):
                    yield from ("centenarian", "centenarians")
            if number == number.to_integral_value() and _NTH.match(zh, end):
                # 40周年 is said to be the 40th anniversary, 17楼 the 17th floor.
                yield from (ordinal(int(number)), ordinal_words(int(number)))
            if isinstance(value, Duration):
                yield from _period_forms(value)
        case Date(year, month, _) if year and month and _RANGE_AFTER.match(zh, end):
            # April 8 to April 12, 2024: the English may give the year of both once, at the end.
            bare = write(replace(value, year=None))
            yield from (bare.en, *bare.also)
        case Range(Date(weekday=6), Date(weekday=7)):
            yield from ("weekends", "weekend", "Saturdays and Sundays")
        case Date(None, int(month), int(day)) if "." in zh[start:end]:
            # 5.1假期: the May Day holiday.
            yield from _FEASTS.get((month, day), ())
        case Date(year) if year and year < 0 and _BC_AFTER.match(zh, end):
            # 公元前551年至公元前479年: the English may have BC once, at the end.
            yield str(-year)
        case Range(Ordinal(low), Ordinal(high)):
            # 三四线: third- and fourth-tier.
            for one, other in ((ordinal_words(low), ordinal_words(high)), (ordinal(low), ordinal(high))):
                yield from (f"{one}- and {other}-tier", f"{one} and {other} tier", f"{one}- and {other}")
            yield f"{low} and {high}"
        case Decade(year) if zh[end - 1] == "后":
            names = (f"{year}s", f"{year}", f"{year % 100:02}s", f"{year % 100:02}")
            yield from (f"{form}{name}" for form in ("post-", "") for name in names)
        case Money(number, code) if number == 1:
            # 1美元兑7.1元: 7.1 yuan to the dollar.
            names = (BY_CODE[code].one, *(("dollar",) if code == "USD" else ()))
            yield from (
                f"{word} {name}" for word in ("a", "the", "per", "each", "every", "nearest") for name in names
            )
        case Fraction(1, 4 | 8 | 16) if zh.startswith("决赛", end):
            # 四分之一决赛: the quarter-finals.
            yield from (f"{form}{s}" for form in _FINALS[value.whole] for s in ("", "s"))
        case Several() if zh[start:end] in ("亿万", "千百万", "成千上万", "成百上千"):
            yield from ("millions", "thousands", "countless", "vast numbers", "multitudes", "myriad")
        case Fraction(1, 2) if "数" in zh[start:end] or "过" in zh[start:end]:
            yield from ("majority", "the majority")
        case Multiple(number, False):
            yield from (f"{digits(number * 100)}{unit}" for unit in ("%", " percent", " per cent"))


_HALF_YEARLY = (
    "semi-annual", "semiannual", "semi-annually", "semiannually", "half-yearly", "half-year", "interim",
    "biannual", "mid-year", "first-half", "first half", "six-month",
)  # fmt: skip
_MOST_OF = (
    "the better part of a", "the better part of the", "the best part of a", "most of a", "most of the",
    "the greater part of a", "the larger part of a",
)  # fmt: skip
_UNIT_NAMED = re.compile("个?(?:月|星期|小时|钟头)|[天周年]")
_NAMES_OF_UNITS = {
    "个月": ("month",), "天": ("day",), "年": ("year",), "周": ("week",), "个星期": ("week",),
    "个小时": ("hour",), "小时": ("hour",), "个钟头": ("hour",),
}  # fmt: skip
_ROUND = {
    "百": ("hundred", "hundreds", "hundredth", "100th"),
    "千": ("thousand", "thousands", "thousandth", "1,000th"),
    "万": ("ten thousand", "ten-thousand", "tens of thousands", "thousands"),
}
"""What 百年, 千人 and 万人 are said to be, when they are no exact number."""
_LATELY = re.compile("(?:近|过去)$")
_QUARTER = tuple(
    f"{which} quarter" for which in ("last", "past", "latest", "recent", "previous", "preceding")
)
_LOST = re.compile("[小惜]?负|不敌|告负|输给|落后|落败")
"""0比1不敌: beaten 1-0."""
_PARTED = {Decimal(3): "tercile", Decimal(4): "quartile", Decimal(5): "quintile", Decimal(10): "decile"}
_FINALS = {
    4: ("quarterfinal", "quarter-final"),
    8: ("round of 16", "last 16"),
    16: ("round of 32", "last 32"),
}
_TENS_OF_YEARS = {
    20: "twent",
    30: "thirt",
    40: "fort",
    50: "fift",
    60: "sixt",
    70: "sevent",
    80: "eight",
    90: "ninet",
}
_OF_THAT_AGE = {
    40: "quadragenarian", 50: "quinquagenarian", 60: "sexagenarian", 70: "septuagenarian",
    80: "octogenarian", 90: "nonagenarian",
}  # fmt: skip


def decade_of_life(age: Decimal) -> Iterator[str]:
    """How else someone of `age`, a multiple of ten, is said to be: in their sixties, in her 60s."""
    yield from (f"{_TENS_OF_YEARS[int(age)]}ies", f"{age}s", f"{age}-something")
    if name := _OF_THAT_AGE.get(int(age)):
        yield from (name, f"{name}s")


_WHICH = (
    "most recent", "recent", "latest", "past", "last", "preceding", "previous", "next", "following",
    "coming", "upcoming",
)  # fmt: skip
_ONE_UNIT = re.compile(
    "(?:年(?P<year>)|个?月(?P<month>)|个?星期(?P<week>)|周(?P<week_>)|个?小时(?P<hour>)|[天日](?P<day>)|分钟(?P<minute>))"
)


_UNIT_OF_TIME = re.compile("年|学[年期]|个?月|个?星期|周|个?小时|天|日|分钟|个?工作日|秒")


_EACH = 12
_RANKED = ("级", "等", "阶")
_OCCASION = re.compile("次(?=[一-鿿])(?![发付缴交征领支给拨办提][一-鿿])|(?<=最近.)次")
"""What an occasion is, which an article says: 一次演练; 一次发给 is how often."""

_DENIED = re.compile("(?:没有?|无|不[漏落掉丢留缺让放][下掉过]?|未(?:发生|出现|接到|收到|发现)过?)\\Z")
"""What denies the one thing behind it: 不漏一户 is no household left out, 无一伤亡 nobody hurt."""
_DENIAL = 5
"""Code points that have it."""


def once(zh: str, at: int) -> Iterator[str]:
    """What says 一 where it is the number one and its measure word stands at `at`: once a year is annual, and
    一年 a year; a mere article is elsewhere, too."""
    if zh.startswith("次", at):
        yield from (
            "once",
            "every",
            "each",
            "annually",
            "yearly",
            "quarterly",
            "monthly",
            "weekly",
            "daily",
            "annual",
            "semiannually",
            "semi-annually",
            "biannually",
            "half-yearly",
            "per",
            "single",
            "lump-sum",
            "lump sum",
            "one-time",
            "one-off",
            "at a time",
            "in full",
            "in whole",
            "completely",
        )
        if "各" in zh[max(0, at - _EACH) : at]:
            yield from ("respectively", "both", "another")
        if _OCCASION.match(zh, at):
            # 开展一次演练: a drill is held.
            yield from ("a", "an", "another", "further", "last", "latest", "most recent", "most recently")
        return
    if zh.startswith(("学年", "学期"), at):
        for name in ("school year", "academic year", "semester", "term", "school term"):
            yield from (
                f"a {name}",
                f"an {name}",
                f"each {name}",
                f"every {name}",
                f"the {name}",
                f"per {name}",
            )
        return
    if zh.startswith(("周年", "周岁"), at):
        yield from ("first", "1st", "anniversary", "a year", "one-year")
    if not _UNIT_OF_TIME.match(zh, at) and not CURRENCY.match(zh, at):
        # 副主任一人: a deputy director; 每户一张: a card each.
        yield from (
            "a",
            "an",
            "single",
            "only",
            "sole",
            "each",
            "either",
            "any",
            "another",
            "individual",
            "same",
        )
        if _DENIED.search(zh, max(0, at - 1 - _DENIAL), at - 1):
            # No household and no person, or no household or person.
            yield from ("no", "not", "none", "nobody", "no one", "no-one", "nothing", "nor", "or")
        if zh.startswith(("晚", "夜"), at):
            yield from ("night", "overnight", "nightly", "per")
        if zh.startswith(("上午", "下午", "整天"), at):
            yield from ("whole", "entire", "all", "full")
        if zh.startswith(("双", "对"), at):
            yield from ("pair", "couple", "couples", "all", "married", "twin", "twins")
        if zh.startswith(("班", "斤", "餐"), at):
            yield from (
                "every",
                "per",
                "half a kilo",
                "half a kilogram",
                "500 grams",
                "half kilogram",
                "half kilo",
            )
        if zh.startswith(_RANKED, at):
            yield from ("primary", "top", "highest", "A")
        if zh.startswith("个人", at):
            yield "alone"
        if "每" in zh[max(0, at - _EACH) : at]:
            yield from ("every", "per")
        if "各" in zh[max(0, at - _EACH) : at]:
            yield from ("respectively", "both")
        if zh.startswith(("趟", "遍"), at):
            yield "once"
    if match := _ONE_UNIT.match(zh, at):
        unit = (match.lastgroup or "").rstrip("_")
        for word in ("full", "whole", "calendar", "further", "single"):
            yield f"a {word} {unit}"
        for word in ("extra", "additional", "entire"):
            yield f"an {word} {unit}"
        for word in _WHICH:
            yield from (f"{word} {unit}", f"{word} fiscal {unit}", f"{word} financial {unit}")
        yield from (f"a {unit}", f"an {unit}", f"a-{unit}", f"the {unit}", f"each {unit}", f"every {unit}")
        yield from ("alone", "annual", "a one", "daily" if unit == "day" else f"{unit}ly")


def _period_forms(value: Duration) -> list[str]:
    """二十多年 may be two decades, 三百年 three centuries, 24小时 around the clock."""
    if value.unit == "hour" and value.value == 24:
        return ["around the clock", "round the clock", "round-the-clock", "around-the-clock"]
    if value.unit != "year":
        return []
    forms = []
    if value.value == 100:
        forms += ["century", "centuries", "century-old", "centenary", "centennial", "centenaries"]
    if value.value == 1000:
        forms += ["millennium", "millennia", "millennial", "millennium-old", "age-old"]
    for name, years in (("decades", 10), ("centuries", 100)):
        count = value.value / years
        if count == count.to_integral_value() and 1 < count < 10:
            forms += [f"{words(count)} {name}", f"{digits(count)} {name}"]
    return forms
