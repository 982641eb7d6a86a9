"""What an engine reads in the place of a segment: no number of an item, and other words for some.

Engines take the 八是 of a list for the number eight and 着力 (work to) for what is done; in other words they
read the same rightly. No output shows these words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Range, Reading, Span
    from briefing.engine.base import Request


def as_asked(request: Request, readings: Sequence[Reading]) -> Request:
    """The request as an engine is to have it, with the `readings` of its segment.

    The spans are where they are in the new text, those of list numbers left out, and those that are not
    marked where other words stand in their place. A marked one stays, and what it is a part of is not read
    otherwise: a term that was only looked for is marked when it is asked for again.
    """
    numbers = [span.zh_at for span in request.spans if span.kind == "list-number"]
    marked = [span.zh_at for span in request.spans if span.marked]
    others = [each for each in readings if not any(touch(each.zh_at, at) for at in marked)]
    changes = sorted([*((at, "") for at in numbers), *((each.zh_at, each.reads) for each in others)])
    if not changes:
        return request
    parts, done = [], 0
    for (start, end), new in changes:
        parts += [request.text[done:start], new]
        done = end
    return replace(
        request,
        text="".join((*parts, request.text[done:])),
        spans=_kept(request.spans, changes),
        must=_kept(request.must, changes),
    )


def _kept(spans: Sequence[Span], changes: Sequence[tuple[Range, str]]) -> tuple[Span, ...]:
    stay = (span for span in spans if not any(touch(span.zh_at, at) for at, _ in changes))
    return tuple(_moved(span, changes) for span in stay)


def _moved(span: Span, changes: Sequence[tuple[Range, str]]) -> Span:
    by = sum(len(new) - (end - start) for (start, end), new in changes if end <= span.zh_at[0])
    return replace(span, zh_at=(span.zh_at[0] + by, span.zh_at[1] + by)) if by else span
