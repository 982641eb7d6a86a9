"""Terms, names and literals that the English lacks, says less often, or renders as it should not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.document import FIGURE_KINDS, opens_article
from briefing.renderings import (
    ONE_EACH,
    bounded,
    fold,
)
from briefing.verify.named import abbreviated
from briefing.verify.parted import parted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment, Span
    from briefing.verify.mask import Mask


def said_once(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], list[Finding]]:
    """Terms that the Chinese says again and the English does not: `by` becomes `once`, with a note each."""
    said = {(span.kind, span.en) for span in spans if span.en_at}
    out, findings = [], []
    for span in spans:
        if span.en_at is None and span.kind in ONE_EACH and (span.kind, span.en) in said:
            span = replace(span, by="once")
            message = f"{span.zh} is said again in the Chinese, and not in the English"
            findings.append(finding("term-count", message, span.en, span.zh_at))
        out.append(span)
    return tuple(out), findings


_MINISTER_ZH = re.compile("副?部长|次长")
_CALLED = {"Foreign Affairs": "Foreign", "National Defense": "Defense"}


def _minister(span: Span, zh: str, en: str) -> bool:
    """Whether a ministry is in its minister: 外交部部长 as the foreign minister."""
    of = span.en.removeprefix("Ministry of ").removeprefix("the ")
    if of == span.en or not _MINISTER_ZH.match(zh, span.zh_at[1]):
        return False
    said = rf"[Mm]inister (?:of|for) (?:the )?{re.escape(of)}|{re.escape(_CALLED.get(of, of))} [Mm]inister\b"
    return re.search(said, en) is not None


def missing(segment: Segment) -> Iterator[Finding]:
    """Terms, names and literals without a rendering in the English. Figures are `figures.check`'s."""
    spans, en = segment.spans, segment.en
    told = set()
    unaccounted = ""
    for span in spans:
        # A person numbers a list in his own way, but no article of a law; an engine never sees the number.
        free = span.kind == "list-number" and not opens_article(span)
        known = span.by or span.kind in FIGURE_KINDS or free
        if known or (span.kind, span.en) in told or abbreviated(span.zh, en):
            continue
        if _minister(span, segment.zh, en):
            continue
        if span.kind in ONE_EACH:
            told.add((span.kind, span.en))
            unaccounted = unaccounted or _unaccounted(spans, en)
            if parted(span, unaccounted):
                message = f"the words of {span.en!r} for {span.zh} stand there in another order, or apart"
                yield finding("term-parted", message, span.en, span.zh_at)
                continue
            what = span.kind if span.kind in ("name", "title") else "term"
            yield finding("term-missing", f"the {what} {span.zh} is not rendered", span.en, span.zh_at)
        else:
            yield finding("literal-missing", f"{span.zh} was lost", span.en, span.zh_at)


def _unaccounted(spans: tuple[Span, ...], en: str) -> str:
    """`en` with zeros in place of what stands for a span: for another one that is a word between its own, and
    none of them."""
    left = list(en)
    for span in spans:
        if span.en_at:
            left[slice(*span.en_at)] = "0" * (span.en_at[1] - span.en_at[0])
    return "".join(left)


def extra(segment: Segment) -> Iterator[Finding]:
    """Terms of several words, no names, that the English says more often than the Chinese."""
    folded = fold(segment.en)
    english = [span.en for span in segment.spans if span.kind in ONE_EACH]
    for en in dict.fromkeys(span.en for span in segment.spans if span.kind == "term" and span.by):
        # 港 is Hong Kong, too: a name may be founded by other words of the Chinese.
        if " " not in en or en.istitle():
            continue
        said = list(_any_case(segment.en, folded, en))
        # 民生保障 has the rendering of 民生 in its own.
        wanted = sum(fold(en) in fold(each) for each in english)
        if len(said) > wanted:
            message = f"{en!r} stands {len(said)} times in the English; the Chinese has it {wanted} times"
            yield finding("term-extra", message, en_at=said[wanted])


def forbidden(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Renderings that the glossary rules out, wherever they stand outside of admitted ones."""
    folded = fold(segment.en)
    told = set()
    for span in segment.spans:
        for rendering in span.forbidden:
            if rendering in told or HAN.search(rendering):
                continue
            told.add(rendering)
            for place in _any_case(segment.en, folded, rendering):
                if mask.free(*place):
                    written = segment.en[slice(*place)]
                    message = f"{written!r} is ruled out for {span.zh}"
                    yield finding("term-forbidden", message, span.en, span.zh_at, place)


def _any_case(text: str, folded: str, rendering: str) -> Iterator[Range]:
    wanted = fold(rendering)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        if bounded(text, at, at + len(wanted)):
            yield at, at + len(wanted)
        at = folded.find(wanted, at + 1)
