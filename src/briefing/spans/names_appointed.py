"""Finds people's names in appointments, and in lists that are counted.

任命沈怀瑜为江西省副省长 (Shen Huaiyu is appointed vice governor of Jiangxi), 免去许仲元的…职务 (Xu Zhongyuan
is removed from the post), 沈怀瑜、傅长河等8人 (eight people including Shen Huaiyu and Fu Changhe).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.spans.elsewhere import ABROAD, CANTONESE
from briefing.spans.name_shape import ORDINARY, lengths, looks_foreign, name_span, usual
from briefing.spans.names import TITLE
from briefing.spans.surnames import CLEAR_SURNAMES, SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_APPOINT = re.compile(
    r"(?:任命|免去|提名|补选|选举|推选|聘任|改选|罢免|接受|同意|增补|确定|推荐|批准|给予|授予|撤销|终止)[:：]?(?=[一-鿿])"
)
_POST = (
    "(?:长|主任|书记|主席|员|总理|总监|经理|总裁|代表|委员|理事|顾问|干事|专员|政委|大使|教授|会计师|工程师)"
)
# （女） (female), （女，藏族） (female, of the Tibetan ethnic group)
_NOTE = re.compile(r"[（(](?:[男女]|[一-鿿]{1,5}族)(?:[，、][^（）()]{1,12})?[）)]")
# 周涛兼任 is Zhou Tao, who holds two posts, no Zhou Taojian. 王东升任 may be Wang Dong, who is promoted, or
# Wang Dongsheng: 升 (rise) is in many a name, and which it is cannot be told.
_HOW = "兼拟挂转调续补改暂连仍现曾试担出接继留历专"
_TAKES_OFFICE = re.compile(f"[{_HOW}]任")
_IN_CLAUSE = "[^，。；]{0,60}"
_IN_ITEM = "[^，。；、]{0,60}"
_APPOINTED = re.compile(
    rf"作?为(?={_IN_CLAUSE}{_POST})|的(?={_IN_CLAUSE}职务)|同志|担任|[{_HOW}升]?任(?={_IN_CLAUSE}{_POST})"
    r"|辞去|不再|当选"
    r"|职务|院士|[一-鿿]{2,4}处分"
)
# Further on in the sentence, without the verb: the post, and no more, up to the next of the list.
_CHAINED = re.compile(
    rf"(?:为|[{_HOW}升]?任)(?={_IN_ITEM}{_POST}(?:$|[，。；、]))|的(?={_IN_ITEM}职务(?:$|[，。；、]))"
)
_ITEM = re.compile(r"^|[、，；：](?!$)")
_COUNTED = re.compile(r"等[0-9一二两三四五六七八九十百]+余?[名位人]")
_ELEMENTS = re.compile(r"[一-鿿]+(?:、[一-鿿]+)+\Z")
_REACH = 120
"""Characters before 等8人 in which the names are looked for, so that long texts take linear time."""


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Names of the appointed and the removed, and in lists that are counted; some may come twice."""
    if context.taiwan or CANTONESE.search(zh):
        return
    for rule in (_appointed, _counted):
        for start, end in rule(zh):
            if not looks_foreign(zh[start:end]) and not ABROAD.search(zh, max(0, start - 24), start):
                yield name_span(zh, start, end)


def _appointed(zh: str) -> Iterator[tuple[int, int]]:
    """任命甲、乙（女）为审判员 (A and B are appointed judges), and 、丙为厅长 further on in the sentence.

    A sentence may be the rest of one that a semicolon cut off, and begin with such a name.
    """
    first = _APPOINT.search(zh)
    for match in _APPOINT.finditer(zh):
        yield from _list(zh, match.end(), _APPOINTED)[0]
    reached = 0
    for match in _ITEM.finditer(zh):
        chained = first is not None and first.start() < match.start()
        # What began earlier has come to the same end from here on.
        if match.end() >= reached and (chained or not match.start()):
            found, reached = _list(zh, match.end(), _CHAINED)
            yield from found


def _list(zh: str, at: int, follower: re.Pattern[str]) -> tuple[list[tuple[int, int]], int]:
    """The names from `at` on, divided by 、 or 和, if `follower` comes after the last; how far it got."""
    found: list[tuple[int, int]] = []
    while True:
        ends = []
        for end in (at + n for n in lengths(zh, at, SURNAMES)):
            if end > at + 2 and _TAKES_OFFICE.match(zh, end - 1):
                continue
            if zh[at] not in CLEAR_SURNAMES and not usual(zh[at:end]):
                continue
            note = _NOTE.match(zh, end)
            after = note.end() if note else end
            if zh[after : after + 1] in ("、", "和") or follower.match(zh, after):
                ends.append((end, after))
        if len(ends) != 1:
            return [], at
        found.append((at, ends[0][0]))
        at = ends[0][1]
        if follower.match(zh, at):
            return found, at
        at += 1


def _counted(zh: str) -> Iterator[tuple[int, int]]:
    """沈怀瑜、傅长河等8人: all the elements of the list are names, but for a title before the first."""
    for match in _COUNTED.finditer(zh):
        elements = _ELEMENTS.search(zh[max(0, match.start() - _REACH) : match.start()])
        if elements is None:
            continue
        at = match.start() - len(elements[0])
        first_end = zh.index("、", at)
        titles = [title.end() for title in TITLE.finditer(zh, at, first_end)]
        start = next((each for each in (at, *titles) if first_end - each in lengths(zh, each)), at)
        found = []
        for element in zh[start : match.start()].split("、"):
            found.append((start, start + len(element)))
            start += len(element) + 1
        names = all(end - at in lengths(zh, at) and zh[at:end] not in ORDINARY for at, end in found)
        # Those of two characters alone could be places or trades.
        if names and any(end - at > 2 for at, end in found):
            yield from found
