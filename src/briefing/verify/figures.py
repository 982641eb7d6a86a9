"""Figures: each one of the Chinese in the English, none besides, in an order that can be right."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.document import FIGURE_KINDS
from briefing.quantities.chinese.numeral import numbers
from briefing.quantities.numerals import HANZI, parse_numeral
from briefing.renderings import ONE_EACH, admitted
from briefing.spans.english import english_figures
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span
    from briefing.spans.english import FoundFigure
    from briefing.verify.renderings import Mask

_SMALL = 10
"""Number words up to this are not counted as figures: one of, the two sides."""

_DIGITS = re.compile(r"[0-9](?:[0-9,]{0,22}[0-9])?(?:\.[0-9]{1,12})?")
_NUMERALS = re.compile(f"{HANZI}{{2,}}")
_CLAUSE = re.compile("[，。；：！？]")
_PART = re.compile(
    r"(?:including|(?:out )?of (?:which|whom|them)|among (?:which|whom|them))"
    r"(?: (?:about|around|some|nearly|over|only|more than|the))?\s*\Z"
)
_LIST = (
    r"(?:\s*(?:,|and|or|to|through|-|–|—)\s*(?:and\s+|or\s+)?"
    r"[\d.,]*\d(?:[\s-](?:thousand|million|billion|trillion))?)*"
)
_AFTER = r"[\s-]+(?:(?:[^\W\d]+|(?:[A-Z]\.)+)[\s-]+){0,3}?"
# Other names of a currency, by the last word of its name in `Span.unit`.
_CURRENCIES = {
    "yuan": r"yuan|RMB|renminbi|CNY|¥",
    "renminbi": r"yuan|RMB|renminbi|CNY|¥",
    "dollar": r"dollars?|[A-Z]{0,3}\$|USD|HKD|AUD|CAD|NTD|TWD|SGD|MOP",
    "euro": r"euros?|€|EUR",
    "yen": r"yen|¥|JPY",
    "pound": r"pounds?|£|GBP|sterling",
    "won": r"won|₩|KRW",
    "rouble": r"r(?:o)?ubles?|₽|RUB",
    "ruble": r"r(?:o)?ubles?|₽|RUB",
    "franc": r"francs?|CHF",
    "pataca": r"patacas?|MOP",
}


def by_value(en: str, spans: tuple[Span, ...], mask: Mask) -> tuple[Span, ...]:
    """Settle figures that are not there in a known form but by their value: 1.2 trillion as 1,200 billion."""
    free = [found for found in english_figures(en) if mask.free(found.start, found.end)]
    out = []
    for span in spans:
        if span.en_at is None and span.value is not None and span.kind in ("figure", "percent"):
            same = (
                found
                for found in free
                if found.value == span.value and found.percent == (span.kind == "percent")
            )
            if found := next(same, None):
                free.remove(found)
                mask.take(found.start, found.end)
                span = replace(span, en_at=(found.start, found.end), by="text")
        out.append(span)
    return tuple(out)


def check(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Figures that are missing, altered or made up; `segment.spans` are located, `mask` is theirs."""
    extra = _extra(segment, mask)
    lost = [span for span in segment.spans if span.kind in FIGURE_KINDS and not span.by]
    for span in lost:
        likely = [found for found in extra if _like(span, found)]
        if not likely and len(lost) == len(extra) == 1 and span.kind in ("figure", "percent"):
            likely = extra
        if likely and span.marked:
            found = likely[0]
            extra = [other for other in extra if other is not found]
            message = f"the English has {found.text} where the Chinese has {span.zh}"
            yield finding("figure-altered", message, span.en, span.zh_at, (found.start, found.end))
        else:
            rule = "figure-missing" if span.marked else "small-figure-missing"
            yield finding(rule, f"{span.zh} is not in the English", span.en, span.zh_at)
    for found in extra:
        message = f"{found.text} is not in the Chinese"
        yield finding("figure-extra", message, en_at=(found.start, found.end))


def _extra(segment: Segment, mask: Mask) -> list[FoundFigure]:
    """Figures of the English outside of renderings whose value the Chinese does not have anywhere."""
    known: set[Decimal] = set(numbers(segment.zh))
    known.update(_parts(segment.zh))
    for span in segment.spans:
        if span.value is not None:
            known.add(abs(span.value))
        for rendering in admitted(span):
            known.update(abs(found.value) for found in english_figures(rendering))
    return [
        found
        for found in english_figures(segment.en)
        if mask.free(found.start, found.end)
        and abs(found.value) not in known
        and not (found.words and found.value <= _SMALL)
    ]


