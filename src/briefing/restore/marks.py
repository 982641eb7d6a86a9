"""Which mark of a draft is which span: by exact content, and for terms by an admitted form of it.

A corrupted figure is never "close enough": it stays as the engine wrote it, belongs to no span, and the
checks will flag it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefing.renderings import (
    DETERMINERS,
    ONE_EACH,
    VERBATIM,
    bounded,
    fold,
    places,
    stands_for,
    verbatim_places,
)
from briefing.restore.title_case import is_titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import How, Range, Segment, Span
    from briefing.engine.base import Draft

_LEADING = re.compile(rf"(?:(?:{'|'.join(sorted(DETERMINERS))})\s+)+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?")
_INFLECTION = re.compile(r"(?:s|es)(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?][\"”’')]*\s)[\s\"“‘'(]*$")
_EDGES = " \t\r\n\u00a0[]\"'“”‘’"
_MAGNITUDES = ("thousand", "million", "billion", "trillion", "percent")

_CLOSE = 0.75
"""How alike what stands in a term's marker must be to the rendering to be set to it, from 0 to 1."""
_CLOSE_IF_ALONE = 0.55
"""The same where only one marker and one term are left to be matched."""
_MARGIN = 0.15
"""By how much every other term must be less alike."""


class Match(NamedTuple):
    """A mark that is a span: `text[start:end]` becomes `rendering`, held."""

    start: int
    end: int
    span: int
    rendering: str
    by: How


def match_marks(segment: Segment, draft: Draft) -> list[Match]:
    """Match the marks of `draft` to the spans of `segment`; in order, without overlaps, each span once.

    Marked spans go before unmarked ones; of several that have the same English the first in the source.
    A rendering that stands in the draft without a mark is a match too.
    """
    text, spans = draft.text, segment.spans
    order = sorted(range(len(spans)), key=lambda at: (not spans[at].marked, spans[at].zh_at))
    titles = _titles(segment.zh)
    titled = is_titled(draft)
    found = _Found()
    left = _trimmed(draft)
    for exact in (True, False):
        for mark in list(left):
            for at in order:
                span = spans[at]
                if at in found.spans or (exact and text[mark[0] : mark[1]] != span.en):
                    continue
                in_title = titled or any(a < span.zh_at[0] < b for a, b in titles)
                match = _read(text, *mark, at, span, in_title)
                if match and found.add(match):
                    left.remove(mark)
                    break
    rest = [mark for mark in left if not found.taken(*mark)]
    for match in _set(text, rest, [(at, spans[at]) for at in order if at not in found.spans]):
        found.add(match)
    for match in _unmarked(text, spans, found):
        found.add(match)
    return found.matches


class _Found:
    """The matches so far, in order of place."""

    def __init__(self) -> None:
        self.matches: list[Match] = []
        self.spans: set[int] = set()

    def taken(self, start: int, end: int) -> bool:
        at = bisect_left(self.matches, (start,))
        after = at < len(self.matches) and self.matches[at].start < end
        return after or (at > 0 and self.matches[at - 1].end > start)

    def add(self, match: Match) -> bool:
        if self.taken(match.start, match.end) or match.span in self.spans:
            return False
        self.matches.insert(bisect_left(self.matches, match), match)
        self.spans.add(match.span)
        return True


def _trimmed(draft: Draft) -> list[Range]:
    """The marks, each as it stands and without spaces, brackets and quotes at its edges."""
    marks: dict[Range, None] = {}
    for start, end in sorted(draft.marks):
        if 0 <= start < end <= len(draft.text):
            content = draft.text[start:end]
            marks[start, end] = None
            if inner := content.strip(_EDGES):
                start += len(content) - len(content.lstrip(_EDGES))
                marks[start, start + len(inner)] = None
    return list(marks)


