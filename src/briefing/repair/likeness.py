"""How far a name in pinyin sounds from Chinese characters: Qiongyun from 青云里 (Qingyunli)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.verify.sounds import divided, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

_INITIAL = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]|")
_PAIRS = "b-p d-t g-k z-zh c-ch s-sh j-q q-x j-x zh-ch ch-sh n-l l-r z-c f-h z-j c-q s-x"
_NEAR = frozenset(frozenset(pair.split("-")) for pair in _PAIRS.split())
"""Initials that are taken for each other."""


def distance(name: str, zh: str) -> float:
    """0 where `name` is a reading of the characters `zh`, 1 where nothing of it is alike.

    They are laid beside each other syllable by syllable, each with an initial and a final; one syllable may
    be missing on either side, which counts as one that is not alike. With more between them it is 1.

    >>> [round(distance(name, "青云里"), 2) for name in ("Qingyunli", "Qiongyun", "Qiyun", "Malan")]
    [0.0, 0.38, 0.44, 0.83]
    """
    syllables = readings(zh).syllables
    ways = (way for way in divided(name) if abs(len(way) - len(zh)) <= 1)
    return min((_apart(way, syllables) / max(len(way), len(zh)) for way in ways), default=1.0)


def _apart(way: Sequence[str], syllables: Sequence[frozenset[str]]) -> float:
    """The sum of what is unlike, with the one that is missing where that is least."""
    if len(way) == len(syllables):
        return sum(_cost(one, other) for one, other in zip(way, syllables, strict=True))
    gaps = range(max(len(way), len(syllables)))
    if len(way) > len(syllables):
        return 1 + min(_apart([*way[:gap], *way[gap + 1 :]], syllables) for gap in gaps)
    return 1 + min(_apart(way, [*syllables[:gap], *syllables[gap + 1 :]]) for gap in gaps)


def _cost(syllable: str, reads: frozenset[str]) -> float:
    return min((_unlike(syllable, each) for each in reads), default=1.0)


@lru_cache(maxsize=8192)
def _unlike(one: str, other: str) -> float:
    """How unlike two syllables are, from 0 to 1: half by their initials, half by their finals."""
    # Few texts have a name to be set, and the library would be loaded for all of them.
    from rapidfuzz.distance import Levenshtein

    first, second = _initial(one), _initial(other)
    final, finish = one[len(first) :], other[len(second) :]
    initial = 0.0 if first == second else 0.25 if frozenset((first, second)) in _NEAR else 0.5
    return initial + Levenshtein.distance(final, finish) / max(len(final), len(finish), 1) / 2


def _initial(syllable: str) -> str:
    match = _INITIAL.match(syllable)
    return match[0] if match else ""
