"""Finds what may be a term in Chinese texts, without a word segmenter.

Shapes come first: quoted slogans “五社联动” (coordination of five community actors), titles 《…》,
institutions …委员会 (committee), places …市 (city). The rest are runs of 2 to 12 characters that recur, hold
together (the association of their parts), that are not always parts of something longer (their neighbours
vary), and that are counted by themselves, not inside of longer ones: the C-value of Frantzi, Ananiadou and
Mima (2000), Automatic recognition of multi-word terms, with the logarithm of the length in characters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Literal

from briefing.chinese import HAN_RANGES
from briefing.glossary.model import fold
from briefing.suggest.termhood import (
    BOUNDARY_AFTER,
    BOUNDARY_BEFORE,
    GENERAL,
    INSTITUTION,
    LEADING,
    PLACE,
    TRAILING,
    is_institution,
    is_place,
    is_term_like,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.document import Range, Span, SpanKind

Shape = Literal["quoted", "title", "institution", "place", "phrase"]
SHAPES: tuple[Shape, ...] = ("quoted", "title", "institution", "place", "phrase")

LONGEST = 12
"""Characters of a candidate that has no shape of its own."""
ASSOCIATION = 0.35
"""Least normalised pointwise mutual information of the two parts of a phrase, whichever way it is cut."""
DOMINANT = 0.75
"""A phrase with the same neighbour in more than this share of its places is a part of something longer."""
EDGES = 0.1
"""Least share of its places where a phrase begins, and where it ends, beside a mark or a function word."""
VARIED = 3
"""So many different characters after a phrase tell its end as well. Not so before it: 州市 zhoushi, a part of
杭州市 Hangzhou, 扬州市 Yangzhou and 郑州市 Zhengzhou, begins nowhere."""
WORD = 0.25
"""Weight of two characters, where C-value has 1: mostly general words, and seldom a term by themselves."""
MARKED = 0.5
"""Least share of its places in which a slogan has its quotation marks, or a title its brackets."""

_WHOLE: frozenset[SpanKind] = frozenset(("term", "fraction", "ordinal", "figure"))
"""Spans that a candidate may contain, if not cut; 三步排查 (three-step screening) begins with a figure."""

_RUN = re.compile(f"[{HAN_RANGES}]+")
_QUOTED = re.compile("[“「『‘]([^“”「」『』‘’。！？]{2,30})[”」』’]")
_TITLE = re.compile("《([^《》]{2,60})》")
_MARKS: tuple[tuple[Shape, re.Pattern[str]], ...] = (("title", _TITLE), ("quoted", _QUOTED))
_ENDINGS: tuple[tuple[Shape, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("institution", INSTITUTION, is_institution),
    ("place", PLACE, is_place),
)
_SPEECH = re.compile("[，；：]")
_BREAK = "\n"
"""A neighbour that is the end of the text, a punctuation mark or a stop character: never the same twice."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text, with the spans that are known in it.

    `place` tells a reader where it is (`article.txt:p3`). `en` is its English, if known, and `taken` the
    stretches of it that render known spans.
    """

    place: str
    zh: str
    spans: tuple[Span, ...] = ()
    en: str = ""
    taken: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a term: its shape, its `places` (number of the passage, range in its `zh`) and its
    C-value, weighted by its association."""

    zh: str
    shape: Shape
    places: tuple[tuple[int, Range], ...]
    score: float


def candidates(passages: Sequence[Passage], minimum: int = 2) -> list[Candidate]:
    """The candidates that stand in the texts `minimum` times or more, by shape, the best of each first.

    What a known span covers is none; what cuts one in two is none either. Phrases need two places at least.
    """
    texts = [_Text(passage) for passage in passages]
    shapes = _shaped(texts)
    phrases = _phrases(texts, max(2, minimum))
    places: dict[str, list[tuple[int, Range]]] = {zh: list(_places(texts, zh)) for zh in shapes}
    places |= {zh: at for zh, at in phrases.items() if zh not in shapes}
    places = {zh: at for zh, at in places.items() if len(at) >= minimum}
    values = _c_values({zh: len(at) for zh, at in places.items()})
    association = _Association(texts)
    found = []
    for zh, at in places.items():
        shape = shapes.get(zh, "phrase")
        strength = association.of(zh) if shape == "phrase" else 1.0
        if shape in ("title", "quoted") or (values[zh] > 0 and strength >= ASSOCIATION):
            found.append(Candidate(zh, shape, tuple(at), max(values[zh], 0.0) * strength))
    return sorted(found, key=lambda each: (SHAPES.index(each.shape), -each.score, -len(each.zh), each.zh))


