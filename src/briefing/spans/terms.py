"""Glossary terms as spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.glossary.matcher import Matcher


def candidates(zh: str, matcher: Matcher) -> Iterator[Span]:
    """Every term of the matcher's termbase in `zh`, overlapping ones too.

    `zh_at` leaves out quotation marks around a term; a term whose entry says `use: check` is not marked.
    """
    for match in matcher.matches(zh):
        term = match.term
        start, end = match.zh_at
        yield Span(
            kind="term",
            zh=zh[start:end],
            zh_at=match.zh_at,
            en=term.en,
            marked=term.use == "mark",
            article=term.article,
            forms=term.forms,
            also=term.also,
            forbidden=term.forbidden,
        )
