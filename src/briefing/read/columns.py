"""Rows and columns of the fragments on a page."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.read.fragments import Fragment

_FEWEST = 4
"""Lines that a column has at the least."""
_FILLED = 0.6
"""The share of a column's width that its usual line takes: the cells of a table take less."""
_FROM = 25
"""Hundredths of what stands side by side, from either end of which no gap is looked for: the middle half has
one of two, of three and of four columns."""
_NARROWEST, _SHORTEST = 0.12, 8
"""The share of a page's width that a column has at the least, and the characters of its usual line."""
_WIDEST = 6
"""Characters that the gap has room for: the cells of a table may stand farther apart."""
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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns side by side: where the gap between them lies, and what those on either side consist of."""

    gutter: float
    left: _Columns | None
    right: _Columns | None


def bands(fragments: Sequence[Fragment], width: float) -> Iterator[list[list[Fragment]]]:
    """Yield the rows of each column in the order of reading; what stands across columns parts them."""
    yield from _in_order(fragments, _columns(fragments, width))


def _in_order(fragments: Sequence[Fragment], columns: _Columns | None) -> Iterator[list[list[Fragment]]]:
    if columns is None:
        yield rows_of(fragments)
        return
    left: list[Fragment] = []
    right: list[Fragment] = []
    across: list[Fragment] = []
    for each in sorted(fragments, key=lambda one: one.middle):
        if each.left < columns.gutter < each.right:
            if left or right:
                yield from _in_order(left, columns.left)
                yield from _in_order(right, columns.right)
                left, right = [], []
            across.append(each)
            continue
        if across:
            yield rows_of(across)
            across = []
        (left if each.right <= columns.gutter else right).append(each)
    yield rows_of(across)
    yield from _in_order(left, columns.left)
    yield from _in_order(right, columns.right)


def _columns(fragments: Sequence[Fragment], width: float) -> _Columns | None:
    """The columns of a page of this width, or of one side of it; None if there is but one."""
    at = _gutter(fragments, width)
    if at is None:
        return None
    sides = [each for each in fragments if each.right <= at], [each for each in fragments if each.left >= at]
    left, right = (_columns(side, width) for side in sides)
    return _Columns(at, left, right)


def _gutter(fragments: Sequence[Fragment], width: float) -> float | None:
    """Where the gap between columns of running text lies that is nearest to the middle, if there is one."""
    if len(fragments) < 2 * _FEWEST:
        return None
    first, last = min(each.left for each in fragments), max(each.right for each in fragments)
    middle = (first + last) / 2
    best: tuple[int, float, float] | None = None
    for step in range(_FROM, 101 - _FROM):
        at = first + (last - first) * step / 100
        crossing = sum(1 for each in fragments if each.left < at < each.right)
        found = crossing, abs(at - middle), at
        best = min(best or found, found)
    if best is None or best[0] > _ACROSS * len(fragments):
        return None
    at = best[2]
    sides = [each for each in fragments if each.right <= at], [each for each in fragments if each.left >= at]
    if not all(_is_text(side, width) for side in sides):
        return None
    gap = min(each.left for each in sides[1]) - max(each.right for each in sides[0])
    return at if gap < _WIDEST * median(each.size for each in fragments) else None


def _is_text(side: Sequence[Fragment], width: float) -> bool:
    """Whether what stands beside a gap is running text: lines that fill their width, and no cells."""
    rows = rows_of(side)
    if len(rows) < _FEWEST:
        return False
    extent = max(each.right for each in side) - min(each.left for each in side)
    if median(row[-1].right - row[0].left for row in rows) < _FILLED * extent or extent < _NARROWEST * width:
        return False
    return median(len(each.text) for each in side) >= _SHORTEST
