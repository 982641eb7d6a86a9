"""What the writers of all kinds of values share: renderings put together, qualifiers, signs, halves."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.values import Rendering
from briefing.quantities.wording import digits, number, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.quantities.values import Approx

QUALIFIERS: dict[Approx, tuple[str, ...]] = {
    "": ("",),
    "more": ("more than ", "over ", "upwards of ", "above ", "some "),
    "nearly": ("nearly ", "almost ", "close to ", "approximately "),
    "about": ("about ", "around ", "some ", "approximately ", "roughly "),
    "less": ("less than ", "fewer than ", "under ", "below "),
}


_LONG_FRACTION = re.compile(r"\.[0-9]{4,} million$")


def rendering(
    forms: Iterable[str], article: str = "", spoken: str = "", loose: Iterable[str] = ()
) -> Rendering:
    """The rendering whose `en` is the first of `forms`, and whose `also` are the others, each once."""
    en, *also = dict.fromkeys(form for form in forms if form)
    return Rendering(en, tuple(also), article, spoken, tuple(loose))


def qualified(plain: Rendering, approx: Approx) -> Rendering:
    """`plain` with each of the words that say `approx`, the usual word first."""
    if not approx:
        return plain
    forms = (f"{word}{form}" for word in QUALIFIERS[approx] for form in (plain.en, *plain.also))
    spoken = f"{QUALIFIERS[approx][0]}{plain.spoken}" if plain.spoken else ""
    return rendering(forms, plain.article, spoken, plain.loose)


def exact(value: Decimal) -> str:
    """A number with its decimals as they were written below a million (2.0), else as `number` has it."""
    if value.as_tuple().exponent < 0 and abs(value) < 10**6:  # type: ignore[operator]
        return format(value, ",f")
    written = number(value)
    # 123456700 was counted to the hundred: no 123.4567 million.
    return digits(value) if value.as_tuple().exponent == 0 and _LONG_FRACTION.search(written) else written


def signed_forms(forms: Iterable[str]) -> list[str]:
    """The forms, and where they begin with a minus sign, the other ways to write it."""
    out = list(forms)
    out += [
        form.replace("-", mark, 1) for form in out if form[0] == "-" for mark in ("−", "minus ", "negative ")
    ]
    return out


def half_words(value: Decimal) -> str:
    """2.5 -> `two and a half`; empty for what is no such number."""
    whole = value - Decimal("0.5")
    return f"{words(whole)} and a half" if whole == whole.to_integral_value() and 0 < whole < 100 else ""
