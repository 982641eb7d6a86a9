"""A text cut where marks on it begin or end: what shows spans and findings inside a sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefing.document import FIGURE_KINDS
from briefing.write.palette import CONFIRMED, MARKS
from briefing.write.summary import findings_of, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Finding, Paragraph, Range, Segment, Span


T = TypeVar("T")


class Placed(NamedTuple):
    """A finding with its number in the document, from 0, and its segment."""

    number: int
    segment: Segment
    finding: Finding


def placed_findings(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Placed, ...], ...]:
    """The findings of each paragraph, numbered throughout."""
    number = 0
    found = []
    for paragraph in paragraphs:
        own = []
        for segment, finding in findings_of(paragraph):
            own.append(Placed(number, segment, finding))
            number += 1
        found.append(tuple(own))
    return tuple(found)


def apart(marks: Iterable[tuple[Range, T]]) -> list[tuple[Range, T]]:
    """What is marked, in the order of the ranges, without those that overlap one before and the empty."""
    kept: list[tuple[Range, T]] = []
    for at, mark in sorted(marks, key=lambda each: (each[0][0], -each[0][1])):
        if at[0] < at[1] and (not kept or at[0] >= kept[-1][0][1]):
            kept.append((at, mark))
    return kept


def pieces(text: str, cuts: Iterable[int]) -> Iterator[Range]:
    """The ranges of `text` between the cuts, in order, all of it once."""
    places = sorted({0, len(text), *(cut for cut in cuts if 0 < cut < len(text))})
    yield from pairwise(places)


def sign(paragraph: Paragraph) -> str:
    """What stands beside a paragraph's number: the mark of its gravest finding, or that it is confirmed.

    Nobody need look at what is confirmed because of a note.
    """
    severity = worst(paragraph)
    if severity in (None, "note") and all(each.hand == "confirmed" for each in paragraph.segments):
        return CONFIRMED
    return MARKS[severity] if severity else ""


def role(span: Span) -> str:
    """What the span is to a reader: `term`, `figure`, or `other`; `missing` if the English lacks it."""
    if span.by == "":
        return "missing"
    return "term" if span.kind == "term" else "figure" if span.kind in FIGURE_KINDS else "other"
