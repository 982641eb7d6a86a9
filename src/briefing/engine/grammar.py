"""What the local model may write: English and nothing else, and in a repair certain strings for sure.

Both are grammars in the EBNF of xgrammar, inside OpenVINO GenAI. The characters allowed are listed one range
after another, because the library clamps the bytes of a negated class to ASCII, so that "anything but
Chinese" would come out as "ASCII".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_DEMANDS = 3
"""Strings that one grammar may demand: their orders are written out, six for three."""
_MAX_DEMANDED_CHARS = 200
_MAX_OPENING = 900
"""Characters of an opening as it is written in a grammar: `served/gbnf.py` reads literals of 1,000."""

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


_LETTERS = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B))))
_DIGITS = "0123456789"
_STOPS = ".,;:"


def _letters(*without: str) -> str:
    """The class of ASCII letters but for `without`."""
    return "[" + "".join(letter for letter in _LETTERS if letter not in without) + "]"


# Every rule goes through the text from left to right and ends in the next rule, as a state of an automaton.
# `_ENDS` tells the library that nothing follows a rule that may end the text: without it, it tries thousands
# of its tokens one by one at every step, whether they go on after the rule (measured: 40 to 70 ms).
_ENDS = '(="\\u0001")'

ENGLISH_ONLY = f"root ::= {_class()} {_class()}*\n"
"""EBNF of every answer: at least one character, none but those of an English text."""

# What a phrase may open with, each time with the rule that goes on.
_OPENINGS = (_class(*" .,;:wWoO"), f"[wW] {_class(*'eE.,;:')}", f"[oO] {_class(*'uU.,;:')}")
_SIGN = _class(" ", *_STOPS, *_LETTERS)
_EDGE = _class(*",.!?[]", *_LETTERS, *_DIGITS)
"""What may stand beside words that are demanded."""


def _word(name: str, then: str) -> str:
    """Rules `name`, `name_i` and `name_in` of the rest of a word that has no "ing" in it, and then `then`."""
    return f"""\
{name} ::= {_letters("i")}* "i" {name}_i | {_letters("i")}* {then} {_ENDS}
{name}_i ::= "i" {name}_i | "n" {name}_in | {_letters("i", "n")} {name} | {then} {_ENDS}
{name}_in ::= "i" {name}_i | {_letters("i", "g")} {name} | {then} {_ENDS}
"""


IMPERSONAL = f"""\
root ::= {_letters(*"wWoOi")} first | [wW] {_letters("e", "i")} first | [wW] "i" first_i \
| [oO] {_letters("u", "i")} first | {_SIGN} rest \
| ("During" | "Beijing" | "Nanjing" | "Chongqing" | "Ning" [a-z] [a-z]*) named
{_word("first", "named")}\
named ::= "" | " " second | {_SIGN} rest | [.;:] stop | "," comma {_ENDS}
{_word("second", "beside")}\
beside ::= "" | {_class(*_STOPS, *_LETTERS)} rest | [.;:] stop | "," comma {_ENDS}
rest ::= {_class(*_STOPS)}* | {_class(*_STOPS)}* [.;:] stop | {_class(*_STOPS)}* "," comma {_ENDS}
stop ::= "" | [.;:] stop | "," comma | {_class(" ", *_STOPS)} rest | " " phrase {_ENDS}
comma ::= [.;:] stop | "," comma | {_class(" ", *_STOPS)} rest | " " phrase {_ENDS}
phrase ::= {" | ".join(f"{opening} rest" for opening in _OPENINGS)} {_ENDS}
"""
"""EBNF of an answer in which nobody speaks as "we": no phrase, at the beginning or after a full stop, comma,
semicolon or colon, opens with we, our or any word that begins with these letters; and there is no gerund in
the first two words ("Further improving ..." is no better), which is how the model would begin half a sentence
instead.

