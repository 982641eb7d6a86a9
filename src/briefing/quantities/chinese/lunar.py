"""Reads dates of the Chinese calendar: 农历八月十五, 正月初一, 五月初五, 闰四月, 嘉靖三十四年十二月十二日."""

from __future__ import annotations

import re

from briefing.quantities.chinese.eras import LUNAR_YEAR
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import parse_digits, parse_small
from briefing.quantities.values import LunarDate

_NAMED = {"正": 1, "冬": 11, "腊": 12, "臘": 12}
"""Months that only the lunar calendar has: 正月 (zhengyue), 冬月 (dongyue), 腊月 (layue)."""

# One numeral alone is a day in 三月三 and 七月七, the festivals, and hardly elsewhere: 八月三村 is none.
_DAY = (
    r"(?P<day>初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|三十|廿[一二三四五六七八九]?|卅|[0-9]{1,2}|(?P=month))"
    r"(?![0-9二三四五六七八九十多余几来个名位家]|一(?![过到早]))日?"
)
_FEAST = re.compile(
    "[，。、；”》）]|[歌赛唱节]|民族|文化|庙会|假期|活动|龙抬头|重阳|登高|敬老|七夕|乞巧|端午|$"
)
_DATE = re.compile(
    r"(?P<lunar>(?:农历|阴历|夏历|旧历)(?:(?P<year>[0-9]{4}|[一二][〇○零一二三四五六七八九]{3})年)?)?"
    rf"(?P<leap>闰)?(?P<month>[正冬腊臘]|[0-9]{{1,2}}|十?[一二三四五六七八九]|十)月(?:{_DAY})?"
)


def lunar(zh: str, at: int) -> Parsed | None:
    """A date that says it is lunar (农历, 闰), of a month that only this calendar has, or counted with 初
    (初五)."""
    match = _DATE.match(zh, at)
    if not match or (zh[at - 1 : at] in tuple("0123456789一二三四五六七八九十") and not match["lunar"]):
        return None
    day_text = match["day"] or ""
    feast = (zh[match.end() : match.end() + 2], zh[max(0, at - 3) : at])
    named = (match["month"] in _NAMED and day_text) or day_text.startswith("初")
    month_alone = match["month"] in _NAMED and zh[at - 1 : at] not in tuple("修真改")
    feast_day = not match[0].endswith("日") and not day_text.isascii()
    same = feast_day and day_text == match["month"] and _FEAST.match(zh, match.end())
    autumn = day_text == "十五" and "中秋" in "".join(feast) and match["month"] == "八"
    reign = LUNAR_YEAR.search(zh, max(0, at - 7), at)
    if not (match["lunar"] or match["leap"] or named or same or autumn or month_alone or reign):
        return None
    month = _NAMED.get(match["month"]) or parse_small(match["month"])
    day = parse_small(day_text.removeprefix("初")) if day_text else None
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 30):
        return None
    year = parse_digits(match["year"]) if match["year"] else None
    value = LunarDate(month, day, year, bool(match["leap"]))
    return Parsed(
        at, match.end(), value, match.end(), free=day is None and not (match["lunar"] or match["leap"])
    )
