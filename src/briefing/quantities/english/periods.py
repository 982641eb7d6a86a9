"""Parts of months and years, halves, quarters and months of a year, decades, centuries, lunar days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.english.atoms import Atom
from briefing.quantities.english.cardinals import cardinal
from briefing.quantities.english.days import day, day_at, is_bc, month_at, year_at, year_behind
from briefing.quantities.english.numbers import number
from briefing.quantities.english.tokens import by_first_word
from briefing.quantities.values import Century, Date, Decade, Duration, LunarDate, Ordinal, Period

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Part, Single

DECADES = {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_PARTS: dict[str, Part] = {
    "early - to - mid": "early-mid", "early to mid": "early-mid", "early to mid -": "early-mid",
    "early - to - mid -": "early-mid", "early and mid": "early-mid", "early and mid -": "early-mid",
    "mid - to late": "mid-late", "mid - to - late": "mid-late", "mid to late": "mid-late",
    "middle and late": "mid-late", "mid and late": "mid-late", "mid - and late": "mid-late",
    "early": "early", "beginning of": "beginning", "the beginning of": "beginning", "start of": "beginning",
    "outset of": "beginning", "opening of": "beginning", "early in": "early", "early -": "early",
    "first ten days of": "early", "first 10 days of": "early",
    "mid -": "mid", "mid": "mid", "middle of": "mid", "the middle of": "mid", "second ten days of": "mid",
    "second 10 days of": "mid", "middle ten days of": "mid", "middle 10 days of": "mid",
    "late": "late", "late in": "late", "late -": "late", "last ten days of": "late",
    "last 10 days of": "late",
    "final ten days of": "late", "end of": "end", "the end of": "end", "end -": "end", "close of": "end",
    "end": "end", "late - ": "late", "turn of": "beginning", "middle": "mid",
}  # fmt: skip
_PARTS = {" ".join(phrase.split()): part for phrase, part in _PARTS.items()}
PART_PHRASES = by_first_word(list(_PARTS))
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "latter": 2}
FIRST = frozenset(("first", "opening"))
LAST = frozenset(("last", "past", "previous", "recent", "latest", "final", "preceding"))
_CALENDARS = by_first_word(
    [
        f"{of} {the} {calendar}"
        for of in ("of", "in", "on", "by")
        for the in ("the", "the chinese", "the traditional chinese")
        for calendar in ("lunar calendar", "lunar year", "calendar")
    ]
)


def decade(tokens: Tokens, at: int) -> Atom | None:
    """1990s, 1990's, the '90s, 90s, nineties."""
    if tokens[at].text in DECADES:
        return Atom(at, at + 1, (Decade(1900 + DECADES[tokens[at].text]),))
    first = at + 1 if tokens[at].text in ("'", "‘") else at
    text, end = tokens[first].text, first + 1
    if tokens[end].text == "'" and tokens[end].glued:
        end += 1
    if not (tokens[end].text == "s" and tokens[end].glued):
        return None
    year = year_at(tokens, first)
    if year is None and len(text) == 2 and text.isdigit():
        year = int(text) + (1900 if int(text) >= 30 else 2000)
        return Atom(at, end + 1, (Decade(year),)) if year % 5 == 0 else None
    return Atom(at, end + 1, (Decade(year),)) if year is not None and year % 10 == 0 else None


def year_end(tokens: Tokens, at: int) -> Atom | None:
    """Year-end, year-end 2025."""
    end = at + 3 if tokens[at + 1].text == "-" else at + 2
    if tokens[at].text != "year" or tokens[end - 1].text != "end":
        return None
    behind = year_behind(tokens, end)
    return Atom(at, behind[1] if behind else end, (Date(behind[0] if behind else None, part="end"),))


def part(tokens: Tokens, at: int) -> Atom | None:
    """Early 1990s, mid-May, the end of the second quarter, of June 2026, of the year, the beginning of the
    20th century."""
    found = tokens.phrase(at, PART_PHRASES)
    if found is None:
        return None
    which, end = _PARTS[found[0]], found[1]
    article = tokens[end].text if tokens[end].text in ("the", "this", "that", "each", "every") else ""
    end += bool(article)
    if tokens[end].text == "year" and article and which in ("end", "beginning"):
        behind = year_behind(tokens, end + 1)
        return Atom(at, behind[1] if behind else end + 1, (Date(behind[0] if behind else None, part=which),))
    whole = decade(tokens, end) or century(tokens, end)
    if whole is None and (year := year_at(tokens, end)):
        whole = Atom(end, end + 1, (Date(year),))
    if whole is None and month_at(tokens, end) and (whole := day(tokens, end)):
        value = whole.values[0]
        if isinstance(value, Date) and value.day:
            whole = Atom(end, end + 1, (Date(month=value.month),))
    if (
        whole is None
        and (quarter := period(tokens, end))
        and getattr(quarter.values[0], "unit", "") == "quarter"
    ):
        whole = quarter
    if whole is None or not isinstance(whole.values[0], Date | Decade | Century | Period):
        return None
    return Atom(at, whole.end, (replace(whole.values[0], part=which),))


def period(tokens: Tokens, at: int) -> Atom | None:
    """First half, H1, third quarter, Q3, first three quarters, first eight months; with a year behind."""
    found = _short_period(tokens, at) or _long_period(tokens, at)
    if found is None:
        return None
    value, end = found
    of_anything = value.unit == "half" and tokens[end - 1].text == "year"
    if year := year_behind(tokens, end):
        value, end = replace(value, year=year[0]), year[1]
    else:
        for which in ("the", "this", "last"):
            if tokens.words(end, "of", which, "year"):
                end += 3
                if year := year_behind(tokens, end):
                    value, end = replace(value, year=year[0]), year[1]
                break
    values: tuple[Single, ...] = (value,)
    if value.unit == "month" and -12 < value.first < 0 and 12 % value.first == 0:
        # The last six months are those until now, or the second half of the year.
        of_year = Period("month", 13 + value.first, 12, value.year)
        values = (of_year, value) if value.year else (value, of_year)
    if of_anything:
        # The first half year may be that of anything.
        values = (value, Duration(Decimal("0.5"), "year"))
    return Atom(at, end, values, note="back from now, or of the year" if len(values) > 1 else "")


def _short_period(tokens: Tokens, at: int) -> tuple[Period, int] | None:
    """Q1, H2."""
    unit, number_token = tokens[at].text, tokens[at + 1]
    if unit not in ("q", "h") or not number_token.glued or number_token.text not in ("1", "2", "3", "4"):
        return None
    n = int(number_token.text)
    if unit == "q":
        return Period("quarter", n, n), at + 2
    return (Period("half", n, n), at + 2) if n < 3 else None


def _long_period(tokens: Tokens, at: int) -> tuple[Period, int] | None:
    word = tokens[at].text
    n, end = NTH.get(word, 0), at + 1
    if word in ("1", "2", "3", "4") and tokens[end].glued and tokens[end].text in ("st", "nd", "rd", "th"):
        n, end = int(word), at + 2
    unit_at = end + 1 if tokens[end].text == "-" else end
    unit = tokens[unit_at].text
    if n and unit == "quarter":
        return Period("quarter", n, n), unit_at + 1
    if 0 < n < 3 and unit == "half":
        year = unit_at + 2 if tokens[unit_at + 1].text == "-" else unit_at + 1
        return Period("half", n, n), year + 1 if tokens[year].text == "year" else unit_at + 1
    if n and tokens[end].text in ("and", "to") and tokens[end + 2].text == "quarters":
        last_one = NTH.get(tokens[end + 1].text, 0)
        return (Period("quarter", n, last_one), end + 3) if last_one > n else None
    if word not in FIRST and word not in LAST:
        return None
    count = cardinal(tokens, at + 1)
    if count is None or count.value % 1 or not 1 <= count.value <= 12:
        return None
    unit_at = count.end + 1 if tokens[count.end].text == "-" else count.end
    unit, many = tokens[unit_at].text, int(count.value)
    first, last = (1, many) if word in FIRST else (-many, -1)
    if unit in ("month", "months", "month's", "months'"):
        return Period("month", first, last), unit_at + 1
    if unit in ("quarter", "quarters") and many <= 4:
        return Period("quarter", first, last), unit_at + 1
    return None


def lunar(tokens: Tokens, at: int) -> Atom | None:
    """The 15th day of the eighth lunar month; the leap fourth month of the lunar calendar."""
    nth, place = None, at
    first = day_at(tokens, place)
    if first and tokens.words(first[1], "day", "of"):
        nth, place = first[0], first[1] + 2
        place += tokens[place].text == "the"
    leap = tokens[place].text in ("leap", "intercalary")
    place += leap
    month = day_at(tokens, place)
    if month is None or not 1 <= month[0] <= 12:
        return None
    end = month[1]
    if tokens[end].text in ("leap", "intercalary"):
        leap, end = True, end + 1
    if tokens.words(end, "lunar", "month"):
        end += 2
    elif tokens[end].text == "month" and (behind := tokens.phrase(end + 1, _CALENDARS)):
        end = behind[1]
    else:
        return None
    year = year_behind(tokens, end)
    return Atom(at, year[1] if year else end, (LunarDate(month[0], nth, year[0] if year else None, leap),))


def century(tokens: Tokens, at: int) -> Atom | None:
    """The 21st century, the nineteenth-century."""
    atom = number(tokens, at)
    if atom is None or not isinstance(atom.values[0], Ordinal):
        return None
    end = atom.end + 1 if tokens[atom.end].text == "-" else atom.end
    if tokens[end].text in ("century", "centuries") and atom.values[0].value <= 30:
        bc = is_bc(tokens, end + 1)
        n = atom.values[0].value
        return Atom(at, end + 1 + bc, (Century(-n if bc else n),))
    return None