def _parts(zh: str) -> Iterator[Decimal]:
    """What may be read out of the numerals of `zh` one way or another: 14 and 5 out of 十四五 shisi wu."""
    for match in _DIGITS.finditer(zh):
        yield Decimal(match[0].replace(",", ""))
    for match in _NUMERALS.finditer(zh):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + 6) + 1):
                if value := parse_numeral(run[start:end]):
                    yield value


def _like(span: Span, found: FoundFigure) -> bool:
    """Whether `found` is what became of `span`: the same digits at another magnitude, or one digit off."""
    ours = re.sub(r"\D", "", span.en).strip("0")
    theirs = re.sub(r"\D", "", found.text).strip("0")
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    if len(ours) == len(theirs):
        return len(ours) > 1 and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    short, long = sorted((ours, theirs), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def order(segment: Segment) -> Iterator[Finding]:
    """Two figures of one unit in the opposite order, while the terms beside them keep theirs.

    English often turns a sentence round, and figures and what they count move together; so only figures
    that have a term of their own beside them in the same clause are judged.
    """
    figures = [
        span
        for span in segment.spans
        if span.kind in ("figure", "percent") and span.en_at and _unit(segment, span)
    ]
    for first, second in combinations(figures[:20], 2):
        if (
            first.kind == second.kind
            and _unit(segment, first) == _unit(segment, second)
            and first.en != second.en
            and (first.en_at or (0, 0)) > (second.en_at or (0, 0))
            and _terms_keep(segment, first, second)
        ):
            message = f"{first.en} and {second.en} stand in the opposite order: have they changed places?"
            expected = f"{first.en} ... {second.en}"
            yield finding("figure-order", message, expected, first.zh_at, second.en_at)


def _unit(segment: Segment, span: Span) -> str:
    """What a figure counts in: its measure word, or percent; empty if neither can be told."""
    if span.kind == "percent":
        return "%"
    after = segment.zh[span.zh_at[1] : span.zh_at[1] + 1]
    return after if HAN.match(after) else ""


def _terms_keep(segment: Segment, first: Span, second: Span) -> bool:
    ours, theirs = _companion(segment, first), _companion(segment, second)
    if not ours or not theirs or ours == theirs:
        return False
    return (ours.en_at or (0, 0)) < (theirs.en_at or (0, 0))


def _companion(segment: Segment, figure: Span) -> Span | None:
    """The term next to a figure in its clause: before it, or else right after its measure word."""
    start, end = figure.zh_at
    for span in reversed(segment.spans):
        if span.kind in ONE_EACH and span.en_at and span.zh_at[1] <= start:
            if not _CLAUSE.search(segment.zh, span.zh_at[1], start):
                return span
            break
    for span in segment.spans:
        if span.kind in ONE_EACH and span.en_at and span.zh_at[0] >= end:
            return span if not _CLAUSE.search(segment.zh, end, span.zh_at[0]) else None
    return None


def relation(segment: Segment) -> Iterator[Finding]:
    """A figure that the English makes a part of a smaller one.

    社会组织8万家，社区社会组织14.1万家 is not "80,000 social organizations, including 141,000 community-based
    ones". A part that is smaller may be one: translators see what the Chinese leaves unsaid.
    """
    located = sorted(
        (span for span in segment.spans if span.kind == "figure" and span.en_at),
        key=lambda span: span.en_at or (0, 0),
    )
    for whole, part in pairwise(located):
        start, end = (whole.en_at or (0, 0))[1], (part.en_at or (0, 0))[0]
        said = _PART.search(segment.en, start, end)
        if said and (part.value or 0) > (whole.value or 0):
            message = f"{part.en} is made a part of {whole.en}, and is more"
            yield finding("figure-relation", message, part.en, part.zh_at, (said.start(), end))


def currency(segment: Segment) -> Iterator[Finding]:
    """Sums of money without their currency beside the figure: 260 million yuan, RMB 260 million."""
    for span in segment.spans:
        if not span.unit or not span.en_at:
            continue
        key = span.unit.split()[-1].lower()
        names = _CURRENCIES.get(key) or _CURRENCIES.get(key.removesuffix("s")) or re.escape(key)
        start, end = span.en_at
        after = segment.en[end : end + 100]
        before = segment.en[max(0, start - 24) : start]
        if re.match(rf"{_LIST}(?:{_AFTER}|\s*)(?:{names})(?!\w)", after, re.IGNORECASE):
            continue
        if re.search(rf"(?<!\w)(?:{names})(?:\s+[^\W\d]+){{0,2}}\s*$", before, re.IGNORECASE):
            continue
        expected = f"{span.en} {span.unit}"
        yield finding(
            "currency", f"{span.en}: {span.unit} is not beside it", expected, span.zh_at, span.en_at
        )
