"""What would mend a finding: where a check knows the right words, and the place for them.

A suggestion is tried before it is shown: the same checks must not find it again, nor anything new.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.suggest.candidates import Passage
from briefing.suggest.rendered import similar_phrase
from briefing.verify import penalty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.document import Finding, Range, Segment

_IN_PLACE = frozenset(("figure-altered", "term-forbidden", "figure-qualifier", "currency", "direction"))
"""Rules whose `expected` stands for what is at the finding's place in the English."""

_LOST = frozenset(("figure-missing", "small-figure-missing", "term-missing", "name-lost"))
"""Rules whose `expected` is not in the English; something that is there may stand in its place."""

_SENTENCE_START = re.compile(r"(?:^|[.!?][”\"’')]*\s)[\"“‘'(]*$")


def mended(
    segment: Segment, finding: Finding, check: Callable[[str], Segment], worst: tuple[int, int, int]
) -> str:
    """The English of a checked segment with a finding mended; empty where nothing is known that does.

    `check` checks the segment with another English, whose penalty has to be less than `worst`.
    """
    for text in _candidates(segment, finding):
        tried = check(text)
        if not any(_is_same(each, finding) for each in tried.findings) and penalty(tried) < worst:
            return text
    return ""


def _candidates(segment: Segment, finding: Finding) -> Iterator[str]:
    en = segment.en
    if finding.rule == "shape-capitals" and finding.en_at:
        start = finding.en_at[0]
        yield en[:start] + en[start].lower() + en[start + 1 :]
    if finding.rule == "shape-repeated" and finding.en_at:
        yield " ".join((en[: finding.en_at[0]] + en[finding.en_at[1] :]).split())
    if not finding.expected:
        return
    if finding.rule in _IN_PLACE and finding.en_at:
        yield _put(en, finding.en_at, finding.expected)
    if finding.rule in _LOST:
        for other in segment.findings:
            if other.rule == "figure-extra" and other.en_at:
                yield _put(en, other.en_at, finding.expected)
        taken = tuple(sorted(span.en_at for span in segment.spans if span.en_at))
        phrase = similar_phrase(finding.expected, Passage("", segment.zh, segment.spans, en, taken))
        at = en.casefold().find(phrase.casefold()) if phrase else -1
        if at >= 0:
            yield _put(en, (at, at + len(phrase)), finding.expected)


def _put(en: str, at: Range, text: str) -> str:
    """`text` in place of what stands there, with a capital where that begins a sentence."""
    if _SENTENCE_START.search(en[: at[0]]):
        text = text[:1].upper() + text[1:]
    return en[: at[0]] + text + en[at[1] :]


def _is_same(one: Finding, other: Finding) -> bool:
    return (one.rule, one.zh_at, one.expected) == (other.rule, other.zh_at, other.expected) and (
        one.zh_at is not None or one.message == other.message
    )
