"""Whether the time that something takes keeps step with the length of its text, on a busy machine too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 5
"""What is linear passes in one of so many; what is quadratic in none."""


def outgrown(work: Callable[[int], object], short: int, long: int, *, times: float = 0) -> str:
    """What is wrong with the processor time of `work` at two lengths; nothing if it keeps step.

    More than `times` as long counts as wrong: where not told, half way between linear and quadratic.
    """
    ratio = long / short
    times = times or ratio**1.5
    work(short)
    for _ in range(TRIES):
        less, more = max(seconds(work, short), 0.005), seconds(work, long)
        if more < times * less:
            return ""
    return f"{less:.3f} s for {short:,}, {more:.3f} s for {long:,}"


def seconds(work: Callable[[int], object], length: int) -> float:
    """Processor time of this thread."""
    begun = time.thread_time()
    work(length)
    return time.thread_time() - begun
