"""What spans with an ordinal share: the forms of an ordinal, and Roman numerals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from briefing.document import SpanKind

NUMBER = r"(?:[0-9]{1,5}+(?![0-9.,万亿千百])|[〇○零一二三四五六七八九十廿卅百千]{1,8}+(?![万亿]))"
"""The number of an article, an order, a meeting: in digits or in Chinese numerals."""
_ROMAN_PARTS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(n: int) -> str:
    """14 -> `XIV`; empty outside 1 to 199."""
    if not 0 < n < 200:
        return ""
    text = ""
    for value, letters in _ROMAN_PARTS:
        while n >= value:
            text, n = text + letters, n - value
    return text


def numbered(
    kind: SpanKind,
    zh: str,
    at: tuple[int, int],
    en: str,
    also: tuple[str, ...] = (),
    *,
    marked: bool = True,
    article: str = "",
    value: int | None = None,
) -> Span:
    """The span of what is numbered at `at` in `zh`, with its number as `value`."""
    others = tuple(form for form in dict.fromkeys(also) if form and form != en)
    number = None if value is None else Decimal(value)
    return Span(
        kind=kind,
        zh=zh[at[0] : at[1]],
        zh_at=at,
        en=en,
        marked=marked,
        article=article,
        also=others,
        value=number,
    )


def ordinal_forms(n: int) -> tuple[str, ...]:
    """How else an ordinal is said: `twelfth`, `No. 12`, `12`, `twelve`, `XII`."""
    word = english.ordinal_words(n) if n < 100 else ""
    special = {
        2: ("secondary", "next", "following", "secondly"),
        3: ("tertiary", "thirdly", "independent", "outside", "external"),
    }.get(n, ())
    return (word, *special, f"No. {n}", str(n), english.words(Decimal(n)), roman(n))
