"""Whether the paragraphs are all there, once, in their places, with the Chinese of the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Literal

from briefing.document import Finding
from briefing.review.remark import Remark
from briefing.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.bilingual.pairs import Bilingual
    from briefing.document import Document, Range

_SPACE = re.compile(r"[\s\u2400-\u2421\ufffd]+")
"""What documents do not keep: spaces, and controls, which they show as pictures."""


def structure(bilingual: Bilingual, source: Document | None) -> Iterator[Remark]:
    """The remarks of the rule `structure`, and sentences that are still marked as not translated.

    Without `source`, paragraphs are counted as the file's front matter says, and by their numbers if it has
    none.
    """
    for id_ in bilingual.failed:
        yield Remark(id_, Finding("untranslated", "error", "a sentence is still marked as not translated"))
    if not bilingual.numbered:
        return
    ids = [pair.id for pair in bilingual.pairs]
    total = bilingual.written.paragraphs
    total = len(source.paragraphs) if source else max(map(_number, ids)) if total is None else total
    present = set(ids)
    for first, last in _runs([number for number in range(1, total + 1) if f"p{number}" not in present]):
        message = f"p{first} is missing" if first == last else f"p{first} to p{last} are missing"
        yield Remark("", _structural("error", message))
    counts = Counter(ids)
    for id_ in dict.fromkeys(ids):
        if counts[id_] > 1:
            yield Remark(id_, _structural("warning", f"the paragraph is there {counts[id_]} times"))
        if not 1 <= _number(id_) <= total:
            yield Remark(id_, _structural("warning", "the paragraph was added: the source has no such one"))
    once = [_number(id_) for id_ in dict.fromkeys(ids)]
    for number in sorted(set(once) - _longest_rise(once)):
        yield Remark(f"p{number}", _structural("warning", "the paragraph is not in its place"))
    if source:
        yield from _edited(bilingual, source)


def _edited(bilingual: Bilingual, source: Document) -> Iterator[Remark]:
    """Paragraphs whose Chinese is not that of the source."""
    clean_text = bilingual.written.clean
    original = {each.id: each.zh if clean_text else each.raw for each in source.paragraphs}
    for pair in bilingual.pairs:
        if pair.id in original and bare(pair.zh) != bare(original[pair.id]):
            at = _first_difference(bare(pair.zh), bare(original[pair.id]))
            was, now = (bare(text)[max(0, at - 4) : at + 8] for text in (original[pair.id], pair.zh))
            message = f"the Chinese was edited: the source has …{was}…, the file …{now}…"
            yield Remark(pair.id, _structural("warning", message))


def bare(text: str) -> str:
    """A text without what documents do not keep."""
    return _SPACE.sub("", visible(text))


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _structural(severity: Literal["error", "warning"], message: str) -> Finding:
    return Finding("structure", severity, message)


def _number(id_: str) -> int:
    digits = id_.removeprefix("p")
    return int(digits) if digits.isdecimal() and len(digits) < 8 else 0


def _runs(numbers: Sequence[int]) -> Iterator[Range]:
    """Consecutive numbers as (first, last)."""
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number
            start = at + 1


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The most of the numbers that stand in rising order: the others were moved."""
    tails: list[int] = []
    places: list[int] = []
    for number in numbers:
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places.append(at)
    rise: set[int] = set()
    wanted = len(tails) - 1
    for number, place in zip(reversed(numbers), reversed(places), strict=True):
        if place == wanted and (not rise or number < min(rise)):
            rise.add(number)
            wanted -= 1
    return rise
