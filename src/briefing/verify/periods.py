"""Periods and points of time in the English that the Chinese does not have: the first half, last year.

And the side of a day or a term on which something is: 20日前 (by the 20th) as after the 20th, 十日内 (within
ten days) as ten days after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment


class _Time(NamedTuple):
    """How English says a time, and the Chinese of which any founds it."""

    en: re.Pattern[str]
    zh: re.Pattern[str]


def _time(en: str, zh: str) -> _Time:
    return _Time(re.compile(rf"\b(?:{en})\b", re.IGNORECASE), re.compile(zh))


_YEAR_OF = "(?: of the year| of (?:this|last) year| of 20[0-9]{2})?"
_SOME = "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3})"
_TIMES = (
    _time(rf"first half{_YEAR_OF}(?! of)", "[上前头]半|(?<!下)半年|半[程场]|[16]月|年中|前六"),
    _time(rf"(?:latter|second) half{_YEAR_OF}(?! of)", "[下后]半|[67]月|12月|年末"),
    _time("(?:first|second|third|fourth) quarter", "季|[一二三四]季|Q[1-4]|[1-9]月"),
    _time(
        "last year|previous year|a year (?:earlier|ago|before)|year-ago|prior year",
        "(?<!常)年|同比|(?<!常年)同期",
    ),
    _time(
        "(?:years?|months?|weeks?|days?|decades?) ago",
        "前|曾|早|昔|旧|过去|时隔|以往|当年|往|久|[0-9]{4}年|史|古|去年|上年|上个?[月周]|刚|昨|已|那年|同[期比]",
    ),
    _time(rf"(?:every|each) {_SOME} (?:years?|months?|weeks?|days?)", "每|一[度轮届]|[一1]次|轮|隔|逢|/"),
    _time(
        rf"next {_SOME} (?:years?|months?|weeks?|days?)",
        "今后|未来|下|接|后|将|再|新|到20|明|内|要|划|拟|争|目标",
    ),
    _time("end of (?:this|the) century", "[末底终尾]"),
    _time(
        "Spring Festival|(?:Lunar|Chinese) New Year",
        "春|年[货关夜味]|除夕|[过拜大新]年|腊|正月|元宵|庙会|农历|[岁年]末|[两双]节",
    ),
    _time(
        "(?:end|close) of (?:the|each|every|this|last|next) year|year[- ]end", "年|岁|冬|[0-9]{1,2}月|结算"
    ),
    _time("(?:end|close) of (?:the|each|every|this|last|next) (?:quarter|season)", "季|[369]月|12月"),
    _time("(?:every|each) (?:single )?year|annually|yearly", "年|岁|届|春节|季"),
    _time("(?:every|each) month|monthly", "月"),
    _time("(?:every|each) week|weekly", "周|星期|礼拜"),
    _time("(?:every|each) quarter|quarterly", "季"),
    _time(
        "next (?:morning|afternoon|evening)|following (?:morning|afternoon|evening|day)",
        "次|翌|第二|明|隔|后|下(?!午)|再|过夜",
    ),
    _time("this month", "月|旬"),
    _time("this quarter", "季|[1-9]月"),
    _time("this week", "周|星期|礼拜"),
    _time("within (?:one|a) year", "[一1]年|十二个月|12个月"),
    _time("last month|previous month|a month earlier", "月|环比"),
    _time(
        "(?:end|close) of (?:this|last|next) month|late (?:this|last|next|in the) month|month-end",
        "[底末]|下旬|月内|结算",
    ),
    _time(
        "(?:beginning|start) of (?:this|last|next) month|early (?:this|last|next|in the) month",
        "[初首]|上旬|1[日号]|一[日号]",
    ),
    _time("mid-(?:this |last |next )?month|middle of (?:this|last|next) month", "中|半"),
    _time("last week|previous week", "周|星期|礼拜"),
    _time("yesterday", "昨|日前|前日"),
    _time("(?<!after )tomorrow", "明|翌"),
    _time("day after tomorrow", "后[天日]"),
    _time(
        "twice (?:a|per|each|every) (?:year|month|week|day)",
        "[两二2双](?:次|回|度|轮|趟|遍|考|熟|季)|半[年月]|双月",
    ),
    _time(
        "next year|coming year", "明年|来年|下一?年|次年|翌年|今后|未来|下一步|新的一年|202[0-9]|20[3-9][0-9]"
    ),
    _time("next month", "月"),
    _time("weekends?", "周末|双休|周[六日]|星期|假"),
)


# What stands behind a time in the Chinese, and before it in English that is the other side of it. What must
# not be done before a day (5日前不得) is done after it.
_SIDES = (
    (
        re.compile("(?:以|之)?前(?![三两四五六七八九十0-9夕后往]|[^。；]{0,12}[不未停])"),
        re.compile(r"\b(?:after|since|from|following) (?:the )?\Z", re.IGNORECASE),
    ),
    (
        re.compile("(?:以|之)?后(?![三两四]|[^。；]{0,12}[不未停])"),
        re.compile(r"\b(?:before|by|prior to) (?:the )?\Z", re.IGNORECASE),
    ),
)
_DAY = re.compile("[日月年底时分]\\Z")
_WITHIN_ZH = re.compile("个?(?:工作日|[日天月年周]|小时|分钟)?(?:以|之)?内(?![容外部设在])")
_AFTER = re.compile(
    r"(?: (?:working|business|calendar))? ?(?:days?|months?|years?|hours?|weeks?|minutes?)"
    r" (?:after|later|ago)\b"
)
_WITHIN = re.compile(
    r"\b(?:within|in|than|of|by|the|first|next|to|for|during|over|under)"
    r"(?: (?:the|about|first|next)){0,2} \Z",
    re.IGNORECASE,
)
_LATER_ZH = re.compile(
    "个?(?:工作日|[日天月年周]|小时|分钟)?(?:以|之)后(?![三两四]|[^。；]{0,12}[不未停])|个?(?:工作)?日后"
)
_IN = re.compile(r"\b(?:within|no later than) (?:the )?\Z", re.IGNORECASE)
_AFTER_THAT = re.compile(r"\bafter (?:the )?(?:first )?\Z", re.IGNORECASE)
_UNIT = re.compile(
    r" ?(?:(?:working|business|calendar) )?(?:days?|months?|years?|hours?|weeks?|minutes?)|\W|\Z"
)
_NEAR = 30


def _sides(segment: Segment) -> Iterator[Finding]:
    """20日前 (by the 20th) as after the 20th, and 十日内 (within ten days) as ten days after."""
    for span in segment.spans:
        if not span.en_at or span.kind not in ("date", "year", "time", "figure"):
            continue
        start, end = span.en_at
        if span.kind != "figure" or _DAY.search(span.zh):
            for zh, en in _SIDES:
                side = zh.match(segment.zh, span.zh_at[1])
                if side and (said := en.search(segment.en, max(0, start - _NEAR), start)):
                    message = f"{span.zh}{side[0]} is {said[0]!r} {span.en} in the English"
                    yield finding(
                        "time-unfounded", message, "", (span.zh_at[0], side.end()), (said.start(), end)
                    )
        if (later := _LATER_ZH.match(segment.zh, span.zh_at[1])) and (
            said := _IN.search(segment.en, 0, start)
        ):
            message = f"{span.zh}{later[0]} is {said[0]}{span.en} in the English"
            yield finding("time-unfounded", message, "", (span.zh_at[0], later.end()), (said.start(), end))
        inside = _WITHIN_ZH.match(segment.zh, span.zh_at[1])
        if inside and (said := _AFTER_THAT.search(segment.en, 0, start)) and _UNIT.match(segment.en, end):
            message = f"{span.zh}{inside[0]} is {said[0]}{span.en} in the English"
            yield finding("time-unfounded", message, "", (span.zh_at[0], inside.end()), (said.start(), end))
        within, said = _WITHIN_ZH.match(segment.zh, span.zh_at[1]), _AFTER.match(segment.en, end)
        if within and said and not _WITHIN.search(segment.en, max(0, start - _NEAR), start):
            message = f"{span.zh}{within[0]} is {span.en}{said[0]} in the English"
            yield finding("time-unfounded", message, "", (span.zh_at[0], within.end()), (start, said.end()))


def check(segment: Segment) -> Iterator[Finding]:
    """Times that the Chinese does not say, each once."""
    for time in _TIMES:
        if (match := time.en.search(segment.en)) and not time.zh.search(segment.zh):
            yield finding("time-unfounded", f"nothing in the Chinese is {match[0]}", en_at=match.span())
    yield from _sides(segment)
