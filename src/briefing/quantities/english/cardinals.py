"""English cardinals: digits with their magnitude (1,200; 2.68 bn), number words (two hundred and five)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.wording import SMALL as _SMALL
from briefing.quantities.wording import TENS as _TENS

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens

UNITS = {word: value for value, word in enumerate(_SMALL)}
TENS = {word: 20 + 10 * at for at, word in enumerate(_TENS)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ABBREVIATED = {
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
    "trln": 10**12, "k": 10**3,
}  # fmt: skip
_AMBIGUOUS = {"m": 10**6, "b": 10**9, "t": 10**12}
"""Magnitudes beside a currency; elsewhere metres and tonnes."""
HALVES = {"half": "0.5", "quarter": "0.25", "third": "1/3"}


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number from one token to before another. `worded` says that it has no digits.

    `scaled` is the magnitude that it is written with (1 for none), `loose` one that it has only beside a
    currency ($240m), with where the number ends then.
    """

    value: Decimal
    end: int
    worded: bool
    scaled: int = 1
    loose: tuple[int, int] | None = None
    decimals: bool = False


MAX = 10**21
"""More than any figure. Decimal's precision ends at 28 digits."""


def cardinal(tokens: Tokens, at: int) -> Cardinal | None:
    """The cardinal below `MAX` that begins at token `at`, or None."""
    found = _cardinal(tokens, at)
    return found if found and found.value < MAX and (not found.loose or found.value < 10**9) else None


def _cardinal(tokens: Tokens, at: int) -> Cardinal | None:
    token = tokens[at]
    if token.kind == "number":
        return _digits(tokens, at)
    if token.kind == "vulgar":
        return Cardinal(fraction(token.text), at + 1, worded=False)
    if (
        token.text in ("half", "quarter")
        and tokens.words(at + 1, "of", "a")
        and tokens[at + 3].text in SCALES
    ):
        return _half_of(tokens, at, at + 3)
    if token.text == "half" and tokens[at + 1].text in ("a", "an") and _scale(tokens, at + 2):
        return _half_of(tokens, at, at + 2)
    if (
        token.text in ("a", "an")
        and tokens[at + 1].text in ("quarter", "half")
        and tokens.words(at + 2, "of", "a")
    ):
        return _half_of(tokens, at + 1, at + 4)
    return _words(tokens, at)


def fraction(text: str) -> Decimal:
    """0.5 and 1/3 as a number; a third to 28 digits, as Decimal divides."""
    above, _, below = text.partition("/")
    return Decimal(above) / Decimal(below) if below else Decimal(above)


def _half_of(tokens: Tokens, part: int, at: int) -> Cardinal | None:
    scale = _scale(tokens, at)
    if scale is None:
        return None
    value = fraction(HALVES[tokens[part].text]) * scale[0]
    return Cardinal(value, scale[1], worded=True, scaled=scale[0])


def _digits(tokens: Tokens, at: int) -> Cardinal:
    text = tokens[at].text.replace(",", "")
    value, end = Decimal(text), at + 1
    if tokens[end].kind == "vulgar" and "." not in text:
        value += fraction(tokens[end].text)
        end += 1
    elif extra := _and_a_half(tokens, end) or _slashed(tokens, end):
        value += extra[0]
        end = extra[1]
    scaled, end = _scales(tokens, end)
    loose = None
    if scaled == 1 and tokens[end].kind == "word" and tokens[end].text in _AMBIGUOUS:
        loose = _AMBIGUOUS[tokens[end].text], end + 1
    return Cardinal(value * scaled, end, False, scaled, loose, "." in text)


def _scales(tokens: Tokens, at: int) -> tuple[int, int]:
    """The magnitude after digits, up to three words of it, and where it ends."""
    scaled = 1
    for _ in range(3):
        found = _scale(tokens, at)
        if found is None:
            break
        scaled, at = scaled * found[0], found[1]
    return scaled, at


