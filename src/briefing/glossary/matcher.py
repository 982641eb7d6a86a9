"""Finds every term of a termbase in a text, in one pass.

The first two characters of each key say how long the keys are that start so, and a look-up for each of these
lengths says whether one stands there. At most places of a text no key starts: finding that out costs one
look-up in a loop that runs inside the interpreter.

Quotation marks are not seen: 枫桥经验 matches “枫桥经验” (Fengqiao model), and the entry “十四五”规划
matches 十四五规划 (14th Five-Year Plan) and the other way round. A Traditional word that a Simplified text
quotes is found, too. Which of overlapping matches holds is not
decided here.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from briefing.glossary.keys import as_matched
from briefing.glossary.model import CLOSING, OPENING, QUOTES, fold
from briefing.glossary.patterns import PatternMatcher
from briefing.quantities.numerals import HANZI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range
    from briefing.glossary.model import Term, Termbase

_TWO_NUMERALS = re.compile(f"{HANZI}[{CLOSING}][{OPENING}]{HANZI}")


class TermMatch(NamedTuple):
    """`term` stands at `zh_at` of the text: code points, quotes around it left out, quotes inside it
    paired."""

    term: Term
    zh_at: Range


class Matcher:
    """The terms of `termbase`, ready to be found in any number of texts."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._terms = {term.key: term for term in termbase.terms}
        self._contexts = {term.key: _contexts(term) for term in termbase.terms if term.unless}
        lengths: dict[str, set[int]] = {}
        for key in self._terms:
            lengths.setdefault(key[:2], set()).add(len(key))
        self._lengths = {start: tuple(sorted(found)) for start, found in lengths.items()}
        self._single = any(len(key) == 1 for key in self._terms)
        self._patterns = PatternMatcher(termbase.patterns, termbase.places)

    def matches(self, zh: str) -> list[TermMatch]:
        """All matches in `zh`, overlapping ones too, by their start, the shorter first.

        Where an entry and a pattern match the same stretch, the entry holds, unless the pattern is of a
        higher layer; of two patterns that of the higher one. A term does not match inside one of its `unless`
        contexts, nor where it would cut a Latin word or an Arabic number (AI in AIDS, 15分钟 in 115分钟), nor
        across a quotation mark that it has no partner for.
        Takes time proportional to the length of the text; the lengths of the terms that start with the same
        two characters are a factor.
        """
        text = as_matched(zh)
        at: Sequence[int] = range(len(zh))
        if len(text) < len(zh):
            at = [i for i, char in enumerate(zh) if char not in QUOTES]
        found: list[TermMatch] = []
        for start, end, term in self._found(text):
            if _holds(text, start, end, self._contexts.get(term.key, ())):
                zh_at = _with_paired_quotes(zh, at[start], at[end - 1] + 1, end - start)
                if zh_at is not None:
                    found.append(TermMatch(term, zh_at))
        taken = {match.zh_at: number for number, match in enumerate(found)}
        for start, end, term in self._patterns.found(text):
            if _holds(text, start, end, ()):
                zh_at = _with_paired_quotes(zh, at[start], at[end - 1] + 1, end - start)
                if zh_at is None:
                    continue
                number = taken.setdefault(zh_at, len(found))
                if number == len(found):
                    found.append(TermMatch(term, zh_at))
                elif term.height > found[number].term.height:
                    found[number] = TermMatch(term, zh_at)
        found.sort(key=lambda match: match.zh_at)
        return found

    def _found(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Every stretch of `text` that is the key of a term, in no order."""
        terms, size = self._terms, len(text)
        pairs = map(add, text, text[1:] + "\n")
        for start, lengths in enumerate(map(self._lengths.get, pairs)):
            if lengths is None:
                continue
            for length in lengths:
                end = start + length
                if end <= size and (term := terms.get(text[start:end])):
                    yield start, end, term
        if self._single:
            for start, char in enumerate(text):
                if char in terms:
                    yield start, start + 1, terms[char]


def _contexts(term: Term) -> tuple[tuple[str, int], ...]:
    """Each `unless` string with every place in it where the term stands."""
    contexts = []
    for context in map(fold, term.unless):
        offset = context.find(term.key)
        while offset >= 0:
            contexts.append((context, offset))
            offset = context.find(term.key, offset + 1)
    return tuple(contexts)


def _holds(text: str, start: int, end: int, contexts: tuple[tuple[str, int], ...]) -> bool:
    # Nearly every match stands among Chinese characters: the cheap questions come first.
    if text[start].isascii() and start and _joined(text[start - 1], text[start]):
        return False
    if text[end - 1].isascii() and end < len(text) and _joined(text[end - 1], text[end]):
        return False
    return not contexts or not any(
        start >= offset and text.startswith(context, start - offset) for context, offset in contexts
    )


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one Latin word or one Arabic number."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _with_paired_quotes(zh: str, start: int, end: int, length: int) -> Range | None:
    """The match at `start:end`, taking in the quotes outside that pair with quotes inside; None if they do
    not.

    “十四五”规划 has been matched from 十 on: the opening quote belongs to it. A term never starts in one
    quotation and ends in another, and “十五”“十一五”期间 has no 五十一. One quote turned the wrong way
    (“十四五“规划) is forgiven.
    """
    if end - start == length:
        return start, end
    if _TWO_NUMERALS.search(zh, start, end):
        return None
    closing, opening = 0, 0
    for char in zh[start:end]:
        if char in CLOSING or (char in QUOTES and char not in OPENING and opening):
            if opening:
                opening -= 1
            else:
                closing += 1
        elif char in QUOTES:
            opening += 1
    before, after = zh[max(0, start - closing) : start], zh[end : end + opening]
    if _all_quotes(before, closing, CLOSING) and _all_quotes(after, opening, OPENING):
        return start - closing, end + opening
    if closing + opening == 1:
        if start and zh[start - 1] in QUOTES:
            return start - 1, end
        if end < len(zh) and zh[end] in QUOTES:
            return start, end + 1
    return None


def _all_quotes(text: str, count: int, wrong: str) -> bool:
    return len(text) == count and all(char in QUOTES and char not in wrong for char in text)
