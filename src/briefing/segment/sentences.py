"""Cuts a paragraph into sentences: whole ones where their length allows, and nothing lost in any case."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefing.chinese import NUMERALS, WIDE
from briefing.segment.clauses import LONG, parts
from briefing.segment.kinds import dateline_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Range

LIMIT = 180
"""A longer sentence (in code points) is cut at its clauses: models are trained on sentences, not on pages."""

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_BRACKETS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "［": "］",
    "｛": "｝",
}
_OPEN = _QUOTES | _BRACKETS
_CLOSE = {close: opened for opened, close in _OPEN.items()}
_PAIRED = re.compile("[" + re.escape("".join((*_OPEN, *_CLOSE))) + '"]')

# A bracket that is not closed soon was never meant to be: it must not keep the rest of the text together.
_LONGEST_BRACKET = LIMIT
_LONGEST_EMBEDDED = 60

_LEAST = 40
_TOLERATED = LIMIT + 20

_FINAL = re.compile(f"(?:[。！？]|(?<=[{WIDE}])[!?])[。！？!?…]*")
# Where a sentence that is too long may be cut, best first; never between the digits of a number.
_MARKS = re.compile(
    "(?P<strong>(?:[；;]|…+|[。！？]+)[”’」』）)》】〕]*)"
    "|(?P<comma>(?:(?<![0-9])[，,]|[，,](?![0-9])|——)[”’」』）)》】〕]*)"
    "|(?P<weak>[、：\\s][”’」』）)》】〕]*)"
)
_WORD = re.compile(f"[A-Za-z.,%{NUMERALS}]")

# 他说, 省民政厅副厅长赵庭朴介绍: who said what stands in the quotes before.
_ATTRIBUTION = re.compile(
    "[^，。！？；：“”「」]{0,30}?(?:说(?!明)|表示|指出|强调|介绍|认为|[说答问写笑叹]道|坦言|称|谈到|告诉|透露|解释"
    "|补充|提醒|回忆|感慨|呼吁|建议)"
)
_GOES_ON = re.compile("[，、；：,;:的等和与及或]")


class _Pair(NamedTuple):
    at: int  # of the opening mark
    to: int  # of the closing one
    quote: bool


def cut(text: str) -> list[str]:
    """Return the sentences of a paragraph, which joined are `text`; none is empty, few are over `LIMIT`.

    Those of `whole`, the long ones cut where a clause can stand alone.
    """
    return [part for sentence in whole(text) for part in _clauses(sentence)]


def _clauses(sentence: str) -> list[str]:
    if len(sentence) <= LONG:
        return [sentence]
    guarded = _guarded(_pairs(sentence))
    return [sentence[start:end] for start, end in parts(sentence, 0, len(sentence), guarded)]


def whole(text: str) -> list[str]:
    """Return the sentences of a paragraph, which joined are `text`, as they stand but for those over `LIMIT`.

    “这是对的。”他说 (“That is right,” he said) is one; a quotation of several sentences is cut inside. A
    dateline is a sentence by itself.
    """
    pairs = _pairs(text)
    guarded = _guarded(pairs)
    dateline = dateline_end(text)
    sentences = _pieces(text, chain((dateline,), _sentence_ends(text, dateline, pairs)))
    return [text[a:b] for start, end in sentences for a, b in _shortened(text, start, end, guarded)]


def _pairs(text: str) -> list[_Pair]:
    """Return the quotes and brackets that are closed, by where they open; unpaired ones do not count."""
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = dict.fromkeys((*_OPEN, '"'), 0)
    pairs: list[_Pair] = []
    for match in _PAIRED.finditer(text):
        char, at = match[0], match.start()
        partner = '"' if char == '"' and waiting['"'] else _CLOSE.get(char)
        if partner is None:
            opened.append((char, at))
            waiting[char] += 1
        elif waiting[partner]:
            while True:
                other, start = opened.pop()
                waiting[other] -= 1
                if other == partner:
                    break
            pairs.append(_Pair(start, at, partner in _QUOTES or partner == '"'))
    return sorted(pairs)


def _guarded(pairs: list[_Pair]) -> list[Range]:
    """Return the outermost of the pairs that are short enough not to be cut inside."""
    guarded: list[Range] = []
    for pair in pairs:
        if pair.to - pair.at <= LIMIT and (not guarded or pair.at > guarded[-1][1]):
            guarded.append((pair.at, pair.to))
    return guarded


def _pieces(text: str, ends: Iterable[int]) -> Iterator[Range]:
    """Yield the stretches between `ends`; what has no letter or digit in it goes with the one before it."""
    start, previous = 0, None
    for end in (*ends, len(text)):
        if end <= start:
            continue
        if previous is None:
            previous = (start, end)
        elif any(char.isalnum() for char in text[start:end]):
            yield previous
            previous = (start, end)
        else:
            previous = (previous[0], end)
        start = end
    if previous is not None:
        yield previous


def _sentence_ends(text: str, start: int, pairs: list[_Pair]) -> Iterator[int]:
    by_close = {pair.to: pair for pair in pairs}
    around: list[_Pair] = []  # the pairs that are open at the current place, outermost first
    upcoming = iter(pairs)
    pair = next(upcoming, None)
    for match in _FINAL.finditer(text, start):
        at = match.end()
        last: _Pair | None = None
        while at < len(text) and (text[at] in _CLOSE or at in by_close):
            last = by_close.get(at, last)
            at += 1
        while pair is not None and pair.at < at:
            while around and around[-1].to < pair.at:
                around.pop()
            around.append(pair)
            pair = next(upcoming, None)
        while around and around[-1].to < at:
            around.pop()
        if not _held_together(text, start, around) and _is_end(text, start, match[0], at, last):
            while at < len(text) and text[at].isspace():
                at += 1
            yield at
            start = at


def _held_together(text: str, start: int, around: list[_Pair]) -> bool:
    """Tell whether a place is inside brackets, or inside a short quotation that is part of its sentence."""
    for pair in reversed(around):
        length = pair.to - pair.at
        if length > _LONGEST_BRACKET:
            return False
        if not pair.quote or (length <= _LONGEST_EMBEDDED and not _is_speech(text, start, pair)):
            return True
    return False


def _is_speech(text: str, start: int, quote: _Pair) -> bool:
    return quote.at <= start or text[quote.at - 1] in "：:，,"


def _is_end(text: str, start: int, final: str, at: int, last: _Pair | None) -> bool:
    """Tell whether a sentence ends at `at`, after `final` and closing marks, the outermost of `last`."""
    if last is None:
        return True
    if not last.quote:
        return last.at <= start and text[last.at] in "（("
    if _GOES_ON.match(text, at):
        return False
    if last.at and text[last.at - 1] in "：:":
        return True
    if last.at <= start:
        return not _ATTRIBUTION.match(text, at)
    return text[last.at - 1] in "，," or final.startswith("。")


def _shortened(text: str, start: int, end: int, guarded: list[Range]) -> Iterator[Range]:
    """Yield `start`:`end` in parts, cut at the best marks there are; a little over `LIMIT` is left whole."""
    while end - start > _TOLERATED:
        at = _best_cut(text, start, end, guarded)
        yield start, at
        start = at
    yield start, end


def _best_cut(text: str, start: int, end: int, guarded: list[Range]) -> int:
    latest = start + LIMIT
    best = [0] * 5
    for match in _MARKS.finditer(text, start + _LEAST, latest):
        at = match.end()
        rank = ("strong", "comma", "weak").index(str(match.lastgroup))
        index = bisect_right(guarded, (at, 0)) - 1
        if index >= 0 and at <= guarded[index][1]:
            rank = 3
        if at <= latest and at < end:
            best[rank] = at
    # A rank further down is for a place inside brackets or quotes, or at a 、 or a space.
    for at in best:
        if at:
            return at
    for at in range(latest, latest - _LEAST, -1):
        if not _joined(text[at - 1], text[at]):
            return at
    return latest


def _joined(before: str, after: str) -> bool:
    """Tell whether a cut between two characters would tear a number, a word or a character's marks."""
    return (
        bool(_WORD.match(before) and _WORD.match(after))
        or unicodedata.category(after)[0] in "MP"
        or before in _OPEN
        or "\u200d" in (before, after)
    )
