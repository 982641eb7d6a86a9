"""Renderings for engines that have no markers: put in place bare, and found again word for word."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range
    from briefing.engine.base import Request

_WORD = "0-9A-Za-z\u00c0-\u024f"
_LETTER = re.compile(f"[{_WORD}]")
_GOES_BEFORE = re.compile(rf"(?:[{_WORD}]|[0-9][.,])\Z")
"""Before a word or a figure, what it is a part of something longer with."""
_GOES_ON_FIGURE = re.compile(rf"[{_WORD}]|[.,][0-9]|\s?%|\s(?:thousand|million|billion|trillion|percent)\b")
"""The same behind a figure."""


def source_of(request: Request) -> str:
    """Return the request's text with the rendering of each marked span in its place.

    A space sets a rendering off from letters beside it, as the model learnt its English words. Digits need
    none beside a Chinese character: 保障低收入人口97.7万人 becomes 保障 low-income population 977,000人.
    """
    parts: list[str] = []
    end = 0
    for span in sorted((span for span in request.spans if span.marked), key=lambda span: span.zh_at):
        start, after = span.zh_at
        parts += [request.text[end:start], span.en]
        end = after
    parts = list(filter(None, [*parts, request.text[end:]]))
    gaps = (" " if _grow_together(one[-1], other[0]) else "" for one, other in pairwise(parts))
    return "".join(chain.from_iterable(zip(parts, chain(gaps, ("",)), strict=True)))


def _grow_together(one: str, other: str) -> bool:
    chinese_beside_digit = one.isdecimal() != other.isdecimal() and not (one + other).isascii()
    return one.isalnum() and other.isalnum() and not chinese_beside_digit


def find_marks(text: str, renderings: Sequence[str]) -> tuple[Range, ...]:
    """Return where `renderings` stand in `text`, as whole words and whole figures, in the order of the text.

    Each is found as often as it is in `renderings`; longer ones first, and no two overlap: 300 is not in
    1,300, 300 million or 300%, and `reform` is not found again in `market reform` if that is one.
    """
    taken: list[Range] = []
    for rendering in sorted(dict.fromkeys(renderings), key=lambda each: (-len(each), each)):
        left = renderings.count(rendering)
        for start, end in _places(text, rendering):
            if not left:
                break
            if all(end <= at or start >= after for at, after in taken):
                taken.append((start, end))
                left -= 1
    return tuple(sorted(taken))


def _places(text: str, rendering: str) -> Iterator[Range]:
    """Where `rendering` stands whole. Found without a pattern of its own: figures are new in each sentence,
    and to compile one for each took a sixth of all the time that a sentence takes."""
    whole_from, whole_to = _LETTER.match(rendering[:1]), _LETTER.match(rendering[-1:])
    behind = _GOES_ON_FIGURE if rendering[-1:].isdecimal() else _LETTER
    start = text.find(rendering)
    while start >= 0:
        end = start + len(rendering)
        if (whole_from and _GOES_BEFORE.search(text[max(0, start - 2) : start])) or (
            whole_to and behind.match(text, end)
        ):
            start = text.find(rendering, start + 1)
        else:
            yield start, end
            start = text.find(rendering, end)
