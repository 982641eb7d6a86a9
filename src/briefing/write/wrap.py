"""Line breaks for Chinese and English text in terminal cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from briefing.document import Range

# Two cells wide, near enough for finding places where a line may break; the widths themselves are rich's.
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003ffff"
)
# What must not end a line, and what must not begin one (GB/T 15834, on punctuation).
_OPEN = "“‘（〔［｛《〈「『【"
_CLOSE = "”’）〕］｝》〉」』】，。、；：？！…—％"

# A piece that is not broken: a wide character, or a run of others up to the next wide one or space, with its
# punctuation. The bounded repeats keep the search linear.
_PIECE = re.compile(
    rf"\s+|[{_OPEN}]{{0,4}}(?:[{_WIDE}]|[^\s{_WIDE}]+?(?=[{_OPEN}]{{0,4}}[{_WIDE}]|\s|\Z))[{_CLOSE}]{{0,4}}"
)


def wrap(text: str, width: int) -> list[Range]:
    """The lines of `text` at `width` cells: their ranges, in order, without the spaces at a break.

    Every character that is not a space is in exactly one line. A line is wider than `width` only if a single
    character is.

    >>> [("实现GDP增长5.2%。"[start:end]) for start, end in wrap("实现GDP增长5.2%。", 8)]
    ['实现GDP', '增长', '5.2%。']
    """
    lines: list[Range] = []
    start = end = used = 0
    for piece in _PIECE.finditer(text):
        at, until = piece.span()
        if piece[0].isspace():
            used += cell_len(piece[0])
            continue
        cells = cell_len(piece[0])
        if end > start and used + cells > width:
            lines.append((start, end))
            start = end = at
            used = 0
        elif end == start:
            start, used = at, 0
        if cells > width:
            *whole, (start, end) = _chop(text, at, until, width)
            lines += whole
            used = cell_len(text[start:end])
        else:
            end = until
            used += cells
    if end > start:
        lines.append((start, end))
    return lines


def _chop(text: str, at: int, until: int, width: int) -> list[Range]:
    """Cut a piece that is longer than a line wherever it fills one."""
    lines: list[Range] = []
    used = 0
    start = at
    for index in range(at, until):
        cells = cell_len(text[index])
        if used + cells > width and index > start:
            lines.append((start, index))
            start, used = index, 0
        used += cells
    return [*lines, (start, until)]
