"""How many requests are in flight: as many as a server has slots, or as many as do it good."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 256
"""Requests in flight at most: vLLM's own limit of sequences on most GPUs (`--max-num-seqs`)."""
GROWTH, WORTH = 1.5, 1.05
"""By how much the width is raised at once, and how much more must be done a second for that to stay."""


class Flow:
    """How many requests may be in flight: `width`, going by what was seen of those before. Threads share it.

    Where `adaptive`, it grows while more is done a second for it, and goes back a step where it is not. Of a
    server that says it is busy half as much is asked at once, and one more after each window of answers, up
    to one less than was too much.
    """

    def __init__(
        self, width: int, *, adaptive: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.width = max(1, width)
        self._growing = adaptive
        # What it grows to, or goes back to.
        self._mark = self.width
        self._rate = 0.0
        self._answered = True
        self._clock = clock
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._since = self._clock()
        self._answers = self._work = 0

    def answered(self, work: int, *, full: bool = True) -> None:
        """An answer came, for `work` characters of source, when as many were in flight as may be (`full`).

        Where there was less to ask than that, what is done a second says nothing.
        """
        with self._lock:
            self._answered = True
            if not full:
                self._begin()
                return
            self._answers += 1
            self._work += work
            if self._answers >= 2 * self.width:
                self._settle()

    def _settle(self) -> None:
        if not self._growing:
            self.width = min(self._mark, self.width + 1)
        else:
            rate = self._work / max(self._clock() - self._since, 1e-6)
            if rate < WORTH * self._rate:
                self.width, self._growing = self._mark, False
            else:
                self._mark, self._rate = self.width, rate
                self.width = min(MOST, max(self.width + 1, int(self.width * GROWTH)))
        self._begin()

    def busy(self) -> None:
        """The server said that it has no room."""
        with self._lock:
            # Those in flight together are told together: that is one word, not many.
            if self._answered:
                self._mark = max(1, self.width - 1)
                self.width = max(1, self.width // 2)
                self._growing = self._answered = False
                self._begin()
