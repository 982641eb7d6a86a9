"""English days, months and years in all usual orders: June 30, 2026; the 26th of July; 2026-06-30."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import cardinal
from briefing.quantities.english.numbers import number
from briefing.quantities.values import Code, Date, Ordinal
from briefing.quantities.wording import MONTHS as _NAMES
from briefing.quantities.write_dates import WEEKDAYS as _DAYS

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens

MONTHS = {name.lower(): at for at, name in enumerate(_NAMES, 1)}
MONTHS |= {name[:3]: at for name, at in MONTHS.items() if name != "may"} | {"sept": 9}
WEEKDAYS = {form: at for at, name in enumerate(_DAYS, 1) for form in (name.lower(), f"{name.lower()}s")}
YEARS = range(1000, 2200)
"""Four digits that may be a year."""
_NO_DAY = frozenset((":", "%", "percent", "million", "billion", "yuan"))
"""What stands behind a number that is no day: June 30 million, June 5:30."""
_ORDERS = ((0, 1, 2), (2, 0, 1), (2, 1, 0))


def month_at(tokens: Tokens, at: int) -> bool:
    """Whether the name of a month stands at `at`: with a capital, which may and march have not."""
    return tokens[at].text in MONTHS and tokens.text[tokens[at].start].isupper()


def year_at(tokens: Tokens, at: int) -> int | None:
    """The year that the digits at `at` are, if they can be one: four, without a comma."""
    token = tokens[at]
    if token.kind != "number" or len(token.text) != 4 or not token.text.isdigit():
        return None
    value = int(token.text)
    return value if value in YEARS else None


def is_bc(tokens: Tokens, at: int) -> bool:
    """Whether BC, B.C. or BCE stands at `at`."""
    return tokens[at].text in ("bc", "bce") and tokens.text[tokens[at].start].isupper()


def year_behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year at `at`, or behind a comma, `of` or `in`; and where it ends."""
    for skipped in ((), (",",), ("of",), ("in",), ("of", "the", "year"), (".", ","), (".",)):
        if tokens.words(at, *skipped):
            place = at + len(skipped)
            if (year := year_at(tokens, place)) and not (
                skipped == (".",) and tokens[place - 1].glued is False
            ):
                return year, place + 1
    return None


def day_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The day of a month at `at` (26, 26th, twenty-sixth), and where it ends."""
    token = tokens[at]
    if token.kind == "number":
        if not token.text.isdigit() or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
            return None
        end = at + 1
        if tokens[end].glued and tokens[end].text in ("st", "nd", "rd", "th"):
            end += 1
        elif tokens[end].glued and tokens[end].kind == "word":
            return None
        return int(token.text), end
    atom = number(tokens, at) if token.kind == "word" else None
    if atom and isinstance(atom.values[0], Ordinal) and 1 <= atom.values[0].value <= 31:
        return atom.values[0].value, atom.end
    return None


def dated(start: int, value: Date, end: int, tokens: Tokens) -> Atom:
    """The date from `start` to `end`, with the year that stands behind it, if one does."""
    behind = year_behind(tokens, end)
    return Atom(start, behind[1], (replace(value, year=behind[0]),)) if behind else Atom(start, end, (value,))


def _past_stop(tokens: Tokens, at: int) -> int:
    """Behind the stop of an abbreviated month: Jan. 1."""
    stop = tokens[at].text == "." and tokens[at].glued and not tokens[at + 1].broken
    return at + 1 if stop and len(tokens[at - 1].text) <= 4 else at


def _month_first(tokens: Tokens, at: int) -> Atom:
    month, end = MONTHS[tokens[at].text], _past_stop(tokens, at + 1)
    start = end + 1 if tokens[end].text == "the" else end
    day = day_at(tokens, start)
    if day and tokens[day[1]].text not in _NO_DAY and not _is_scaled(tokens, start):
        return dated(at, Date(None, month, day[0]), day[1], tokens)
    if tokens.words(end, "-", "end") and tokens[end].glued:
        return Atom(at, end + 2, (Date(None, month, part="end"),))
    return dated(at, Date(None, month), end, tokens)


def _is_scaled(tokens: Tokens, at: int) -> bool:
    found = cardinal(tokens, at)
    return found is not None and (found.scaled > 1 or found.decimals)


def _day_first(tokens: Tokens, at: int) -> Atom | None:
    day = day_at(tokens, at)
    if day is None:
        return None
    place = day[1] + 1 if tokens[day[1]].text == "of" else day[1]
    if not month_at(tokens, place):
        return None
    end = _past_stop(tokens, place + 1)
    value = Date(None, MONTHS[tokens[place].text], day[0])
    return Atom(at, end, (value,)) if tokens[end].text == "in" else dated(at, value, end, tokens)


def numeric(tokens: Tokens, at: int) -> Atom | None:
    """2026-06-30, 2026/6/30, 2026.06.30, 6/30/2026, 2026-06, 20260630."""
    text = tokens[at].text
    fields = text.split(".") if tokens[at].kind == "code" else [text[:4], text[4:6], text[6:]]
    if tokens[at].kind == "code" or (text.isdigit() and len(text) == 8):
        value = _ymd(fields)
        return Atom(at, at + 1, (value, Code(text)), note="a date or a code") if value else None
    fields, end = _fields(tokens, at)
    if len(fields) == 2 and len(fields[1]) == 2 and fields[1][0] == "0" and year_at(tokens, at):
        return Atom(at, end, (Date(int(text), int(fields[1])),)) if fields[1] != "00" else None
    if len(fields) != 3:
        return None
    found = dict.fromkeys(value for order in _ORDERS if (value := _ymd([fields[i] for i in order])))
    note = "day or month first" if len(found) > 1 else ""
    return Atom(at, end, tuple(found), note=note) if found else None


def _fields(tokens: Tokens, at: int) -> tuple[list[str], int]:
    """Digits joined by one mark, up to four, and where they end."""
    fields, end, mark = [tokens[at].text], at + 1, tokens[at + 1].text
    while mark in ("-", "/") and len(fields) < 4 and tokens[end].text == mark:
        if not (tokens[end].glued and tokens[end + 1].glued and tokens[end + 1].text.isdigit()):
            break
        fields.append(tokens[end + 1].text)
        end += 2
    return fields, end


def _ymd(fields: list[str]) -> Date | None:
    if len(fields) != 3 or not all(field.isdigit() for field in fields) or len(fields[0]) != 4:
        return None
    if max(map(len, fields[1:])) > 2:
        return None
    year, month, day = map(int, fields)
    return Date(year, month, day) if year in YEARS and 1 <= month <= 12 and 1 <= day <= 31 else None


def weekday(tokens: Tokens, at: int) -> Atom:
    """Friday; Friday, October 8."""
    value = Date(weekday=WEEKDAYS[tokens[at].text])
    found = day(tokens, at + 2) if tokens[at + 1].text == "," else None
    if found and isinstance(found.values[0], Date) and found.values[0].day:
        return Atom(at, found.end, (replace(found.values[0], weekday=value.weekday),))
    return Atom(at, at + 1, (value,))


def day(tokens: Tokens, at: int) -> Atom | None:
    """The day or month that begins at `at` with the name of a month, or with the day."""
    return _month_first(tokens, at) if month_at(tokens, at) else _day_first(tokens, at)
