"""Glossary terms as spans, and the terms of a higher layer that a longer one of a lower layer hides."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.document import Finding, Span
from briefing.renderings import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.glossary.matcher import Matcher, TermMatch
    from briefing.glossary.model import Term

_STOPS = '，。；：！？、“”‘’（）《》"(),;:!?|·—…'
_BEFORE = re.compile(rf"(?:[{_STOPS}]|[一二三四五六七八九十]是|[0-9][.．])\s*\Z")
_AFTER = re.compile(rf"\s*(?:\Z|[{_STOPS}])")
_REACH = 8
"""Characters before a term that are looked at to see whether a clause begins there."""


def candidates(zh: str, matcher: Matcher) -> Iterator[Span]:
    """Every term of the matcher's termbase in `zh`, overlapping ones too; see `as_spans`."""
    return as_spans(zh, matcher.matches(zh))


def as_spans(zh: str, matches: Iterable[TermMatch]) -> Iterator[Span]:
    """The matches in `zh` as spans.

    `zh_at` leaves out quotation marks around a term; a term whose entry says `use: check` is not marked; one
    that only tells what an engine reads is no span; one that says `use: clause` is left out unless it is a
    clause by itself, as 加强顶层设计 (strengthen top-level design) is in 一是加强顶层设计，……
    """
    for match in matches:
        term = match.term
        start, end = match.zh_at
        if term.use == "read":
            continue
        if term.use == "clause" and not _is_clause(zh, start, end):
            continue
        yield Span(
            kind="term",
            zh=zh[start:end],
            zh_at=match.zh_at,
            en=term.en,
            marked=term.use != "check",
            article=term.article,
            forms=term.forms,
            also=term.also,
            forbidden=term.forbidden,
        )


def _is_clause(zh: str, start: int, end: int) -> bool:
    before = zh[max(0, start - _REACH) : start]
    begins = start <= _REACH and not before.strip()
    return (begins or _BEFORE.search(before) is not None) and _AFTER.match(zh, end) is not None


def shadowed(zh: str, matches: Sequence[TermMatch], chosen: Sequence[Span]) -> Iterator[Finding]:
    """A `term-shadowed` finding for each term that was not `chosen` as it is inside a lower layer's.

    The user enters 枫桥经验 as Maple Bridge way, and the shipped termbases have 新时代“枫桥经验” as new-era
    Fengqiao model. The longer one holds all the same: where a word ends is not known, and a user's 人民
    (people) must not break up 人民币 (renminbi), nor their 中央 (central authorities) 党中央 (CPC Central
    Committee). But the house has spoken, so it is told. Not if the longer rendering has the term's own in it.
    `chosen` is sorted.
    """
    terms = {match.zh_at: match.term for match in matches}
    seen = set()
    for match in matches:
        start, end = match.zh_at
        if not match.term.height or match.term.use == "read":
            continue
        at = bisect_right(chosen, start, key=lambda span: span.zh_at[1])
        if at == len(chosen) or not (chosen[at].zh_at[0] <= start and end <= chosen[at].zh_at[1]):
            continue
        longer = terms.get(chosen[at].zh_at) if chosen[at].kind == "term" else None
        if longer is None or longer.height >= match.term.height or _says(longer.en, match.term):
            continue
        if (match.term.key, longer.key) not in seen:
            seen.add((match.term.key, longer.key))
            yield Finding(
                rule="term-shadowed",
                severity="note",
                message=(
                    f"the term {zh[start:end]} ({match.term.en}) of {match.term.file} is inside of"
                    f" {chosen[at].zh} ({longer.en}), a longer one of {longer.file}, which was chosen"
                ),
                expected=match.term.en,
                zh_at=match.zh_at,
            )


def _says(en: str, term: Term) -> bool:
    """Whether some accepted rendering of `term` stands in `en`, in whole words."""
    accepted = (term.en, *term.forms, *term.also)
    return any(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", fold(en)) for each in accepted)
