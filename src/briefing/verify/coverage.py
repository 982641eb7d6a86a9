"""Which words of the Chinese have something in the English, by a table of words learned from pairs.

`data/lexicon.xz` has for a Chinese word how often, in a thousand sentences that have it, a professional's
English has one of the words beside it. `training/lexicon.py` made it.
"""

from __future__ import annotations

import lzma
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Range, Segment

_WORD = re.compile("[a-z]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
_LONGEST = 5
_KEPT = 6
_FUNCTION = """
    the a an and of to in for on by with as at from is are was were be been being has have had will would
    shall should may might can could must not no it its this that these those which who whom whose their they
    them he she his her we our us my or but if than then so such there also other any all each more most into
    over under up out about between through during per within upon i do does did
"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())
"""English words of which the table has nothing."""
_LEAST = 0.5
"""Share of sentences below which a word is no sign, because English often says it in another way."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the Chinese that the table has, `zh_at` in its segment.

    `rendered` says that the English has one of its words, or that a span accounts for it. `weight` is minus
    the natural logarithm of how seldom a translation has none of them: 2.3 for one in ten.
    """

    zh: str
    zh_at: Range
    rendered: bool
    weight: float


def stem(word: str) -> str:
    """What the table has of an English word in small letters: no plural, six letters.

    >>> [stem(each) for each in ("policies", "businesses", "registration", "registers", "gas")]
    ['policy', 'busine', 'regist', 'regist', 'gas']
    """
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_KEPT]


def stems(en: str) -> set[str]:
    """The stems of all words of an English text."""
    return {stem(word) for word in _WORD.findall(en.lower())}


def words(zh: str) -> Iterator[Range]:
    """Where the words of a Chinese text stand: from the left, the longest that the table has."""
    vocabulary = _table()
    for run in _HAN.finditer(zh):
        at, end = run.span()
        while at < end:
            sizes = range(min(_LONGEST, end - at), 1, -1)
            size = next((size for size in sizes if zh[at : at + size] in vocabulary), 0)
            if size:
                yield at, at + size
            at += size or 1


def rendered(segment: Segment) -> list[Word]:
    """The words of the Chinese that English has as a rule, and whether this English has them."""
    said = stems(segment.en)
    taken = [span.zh_at for span in segment.spans if span.by]
    found = []
    for start, end in words(segment.zh):
        known = _table()[segment.zh[start:end]]
        if any(a < end and start < b for a, b in taken):
            found.append(Word(segment.zh[start:end], (start, end), True, known.weight))
        elif known.share >= _LEAST:
            has = not said.isdisjoint(known.stems)
            found.append(Word(segment.zh[start:end], (start, end), has, known.weight))
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    share: float
    stems: frozenset[str]

    @property
    def weight(self) -> float:
        return -log(1 - self.share)


@cache
def _table() -> dict[str, _Entry]:
    data = (files("briefing.verify") / "data" / "lexicon.xz").read_bytes()
    table = {}
    for line in lzma.decompress(data).decode("utf-8").splitlines():
        word, share, *known = line.split(" ")
        table[word] = _Entry(int(share) / 1000, frozenset(known))
    return table
