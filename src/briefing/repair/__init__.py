"""What to ask again where an answer fails a check, and which answer to keep then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.engine.base import Request
from briefing.renderings import VERBATIM
from briefing.verify import RULES_OF_SENSE, penalty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from briefing.document import Range, Segment, Span

MAX_MUST = 3
"""Spans that a second draft is made to contain: more leave the engine no room for a sentence."""

_MISSING = frozenset(
    ("term-missing", "figure-missing", "small-figure-missing", "figure-altered", "literal-missing")
)

_ASK_AGAIN = frozenset(("empty", "untranslated", "cut-off", "repetition", "chinese-left", "characters-lost"))
"""Findings that a second draft may mend though no span is missing: the engine decodes that one otherwise."""

_SHORTENED = frozenset(
    ("length", "list-shortened", "figure-relation", "figure-qualifier", "comparison", "small-figure-missing")
)
"""Findings of an answer that lost something on the way: one of several drawn ones may have it."""

_MISREAD = frozenset(rule.name for rule in RULES_OF_SENSE if rule.severity != "note")
"""Findings of an answer that says something else: one of several drawn ones may say it rightly."""


def missing(segment: Segment) -> frozenset[Range]:
    """Where in the Chinese the spans are that a verified segment has not in its English, or has as they must
    not be."""
    rules = _MISSING | {"term-forbidden"}
    return frozenset(each.zh_at for each in segment.findings if each.rule in rules and each.zh_at)


def plan_repair(
    segment: Segment, attempt: int = 1, before: AbstractSet[Range] = frozenset()
) -> Request | None:
    """Return what to ask again for a verified segment, or None where that is pointless.

    `must` has the spans that are missing, figures before terms, the longest first, at most `MAX_MUST`; those
    that were not marked are, now. If there is room, it has those that other answers were missing (`before`):
    who must say one thing leaves out another. Where no span is missing, or that was asked before (`attempt`
    above 1), the answer is to be drawn, another one each time. An answer that went round in circles is asked
    for with its terms as plain words, looked for afterwards: held to many, a small model finds no way to the
    end. A source over the engine's limit stays so; what only reads oddly (quotation marks, the order of
    figures) would come out the same.
    """
    if segment.ended == "too-long":
        return None
    if segment.ended == "loop":
        loose = tuple(
            replace(span, en_at=None, by="", marked=span.marked and span.kind != "term")
            for span in segment.spans
        )
        return Request(segment.id, segment.zh, loose, attempt=attempt, drawn=attempt > 1)
    rules = {each.rule for each in segment.findings}
    wanted = missing(segment)
    can = [(at, span) for at, span in enumerate(segment.spans) if span.en and not _is_a_mere_one(span)]
    lost = [at for at, span in can if span.zh_at in wanted and not span.by]
    lost.sort(key=lambda at: _urgency(segment.spans[at]))
    if not lost and not rules & (_ASK_AGAIN | _SHORTENED | _MISREAD):
        return None
    also = [at for at, span in can if span.zh_at in before - wanted]
    also.sort(key=lambda at: _urgency(segment.spans[at]))
    must = set([*lost, *also][:MAX_MUST]) if lost else set()
    spans = tuple(
        replace(span, en_at=None, by="", marked=span.marked or at in must)
        for at, span in enumerate(segment.spans)
    )
    demanded = tuple(spans[at] for at in sorted(must))
    drawn = attempt > 1 or not (lost or rules & _ASK_AGAIN)
    opening = _opening(segment, demanded) if demanded and attempt == 1 and segment.ended == "stop" else ""
    return Request(segment.id, segment.zh, spans, demanded, attempt=attempt, drawn=drawn, opening=opening)


def _is_a_mere_one(span: Span) -> bool:
    """不漏一户 (leave out no household): who must write the 1 of it writes “no one in the 1st”."""
    return span.kind in FIGURE_KINDS and not span.marked and span.value == 1


def _opening(segment: Segment, demanded: Sequence[Span]) -> str:
    """The English of a segment up to where what is missing should come: behind the last span before it in the
    Chinese, where all before that in the English are before it in the Chinese, too, and nothing there is an
    error; otherwise none.

    An engine that has written a whole sentence without a word, and may not end it, has nowhere to put it.
    """
    first = min(span.zh_at[0] for span in demanded)
    found = [(span.zh_at, span.en_at) for span in segment.spans if span.en_at and span.kind != "list-number"]
    numbers = [span.en_at[1] for span in segment.spans if span.en_at and span.kind == "list-number"]
    at = max((en for zh, en in found if zh[1] <= first), key=lambda en: en[1], default=None)
    if at is None:
        return ""
    wrong = [each.en_at for each in segment.findings if each.en_at and each.severity == "error"]
    if any(en[0] < at[1] for en in (*wrong, *(en for zh, en in found if zh[0] > first))):
        return ""
    return segment.en[max(numbers, default=0) : at[1]].lstrip()


def _urgency(span: Span) -> tuple[int, int]:
    """Figures first, then terms, small figures, and what restore puts back anyway; longer before shorter."""
    if span.kind in FIGURE_KINDS:
        return 0 if span.marked else 2, -len(span.en)
    return 3 if span.kind in VERBATIM else 1, -len(span.en)


def better(first: Segment, second: Segment) -> Segment:
    """The one that did not go round in circles, then that with fewer errors, warnings and notes.

    The first one in a tie.
    """
    return second if _cost(second) < _cost(first) else first


def _cost(segment: Segment) -> tuple[bool, int, int, int]:
    return (segment.ended == "loop", *penalty(segment))
