"""Finds days that are called by their month and day in Chinese numerals: 五一假期 (May Day), 十一黄金周
(National Day), “八一”慰问 (Army Day)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.document import Span
from briefing.quantities.wording import date, date_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_HOLIDAY = "假期|小?长假|放假|黄金周|期间|假日|前夕|节后|节前|出游|旅游|档期?|返程|当[天日]|、十一|[和及]十一"


class _Day(NamedTuple):
    """A day: its date, a pattern of what may stand behind its name, and its names, the first preferred."""

    month: int
    day: int
    behind: str
    names: tuple[str, ...]


_DAYS = {
    "五一": _Day(
        5,
        1,
        f"前(?=[，。各要])|国际劳动节|国际劳动|劳动节|劳动奖[章状]|{_HOLIDAY}",
        ("May Day", "Labor Day", "Labour Day", "May 1st", "May First", "Workers' Day", "Workers’ Day"),
    ),
    "十一": _Day(10, 1, f"国庆|{_HOLIDAY}", ("National Day", "October First")),
    "六一": _Day(6, 1, f"国际儿童节|儿童节|{_HOLIDAY}", ("Children's Day", "Children’s Day")),
    "七一": _Day(
        7,
        1,
        "讲话|重要讲话|前夕|表彰|勋章|建党|党的生日|慰问|期间",
        ("July First", "CPC anniversary", "Party anniversary", "Party's founding", "founding of the Party"),
    ),
    "八一": _Day(8, 1, "建军节|建军|前夕|慰问|勋章|期间|军旗|南昌|双拥|走访", ("Army Day", "August First")),
    "三八": _Day(
        3,
        8,
        "国际劳动妇女节|国际妇女节|妇女节|红旗手|红旗集体|妇女维权|维权周|女神节|节",
        ("Women's Day", "Women’s Day", "March 8th", "March 8"),
    ),
    "五四": _Day(
        5, 4, "青年节|青年|运动|精神|奖章|运动以来|讲话|期间", ("May Fourth", "May 4th", "Youth Day")
    ),
    "二二八": _Day(2, 28, "事件|纪念|国家|和平", ("228", "2-28", "February 28th")),
    "八二三": _Day(8, 23, "炮战|台海|战役", ("August 23rd", "823", "8-23")),
    "九三": _Day(9, 3, "大?阅兵|胜利日|纪念", ("V-Day", "Victory Day", "September 3rd")),
    "双十一": _Day(
        11,
        11,
        "",
        ("Double 11", "Double Eleven", "Double-11", "Singles' Day", "Singles’ Day", "Singles Day", "11.11"),
    ),
    "双十二": _Day(12, 12, "", ("Double 12", "Double Twelve", "Double-12", "12.12")),
}
_NAMED = re.compile("双?十[一二]|八二三|[五六七八]一|三八|五四|九三|二二八")
_WITHIN = re.compile("[一二三四五六七八九十百千万0-9第年月日届初周期路]$")
_OPEN, _CLOSED = frozenset("“‘「"), frozenset("”’」")
_BEHIND = {name: re.compile(behind) for name, (_, _, behind, _) in _DAYS.items()}


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Each such day, looked for by its name or its date, and never forced."""
    del context
    for match in _NAMED.finditer(zh):
        day = _DAYS.get(match[0])
        if day is None:
            continue
        start, end = match.span()
        quoted = zh[start - 1 : start] in _OPEN and zh[end : end + 1] in _CLOSED
        told = _BEHIND[match[0]].match(zh, end + quoted) is not None
        if (quoted and match[0] not in ("十一", "九三")) or (
            told and (match[0] == "八二三" or not _WITHIN.search(zh, max(0, start - 1), start))
        ):
            forms = (*day.names, date(day.month, day.day), *date_forms(day.month, day.day))
            yield Span("date", match[0], match.span(), forms[0], marked=False, also=forms[1:])
