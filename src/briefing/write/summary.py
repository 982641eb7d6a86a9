"""How the work went, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS, Finding
from briefing.doubt import to_read_first
from briefing.write.text import is_untranslated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Document, Paragraph, Segment, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over one or more documents. `seconds` is the time that the work took, if anybody measured it.

    A term is enforced, and a figure verified, when its rendering was found in the English.
    """

    documents: int
    paragraphs: int
    segments: int
    untranslated: int
    terms: int
    terms_enforced: int
    figures: int
    figures_verified: int
    errors: int
    warnings: int
    notes: int
    seconds: float | None = None

    def __add__(self, other: Summary) -> Summary:
        """The counts over both; nobody measured the time."""
        counts = {
            each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)[:-1]
        }
        return Summary(**counts)

    def parts(self) -> tuple[str, ...]:
        """The summary in a few phrases, for a line: `9 paragraphs`, `45 of 45 terms enforced`, ..."""
        parts = [
            _count(self.paragraphs, "paragraph"),
            f"{self.terms_enforced} of {_count(self.terms, 'term')} enforced",
            f"{self.figures_verified} of {_count(self.figures, 'figure')} verified",
            ", ".join(
                _count(number, noun)
                for number, noun in ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
            ),
        ]
        if self.documents > 1:
            parts.insert(0, _count(self.documents, "document"))
        if self.untranslated:
            parts.append(f"{_count(self.untranslated, 'segment')} not translated")
        if self.seconds is not None:
            parts.append(f"{self.seconds:.1f} s")
        return tuple(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summarize(documents: Iterable[Document], seconds: float | None = None) -> Summary:
    """Count what is in the documents, finished or not."""
    documents = tuple(documents)
    segments = [segment for document in documents for segment in segments_of(document)]
    spans = [span for segment in segments for span in segment.spans]
    terms = [span for span in spans if span.kind == "term"]
    figures = [span for span in spans if span.kind in FIGURE_KINDS]
    found = Counter(
        finding.severity
        for document in documents
        for paragraph in document.paragraphs
        for _, finding in findings_of(paragraph)
    )
    return Summary(
        documents=len(documents),
        paragraphs=sum(len(document.paragraphs) for document in documents),
        segments=len(segments),
        untranslated=sum(map(is_untranslated, segments)),
        terms=len(terms),
        terms_enforced=sum(span.by != "" for span in terms),
        figures=len(figures),
        figures_verified=sum(span.by != "" for span in figures),
        errors=found["error"],
        warnings=found["warning"],
        notes=found["note"],
        seconds=seconds,
    )


def segments_of(document: Document) -> Iterator[Segment]:
    """The document's segments, in order."""
    for paragraph in document.paragraphs:
        yield from paragraph.segments


def read_first(documents: Iterable[Document]) -> str:
    """The segments that are to be read first, the most doubtful first, for a line; empty where nobody can
    say.

    Of several documents, each with its name.
    """
    documents = tuple(documents)
    parts = []
    for document in documents:
        ids = ", ".join(each.id for each in to_read_first(segments_of(document)))
        if ids:
            parts.append(f"{document.source.name}: {ids}" if len(documents) > 1 else ids)
    return "; ".join(parts)


def findings_of(paragraph: Paragraph) -> Iterator[tuple[Segment, Finding]]:
    """The paragraph's findings, each with its segment, in order; a failure that nobody found is one.

    What a person took as it is becomes a note that says so.
    """
    for segment in paragraph.segments:
        if is_untranslated(segment) and not any(finding.severity == "error" for finding in segment.findings):
            yield segment, Finding("untranslated", "error", segment.zh.strip())
        for finding in segment.findings:
            yield segment, as_told(finding)


def as_told(finding: Finding) -> Finding:
    """The finding as a reader is told of it: one that a person settled as a note, with the word why."""
    if finding.settled is None:
        return finding
    why = f"settled: {finding.settled}" if finding.settled else "settled"
    return replace(finding, severity="note", message=f"{finding.message.rstrip('.')} ({why})")


def worst(paragraph: Paragraph) -> Severity | None:
    """The gravest severity among the paragraph's findings."""
    found = {finding.severity for _, finding in findings_of(paragraph)}
    return next((severity for severity in SEVERITIES if severity in found), None)
