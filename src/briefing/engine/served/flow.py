"""How many requests are in flight: as many as a server has slots, or as many as do it good."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 256
"""Requests in flight at most: vLLM's own limit of sequences (`--max-num-seqs`)."""
GROWTH = 1.5
WORTH = 1.05
"""By how much the width is raised, and how much more must be done a second for that to stay."""


class Flow:
    """How many requests may be in flight (`width`), going by what was seen of those before.

    Where `adaptive`, it grows while more is done a second for it, a window of `width` answers at a time, and
    goes back where it is not. Of a server that says it is busy it asks half as much at once, and after that
    one more for each window.
    """

    def __init__(
        self, width: int, *, adaptive: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.width = max(1, width)
        self._adaptive = adaptive
        self._most = MOST if adaptive else self.width
        self._clock = clock
        self._growing = adaptive
        self._before = self.width
        self._rate = 0.0
        self._begin()

    def _begin(self) -> None:
        self._since = self._clock()
        self._answers = 0
        self._work = 0

    def answered(self, work: int, *, full: bool = True) -> None:
        """An answer came, for `work` characters of source, when as many were in flight as may be (`full`).

        Where there was less to ask than that, what is done a second says nothing.
        """
        if not full:
            self._begin()
            return
        self._answers += 1
        self._work += work
        if self._answers >= 2 * self.width:
            self._settle()

    def _settle(self) -> None:
        rate = self._work / max(self._clock() - self._since, 1e-6)
        if self._growing:
            if rate < WORTH * self._rate:
                self.width, self._growing = self._before, False
            else:
                self._before, self._rate = self.width, rate
                self.width = min(self._most, max(self.width + 1, int(self.width * GROWTH)))
                self._growing = self.width > self._before
        elif self.width < self._before:
            self.width += 1
        self._begin()

    def busy(self) -> None:
        """The server said that it has no room: half as many from now on."""
        if self._answers or self.width == self._before:
            self._before = max(1, self.width - 1)
            self.width = max(1, self.width // 2)
            self._growing = False
            self._begin()
