"""What the parts of the Chinese reader hand on: a value with its place, and how its unit makes another of
it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Approx, Single, Value


@dataclass(frozen=True, slots=True)
class Suffix:
    """A unit behind a number: `make` gives the value of a number with it. `inside` says whether it belongs
    to the span (the percent sign does, 元 does not); `end` is where it ends."""

    end: int
    make: Callable[[Decimal, Approx], Single]
    inside: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value read at `start` to `end`; with the unit that stays outside it reaches to `after`.

    `numeral` and `suffix` are there where a range may share them.
    """

    start: int
    end: int
    value: Value
    after: int
    numeral: Numeral | None = None
    suffix: Suffix | None = None
    free: bool = False
    note: str = ""
