"""Noticing, while the local model writes, that it has begun to repeat itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_PERIOD = 64
"""Longest phrase, in tokens, whose repetition is noticed: a sentence of some forty words."""
MIN_REPEATED = 16
"""Tokens that must have been said again before it counts: `1,000,000,000` or a row of dots is no loop."""


class LoopDetector:
    """Watches one answer token by token. A loop is a phrase said over and over, without any change.

    A phrase of up to 12 tokens must have come four times, a longer one three times: parallel clauses are the
    ordinary style of policy Chinese, but they differ in a word.
    """

    __slots__ = ("_repeated", "_tokens")

    def __init__(self) -> None:
        self._tokens: list[int] = []
        # For each period, how many tokens up to now equal the one that stands a period before them.
        self._repeated = [0] * (MAX_PERIOD + 1)

    def feed(self, tokens: Iterable[int]) -> int | None:
        """Take in the next tokens of the answer.

        Returns the number of tokens of the whole answer that are worth keeping (up to the end of the phrase's
        first saying) once it loops, None until then.
        """
        for token in tokens:
            cut = self._feed(token)
            if cut is not None:
                return cut
        return None

    def _feed(self, token: int) -> int | None:
        seen, repeated = self._tokens, self._repeated
        seen.append(token)
        for period in range(1, min(MAX_PERIOD, len(seen) - 1) + 1):
            if seen[-1 - period] != token:
                repeated[period] = 0
                continue
            repeated[period] += 1
            times = 3 if period <= 12 else 2
            if repeated[period] >= max(MIN_REPEATED, times * period):
                return len(seen) - repeated[period]
        return None
