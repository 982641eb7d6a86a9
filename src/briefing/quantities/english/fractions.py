"""English ordinals and fractions: 100,000th, twenty-first, two thirds, 3/4, nine out of ten."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import SCALES, TENS, cardinal
from briefing.quantities.english.tokens import by_first_word
from briefing.quantities.english.units import unit_of_time
from briefing.quantities.values import Duration, Fraction, Number, Ordinal, Points
from briefing.quantities.wording import ORDINALS as _ORDINALS

if TYPE_CHECKING:
    from briefing.quantities.english.cardinals import Cardinal
    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Single

ORDINALS = {word: value for value, word in enumerate(_ORDINALS)} | {
    f"{word[:-1]}ieth": value for word, value in TENS.items()
}
ORDINAL_SCALES = {f"{word}th": value for word, value in SCALES.items()} | {"hundredth": 100}
_ENDS = {"st": (1,), "nd": (2,), "rd": (3,), "th": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)}
DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
for _word, _value in ORDINALS.items():
    if _value > 2:
        DENOMINATORS |= {_word: _value, f"{_word}s": _value}
DENOMINATORS |= {"hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000}
DENOMINATORS |= {"millionth": 10**6, "millionths": 10**6}
MAX_ORDINAL = 10**12
_ROUND = frozenset(10**n for n in range(1, 7))
_JOINTS = by_first_word(["in", "in every", "in each", "out of", "out of every", "of every"])


def ordinal(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    """14th, 100,000th, 1 millionth, twenty-first, one hundred and fifth."""
    end, value = found.end, found.value
    if value != value.to_integral_value() or value >= MAX_ORDINAL:
        return None
    after = tokens[end]
    if not found.worded and after.glued and after.text in _ENDS:
        right = int(value) % 10 in _ENDS[after.text]
        return Atom(at, end + 1, (Ordinal(int(value)),)) if right else None
    past = end + 1 if after.text == "-" and after.glued else end
    if tokens[past].text == "and" and tokens[past + 1].text in ORDINALS:
        past += 1
    word = tokens[past].text
    if word in ORDINAL_SCALES and (found.worded or past == end):
        scale = ORDINAL_SCALES[word]
        if value * scale >= MAX_ORDINAL:
            return None
        values: tuple[Single, ...] = (Ordinal(int(value) * scale),)
        values += (Fraction(int(value), scale),) if value < scale else ()
        return Atom(at, past + 1, values, note="an ordinal or a fraction" if len(values) > 1 else "")
    unit = ORDINALS.get(word, 0)
    # Twenty-first and one hundred and fifth, but not "twenty first graders".
    fits = unit and value >= 20 and (value % 100 == 0 or (value % 10 == 0 and unit < 10))
    if found.worded and fits and (past > end or value >= 100):
        return Atom(at, past + 1, (Ordinal(int(value) + unit),))
    return None


def share(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    """Two thirds, three-quarters, 3/4, nine out of ten, one in 10,000."""
    if found.value != found.value.to_integral_value() or found.value <= 0:
        return None
    return _named(tokens, at, found) or _slashed(tokens, at, found) or _of_many(tokens, at, found)


def _named(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    part, end = int(found.value), found.end
    past = end + 1 if tokens[end].text == "-" and tokens[end].glued else end
    whole = DENOMINATORS.get(tokens[past].text, 0)
    plural = tokens[past].text.endswith("s")
    if part >= whole or (part == 1) == plural or not (found.worded or plural) or found.scaled > 1:
        return None
    if tokens.words(past + 1, "of", "a") and (scale := SCALES.get(tokens[past + 3].text)):
        return Atom(at, past + 4, (Number(Decimal(part) * scale / whole),), bare=True)
    if tokens.words(past + 1, "of", "a", "percentage", "point") and whole in (2, 4, 5, 10, 100):
        return Atom(at, past + 5, (Points(Decimal(part) / whole),))
    if whole == 4 and part > 1 and tokens[past + 1].text not in ("of", "the"):
        values = Fraction(part, whole), Duration(found.value, "quarter")
        return Atom(at, past + 1, values, note="a share or a time")
    return Atom(at, past + 1, (Fraction(part, whole),))


def _slashed(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    end = found.end
    if tokens[end].text not in ("/", "⁄") or not (tokens[end].glued and tokens[end + 1].glued):
        return None
    below = cardinal(tokens, end + 1)
    years = len(tokens[at].text) == len(tokens[end + 1].text) == 4
    if years or below is None or below.value % 1 or not found.value < below.value <= 10**6:
        return None
    if tokens[below.end].text == "/" and tokens[below.end].glued:
        return None
    return Atom(at, below.end, (Fraction(int(found.value), int(below.value)),))


def _of_many(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    """One in ten, nine out of ten, one of every six."""
    joint = tokens.phrase(found.end, _JOINTS)
    below = cardinal(tokens, joint[1]) if joint else None
    if joint is None or below is None or below.value % 1 or not found.value < below.value:
        return None
    if below.value not in _ROUND and (joint[0] == "in" or found.worded != below.worded):
        return None
    if unit_of_time(tokens, below.end):
        return None
    values = Fraction(int(found.value), int(below.value)), Number(found.value), Number(below.value)
    return Atom(at, below.end, values, note="a share or a count")
