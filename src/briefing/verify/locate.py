"""Finding the rendering of each span in the finished English: longest first, and each place used once."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.quantities.chinese.ranges import MARKS
from briefing.quantities.english.cardinals import UNITS
from briefing.quantities.english.fractions import ORDINALS
from briefing.quantities.english.numbers import STARTS
from briefing.quantities.values import Date, Duration, Number, Ordinal, Period
from briefing.renderings import (
    ONE_EACH,
    VERBATIM,
    admitted,
    bounded,
    fold,
    is_rendering,
    places,
    verbatim_places,
)
from briefing.verify.lexicon import is_word
from briefing.verify.mask import Mask
from briefing.verify.readings import Readings, in_any_currency, numbers_in, wanted
from briefing.verify.units import converted

if TYPE_CHECKING:
    from briefing.document import Range, Segment, Span
    from briefing.quantities.values import Value

_NAMED = re.compile(
    r"(?:\b[Nn]os?\.|\bpp?\.|\b[A-Z]\w+"
    r"|\b(?:page|chapter|article|section|paragraph|item|volume|issue|part|phase|grade|annex"
    r"|tier|level|class|category|stage)s?) ?$"
)
"""What makes an ordinal of a number behind it: Phase 2, No. 2, page 12."""
_NUMBERED = re.compile(r"[A-Za-z]{2,8}\.? ?[0-9]")
"""No. 1 and day 1 are ordinals themselves."""
_WORD = re.compile(r"[a-z]+")
_LISTED = re.compile("[年月日号级]?(?:[、和及与]|以及)第?")
_LOOSE = frozenset(("a", "an"))
_NOT_FIRST = re.compile(r"\b(?:second|third|fourth|fifth|2nd|3rd|[4-9]th)(?:-| |-\w+ )\Z", re.IGNORECASE)
_CITED = re.compile(
    r"\b(?:(?:sub-?)?paragraph|(?:sub)?section|article|clause|item|annex|appendix|para\.?|art\.?)s? "
    r"\(?(?=[0-9])"
    r"|(?<=[0-9])\((?=[0-9])",
    re.IGNORECASE,
)
_PLACE = re.compile("provinc(?:e|ial)|(?:autonomous )?region|municipality|city|island", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"\b([A-Z][a-z'’]+) \Z")
_DIVIDED = re.compile("[条款项目节]")
"""What the number of an article (Paragraph 1, 36(1)) may count: 一项."""


def locate(segment: Segment, readings: Readings | None = None) -> tuple[tuple[Span, ...], Mask]:
    """Return the spans with `en_at` and `by` as the finished English has them, and what they take of it.

    Where `restore` recorded a rendering that is really there, that stands. The others are searched as whole
    words, the longest renderings first, where nothing else stands: 民生 minsheng (people's wellbeing) is not
    found inside the rendering of 民生保障 (ensuring people's wellbeing). Nor is a figure found where the
    English, whose `readings` these are, says something else: 5 p.m. not in 5 a.m., twenty not in twenty-one.
    Figures that are not there in a known form are found by their value (1.2 trillion as 1,200 billion), and
    last by a form without a number (both, a).
    """
    search = _Search(segment, readings or Readings(segment.en))
    search.recorded()
    search.months(named=False)
    search.forms(loose=False)
    search.values()
    search.months()
    search.between()
    search.forms(loose=True)
    return tuple(search.spans), search.mask


class _Search:
    """The spans of a segment while they are searched, and what is spoken for."""

    def __init__(self, segment: Segment, readings: Readings) -> None:
        self.segment, self.readings, self.text = segment, readings, segment.en
        self.spans = list(segment.spans)
        self.cited = frozenset(match.end() for match in _CITED.finditer(self.text))
        self.times = frozenset(
            told.start for told in self.readings.told if told.worded and isinstance(told.values[0], Duration)
        )
        self.mask = Mask()

    def recorded(self) -> None:
        """Keep what `restore` recorded, if it is there."""
        for at, span in enumerate(self.spans):
            place = span.en_at
            if (
                place
                and self.mask.free(*place)
                and _holds(self.text, span)
                and not self._misread(span, place)
            ):
                self.mask.take(*place)
            else:
                self.spans[at] = replace(span, en_at=None, by="")

    def forms(self, *, loose: bool) -> None:
        """Search the admitted forms; `loose` are those of figures that have no cardinal in them.

        Of two spans with a form of one length, the one whose usual rendering it is comes first: `first` is
        第一次 before it is the 1. of the paragraph. The number of an article is a mere `one`
        only where nothing else is.
        """
        folded = fold(self.text)
        forms = sorted(
            (-_length(form, span), form != span.en, span.zh_at, at, number, form)
            for at, span in enumerate(self.spans)
            if span.en_at is None and not span.by
            for number, form in enumerate(admitted(span))
            if (span.kind == "figure" and not is_numeric(form)) == loose
        )
        found: dict[str, deque[Range]] = {}
        for *_, at, _, form in forms:
            span = self.spans[at]
            if span.en_at is not None:
                continue
            key = f"={form}" if span.kind in VERBATIM else form
            if key not in found:
                verbatim = span.kind in VERBATIM
                found[key] = deque(
                    verbatim_places(self.text, form) if verbatim else places(self.text, folded, form)
                )
            self._take_one(at, found[key])

    def _take_one(self, at: int, places: deque[Range]) -> None:
        """Give the span the first place that is free and says it; those that say something else stay."""
        refused = []
        while places:
            place = places.popleft()
            if not self.mask.free(*place):
                continue
            span = self.spans[at]
            if (
                self._misread(span, place)
                or self._mere_article(span, place)
                or self._of_another(span, place)
                or (place[0] in self.cited and self._counts(span))
            ):
                refused.append(place)
                continue
            self._settle(at, place)
            break
        places.extendleft(reversed(refused))

    def values(self) -> None:
        """Search what has the value of a figure."""
        for at, span in enumerate(self.spans):
            if span.en_at is not None or span.by or (value := wanted(self.segment, span)) is None:
                continue
            cited = self.cited if self._counts(span) else frozenset()
            if span.zh == "一" and isinstance(value, Number):
                # One thing is not there by the month of 200 yuan a month.
                cited |= self.times
            told = self.readings.saying(value, self.mask, cited)
            told = told or self.readings.saying(in_any_currency(value), self.mask, cited)
            place = (told.start, told.end) if told else None
            if place := place or converted(self.segment, span, value, self.readings, self.mask):
                self._settle(at, place)

    def months(self, *, named: bool = True) -> None:
        """Search the first eleven months of 2025 for 2025年1—11月, of which two or three spans are made.

        If not `named`, only where the English does not name the last month, whose first one may be there for
        another range: 比1—10月, than in January to October.
        """
        values = [wanted(self.segment, span) for span in self.spans]
        for at, (low, high) in enumerate(pairwise(values)):
            first, last = self.spans[at : at + 2]
            ranged = self.segment.zh[first.zh_at[1] : last.zh_at[0]] in MARKS
            if not ranged or first.en_at or last.en_at or (not named and last.en in self.text):
                continue
            match low, high:
                case Date(year, 1, None, ""), Date(_, int(month), None, ""):
                    before = self.spans[at - 1] if at and year is None else None
                    if before and before.zh_at[1] == first.zh_at[0] - 1 and isinstance(values[at - 1], Date):
                        year = getattr(values[at - 1], "year", None)
                    self._first_months(at, year, month)

    def between(self) -> None:
        """Account for the inner ones of a list in a row, of which English names the ends: June to August for
        六、七、八月, but not for 六、八、九月."""
        values = [listed_number(wanted(self.segment, span)) for span in self.spans]
        for at in range(1, len(self.spans) - 1):
            if self.spans[at].en_at or not values[at]:
                continue
            last = at + 1
            while last < len(self.spans) and not self.spans[last].en_at:
                last += 1
            if last == len(self.spans):
                return
            row = range(at - 1, last + 1)
            (low, high), kinds = (
                (self.spans[each].en_at for each in (at - 1, last)),
                self.spans[at - 1 : last + 1],
            )
            if (
                low
                and high
                and all(is_next(values[each], values[each + 1]) for each in row[:-1])
                and all(is_listed(self.segment.zh, *pair) for pair in pairwise(kinds))
                and any(told.start <= low[0] and high[1] <= told.end for told in self.readings.ranges)
            ):
                for each in row[1:-1]:
                    self.spans[each] = replace(self.spans[each], by="once")

    def _first_months(self, at: int, year: int | None, month: int) -> None:
        for which in dict.fromkeys((year, None)):
            told = self.readings.saying(Period("month", 1, month, which), self.mask)
            found = told.says(Period("month", 1, month, which)) if told else None
            if told and getattr(found, "year", None) in (None, year):
                self.spans[at] = replace(self.spans[at], by="once")
                self._settle(at + 1, (told.start, told.end))
                if which and at and self.spans[at - 1].en_at is None and self.spans[at - 1].value == year:
                    self.spans[at - 1] = replace(self.spans[at - 1], by="once")
                return

    def _settle(self, at: int, place: Range) -> None:
        self.mask.take(*place)
        self.spans[at] = replace(self.spans[at], en_at=place, by="text")

    def _mere_article(self, span: Span, place: Range) -> bool:
        """Whether it is an article of something else: a term, where 一年 wants a year."""
        if self.text[slice(*place)].lower() not in _LOOSE:
            return False
        value = wanted(self.segment, span)
        if self.segment.zh.startswith("倍", span.zh_at[1]):
            return True
        words = _WORD.findall(self.text[place[1] : place[1] + 40].lower())[:2]
        return isinstance(value, Duration) and not any(word.startswith(value.unit) for word in words)

    def _of_another(self, span: Span, place: Range) -> bool:
        """Whether the mere word that may stand for a name, the province for 陕西, belongs to another name:
        Shanxi Province, Hubei provincial."""
        if span.kind not in ONE_EACH or not _PLACE.fullmatch(self.text, *place):
            return False
        name = _NAME_BEFORE.search(self.text, max(0, place[0] - 24), place[0])
        return name is not None and not is_word(name[1].lower())

    def _counts(self, span: Span) -> bool:
        """Whether the number of an article cannot be that of the span: 择一 (one of them) not in
        Paragraph 1."""
        small = span.kind == "figure" and not span.marked and not span.zh.isascii()
        return small and not _DIVIDED.match(self.segment.zh, span.zh_at[1])

    def _misread(self, span: Span, place: Range) -> bool:
        """Whether a figure's rendering is there only by its letters."""
        value = wanted(self.segment, span)
        numbered = span.kind == "ordinal" and (
            _NAMED.search(self.text, max(0, place[0] - 24), place[0]) or _NUMBERED.match(self.text, *place)
        )
        if span.kind == "ordinal" and span.value == 1 and _NOT_FIRST.search(self.text, 0, place[0]):
            # The second largest is not the largest.
            return True
        whole = span.kind in ("fraction", "ordinal") and not numbered
        if value is None or not self.readings.contradict(*place, value, whole=whole):
            return False
        # December of December 2024 has no number, and is that of another year.
        return span.kind == "date" or bool(numbers_in(self.text[slice(*place)]))


def is_listed(zh: str, first: Span, second: Span) -> bool:
    """Whether the two stand in a list: 六、七月, 7时和8时."""
    return _LISTED.fullmatch(zh, first.zh_at[1], second.zh_at[0]) is not None


def listed_number(value: Value | None) -> tuple[str, int] | None:
    """What a value counts by ones, and where in that row it stands: ("month", 6)."""
    match value:
        case Date(None, int(month), None, ""):
            return "month", month
        case Date(year, None, None, "") if year:
            return "year", year
        case Date(None, None, int(day), "", None):
            return "day", day
        case Ordinal(n):
            return "ordinal", n
        case Number(n, "") if n == n.to_integral_value():
            return "number", int(n)
    return None


def is_next(one: tuple[str, int] | None, other: tuple[str, int] | None) -> bool:
    """Whether the second comes right after the first."""
    return one is not None and other is not None and (one[0], one[1] + 1) == other


def _length(form: str, span: Span) -> int:
    """How long a form is; the mere one of an article's number comes last, and so does the word for a day of
    the month: three days are no 3rd."""
    last = form == "one" if span.kind == "article" else span.kind == "date" and form in UNITS
    return 0 if last else len(form)


def is_numeric(form: str) -> bool:
    """Whether there is a number in a form, and no mere ordinal: not in both, single, an or second."""
    if any(char.isdigit() for char in form):
        return not form.endswith(("st", "nd", "rd", "th"))
    words = _WORD.findall(form.lower())
    return any(word in STARTS and word not in _LOOSE and word not in ORDINALS for word in words)


def _holds(text: str, span: Span) -> bool:
    start, end = span.en_at or (0, 0)
    if not 0 <= start < end <= len(text) or not is_rendering(text[start:end], span):
        return False
    return span.kind in VERBATIM or bounded(text, start, end)
