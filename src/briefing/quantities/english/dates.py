"""English dates of all kinds: days, months, years, parts of them, periods, decades, centuries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.quantities.english import periods
from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import TENS
from briefing.quantities.english.days import MONTHS, WEEKDAYS, day, is_bc, numeric, weekday, year_at
from briefing.quantities.english.fractions import ORDINALS
from briefing.quantities.english.numbers import number
from briefing.quantities.values import Date, Period

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens

STARTS = frozenset(
    (*MONTHS, *WEEKDAYS, *ORDINALS, *TENS, *periods.DECADES, *periods.PART_PHRASES)
) | frozenset(
    (*periods.NTH, *periods.FIRST, *periods.LAST, "q", "h", "year", "'", "‘", "leap", "intercalary")
)
"""The words and signs, besides digits, that may begin a date."""


def date(tokens: Tokens, at: int) -> Atom | None:
    """The date, part of a date, period, decade or century that begins at token `at`."""
    token = tokens[at]
    if token.text in WEEKDAYS:
        return weekday(tokens, at)
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 4 and is_bc(tokens, at + 1):
        return Atom(at, at + 2, (Date(-int(token.text)),))
    if token.kind in ("number", "code") and (found := numeric(tokens, at)):
        return found
    return (
        day(tokens, at)
        or periods.decade(tokens, at)
        or _year(tokens, at)
        or periods.year_end(tokens, at)
        or periods.part(tokens, at)
        or periods.period(tokens, at)
        or periods.lunar(tokens, at)
        or periods.century(tokens, at)
    )


def _year(tokens: Tokens, at: int) -> Atom | None:
    """2026 alone (which may be a count, too), 2026 Q1, 2026's first half."""
    year = year_at(tokens, at)
    if year is None:
        return None
    after = at + 2 if tokens.words(at + 1, "'", "s") else at + 1
    period = periods.period(tokens, after)
    if period and isinstance(period.values[0], Period) and period.values[0].year is None:
        return Atom(at, period.end, (replace(period.values[0], year=year),))
    atom = number(tokens, at)
    if atom is None or not atom.bare or atom.end != at + 1:
        return None
    return Atom(at, at + 1, (Date(year), atom.values[0]), bare=True)
