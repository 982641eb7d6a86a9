"""Text that is set from top to bottom, columns from the right, as in old books and some announcements.

A page of it is turned by a quarter, so that its columns are lines from the left, one under the other.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.read.fragments import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.read.pdf.lines import Char


_WIDE, _NEAR = 0.7, 0.4
"""How wide a character is that tells where a column is, in its size, and how far others of it may be off."""


def is_vertical(characters: Sequence[Char]) -> bool:
    """Tell whether most Chinese characters stand under the one before, not beside it."""
    under = beside = 0
    for last, char in pairwise(each for each in characters if has_han(each.text)):
        right, down = char.left - last.left, char.top - last.top
        size = max(last.size, char.size)
        under += abs(right) < 0.3 * size and 0.5 * size < down < 2 * size
        beside += abs(down) < 0.3 * size and 0.5 * size < right < 2 * size
    return under > 2 * beside


def turned(characters: Sequence[Char], width: float) -> list[Char]:
    """The characters of a page of this width where they are once it is turned, column by column.

    Each fills its square: a comma is drawn in a corner of its own, and stands on the line all the same.
    """
    inked = [each for each in characters if not each.text.isspace()]
    middles: list[float] = []
    for each in inked:
        if has_han(each.text) and each.right - each.left > _WIDE * each.size:
            middle = _middle(each)
            if abs(_nearest(middles, middle) - middle) > _NEAR * each.size:
                insort(middles, middle)
    columns: dict[float, list[Char]] = defaultdict(list)
    for each in inked:
        nearest = _nearest(middles, _middle(each))
        columns[nearest if abs(nearest - _middle(each)) < each.size else _middle(each)].append(each)
    found: list[Char] = []
    for middle, column in sorted(columns.items(), reverse=True):
        column.sort(key=lambda each: each.top)
        for each, after in zip(column, [*column[1:], None], strict=True):
            end = each.bottom if after is None else max(each.bottom, min(after.top, each.top + each.size))
            top = width - middle - each.size / 2
            found.append(replace(each, left=each.top, top=top, right=end, bottom=top + each.size))
    return found


def _middle(char: Char) -> float:
    return (char.left + char.right) / 2


def _nearest(middles: Sequence[float], to: float) -> float:
    at = bisect(middles, to)
    return min(middles[max(0, at - 1) : at + 1], key=lambda each: abs(each - to), default=inf)


def turned_rules(
    across: Sequence[Rule], down: Sequence[Rule], width: float
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The lines drawn across and down it, likewise."""
    return (
        tuple(Rule(width - each.at, each.start, each.end) for each in down),
        tuple(Rule(each.at, width - each.end, width - each.start) for each in across),
    )
