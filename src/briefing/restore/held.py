"""A text under correction in which the renderings of spans are held fast, at offsets that follow along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from briefing.document import How

HOLD = "\ue000"
"""Stands in `HeldText.open` for each character that is held: neither a word's, nor a space, nor a mark."""

Change = tuple[int, int, str]
"""`text[start:end]` becomes this."""


@dataclass(slots=True)
class Held:
    """A stretch that nothing may change: the rendering of the span number `span`, settled by `by`."""

    start: int
    end: int
    span: int
    by: How


class HeldText:
    """A text and what is held in it, in order and without overlaps."""

    def __init__(self, text: str, held: Iterable[Held] = ()) -> None:
        self.text = text
        self.held = sorted(held, key=lambda piece: piece.start)

    def read(self, piece: Held) -> str:
        """What is held."""
        return self.text[piece.start : piece.end]

    @property
    def open(self) -> str:
        """The text with `HOLD` for all that is held: what patterns may look at, and change."""
        parts: list[str] = []
        done = 0
        for piece in self.held:
            parts += [self.text[done : piece.start], HOLD * (piece.end - piece.start)]
            done = piece.end
        return "".join(parts) + self.text[done:]

    def change(self, changes: Iterable[Change]) -> None:
        """Make `changes`, which are in order, do not overlap, and touch what is held at its edges at most.

        What is put in between two held stretches, or at one's edge, is not held.
        """
        parts: list[str] = []
        done = shift = at = 0
        for start, end, new in changes:
            while at < len(self.held) and self.held[at].start < end:
                self._move(at, shift)
                at += 1
            parts += [self.text[done:start], new]
            done = end
            shift += len(new) - (end - start)
        for rest in range(at, len(self.held)):
            self._move(rest, shift)
        self.text = "".join(parts) + self.text[done:]

    def _move(self, at: int, shift: int) -> None:
        self.held[at].start += shift
        self.held[at].end += shift

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> None:
        """Replace what `pattern` matches outside of what is held."""
        make = new if callable(new) else (lambda match: match.expand(new))
        self.change([(*match.span(), make(match)) for match in pattern.finditer(self.open)])

    def reword(self, piece: Held, text: str, by: How) -> None:
        """Hold `text` in place of what `piece` holds: another form of the same rendering."""
        end, shift = piece.end, len(text) - (piece.end - piece.start)
        self.text = self.text[: piece.start] + text + self.text[end:]
        piece.end, piece.by = piece.start + len(text), by
        for other in self.held:
            if other is not piece and other.start >= end:
                other.start += shift
                other.end += shift

    def insert(self, piece: Held, before: int, text: str) -> None:
        """Put `text` in at the offset `before`, all of it held as `piece` says (its offsets are set here)."""
        self.change([(before, before, text)])
        piece.start, piece.end = before, before + len(text)
        self.held = sorted([*self.held, piece], key=lambda other: (other.start, other.end))
