"""Writes a value in English: the one writer, in the house style, with all other forms that are right."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from briefing.quantities import write_dates, write_durations, write_shares
from briefing.quantities.currencies import BY_CODE
from briefing.quantities.forms import exact, half_words, qualified, rendering, signed_forms
from briefing.quantities.values import (
    Code,
    Date,
    Discount,
    Duration,
    Fraction,
    Measure,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Points,
    Range,
    Rate,
    Ratio,
    Rendering,
    Several,
    SeveralMoney,
)
from briefing.quantities.wording import digits, number, number_forms, ordinal, ordinal_words, words

if TYPE_CHECKING:
    from briefing.quantities.values import Single, Value

_PLURAL = {
    10: "dozens", 100: "hundreds", 10**3: "thousands", 10**4: "tens of thousands",
    10**5: "hundreds of thousands", 10**6: "millions", 10**7: "tens of millions",
    10**8: "hundreds of millions", 10**9: "billions", 10**10: "tens of billions",
    10**11: "hundreds of billions", 10**12: "trillions", 10**13: "tens of trillions",
}  # fmt: skip
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LOOSE = {
    0: ("no", "nil", "none", "not"),
    1: ("a", "an", "single", "once"),
    2: (
        "both",
        "twice",
        "double",
        "dual",
        "pair",
        "couple",
        "two-way",
        "duplicate",
        "bilateral",
        "biennial",
        "either",
    ),
    3: ("tertiary", "triple", "triplicate", "thrice", "tripartite", "trilateral"),
    4: ("quarter", "quadruple"),
    10: ("decade", "decades", "dozen", "tens"),
    12: ("dozen", "dozens"),
}


def write(value: Value) -> Rendering:
    """The English of `value`. All of it is told, the unit of a sum, measure or duration, too."""
    match value:
        case Range():
            return _range(value)
        case Percent() | Points() | Rate() | Fraction() | Discount() | Multiple():
            return write_shares.write(value)
        case Number(of, approx):
            # 零下十几度 is below -10.
            return qualified(_number(of), "less" if of < 0 and approx == "more" else approx)
        case Several(scale):
            return rendering(_several(scale))
        case Ordinal(n):
            return _ordinal(n)
        case Money(of, code, approx):
            return qualified(_money(of, code), approx)
        case SeveralMoney(scale, code):
            name = BY_CODE[code].many
            return rendering(f"{form} {'of ' * form.endswith('s')}{name}" for form in _several(scale))
        case Measure(of, unit, approx):
            return qualified(_measured(of, unit), approx)
        case Duration(of, unit, approx):
            return qualified(write_durations.write(of, unit, _number(of)), approx)
        case Ratio(sides):
            return _ratio(sides)
        case Code(text):
            return Rendering(text)
    return write_dates.write(value)


def _number(value: Decimal) -> Rendering:
    forms = [exact(value), number(value), *number_forms(value)]
    spoken = half_words(value)
    if spoken:
        whole = digits(value - Decimal("0.5"))
        forms += [spoken, spoken.replace(" ", "-"), f"{whole} and a half", f"{whole} 1/2"]
    return rendering(signed_forms(forms), spoken=spoken, loose=_loose(value))


def _loose(value: Decimal) -> list[str]:
    """How else a whole number up to twelve may be said: third, III, double, a dozen."""
    if value != value.to_integral_value() or not 0 <= value <= 12:
        return []
    n = int(value)
    return [words(value), ordinal(n), ordinal_words(n), *_ROMAN[n : n + 1], *_LOOSE.get(n, ())]


def _several(scale: Decimal) -> list[str]:
    single = words(scale).removeprefix("one ") or number(scale)
    forms = [_PLURAL.get(int(scale), f"several {single}"), f"several {single}", f"a few {single}"]
    if scale == 10:
        forms += ["scores", "tens of", "several dozen", "several tens", "decades", "a few dozen"]
    return forms


def _ordinal(n: int) -> Rendering:
    short, word = ordinal(n), ordinal_words(n)
    forms = [short, word] if n < 10**6 else [f"{number(Decimal(n))}th", short, f"{words(Decimal(n))}th"]
    forms += [f"{words(Decimal(n)).removeprefix('one ')}th"] if n >= 100 and words(Decimal(n)) else []
    special = {2: ("secondary", "next", "following", "secondly"), 3: ("tertiary", "thirdly")}.get(n, ())
    loose = (f"No. {n}", str(n), words(Decimal(n)), *_ROMAN[n : n + 1], *special)
    return rendering((form for form in forms if form != "th"), spoken=word if n < 10 else "", loose=loose)


def _money(value: Decimal, code: str) -> Rendering:
    currency, plain = BY_CODE[code], _number(value)
    name = currency.one if abs(value) == 1 else currency.many
    amounts = list(dict.fromkeys((plain.en, *plain.also)))
    if value != value.to_integral_value() and abs(value) < 10**6:
        amounts.append(format(value, ",.2f"))
    forms = [f"{text} {name}" for text in amounts]
    signs = [sign for sign in currency.signs if sign[-1:] != " "]
    forms += [
        f"{sign}{gap}{text}" for sign, gap, text in product(signs, (" ", ""), amounts) if text[0].isdigit()
    ]
    forms += [f"{text} {sign}" for sign, text in product(signs, amounts) if sign.isalpha()]
    return rendering([*forms, *(_change(value) if code == "CNY" else ())])


def _change(value: Decimal) -> list[str]:
    """3.6 yuan as `3 yuan and 6 jiao`, in words too."""
    fen = value * 100
    if value == value.to_integral_value() or fen != fen.to_integral_value() or not 0 < value < 10**6:
        return []
    whole, rest = divmod(int(fen), 100)
    parts = [(n, unit) for n, unit in ((whole, "yuan"), (rest // 10, "jiao"), (rest % 10, "fen")) if n]
    forms = []
    for style in (digits, words):
        said = [f"{style(Decimal(n))} {unit}" for n, unit in parts if style(Decimal(n))]
        forms += [" ".join(said), " and ".join(said)] if len(said) == len(parts) else []
    return forms


def _measured(value: Decimal, unit: str) -> Rendering:
    plain = _number(value)
    forms = [f"{text} {unit}" for text in (plain.en, *plain.also)]
    if unit == "degrees Celsius":
        forms += [f"{text}{gap}°C" for text in (plain.en, *plain.also) for gap in ("", " ")]
        if value < 0:
            forms += [f"{exact(-value)} {name} below zero" for name in (unit, "degrees")]
    return rendering(forms)


def _ratio(sides: tuple[Decimal, ...]) -> Rendering:
    texts = [format(side, "f") if side < 10**4 else digits(side) for side in sides]
    worded = [words(side) for side in sides]
    forms = [mark.join(texts) for mark in (":", " to ", "-to-", " : ")]
    forms += [" to ".join(worded), "-to-".join(worded)] if all(worded) else []
    return rendering(forms)


_JOINS: dict[str, tuple[str, ...]] = {
    "or": (" or ", " to ", "-", "–"),
    "to": (" to ", "-", "–", "—", " and ", " through "),
    "and": (" and ",),
    "slash": ("/", "-", "–", " to "),
}


def _range(value: Range) -> Rendering:
    """Both ends: `30,000 to 50,000 yuan`, `five or six`, `1950s and 1960s`; what they share is said once, at
    the end or at the beginning, or with each."""
    if isinstance(value.low, Date) and isinstance(value.high, Date):
        return write_dates.between(value.low, value.high, value.mark)
    low, high = write(value.low), write(value.high)
    first, last = _said_once(value.low, value.high, low, high)
    joins = _JOINS["to" if value.mark == "or" and not _next_to(value) else value.mark]
    forms = [f"{a}{join}{b}" for join in joins for a, b in zip(first, last, strict=False)]
    forms += [f"{low.en}{join}{high.en}" for join in joins]
    return rendering(forms, article=low.article)


def _next_to(value: Range) -> bool:
    return (
        isinstance(value.low, Number)
        and isinstance(value.high, Number)
        and value.high.value - value.low.value == 1
    )


def _shares(low: Decimal, high: Decimal) -> bool:
    """Whether the magnitude of the second would be taken for that of the first, too: 1,000 to 1,000.001
    million."""
    first, last = exact(low).partition(" "), exact(high).partition(" ")
    return bool(last[2]) and not first[2] and low < Decimal(last[0].replace(",", ""))


def _said_once(low: Single, high: Single, first: Rendering, last: Rendering) -> tuple[list[str], list[str]]:
    """The forms of both ends that go together, the usual first."""
    match low, high:
        case Number(a, _), Number(b, _):
            texts = [(digits(a), digits(b))]
            if not _shares(a, b):
                texts.insert(0, (exact(a), exact(b)))
            if words(a) and words(b):
                texts.insert(0 if b <= 10 else 2, (words(a), words(b)))
            return [a for a, _ in texts], [b for _, b in texts]
        case (Percent(a), Percent(b)) | (Points(a), Points(b)):
            tails = [last.en.removeprefix(exact(b)), *(["%"] if isinstance(low, Percent) else [])]
            return [exact(a), f"{exact(a)}%"], [f"{exact(b)}{tail}" for tail in tails]
        case Multiple(a), Multiple(b):
            return [words(a) or digits(a), digits(a)], [
                f"{words(b) or digits(b)} times",
                f"{digits(b)} times",
            ]
        case Money(a, _), Money(b, _):
            return [exact(a)], [last.en.replace(exact(b), digits(b), 1) if _shares(a, b) else last.en]
        case Duration(a, _), Duration(b, _):
            named = [exact(a), words(a)], [last.en, last.en.replace(exact(b), words(b), 1)]
            return named if words(a) and words(b) else ([exact(a)], [last.en])
    return [first.en], [last.en]
