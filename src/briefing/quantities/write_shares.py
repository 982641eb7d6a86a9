"""Writes percentages, points, rates, fractions, discounts and multiples in English."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from briefing.quantities.forms import exact, half_words, qualified, rendering, signed_forms
from briefing.quantities.values import Discount, Fraction, Multiple, Percent, Points, Rate, Rendering
from briefing.quantities.wording import digits, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_DENOMINATORS = {
    2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
    6: ("sixth", "sixths"), 7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"),
    10: ("tenth", "tenths"), 12: ("twelfth", "twelfths"), 20: ("twentieth", "twentieths"),
    100: ("hundredth", "hundredths"),
}  # fmt: skip
MULTIPLES = {
    2: ("double", "doubled", "doubling", "doubles", "twice", "twofold", "two-fold"),
    3: ("triple", "tripled", "tripling", "triples", "trebled", "three times", "threefold", "three-fold"),
    4: ("quadruple", "quadrupled", "quadrupling", "quadruples", "four times", "fourfold", "four-fold"),
    8: ("octuple", "octupled", "eight times", "eightfold", "eight-fold"),
}
"""What English has a word for."""


def write(value: Percent | Points | Rate | Fraction | Discount | Multiple) -> Rendering:
    """The English of a share: `5.2 percent`, `0.5 percentage points`, `two thirds`, `three times`."""
    match value:
        case Percent(number, approx):
            return qualified(_percent(number), approx)
        case Points(number, approx):
            return qualified(_points(number), approx)
        case Rate(number, per, approx):
            return qualified(_rate(number, per), approx)
        case Fraction(part, whole, approx):
            loose = ("equally", "halfway", "midway", "halved") if part * 2 == whole else ()
            return qualified(rendering(fraction_words(part, whole), loose=loose), approx)
        case Discount(off):
            left = 100 - off
            return rendering(
                [f"{digits(off)} percent off", f"{digits(off)}% off", f"{digits(off)} per cent off",
                 f"{digits(off)}-percent-off", f"{digits(off)} percent discount", f"{digits(off)}% discount"],
                loose=[f"{digits(n)}{unit}" for n in (off, left) for unit in (" percent", "%")]
                + ["half price", "half-price", "half fare", "half the price", "half off"] * (off == 50),
            )  # fmt: skip
    return qualified(_multiple(value), value.approx)


def _percent(value: Decimal) -> Rendering:
    texts = list(
        dict.fromkeys((exact(value), digits(value), *filter(None, [words(value), half_words(value)])))
    )
    units = (" percent", "%", " per cent", " pct", "-percent")
    forms = signed_forms(f"{text}{unit}" for text in texts for unit in units)
    loose = [digits(value)]
    if value > 0 and value % 10 == 0 and value <= 100:
        n = int(value) // 10
        word, ten = words(Decimal(n)), "tenth" if n == 1 else "tenths"
        loose += [f"{word} {ten}", f"{word}-{ten}"]
        loose += [
            f"{a} {of} {b}"
            for of in ("in", "out of", "of every")
            for a, b in ((word, "ten"), (word, "10"), (n, 10))
        ]
        loose += ["half"] if n == 5 else fraction_words(n // 2, 5) if n % 2 == 0 and n < 10 else []
    for per, names in ((10**3, ("thousand", "thousandth")), (10**4, ("10,000", "ten-thousandth"))):
        count = value * per / 100
        if 0 < value < 10 and count >= 1:
            loose += _per(count, per)
            loose += [f"{words(count)} {names[1]}{'s' if count > 1 else ''}"] if words(count) else []
    return rendering(forms, loose=loose)


def _per(count: Decimal, per: int) -> list[str]:
    scale, named = digits(Decimal(per)), words(Decimal(per)).removeprefix("one ")
    texts = [digits(count), *filter(None, [words(count)])]
    forms = [f"{text} {of} {scale}" for of in ("per", "in", "out of", "for every") for text in texts]
    forms += [f"{text} per {named}" for text in texts] if named else []
    return [*forms, f"{digits(count)}‰", f"{digits(count)} per mille"] if per == 10**3 else forms


def _points(value: Decimal) -> Rendering:
    name = "percentage point" if value == 1 else "percentage points"
    texts = list(
        dict.fromkeys((exact(value), digits(value), *filter(None, [words(value), half_words(value)])))
    )
    forms = [
        f"{text} {unit}"
        for text in texts
        for unit in dict.fromkeys((name, "percentage points", "percentage point"))
    ]
    forms += [f"{text} {unit}" for text in texts for unit in ("points", "pct points", "pp")]
    forms += [f"{text}-percentage-point" for text in texts]
    basis = value * 100
    if basis == basis.to_integral_value() and abs(value) <= 10:
        forms += [f"{digits(basis)} {unit}" for unit in ("basis points", "basis point", "bps", "bp")]
        forms += [f"{digits(basis)}-basis-point"]
    spoken = f"{half_words(value)} percentage points" if half_words(value) else ""
    if value == Decimal("0.5"):
        spoken = "half a percentage point"
        forms += [spoken, "half percentage point", "half-percentage-point", "half a point"]
    for quarters, name in ((Decimal("0.25"), "quarter"), (Decimal("0.75"), "quarters")):
        if value == quarters:
            counts = ("a", "one", "one-") if name == "quarter" else ("three", "three-")
            parts = [f"{count}{'' if count[-1] == '-' else ' '}{name}" for count in counts]
            forms += [f"{part} of a percentage point" for part in parts]
    return rendering(signed_forms(forms), spoken=spoken)


def _rate(value: Decimal, per: int) -> Rendering:
    texts = list(dict.fromkeys((exact(value), digits(value), *filter(None, [words(value)]))))
    scale = digits(Decimal(per))
    named = words(Decimal(per)).removeprefix("one ")
    forms = [f"{text} per {name}" for name in filter(None, [named, scale]) for text in texts]
    forms += [f"{text}{unit}" for text in texts[:2] for unit in (("‰", " per mille") if per == 1000 else ())]
    forms += [f"{texts[0]} ppm", f"{texts[0]} parts per million"] if per == 10**6 else []
    forms += [f"{text} in {scale}" for text in texts]
    percent = value * 100 / per
    forms += [f"{digits(percent)}%", f"{digits(percent)} percent"]
    return rendering(signed_forms(forms))


def fraction_words(part: int, whole: int) -> list[str]:
    """2, 3 -> `two thirds`, `two-thirds`, `2/3`, ...; the first is the usual one."""
    singular, plural = _DENOMINATORS.get(whole, ("", ""))
    forms: list[str] = []
    if singular:
        word, name = words(Decimal(part)) or digits(Decimal(part)), singular if part == 1 else plural
        forms += [f"{word} {name}", f"{word}-{name}"]
        if whole == 4:
            forms += [f"{word}{gap}fourth{'s' if part > 1 else ''}" for gap in " -"]
        if part == 1:
            forms += [f"a {singular}", singular]
        if whole == 2 and part == 1:
            forms = ["half", "one-half", *forms]
    of = digits(Decimal(whole))
    forms += [f"{part}/{of}", f"{part} in {of}", f"{part} out of {of}", f"{part}:{of}"]
    small = [words(Decimal(n)) for n in (part, whole)]
    if all(small):
        forms += [f"{small[0]} {of} {small[1]}" for of in ("in", "out of", "of")]
    if 100 * part % whole == 0:
        percent = 100 * part // whole
        forms += [f"{percent}%", f"{percent} percent", f"{percent} per cent"]
    return list(dict.fromkeys(forms))


def _multiple(value: Multiple) -> Rendering:
    n = value.value
    text, word = digits(n), words(n) if n < 100 else ""
    halves = half_words(n) if n < 20 else ""
    whole = int(n) if n == n.to_integral_value() else 0
    if value.grown:
        forms = list(MULTIPLES.get(whole, (f"{text} times",)))
        return rendering([*forms, *_percents(n - 1)])
    if n == 1:
        return rendering(
            ["doubled", *MULTIPLES[2], *_percents(n), "as much again"], loose=("one time", "one", "1")
        )
    forms = [f"{form} times" for form in (halves or word, text) if form]
    forms += [f"{form}{fold}" for form, fold in product((text, word), ("-fold", " fold", "fold")) if form]
    forms += [*(() if value.more else MULTIPLES.get(whole, ())), *_percents(n)]
    if value.more:
        # To grow by three times is to quadruple.
        total = n + 1
        forms += MULTIPLES.get(whole + 1, ()) if whole else ()
        forms += [f"{form} times" for form in (words(total), digits(total)) if form]
        forms += [f"{words(total)}fold"] if words(total) else []
    return rendering(forms, spoken=f"{halves} times" if halves else "", loose=(text, word))


def _percents(value: Decimal) -> Iterable[str]:
    return [f"{digits(value * 100)}{unit}" for unit in ("%", " percent", " per cent")]
