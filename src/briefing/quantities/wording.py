"""The English of numbers, ordinals, dates and times in the house style, and other right ways to write them.

House style: digits with commas below a million, from there `22 million`, `3.317 billion`, `1.2 trillion`;
`July 26, 2022`; `14th`; `9:30 a.m.`; years bare.
"""

from __future__ import annotations

from decimal import Decimal


def _table(names: str) -> list[str]:
    return names.split()


SMALL = _table(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _table("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = _table(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
MONTHS = _table("January February March April May June July August September October November December")
SCALES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))
SCALE_WORDS = {"hundred": 10**2, "thousand": 10**3} | dict(SCALES)
# More decimals than that are hard to read: 4,268.35 billion rather than 4.26835 trillion.
_DECIMALS = 4


def digits(value: Decimal) -> str:
    """1315 -> `1,315`; 0.50 -> `0.5`."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal) -> str:
    """22000000 -> `22 million`, 977000 -> `977,000`, 4268350000000 -> `4,268.35 billion`."""
    for name, scale in SCALES:
        if abs(value) >= scale and len(digits(value / scale).partition(".")[2]) <= _DECIMALS:
            return f"{digits(value / scale)} {name}"
    return digits(value)


def number_forms(value: Decimal) -> tuple[str, ...]:
    """Other right ways to write a number: `22,000,000`, `0.26 billion`, `twelve`, `80 thousand`."""
    forms = [digits(value), format(value, "f"), str(digits(value)).replace(",", "")]
    for name, scale in (*SCALES, ("thousand", 1000)):
        # 0.26 billion is still said, 0.00026 billion is not.
        if scale <= abs(value) * 10 and abs(value) >= 10**4 and value / scale < 10**5:
            forms.append(f"{digits(value / scale)} {name}")
    if word := words(value):
        forms += [word, word.replace("-", " ")]
        if word.startswith("one ") and value >= 100:
            forms.append(f"a {word[4:]}")
    return _others(number(value), forms)


def words(value: Decimal) -> str:
    """12 -> `twelve`, 45 -> `forty-five`, 400 -> `four hundred`, 8000000 -> `eight million`; else empty."""
    if value != value.to_integral_value() or value < 0:
        return ""
    n = int(value)
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    for name, scale in sorted(SCALE_WORDS.items(), key=lambda item: -item[1]):
        head, rest = divmod(n, scale)
        if head and not rest and head < 100:
            return f"{words(Decimal(head))} {name}"
    return ""


def ordinal(n: int) -> str:
    """14 -> `14th`, 21 -> `21st`, 1000 -> `1,000th`."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{suffix}"


def ordinal_words(n: int) -> str:
    """3 -> `third`, 21 -> `twenty-first`; empty from 100."""
    if n < 20:
        return ORDINALS[n]
    if n >= 100:
        return ""
    if n % 10 == 0:
        return TENS[n // 10 - 2][:-1] + "ieth"
    return f"{TENS[n // 10 - 2]}-{ORDINALS[n % 10]}"


def date(month: int, day: int | None = None, year: int | None = None) -> str:
    """`July 26, 2022`, `July 26`, `July 2022`, `July`."""
    name = MONTHS[month - 1]
    if day is None:
        return name if year is None else f"{name} {year}"
    return f"{name} {day}" if year is None else f"{name} {day}, {year}"


def date_forms(month: int, day: int, year: int | None = None) -> tuple[str, ...]:
    """`26 July 2022`, `July 26th`, `26th of July`, `Jul. 26`: accepted, never produced."""
    name = MONTHS[month - 1]
    tails = [""] if year is None else [f" {year}", f", {year}"]
    heads = [f"{day} {name}", f"{name} {ordinal(day)}", f"{ordinal(day)} {name}", f"{ordinal(day)} of {name}"]
    heads += [f"{short} {day}" for short in (name[:3], f"{name[:3]}.") if name != "May"]
    if year is not None:
        heads.append(f"{name} {day}")
    return _others(date(month, day, year), [head + tail for head in heads for tail in tails])


def clock(hour: int, minute: int) -> str:
    """21, 30 -> `9:30 p.m.`; 9, 0 -> `9 a.m.`; 12, 0 -> `12 noon`; 24, 0 -> `midnight`."""
    if minute == 0 and hour in (0, 12, 24):
        return "noon" if hour == 12 else "midnight"
    half = "p.m." if 12 <= hour < 24 else "a.m."
    hour = hour % 12 or 12
    return f"{hour}:{minute:02} {half}" if minute else f"{hour} {half}"


def clock_forms(hour: int, minute: int) -> tuple[str, ...]:
    """`21:30`, `9:30 pm`, `9:00 a.m.`, `12 noon`: accepted, never produced."""
    half, twelve = ("p" if 12 <= hour < 24 else "a"), hour % 12 or 12
    times = [f"{twelve}:{minute:02}"] if minute else [f"{twelve}", f"{twelve}:00"]
    forms = [f"{time}{space}{half}{m}" for time in times for space in (" ", "") for m in (".m.", "m")]
    forms += [form.upper() for form in forms]
    forms += [f"{hour:02}:{minute:02}", f"{hour}:{minute:02}"]
    if minute == 0:
        forms += (
            ["12 noon", "12:00"]
            if hour == 12
            else [f"{hour:02}00 hours", f"{words(Decimal(twelve))} o'clock"]
        )
    return _others(clock(hour, minute), forms)


def _others(produced: str, forms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form and form != produced))
