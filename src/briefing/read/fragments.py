"""Stretches of text on a page, by where they lie: what a PDF and an image that was read have in common."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text without a gap, on one line: its sides, in points or pixels from the top left.

    `size` is that of its font, `confidence` that with which it was read from an image.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """Half of its height, from the top of the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is drawn, as along the cells of a table: its place, and where it begins and ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` from 1, its size, its fragments in the order of the file, the lines drawn on it."""

    number: int
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    across: tuple[Rule, ...] = field(default=())
    down: tuple[Rule, ...] = field(default=())