def _read(text: str, start: int, end: int, at: int, span: Span, in_title: bool) -> Match | None:
    """The mark `text[start:end]` as the span number `at`, if it is that."""
    if not span.en:
        return None
    if span.kind in VERBATIM:
        return Match(start, end, at, span.en, "marker") if text[start:end] == span.en else None
    leading = _LEADING.match(text, start, end)
    starts = (start, leading.end()) if leading and leading.end() < end else (start,)
    forms = sorted(dict.fromkeys((span.en, *span.forms)), key=len, reverse=True)
    for begin in starts:
        for form in forms:
            stop = begin + len(form)
            if stop < end and not _POSSESSIVE.fullmatch(text, stop, end):
                continue
            if span.kind not in ONE_EACH:
                if text[begin:stop] == form and _parts(text, begin, stop):
                    return Match(begin, stop, at, form, "marker" if form == span.en else "form")
            elif stands_for(text[begin:stop], form):
                rendering, by = _cased(text, begin, stop, form, span, in_title)
                if tail := _INFLECTION.match(text, stop):
                    return Match(begin, tail.end(), at, rendering, "set")
                # What runs on into another word is another word: organization in organizational.
                if stop <= end or not text[stop : stop + 1].isalnum():
                    return Match(begin, stop, at, rendering, by)
    return None


def _cased(text: str, start: int, stop: int, form: str, span: Span, in_title: bool) -> tuple[str, How]:
    """What to hold for a form at `text[start:stop]`, perhaps in other case, and how that is settled."""
    written = text[start:stop]
    by: How = "marker" if form == span.en else "form"
    if written == form:
        return form, by
    if written[1:] == form[1:] and _SENTENCE_START.search(text, max(0, start - 8), start):
        return written, by
    if in_title and written.casefold() == form.casefold():
        return written, "form"
    return form, "set"


def _parts(text: str, start: int, end: int) -> bool:
    """Whether a figure stands by itself, or is only run together with words: in300, 977,000people."""
    before = text[max(0, start - 2) : start]
    after = _LETTERS.match(text, end)
    if before[-1:].isalnum() and not before[-1:].islower():
        return False
    if after and (len(after[0]) < 3 or after[0].lower() in _MAGNITUDES):
        return False
    head = before + " " * before[-1:].islower()
    tail = " " * (after is not None) + text[end : end + 16]
    return bounded(head + text[start:end] + tail, len(head), len(head) + end - start)


def _set(text: str, marks: list[Range], spans: list[tuple[int, Span]]) -> Iterator[Match]:
    """Terms and names in whose marker the engine wrote something else that can be told for certain."""
    terms = [(at, span) for at, span in spans if span.kind in ONE_EACH and span.marked]
    limit = _CLOSE_IF_ALONE if len(terms) == 1 and len({end for _, end in marks}) == 1 else _CLOSE
    for start, end in marks:
        content = text[start:end]
        if leading := _LEADING.match(content):
            start += leading.end()
            content = content[leading.end() :]
        scores = sorted(((_alike(content, span), at, span) for at, span in terms), reverse=True, key=_score)
        if not scores or scores[0][0] < limit:
            continue
        score, at, span = scores[0]
        if all(score - other >= _MARGIN for other, _, rival in scores[1:] if rival.en != span.en):
            terms = [each for each in terms if each[0] != at]
            yield Match(start, end, at, span.en, "set")


def _score(scored: tuple[float, int, Span]) -> tuple[float, int]:
    return scored[0], -scored[1]


def _alike(content: str, span: Span) -> float:
    """How alike `content` is to the term's rendering, from 0 to 1; other digits make it another term."""
    here, there = fold(content), fold(span.en)
    if here in map(fold, span.also):
        return 1.0
    if re.findall(r"\d+", here) != re.findall(r"\d+", there) or len(here) > 2 * len(there) + 8:
        return 0.0
    if there in here:
        return 0.0  # The rendering and more: the check will find it in the text.
    return SequenceMatcher(None, here, there, autojunk=False).ratio()


def _unmarked(text: str, spans: Sequence[Span], found: _Found) -> Iterator[Match]:
    """Renderings that stand in the draft without a mark.

    The longest first: 民生 minsheng (people's wellbeing) is not found inside of what stands for 民生保障.
    """
    folded = fold(text)
    left = [at for at, span in enumerate(spans) if at not in found.spans and span.en]
    for at in sorted(left, key=lambda at: -len(spans[at].en)):
        span = spans[at]
        if span.kind in VERBATIM:
            where = verbatim_places(text, span.en)
        else:
            where = chain.from_iterable(places(text, folded, form) for form in (span.en, *span.forms))
        place = next((place for place in where if not found.taken(*place)), None)
        if place:
            yield Match(*place, at, text[slice(*place)], "text")


def _titles(zh: str) -> list[Range]:
    """Where 《titles》 stand."""
    return [match.span() for match in re.finditer(r"《[^《》]*》", zh)]
