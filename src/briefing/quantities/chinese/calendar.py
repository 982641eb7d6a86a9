"""Reads dates of the calendar: years, months, days and parts of them; eras, decades, quarters, weekdays."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import ZEROS, parse_digits, parse_small
from briefing.quantities.values import Century, Date, Decade, Duration, Period, Range

if TYPE_CHECKING:
    from briefing.quantities.values import Part, Region

_HAN = "一二三四五六七八九"
_SMALL = rf"(?:[0-9]{{1,2}}(?![0-9])|廿[{_HAN}]?|卅[一]?|[一二三]?十[{_HAN}]?|[{_HAN}])"
_YEAR4 = rf"(?:[0-9]{{4}}(?![0-9])|[{_HAN}][{ZEROS}{_HAN}]{{3}})"
_ERA_YEAR = rf"(?:[0-9]{{1,3}}(?![0-9])|元|[{ZEROS}{_HAN}十百]{{1,7}}+)"
_YEAR = re.compile(
    rf"(?:(?P<era>(?:中[华華])?民[国國])(?P<roc>{_ERA_YEAR})|(?P<year>{_YEAR4})|(?P<short>[0-9]{{2,3}}(?![0-9])|[{ZEROS}{_HAN}十百]{{1,6}}+)) ?(?P<school>学)?年"
)
_FIRST_YEAR = re.compile(rf"{_YEAR4}(?=[至到—–~～-]{_YEAR4}学?年)")
_MONTH = re.compile(rf"(?P<month>{_SMALL})月(?![龄嫂饼球薪租刊])")
_PART = re.compile(
    r"份?(?P<part>上中旬|上旬|中下旬|中旬|下旬|底|末|初(?![一二三四五六七八九十])|中(?![国央旬华共下]))|份(?![额子量])"
)
_DAY = re.compile(rf"(?P<day>{_SMALL})(?:[日号](?![线楼院机文令])(?!公路))")
_DAY_BARE = re.compile(rf"(?P<day>{_SMALL})(?=(?:—|－|-|–|~|～|至|到|、){_SMALL}[日号])")
_ORDINAL_PERIOD = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "首": 1, "两": 2}
_PERIOD = re.compile(
    r"(?P<half>[上下])半年(?!度?报)|前(?P<first>[两二三23])个?季度|第?(?P<quarter>[一二三四1-4首])季(?:度)?(?![节风票稻])"
)
_YEAR_PART = re.compile(
    r"(?P<part>底|末|初(?![中一二三四五六七八九十])|中(?=[，。、至到前以的起]|$)|中期|年底|年末|年初|年中)"
)
_PARTS: dict[str, Part] = {
    "底": "end", "末": "end", "初": "early", "上旬": "early", "中旬": "mid", "中": "mid", "下旬": "late",
    "中下旬": "mid-late", "上中旬": "early-mid", "中期": "mid",
}  # fmt: skip
_CENTURY = re.compile(
    rf"(?:(?P<n>[0-9]{{1,2}}|廿[{_HAN}]?|[一二]?十[{_HAN}]?|[{_HAN}])|(?P<last>上个?)|(?P<this>本))世纪(?P<part>初期?|中叶|中期|末期?|末叶|后半叶)?"
)
_DECADE = rf"(?P<decade>[1-9]0|[{_HAN}]?十|[〇零0]0)年代(?P<part>初期?|中后?期|末期?|后期)?"
_ONE_DECADE = re.compile(_DECADE)
_TWO_DECADES = re.compile(
    rf"(?:(?P<one>[1-9]0|[{_HAN}]十?)(?P<mark>[、和至到—–~～-])|(?P<first>[{_HAN}])){_DECADE}"
)
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9A-Za-z/-]|\.[0-9])"
)
_NUMERIC_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[./](?P<month>0[1-9]|1[0-2])(?![0-9A-Za-z/.%％‰])")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z]|\.[0-9])"
)
_SCHOOL = re.compile(r"(?P<one>(?:19|20)[0-9]{2})[/／](?P<two>(?:19|20)?[0-9]{2})(?![0-9/])")
_SYMBOLIC = re.compile(r"(?P<month>1[0-2]|[1-9])[·•・](?P<day>3[01]|[12][0-9]|[1-9])(?![0-9.])|(?P<hm>[一二五六七九十])[·•・](?P<hd>[一二三四五六七八九十]{1,3})(?=[^·•・])")  # fmt: skip
_GENERATION = re.compile(r"(?P<decade>[5-9][05]|[01][05]|[五六七八九][零〇])后(?![勤续来备期方])")
_WEEKDAY = re.compile(
    r"(?:星期|礼拜)(?P<firm>[一二三四五六日天])(?![一二三四五六七八九十])|周(?P<loose>[一二三四五六日])(?=[，。、；：）（)(至到—–~～-]|上午|下午|晚|早|中午|凌晨|的|开|举|起|前|后|休|闭|除|为|全天|[0-9]|$)"
)
# 1500年历史 and 近5000年 are spans of time, 1500年 alone is a year.
_DURATION_BEFORE = re.compile(
    r"(?:近|约|逾|超|超过|长达|达|满|历时|为期|每|前|后|未来|过去|这|头|用|整整|将近|大约|最近|连续|不足|少于|以来|共|再|等)$"
)
_DURATION_AFTER = re.compile(
    r"年(?:来|间|以上|以下|以内|内|历史|的历史|之久|多|余|左右|期|后|前|一遇|生|龄|的?有期|制)"
)
_MONTHS_BEFORE = re.compile(
    r"(?P<word>前|近|最近|过去|头|后|未来|今后|连续|为期|历时|满|每|逾|超过|不足|达|长达|约|未满|不满|至少|逾期)$"
)
_MONTHS_AFTER = re.compile(r"以上|以下|以内|之内|内|来|有余|之久|左右|期|[一三两][次期换报评]")
_DAY_SAID = re.compile(r"[日号0-9][至到—–~～、和-]$|[每当本上下该]月$|[同次]月$|于$|月的$")
"""What stands before a day that is told in Chinese numerals; 三十日 of a law is how long."""
_DAY_COUNT = re.compile(
    r"日(?:内|以内|之内|以上|以下|之后|后|以后|前|期限|为期|龄|游|达|的|元|均|本|报|照|常)"
)
_LAST_WORDS = {"近": "-", "最近": "-", "过去": "-", "前": "+", "头": "+"}


def date(zh: str, at: int, region: Region) -> Parsed | None:
    """A date whose year, month or day begins at `at`: 2026年6月30日, 民国113年, 6月底, 26日."""
    if (match := _FIRST_YEAR.match(zh, at)) and (year := parse_digits(match[0])) and 1000 <= year <= 2199:
        return Parsed(at, match.end(), Date(year), match.end())
    if (match := _YEAR.match(zh, at)) and (found := _with_year(zh, match, region)):
        return found
    if match := _MONTH.match(zh, at):
        return _month(zh, at, match, None)
    if (match := _DAY.match(zh, at)) and (
        zh[at - 1 : at] == "月" or not _DAY_COUNT.match(zh, match.end() - 1)
    ):
        return _day(zh, match)
    return None


def _with_year(zh: str, match: re.Match[str], region: Region) -> Parsed | None:
    at, end = match.start(), match.end()
    month = _MONTH.match(zh, end + (zh[end : end + 1] == " "))
    year = _year_of(zh, match, region, dated=month is not None)
    if year is None:
        return None
    if month and not match["school"] and (found := _month(zh, at, month, year)):
        return found
    period_at = end + zh.startswith("度", end)
    if (period := _PERIOD.match(zh, period_at)) and (value := _period_value(period, year)):
        return Parsed(at, period.end(), value, period.end())
    if part := _YEAR_PART.match(zh, end):
        return Parsed(
            at,
            part.end(),
            Date(year, part=_PARTS[part["part"].removeprefix("年") if part["part"] != "中期" else "中期"]),
            part.end(),
        )
    # 年 stays outside: a marker holds the bare year.
    return Parsed(at, end - 1 - bool(match["school"]), Date(year), end)


def _year_of(zh: str, match: re.Match[str], region: Region, *, dated: bool) -> int | None:
    """The year of the common era; years of the Republic of China count from 1911. None where 年 tells how long."""
    end, before = match.end(), zh[max(0, match.start() - 4) : match.start()]
    if match["era"]:
        count = 1 if match["roc"] == "元" else parse_small(match["roc"])
        return count + 1911 if count and count <= 200 else None
    counted = _DURATION_AFTER.match(zh, end - 1) or _DURATION_BEFORE.search(before)
    if match["year"]:
        year = parse_digits(match["year"])
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
    count = parse_small(match["short"])
    if not count:
        return None
    if region == "taiwan":
        # 15年 alone is how long something took, even in a text from Taiwan; 112年 hardly.
        return count + 1911 if count <= 200 and (dated or (count >= 50 and not counted)) else None
    return _short_year(match["short"], count, dated=dated, counted=bool(counted))


def _short_year(text: str, count: int, *, dated: bool, counted: bool) -> int | None:
    """98年 is 1998, 08年 2008; 15年 may be fifteen years, unless a month follows it (15年3月)."""
    if not text.isascii() or len(text) != 2:
        return None
    if text[0] == "0" and not counted:
        return 2000 + count
    if dated:
        return 1900 + count if count >= 50 else 2000 + count
    return 1900 + count if 70 <= count <= 99 and not counted else None


def _month(zh: str, at: int, match: re.Match[str], year: int | None) -> Parsed | None:
    """What begins with a month, from `at`, where its year stands if there is one."""
    month = parse_small(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    end, before = match.end(), zh[max(0, at - 3) : at]
    gap = end + (zh[end : end + 1] == " ")
    if (day := _DAY.match(zh, gap)) and (number := parse_small(day["day"])) and number <= 31:
        return Parsed(at, day.end(), Date(year, month, number), day.end())
    if (first := _DAY_BARE.match(zh, gap)) and (whole := _days(zh, at, first, year, month)):
        return whole
    said = _MONTHS_BEFORE.search(before) if year is None else None
    if said and (said["word"] in ("前", "头") or not _MONTHS_AFTER.match(zh, end)):
        return _months(zh, at, said["word"], month, end)
    if year is None and _MONTHS_AFTER.match(zh, end):
        return _how_long(at, end, month)
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
    """前8月 (the first eight months), 近三月 (the last three); after other words N月 is how long, and no month."""
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
    if before and before in "0123456789.,一二三四五六七八九十百千万第数几周期每零〇":
        return None
    if zh[match.end() - 1] == "号":
        return None
    if not match["day"].isascii() and not _DAY_SAID.search(zh, max(0, match.start() - 2), match.start()):
        return None
    return Parsed(match.start(), match.end(), Date(day=day), match.end())


def period(zh: str, at: int) -> Parsed | None:
    """上半年, 一季度, 第三季度, 前三季度, without a year."""
    match = _PERIOD.match(zh, at)
    value = _period_value(match, None) if match else None
    if not match or not value:
        return None
    return Parsed(at, match.end(), value, match.end(), free=True)


def _period_value(match: re.Match[str], year: int | None) -> Period | None:
    if match["half"]:
        n = 1 if match["half"] == "上" else 2
        return Period("half", n, n, year)
    if match["first"]:
        return Period("quarter", 1, {"两": 2, "二": 2, "2": 2}.get(match["first"], 3), year)
    n = _ORDINAL_PERIOD[match["quarter"]]
    return Period("quarter", n, n, year)


def century(zh: str, at: int) -> Parsed | None:
    """20世纪90年代 (1990s), 上世纪八十年代末 (late 1980s), 廿一世纪 (21st century), 20世纪初."""
    match = _CENTURY.match(zh, at)
    if not match:
        return None
    n = 20 if match["last"] else 21 if match["this"] else parse_small(match["n"])
    if not n or not 1 <= n <= 22 or zh[at - 1 : at] in tuple("个几数多百"):
        return None
    end = match.end()
    if not match["part"] and (found := _decades(zh, end, n)) is not None:
        return Parsed(at, found.end, found.value, found.end)
    if match["last"] or match["this"]:
        return None
    part = _century_part(match["part"])
    return Parsed(at, end, Century(n, part), end)


def _century_part(text: str | None) -> Part:
    return {"初": "early", "中": "mid", "末": "late", "后": "late"}.get((text or "")[:1], "")  # type: ignore[return-value]


def decade(zh: str, at: int) -> Parsed | None:
    """90年代 (1990s), 五六十年代 (1950s and 1960s), 八十至九十年代."""
    if zh[at - 1 : at] in tuple("0123456789一二三四五六七八九十"):
        return None
    return _decades(zh, at, None)


def _decades(zh: str, at: int, century: int | None) -> Parsed | None:
    if match := _TWO_DECADES.match(zh, at):
        one = match["one"] or match["first"]
        first = _decade_year(one if len(one) > 1 else f"{one}十", century)
        last = _decade_year(match["decade"], century)
        if first and last and first < last:
            mark: Literal["to", "and"] = "and" if (match["mark"] or "、") in "、和" else "to"
            pair = Range(Decade(first), Decade(last, _century_part(match["part"])), mark)
            return Parsed(at, match.end(), pair, match.end())
    if (match := _ONE_DECADE.match(zh, at)) and (year := _decade_year(match["decade"], century)):
        return Parsed(at, match.end(), Decade(year, _century_part(match["part"])), match.end())
    return None


def _decade_year(text: str, century: int | None) -> int | None:
    tens = 0 if text[0] in "〇零0" else parse_small(text)
    if tens is None or tens % 10 or tens > 90:
        return None
    if century is None:
        return 1900 + tens if tens >= 20 else 2000 + tens
    return (century - 1) * 100 + tens if 10 <= century <= 22 else None


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
    if match := _SCHOOL.match(zh, at):
        one, two = int(match["one"]), int(match["two"])
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


_LABEL = re.compile(r"(?:时间|日期|任期|年月|期限|有效期|自|从|于|至|到|—|-)[为是：: ]{0,2}$")
_DOTTED_AFTER = re.compile(r" ?(?:[至到起止—–~～-]|[，。；、）)]|$)")


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


def generation(zh: str, at: int) -> Parsed | None:
    """80后 (born in the 1980s)."""
    match = _GENERATION.match(zh, at)
    if not match or zh[at - 1 : at].isdigit():
        return None
    decade = int(
        "".join(
            str("零一二三四五六七八九".find(c)) if not c.isdigit() else c
            for c in match["decade"].replace("〇", "零")
        )
    )
    return Parsed(at, match.end(), Decade((1900 if decade >= 50 else 2000) + decade), match.end(), free=True)


def weekday(zh: str, at: int) -> Parsed | None:
    """星期五, and 周五 where what follows shows that it is none of a name or of how often (每周一次)."""
    match = _WEEKDAY.match(zh, at)
    if not match or (match["loose"] and zh[at - 1 : at] in tuple("一两三四五六七八九十0123456789几多")):
        return None
    day = "一二三四五六日天".index(match["firm"] or match["loose"]) + 1
    return Parsed(at, match.end(), Date(weekday=min(day, 7)), match.end(), free=True)
