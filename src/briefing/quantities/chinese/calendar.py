"""Reads dates of the calendar: years, months, days and parts of them, of the common era and of the
Republic."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.eras import PERIOD, part_of_period, period_value
from briefing.quantities.chinese.howlong import (
    AGES,
    DAY_COUNT,
    MONTHS_AFTER,
    MONTHS_BEFORE,
    YEARS_LONG,
    sentenced,
    told_before,
)
from briefing.quantities.chinese.lunar import lunar
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import ZEROS, parse_digits, parse_small
from briefing.quantities.values import COUNTED_FROM_1911, Date, Duration, LunarDate, Number, Period, Range

if TYPE_CHECKING:
    from briefing.quantities.values import Part, Region

_HAN = "一二三四五六七八九"
_SMALL = rf"(?:[0-9]{{1,2}}(?![0-9])|廿[{_HAN}]?|卅[一]?|[一二三]?十[{_HAN}]?|[{_HAN}])"
_WORDED = rf"[二两]千(?:零[{_HAN}]|零?[一二三]十[{_HAN}]?)|一千九百(?:零[{_HAN}]|[{_HAN}]十[{_HAN}]?)"
_YEAR4 = rf"(?:[0-9]{{4}}(?![0-9])|[{_HAN}][{ZEROS}{_HAN}]{{3}}|{_WORDED})"
_ERA_YEAR = rf"(?:[0-9]{{1,3}}(?![0-9])|元|[{ZEROS}{_HAN}十百]{{1,7}}+)"
_SHORT_YEAR = rf"(?:[0-9]{{2,3}}(?![0-9])|[{ZEROS}{_HAN}十百]{{1,6}}+)"
_ERA = r"(?P<era>(?:中[华華])?民[国國])"
_YEAR = re.compile(
    rf"(?:{_ERA}(?P<roc>{_ERA_YEAR})|(?P<year>{_YEAR4})|(?P<short>{_SHORT_YEAR})) ?(?P<school>学)?年"
)
_HALF_WORDS = ("半年", "半天", "半导", "半数", "半个", "半价")
_BRACKETED = re.compile("[0-9]{2,3}(?=[）)]年)")
"""去（113）年 of Taiwan: last year, the 113th of the Republic."""
_CENTURY = ("百", "一百")
_SINCE_WHEN = ("于", "在", "自", "从", "至", "到")
_NOT_OF_YEAR = ("第", "几", "个", "续", "逾")
_SINCE = re.compile("民[国國][^，。；]{1,7}年[至到]$")
"""民国九十九年至一百零三年间 are years; 四十年至五十年间 is how long."""
_FISCAL = re.compile(rf"{_SHORT_YEAR}(?=(?:会计|课税|预算|营业)年度)")
"""一百零二会计年度 of Taiwan; 二会计年度 are two of them."""
_SPELLED_YEAR = re.compile(
    rf"(?P<new>[零〇][{_HAN}])|(?P<this>[一二三四][{ZEROS}{_HAN}])|[五六七八九][{ZEROS}{_HAN}]"
)
_TWO_MONTHS = re.compile(rf"(?P<one>[{_HAN}])(?P<two>[{_HAN}])月份?(?![日号])")
_FIRST_YEAR = re.compile(rf"{_YEAR4}(?=[至到—–~～-]{_YEAR4}学?年)")
_MONTH = re.compile(rf"(?P<month>{_SMALL}|(?<=年)元)月(?![龄嫂饼球薪租刊])")
_JANUARY = re.compile(
    rf"(?<![0-9一二两三四五六七八九十百千万亿多余美欧日港单])(?P<month>元)月(?=[0-9{_HAN}十至到—–~～、和及份底初中上下末-])"
)
_MONTH_NUMBER = re.compile(_SMALL)
_MONTHS_LISTED = re.compile(rf"{_SMALL}(?:[、和及与或]{_SMALL}){{1,10}}(?=月)")
_PART = re.compile(
    r"份?(?P<part>上中旬|上旬|中下旬|中旬|下旬|底|末|初(?![一二三四五六七八九十])|中(?![国央旬华共下]))|份(?![额子量])"
)
_DAY = re.compile(rf"(?P<day>{_SMALL})(?:[日号](?![线楼院机文令])(?!公路))")
_DAY_BARE = re.compile(rf"(?P<day>{_SMALL})(?=(?:—|－|-|–|~|～|至|到|、){_SMALL}[日号])")
_YEAR_PART = re.compile(
    r"(?P<part>底|末|初(?![中一二三四五六七八九十])|中(?=[，。、至到前以的起]|$)|中期|年底|年末|年初|年中)"
)
_PARTS: dict[str, Part] = {
    "底": "end", "末": "end", "初": "early", "上旬": "early", "中旬": "mid", "中": "mid", "下旬": "late",
    "中下旬": "mid-late", "上中旬": "early-mid", "中期": "mid",
}  # fmt: skip
_EACH = re.compile("一月一(?![日号])")
"""一月一调度: once a month."""
_DAY_SAID = re.compile(r"[日号0-9][至到—–~～、和-]$|[每当本上下该]个?月$|[同次]月$|月的$")
"""What stands before a day that is told in Chinese numerals; 三十日 of a law is how long."""
_HALF_OF_DAY = re.compile("[上下]午|晚上?[0-9一二三四五六七八九十]|凌晨|早上|中午|晚[上间]|傍晚")
"""3号下午 is a day, and 3号晚班车 none."""
_OF_MONTH = re.compile("[每当本上下该次同]个?月$")

_CAPITAL_YEAR = re.compile("[壹贰][零〇壹贰叁肆伍陆柒捌玖]{3}年")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
"""贰零贰伍年叁月 of a contract."""


def date(zh: str, at: int, region: Region) -> Parsed | None:
    """A date whose year, month or day begins at `at`: 2026年6月30日, 民国113年, 6月底, 26日."""
    if sentenced(zh, at):
        month = _MONTH.match(zh, at)
        count = parse_small(month["month"]) if month else None
        return _how_long(at, month.end(), count) if month and count else None
    if _CAPITAL_YEAR.match(zh, at):
        return date(zh.translate(_PLAIN), at, region)
    if (match := _FIRST_YEAR.match(zh, at)) and (year := parse_digits(match[0])) and 1000 <= year <= 2199:
        return Parsed(at, match.end(), Date(year), match.end())
    if region in COUNTED_FROM_1911 and (match := _BRACKETED.match(zh, at)) and zh[at - 1 : at] in ("（", "("):
        return Parsed(at, match.end(), Date(int(match[0]) + 1911), match.end())
    if region in COUNTED_FROM_1911 and (match := _FISCAL.match(zh, at)) and (count := parse_small(match[0])):
        return Parsed(at, match.end(), Date(count + 1911), match.end()) if 50 <= count <= 200 else None
    if (match := _YEAR.match(zh, at)) and (found := _with_year(zh, match, region)):
        return found
    if (match := _TWO_MONTHS.match(zh, at)) and (low := parse_small(match["one"])):
        high = parse_small(match["two"])
        months = Range(Date(month=low), Date(month=high), "and") if high == low + 1 else None
        return Parsed(at, match.end(), months, match.end(), free=True) if months else None
    if match := _MONTH.match(zh, at):
        return _month(zh, at, match, None)
    if (match := _DAY.match(zh, at)) and (
        zh[at - 1 : at] == "月" or not DAY_COUNT.match(zh, match.end() - 1)
    ):
        return _day(zh, match)
    return None


def january(zh: str, at: int) -> Parsed | None:
    """元月至3月, 元月份, 元月1日; 500元月薪 and 单元月度 are none."""
    match = _JANUARY.match(zh, at)
    return _month(zh, at, match, None) if match else None


def months(zh: str, at: int) -> list[Parsed]:
    """6、7、8月 and 六、七、八月: all of them are months; 5、6个月 are none."""
    match = _MONTHS_LISTED.match(zh, at)
    if not match or zh[at - 1 : at] in tuple("第数几零〇.,0123456789一二三四五六七八九十百千万"):
        return []
    found = [*_MONTH_NUMBER.finditer(zh, at, match.end())]
    last = _MONTH.match(zh, found[-1].start())
    numbers = [parse_small(each[0]) or 0 for each in found]
    ordered = numbers == sorted(set(numbers))
    if ordered and numbers[0] == 0:
        # Vaccines at 0, 1 and 6 months.
        counts = zip(found, numbers, strict=True)
        return [
            Parsed(each.start(), each.end(), Number(Decimal(n)), each.end(), free=True) for each, n in counts
        ]
    whole = _month(zh, found[-1].start(), last, None) if last else None
    ordered = numbers == sorted(set(numbers))
    if not whole or not isinstance(whole.value, Date) or not ordered or not all(0 < n <= 12 for n in numbers):
        return []
    before = zip(found[:-1], numbers[:-1], strict=True)
    return [*(Parsed(each.start(), each.end(), Date(month=n), each.end()) for each, n in before), whole]


def _with_year(zh: str, match: re.Match[str], region: Region) -> Parsed | None:
    at, end = match.start(), match.end()
    month = _MONTH.match(zh, end + (zh[end : end + 1] == " "))
    short = (match["short"] or "").isascii() and PERIOD.match(zh, end) is not None
    dated = month is not None or short or zh.startswith(("年底", "年末", "年初"), end - 1)
    year = _year_of(zh, match, region, dated=dated)
    if year is None:
        return _untold(zh, match, region)
    if month and not match["school"] and (found := _month(zh, at, month, year)):
        return found
    if (
        zh[end : end + 1] in tuple("正冬腊臘")
        and (found := lunar(zh, end))
        and isinstance(found.value, LunarDate)
    ):
        return replace(found, start=at, value=replace(found.value, year=year))
    period_at = end + zh.startswith("度", end)
    if (period := PERIOD.match(zh, period_at)) and (value := period_value(period, year)):
        return part_of_period(zh, Parsed(at, period.end(), value, period.end()))
    if part := _YEAR_PART.match(zh, end):
        return Parsed(
            at,
            part.end(),
            Date(year, part=_PARTS[part["part"].removeprefix("年") if part["part"] != "中期" else "中期"]),
            part.end(),
        )
    # 年 stays outside: a marker holds the bare year.
    return Parsed(at, end - 1 - bool(match["school"]), Date(year), end)


def _untold(zh: str, match: re.Match[str], region: Region) -> Parsed | None:
    """二五年, which no number of years is written as: 1925 or 2025, and the text does not say which."""
    spelled = _SPELLED_YEAR.fullmatch(match["short"] or "")
    two = parse_digits(match["short"]) if spelled else None
    if region or two is None or not spelled or not spelled["this"] or two % 10 == two // 10 + 1 or two == 35:
        return None
    if zh[match.start() - 1 : match.start()] in tuple("第数几每零〇"):
        return None
    note = f"{match[0]} may be {1900 + two} or {2000 + two}"
    return Parsed(match.start(), match.end() - 1, Date(2000 + two), match.end(), note=note)


def _year_of(zh: str, match: re.Match[str], region: Region, *, dated: bool) -> int | None:
    """The year of the common era; years of the Republic of China count from 1911. None where 年 tells how
    long."""
    end, before = match.end(), zh[max(0, match.start() - 4) : match.start()]
    if match["era"]:
        count = 1 if match["roc"] == "元" else parse_small(match["roc"])
        return count + 1911 if count and count <= 200 else None
    counted = YEARS_LONG.match(zh, end - 1) or AGES.search(before)
    if (
        region in COUNTED_FROM_1911
        and zh.startswith("年间", end - 1)
        and (before.endswith(("于", "在")) or _SINCE.search(zh, max(0, match.start() - 12), match.start()))
    ):
        counted = None
    if match["year"]:
        worded = "千" in match["year"]
        year = (parse_small if worded else parse_digits)(match["year"])
        if worded and counted and not dated:
            return None
        if not year or not 1000 <= year <= 2199:
            return None
        if dated:
            return year
        if zh.startswith(("年历史", "年的历史", "年前的", "年文明"), end - 1):
            return None
        if (
            year < 1900
            and year % 100 == 0
            and not before.endswith(("于", "自", "从", "在", "元", "至", "到"))
        ):
            return None
        old = year % 100 == 0 and zh.startswith("年来", end - 1) and not before.endswith(("从", "自"))
        return (
            None
            if old
            or (counted and not 1900 <= year <= 2100)
            or before.endswith(("近", "约", "逾", "有", "距今"))
            else year
        )
    spelled = _SPELLED_YEAR.fullmatch(match["short"])
    if spelled and (region not in COUNTED_FROM_1911 or spelled["new"]) and not counted:
        # 零八年 and 九八年 are years; 七八年 may be seven or eight years.
        two = parse_digits(match["short"]) or 0
        if not dated and (two % 10 == two // 10 + 1 or spelled["this"]):
            return None
        return (2000 if spelled["new"] or spelled["this"] else 1900) + two
    count = parse_small(match["short"])
    if not count:
        return None
    if region in COUNTED_FROM_1911:
        if before.endswith(("前", "后", "次", "翌", "每", "满", "逾", "近", "第")) and not (
            dated and count >= 50
        ):
            # 前一年十二月 is December of the year before; 以后七十六年十一月一日 is one of the Republic's.
            return None
        if (
            match["short"] in _CENTURY
            and not dated
            and not before.endswith(_SINCE_WHEN)
            and not zh.startswith("年度", end - 1)
        ):
            # 百年小洋楼 (a century-old house), 两个一百年 (the two centenaries).
            return None
        # 15年 alone is how long something took, even in a text from Taiwan; 112年 hardly.
        return count + 1911 if count <= 200 and (dated or (count >= 50 and not counted)) else None
    alone = not before or before[-1] in "，。；：、（“ 在于自从到至早"
    fiscal = zh.startswith("年度", end - 1) and not before.endswith(_NOT_OF_YEAR)
    return _short_year(match["short"], count, dated=dated, counted=bool(counted), alone=alone, fiscal=fiscal)


def _short_year(
    text: str, count: int, *, dated: bool, counted: bool, alone: bool, fiscal: bool
) -> int | None:
    """98年 at the beginning of a clause is 1998, 08年 2008; 15年 may be fifteen years, unless a month follows
    it (15年3月), or it is one of budgets (24年度预算)."""
    if not text.isascii() or len(text) != 2:
        return None
    if text[0] == "0" and not counted:
        return 2000 + count
    if dated:
        return 1900 + count if count >= 50 else 2000 + count
    if not counted and fiscal and 15 <= count <= 39:
        return 2000 + count
    return 1900 + count if 70 <= count <= 99 and not counted and alone else None


def _month(zh: str, at: int, match: re.Match[str], year: int | None) -> Parsed | None:
    """What begins with a month, from `at`, where its year stands if there is one."""
    month = 1 if match["month"] == "元" else parse_small(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    end, before = match.end(), zh[max(0, at - 3) : at]
    gap = end + (zh[end : end + 1] == " ")
    if (day := _DAY.match(zh, gap)) and (number := parse_small(day["day"])) and number <= 31:
        return Parsed(at, day.end(), Date(year, month, number), day.end())
    if (first := _DAY_BARE.match(zh, gap)) and (whole := _days(zh, at, first, year, month)):
        return whole
    if year is None and _EACH.match(zh, at):
        return None
    said = MONTHS_BEFORE.search(before) if year is None else None
    if said and (said["word"] in ("前", "头") or not MONTHS_AFTER.match(zh, end)):
        return _months(zh, at, said["word"], month, end)
    if year is None and MONTHS_AFTER.match(zh, end):
        return _how_long(at, end, month)
    if zh.startswith("半", end) and not zh.startswith(_HALF_WORDS, end):
        text = zh[at : end + 1]
        note = f"{text} may be the middle of that month, or the 15th day of a lunar one"
        return Parsed(at, end + 1, Date(year, month, part="mid"), end + 1, note=note)
    if part := _PART.match(zh, end):
        name = part["part"]
        return Parsed(at, part.end(), Date(year, month, part=_PARTS[name] if name else ""), part.end())
    return Parsed(at, end, Date(year, month), end)


def _days(zh: str, at: int, first: re.Match[str], year: int | None, month: int) -> Parsed | None:
    """4月12—19日: two days that have one 日."""
    last = _DAY.match(zh, first.end() + 1)
    low, high = parse_small(first["day"]), parse_small(last["day"]) if last else None
    if last is None or not low or not high or not low < high <= 31 or zh[first.end()] == "、":
        return None
    return Parsed(at, last.end(), Range(Date(year, month, low), Date(year, month, high)), last.end())


def _months(zh: str, at: int, word: str, count: int, end: int) -> Parsed | None:
    """前8月 (the first eight months), 近三月 (the last three); after other words N月 is how long, and no
    month."""
    start = at - len(word)
    if word in ("前", "头") and (count > 1 or not zh[end : end + 1].strip()):
        if zh[start - 1 : start] in ("之", "以", "日", "年") and zh[start - 1 : start] != "年":
            return None
        return Parsed(start, end, Period("month", 1, count), end)
    if word in ("近", "最近", "过去"):
        return Parsed(start, end, Period("month", -count, -1), end)
    return _how_long(at, end, count)


def _how_long(at: int, end: int, months: int) -> Parsed:
    """五月 of 怀胎五月以上 (pregnant for five months and more): no May."""
    return Parsed(at, end - 1, Duration(Decimal(months), "month"), end)


def _day(zh: str, match: re.Match[str]) -> Parsed | None:
    """26日, where it is a day of some month and not how long: 三日内 and 三十日 of a law are how long."""
    day, before = parse_small(match["day"]), zh[max(0, match.start() - 1) : match.start()]
    if day is None or not 1 <= day <= 31 or match["day"] == "一":
        return None
    if before and before in "0123456789.,一二三四五六七八九十百千万第数几周期每零〇满逾超共达近约隔":
        return None
    if told_before(zh, match.start(), match.end("day")):
        return None
    of_month = _OF_MONTH.search(zh, max(0, match.start() - 3), match.start())
    if zh[match.end() - 1] == "号" and not of_month and not _HALF_OF_DAY.match(zh, match.end()):
        return None
    if not match["day"].isascii() and not _DAY_SAID.search(zh, max(0, match.start() - 3), match.start()):
        return None
    return Parsed(match.start(), match.end(), Date(day=day), match.end())
