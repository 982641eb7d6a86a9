"""Periods and points of time in the English that the Chinese does not have: the first half, last year."""

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


_TIMES = (
    _time(
        "(?:first|latter|second) half(?: of the year| of (?:this|last) year| of 20[0-9]{2})?(?! of)",
        "半|[16]月|上年末|年中|前六",
    ),
    _time("(?:first|second|third|fourth) quarter", "季|[一二三四]季|Q[1-4]|[1-9]月"),
    _time("last year|previous year|a year (?:earlier|ago|before)|year-ago|prior year", "年|同比|同期"),
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
    _time("tomorrow", "明|翌"),
    _time(
        "next year|coming year", "明年|来年|下一?年|次年|翌年|今后|未来|下一步|新的一年|202[0-9]|20[3-9][0-9]"
    ),
    _time("next month", "月"),
    _time("weekends?", "周末|双休|周[六日]|星期|假"),
)


def check(segment: Segment) -> Iterator[Finding]:
    """Times that the Chinese does not say, each once."""
    for time in _TIMES:
        if (match := time.en.search(segment.en)) and not time.zh.search(segment.zh):
            yield finding("time-unfounded", f"nothing in the Chinese is {match[0]}", en_at=match.span())
