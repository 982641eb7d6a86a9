"""What is learnt in which order and at what rate, and what is due by the clock."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.config import Train

_CHUNK = 400
"""Examples that are sorted by length at a time: enough for batches with little padding, few enough for each
batch to be of all sources."""


def batches(lengths: Sequence[int], settings: Train, seed: int) -> list[list[int]]:
    """All batches of the training, in order: positions of examples of like length, at most `batch_tokens`
    with their padding (or a single longer one)."""
    plan: list[list[int]] = []
    rng = Random(seed)
    for _ in range(settings.epochs):
        order = list(range(len(lengths)))
        rng.shuffle(order)
        for start in range(0, len(order), _CHUNK):
            made = packed(order[start : start + _CHUNK], lengths, settings.batch_tokens)
            rng.shuffle(made)
            plan += made
    return plan[: settings.max_steps or None]


def packed(positions: Iterable[int], lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """`positions` by length, in groups of at most `tokens` with their padding (or a single longer one)."""
    made: list[list[int]] = []
    for at in sorted(positions, key=lengths.__getitem__):
        if not made or lengths[at] * (len(made[-1]) + 1) > tokens:
            made.append([])
        made[-1].append(at)
    return made


def learning_rate(step: int, steps: int, settings: Train, left: float = math.inf) -> float:
    """Of step 1 to `steps`: rises in a line over `warm_up` steps, then falls as a cosine to the floor.

    `left` is the seconds until the training must end: over its last `cool_down` minutes the rate falls in a
    line to the floor, so that a training that ends by the clock ends as settled as one that ends by its plan
    (Hägele and others, Scaling laws and compute-optimal training beyond fixed training durations, 2024).
    """
    warm = min(1.0, step / (settings.warm_up or 1))
    cosine = 0.5 * (1 + math.cos(math.pi * (step - 1) / steps))
    cooled = min(1.0, max(0.0, left) / (60 * settings.cool_down)) if settings.cool_down else 1.0
    return settings.rate * warm * (settings.floor + (1 - settings.floor) * cosine * cooled)


@dataclass(slots=True)
class Regular:
    """Something that is done every so many `seconds`, and takes at most the `share` of the time."""

    seconds: float
    share: float = 1.0
    last: float = field(default_factory=lambda: time.monotonic())

    def due(self, takes: float = 0.0) -> bool:
        """Whether it is time to do it again, if it takes so many seconds."""
        return time.monotonic() - self.last >= max(self.seconds, takes / self.share)

    def done(self) -> None:
        """It has been done just now."""
        self.last = time.monotonic()
