"""English quantities without a cardinal: half a year, doubled, hundreds of thousands, a third."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import SCALES, cardinal
from briefing.quantities.english.fractions import DENOMINATORS, ORDINAL_SCALES, ORDINALS
from briefing.quantities.english.units import currency_after, rate, unit_of_time
from briefing.quantities.values import (
    Code,
    Duration,
    Fraction,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Points,
    Several,
    SeveralMoney,
)

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens

MULTIPLES = {
    word: value
    for value, words in (
        (2, "double doubled doubling doubles twice twofold redoubled duplicated"),
        (3, "triple tripled tripling triples treble trebled trebling threefold thrice"),
        (4, "quadruple quadrupled quadrupling quadruples fourfold"),
        (5, "quintuple quintupled quintupling fivefold"),
        (6, "sextupled sixfold"),
        (7, "sevenfold"),
        (8, "octuple octupled eightfold"),
        (9, "ninefold"),
        (10, "tenfold"),
    )
    for word in words.split()
}
MOST = 10**15
"""More than English says of anything: hundreds of trillions."""
SEVERAL = {
    "tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip


_FEW = SCALES | {"hundred": 100, "dozen": 10, "tens": 10}


def worded(tokens: Tokens, at: int) -> Atom | None:
    """What has no cardinal in it: half, third, doubled, hundreds of thousands, a year."""
    text = tokens[at].text
    if atom := _several(tokens, at) or _half(tokens, at):
        return atom
    if text in ("around", "round"):
        joint = at + 2 if tokens[at + 1].text == "-" else at + 1
        end = joint + 3 if tokens[joint + 1].text == "-" else joint + 2
        if tokens[joint].text == "the" and tokens[end - 1].text == "clock":
            return Atom(at, end, (Duration(Decimal(24), "hour"),))
    if text in ("fortnight", "fortnights"):
        return Atom(at, at + 1, (Duration(Decimal(14), "day"),))
    if text in MULTIPLES:
        return Atom(at, at + 1, (Multiple(Decimal(MULTIPLES[text]), grown=text.endswith(("ed", "ing"))),))
    if text in ("halved", "halving"):
        return Atom(at, at + 1, (Fraction(1, 2),))
    if ORDINALS.get(text):
        return Atom(at, at + 1, (Ordinal(ORDINALS[text]),))
    if text in ("a", "another") and (whole := DENOMINATORS.get(tokens[at + 1].text, 0)) > 2:
        other = Duration(Decimal(1), "quarter") if tokens[at + 1].text == "quarter" else Ordinal(whole)
        return Atom(at, at + 2, (Fraction(1, whole), other), note="a fraction, or one more")
    if text in ORDINAL_SCALES:
        return Atom(at, at + 1, (Ordinal(ORDINAL_SCALES[text]),))
    if (text in SCALES or text == "hundred") and tokens[at - 1].text in (
        "the",
        "per",
        "every",
        "each",
        "another",
    ):
        return Atom(at, at + 1, (Number(Decimal(SCALES.get(text, 100))),), bare=True)
    if text in ("a", "an", "one", "per", "every", "each", "another"):
        if text != "per" and (rated := rate(tokens, at + 1)) and rated[0] in ("points", "percent"):
            one = Points(Decimal(1)) if rated[0] == "points" else Percent(Decimal(1))
            return Atom(at, rated[1], (one,))
        if tokens[at + 1].text == "second" and text in ("a", "every", "each"):
            values = Ordinal(2), Duration(Decimal(1), "second")
            return Atom(at, at + 2, values, note="one more, or a time")
        if tokens[at + 1].text == "fortnight":
            return Atom(at, at + 2, (Duration(Decimal(14), "day"),))
        if unit := unit_of_time(tokens, at + 1):
            extra = tokens.words(unit[1], "and", "a", "half")
            return Atom(at, unit[1] + 3 * extra, (Duration(Decimal("1.5" if extra else 1), unit[0]),))
        coin = at + 2 if tokens[at + 1].text == "single" else at + 1
        if tokens[coin].text in ("cent", "penny", "fen"):
            codes = ("CNY",) if tokens[coin].text == "fen" else ("CNY", "USD", "GBP")
            sums = tuple(Money(Decimal("0.01"), code) for code in codes)
            return Atom(at, coin + 1, sums, note="a coin of several currencies" if len(sums) > 1 else "")
        if (money := currency_after(tokens, at + 1)) and tokens[at + 1].kind == "word":
            return Atom(at, money[1], tuple(Money(Decimal(1), code) for code in money[0]))
    if tokens[at].kind == "code":
        return Atom(at, at + 1, (Code(text),))
    if (rated := rate(tokens, at)) and rated[0] == "points" and tokens[at].text == "percentage":
        return Atom(at, rated[1], (Points(Decimal(1)),))
    return None


def _several(tokens: Tokens, at: int) -> Atom | None:
    """Dozens, hundreds of thousands of yuan, several hundred million, a few dozen."""
    scale = SEVERAL.get(tokens[at].text, 0)
    end = at + 1
    if scale:
        while scale <= MOST and tokens[end].text == "of":
            more = SEVERAL.get(tokens[end + 1].text, 0)
            if more < 100:
                break
            scale, end = scale * more, end + 2
    else:
        few = 1 if tokens[at].text == "several" else 2 if tokens.words(at, "a", "few") else 0
        few = few or (2 if tokens.words(at, "a", "couple") else 0)
        if not few:
            return None
        end, scale = at + few, 1
        if tokens[end].text == "of":
            end += 1
        while scale <= MOST and (found := _FEW.get(tokens[end].text)):
            scale, end = scale * found, end + 1
            if tokens[end].text == "of" and (
                tokens[end + 1].text in SCALES or tokens[end + 1].text in SEVERAL
            ):
                scale, end = (
                    scale * (SEVERAL.get(tokens[end + 1].text) or SCALES[tokens[end + 1].text]),
                    end + 2,
                )
        if scale == 1 and (power := cardinal(tokens, end)):
            power_of_ten = power.value in [10**n for n in range(1, 13)]
            scale, end = (int(power.value), power.end) if power_of_ten else (1, end)
        if scale == 1:
            return None
    if scale > MOST:
        return None
    past = end + 1 if tokens[end].text == "of" else end
    if money := currency_after(tokens, past):
        return Atom(at, money[1], tuple(SeveralMoney(Decimal(scale), code) for code in money[0]))
    return Atom(at, end, (Several(Decimal(scale)),))


def _half(tokens: Tokens, at: int) -> Atom | None:
    """Half, half a year, half of one percent, a half-year, six and a half is a cardinal's."""
    if tokens[at].text != "half":
        return None
    end = at + 1
    if tokens[end].text == "of":
        end += 1
    if tokens[end].text in ("a", "an", "one", "-"):
        if (rated := rate(tokens, end + 1)) and rated[0] in ("percent", "points"):
            one = Percent(Decimal("0.5")) if rated[0] == "percent" else Points(Decimal("0.5"))
            return Atom(at, rated[1], (one,))
        if unit := unit_of_time(tokens, end + 1):
            return Atom(at, unit[1], (Duration(Decimal("0.5"), unit[0]),))
        if money := currency_after(tokens, end + 1):
            return Atom(at, money[1], tuple(Money(Decimal("0.5"), code) for code in money[0]))
        if tokens[end + 1].text == "dozen":
            return Atom(at, end + 2, (Number(Decimal(6)),), bare=True)
    elif unit := unit_of_time(tokens, end):
        return Atom(at, unit[1], (Duration(Decimal("0.5"), unit[0]),))
    return Atom(at, at + 1, (Fraction(1, 2),))
