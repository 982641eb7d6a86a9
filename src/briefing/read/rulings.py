"""The lines drawn on an image of a page, as along the cells of a table. By OpenCV, which RapidOCR brings."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.read.fragments import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

_SHORTEST = 1 / 28
"""Of the longer side of the page: 10 mm on A4, longer than the strokes of characters are."""
_GAP = 3
"""Pixels that may be missing in a line."""
_DARKER = 40
"""Of 255, than what is around it: a line that a scanner has blurred."""
_AROUND = 31
_INK, _THICK = 90, 2
"""Of 255, darker than paper: what is no noise; and how many such pixels in a column are a character's."""


def straightened(grey: Pixels, tilt: float) -> tuple[Pixels, int]:
    """An image turned by minus `tilt` (radians) about its top left, and the margin that each side got."""
    import cv2

    high, wide = grey.shape
    margin = math.ceil(abs(math.sin(tilt)) * max(high, wide)) + 1
    cos, sin = math.cos(-tilt), math.sin(-tilt)
    size = wide + 2 * margin, high + 2 * margin
    matrix = _array([[cos, -sin, margin], [sin, cos, margin]])
    turned = cv2.warpAffine(grey, matrix, size, borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0,))
    return turned.astype(grey.dtype), margin


def rules_of(grey: Pixels, margin: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The lines across and down a straight image, in pixels from the top left inside its margin."""
    import cv2

    around = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
    )
    long = max(20, round(_SHORTEST * (max(grey.shape) - 2 * margin)))
    found = []
    for across in (True, False):
        gap = cv2.getStructuringElement(cv2.MORPH_RECT, (_GAP, 1) if across else (1, _GAP))
        line = cv2.getStructuringElement(cv2.MORPH_RECT, (long, 1) if across else (1, long))
        whole = cv2.morphologyEx(around, cv2.MORPH_CLOSE, gap)
        lines = cv2.morphologyEx(whole, cv2.MORPH_OPEN, line)
        _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
        rules = []
        for left, top, wide, high, _ in boxes[1:].tolist():  # the first is the ground
            at, start, size = (top + high / 2, left, wide) if across else (left + wide / 2, top, high)
            rules.append(Rule(at - margin, start - margin, start + size - margin))
        found.append(tuple(rules))
    return found[0], found[1]


def gaps_of(grey: Pixels, least: float) -> list[tuple[float, float]]:
    """Where the gaps in a line of text begin and end that are at least so wide, in pixels from its left."""
    import numpy as np

    if not grey.size:
        return []
    inked = np.flatnonzero((grey < float(np.median(grey)) - _INK).sum(axis=0) >= _THICK)
    return [(before + 1, after) for before, after in pairwise(inked.tolist()) if after - before > least]


def _array(rows: list[list[float]]) -> NDArray[np.float64]:
    import numpy as np

    return np.array(rows)
