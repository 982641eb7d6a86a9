"""Clauses of the Chinese of which nothing is in the English, told by what stands before and behind them.

What is certain in both texts (terms, figures, names) are anchors. Between two that follow each other in both,
the English must have something to say.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment

_CLAUSE = re.compile("(?:^|[，。；：！？])[^，。；：！？]{8,}(?=[，。；：！？])")
_MARKS = "，。；：！？"
_LEAST = 12
"""Characters of Chinese between two anchors from which a gap in the English is told."""
_LEAST_ENGLISH = 1.0
"""Characters of English for each of these that there are at least, or something was left out."""
_LEAST_AROUND = 2.5
"""The same with the stretches before and behind, where English may have put it."""


def clauses(segment: Segment) -> Iterator[Finding]:
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
