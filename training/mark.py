"""Puts the spans of a pair into markers on both sides, as the product puts them into its requests.

    全省共保障低收入人口97.7万人。    The province assisted a low-income population of 977,000.
    全省共保障[[low-income population]][[977,000]]人。
                                     The province assisted a [[low-income population]] of [[977,000]].

The spans are those that the product finds with its termbase, and words of dictionaries besides. One is marked
only where its place in the English is beyond doubt. What the English calls it goes into both markers: the
model is to learn to copy, not to change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.document import Segment, Source, Span
from briefing.engine import markers
from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.pipeline import prepare_document
from briefing.renderings import ONE_EACH, VERBATIM, admitted, fold, places, verbatim_places
from briefing.spans.resolve import resolve
from briefing.spans.terms import candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.document import Range, Reading
    from briefing.glossary.matcher import Matcher

# As in the termbase, whose renderings are heads: the article is the model's to write.
_ARTICLE = re.compile(r"\A(?:the|an?) ", re.IGNORECASE)
_ITEM = re.compile(
    r"\A(?:Article [0-9]{1,4}(?:-[0-9]{1,2})?:?"
    r"|\(?(?:[IVX]{1,5}|[ivx]{1,5}|[0-9]{1,2})(?:\)\.?|\.(?![0-9])))\s*(?=\S)"
)
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:][\"”’)]*\s+)[\"“‘(]*\Z")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span whose English is known to stand at `en_at`; `span.en` is what goes into both markers."""

    span: Span
    en_at: Range


def as_sent(zh: str, matcher: Matcher) -> Segment | None:
    """The text and the spans that the product would send for `zh`, its sentences in one; None if it would
    make several paragraphs of it, or none."""
    document = prepare_document(Source("", zh, "", "utf-8"), matcher)
    if len(document.paragraphs) != 1:
        return None
    at = 0
    spans: list[Span] = []
    readings: list[Reading] = []
    for each in document.paragraphs[0].segments:
        spans += [replace(span, zh_at=_behind(at, span.zh_at)) for span in each.spans]
        readings += [replace(reading, zh_at=_behind(at, reading.zh_at)) for reading in each.readings]
        at += len(each.zh)
    return Segment("", document.paragraphs[0].zh, tuple(spans), readings=tuple(readings))


def unnumbered(en: str, sent: Segment) -> str:
    """The English without the number that it begins with, where `sent` begins with one: the product asks no
    engine for that, and writes it by a rule of its own."""
    return _ITEM.sub("", en) if _numbers(sent) else en


def _behind(at: int, place: Range) -> Range:
    return place[0] + at, place[1] + at


def _numbers(sent: Segment) -> list[Span]:
    return [span for span in sent.spans if span.kind == "list-number"]


def words(zh: str, dictionary: Matcher, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The dictionary words of `zh` that share no character with any of `spans`; they do not overlap."""
    taken = {at for span in spans for at in range(*span.zh_at)}
    free = (span for span in candidates(zh, dictionary) if taken.isdisjoint(range(*span.zh_at)))
    return resolve(free)[0]


def anchors(en: str, spans: Iterable[Span]) -> list[Anchor]:
    """Those of `spans` that can be marked, in the order of the English.

    Such a span has one of its renderings in `en`, in whole words, and neither that nor another one a second
    time; and no other span has the same place. Of two places one of which is inside the other, the longer
    holds.
    """
    folded = fold(en)
    sent = [span for span in spans if span.marked and span.kind != "list-number"]
    found = [anchor for span in sent if (anchor := _anchor(en, folded, span))]
    found.sort(key=lambda each: (each.en_at[0], -each.en_at[1]))
    doubtful = {one.en_at for one in found for other in found if one is not other and _clash(one, other)}
    return [each for each in found if each.en_at not in doubtful]


def _clash(one: Anchor, other: Anchor) -> bool:
    """Whether `one` loses its place to `other`, or both lose it: the same, or one that crosses it."""
    (start, end), (other_start, other_end) = one.en_at, other.en_at
    contains = start <= other_start and other_end <= end and one.en_at != other.en_at
    return start < other_end and other_start < end and not contains


def _anchor(en: str, folded: str, span: Span) -> Anchor | None:
    if span.kind in VERBATIM:
        found = set(verbatim_places(en, span.en))
        renderings = [span.en]
    else:
        renderings = [_bare(text, span) for text in admitted(span)]
        found = {place for text in renderings for place in places(en, folded, text)}
    # The plural's place has not the singular in it, but that of "21.5 percent" may have "21.5".
    whole = [
        one for one in found if not any(one != two and two[0] <= one[0] and one[1] <= two[1] for two in found)
    ]
    if len(whole) != 1:
        return None
    start, end = whole[0]
    form = en[start:end]
    if _SENTENCE_ENDS.search(en, max(0, start - 8), start):
        # The product sends the rendering as its termbase has it, and gives a sentence its capital afterwards.
        lower = form[:1].lower() + form[1:]
        form = lower if lower in renderings else form
    return Anchor(replace(span, en=form), (start, end))


def _bare(rendering: str, span: Span) -> str:
    """Without its article, if it is that of a term or the rendering is admitted without it too."""
    bare = _ARTICLE.sub("", rendering)
    return bare if span.kind in ONE_EACH or bare in admitted(span) else rendering


def marked(sent: Segment, en: str, chosen: Sequence[Anchor]) -> tuple[str, str]:
    """Both sides with the `chosen` spans in markers, which must not overlap in either of them; the Chinese as
    an engine reads it, in other words where the product has them, without the number of an item."""
    spans = sorted([*_numbers(sent), *(anchor.span for anchor in chosen)], key=lambda span: span.zh_at)
    taken = {at for span in spans for at in range(*span.zh_at)}
    readings = [each for each in sent.readings if taken.isdisjoint(range(*each.zh_at))]
    asked = as_asked(Request("", sent.zh, tuple(spans)), readings)
    source = markers.encode(asked.text, asked.spans)
    at = 0
    parts: list[str] = []
    for anchor in sorted(chosen, key=lambda each: each.en_at):
        parts += (en[at : anchor.en_at[0]], source.marker(anchor.span.en))
        at = anchor.en_at[1]
    return source.text, "".join((*parts, en[at:]))
