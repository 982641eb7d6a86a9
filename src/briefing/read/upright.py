"""Tells which way up a page was scanned, by the lines that were read on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[float, float]
    Line = tuple[Sequence[Point], str, float]
    """The corners of a line from its top left, its text, how sure the reading is."""

_TALL = 1.5


def is_sideways(lines: Sequence[Line]) -> bool:
    """Tell whether most characters stand in boxes that are taller than they are wide."""
    tall = sum(len(text) for box, text, _ in lines if _height(box) > _TALL * _width(box))
    return tall * 2 > sum(len(text) for _, text, _ in lines)


def sureness(lines: Sequence[Line]) -> float:
    """How sure the reading of a page is, by the character."""
    return sum(len(text) * score for _, text, score in lines) / max(1, sum(len(text) for _, text, _ in lines))


def turned_round(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """The lines of a page that was upside down, each with the corners that it has when the page is turned."""
    return [
        ([(width - box[at][0], height - box[at][1]) for at in (2, 3, 0, 1)], text, score)
        for box, text, score in lines
    ]


def _width(box: Sequence[Point]) -> float:
    return max(x for x, _ in box) - min(x for x, _ in box)


def _height(box: Sequence[Point]) -> float:
    return max(y for _, y in box) - min(y for _, y in box)
