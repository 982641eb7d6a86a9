"""Finds every term of a termbase in a text, in one pass over a trie.

Quotation marks are not seen: 枫桥经验 matches “枫桥经验” (Fengqiao model), and the entry “十四五”规划
matches 十四五规划 (14th Five-Year Plan) and the other way round. Which of overlapping matches holds is not
decided here.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

from briefing.glossary.model import CLOSING, OPENING, QUOTES, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range
    from briefing.glossary.model import Term, Termbase


class TermMatch(NamedTuple):
    """`term` stands at `zh_at` of the text: code points, quotes around it left out, quotes inside it
    paired."""

    term: Term
    zh_at: Range


class _Node:
    __slots__ = ("contexts", "next", "term")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.term: Term | None = None
        self.contexts: tuple[tuple[str, int], ...] = ()  # what `unless` says, and where in it the term starts


class Matcher:
    """The terms of `termbase`, ready to be found in any number of texts."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        # The first step of the trie takes two characters: at most places of a text it ends the search.
        self._pairs: dict[str, _Node] = {}
        self._single: dict[str, _Node] = {}
        for term in termbase.terms:
            first = self._pairs if len(term.key) > 1 else self._single
            node = first.setdefault(term.key[:2], _Node())
            for char in term.key[2:]:
                node = node.next.setdefault(char, _Node())
            node.term = term
            node.contexts = _contexts(term)

    def matches(self, zh: str) -> list[TermMatch]:
        """All matches in `zh`, overlapping ones too, by their start, the shorter first.

        A term does not match inside one of its `unless` contexts, nor where it would cut a Latin word or an
        Arabic number (AI in AIDS, 15分钟 in 115分钟), nor across a quotation mark that it has no partner for.
        Takes time proportional to the length of the text times that of the longest term at worst.
        """
        text = fold(zh)
        at: Sequence[int] = range(len(zh))
        if len(text) < len(zh):
            at = [i for i, char in enumerate(zh) if char not in QUOTES]
        found: list[TermMatch] = []
        for start, end, node in self._ends(text):
            if node.term is not None and _holds(text, start, end, node.contexts):
                zh_at = _with_paired_quotes(zh, at[start], at[end - 1] + 1, end - start)
                if zh_at is not None:
                    found.append(TermMatch(node.term, zh_at))
        return found

    def _ends(self, text: str) -> Iterator[tuple[int, int, _Node]]:
        """Every stretch of `text` that leads to a node of the trie."""
        pairs, single = self._pairs, self._single
        length = len(text)
        for start, pair in enumerate(map(add, text, text[1:] + "\n")):
            if single and pair[0] in single:
                yield start, start + 1, single[pair[0]]
            node = pairs.get(pair)
            end = start + 2
            while node is not None:
                yield start, end, node
                node = node.next.get(text[end]) if end < length else None
                end += 1


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
    quotation and ends in another. One quote turned the wrong way (“十四五“规划) is forgiven.
    """
    if end - start == length:
        return start, end
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
