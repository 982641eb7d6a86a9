"""Cuts a long sentence where a clause begins that can stand alone: a small model loses clauses of a long one.

In 财政部门要加强资金统筹，……，严禁截留、挤占、挪用 what is strictly forbidden may stand alone; in
地区生产总值8123.6亿元，同比增长5.7% what grew stands before the comma, and nothing is cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range

LONG = 90
"""A sentence of more code points is cut."""
_LEAST = 28
"""Code points that a part has at least."""

_MARK = re.compile("(?<![0-9])，|，(?![0-9])|；")
_LIST = "："
"""What opens a list, of which no item stands alone: 主要预期目标是："""
_SPEAKER = 10
"""Code points within which a colon is that of a speaker."""
_HANGS_ON = re.compile(
    "同比|环比|同口径|变|改|转|比|较|增|减|降|升|上涨|下|回落|回升|收窄|扩大|占|高于|低于|高出|低|快于|慢于|达|分别|其中|合计|共|均|都"
    "|并|且|也|但|则|就|又|还|而|再|以|使|让|为|从而|进而|因|所以|因此|和|与|及|或|不是|只|才|更|同样|拉动|带动|完成|提高|提升|实现"
    "|确保|推动|促进|做到|努力|力争|助力|有|是|在于|处|并处|由|可|应当|不得|须|必须|超|约|近|平均|人均|累计|成为|形成|称|说|表示|指出|强调"
    "|认为|现就|现将|现予|根据|结合|特制定|制定|不仅|既|受|经|被|把|将|向|往|到|至|于|自|从"
)
"""What a clause begins with that hangs on the one before it."""
_FRONTED = re.compile(
    "面对|为了?|随着|在|根据|按照?|依照|依据|截至|对于?|从|经|当|如|以|由于|通过|针对|围绕|自|至于|若|一旦|凡|虽|尽管|即使|只要|只有"
    "|作为|经过|遇|除|据|与|同|比|到|至|于|因|受|当前|目前|今年|去年|近年|下一|初步|其中|此外|同时"
)
"""What a clause begins with that leads to the one behind it."""
_ACTOR = re.compile(
    "部门|政府|委员会|[局厅院](?=[，长要将]|$)|各地|各级|省委|市委|全省|全市|中方|我们|介绍|表示|将|过去"
)
_WHAT_IT_DOES = re.compile(
    "认真|深入|聚焦|不断|积极|加快|持续|全面|着力|努力|切实|进一步|统筹|坚持|完整|严格|果断|采取|服务|广泛|大力|率先|推行|推进|加强|探索|开展|健全|深化"
)
"""What a clause begins with of which the one who acts stands before it, if anybody does."""
_OPEN_END = re.compile(
    "[的者时后前下中上来间]$|[说称为是]$|表示$|指出$|强调$|认为$|要求$|介绍$|情况$|方面$|以来$|[年月日]$"
)


def parts(text: str, start: int, end: int, guarded: Sequence[Range]) -> Iterator[Range]:
    """Yield `start`:`end` of `text` in parts of `LONG` code points where it can be cut at clauses.

    What is quoted or bracketed (`guarded`) is not cut inside.
    """
    if end - start > LONG:
        middle = (start + end) / 2
        borders = list(_borders(text, start, end, guarded))
        at = min(borders, key=lambda each: (text[each - 1] != "；", abs(each - middle)), default=None)
        if at is not None:
            yield from parts(text, start, at, guarded)
            yield from parts(text, at, end, guarded)
            return
    yield start, end


def _borders(text: str, start: int, end: int, guarded: Sequence[Range]) -> Iterator[int]:
    before, whole = start, end
    if (listed := text.find(_LIST, start + _SPEAKER, end)) >= 0:
        end = listed
    for match in _MARK.finditer(text, start, end):
        at = match.end()
        clause = text[before : match.start()]
        first, before = before == start, at
        if at - start < _LEAST or whole - at < _LEAST or any(a < at <= b for a, b in guarded):
            continue
        leads = _FRONTED.match(clause) or (first and len(clause) < _LEAST) or _OPEN_END.search(clause)
        follows = _HANGS_ON.match(text, at) or (
            _WHAT_IT_DOES.match(text, at) and _ACTOR.search(text, start, at)
        )
        if match[0] == "；" or not (leads or follows):
            yield at
