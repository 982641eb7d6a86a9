"""Finds what an engine had better read in other words (着力 as 努力, both work to): see `Reading`.

Words that a termbase has with `reads`, and five that no entry could tell: the number of a point in a row
(八是, the eighth is: 第八，), 要 (should) at the head of a clause, which engines read as a purpose, 其中
(of these) at the head of a sentence, the comma at the end of a part of one, and the 元 of Taiwan, Hong Kong
and Macao, which engines take for renminbi.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from briefing.document import Reading, touch
from briefing.spans.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Span
    from briefing.glossary.matcher import Matcher
    from briefing.quantities.values import Region

_POINT = re.compile("(?:^|(?<=[，；：。！？\\s]))(?P<n>[一二三四五六七八九十]{1,3})是(?!一|否|非|不|在座)")
_FROM = frozenset("一二")
"""一是 and 二是 engines read rightly."""
_CUT_OFF = re.compile("，(?=\\s*$)")
"""The end of a part of a sentence, after which engines go on with something of their own."""
_OF_THESE = re.compile("^\\s*(?P<of>其中)(?=[，：])")
"""What opens a sentence about a part, of which engines make a total: in total."""
_SHOULD = re.compile(
    "(?:^|(?<=[；。！？]))(?P<should>要)(?=[一-鿿]{2})"
    "(?!求|闻|素|点|么|领|害|件|塞|道|是|不是|不然|想|知道|看到|说|数|论|职|约|价|命|紧|员|地|强|饭|账|钱)"
)
_YUAN: dict[Region, str] = {"taiwan": "新台币", "hongkong": "港元", "macao": "澳门元"}
_CALLED = {"新台币": "新台币", "港币": "港元", "澳门币": "澳门元"}
_SAID_YUAN = re.compile("(?:新台币|港币|澳门币)$")
_OTHER_YUAN = re.compile("元(?![件素月旦器组宵首老帅])")


def readings(
    zh: str, spans: Sequence[Span], matcher: Matcher | None, region: Region = ""
) -> tuple[Reading, ...]:
    """What an engine is to read otherwise in `zh`, a sentence of a document from `region`, in order; nothing
    of marked `spans`, and nothing twice.

    Of two that begin together the longer one holds. A term that is only looked for may be read in other
    words: 同比多增 (rose by more than a year ago) though 同比 (year on year) is one.
    """
    taken = [span.zh_at for span in spans if span.marked]
    found: list[Reading] = []
    said = chain(_points(zh), _terms(zh, matcher), _yuan(zh, spans, region))
    words = sorted(said, key=_longest_first)
    for group in chain(turns(zh, spans), ((each,) for each in words)):
        places = [each.zh_at for each in group]
        if not any(touch(place, other) for place in places for other in taken):
            taken += places
            found += group
    return tuple(sorted(found, key=lambda each: each.zh_at))


def _longest_first(each: Reading) -> tuple[int, int]:
    start, end = each.zh_at
    return start, -end


def _points(zh: str) -> Iterator[Reading]:
    for match in _POINT.finditer(zh):
        if match["n"] not in _FROM:
            yield Reading(match.span(), f"第{match['n']}，")
    if head := _OF_THESE.search(zh):
        yield Reading(head.span("of"), "具体而言")
    if end := _CUT_OFF.search(zh):
        yield Reading(end.span(), "。")
    for match in _SHOULD.finditer(zh):
        yield Reading(match.span("should"), "应")


def _yuan(zh: str, spans: Sequence[Span], region: Region) -> Iterator[Reading]:
    """The 元 behind a figure, where it is not renminbi: 62亿元 of a text from Taiwan, 新台币62亿元 of any
    text (62亿新台币)."""
    for span in spans:
        start, end = span.zh_at
        if span.kind != "figure" or not _OTHER_YUAN.match(zh, end):
            continue
        if said := _SAID_YUAN.search(zh, 0, start):
            yield Reading(said.span(), "")
            yield Reading((end, end + 1), _CALLED[said[0]])
        elif region in _YUAN and zh[start - 1 : start] not in ("币", "$"):
            yield Reading((end, end + 1), _YUAN[region])


def _terms(zh: str, matcher: Matcher | None) -> Iterator[Reading]:
    for match in matcher.matches(zh) if matcher else ():
        if match.term.use == "read":
            yield Reading(match.zh_at, match.term.reads)