class _Text:
    """A passage with what its spans say about where a candidate may begin and end.

    `inside[i]`: a cut before character i would go through a span; `barred[i]`: how many of the first i
    characters no candidate may have in it.
    """

    def __init__(self, passage: Passage) -> None:
        self.zh = passage.zh
        self.whole = {span.zh_at for span in passage.spans if span.kind in ("term", "name")}
        self._starts = {span.zh_at[0] for span in passage.spans}
        self._ends = {span.zh_at[1] for span in passage.spans}
        self.inside = [False] * (len(self.zh) + 1)
        closed = [False] * len(self.zh)
        for span in passage.spans:
            start, end = span.zh_at
            for at in range(start + 1, end):
                self.inside[at] = True
            if span.kind not in _WHOLE or (span.marked and span.kind != "term"):
                closed[start:end] = [True] * (end - start)
        self.barred = [0]
        for each in closed:
            self.barred.append(self.barred[-1] + each)

    def admits(self, start: int, end: int, *, figures: bool = False) -> bool:
        """Whether what stands there cuts no span and is none by itself; `figures`: dates and the like may be
        in it."""
        return (
            not self.inside[start]
            and not self.inside[end]
            and (figures or self.barred[start] == self.barred[end])
            and not any((at, to) in self.whole for at, to in ((start, end), (start - 1, end + 1)))
        )

    def may_begin(self, at: int) -> bool:
        """Whether a word begins there for certain: after a mark, a function word, a verb, a known span."""
        before = self.zh[max(0, at - 3) : at]
        return (
            not before
            or not _RUN.match(before[-1])
            or before[-1] in BOUNDARY_BEFORE
            or at in self._ends
            or before.endswith(LEADING)
        )

    def may_end(self, at: int) -> bool:
        """Whether a word ends there for certain."""
        after = self.zh[at : at + 3]
        return (
            not after
            or not _RUN.match(after[0])
            or after[0] in BOUNDARY_AFTER
            or at in self._starts
            or after.startswith((*LEADING, *TRAILING))
        )


def _shaped(texts: Iterable[_Text]) -> dict[str, Shape]:
    """What shows by its marks or its last characters what it is."""
    texts = tuple(texts)
    found: dict[str, Shape] = {}
    marks: Counter[str] = Counter()
    for text in texts:
        for shape, pattern in _MARKS:
            for match in pattern.finditer(text.zh):
                if text.admits(*match.span(1), figures=True) and _is_name(match[1], shape):
                    found.setdefault(match[1], shape)
                    marks[match[1]] += 1
    counts = {zh: sum(text.zh.count(zh) for text in texts) for zh in marks}
    found = {zh: shape for zh, shape in found.items() if marks[zh] >= MARKED * counts[zh]}
    for shape, pattern, holds in _ENDINGS:
        for text in texts:
            for match in pattern.finditer(text.zh):
                if text.admits(*match.span()) and holds(match[0]):
                    found.setdefault(match[0], shape)
    return found


def _is_name(marked: str, shape: Shape) -> bool:
    """Whether what stands in the marks is a name or a slogan rather than what somebody said."""
    han = sum(map(len, _RUN.findall(marked)))
    if han < 2 or marked in GENERAL:
        return False
    if shape == "title":
        return True
    return 2 * han > len(marked) and len(_SPEECH.findall(marked)) <= (1 if han > 6 else 0)


