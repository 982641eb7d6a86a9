"""Rows of fragments that are a table's, though no line is drawn; and those whose first is a label."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.read.fragments import Fragment

BULLET = re.compile("[\ue000-\uf8ff•●○■□◆◇▪▫➢✓·-]")
_MOST_CELLS = 100
"""Fragments in a row of a table."""

_LABEL = re.compile(
    "[0-9]{1,2}[.、．)]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
)


def without_label(row: Sequence[Fragment]) -> Sequence[Fragment]:
    """A row whose number or bullet, which stands apart, is part of its text."""
    if len(row) != 2 or not (BULLET.fullmatch(row[0].text) or _LABEL.fullmatch(row[0].text)):
        return row
    bullet = "• " if BULLET.fullmatch(row[0].text) else row[0].text
    return [replace(row[1], text=as_one(bullet, row[1].text), left=row[0].left)]


def as_one(label: str, text: str) -> str:
    """The text of an item behind its number: 1. and 6月30日前 (by June 30) are not 1.6月."""
    is_decimal = label.endswith((".", "．", ":", "：")) and text[:1].isdecimal()
    return f"{label} {text}" if is_decimal else label + text


def under(cells: Sequence[Sequence[Fragment]], each: Fragment) -> int:
    """Which cell a fragment stands under: the one whose text begins, is centred or ends where it does."""

    def apart(cell: Sequence[Fragment]) -> float:
        one = cell[0]
        sides = abs(one.left - each.left), abs(one.right - each.right)
        return min(*sides, abs(one.left + one.right - each.left - each.right) / 2)

    return min(range(len(cells)), key=lambda n: apart(cells[n]))


def goes_on_below(cells: Sequence[Sequence[Fragment]], row: Sequence[Fragment], leading: float) -> bool:
    """Tell whether a row is the second line of cells: it stands close under them, and none is wider."""
    lowest = max(cell[-1].middle for cell in cells)
    if row[0].middle - lowest > 1.2 * leading or len(row) >= len(cells):
        return False
    for each in row:
        above = cells[under(cells, each)][0]
        near = min(abs(above.left - each.left), abs(above.left + above.right - each.left - each.right) / 2)
        if near > each.size or each.right > above.right + each.size:
            return False
    return True


def in_columns(lines: Sequence[Sequence[Fragment]], index: int) -> bool:
    """Tell whether the row has a neighbour whose fragments begin, or end, or are centred where its own do."""
    row = lines[index]
    if not 1 < len(row) <= _MOST_CELLS:
        return False
    size = row[0].size
    near = [*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3]]
    for other in near:
        if len(other) > 1 and all(
            any(
                min(
                    abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2
                )
                < size
                for b in other
            )
            for a in row[1:]
        ):
            return True
    return False
