"""Figures by the reference: which numbers of a translator's English are in the output, which are made up.

This knows nothing of the product's spans. It counts values: 21,300 is 21.3 thousand, 5.2% is 5.2 percent.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefing.quantities.chinese.numeral import numbers as chinese_numbers
from briefing.renderings import admitted
from briefing.verify.readings import Readings, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from briefing.document import Span

SMALL = 10
"""Number words up to this are left out: they come and go with the wording (one of the, both sides, two)."""


def values(en: str) -> Counter[Decimal]:
    """The values of the numbers in an English text, each as often as it stands there.

    A sign counts for nothing: a fall of 3% and -3% are the same statement.
    """
    told = Readings(en).told
    return Counter(
        number
        for each in told
        for number in numbers_of(each.values[0])
        if not (each.worded and number <= SMALL)
    )


def recall(reference: str, hypothesis: str) -> tuple[int, int]:
    """(numbers of the reference that are in the hypothesis, all numbers of the reference)."""
    wanted = values(reference)
    return (wanted & _with_words(hypothesis)).total(), wanted.total()


def invented(source: str, spans: Iterable[Span], reference: str, hypothesis: str) -> list[Decimal]:
    """Values of the hypothesis that neither the reference nor the source has, in any reading of it."""
    known = set(_with_words(reference))
    known.update(chinese_numbers(source))
    for span in spans:
        if span.value is not None:
            known.add(abs(span.value))
        known.update(value for text in admitted(span) for value in _with_words(text))
    return sorted(set(values(hypothesis)) - known)


def _with_words(en: str) -> Counter[Decimal]:
    """As `values`, with the small number words: 3 of the reference may stand as three."""
    return Counter(number for each in Readings(en).told for number in numbers_of(each.values[0]))
