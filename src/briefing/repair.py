"""What to ask the engine again for a segment that failed a check, and which answer to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.engine.base import Request
from briefing.renderings import VERBATIM
from briefing.verify import penalty

if TYPE_CHECKING:
    from briefing.document import Segment, Span

MAX_MUST = 3
"""Spans that a second draft is made to contain: more leave the engine no room for a sentence."""

_MISSING = frozenset(
    ("term-missing", "figure-missing", "small-figure-missing", "figure-altered", "literal-missing")
)

_ASK_AGAIN = frozenset(("empty", "untranslated", "cut-off", "repetition", "chinese-left", "characters-lost"))
"""Findings that a second draft may mend though no span is missing: the engine decodes that one otherwise."""

_SHORTENED = frozenset(("length", "list-shortened", "figure-relation"))
"""Findings of an answer that took word after word and lost its way in a long sentence."""

_UNHEEDED = frozenset(("untranslated", "chinese-left", "invented-subject"))
"""Findings of an answer that was searched for, and that the constraints on one word after another prevent."""


def plan_repair(segment: Segment, *, searched: bool = False) -> Request | None:
    """Return what to ask once more for a verified segment, or None where that is pointless.

    `must` has the spans that are missing, figures before terms, the longest first, at most `MAX_MUST`; those
    that were not marked are, now. Where nothing is missing but length, the second draft is searched for
    thoroughly. `searched` says that the draft was: what only the usual way of decoding prevents is then
    asked for in that way, as a first draft. A source over the engine's limit stays so; what only reads oddly
    (quotation marks, the order of figures) would come out the same.
    """
    if segment.ended == "too-long":
        return None
    rules = {each.rule for each in segment.findings}
    wanted = {each.zh_at for each in segment.findings if each.rule in _MISSING}
    wanted |= {each.zh_at for each in segment.findings if each.rule == "term-forbidden"}
    lost = [at for at, span in enumerate(segment.spans) if span.zh_at in wanted and not span.by and span.en]
    lost.sort(key=lambda at: _urgency(segment.spans[at]))
    unheeded = searched and bool(rules & _UNHEEDED)
    if not lost and not unheeded and not rules & (_ASK_AGAIN | _SHORTENED):
        return None
    must = set(lost[:MAX_MUST])
    spans = tuple(
        replace(span, en_at=None, by="", marked=span.marked or at in must)
        for at, span in enumerate(segment.spans)
    )
    if unheeded and not lost:
        return Request(segment.id, segment.zh, spans)
    demanded = tuple(spans[at] for at in sorted(must))
    thorough = not lost and not rules & _ASK_AGAIN
    return Request(segment.id, segment.zh, spans, demanded, attempt=1, thorough=thorough)


def _urgency(span: Span) -> tuple[int, int]:
    """Figures first, then terms, small figures, and what restore puts back anyway; longer before shorter."""
    if span.kind in FIGURE_KINDS:
        return 0 if span.marked else 2, -len(span.en)
    return 3 if span.kind in VERBATIM else 1, -len(span.en)


def better(first: Segment, second: Segment) -> Segment:
    """The one with fewer errors, then warnings, then notes; the first one in a tie."""
    return second if penalty(second) < penalty(first) else first
