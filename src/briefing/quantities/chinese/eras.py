"""Reads what divides years and what years make up: halves, quarters, decades, centuries, weekdays,
generations."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefing.quantities.chinese.counted import COUNTED
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import parse_digits, parse_small
from briefing.quantities.values import Century, Date, Decade, Ordinal, Period, Range

if TYPE_CHECKING:
    from briefing.quantities.values import Part

_HAN = "一二三四五六七八九"
_ORDINAL_PERIOD = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "首": 1, "两": 2}
PERIOD = re.compile(
    r"(?P<half>[上下])半年(?!度?报)|(?:前(?=..?季度)|首)(?P<first>[两二三23])个?季度?(?![节风票水早晚稻])|第?(?P<pair>[一二三1-3]、?(?:[二三23]、)?[二三四2-4])季度|(?:第?(?P<quarter>[一二三四1-4首])季度|(?<=年)第(?P<season>[一二三四1-4])季(?!度)|(?<![《“])第(?P<bare>[一二三四1-4])季(?=[，、]|按年|同比|较|年增|本地|本[澳港]|经济|国内|国民|整体|全[国市澳省]|旅客|入境|游客|进出口|零售|失业|盈利|净利|营收|毛利|楼|GDP)|(?P<leading>首)季(?![节风票稻度]))"
)
_PART_OF_PERIOD = re.compile("(?<=季度)(?:末(?!端)|底(?![部色价])|初(?![步期始审次一二三四五六七八九十]))")
_CENTURY = re.compile(
    rf"(?:(?P<n>[0-9]{{1,2}}|廿[{_HAN}]?|[一二]?十[{_HAN}]?|[{_HAN}])|(?P<last>上个?)|(?P<this>本))世纪(?P<part>初期?|中叶|中期|末期?|末叶|后半叶)?"
)
_OF_DECADE = "年代(?P<part>初期?|中后?期|末期?|后期)?"
_DECADE = (
    rf"(?P<decade>(?:1[0-9]|20)[0-9]0|一[八九][{_HAN}零〇][零〇]|二[零〇][一二零〇][零〇]|[1-9]0|[{_HAN}]?十|[〇零0]0)"
    + _OF_DECADE
)
_OF_REPUBLIC = re.compile(f"(?:中华)?民国(?P<n>[1-9]0|[{_HAN}]?十){_OF_DECADE}")
_ONE_DECADE = re.compile(_DECADE)
_TWO_DECADES = re.compile(
    rf"(?:(?P<one>[1-9]0|[1-9](?=、)|[{_HAN}]十?)(?P<mark>[、和至到—–~～-])|(?P<first>[{_HAN}])){_DECADE}"
)
_GENERATION = re.compile(r"(?P<decade>[5-9][05]|[01][05]|[五六七八九零〇一][零〇])后(?![勤续来备期方])")
_LUNAR_REIGNS = (
    "武德|贞观|显庆|开元|天宝|元和|熙宁|元丰|元祐|宣和|淳熙|中统|至元|至正|洪武|建文|永乐|宣德|正统|景泰|成化|弘治|正德"
    "|嘉靖|隆庆|万历|天启|崇祯|崇德|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统"
)
_REIGN = re.compile(f"(?:{_LUNAR_REIGNS}|明治|大正|昭和|平成|令和)$")
_OF_REIGN = rf"(?:元|[0-9]{{1,2}}|[{_HAN}]?十[{_HAN}]?|[{_HAN}])年"
_REIGN_YEAR = re.compile(rf"(?={_OF_REIGN})(?P<n>[^年]+)")
LUNAR_YEAR = re.compile(f"(?:{_LUNAR_REIGNS}){_OF_REIGN}$")
"""嘉靖三十四年: what months and days stand behind are those of the Chinese calendar."""
_BC_NUMBER = rf"(?P<n>[0-9]{{1,4}}|[零〇{_HAN}十百千]{{1,6}})"
_BC = re.compile(
    rf"(?:(?:公元|纪元)前|(?P<bare>前)){_BC_NUMBER}(?:(?P<century>世纪)(?P<part>初期?|中叶|中期|末期?|末叶)?|(?P<year>年)|(?=[）)—–~～至－-]))"
)
_BC_CENTURY = re.compile(rf"[—–~～至到－-]{{1,2}}前?[0-9{_HAN}十]{{1,3}}世纪")
_BC_BEFORE = re.compile(rf"前[0-9零〇{_HAN}十百]{{1,4}}(?:年|世纪)?[至到—–~～－-]{{1,2}}$")
_BC_BRACKETED = re.compile(
    "[（(]前[0-9]{2,3}(?:[0-9]年?[—–~～至－-]{1,2}(?:公元)?前?(?<=[前元])|[1-9]年?[—–~～至－-]{1,2}[0-9]{1,3}年?[）)])"
)
_WEEKDAY = re.compile(
    r"(?:星期|礼拜)(?P<firm>[一二三四五六日天])(?![一二三四五六七八九十])"
    rf"|(?<=[每逢本上下这])(?<!每(?=周一(?![，。、的至到上下晚例])))周(?P<each>[一二三四五六日])(?!(?!例会|日|期间|度){COUNTED.pattern}|[一二三四五六七八九十百年岁边围报刊期长])"
    r"|周(?P<loose>[一二三四五六日])(?=[，。、；：）（)(至到—–~～-]|上午|下午|晚|早|中午|凌晨|的|开|举|起|前|后|休|闭|除|为|全天|(?<=六)日|[0-9]|$)"
    r"|(?<=于)周(?P<on>[一二三四五六日])(?![年岁边围末报刊期])"
)
_ONE_WEEKDAY = re.compile("[一二三四五六日天]")
_WEEK = "(?:星期|礼拜|(?<![一两三四五六七八九十0-9几多])周)"
_WEEKDAYS = re.compile(
    rf"{_WEEK}(?P<days>[一二三四五六日天](?:[至到—–~～、和及或与-][一二三四五六日天])++)"
    r"(?![一二三四五六七八九十百]|[、至到—–~～-][0-9一二三四五六七八九十]|[天日季月线]"
    rf"|(?!日|期间|度){COUNTED.pattern})"
)
_WEEKEND = re.compile(rf"{_WEEK}六、?日(?!工作[^日]|[制以均报常程产用])")
_HOW_OFTEN = re.compile(
    rf"周[一二三四五六](?:[、或至到—–~～-][二三四五六]){{1,2}}(?:天|(?!日|期间|度){COUNTED.pattern})"
)
"""每周二至三次: two to three times a week, and no Tuesday."""


def period(zh: str, at: int) -> Parsed | None:
    """上半年, 一季度, 第三季度, 前三季度, without a year."""
    match = PERIOD.match(zh, at)
    value = period_value(match, None) if match else None
    return (
        part_of_period(zh, Parsed(at, match.end(), value, match.end(), free=True))
        if match and value
        else None
    )


def part_of_period(zh: str, parsed: Parsed) -> Parsed:
    """二季度末 and 2025年一季度初, where that stands behind a quarter: the end of it, its beginning."""
    match, value = _PART_OF_PERIOD.match(zh, parsed.end), parsed.value
    if not match or not isinstance(value, Period) or value.first != value.last:
        return parsed
    part: Part = "beginning" if match[0] == "初" else "end"
    return replace(parsed, end=match.end(), after=match.end(), value=replace(value, part=part))


def period_value(match: re.Match[str], year: int | None) -> Period | None:
    """The stretch of `year` that a match of PERIOD tells."""
    if match["half"]:
        n = 1 if match["half"] == "上" else 2
        return Period("half", n, n, year)
    if match["first"]:
        return Period("quarter", 1, {"两": 2, "二": 2, "2": 2}.get(match["first"], 3), year)
    if match["pair"]:
        # 二三季度 and 一、二、三季度
        quarters = [_ORDINAL_PERIOD[char] for char in match["pair"] if char != "、"]
        low, high = quarters[0], quarters[-1]
        return Period("quarter", low, high, year) if quarters == [*range(low, high + 1)] else None
    n = _ORDINAL_PERIOD[match["quarter"] or match["season"] or match["bare"] or match["leading"]]
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


def decade_of_republic(zh: str, at: int) -> Parsed | None:
    """民国80年代 (1990s): they count from 1911."""
    match = _OF_REPUBLIC.match(zh, at)
    n = parse_small(match["n"]) if match else None
    return (
        Parsed(at, match.end(), Decade(1910 + n, _century_part(match["part"])), match.end())
        if match and n
        else None
    )


def _decades(zh: str, at: int, century: int | None) -> Parsed | None:
    if match := _TWO_DECADES.match(zh, at):
        one = match["one"] or match["first"]
        first = _decade_year(one if len(one) > 1 else f"{one}0" if one.isascii() else f"{one}十", century)
        # 五六十年代 are two decades, 九十年代 is one.
        last = _decade_year(match["decade"], century) if match["one"] or len(match["decade"]) > 1 else None
        if first and last and first < last:
            mark: Literal["to", "and"] = "and" if (match["mark"] or "、") in "、和" else "to"
            pair = Range(Decade(first), Decade(last, _century_part(match["part"])), mark)
            return Parsed(at, match.end(), pair, match.end())
    if (match := _ONE_DECADE.match(zh, at)) and (year := _decade_year(match["decade"], century)):
        untold = century is None and match["decade"] in ("20", "二十")
        note = f"{match[0]} may be those of 1920 or of 2020" if untold else ""
        return Parsed(at, match.end(), Decade(year, _century_part(match["part"])), match.end(), note=note)
    return None


def _decade_year(text: str, century: int | None) -> int | None:
    if len(text) == 4:
        return parse_digits(text)
    tens = 0 if text[0] in "〇零0" else parse_small(text)
    if tens is None or tens % 10 or tens > 90:
        return None
    if century is None:
        return 1900 + tens if tens >= 20 else 2000 + tens
    return (century - 1) * 100 + tens if 10 <= century <= 22 else None


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


def reign(zh: str, at: int) -> Parsed | None:
    """万历十五年 (the 15th year of the Wanli reign), 令和6年 (the sixth year of Reiwa): counted from no year
    that the text tells, and said in several ways."""
    if not _REIGN.search(zh, max(0, at - 2), at):
        return None
    match = _REIGN_YEAR.match(zh, at)
    n = (1 if match["n"] == "元" else parse_small(match["n"])) if match else None
    return Parsed(at, match.end("n"), Ordinal(n), match.end(), free=True) if match and n else None


def before_christ(zh: str, at: int) -> Parsed | None:
    """公元前221年 (221 BC), 公元前5世纪 (the fifth century BC), 孔子（前551—前479）: years and centuries
    below zero."""
    match = _BC.match(zh, at)
    bracketed = at > 0 and _BC_BRACKETED.match(zh, at - 1)
    if not match or (match["bare"] and not bracketed and not _BC_BEFORE.search(zh, max(0, at - 8), at)):
        return None
    n = parse_small(match["n"])
    of_century = match["century"] or _BC_CENTURY.match(zh, match.end())
    if not n or (of_century and n > 40):
        return None
    if of_century:
        return Parsed(at, match.end(), Century(-n, _century_part(match["part"])), match.end())
    return Parsed(at, match.end("n"), Date(-n), match.end())


def weekdays(zh: str, at: int) -> list[Parsed]:
    """周一至五, 每周二、四、六: all of them are days of the week, and 周六日 is one span; 每周二至三次 and
    每周五、六天 are none."""
    if weekend := _WEEKEND.match(zh, at):
        both = Range(Date(weekday=6), Date(weekday=7), "and")
        return [Parsed(at, weekend.end(), both, weekend.end(), free=True)]
    match = _WEEKDAYS.match(zh, at)
    places = [each.start() for each in _ONE_WEEKDAY.finditer(zh, *match.span("days"))] if match else []
    days = [min("一二三四五六日天".index(zh[place]) + 1, 7) for place in places]
    if not match or (len(days) > 2 and days != sorted(set(days))):
        return []
    starts = (at, *places[1:])
    return [
        Parsed(start, place + 1, Date(weekday=day), place + 1, free=True)
        for start, place, day in zip(starts, places, days, strict=True)
    ]


def weekday(zh: str, at: int) -> Parsed | None:
    """星期五, and 周五 where what follows shows that it is none of a name or of how often (每周一次)."""
    match = _WEEKDAY.match(zh, at)
    if (
        not match
        or _HOW_OFTEN.match(zh, at)
        or (match["loose"] and zh[at - 1 : at] in tuple("一两三四五六七八九十0123456789几多"))
    ):
        return None
    day = "一二三四五六日天".index(match["firm"] or match["each"] or match["loose"] or match["on"]) + 1
    return Parsed(at, match.end(), Date(weekday=min(day, 7)), match.end(), free=True)
