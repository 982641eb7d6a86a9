"""Words that carry the sense of a sentence, and what there must be of them on the other side.

原则通过 (approved in principle) is no approval, 需求不足 (not enough demand) no demand, and 各级财政 (finance
departments at all levels) not that of one place: where nothing in the English can stand for such a word, what
it said is lost. Turned about, a president, a company or an afternoon of the English must be meant by
something in the Chinese. Both tables are data: `data/weighty.tsv` and `data/unfounded.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.document import touch
from briefing.verify.rules import finding
from briefing.verify.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Finding, Range, Segment

_DENIES = re.compile(r"\bnot\b")


@dataclass(frozen=True, slots=True)
class Weighty:
    """A word of the Chinese, `means` in English, and `en`: what English has for it."""

    means: str
    zh: re.Pattern[str]
    en: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """Words of the English, and the Chinese of which any founds them."""

    en: re.Pattern[str]
    zh: str


def check(segment: Segment, lost: Sequence[Range] = ()) -> Iterator[Finding]:
    """Weighty words of the Chinese without English, and of the English without Chinese, each line once.

    What a span accounts for is neither, and of a clause that is known to be `lost` no word is told besides.
    """
    taken = [*lost, *(span.zh_at for span in segment.spans if span.by)]
    for word in weighty():
        for match in word.zh.finditer(segment.zh):
            if any(touch(at, match.span()) for at in taken):
                continue
            if not english(word.en).search(segment.en):
                message = f"{match[0].strip('，；（')} ({word.means}) has nothing in the English"
                yield finding("word-lost", message, word.means, match.span())
            break
    for each in grounds():
        for match in each.en.finditer(segment.en):
            if any(span.en_at and touch(span.en_at, match.span()) for span in segment.spans):
                continue
            if not chinese(each.zh).search(segment.zh):
                message = f"nothing in the Chinese can be meant by {match[0]!r}"
                yield finding("word-unfounded", message, en_at=match.span())
            break


@cache
def weighty() -> tuple[Weighty, ...]:
    """The words of the Chinese."""
    return tuple(Weighty(means, re.compile(zh), en) for means, zh, en in rows("weighty.tsv"))


@cache
def grounds() -> tuple[Grounds, ...]:
    """The words of the English."""
    return tuple(Grounds(re.compile(rf"\b(?:{en})\b"), zh) for en, zh in rows("unfounded.tsv"))


@cache
def english(words: str) -> re.Pattern[str]:
    """The expression for what English has for a word; where that is a not, isn't is one."""
    contracted = r"|n['’]t\b" if _DENIES.search(words) else ""
    return re.compile(rf"\b(?:{words})(?!\w){contracted}", re.IGNORECASE)


@cache
def chinese(words: str) -> re.Pattern[str]:
    """The expression for what founds a word of the English."""
    return re.compile(words)
