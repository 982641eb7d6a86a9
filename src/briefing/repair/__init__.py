"""Which of several answers to take, what to ask again where that fails a check, and which to keep then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.engine.base import Request
from briefing.renderings import VERBATIM
from briefing.repair.agreement import agreement
from briefing.verify import penalty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Segment, Span

MAX_MUST = 3
"""Spans that a second draft is made to contain: more leave the engine no room for a sentence."""

_MISSING = frozenset(
    ("term-missing", "figure-missing", "small-figure-missing", "figure-altered", "literal-missing")
)

_ASK_AGAIN = frozenset(("empty", "untranslated", "cut-off", "repetition", "chinese-left", "characters-lost"))
"""Findings that a second draft may mend though no span is missing: the engine decodes that one otherwise."""

_SHORTENED = frozenset(("length", "list-shortened", "figure-relation", "figure-qualifier", "comparison"))
"""Findings of an answer that lost something on the way: one of several drawn ones may have it."""

_MISREAD = frozenset(
    (
        *("unknown-word", "name-unfounded", "name-lost", "direction", "negation", "modality"),
        *("planned-as-done", "term-of-years", "omitted-clause", "shape-fragment", "shape-repeated"),
    )
)
"""Findings of an answer that says something else: one of several drawn ones may say it rightly."""


def chosen(answers: Sequence[Segment]) -> Segment:
    """Of verified answers to one request, the one with the fewest errors, warnings and notes.

    Among equals the one that says most of what all the others say.
    """
    if len(answers) == 1:
        return answers[0]
    agreed = agreement([answer.en for answer in answers])
    return answers[min(range(len(answers)), key=lambda at: (penalty(answers[at]), -agreed[at]))]


def plan_repair(segment: Segment) -> Request | None:
    """Return what to ask once more for a verified segment, or None where that is pointless.

    `must` has the spans that are missing, figures before terms, the longest first, at most `MAX_MUST`; those
    that were not marked are, now. Where nothing is missing but length, several drafts are asked for. A source
    over the engine's limit stays so; what only reads oddly (quotation marks, the order of figures) would come
    out the same.
    """
    if segment.ended == "too-long":
        return None
    rules = {each.rule for each in segment.findings}
    wanted = {each.zh_at for each in segment.findings if each.rule in _MISSING}
    wanted |= {each.zh_at for each in segment.findings if each.rule == "term-forbidden"}
    lost = [at for at, span in enumerate(segment.spans) if span.zh_at in wanted and not span.by and span.en]
    lost.sort(key=lambda at: _urgency(segment.spans[at]))
    if not lost and not rules & (_ASK_AGAIN | _SHORTENED | _MISREAD):
        return None
    must = set(lost[:MAX_MUST])
    spans = tuple(
        replace(span, en_at=None, by="", marked=span.marked or at in must)
        for at, span in enumerate(segment.spans)
    )
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