def _places(texts: Sequence[_Text], zh: str) -> Iterator[tuple[int, Range]]:
    for number, text in enumerate(texts):
        at = text.zh.find(zh)
        while at >= 0:
            end = at + len(zh)
            if text.admits(at, end, figures=True):
                yield number, (at, end)
            at = text.zh.find(zh, end)


def _phrases(texts: Sequence[_Text], minimum: int) -> dict[str, list[tuple[int, Range]]]:
    """Runs of characters that recur, look like a term, and are no mere part of a longer one.

    A run of n + 1 characters recurs only if both runs of n in it do: so each length is counted where the one
    before left something, in time and room linear in the text.
    """
    starts = [
        (number, at)
        for number, text in enumerate(texts)
        for match in _RUN.finditer(text.zh)
        for at in range(match.start(), match.end() - 1)
    ]
    is_han = [bytes(_RUN.match(char) is not None for char in text.zh) + b"\0" for text in texts]
    kept: dict[str, list[tuple[int, Range]]] = {}
    for length in range(2, LONGEST + 1):
        counts = Counter(texts[number].zh[at : at + length] for number, at in starts)
        starts = [
            (number, at) for number, at in starts if counts[texts[number].zh[at : at + length]] >= minimum
        ]
        grouped: dict[str, list[tuple[int, Range]]] = defaultdict(list)
        for number, at in starts:
            text = texts[number]
            if text.admits(at, at + length):
                grouped[text.zh[at : at + length]].append((number, (at, at + length)))
        for zh, places in grouped.items():
            if len(places) >= minimum and is_term_like(zh) and _stands_alone(texts, places):
                kept[zh] = places
        here = set(starts)
        starts = [
            (number, at) for number, at in starts if (number, at + 1) in here and is_han[number][at + length]
        ]
    return kept


def _stands_alone(texts: Sequence[_Text], places: Sequence[tuple[int, Range]]) -> bool:
    """Whether it is seen to begin and to end somewhere, and its neighbours are not nearly always the same."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for number, (start, end) in places:
        text = texts[number]
        before["" if text.may_begin(start) else text.zh[start - 1]] += 1
        after["" if text.may_end(end) else text.zh[end]] += 1
    begins = before[""] >= EDGES * len(places)
    ends = after[""] >= EDGES * len(places) or len(after) >= VARIED
    return (
        begins
        and ends
        and all(
            count <= DOMINANT * len(places)
            for neighbours in (before, after)
            for char, count in neighbours.items()
            if char
        )
    )


def _c_values(counts: dict[str, int]) -> dict[str, float]:
    """log2(length) times how often it stands by itself: its count less the mean of the longer ones around."""
    around: dict[str, list[int]] = defaultdict(list)
    for zh, count in counts.items():
        parts = {
            zh[start:end]
            for start in range(len(zh))
            for end in range(start + 2, min(len(zh), start + LONGEST) + 1)
            if end - start < len(zh)
        }
        for part in parts:
            if part in counts:
                around[part].append(count)
    return {
        zh: (log2(len(zh)) if len(zh) > 2 else WORD)
        * (count - (sum(around[zh]) / len(around[zh]) if zh in around else 0.0))
        for zh, count in counts.items()
    }


class _Association:
    """How much more often the two parts of a phrase stand together than by chance."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self._texts = _BREAK.join(fold(text.zh) for text in texts)
        self._total = max(2, sum(len(run) for run in _RUN.findall(self._texts)))
        self._counts: dict[str, int] = {}

    def of(self, zh: str) -> float:
        """The normalised pointwise mutual information of the weakest cut: -1 to 1."""
        whole = self._count(zh)
        if not whole or whole >= self._total:
            return 0.0
        surprise = log2(self._total / whole)
        return min(
            log2(whole * self._total / (self._count(zh[:cut]) * self._count(zh[cut:]))) / surprise
            for cut in range(1, len(zh))
        )

    def _count(self, zh: str) -> int:
        if zh not in self._counts:
            self._counts[zh] = self._texts.count(zh)
        return self._counts[zh]
