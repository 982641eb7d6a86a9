"""The English of numbers and dates, in the house style; and every figure that stands in an English text.

House style: digits with commas below a million, from there `22 million`, `3.317 billion`, `1.2 trillion`;
`July 26, 2022`; `14th`; `9:30 a.m.`; years bare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_SCALE = {"hundred": 10**2, "thousand": 10**3} | dict(SCALES)
# More decimals than that are hard to read: 4,268.35 billion rather than 4.26835 trillion.
_DECIMALS = 4


def digits(value: Decimal) -> str:
    """1315 -> `1,315`; 0.50 -> `0.5`."""
    whole, _, fraction = format(value, "f").partition(".")
    fraction = fraction.rstrip("0")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


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
    for name, scale in sorted(_SCALE.items(), key=lambda item: -item[1]):
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


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in an English text: `text` at `start` to `end` (code points), worth `value`.

    5.2% and 5.2 percent are worth 5.2, and `percent`; `words` says that it is spelled out (`twelve`).
    """

    start: int
    end: int
    value: Decimal
    text: str
    words: bool = False
    percent: bool = False


_WORD_VALUE = {word: i for i, word in enumerate(SMALL)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}
_WORD_VALUE["dozen"] = 12
_BASE = "|".join(sorted(_WORD_VALUE, key=len, reverse=True))
_SCALE_WORDS = "|".join(_SCALE)
_GAP = r"(?:[ \t\u00a0]{1,3}|-)"
# Digits glued to letters are names, not figures: COVID-19, G20, H7N9, 5G, PM2.5.
_FIGURE = re.compile(
    rf"""(?<![\w.])(?<![0-9],)(?:(?<![A-Za-z]-)|(?<=mid-)|(?<=pre-)|(?<=post-)|(?<=late-)|(?<=early-)|(?<=non-)|(?<=sub-))
    (?P<sign>(?<![\w)\]-])[-−])?
    (?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})++(?![0-9])|[0-9]++)(?P<fraction>\.[0-9]++)?+
    (?:(?:st|nd|rd|th|s)\b)?
    (?![A-Za-z]|\.[0-9])
    (?P<scale>(?:{_GAP}(?:{_SCALE_WORDS})\b){{1,3}}+)?+
    (?P<percent>[ ]?(?:%|per[ ]?cent(?:age[- ]points?)?\b))?
    |\b(?P<words>(?:(?:{_BASE})|(?<=\ba[ ])(?:{_SCALE_WORDS}))\b
    (?:{_GAP}(?:and[ ])?(?:{_BASE}|{_SCALE_WORDS})\b){{0,12}}+)
    (?!-?(?:fold|sided|self)\b|-(?:thirds?|quarters?|fifths?|tenths?|half)\b)
    (?P<wpercent>[ ](?:per[ ]?cent(?:age[- ]points?)?\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:to|-|–|—)\s?", re.IGNORECASE)


def english_figures(en: str) -> list[FoundFigure]:
    """Every figure of an English text, in order: digits with scale and percent sign, and number words.

    `3 to 5 million` and `10-15%` are two figures that share the scale or the percent sign. Digits in
    a name (G20, COVID-19, 5G) are none; those of a date or time are (`July 26, 2022`: 26 and 2022).
    """
    found: list[FoundFigure] = []
    scales: list[int] = []
    for match in _FIGURE.finditer(en):
        figure, scale = _figure(match)
        if figure is None:
            continue
        if found and not figure.words and not found[-1].words:
            first = found[-1]
            plain = scales[-1] == 1 and not first.percent and not figure.percent
            share = scale if plain and first.value < figure.value / scale else 1
            percent = figure.percent and not first.percent and scales[-1] == 1
            gap = en[first.end : figure.start]
            if (share > 1 or percent) and len(gap) <= 4 and _RANGE.fullmatch(gap):
                value = first.value * share
                found[-1] = FoundFigure(
                    first.start, first.end, value, first.text, percent=figure.percent or first.percent
                )
        found.append(figure)
        scales.append(scale)
    return found


def _figure(match: re.Match[str]) -> tuple[FoundFigure | None, int]:
    scale = 1
    if spelled := match["words"]:
        value = _word_value(spelled)
    elif len(match["digits"]) > 24 or len(match["fraction"] or "") > 24:
        return None, scale
    else:
        value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
        for word in re.findall(r"[a-z]+", (match["scale"] or "").lower()):
            scale *= _SCALE[word]
        value = value * scale * (-1 if match["sign"] else 1)
    percent = bool(match["percent"] or match["wpercent"])
    return FoundFigure(match.start(), match.end(), value, match[0], bool(spelled), percent), scale


def _word_value(spelled: str) -> Decimal:
    total = section = 0
    for word in re.findall(r"[a-z]+", spelled.lower()):
        if word == "and":
            continue
        if word in _WORD_VALUE:
            section += _WORD_VALUE[word]
        elif word == "hundred":
            section = (section or 1) * 100
        else:
            total += (section or 1) * _SCALE[word]
            section = 0
    return Decimal(total + section)
