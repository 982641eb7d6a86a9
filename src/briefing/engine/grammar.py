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

# What there is besides printable ASCII. No line breaks (an answer is one segment), no invisible spaces or
# hyphens that nobody could check by eye.
_RANGES = (
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


def _class(*without: str) -> str:
    """The class of characters in `_RANGES`, but for those `without`, which are of ASCII."""
    holes = sorted(map(ord, without))
    starts, ends = [0x20, *(hole + 1 for hole in holes)], [*(hole - 1 for hole in holes), 0x7E]
    ascii_ranges = ((low, high) for low, high in zip(starts, ends, strict=True) if low <= high)
    return "[" + "".join(f"\\u{low:04X}-\\u{high:04X}" for low, high in (*ascii_ranges, *_RANGES)) + "]"


ENGLISH_ONLY = _class() + "+"
"""Regular expression of every answer: at least one character, none but those of an English text."""

_STOPS = ".,;:"
_LETTERS = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B))))


def _letters(*without: str) -> str:
    """The class of ASCII letters but for `without`."""
    return "[" + "".join(letter for letter in _LETTERS if letter not in without) + "]"


# The rest of a word, with no "ing" in it; and a first word that is neither "we" nor a gerund.
_NO_ING = f"(?:{_letters('i')}|i+(?:ni+)*(?:{_letters('i', 'n')}|n{_letters('i', 'g')}))*(?:i+(?:ni+)*n?)?"
_FIRST_WORD = (
    f"(?:{_letters(*'wWoOi')}{_NO_ING}|[wW]{_letters('e', 'i')}{_NO_ING}"
    f"|[wW]i(?:{_letters('n')}{_NO_ING}|n(?:{_letters('g')}{_NO_ING})?)"
    f"|[oO]{_letters('u', 'i')}{_NO_ING}|During|Beijing|Nanjing|Chongqing|Ning[a-z]+)"
)
_OPENING = f"(?:{_class(*' .,;:wWoO')}|[wW]{_class(*'eE.,;:')}|[oO]{_class(*'uU.,;:')})"
_PHRASE = f"{_OPENING}{_class(*_STOPS)}*"
# Nor is the second word: "Further improving ..." is no better.
_BEGINNING = (
    f"(?:{_FIRST_WORD}(?: {_NO_ING}(?:{_class(*_STOPS, *_LETTERS)}{_class(*_STOPS)}*)?"
    f"|{_class(' ', *_STOPS, *_LETTERS)}{_class(*_STOPS)}*)?"
    f"|{_class(' ', *_STOPS, *_LETTERS)}{_class(*_STOPS)}*)"
)

IMPERSONAL = f"{_BEGINNING}(?:[.,;:]+(?:{_class(*' .,;:')}{_class(*_STOPS)}*| {_PHRASE}))*[.;:]*"
"""Regular expression of an answer in which nobody speaks as "we": no phrase, at the beginning or after a full
stop, comma, semicolon or colon, opens with we, our or any word that begins with these letters; and there is
no gerund in the first two words, which is how the model would begin half a sentence instead.

Where Chinese leaves out the subject, the model likes to open with "We will ...". Only the beginnings of words
can be ruled out: without "we" alone, the model writes "Wewill" or "Weakened". The price is that "were" and
"well" cannot follow a comma; "and we" is still possible, but comes up little after another beginning.
"""

_WRITABLE = re.compile(ENGLISH_ONLY)


def writable(text: str) -> bool:
    """Whether the model can write `text` under `ENGLISH_ONLY`."""
    return _WRITABLE.fullmatch(text) is not None


def demanding(strings: Sequence[str], *, first_person: bool = True) -> str:
    """Return the EBNF of English text that contains each of `strings`, in any order, in its first sentence.

    Without `first_person` the text does not open with "we" or "our" (see `IMPERSONAL`). A string given twice
    is demanded twice. Returns `""` where no such grammar can be written safely: no strings, more than
    `MAX_DEMANDS`, or one that is very long or that `ENGLISH_ONLY` does not admit. What is returned must be
    right by construction: a bad grammar makes the library (2026.4.1) fail every step, or ends the whole
    process, from a thread of its own where nobody can catch it.

    Until the last of the strings has been written no sentence may end, which is to say that full stops stand
    in markers only. Otherwise the model ends its sentence, may not stop, and rambles up to its limit.
    """
    if not 0 < len(strings) <= MAX_DEMANDS:
        return ""
    if not all(len(each) <= _MAX_DEMANDED_CHARS and writable(each) for each in strings):
        return ""
    orders = dict.fromkeys(permutations(map(_quote, strings)))
    first, then = ("clause", "clause") if first_person else ("opening", "rest")
    root = " | ".join(f"{first} {f' {then} '.join(order)} text" for order in orders)
    return f"root ::= {root}\n{_RULES}"


_RULES = f"""\
text ::= {_class()}*
opening ::= "" | first rest
first ::= marker | {_class(*" .,;:!?[]wWoO")} | [wW] {_class(*"eE.,;:!?[]")} | [oO] {_class(*"uU.,;:!?[]")}
rest ::= (marker | {_class(*".,;:!?[]")} | [,;:] {_class(*" .,;:!?[]")} | [,;:] " " first)* ("" | [,;:] " ")
clause ::= ({_class(*".!?[]")} | marker)*
marker ::= "[[" ({_class(*"[]")} | "[" {_class(*"[]")}* "]")* "]]"
"""


def _quote(text: str) -> str:
    """A literal of the EBNF, everything but letters, digits and spaces escaped."""
    plain = (char if char.isascii() and (char.isalnum() or char == " ") else _escape(char) for char in text)
    return '"' + "".join(plain) + '"'


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}"
