"""Terms whose words stand together in the English, but not as the glossary has them: 县有关部门 (relevant
departments) as `relevant county departments`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.renderings import admitted, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Span

_WORD = re.compile("[^\\W_]+")
_SMALL = frozenset(
    ["the", "a", "an", "of", "and", "for", "in", "to", "with", "on", "by", "at", "from", "or", "as", "s"]
)
_DENIALS = frozenset(["not", "no", "non", "without", "never", "un"])
_TERM_OF = re.compile("[0-9一二三四五六七八九十百]年|[0-9一二三四五六七八九十]个?月")
"""有期徒刑三年六个月: six years and three months in prison have the same words in another order."""
_BETWEEN = 1
"""How many other words may stand among those of a rendering, small ones not counted."""
_ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s", "y", "e")
_STEM = 3


def parted(span: Span, en: str) -> bool:
    """Whether all words of a rendering of a term stand in `en` on end, in any order and in any number or
    verb form, with one other word among them at most.

    A capital of the rendering must stand in the English too, and a denial among the words is none of them.
    A rendering of one word has no parts.
    """
    if span.kind != "term":
        return False
    said = _words(en)
    ordered = _TERM_OF.search(span.zh) is not None
    return any(_stands(_words(rendering), said, ordered=ordered) for rendering in admitted(span))


def _stands(wanted: Sequence[str], said: Sequence[str], *, ordered: bool) -> bool:
    """Whether all words of `wanted` stand there; if `ordered`, one after the other."""
    size = len(wanted) + _BETWEEN
    if len(wanted) < 2 or all(word.isdigit() for word in wanted):
        return False
    for at, word in enumerate(said):
        window = list(said[at : at + size])
        if not any(_same(each, word) for each in wanted) or not _DENIALS.isdisjoint(window):
            continue
        for each in wanted:
            match = next((other for other in window if _same(each, other)), None)
            if match is None:
                break
            del window[: window.index(match) + 1 if ordered else 0]
            if not ordered:
                window.remove(match)
        else:
            return True
    return False


def _same(wanted: str, word: str) -> bool:
    return wanted == word or (wanted == wanted.lower() and wanted == word.lower())


def _words(text: str) -> list[str]:
    # `fold` keeps lengths, so that its words are those of the text, whose capitals count.
    folded = fold(text)
    found = (text[match.start() : match.end()] for match in _WORD.finditer(folded))
    return [_stem(word) for word in found if word.lower() not in _SMALL]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
