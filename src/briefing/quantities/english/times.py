"""English times of day, and what is written like them: 5:3:2."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import UNITS, cardinal
from briefing.quantities.values import Number, Ratio, Time

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Single

_PARTS = {
    ("in", "the", "morning"): "am", ("in", "the", "afternoon"): "pm", ("in", "the", "evening"): "pm",
    ("at", "night"): "pm", ("at", "noon"): "pm", ("before", "dawn"): "am",
}  # fmt: skip


STARTS = frozenset((*UNITS, "noon", "midnight", "zero", "half", "quarter", "a", "twenty"))
"""The words, besides digits, that may begin a time."""


def time(tokens: Tokens, at: int) -> Atom | None:
    """The time of day, or the ratio, that begins at token `at`."""
    token = tokens[at]
    if token.text == "noon":
        return Atom(at, at + 1, (Time(12),))
    if token.text == "midnight":
        return Atom(at, at + 1, (Time(0),))
    if tokens.words(at, "zero", "hour") or tokens.words(at, "zero", "hours"):
        return Atom(at, at + 2, (Time(0),))
    if token.text in ("half", "quarter") or tokens.words(at, "a", "quarter"):
        return _past(tokens, at)
    if (
        token.kind == "number"
        and token.text.isdigit()
        and tokens[at + 1].text == ":"
        and tokens[at + 1].glued
    ):
        return _colon(tokens, at)
    found = cardinal(tokens, at) if token.kind in ("number", "word") else None
    if found is None or found.value % 1 or not 0 <= found.value <= 2400 or found.scaled > 1:
        return None
    hour, end = int(found.value), found.end
    if (
        token.kind == "number"
        and len(token.text) == 4
        and tokens[end].text == "hours"
        and int(token.text[2:]) < 60
    ):
        return (
            Atom(at, end + 1, (Time(int(token.text[:2]) % 24, int(token.text[2:])),))
            if hour <= 2400
            else None
        )
    if not 0 <= hour <= 24 or found.decimals:
        return None
    if tokens[end].text == "noon" and hour == 12:
        return Atom(at, end + 1, (Time(12),))
    if tokens[end].text == "midnight" and hour == 12:
        return Atom(at, end + 1, (Time(0),))
    if tokens[end].text in ("o'clock", "oclock"):
        return _halved(tokens, at, end + 1, hour, 0) or Atom(at, end + 1, (Time(hour, half=hour > 12),))
    return _halved(tokens, at, end, hour, 0)


def after(tokens: Tokens, at: int) -> int | None:
    """Where `after`, `past` or `shortly after` begins, if a time at `at` stands behind it."""
    if tokens[at - 1].text not in ("after", "past"):
        return None
    return at - 2 if tokens[at - 2].text in ("shortly", "just", "soon", "little") else at - 1


def _halved(
    tokens: Tokens, at: int, end: int, hour: int, minute: int, second: int | None = None
) -> Atom | None:
    """The time whose half of the day is told at `end`: p.m., in the morning, noon."""
    half, past, note = "", end, ""
    if tokens[end].text in ("am", "pm"):
        half, past = tokens[end].text, end + 1
    else:
        for words, name in _PARTS.items():
            if tokens.words(end, *words):
                # "Line 2 in the morning" tells no time.
                half, past, note = name, end + len(words), "a time or a number"
                if words == ("at", "night") and (hour == 12 or hour < 5):
                    half = "am"
                if words == ("at", "noon") and hour != 12:
                    half = ""
    if not half or hour > 24:
        return None
    told = hour
    if hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    values: tuple[Single, ...] = (Time(hour, minute, second),)
    return Atom(at, past, (*values, Number(Decimal(told))) if note else values, note=note)


def _past(tokens: Tokens, at: int) -> Atom | None:
    """Half past five, a quarter to six."""
    start = at + 1 if tokens[at].text == "a" else at
    minutes = 30 if tokens[start].text == "half" else 15
    before = tokens[start + 1].text in ("to", "before") and minutes == 15
    if not before and tokens[start + 1].text not in ("past", "after"):
        return None
    found = cardinal(tokens, start + 2)
    if found is None or not 1 <= found.value <= 12 or found.value % 1:
        return None
    hour, minute = (int(found.value) - 1, 60 - minutes) if before else (int(found.value), minutes)
    return _halved(tokens, at, found.end, hour, minute) or Atom(
        at, found.end, (Time(hour, minute, half=False),)
    )


def _colon(tokens: Tokens, at: int) -> Atom | None:
    """9:30 a.m., 17:00, 9:30 (a time or a ratio), 5:3:2, 1:500,000."""
    sides, end = [tokens[at].text], at + 1
    while (
        len(sides) < 5
        and tokens[end].text == ":"
        and tokens[end].glued
        and tokens[end + 1].kind == "number"
        and tokens[end + 1].glued
    ):
        sides.append(tokens[end + 1].text)
        end += 2
    if len(sides) == 1:
        return None
    numbers = tuple(Decimal(side.replace(",", "")) for side in sides)
    clock = _clock(sides)
    if clock and (halved := _halved(tokens, at, end, clock.hour, clock.minute, clock.second)):
        return halved
    if clock and tokens[end].text in ("noon", "hours", "hrs", "h"):
        return Atom(at, end + 1, (clock,))
    if len(sides) == 2:
        side = cardinal(tokens, end - 1)
        if side and side.scaled > 1:
            numbers, end, clock = (numbers[0], side.value), side.end, None
    values: tuple[Single, ...] = (clock, Ratio(numbers)) if clock else (Ratio(numbers),)
    return Atom(at, end, values, note="a time or a ratio" if clock else "")


def _clock(sides: list[str]) -> Time | None:
    if (
        len(sides) > 3
        or not all(side.isdigit() for side in sides)
        or any(len(side) != 2 for side in sides[1:])
    ):
        return None
    hour, minute, second = int(sides[0]), int(sides[1]), int(sides[2]) if len(sides) == 3 else None
    if hour > 24 or minute > 59 or (second or 0) > 59 or len(sides[0]) > 2:
        return None
    told = hour > 12 or hour == 0 or sides[0].startswith("0")
    return Time(hour, minute, second, half=told, colon=True)
