"""What is sent to the browser: templates filled with views, everything in them escaped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from briefing.desk.web.marks import marked
from briefing.visible import visible
from briefing.write.palette import MARKS

if TYPE_CHECKING:
    from starlette.responses import Response

    from briefing.desk.views import FindingView, ParagraphView, SegmentView, Sheet

TARGETS = {
    "markdown": "Markdown, to read and edit anywhere",
    "docx": "a Word document",
    "html": "a page for any browser",
    "xliff": "XLIFF 1.2, for a translator's tool",
    "xliff2": "XLIFF 2.1, for a newer one",
    "tmx": "TMX, for a translation memory",
    "json": "JSON, for a program",
    "terminal": "plain text",
}
"""What a document is handed on as (`write.targets`), and what that is called."""
STATES = {
    "pending": ("", "not translated yet"),
    "draft": ("", "a draft"),
    "edited": ("✎", "edited, not confirmed"),
    "confirmed": ("✓", "confirmed"),
}
"""How a segment's state is shown, and what it is called."""
_WEIGHTS = {"error": 3, "warning": 2, "note": 1}


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("briefing.desk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    made.globals |= {"marked": marked, "marks": MARKS, "states": STATES}
    return made


_TEMPLATES = _environment()


def page(template: str, status: int = 200, /, **values: object) -> Response:
    """A template with its values as an answer."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), status)


def failure(message: str, status: int) -> Response:
    """An answer that tells in one line what is wrong."""
    return page("said.html", status, message=message, failed=True)


def by_doubt(sheet: Sheet) -> list[ParagraphView]:
    """Each segment of a sheet as a paragraph of its own, the most doubtful first, the confirmed last."""
    segments = [
        (segment, replace(paragraph, segments=(segment,)))
        for paragraph in sheet.paragraphs
        for segment in paragraph.segments
    ]
    segments.sort(key=lambda each: (each[0].state == "confirmed", -(each[0].doubt or 0.0)))
    return [alone for _, alone in segments]


def listed_findings(sheet: Sheet) -> list[tuple[SegmentView, FindingView]]:
    """All findings with their segments: open ones first, the graver before, then in the order of the text."""
    found = [
        (segment, finding)
        for paragraph in sheet.paragraphs
        for segment in paragraph.segments
        for finding in segment.findings
    ]
    return sorted(found, key=lambda each: (each[1].settled, -_WEIGHTS[each[1].severity]))
