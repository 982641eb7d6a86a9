"""The stages in order. Nothing else decides the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.normalize import Script, normalize
from briefing.pipeline.another import another
from briefing.pipeline.stream import translate_document, translate_documents
from briefing.pipeline.work import Work
from briefing.quantities.region import region_of
from briefing.segment import segment
from briefing.spans import SpanContext, find_spans, names_known
from briefing.spans.plans import with_plans
from briefing.spans.readings import readings
from briefing.verify.reading import doubtful

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.document import Document, Paragraph, Segment, Source
    from briefing.glossary.matcher import Matcher
    from briefing.quantities.values import Region

__all__ = [
    "Work",
    "another",
    "cut_document",
    "names_in",
    "prepare_document",
    "spanned",
    "translate_document",
    "translate_documents",
    "with_plans",
    "with_spans",
]


def prepare_document(source: Source, matcher: Matcher | None, *, script: Script = "auto") -> Document:
    """Everything before the engine: clean Simplified text in paragraphs and segments, their spans found."""
    return with_spans(cut_document(source, script=script), matcher)


def cut_document(source: Source, *, script: Script = "auto") -> Document:
    """The clean Simplified text in paragraphs and segments; of their spans nothing is known yet."""
    return segment(source, normalize(source.text, script))


def with_spans(
    document: Document, matcher: Matcher | None, *, on_paragraph: Callable[[], None] = lambda: None
) -> Document:
    """The document with the spans of its segments, the findings about them, and the readings.

    Spans are looked for once more where a person's name stands that only another sentence shows to be one.
    `on_paragraph` is called before each paragraph, and may raise what ends the search.
    """
    region = region_of(paragraph.zh for paragraph in document.paragraphs)

    def found(paragraph: Paragraph, names: frozenset[str] = frozenset()) -> Paragraph:
        on_paragraph()
        return spanned(paragraph, matcher, region, names)

    paragraphs = [found(each) for each in document.paragraphs]
    if names := names_in(paragraphs):
        paragraphs = [found(each, names) for each in paragraphs]
    return replace(document, paragraphs=with_plans(paragraphs))


def names_in(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """The people's names among the spans of paragraphs."""
    segments = (each for paragraph in paragraphs for each in paragraph.segments)
    return frozenset(name for each in segments for name in names_known.of(each.spans))


def spanned(
    paragraph: Paragraph, matcher: Matcher | None, region: Region, names: frozenset[str] = frozenset()
) -> Paragraph:
    """A paragraph with its spans. `region` is the document's; with its `names`, only the segments in which
    one stands are looked at once more."""
    context = SpanContext(kind=paragraph.kind, region=region, names=names)

    def found(each: Segment) -> Segment:
        if paragraph.verbatim or (names and not any(names_known.candidates(each.zh, context))):
            return each
        spans, findings = find_spans(each.zh, matcher, context=context)
        findings = (*findings, *doubtful(spans, paragraph.origin))
        read = readings(each.zh, spans, matcher, region)
        return replace(each, spans=spans, findings=findings, readings=read)

    return replace(paragraph, segments=tuple(found(each) for each in paragraph.segments))
