"""The briefing as plain text, for pipes: no colours, no columns, the same at any width."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from briefing.files import PLACEHOLDER, sealed
from briefing.visible import visible
from briefing.write.summary import findings_of, read_first, summarize
from briefing.write.text import failure_mark, is_untranslated, sentence

if TYPE_CHECKING:
    from briefing.document import Briefing, Document, Paragraph
    from briefing.write.summary import Summary


class PlainWriter:
    """Writes finished paragraphs to `stream`.

    A line is an id, a tab and a text: the paragraph in Chinese, the paragraph in English, then its findings
    under the ids of their segments. Paragraphs stand apart by an empty line. What is about the whole document
    begins with `#`. So `grep` finds a term with its paragraph, and `cut -f2` gives the text alone.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def begin(self, document: Document) -> None:
        """Head a document. Its paragraphs need not be translated yet."""
        self._line(f"# {visible(document.source.name)}")
        self._line("")

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a finished paragraph."""
        self._line(f"{paragraph.id}\t{visible(paragraph.zh)}")
        self._line(f"{paragraph.id}\t{visible(english(paragraph))}")
        for segment, finding in findings_of(paragraph):
            expected = f" Expected: {visible(finding.expected)}." if finding.expected else ""
            rule = f"{finding.severity}: {visible(finding.rule)}"
            self._line(f"{segment.id}\t{rule}: {visible(sentence(finding.message))}{expected}")
        self._line("")
        self._stream.flush()

    def end(self, summary: Summary, signature: str = "", first: str = "") -> None:
        """Sum up in one line; `signature` is the briefing's, `first` says which sentences are to be read
        first.

        Without the seconds: the bytes stay the same.
        """
        if first:
            self._line(f"# read these first: {visible(first)}")
        self._line("# " + ", ".join(replace(summary, seconds=None).parts()))
        if signature:
            self._line(f"# {visible(signature)}")

    def _line(self, line: str) -> None:
        self._stream.write(line + "\n")


def render(briefing: Briefing) -> str:
    """The whole briefing as plain text, for a file; the same briefing gives the same bytes."""
    stream = io.StringIO()
    writer = PlainWriter(stream)
    for document in briefing.documents:
        writer.begin(document)
        for paragraph in document.paragraphs:
            writer.paragraph(paragraph)
    writer.end(summarize(briefing.documents), briefing.signature_line, read_first(briefing.documents))
    for document in briefing.documents:
        stream.write(f"# source: {document.source.sha256} {visible(document.source.name)}\n")
    return sealed(f"{stream.getvalue()}# digest: {PLACEHOLDER}\n")


def english(paragraph: Paragraph) -> str:
    """The paragraph's English, with failure marks where there is none."""
    return " ".join(
        failure_mark(segment) if is_untranslated(segment) else segment.en
        for segment in paragraph.segments
        if segment.en.strip() or is_untranslated(segment)
    )
