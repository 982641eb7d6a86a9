"""Reads the quantities of an English text into the typed values: `read_english`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.quantities.english import dates, numbers, times
from briefing.quantities.english.alone import stands_alone
from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.dates import date
from briefing.quantities.english.numbers import number
from briefing.quantities.english.ranges import joined, listed
from briefing.quantities.english.times import time
from briefing.quantities.english.tokens import Tokens
from briefing.quantities.english.units import qualifier_before
from briefing.quantities.values import Code, Number, Range, Reading, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.quantities.values import Approx

__all__ = ["read_english"]

_STARTS = numbers.STARTS | dates.STARTS | times.STARTS


def read_english(en: str) -> tuple[Reading, ...]:
    """Every quantity of an English text, in order; offsets are code points of `en`.

    A qualifier that stands beside a number (about, more than, or more) belongs to it, and so do its unit of
    time and its currency. The two ends of a range are one Reading with `parts`, each whole: `3 to 5 million`
    is 3,000,000 to 5,000,000. Where a stretch may say two things (`240m`, 9:30, a third) there are two
    Readings of it, each with a `note`, the likelier first. Digits in a name (G20, COVID-19, 5G) are none.
    Takes time linear in the length of the text.

    >>> [reading.value for reading in read_english("about RMB 2.68bn")]
    [Money(value=Decimal('2680000000.00'), currency='CNY', approx='about')]
    """
    tokens = Tokens(en)
    atoms = listed(tokens, list(_atoms(tokens)))
    found: list[Reading] = []
    at = 0
    while at < len(atoms):
        ends = joined(tokens, atoms[at], atoms[at + 1]) if at + 1 < len(atoms) else None
        if ends:
            first, second, mark = ends
            parts = _readings(tokens, first)[0], _readings(tokens, second)[0]
            value = Range(first.values[0], second.values[0], mark)
            found.append(Reading(parts[0].start, parts[1].end, value, parts))
            at += 2
            # What the second end took in is not read again.
            while at < len(atoms) and atoms[at].start < second.end:
                at += 1
        else:
            found += _readings(tokens, atoms[at])
            at += 1
    return tuple(found)


def _atoms(tokens: Tokens) -> Iterator[Atom]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind in ("word", "sign") and token.text not in _STARTS:
            at += 1
            continue
        if token.kind == "number" and not stands_alone(tokens, at):
            at += 1
            continue
        atom = _dated(tokens, at)
        if atom is None and (qualified := qualifier_before(tokens, at)):
            dated = _dated(tokens, qualified[1])
            if dated and not dated.bare:
                # About 3 a.m.: the qualifier is none of a number.
                if qualified[0] != "about" or not isinstance(dated.values[0], Time):
                    at = qualified[1]
                    continue
                atom = _approximate(dated, at, qualified[0])
        atom = atom or _chain(tokens, at) or number(tokens, at)
        if atom and tokens[at - 1].text == "at" and atom.bare and len(atom.values) == 1:
            atom = _hour(atom)
        if atom:
            yield atom
        at = atom.end if atom else at + 1


def _dated(tokens: Tokens, at: int) -> Atom | None:
    """A date or time of day; not a bare year after a qualifier, which is a number."""
    text, digits = tokens[at].text, tokens[at].kind in ("number", "code")
    atom = date(tokens, at) if digits or text in dates.STARTS else None
    atom = atom or (time(tokens, at) if digits or text in times.STARTS else None)
    if atom and isinstance(atom.values[0], Time) and (after := times.after(tokens, at)):
        return _approximate(atom, after, "more")
    return atom


def _approximate(atom: Atom, start: int, approx: Approx) -> Atom:
    """The times of `atom` with the qualifier that begins at `start`."""
    values = tuple(replace(v, approx=approx) if isinstance(v, Time) else v for v in atom.values)
    return replace(atom, start=start, values=values)


def _hour(atom: Atom) -> Atom:
    """The number of `at six`, which may be an hour."""
    (value,) = atom.values
    if not isinstance(value, Number) or value.approx or value.value not in range(1, 13):
        return atom
    return replace(atom, values=(value, Time(int(value.value), half=False)), note="a number or an hour")


def _chain(tokens: Tokens, at: int) -> Atom | None:
    """Digits that are no number: 0571-8836-2119, 12-34-56, 007."""
    end = at
    while tokens[end].kind == "number" and tokens[end].text.isdigit():
        end += 1
        if not (
            tokens[end].text == "-"
            and tokens[end].glued
            and tokens[end + 1].glued
            and tokens[end + 1].kind == "number"
        ):
            break
        end += 1
    if end == at:
        return None
    text = tokens[at].text
    if end - at >= 5 or (text[0] == "0" and len(text) > 1):
        return Atom(at, end, (Code(tokens.text[tokens[at].start : tokens[end - 1].end]),))
    return None


def _readings(tokens: Tokens, atom: Atom) -> tuple[Reading, ...]:
    start, end = tokens[atom.start].start, tokens[atom.end - 1].end
    return tuple(Reading(start, end, value, note=atom.note) for value in atom.values)
