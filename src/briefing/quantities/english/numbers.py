"""English numbers with what belongs to them: qualifier, sign, percent, currency, unit of time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.english.alone import stands_alone
from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import SCALES, TENS, UNITS, cardinal
from briefing.quantities.english.fractions import ORDINAL_SCALES, ORDINALS, ordinal, share
from briefing.quantities.english.units import (
    BEFORE_NUMBERS,
    currency_after,
    currency_before,
    qualifier_before,
    qualifier_behind,
    rate,
    unit_of_time,
)
from briefing.quantities.english.words import MULTIPLES, SEVERAL, worded
from briefing.quantities.values import (
    Discount,
    Duration,
    Measure,
    Money,
    Multiple,
    Number,
    Percent,
    Points,
    Qualified,
    Rate,
)

if TYPE_CHECKING:
    from briefing.quantities.english.cardinals import Cardinal
    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Approx, Single

_OTHERS = (
    "half quarter fortnight fortnights dozen hundred halved halving several percentage round a an one per"
    " every each another minus negative -"
)
STARTS = frozenset(
    (
        *UNITS,
        *TENS,
        *SCALES,
        *ORDINALS,
        *ORDINAL_SCALES,
        *MULTIPLES,
        *SEVERAL,
        *BEFORE_NUMBERS,
        *_OTHERS.split(),
    )
)
"""The words and signs, besides digits, that may begin a number."""
_COINS = {"jiao": 10, "fen": 100}
_NO_ONE = frozenset(("no", "any", "every", "each", "some", "this", "that", "which", "only"))
_NEGATIONS = frozenset(("not", "no", "never", "nor", "neither", "cannot"))
_OPPOSITE: dict[Approx, Approx] = {"more": "less", "less": "more"}


def number(tokens: Tokens, at: int) -> Atom | None:
    """The number that begins at `at`, or its qualifier, sign or currency, with all that belongs to it."""
    qualified = qualifier_before(tokens, at)
    start = qualified[1] if qualified else at
    atom = _signed(tokens, start)
    if atom is None and qualified:
        # Around the clock.
        qualified, atom = None, _signed(tokens, at)
    if atom is None:
        return None
    approx: Approx = qualified[0] if qualified else ""
    if approx in _OPPOSITE and _negated(tokens, at):
        approx = _OPPOSITE[approx]
    end = atom.end
    if behind := qualifier_behind(tokens, end):
        # "Three or more years": the unit stands behind the qualifier.
        approx, end = approx or behind[0], behind[1]
        if atom.bare and (unit := unit_of_time(tokens, end)):
            timed = tuple(Duration(v.value, unit[0]) for v in atom.values if isinstance(v, Number))
            atom, end = replace(atom, values=timed or atom.values, bare=False), unit[1]
    values = tuple(_qualified(value, approx) for value in atom.values) if approx else atom.values
    return replace(atom, start=at, end=end, values=values)


def _negated(tokens: Tokens, at: int) -> bool:
    """Whether the qualifier at `at` is turned round: shall not be less than."""
    before = at - 2 if tokens[at - 1].text in ("be", "been", "exceed", "to", "set") else at - 1
    return tokens[before].text in _NEGATIONS or tokens[before].text.endswith("n't")


def _qualified(value: Single, approx: Approx) -> Single:
    if isinstance(value, Qualified):
        return replace(value, approx=approx)
    return value


def _signed(tokens: Tokens, at: int) -> Atom | None:
    token = tokens[at]
    negative = token.text in ("minus", "negative") or (
        token.text == "-" and tokens[at + 1].glued and (not token.glued or tokens[at - 1].text in "(（/")
    )
    start = at + 1 if negative else at
    before = currency_before(tokens, start)
    if before and tokens[before[1]].text in ("-",) and not negative:
        negative = True
        before = before[0], before[1] + 1
    first = before[1] if before else start
    if not before and not stands_alone(tokens, first):
        return None
    if tokens[first].text == "one" and tokens[at - 1].text in _NO_ONE:
        return None
    atom = _money(tokens, first, before[0]) if before else _number(tokens, first)
    if atom is None:
        return None
    if tokens.words(atom.end, "below", "zero"):
        negative, atom = True, replace(atom, end=atom.end + 2)
    if negative:
        atom = replace(atom, values=tuple(_negative(value) for value in atom.values))
    return replace(atom, start=at)


def _negative(value: Single) -> Single:
    if isinstance(value, Number | Percent | Points | Rate | Money | Measure):
        return replace(value, value=-value.value)
    return value


def _money(tokens: Tokens, at: int, codes: tuple[str, ...]) -> Atom | None:
    found = cardinal(tokens, at)
    if found is None or found.worded:
        return None
    value, end, scaled = found.value, found.end, found.scaled
    if found.loose:
        scaled, end = found.loose
        value *= scaled
    if (after := currency_after(tokens, end)) and after[0][0] in codes:
        end = after[1]
    note = "a sign of several currencies" if len(codes) > 1 else ""
    return Atom(at, end, tuple(Money(value, code) for code in codes), scaled, signed=codes[0], note=note)


def _number(tokens: Tokens, at: int) -> Atom | None:
    found = cardinal(tokens, at)
    if found is None:
        return worded(tokens, at)
    end, value = found.end, found.value
    after = tokens[end]
    if told := ordinal(tokens, at, found) or share(tokens, at, found) or _measured(tokens, at, found):
        return told
    if found.loose and after.glued:
        # 240m may be a height, unless a currency stands beside it.
        scaled, past = found.loose
        if money := currency_after(tokens, past):
            return Atom(at, money[1], tuple(Money(value * scaled, code) for code in money[0]), scaled)
        values = Number(value * scaled), Number(value)
        return Atom(at, past, values, bare=True, note="a magnitude or a unit")
    return Atom(at, end, (Number(value),), found.scaled, bare=True)


def _measured(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    """A number with its percent, currency, unit of time, or what it multiplies."""
    end, value, scaled = found.end, found.value, found.scaled
    if rated := rate(tokens, end):
        what, end = rated
        one: Single
        if what == "percent":
            one = Percent(value)
            off = end + 1 if tokens[end].text == "-" else end
            if tokens[off].text in ("off", "discount") and not tokens.words(off, "off", "the"):
                return Atom(at, off + 1, (Discount(value),), scaled)
        elif what in ("points", "basis"):
            one = Points(value if what == "points" else value / 100)
        else:
            one = Rate(value, int(what))
        return Atom(at, end, (one,), scaled)
    joint = end + (tokens[end].text in ("part", "parts"))
    if tokens[joint].text in ("per", "in"):
        per = cardinal(tokens, joint + 1)
        if per and per.value in (100, 1000, 10**4, 10**5, 10**6, 10**7, 10**8) and value < per.value:
            return Atom(at, per.end, (Rate(value, int(per.value)),), scaled)
    if tokens[end].text in ("points", "point") and not found.worded:
        return Atom(at, end + 1, (Points(value), Number(value)), scaled, note="of percent, or of an index")
    if money := currency_after(tokens, end):
        note = "a name of several currencies" if len(money[0]) > 1 else ""
        return Atom(at, money[1], tuple(Money(value, code) for code in money[0]), scaled, note=note)
    if (coin := _COINS.get(tokens[end].text)) and tokens[end].kind == "word":
        return Atom(at, end + 1, (Money(value / coin, "CNY"),), scaled)
    if (unit := unit_of_time(tokens, end)) and not _prizes(tokens, found, unit[1]):
        end = unit[1]
        extra = tokens.words(end, "and", "a", "half")
        value += Decimal("0.5") if extra else 0
        return Atom(at, end + 3 * extra, (Duration(value, unit[0]),), scaled)
    if multiple := _times(tokens, end):
        return Atom(at, multiple, (Multiple(value),), scaled)
    return _degrees(tokens, at, found)


def _prizes(tokens: Tokens, found: Cardinal, end: int) -> bool:
    """Whether a `second` behind a number is no time: three second prizes."""
    return tokens[end - 1].text == "second" and found.value != 1 and tokens[found.end].text != "-"


def _times(tokens: Tokens, at: int) -> int | None:
    """Where `times`, `-fold`, `fold` or a glued `x` ends."""
    glued = tokens[at].text == "-" and tokens[at].glued
    after = at + 1 if glued else at
    if tokens[after].text == "fold" or (tokens[after].text == "times" and not glued):
        return after + 1
    if tokens[at].text in ("x", "×") and tokens[at].glued and tokens[at + 1].kind != "number":
        return at + 1
    return None


def _degrees(tokens: Tokens, at: int, found: Cardinal) -> Atom | None:
    end = found.end
    unit = ""
    if tokens[end].text in ("°", "º"):
        end += 1
        unit = "degrees"
    elif tokens[end].text == "℃":
        end, unit = end + 1, "degrees Celsius"
    else:
        after = end + 1 if tokens[end].text == "-" else end
        if tokens[after].text in ("degree", "degrees"):
            end, unit = after + 1, "degrees"
    below = tokens.words(end, "below", "zero")
    if unit == "degrees":
        after = end + 2 if below else end
        if tokens[after].text in ("celsius", "centigrade") or (
            tokens[after].text == "c" and tokens.text[tokens[after].start] == "C"
        ):
            end, unit = after + 1, "degrees Celsius"
        elif below:
            end += 2
    if not unit:
        return None
    value = -found.value if below and end > found.end else found.value
    return Atom(at, end, (Measure(value, unit), Number(value)), found.scaled)
