"""Figures in an order, or a relation, that cannot be right."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.renderings import ONE_EACH
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span

_CLAUSE = re.compile("[，。；：！？]")
_PART = re.compile(
    r"(?:including|(?:out )?of (?:which|whom|them)|among (?:which|whom|them))"
    r"(?: (?:about|around|some|nearly|over|only|more than|the))?\s*\Z"
)
_JOINED = re.compile("(?:[%％‰年月日号时点分元个人名岁度米万亿]|个百分点)?[至到—～~–-]{1,2}")
_GROWN = re.compile("[^，。；0-9]{0,14}(?:到|至|为)[了约近]?")
_LISTED = re.compile("[^，。；、0-9]{0,4}[、和]")
_FROM = re.compile("[由从自](?:[^，。；、0-9]{0,6})$")
_FROM_EN = re.compile(r"\bfrom (?:[\w$¥€£]+ ){0,2}$", re.IGNORECASE)
_TO_EN = re.compile(r"\bto (?:[\w$¥€£]+ ){0,2}$", re.IGNORECASE)


def order(segment: Segment) -> Iterator[Finding]:
    """Two figures of one unit in the opposite order, while the terms beside them keep theirs.

    English often turns a sentence round, and figures and what they count move together; so only figures
    that have a term of their own beside them in the same clause are judged.
    """
    figures = [
        span
        for span in segment.spans
        if span.kind in ("figure", "percent") and span.en_at and _unit(segment, span)
    ]
    for first, second in combinations(figures[:20], 2):
        if (
            first.kind == second.kind
            and _unit(segment, first) == _unit(segment, second)
            and first.en != second.en
            and (first.en_at or (0, 0)) > (second.en_at or (0, 0))
            and _terms_keep(segment, first, second)
        ):
            message = f"{first.en} and {second.en} stand in the opposite order: have they changed places?"
            expected = f"{first.en} ... {second.en}"
            yield finding("figure-order", message, expected, first.zh_at, second.en_at)


def _unit(segment: Segment, span: Span) -> str:
    """What a figure counts in: its measure word, or percent; empty if neither can be told."""
    if span.kind == "percent":
        return "%"
    after = segment.zh[span.zh_at[1] : span.zh_at[1] + 1]
    return after if HAN.match(after) else ""


def _terms_keep(segment: Segment, first: Span, second: Span) -> bool:
    ours, theirs = _companion(segment, first), _companion(segment, second)
    if not ours or not theirs or ours == theirs:
        return False
    return (ours.en_at or (0, 0)) < (theirs.en_at or (0, 0))


def _companion(segment: Segment, figure: Span) -> Span | None:
    """The term next to a figure in its clause: before it, or else right after its measure word."""
    start, end = figure.zh_at
    for span in reversed(segment.spans):
        if span.kind in ONE_EACH and span.en_at and span.zh_at[1] <= start:
            if not _CLAUSE.search(segment.zh, span.zh_at[1], start):
                return span
            break
    for span in segment.spans:
        if span.kind in ONE_EACH and span.en_at and span.zh_at[0] >= end:
            return span if not _CLAUSE.search(segment.zh, end, span.zh_at[0]) else None
    return None


def ends(segment: Segment) -> Iterator[Finding]:
    """The two ends of a range or a change in each other's place: 由41%提高到76% as from 76 to 41 percent."""
    located = [span for span in segment.spans if span.kind in ("figure", "percent", "date", "time", "year")]
    for first, second in pairwise(located):
        if not (first.en_at and second.en_at and second.en_at[0] < first.en_at[0]) or first.en == second.en:
            continue
        between = segment.zh[first.zh_at[1] : second.zh_at[0]]
        ranged = _JOINED.fullmatch(between) and second.en_at[1] + 8 > first.en_at[0]
        changed = (
            _GROWN.fullmatch(between)
            and _FROM.search(segment.zh, 0, first.zh_at[0])
            and _FROM_EN.search(segment.en, 0, second.en_at[0])
            and _TO_EN.search(segment.en, 0, first.en_at[0])
        )
        listed = (
            _LISTED.fullmatch(between)
            and first.kind == second.kind
            and first.kind in ("figure", "percent")
            and "分别" in _CLAUSE.split(segment.zh[: first.zh_at[0]])[-1] + between
            and second.en_at[1] + 12 > first.en_at[0]
        )
        if ranged or changed or listed:
            message = f"{first.en} and {second.en} stand in the opposite order: have they changed places?"
            yield finding("figure-order", message, f"{first.en} ... {second.en}", first.zh_at, second.en_at)


def relation(segment: Segment) -> Iterator[Finding]:
    """A figure that the English makes a part of a smaller one.

    社会组织8万家，社区社会组织14.1万家 is not "80,000 social organizations, including 141,000 community-based
    ones". A part that is smaller may be one: translators see what the Chinese leaves unsaid.
    """
    located = sorted(
        (span for span in segment.spans if span.kind == "figure" and span.en_at),
        key=lambda span: span.en_at or (0, 0),
    )
    for whole, part in pairwise(located):
        start, end = (whole.en_at or (0, 0))[1], (part.en_at or (0, 0))[0]
        said = _PART.search(segment.en, start, end)
        if said and (part.value or 0) > (whole.value or 0):
            message = f"{part.en} is made a part of {whole.en}, and is more"
            yield finding("figure-relation", message, part.en, part.zh_at, (said.start(), end))
