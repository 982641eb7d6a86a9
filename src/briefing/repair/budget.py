"""How often each segment of a document may be asked for again.

All that is asked again is together no longer than the document, so that no text takes more than twice what
its first drafts take. It is counted in characters of the source, and never in seconds: the same text gets the
same English however busy a machine is. What a segment may take hangs on the first drafts up to its own, and
not on the order in which they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 4
"""Times that one segment is asked for again at most."""


class Budget:
    """Characters that are left for repairs, in the order of the document.

    Args:
        sizes: the characters of each segment that an engine is asked for, by id, in order.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes
        self._failed: dict[str, bool] = {}
        self._next = iter(sizes)
        self._at = next(self._next, None)
        self._left = 0

    def grant(self, id_: str, *, failed: bool) -> Iterator[tuple[str, int]]:
        """Take in that the first draft of a segment has come, and whether it failed a check.

        Yields the segments that may be asked for again now, each with how often: once at least.
        """
        self._failed[id_] = failed
        while self._at is not None and self._at in self._failed:
            size = self._sizes[self._at]
            self._left += size
            if self._failed[self._at]:
                times = min(MOST, self._left // size)
                self._left -= times * size
                yield self._at, times
            self._at = next(self._next, None)
