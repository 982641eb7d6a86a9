"""Titles of documents (《…》) that a text names more than once, so that each has one English in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.document import Document, Range

_TITLE = re.compile("《([^《》]{4,60})》")


def repeated(document: Document) -> tuple[Segment, ...]:
    """The titles that stand in two segments or more and are no single span, each as a segment with its spans.

    The text of such a segment is the title without its marks; its spans are those that it has at its first
    place. Segments are named `title1`, `title2`, ... in the order of the text.
    """
    first: dict[str, Segment] = {}
    again: dict[str, None] = {}
    for segment in _segments(document):
        seen = set()
        for title, at in _titles(segment):
            if title in seen:
                continue
            seen.add(title)
            if title in first:
                again[title] = None
            else:
                first[title] = Segment("", title, tuple(_inside(segment, at)))
    found = (first[title] for title in again)
    return tuple(replace(each, id=f"title{number}") for number, each in enumerate(found, 1))


def named(document: Document, english: Mapping[str, str]) -> Document:
    """The document with a span for each title of `english` where it stands, in place of those inside it."""
    return replace(
        document,
        paragraphs=tuple(
            each
            if each.verbatim
            else replace(each, segments=tuple(_named(segment, english) for segment in each.segments))
            for each in document.paragraphs
        ),
    )


def _named(segment: Segment, english: Mapping[str, str]) -> Segment:
    spans, readings = list(segment.spans), list(segment.readings)
    for title, (start, end) in _titles(segment):
        if en := english.get(title):
            spans = [span for span in spans if span.zh_at[1] <= start or end <= span.zh_at[0]]
            readings = [each for each in readings if each.zh_at[1] <= start or end <= each.zh_at[0]]
            spans.append(Span("title", title, (start, end), en))
    in_order = tuple(sorted(spans, key=lambda span: span.zh_at))
    return replace(segment, spans=in_order, readings=tuple(readings))


def _titles(segment: Segment) -> Iterator[tuple[str, Range]]:
    """The titles in a segment that are no span, nor cut by one, and where they stand without their marks."""
    for match in _TITLE.finditer(segment.zh):
        start, end = match.span(1)
        overlapping = [s.zh_at for s in segment.spans if s.zh_at[0] < end and start < s.zh_at[1]]
        if all(start <= a and b <= end and b - a < end - start for a, b in overlapping):
            yield match[1], (start, end)


def _inside(segment: Segment, at: Range) -> Iterator[Span]:
    for span in segment.spans:
        if at[0] <= span.zh_at[0] and span.zh_at[1] <= at[1]:
            yield replace(span, zh_at=(span.zh_at[0] - at[0], span.zh_at[1] - at[0]))


def _segments(document: Document) -> Iterator[Segment]:
    for paragraph in document.paragraphs:
        yield from () if paragraph.verbatim else paragraph.segments
