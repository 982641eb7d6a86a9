"""Tables on a page, by the lines that are drawn between their cells."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.read.columns import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.read.fragments import Fragment, Page, Rule

_NEAR = 4.0
"""Points: lines nearer to each other than this are one, drawn twice or as a thin box."""

_MOST_PLACES = 5_000
"""Places of a grid: what has more is squared paper, or a drawing."""

Cell = list["Fragment"]
Table = tuple[float, list[list[Cell]]]
"""Its top, and its rows of cells with text."""


def tables_of(page: Page) -> tuple[list[Table], list[Fragment]]:
    """The tables of a page from its top, and what is in none."""
    tables: list[Table] = []
    loose = list(page.fragments)
    for across, down in _grids(page):
        rows, columns = _places(across), _places(down)
        if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > _MOST_PLACES:
            continue
        whole = _merged(rows, columns, across, down)
        cells: dict[tuple[int, int], Cell] = {}
        rest = []
        for each in loose:
            row, column = _between(rows, each.middle), _between(columns, (each.left + each.right) / 2)
            if row is None or column is None:
                rest.append(each)
            else:
                cells.setdefault(whole[row, column], []).append(each)
        if len(cells) < 2:
            continue
        loose = rest
        ordered: dict[int, list[Cell]] = defaultdict(list)
        for at in sorted(cells):
            ordered[at[0]].append([each for line in rows_of(cells[at]) for each in line])
        tables.append((rows[0], list(ordered.values())))
    return tables, loose


def _merged(
    rows: Sequence[float], columns: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid, the first place of the cell that it is in: no line is drawn between."""
    whole: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            whole[row, column] = (row, column)
            if column and not _is_drawn(down, left, (top + bottom) / 2):
                whole[row, column] = whole[row, column - 1]
            elif row and not _is_drawn(across, top, (left + right) / 2):
                whole[row, column] = whole[row - 1, column]
    return whole


def _is_drawn(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(abs(each.at - at) <= _NEAR and each.start <= middle <= each.end for each in rules)


def _grids(page: Page) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines of each table: those that cross or touch, from the top of the page."""
    group_of: dict[int, int] = {}  # of the lines across that some line down touches
    groups: dict[int, tuple[list[int], list[Rule]]] = {}
    for number, down in enumerate(page.down):
        touched = [
            at
            for at, rule in enumerate(page.across)
            if rule.start - _NEAR <= down.at <= rule.end + _NEAR
            and down.start - _NEAR <= rule.at <= down.end + _NEAR
        ]
        across, downs = [at for at in touched if at not in group_of], [down]
        for joined in {group_of[at] for at in touched if at in group_of}:
            more, others = groups.pop(joined)
            across += more
            downs += others
        if across:
            groups[number] = across, downs
            group_of.update(dict.fromkeys(across, number))
    found = [([page.across[at] for at in across], downs) for across, downs in groups.values()]
    return sorted(found, key=lambda group: min(rule.at for rule in group[0]))


def _places(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _between(places: Sequence[float], at: float) -> int | None:
    return max(bisect_left(places, at) - 1, 0) if places[0] <= at <= places[-1] else None
