"""The stages in order. Nothing else decides the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.normalize import Script, normalize
from briefing.pipeline.stream import translate_document, translate_documents
from briefing.pipeline.work import Work
from briefing.quantities.region import region_of
from briefing.segment import segment
from briefing.spans import SpanContext, find_spans, names_known
from briefing.spans.readings import readings
from briefing.verify.reading import doubtful

if TYPE_CHECKING:
    from briefing.document import Document, Paragraph, Segment, Source
    from briefing.glossary.matcher import Matcher

__all__ = ["Work", "prepare_document", "translate_document", "translate_documents"]


def prepare_document(source: Source, matcher: Matcher | None, *, script: Script = "auto") -> Document:
    """Everything before the engine: clean Simplified text in paragraphs and segments, their spans found.

    Spans are looked for once more where a person's name stands that only another sentence shows to be one.
    """
    normalized = normalize(source.text, script)
    document = segment(source, normalized)
    region = region_of(paragraph.zh for paragraph in document.paragraphs)

    def with_spans(paragraph: Paragraph, names: frozenset[str] = frozenset()) -> Paragraph:
        context = SpanContext(kind=paragraph.kind, region=region, names=names)

        def found(each: Segment) -> Segment:
            if paragraph.verbatim or (names and not any(names_known.candidates(each.zh, context))):
                return each
            spans, findings = find_spans(each.zh, matcher, context=context)
            findings = (*findings, *doubtful(spans, paragraph.origin))
            read = readings(each.zh, spans, matcher)
            return replace(each, spans=spans, findings=findings, readings=read)

        return replace(paragraph, segments=tuple(found(each) for each in paragraph.segments))

    paragraphs = [with_spans(paragraph) for paragraph in document.paragraphs]
    segments = (each for paragraph in paragraphs for each in paragraph.segments)
    if names := frozenset(name for each in segments for name in names_known.of(each.spans)):
        paragraphs = [with_spans(paragraph, names) for paragraph in paragraphs]
    return replace(document, paragraphs=tuple(paragraphs))
