"""Finds the spans of a text: what has to survive its translation exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Finding, Kind, Span
    from briefing.glossary.matcher import Matcher


@dataclass(frozen=True, slots=True)
class SpanContext:
    """Where a text stands: the kind of its paragraph, whether its years may be counted from 1911, and the
    people's names that its document is known to have."""

    kind: Kind = "body"
    taiwan: bool = False
    names: frozenset[str] = frozenset()


def find_spans(
    zh: str, matcher: Matcher | None, *, context: SpanContext | None = None
) -> tuple[tuple[Span, ...], tuple[Finding, ...]]:
    """The spans of a segment, sorted and not overlapping, and the findings about their choice:
    `overlapping-term` and `term-shadowed`.

    Without a `matcher` no glossary terms are found. Takes time linear in the length of `zh`, but for the sort
    of the candidates.
    """
    from briefing.spans import (
        approximate,
        citations,
        dates,
        figures,
        literals,
        lunar,
        money,
        names,
        names_appointed,
        names_known,
        names_untitled,
        proportions,
        terms,
        times,
        web,
    )
    from briefing.spans.resolve import resolve

    context = context or SpanContext()
    matches = matcher.matches(zh) if matcher else []
    found: list[Span] = list(terms.as_spans(zh, matches))
    for module in (
        literals,
        web,
        citations,
        names,
        names_appointed,
        names_untitled,
        names_known,
        dates,
        lunar,
        times,
        proportions,
        approximate,
        money,
        figures,
    ):
        found.extend(module.candidates(zh, context))
    chosen, findings = resolve(found)
    return chosen, (*findings, *terms.shadowed(zh, matches, chosen))