def _scale(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued:
        at += 1
    text = tokens[at].text
    scale = SCALES.get(text) or _ABBREVIATED.get(text) or (100 if text == "hundred" else None)
    return (scale, at + 1) if scale else None


def _and_a_half(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """`and a half`, `and three quarters`, `-and-a-half` after a number."""
    words, ends = [], []
    for _ in range(3):
        if tokens[at].text == "-":
            at += 1
        words.append(tokens[at].text)
        at += 1
        ends.append(at)
    if words[0] == "and" and words[1] in ("a", "one") and words[2] in HALVES:
        return fraction(HALVES[words[2]]), ends[2]
    if words == ["and", "three", "quarters"]:
        return Decimal("0.75"), ends[2]
    if words == ["and", "two", "thirds"]:
        return fraction("2/3"), ends[2]
    return None


def _slashed(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The 1/2 of 2 1/2."""
    above, below = tokens[at], tokens[at + 2]
    slashed = tokens[at + 1].text == "/" and below.glued and not above.glued
    if not slashed or not above.kind == below.kind == "number" or len(above.text + below.text) > 2:
        return None
    return (fraction(f"{above.text}/{below.text}"), at + 3) if "0" < above.text < below.text else None


def _words(tokens: Tokens, at: int) -> Cardinal | None:
    """Number words: sections below a thousand, each with its scale, falling."""
    total, last, scaled, end = Decimal(0), 10**18, 1, at
    while True:
        start = end
        if end > at:
            if tokens[start].text == "-" and tokens[start].glued:
                start += 1
            if tokens[start].text == "and":
                start += 1
        section = _section(tokens, start, first=end == at)
        if section is None:
            break
        value, after = section
        scale, after_scale = 1, after
        while found := _scale(tokens, after_scale):
            if found[0] == 100:
                break
            scale, after_scale = scale * found[0], found[1]
        if scale >= last or (end > at and scale == 1 and value >= last):
            break
        total, end, last = total + value * scale, after_scale, scale
        scaled = scale if scaled == 1 else scaled
        if scale == 1 or value % 1:
            break
    return Cardinal(total, end, worded=True, scaled=scaled) if end > at else None


def _section(tokens: Tokens, at: int, *, first: bool) -> tuple[Decimal, int] | None:
    """A number below a thousand in words, or `a` before a magnitude; dozens count with them."""
    text = tokens[at].text
    if text in ("a", "an", "one") and tokens[at + 1].text == "dozen":
        return Decimal(12), at + 2
    if text == "dozen":
        return Decimal(12), at + 1
    if first and text == "a" and (tokens[at + 1].text in SCALES or tokens[at + 1].text == "hundred"):
        value, end = 1, at + 1
    else:
        small = _below_hundred(tokens, at)
        if small is None:
            return None
        value, end = small
    if tokens[end].text == "dozen":
        return Decimal(value * 12), end + 1
    after = end + 1 if tokens[end].text == "-" and tokens[end].glued else end
    if tokens[after].text == "hundred" and value:
        value, end = value * 100, after + 1
        rest = end + 1 if tokens[end].text in ("and", "-") else end
        if small := _below_hundred(tokens, rest):
            value, end = value + small[0], small[1]
    if extra := _and_a_half(tokens, end):
        return value + extra[0], extra[1]
    if tokens[end].text == "point" and tokens[end + 1].text in UNITS:
        return _pointed(tokens, value, end + 1)
    return Decimal(value), end


def _pointed(tokens: Tokens, value: int, at: int) -> tuple[Decimal, int]:
    """`point six`, `point zero five`."""
    digits = ""
    while len(digits) < 12 and UNITS.get(tokens[at].text, 10) < 10:
        digits += str(UNITS[tokens[at].text])
        at += 1
    return Decimal(f"{value}.{digits}") if digits else Decimal(value), at


def _below_hundred(tokens: Tokens, at: int) -> tuple[int, int] | None:
    text = tokens[at].text
    if text in UNITS:
        return UNITS[text], at + 1
    if text not in TENS:
        return None
    after = at + 2 if tokens[at + 1].text == "-" else at + 1
    unit = UNITS.get(tokens[after].text, 0)
    if 1 <= unit <= 9 and (after == at + 2 or not tokens[after].glued):
        return TENS[text] + unit, after + 1
    return TENS[text], at + 1
