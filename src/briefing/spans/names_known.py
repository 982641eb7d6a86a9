"""Marks the names that another sentence of the document has shown to be names, wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.spans.name_shape import name_span
from briefing.spans.names import STRONG_END, TITLE, WEAK_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_BEFORE = re.compile(r"^|[，。；：！？、（(“”‘’\s和与由向对给让请跟]")
_SIZES = (4, 3, 2)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """The names of `context.names` in `zh`, the longest at each place. Time linear in the length of `zh`.

    One of two characters may be part of a word (高明, wise), and counts only between a beginning and an end
    that names have.
    """
    at = 0 if context.names else len(zh)
    while at < len(zh):
        name = next((zh[at : at + n] for n in _SIZES if zh[at : at + n] in context.names), "")
        if name and (len(name) > 2 or _stands_alone(zh, at, at + 2)):
            yield name_span(zh, at, at + len(name))
        at += len(name) or 1


def of(spans: Iterable[Span]) -> Iterator[str]:
    """The names among `spans`, without spaces inside, as `SpanContext.names` has them."""
    return ("".join(span.zh.split()) for span in spans if span.kind == "name")


def _stands_alone(zh: str, start: int, end: int) -> bool:
    begins = not start or _BEFORE.fullmatch(zh[start - 1]) or _ends_title(zh, start)
    return bool(begins and (STRONG_END.match(zh, end) or WEAK_END.match(zh, end)))


def _ends_title(zh: str, at: int) -> bool:
    return any(match.end() == at for match in TITLE.finditer(zh, max(0, at - 8), at + 1))
