"""The briefing on a terminal: Chinese and English beside each other, each paragraph as it is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from rich.text import Text

from briefing.visible import visible
from briefing.write import palette
from briefing.write.summary import findings_of, worst
from briefing.write.text import failure_mark, is_untranslated, sentence
from briefing.write.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from briefing.document import Document, Finding, Paragraph, Segment
    from briefing.write.summary import Summary

Layout = Literal["columns", "stacked"]

NARROW = 70
"""Below this many cells, Chinese and English are stacked."""

WIDEST = 180
"""Longer lines than two columns of this make are hard to follow."""

# A Chinese character is two cells, and English takes some three letters to say it: so the columns end level.
_CHINESE_SHARE = 0.42
_GAP = 3


class TerminalWriter:
    """Prints finished paragraphs to `console`, in two columns or stacked (`layout`; None: as there is room).

    The text is untrusted: neither rich's markup nor control sequences in it have any effect. Lines are broken
    here and handed to rich whole, so that it neither breaks nor drops anything.
    """

    def __init__(self, console: Console, *, layout: Layout | None = None) -> None:
        self._console = console
        self._layout = layout
        self._marks = palette.marks(console.encoding)
        self._margin = 4
        self._document: Document | None = None
        self._findings: list[tuple[str, Segment, Finding]] = []
        self._documents = 0

    def begin(self, document: Document) -> None:
        """Head a document. Its paragraphs need not be translated yet."""
        self._document = document
        self._documents += 1
        # The mark, a space, the longest id, and two spaces.
        self._margin = 4 + max((len(each.id) for each in document.paragraphs), default=0)
        if self._documents > 1:
            self._print(Text())
        self._print(Text(visible(document.source.name), style="bold underline"))
        self._print(Text())

    def paragraph(self, paragraph: Paragraph) -> None:
        """Print a finished paragraph."""
        name = self._document.source.name if self._document else ""
        self._findings += [(name, *each) for each in findings_of(paragraph)]

        room = max(2, min(self._console.width, WIDEST) - self._margin)
        indent = 2 if paragraph.kind == "list-item" and room > 30 else 0
        layout = self._layout or ("columns" if self._console.width >= NARROW else "stacked")
        if layout == "columns" and room > 2 * _GAP:
            left = max(2, int((room - _GAP) * _CHINESE_SHARE))
            right = max(2, room - _GAP - left)
            rows = self._columns(paragraph, left, right, indent)
        else:
            rows = self._stacked(paragraph, room, indent)
        margin = self._margin_text(paragraph)
        for row in rows:
            self._print(Text.assemble(margin, row))
            margin = Text(" " * self._margin)
        self._print(Text())

    def end(self, summary: Summary, signature: str = "", first: str = "") -> None:
        """List the findings of all documents, and sum up in one line.

        `signature` is the briefing's, `first` says which sentences are to be read first.
        """
        if self._findings:
            self._print(Text("Findings", style="bold"))
            for each in self._findings:
                self._finding(*each)
            self._print(Text())
        if first:
            self._lines(Text.assemble(("Read these first", "bold"), f"  {visible(first)}"), hanging=2)
            self._print(Text())
        separator = " · " if self._marks is palette.MARKS else ", "
        self._lines(Text(separator.join(summary.parts()), style="bold"))
        if signature:
            # In one piece, to be copied.
            self._print(Text(visible(signature), style="dim"))

    def _finding(self, name: str, segment: Segment, finding: Finding) -> None:
        style = palette.SEVERITY_STYLES[finding.severity]
        line = Text.assemble((self._marks[finding.severity], style), " ")
        if self._documents > 1:
            line.append(visible(name) + " ")
        line.append(segment.id, style="bold").append(" ")
        line.append(visible(finding.rule), style=style).append("  " + visible(sentence(finding.message)))
        if finding.expected:
            line.append(" Expected: ").append(visible(finding.expected), style="bold").append(".")
        self._lines(line, hanging=2)

    def _margin_text(self, paragraph: Paragraph) -> Text:
        severity = worst(paragraph)
        mark = (self._marks[severity], palette.SEVERITY_STYLES[severity]) if severity else " "
        margin = Text.assemble(mark, " ", (paragraph.id, palette.MARGIN))
        margin.append(" " * max(1, self._margin - margin.cell_len))
        return margin

    def _columns(self, paragraph: Paragraph, left: int, right: int, indent: int) -> Iterator[Text]:
        zh = _broken(_chinese(paragraph), left - indent)
        en = _broken(_english(paragraph), right - indent)
        for index in range(max(len(zh), len(en))):
            row = Text(" " * indent)
            if index < len(zh):
                row.append_text(zh[index])
            if index < len(en):
                row.append(" " * (left + _GAP + indent - cell_len(row.plain))).append_text(en[index])
            yield row

    def _stacked(self, paragraph: Paragraph, room: int, indent: int) -> Iterator[Text]:
        for text in (_chinese(paragraph), _english(paragraph)):
            for line in _broken(text, room - indent):
                yield Text.assemble(" " * indent, line)

    def _lines(self, text: Text, hanging: int = 0) -> None:
        for index, line in enumerate(_broken(text, max(2, self._console.width - hanging))):
            self._print(Text.assemble(" " * (hanging if index else 0), line))

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True, markup=False, highlight=False, emoji=False)


def _chinese(paragraph: Paragraph) -> Text:
    text = Text(visible(paragraph.zh), style=palette.KIND_STYLES.get(paragraph.kind, ""))
    at = 0
    for segment in paragraph.segments:
        for span in segment.spans:
            text.stylize(palette.span_style(span), at + span.zh_at[0], at + span.zh_at[1])
        at += len(segment.zh)
    return text


def _english(paragraph: Paragraph) -> Text:
    text = Text(style=palette.KIND_STYLES.get(paragraph.kind, ""))
    for segment in paragraph.segments:
        if not segment.en.strip() and not is_untranslated(segment):
            continue
        if text:
            text.append(" ")
        if is_untranslated(segment):
            text.append(visible(failure_mark(segment)), style=palette.FAILURE)
            continue
        part = Text(visible(segment.en))
        for span in segment.spans:
            if span.en_at:
                part.stylize(palette.span_style(span), *span.en_at)
        text.append_text(part)
    return text


def _broken(text: Text, width: int) -> list[Text]:
    """The lines of `text` at `width` cells, its styles kept."""
    ranges = wrap(text.plain, max(2, width))
    parts = text.divide(offset for at in ranges for offset in at)
    return list(parts[1::2])
