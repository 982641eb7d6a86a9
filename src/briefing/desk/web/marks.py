"""A side of a segment as HTML: its text, escaped, with what is known and what is doubtful marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from briefing.document import FIGURE_KINDS
from briefing.visible import visible_lines
from briefing.write.layers import apart, pieces

if TYPE_CHECKING:
    from briefing.desk.views import SegmentView, SpanView
    from briefing.document import Range

Side = Literal["zh", "en"]


def marked(segment: SegmentView, side: Side) -> Markup:
    """The Chinese or the English with a `mark` on each span and `u` on the places of open findings.

    `data-n`, a span's number, is the same on both sides. The text is the side's, code point for code point.
    """
    text = visible_lines(segment.zh if side == "zh" else segment.en)
    places = [span.zh_at if side == "zh" else span.en_at for span in segment.spans]
    shown = apart((at, number) for number, at in enumerate(places) if at)
    doubts = [
        (at, each.severity)
        for each in segment.findings
        if not each.settled and (at := each.zh_at if side == "zh" else each.en_at) and at[0] < at[1]
    ]
    if not shown and not doubts:
        return escape(text)
    parts = []
    for start, end in pieces(text, (cut for at, _ in (*shown, *doubts) for cut in at)):
        content = escape(text[start:end])
        severity = next((name for at, name in doubts if _within(start, end, at)), None)
        if severity:
            content = Markup('<u class="{}">{}</u>').format(severity, content)
        number = next((number for at, number in shown if _within(start, end, at)), None)
        if number is not None:
            role = _role(segment.spans[number], translated=bool(segment.en))
            content = Markup('<mark class="{}" data-n="{}">{}</mark>').format(role, number, content)
        parts.append(content)
    return Markup("").join(parts)


def _within(start: int, end: int, at: Range) -> bool:
    return at[0] <= start and end <= at[1]


def _role(span: SpanView, *, translated: bool) -> str:
    """What the span is to a reader: `term`, `figure` or `other`; `missing` if the English lacks it."""
    known = "term" if span.term else "figure" if span.kind in FIGURE_KINDS else "other"
    return known if span.by or not translated else f"{known} missing"
