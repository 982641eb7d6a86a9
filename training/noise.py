"""Makes a clean source look like one that was scraped, and that no normalizer has seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_MARKER = re.compile(r"(\[\[.*?\]\])")
_HALF = str.maketrans("，；：！？（）", ",;:!?()")
_WIDE = {digit: digit + 0xFEE0 for digit in range(ord("0"), ord("9") + 1)}


def noisy(zh: str, rng: Random) -> str:
    """`zh` with half-width punctuation, without its spaces, or with full-width digits: one of these or more,
    as `rng` has it. What stands in markers stays."""
    half, close, wide = rng.choice(((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 1, 1)))
    parts = _MARKER.split(zh)
    for at in range(0, len(parts), 2):
        part = parts[at].translate(_HALF) if half else parts[at]
        part = part.replace(" ", "") if close else part
        parts[at] = part.translate(_WIDE) if wide else part
    return "".join(parts)
