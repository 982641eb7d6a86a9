"""Chooses among overlapping candidates, so that spans never overlap."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.document import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Span

_FIRM = (("literal", "list-number"), ("url", "email"))


def resolve(candidates: Iterable[Span]) -> tuple[tuple[Span, ...], tuple[Finding, ...]]:
    """The chosen spans in order, and an `overlapping-term` finding for each term that lost a part of itself.

    Literals and numbers of items win over everything, then addresses; of the rest, those that cover most of
    the text, with as few spans as possible, terms before others, the leftmost in a tie. Of candidates of
    equal extent and rank the first given wins. Time O(n log n).
    """
    rest = [span for span in candidates if span.zh_at[0] < span.zh_at[1]]
    chosen: list[Span] = []
    for kinds in _FIRM:
        firm = _cover_most([span for span in rest if span.kind in kinds])
        if firm:
            chosen = sorted([*chosen, *firm], key=lambda span: span.zh_at)
            rest = [span for span in rest if not _overlapped(span, chosen)]
    losers = [span for span in rest if span.kind == "term"]
    chosen = sorted([*chosen, *_cover_most(rest)], key=lambda span: span.zh_at)
    return tuple(chosen), tuple(_lost(losers, chosen))


def _cover_most(spans: Sequence[Span]) -> list[Span]:
    """Weighted interval scheduling; the weight is (characters covered, minus the number of spans, terms)."""
    # The sort is stable, so that the first given comes first among equals, and only a better one replaces it.
    spans = sorted(spans, key=lambda span: (span.zh_at[1], span.zh_at[0]))
    ends = [span.zh_at[1] for span in spans]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    before: list[int] = []
    for i, span in enumerate(spans):
        start, end = span.zh_at
        before.append(bisect_right(ends, start, 0, i))
        covered, few, terms = best[before[i]]
        taken = (covered + end - start, few - 1, terms + (span.kind == "term"))
        best.append(max(best[i], taken))
    chosen: list[Span] = []
    i = len(spans)
    while i:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            chosen.append(spans[i - 1])
            i = before[i - 1]
    return chosen[::-1]


def _overlapped(span: Span, chosen: Sequence[Span]) -> bool:
    return next(_overlapping(span, chosen), None) is not None


def _overlapping(span: Span, chosen: Sequence[Span]) -> Iterator[Span]:
    """The spans of `chosen` (sorted, not overlapping) that share a character with `span`."""
    at = bisect_right(chosen, span.zh_at[0], key=lambda other: other.zh_at[1])
    while at < len(chosen) and chosen[at].zh_at[0] < span.zh_at[1]:
        yield chosen[at]
        at += 1


def _lost(terms: Iterable[Span], chosen: Sequence[Span]) -> Iterator[Finding]:
    seen = set()
    for term in terms:
        start, end = term.zh_at
        winners = list(_overlapping(term, chosen))
        # A term inside a longer one (民生 in 民生保障) is said with it, and one made of whole others by them.
        cut = [w for w in winners if w.zh_at[0] < start < w.zh_at[1] or w.zh_at[0] < end < w.zh_at[1]]
        inside = any(w.zh_at[0] <= start and end <= w.zh_at[1] for w in winners)
        if not cut or inside or term.zh_at in seen:
            continue
        seen.add(term.zh_at)
        others = ", ".join(f"{winner.zh} ({winner.en})" for winner in cut)
        yield Finding(
            rule="overlapping-term",
            severity="warning",
            message=f"the term {term.zh} ({term.en}) shares characters with {others}, which was chosen",
            expected=term.en,
            zh_at=term.zh_at,
        )
