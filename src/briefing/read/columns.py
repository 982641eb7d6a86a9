"""Rows and columns of the fragments on a page."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.read.fragments import Fragment

_FEWEST = 4
"""Lines that a column has at the least."""
_FILLED = 0.6
"""The share of a column's width that its usual line takes: the cells of a table take less."""
_ACROSS = 0.25
"""The share of fragments that may stand across the gutter: titles, pictures' captions."""


def rows_of(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments in rows from the top, each from the left."""
    rows: list[list[Fragment]] = []
    for each in sorted(fragments, key=lambda one: (one.middle, one.left)):
        if rows and abs(rows[-1][0].middle - each.middle) < 0.5 * min(rows[-1][0].size, each.size):
            rows[-1].append(each)
        else:
            rows.append([each])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def bands(fragments: Sequence[Fragment], width: float) -> Iterator[list[list[Fragment]]]:
    """Yield the rows of each column in the order of reading; what stands across columns parts them."""
    gutter = _gutter(fragments, width)
    if gutter is None:
        yield rows_of(fragments)
        return
    left: list[Fragment] = []
    right: list[Fragment] = []
    across: list[Fragment] = []
    for each in sorted(fragments, key=lambda one: one.middle):
        if each.left < gutter < each.right:
            if left or right:
                yield rows_of(left)
                yield rows_of(right)
                left, right = [], []
            across.append(each)
            continue
        if across:
            yield rows_of(across)
            across = []
        (left if each.right <= gutter else right).append(each)
    for rest in (across, left, right):
        yield rows_of(rest)


def _gutter(fragments: Sequence[Fragment], width: float) -> float | None:
    """Where the gap between two columns of running text lies, if there are two."""
    if len(fragments) < 2 * _FEWEST:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        at = width * step / 100
        crossing = sum(1 for each in fragments if each.left < at < each.right)
        if (
            best is None
            or crossing < best[0]
            or (crossing == best[0] and abs(at - width / 2) < abs(best[1] - width / 2))
        ):
            best = crossing, at
    if best is None or best[0] > _ACROSS * len(fragments):
        return None
    at = best[1]
    sides = [each for each in fragments if each.right <= at], [each for each in fragments if each.left >= at]
    for side in sides:
        rows = rows_of(side)
        if len(rows) < _FEWEST:
            return None
        extent = max(each.right for each in side) - min(each.left for each in side)
        if median(row[-1].right - row[0].left for row in rows) < _FILLED * extent or extent < 0.2 * width:
            return None
        if median(len(each.text) for each in side) < 8:
            return None
    return at
