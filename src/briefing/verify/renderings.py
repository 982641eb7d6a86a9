"""Finding the rendering of each span in the finished English: longest first, and each place used once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.document import FIGURE_KINDS
from briefing.renderings import (
    ONE_EACH,
    VERBATIM,
    admitted,
    bounded,
    fold,
    is_rendering,
    places,
    verbatim_places,
)
from briefing.verify.readings import Readings, numbers_in, wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Finding, Range, Segment, Span


class Mask:
    """Ranges of the English that are spoken for, in order and without overlaps."""

    def __init__(self, ranges: Sequence[Range] = ()) -> None:
        self.ranges: list[Range] = sorted(ranges)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of `start` to `end` is spoken for."""
        at = bisect_left(self.ranges, (start, start))
        after = at < len(self.ranges) and self.ranges[at][0] < end
        return not after and (at == 0 or self.ranges[at - 1][1] <= start)

    def take(self, start: int, end: int) -> None:
        """Speak for it."""
        self.ranges.insert(bisect_left(self.ranges, (start, end)), (start, end))

    def blank(self, text: str, filler: str = "\ue000") -> str:
        """`text` with `filler` for every character that is spoken for."""
        parts: list[str] = []
        done = 0
        for start, end in self.ranges:
            parts += [text[done:start], filler * (end - start)]
            done = end
        return "".join(parts) + text[done:]


def locate(segment: Segment, readings: Readings | None = None) -> tuple[tuple[Span, ...], Mask]:
    """Return the spans with `en_at` and `by` as the finished English has them, and what they take of it.

    Where `restore` recorded a rendering that is really there, that stands. The others are searched as whole
    words, the longest renderings first, where nothing else stands: 民生 minsheng (people's wellbeing) is not
    found inside the rendering of 民生保障 (ensuring people's wellbeing). Nor is a figure found where the
    English, whose `readings` these are, says something else: 5 p.m. not in 5 a.m., twenty not in twenty-one.
    """
    text = segment.en
    readings = readings or Readings(text)
    spans = list(segment.spans)
    mask = Mask()
    for at, span in enumerate(spans):
        if (
            span.en_at
            and mask.free(*span.en_at)
            and _holds(text, span)
            and not _misread(segment, span, span.en_at, readings)
        ):
            mask.take(*span.en_at)
        else:
            spans[at] = replace(span, en_at=None, by="")
    folded = fold(text)
    wanted = sorted(
        (-len(rendering), span.zh_at, at, number, rendering)
        for at, span in enumerate(spans)
        if span.en_at is None
        for number, rendering in enumerate(admitted(span))
    )
    cursors: dict[str, Iterator[Range]] = {}
    for _, _, at, _, rendering in wanted:
        if spans[at].en_at is not None:
            continue
        if spans[at].kind in VERBATIM:
            found = cursors.setdefault(f"={rendering}", verbatim_places(text, rendering))
        else:
            found = cursors.setdefault(rendering, places(text, folded, rendering))
        span = spans[at]
        place = next(
            (each for each in found if mask.free(*each) and not _misread(segment, span, each, readings)), None
        )
        if place:
            mask.take(*place)
            spans[at] = replace(spans[at], en_at=place, by="text")
    return tuple(spans), mask


def _holds(text: str, span: Span) -> bool:
    start, end = span.en_at or (0, 0)
    if not 0 <= start < end <= len(text) or not is_rendering(text[start:end], span):
        return False
    return span.kind in VERBATIM or bounded(text, start, end)


def _misread(segment: Segment, span: Span, place: Range, readings: Readings) -> bool:
    """Whether a figure's rendering is there only by its letters."""
    value = wanted(segment, span)
    if value is None or not readings.contradict(*place, value):
        return False
    return bool(numbers_in(segment.en[slice(*place)]))


def said_once(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], list[Finding]]:
    """Terms that the Chinese says again and the English does not: `by` becomes `once`, with a note each."""
    said = {(span.kind, span.en) for span in spans if span.en_at}
    out, findings = [], []
    for span in spans:
        if span.en_at is None and span.kind in ONE_EACH and (span.kind, span.en) in said:
            span = replace(span, by="once")
            message = f"{span.zh} is said again in the Chinese, and not in the English"
            findings.append(finding("term-count", message, span.en, span.zh_at))
        out.append(span)
    return tuple(out), findings


def missing(spans: tuple[Span, ...]) -> Iterator[Finding]:
    """Terms, names and literals without a rendering. Figures are `figures.check`'s."""
    told = set()
    for span in spans:
        if span.by or span.kind in FIGURE_KINDS or (span.kind, span.en) in told:
            continue
        if span.kind in ONE_EACH:
            told.add((span.kind, span.en))
            what = "name" if span.kind == "name" else "term"
            yield finding("term-missing", f"the {what} {span.zh} is not rendered", span.en, span.zh_at)
        else:
            yield finding("literal-missing", f"{span.zh} was lost", span.en, span.zh_at)


def forbidden(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Renderings that the glossary rules out, wherever they stand outside of admitted ones."""
    folded = fold(segment.en)
    told = set()
    for span in segment.spans:
        for rendering in span.forbidden:
            if rendering in told or HAN.search(rendering):
                continue
            told.add(rendering)
            for place in _any_case(segment.en, folded, rendering):
                if mask.free(*place):
                    written = segment.en[slice(*place)]
                    message = f"{written!r} is ruled out for {span.zh}"
                    yield finding("term-forbidden", message, span.en, span.zh_at, place)


def _any_case(text: str, folded: str, rendering: str) -> Iterator[Range]:
    wanted = fold(rendering)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        if bounded(text, at, at + len(wanted)):
            yield at, at + len(wanted)
        at = folded.find(wanted, at + 1)
