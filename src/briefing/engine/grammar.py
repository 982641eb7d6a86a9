"""What the local model may write: English and nothing else, and in a repair certain strings for sure.

Both are constraints on decoding, for xgrammar inside OpenVINO GenAI: a regular expression, or a grammar in
its EBNF. The characters allowed are listed one range after another, because the library clamps the bytes of
a negated class to ASCII, so that "anything but Chinese" would come out as "ASCII".
"""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEMANDS = 3
"""Strings that one grammar may demand: all their orders are written out, six for three."""
_MAX_DEMANDED_CHARS = 200

# No line breaks (an answer is one segment), no invisible spaces or hyphens that nobody could check by eye.
_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A1, 0x00AC),  # Latin-1: ¢ £ § ° ± é ×
    (0x00AE, 0x024F),  # Latin with diacritics: Dvořák, Gdańsk
    (0x0391, 0x03A1),  # Greek
    (0x03A3, 0x03C9),
    (0x1E00, 0x1EFF),  # Latin with diacritics, Vietnamese: Nguyễn
    (0x2010, 0x2027),  # dashes, typographic quotes, bullet, ellipsis
    (0x2030, 0x2033),  # ‰ ′ ″
    (0x2039, 0x203A),
    (0x2070, 0x208E),  # superscripts and subscripts: CO₂
    (0x20A0, 0x20BF),  # currencies: €, ₩
    (0x2122, 0x2122),  # ™
    (0x2150, 0x215E),  # ⅓
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2248),  # ≈
    (0x2260, 0x2260),  # ≠
    (0x2264, 0x2265),  # ≤ ≥
)


def _escape(code: int) -> str:
    return f"\\u{code:04X}"


_CLASS = "[" + "".join(f"{_escape(low)}-{_escape(high)}" for low, high in _RANGES) + "]"
ENGLISH_ONLY = _CLASS + "+"
"""Regular expression of every answer: at least one character, none but those of an English text."""

_WRITABLE = re.compile(ENGLISH_ONLY)


def writable(text: str) -> bool:
    """Whether the model can write `text` under `ENGLISH_ONLY`."""
    return _WRITABLE.fullmatch(text) is not None


def demanding(strings: Sequence[str]) -> str:
    """Return the EBNF of English text that contains each of `strings`, in any order.

    A string given twice is demanded twice. Returns `""` where no such grammar can be written safely: no
    strings, more than `MAX_DEMANDS`, or one that is very long or that `ENGLISH_ONLY` does not admit. (A bad
    grammar would fail the step of all requests that run beside it.)
    """
    if not 0 < len(strings) <= MAX_DEMANDS:
        return ""
    if not all(len(each) <= _MAX_DEMANDED_CHARS and writable(each) for each in strings):
        return ""
    orders = dict.fromkeys(permutations(map(_quote, strings)))
    root = " | ".join(" ".join(("text", *(f"{each} text" for each in order))) for order in orders)
    return f"root ::= {root}\ntext ::= {_CLASS}*\n"


def _quote(text: str) -> str:
    """A literal of the EBNF, everything but letters, digits and spaces escaped."""
    return (
        '"'
        + "".join(
            char if char.isascii() and (char.isalnum() or char == " ") else _escape(ord(char))
            for char in text
        )
        + '"'
    )
