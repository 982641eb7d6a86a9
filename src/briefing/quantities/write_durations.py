"""Writes lengths of time in English, in one unit or in more: `18 months`, `1 year and 6 months`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.forms import rendering
from briefing.quantities.wording import digits, words

if TYPE_CHECKING:
    from briefing.quantities.values import Rendering

# What half of a unit of time is besides: half a year is six months.
_HALF_OF = {
    "year": ("six months", "6 months", "six-month", "6-month"),
    "month": ("two weeks", "15 days", "fortnight"),
    "hour": ("30 minutes", "thirty minutes", "30-minute"),
    "day": ("12 hours", "twelve hours"),
}
_LARGER: dict[str, tuple[str, int]] = {
    "month": ("year", 12), "hour": ("day", 24), "minute": ("hour", 60), "second": ("minute", 60),
}  # fmt: skip


def write(value: Decimal, unit: str, plain: Rendering) -> Rendering:
    """The English of a length of time: `three years`, `half an hour`, `a decade`; `plain` is its number's."""
    name = unit if value == 1 else {"century": "centuries"}.get(unit, f"{unit}s")
    forms = [f"{text} {name}" for text in (plain.en, *plain.also)]
    forms += [f"{text}-{unit}" for text in (plain.en, *plain.also)]
    spoken = f"{plain.spoken} {name}" if plain.spoken else ""
    forms += in_units(value, unit)
    if value == Decimal("0.5"):
        article = "an" if unit == "hour" else "a"
        spoken = f"half {article} {unit}"
        forms += [spoken, f"half-{unit}", f"half {unit}", *_HALF_OF.get(unit, ())]
    if unit == "year":
        for long, many, years in (("decade", "decades", 10), ("century", "centuries", 100)):
            count = value / years
            if count == count.to_integral_value() and 1 <= count < 10:
                forms += [
                    f"{count_word} {many if count > 1 else long}"
                    for count_word in (words(count), digits(count))
                ]
                forms += [f"a {long}"] if count == 1 else []
    return rendering(forms, spoken=spoken)


def in_units(value: Decimal, unit: str) -> list[str]:
    """18 months as `1 year and 6 months`, 5,430 seconds as `1 hour, 30 minutes and 30 seconds`, in words too;
    nothing for what is less than one of the larger unit, or whole ones."""
    if value != value.to_integral_value() and unit != "second":
        return []
    parts: list[tuple[Decimal, str]] = []
    rest = value
    while unit in _LARGER and rest >= _LARGER[unit][1]:
        larger, many = _LARGER[unit]
        rest, last = divmod(rest, many)
        parts.insert(0, (last, unit))
        unit = larger
    parts = [(n, name) for n, name in ((rest, unit), *parts) if n]
    if len(parts) < 2:
        return []
    forms = []
    for style in (digits, words):
        if not all(style(n) for n, _ in parts):
            continue
        said = [f"{style(n)} {name}{'s' if n > 1 else ''}" for n, name in parts]
        heads = [", ".join(said[:-1]), " ".join(said[:-1])]
        forms += [f"{head}{joint}{said[-1]}" for head in heads for joint in (" and ", " ", ", ")]
    if [name for _, name in parts] == ["minute", "second"]:
        # A race is won in 3:30.18.
        minutes, seconds = parts[0][0], parts[1][0]
        forms.append(f"{minutes}:{'0' * (seconds < 10)}{seconds}")
    return [*forms, *(["year and a half"] if value == 18 and parts[-1][1] == "month" else [])]