Where Chinese leaves out the subject, the model likes to open with "We will ...". Only the beginnings of words
can be ruled out: without "we" alone, the model writes "Wewill" or "Weakened". The price is that "were" and
"well" cannot follow a comma; "and we" is still possible, but comes up little after another beginning.
"""

_WRITABLE = re.compile(_class() + "+")


def writable(text: str) -> bool:
    """Whether the model can write `text` under `ENGLISH_ONLY`."""
    return _WRITABLE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Held:
    """A string that a text is to contain, or may, and which clause of the source it stands for, from 0."""

    text: str
    clause: int = 0


def demanding(
    demands: Sequence[Held], others: Sequence[Held] | None = None, *, first_person: bool = True
) -> str:
    """Return the EBNF of English text that contains each of `demands` in its first sentence, in the order of
    their clauses, those of one clause in any order.

    `others` are what else may stand in markers before the last of them, none of a clause behind that of the
    next demand or before that of the last one; None for whatever there is. Who may write what comes later in
    the source goes on to the end of the sentence, and has no place for what is demanded any more.

    Without `first_person` the text does not open with "we" or "our" (see `IMPERSONAL`). What is given twice
    is demanded twice. Returns `""` where no such grammar can be written safely: no demand, more than
    `MAX_DEMANDS`, or a string that is very long or that `ENGLISH_ONLY` does not admit. What is returned must
    be right by construction: a bad grammar makes the library (2026.4.1) fail every step, or ends the whole
    process, from a thread of its own where nobody can catch it.

    Until the last of the strings has been written no sentence may end, which is to say that full stops stand
    in markers only. Otherwise the model ends its sentence, may not stop, and rambles up to its limit.
    """
    if not _demandable([each.text for each in demands]):
        return ""
    orders = [each for each in permutations(demands) if _in_order(each)]
    ways = dict.fromkeys(tuple(_steps(each, others)) for each in orders)
    numbers = {step: at for at, step in enumerate(dict.fromkeys(step for way in ways for step in way))}
    first = "within" if first_person else "open"
    root = " | ".join(
        " ".join(f"{'within' if at else first}_{numbers[step]}" for at, step in enumerate(way))
        + f" {_class()}*"
        for way in ways
    )
    rules = _until if first_person else _until_impersonal
    return f"root ::= {root}\n" + "".join(rules(step, number) for step, number in numbers.items())


@dataclass(frozen=True, slots=True)
class _Step:
    """What is demanded next, and the markers that may stand before it; None for any."""

    text: str
    markers: tuple[str, ...] | None


def _steps(demands: Sequence[Held], others: Sequence[Held] | None) -> Iterator[_Step]:
    behind = 0
    for demand in demands:
        between = (each.text for each in others or () if behind <= each.clause <= demand.clause)
        yield _Step(demand.text, None if others is None else tuple(dict.fromkeys(between)))
        behind = demand.clause


def _in_order(demands: Sequence[Held]) -> bool:
    return all(one.clause <= other.clause for one, other in pairwise(demands))


def demanding_words(strings: Sequence[str], opening: str = "") -> str:
    """Return the EBNF of English text that contains each of `strings` as whole words, in any order, in its
    first sentence, without markers: 120 is not in 1,120. Words may open the sentence with a capital letter,
    have hyphens between them (year-on-year) and the ending of a plural.

    With an `opening` the text begins with that, and each of `strings` comes in the sentence that it leaves
    off in. Returns `""` where `demanding` does, or cannot be written with the opening.
    """
    begins = not opening or (writable(opening) and len(_quote(opening)) <= _MAX_OPENING)
    if not (begins and _demandable(strings)):
        return ""
    numbers = {each: number for number, each in enumerate(dict.fromkeys(strings))}
    orders = dict.fromkeys(permutations(f"demanded{numbers[each]}" for each in strings))
    root = " | ".join(f"before {' between '.join(order)} after" for order in orders)
    before = f"{_quote(opening)} between" if opening else '"" | within ' + _EDGE
    plain = f"{_class(*'.!?[]')}*"
    # A full stop that a letter or digit follows ends no sentence: 5.2 percent. Without any, who has said all
    # and may not stop would go on with a comma, and make things up.
    return f"""\
root ::= {root}
before ::= {before}
between ::= apart | "," apart
apart ::= {_EDGE} | {_EDGE} within {_EDGE}
within ::= {plain} | {plain} "." [0-9A-Za-z] within
plural ::= "" | "s" | "es"
after ::= "" | {_class("[", "]", *_LETTERS, *_DIGITS)} {_class("[", "]")}*
""" + "".join(f"demanded{number} ::= {_words(each)}\n" for each, number in numbers.items())


def _words(text: str) -> str:
    """What is demanded, as words that a sentence may be made with; of a figure nothing is free."""
    if not (text[0] in _LETTERS and text[-1] in _LETTERS):
        return f"{_quote(text)} plural" if text[-1] in _LETTERS else _quote(text)
    first, *more = text.split(" ")
    opening = f"[{first[0].lower()}{first[0].upper()}]" if first[0].islower() else _quote(first[0])
    words = [f"{opening} {_quote(first[1:])}".removesuffix(' ""'), *map(_quote, more)]
    return " [ \\u002D] ".join(words) + " plural"


def _demandable(strings: Sequence[str]) -> bool:
    fit = all(len(each) <= _MAX_DEMANDED_CHARS and writable(each) for each in strings)
    return 0 < len(strings) <= MAX_DEMANDS and fit


def _until(step: _Step, number: int) -> str:
    """Rule `within_N` of a text up to the end of what is demanded, which may stand in it before."""
    plain = f"{_class(*'.!?[]')}*"
    return f"""\
within_{number} ::= {plain} {_quote(step.text)} | {plain} marked_{number}
{_marked(step, number)}"""


def _until_impersonal(step: _Step, number: int) -> str:
    """The same, and `open_N` where a phrase begins: none opens with "we" or "our"."""
    plain = f"{_class(*'.,;:!?[]')}*"
    literal = _quote(step.text)
    return f"""\
open_{number} ::= {literal} | marked_{number} | {_class(*" .,;:!?[]wWoO")} within_{number} \
| [wW] {_class(*"eE.,;:!?[]")} within_{number} | [oO] {_class(*"uU.,;:!?[]")} within_{number}
within_{number} ::= {plain} {literal} | {plain} marked_{number} \
| {plain} [,;:] {_class(*" .,;:!?[]")} within_{number} | {plain} [,;:] " " open_{number}
{_marked(step, number)}"""


def _marked(step: _Step, number: int) -> str:
    """Rule `marked_N` of another marker, in which brackets and full stops may stand, and of what follows."""
    if step.markers is not None:
        # Where there is no other, the one that is demanded stands here, too.
        others = [f"{_quote(each)} within_{number}" for each in step.markers]
        return f"marked_{number} ::= {' | '.join(others) or _quote(step.text)}\n"
    inside = f"{_class(*'[]')}*"
    return f"""\
marked_{number} ::= "[[" inside_{number}
inside_{number} ::= {inside} "]]" within_{number} | {inside} "[" {inside} "]" inside_{number}
"""


def _quote(text: str) -> str:
    """A literal of the EBNF, everything but letters, digits and spaces escaped."""
    plain = (char if char.isascii() and (char.isalnum() or char == " ") else _escape(char) for char in text)
    return '"' + "".join(plain) + '"'


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}"
