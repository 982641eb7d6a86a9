"""Finds the spans of a text: what has to survive its translation exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Finding, Kind, Span
    from briefing.glossary.matcher import Matcher
    from briefing.quantities.values import Region


@dataclass(frozen=True, slots=True)
class SpanContext:
    """Where a text stands: the kind of its paragraph, where it is from (whose yuan it speaks of, and
    whether its years may be counted from 1911), and the people's names that its document is known to
    have."""

    kind: Kind = "body"
    region: Region = ""
    names: frozenset[str] = frozenset()

    @property
    def taiwan(self) -> bool:
        """Whether the text is from Taiwan."""
        from briefing.quantities.values import COUNTED_FROM_1911

        return self.region in COUNTED_FROM_1911


def find_spans(
    zh: str, matcher: Matcher | None, *, context: SpanContext | None = None
) -> tuple[tuple[Span, ...], tuple[Finding, ...]]:
    """The spans of a segment, sorted and not overlapping, and the findings about their choice:
    `overlapping-term` and `term-shadowed`, and `doubtful-figure` for a quantity that can be read two ways.

    Without a `matcher` no glossary terms are found. Takes time linear in the length of `zh`, but for the sort
    of the candidates.
    """
    from briefing.quantities.chinese import read
    from briefing.spans import (
        citations,
        document_numbers,
        grades,
        literals,
        localities,
        named_days,
        names,
        names_appointed,
        names_known,
        names_untitled,
        numbering,
        occasions,
        quantities,
        slogans,
        terms,
        web,
    )
    from briefing.spans.resolve import resolve

    context = context or SpanContext()
    readings = read(zh, context.region)
    matches = matcher.matches(zh) if matcher else []
    found: list[Span] = list(terms.as_spans(zh, matches))
    for module in (
        literals,
        web,
        numbering,
        document_numbers,
        citations,
        occasions,
        named_days,
        grades,
        slogans,
        localities,
        names,
        names_appointed,
        names_untitled,
        names_known,
    ):
        found.extend(module.candidates(zh, context))
    found.extend(quantities.as_spans(zh, readings))
    chosen, findings = resolve(found)
    doubts = quantities.doubts(readings, chosen)
    return chosen, (*findings, *terms.shadowed(zh, matches, chosen), *doubts)
