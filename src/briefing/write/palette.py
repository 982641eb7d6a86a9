"""How terms, figures and findings look on a terminal.

Only weight, underline and the terminal's own red, green and magenta: the three of its colours that can be
read on light and on dark backgrounds. Without colours, terms stay bold and figures underlined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS

if TYPE_CHECKING:
    from briefing.document import Kind, Severity, Span

MARGIN = "dim"
FAILURE = "bold red"
KIND_STYLES: dict[Kind, str] = {"heading": "bold", "byline": "dim italic"}
SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold magenta", "note": "dim"}

MARKS: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
CONFIRMED = "✓"
"""What stands beside a paragraph of which a person has confirmed every sentence."""
ASCII_MARKS: dict[Severity, str] = {"error": "x", "warning": "!", "note": "."}


def span_style(span: Span) -> str:
    """The style of a span: terms bold green, figures underlined, red if the English lacks it."""
    if span.by == "":
        return "bold underline red"
    if span.kind == "term":
        return "bold green"
    return "underline" if span.kind in FIGURE_KINDS else "italic"


def marks(encoding: str) -> dict[Severity, str]:
    """The marks of the severities, in ASCII where `encoding` is not known to have others."""
    return MARKS if encoding.lower().replace("-", "").replace("_", "").startswith("utf") else ASCII_MARKS
