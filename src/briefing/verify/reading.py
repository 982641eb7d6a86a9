"""What was read from an image with little confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Finding, Origin, Span


def doubtful(spans: Sequence[Span], origin: Origin | None) -> Iterator[Finding]:
    """Yield an `ocr-doubtful` finding for each figure of a segment whose paragraph was read with doubt."""
    if origin is None or origin.confidence is None or not origin.is_doubtful:
        return
    page = f" on page {origin.page}" if origin.page else ""
    for span in spans:
        if span.kind in FIGURE_KINDS:
            message = f"{span.zh} was read from an image{page}, {origin.confidence:.0%} sure"
            yield finding("ocr-doubtful", message, span.zh, span.zh_at)
