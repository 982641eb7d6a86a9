"""Tells whether a sentence has been seen before, exactly or nearly, in time that does not grow with all seen.

Of the hashes of a sentence's stretches of four characters the eight smallest are kept, and only sentences
that share one of them are compared. Two that have half of all their stretches in common share none once in
256 times, with three quarters in common once in 65,000 (A. Broder, On the resemblance
and containment of documents, 1997).
"""

from __future__ import annotations

import re
import unicodedata
from heapq import nsmallest
from zlib import crc32

from rapidfuzz.fuzz import ratio

_STRETCH = 4
_KEPT = 8
_COMPARED = 64
"""With how many sentences of one hash a new one is compared, the latest: a phrase that opens every article of
a law would make the work quadratic."""

_NO_WORD = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """`text` as far as it counts: one width, no punctuation, no spaces, lower case."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)).lower()


class Seen:
    """Sentences seen, each with a label that says where. `near` is the similarity, 0 to 100, that counts as
    the same (100 times twice the length of the longest common subsequence by the length of both)."""

    def __init__(self, near: float) -> None:
        self._near = near
        self._exact: dict[str, str] = {}
        self._by_hash: dict[int, list[str]] = {}

    def add(self, text: str, label: str) -> None:
        """Remember `text`; the first label of the same text holds."""
        known = key(text)
        if not known or known in self._exact:
            return
        self._exact[known] = label
        for number in _hashes(known):
            self._by_hash.setdefault(number, []).append(known)

    def find(self, text: str) -> tuple[str, bool]:
        """The label of `text`, and whether it is exactly that; ("", False) if nothing like it was seen."""
        wanted = key(text)
        if label := self._exact.get(wanted):
            return label, True
        tried: set[str] = set()
        for number in _hashes(wanted):
            for known in self._by_hash.get(number, ())[-_COMPARED:]:
                if known not in tried:
                    tried.add(known)
                    if ratio(wanted, known, score_cutoff=self._near):
                        return self._exact[known], False
        return "", False


def _hashes(known: str) -> list[int]:
    stretches = {known[at : at + _STRETCH] for at in range(max(1, len(known) - _STRETCH + 1))}
    return nsmallest(_KEPT, (crc32(each.encode()) for each in stretches))
