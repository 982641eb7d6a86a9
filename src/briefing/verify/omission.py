"""Clauses of the Chinese of which nothing is in the English.

They are told by what stands before and behind them, and by their words. What is certain in both texts (terms,
figures, names) are anchors: between two that follow each other in both, the English must have something to
say. And of a clause with several words that English has as a rule, it must have one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.document import touch
from briefing.verify.coverage import rendered
from briefing.verify.rules import finding
from briefing.verify.text import PER_CHARACTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment

_CLAUSE = re.compile("(?:^|[，。；：！？])[^，。；：！？]{8,}(?=[，。；：！？])")
_ANY_CLAUSE = re.compile("[^，。；：！？]{9,}")
LEAST_WEIGHT = 4.0
"""What the words of a clause weigh together (`coverage.Word`) from which it is told that none has any
English.

On clean English, four sentences in a thousand of policy and one in fifty of loosely translated news have
such a clause.
"""
_MARKS = "，。；：！？"
_LEAST = 12
"""Characters of Chinese between two anchors from which a gap in the English is told."""
_LEAST_ENGLISH = 1.0
"""Characters of English for each of these that there are at least, or something was left out."""
_LEAST_AROUND = 2.5
"""The same with the stretches before and behind, where English may have put it."""


def check(segment: Segment) -> Iterator[Finding]:
    """Clauses that the English lacks, each once."""
    between = list(_between_anchors(segment)) or list(_quoted(segment))
    yield from between
    known = rendered(segment)
    for clause in _ANY_CLAUSE.finditer(segment.zh):
        start, end = clause.span()
        inside = [word for word in known if start <= word.zh_at[0] and word.zh_at[1] <= end]
        told = any(each.zh_at and each.zh_at[0] < end and start < each.zh_at[1] for each in between)
        spans = any(span.by and span.zh_at[0] < end and start < span.zh_at[1] for span in segment.spans)
        if told or spans or any(word.rendered for word in inside):
            continue
        if sum(word.weight for word in inside) >= LEAST_WEIGHT:
            lost = ", ".join(word.zh for word in inside)
            yield finding("omitted-clause", f"nothing in the English for {lost}", zh_at=(start, end))


_QUOTED_ZH = re.compile("[“「](?P<said>[^“”「」]{4,30})[”」]")
_ANY_QUOTE = re.compile("[“\"‘]|(?<!\\w)'")
_SHARE = 0.25
"""Share of a sentence that a quoted term has at least for its length to tell whether it is there."""
_ENOUGH = 1.15
"""How much longer than the English of all others the sentence is at least that has the term in it."""


def _quoted(segment: Segment) -> Iterator[Finding]:
    """A quoted term outside of spans for which English without a quotation mark has no room."""
    whole = len(HAN.findall(segment.zh))
    for match in () if _ANY_QUOTE.search(segment.en) else _QUOTED_ZH.finditer(segment.zh):
        own = len(HAN.findall(match[0]))
        room = _ENOUGH * PER_CHARACTER * (whole - own)
        spared = any(touch(match.span(), span.zh_at) for span in segment.spans)
        if not spared and own >= _SHARE * whole and len(segment.en) < room:
            message = f"hardly anything in the English for {match[0]}"
            yield finding("omitted-clause", message, zh_at=match.span())
            return


def _between_anchors(segment: Segment) -> Iterator[Finding]:
    """Stretches of the Chinese between anchors for which the English has hardly a word."""
    spans = sorted(segment.spans, key=lambda span: span.zh_at)
    anchors = [
        ((0, 0), (0, 0)),
        *_in_order([(span.zh_at, span.en_at) for span in spans if span.en_at]),
        ((len(segment.zh), len(segment.zh)), (len(segment.en), len(segment.en))),
    ]
    gaps = [((one[0][1], other[0][0]), (one[1][1], other[1][0])) for one, other in pairwise(anchors)]
    sizes = [(len(HAN.findall(segment.zh[slice(*zh)])), en[1] - en[0]) for zh, en in gaps]
    for at, (zh_at, en_at) in enumerate(gaps):
        size, english = sizes[at]
        clause = segment.zh[slice(*zh_at)]
        around = sizes[max(0, at - 1) : at + 2]
        if (
            size >= _LEAST
            and _whole(clause, at)
            and english < _LEAST_ENGLISH * size
            and sum(en for _, en in around) < _LEAST_AROUND * sum(zh for zh, _ in around)
        ):
            message = f"hardly anything in the English for {clause.strip('，。；：')[:30]}"
            yield finding("omitted-clause", message, zh_at=zh_at, en_at=en_at)


def _whole(between: str, at: int) -> bool:
    """Whether a clause is whole between two anchors; the first stretch begins with one."""
    return any(match.start() or not at or between[0] in _MARKS for match in _CLAUSE.finditer(between))


def _in_order(anchors: list[tuple[Range, Range]]) -> list[tuple[Range, Range]]:
    """The anchors before and behind which the others stay in both texts."""
    kept = []
    for at, (zh_at, en_at) in enumerate(anchors):
        before = all(other[1][1] <= en_at[0] for other in anchors[:at])
        behind = all(other[1][0] >= en_at[1] for other in anchors[at + 1 :])
        if before and behind:
            kept.append((zh_at, en_at))
    return kept
