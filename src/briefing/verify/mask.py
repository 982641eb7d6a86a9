"""What of a finished English text is spoken for."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Range


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
