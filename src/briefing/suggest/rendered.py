"""Guesses how a Chinese expression was rendered, from the English of the sentences that have it.

No alignment of words is needed: what is said in the English of all sentences with the expression, and hardly
in any without it, is its rendering. Of a quoted slogan, what stands in quotation marks in the English is
one, where there are as many quotations as in the Chinese. These are guesses, to be shown as such.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.renderings import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range
    from briefing.suggest.candidates import Candidate, Passage

SPECIFIC = 0.5
"""Least share of the sentences with a phrase that have the expression, for the phrase to be its rendering."""
MOST = 4
"""Renderings of one expression that are told apart."""
LEAST = 0.25
"""Least share of the sentences with an expression that a guessed rendering has; fewer share it by chance."""
_LONGEST = 8

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_ZH_QUOTES = re.compile("[“「『《]([^“”「」『』《》]+)[”」』》]")
_EN_QUOTES = re.compile('[“"*]([^“”"*]+)[”"*]')
_EDGE_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "this",
            "that",
            "these",
            "those",
            "its",
            "their",
            "his",
            "her",
            "our",
            "and",
            "or",
        ),
        *("but", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "into", "through", "under"),
        *(
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "has",
            "have",
            "had",
            "will",
            "it",
            "they",
            "we",
            "he",
            "she",
        ),
        *("more", "also", "than", "which", "who", "not", "all", "such", "between", "over", "up", "per"),
    )
)
"""Words that a rendering neither begins nor ends with."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendering, as it was written most often, and the passages (their numbers) that have it."""

    en: str
    passages: tuple[int, ...]


class Renderings:
    """Finds renderings in `passages`, of which those with English count."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._sentences = {
            number: _Sentence(passage) for number, passage in enumerate(passages) if passage.en.strip()
        }
        self._all = "\n".join(f" {' '.join(each.stems)} " for each in self._sentences.values())

    def of(self, candidate: Candidate) -> tuple[Rendering, ...]:
        """The renderings of `candidate`, the most frequent first; none if its English is not known.

        One that stands in a single sentence is only told where quotation marks show it.
        """
        numbers = dict.fromkeys(number for number, _ in candidate.places if number in self._sentences)
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        left = set(numbers)
        if candidate.shape in ("quoted", "title"):
            for number in numbers:
                if quoted := _counterpart(self._passages[number], candidate.zh):
                    found[_stemmed(quoted)].append((number, quoted))
                    left.discard(number)
        while len(left) > 1 and len(found) < MOST:
            best = self._best(candidate.zh, left, LEAST * len(numbers))
            if not best:
                break
            for number in sorted(left):
                if written := self._sentences[number].written(best):
                    found[" ".join(best)].append((number, written))
                    left.discard(number)
        renderings = [
            Rendering(
                Counter(written for _, written in places).most_common(1)[0][0],
                tuple(number for number, _ in places),
            )
            for places in found.values()
        ]
        return tuple(sorted(renderings, key=lambda each: (-len(each.passages), each.passages)))

    def known(self, candidate: Candidate) -> int:
        """In how many of its sentences the English is known."""
        return len({number for number, _ in candidate.places} & self._sentences.keys())

    def _best(self, zh: str, numbers: set[int], least: float) -> tuple[str, ...]:
        """The phrase that stands in most of the sentences, and in few others; the longest of equals."""
        counts: Counter[tuple[str, ...]] = Counter()
        for number in numbers:
            counts.update(self._sentences[number].phrases(min(_LONGEST, len(zh) + 1)))
        best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
        for phrase, count in counts.items():
            if count < max(2, least):
                continue
            total = max(count, self._all.count(f" {' '.join(phrase)} "))
            if count < SPECIFIC * total:
                continue
            best = max(best, (2 * count / (len(numbers) + total), len(phrase), phrase))
        return best[2]


class _Sentence:
    """The English of a passage in words; what renders known spans, and punctuation, breaks it."""

    def __init__(self, passage: Passage) -> None:
        self.en = passage.en
        self.words: list[Range] = []
        self.stems: list[str] = []
        end = 0
        for match in _WORD.finditer(passage.en):
            start = match.start()
            if self.stems and (
                passage.en[end:start].strip(" -–'\"“”‘’") or _between(passage.taken, end, match.end())
            ):
                self._add((end, end), "|")
            end = match.end()
            if not _between(passage.taken, start, end):
                self._add(match.span(), _stem(match[0]))

    def _add(self, at: Range, stem: str) -> None:
        if stem != "|" or self.stems[-1] != "|":
            self.words.append(at)
            self.stems.append(stem)

    def phrases(self, longest: int) -> Iterator[tuple[str, ...]]:
        """Each phrase once that neither begins nor ends with a function word."""
        seen = set()
        for start, first in enumerate(self.stems):
            if first in _EDGE_WORDS or first == "|":
                continue
            for end in range(start + 1, min(len(self.stems), start + longest) + 1):
                if self.stems[end - 1] == "|":
                    break
                if self.stems[end - 1] not in _EDGE_WORDS:
                    seen.add(tuple(self.stems[start:end]))
        yield from seen

    def written(self, phrase: tuple[str, ...]) -> str:
        """The phrase as it is written here; empty if it is not here."""
        size = len(phrase)
        for at in range(len(self.stems) - size + 1):
            if tuple(self.stems[at : at + size]) == phrase:
                return self.en[self.words[at][0] : self.words[at + size - 1][1]]
        return ""


def _between(taken: Sequence[Range], start: int, end: int) -> bool:
    return any(from_ < end and start < to for from_, to in taken)


def _stem(word: str) -> str:
    """A word without what a plural or a capital adds: communities and Community are the same."""
    word = fold(word).removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stemmed(text: str) -> str:
    return " ".join(_stem(match[0]) for match in _WORD.finditer(text))


def _counterpart(passage: Passage, zh: str) -> str:
    """What renders the quotation or title `zh` of the passage, by the order of its quotations."""
    chinese = [match[1] for match in _ZH_QUOTES.finditer(passage.zh)]
    english = [match[1].strip(" ,.;") for match in _EN_QUOTES.finditer(passage.en)]
    if zh not in chinese or len(chinese) != len(english):
        return ""
    return english[chinese.index(zh)]


def similar_phrase(rendering: str, passage: Passage) -> str:
    """The phrase of the passage's English that has most in common with `rendering`; empty if nothing has.

    Fengqiao Experience, where the rendering is Fengqiao model: half of the words at least must be the same.
    """
    stems = [_stem(match[0]) for match in _WORD.finditer(rendering)]
    wanted = set(stems) - _EDGE_WORDS
    sentence = _Sentence(passage)
    best: tuple[int, int, int, str] = (0, 0, 0, "")
    for phrase in sentence.phrases(len(stems) + 2):
        words = set(phrase) - _EDGE_WORDS
        common = len(words & wanted)
        if 2 * common >= max(len(words), len(wanted)):
            ends = (phrase[0] == stems[0]) + (phrase[-1] == stems[-1])
            best = max(best, (common, -abs(len(phrase) - len(stems)), ends, sentence.written(phrase)))
    return best[3]
