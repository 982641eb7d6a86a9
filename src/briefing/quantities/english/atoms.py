"""What the readers of English hand on: a stretch of tokens with the values that it may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.quantities.values import Single


@dataclass(frozen=True, slots=True)
class Atom:
    """`values` that may be meant from token `start` to before `end`, the likeliest first.

    `scaled` is the magnitude that a number is written with (1 for none); `bare` says that it has nothing
    else: no percent sign, no unit, no currency; the first of a range takes them from the second. `signed`
    is the currency that stands before it, which the second takes from the first ($5-6 million).
    `note` says why there is more than one value.
    """

    start: int
    end: int
    values: tuple[Single, ...]
    scaled: int = 1
    bare: bool = False
    signed: str = ""
    note: str = ""
