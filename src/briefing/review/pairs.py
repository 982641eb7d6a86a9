"""The pairs made ready: clean Chinese in sentences, the spans of each, and its English as far as known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.document import Segment
from briefing.normalize import SCRIPTS, normalize
from briefing.quantities.region import region_of
from briefing.renderings import admitted
from briefing.segment import sentences
from briefing.segment.spacing import clean
from briefing.spans import SpanContext, find_spans
from briefing.suggest.candidates import Passage
from briefing.verify import Setting, verify
from briefing.verify.locate import locate
from briefing.verify.text import LENGTHS, PER_CHARACTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.bilingual.pairs import Bilingual, Pair
    from briefing.document import Span
    from briefing.glossary.matcher import Matcher
    from briefing.normalize import Script
    from briefing.quantities.values import Region

_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Mr|Mrs|Ms|Dr|St|vs|Art|Co|Ltd|Inc|[A-Z])|\b[ap]\.m|\be\.g|\bi\.e|U\.S)\.$"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair as one segment, verified, and as its sentences."""

    pair: Pair
    segment: Segment
    passages: tuple[Passage, ...]


def checked_pairs(bilingual: Bilingual, matcher: Matcher, script: Script = "auto") -> list[Checked]:
    """The pairs, each verified as one segment; `script` is that of the Chinese."""
    clean_pairs, region = cleaned(bilingual, script)
    prepared = [_prepared(pair, zh, matcher, region) for pair, zh in clean_pairs]
    spans = (span for each in prepared for found in each.found for span in found)
    named = frozenset(word for span in spans for text in admitted(span) for word in text.split())
    setting = Setting.of((zh for _, zh in clean_pairs), region)
    return [_checked(each, replace(setting, named=named)) for each in prepared]


def passages_of(
    bilingual: Bilingual, matcher: Matcher, *, script: Script = "auto", prefix: str = ""
) -> list[Passage]:
    """The sentences of the pairs with their English, as far as they can be told apart.

    `prefix` goes before the places.
    """
    return [
        replace(passage, place=prefix + passage.place)
        for each in checked_pairs(bilingual, matcher, script)
        for passage in each.passages
    ]


def cleaned(bilingual: Bilingual, script: Script) -> tuple[list[tuple[Pair, str]], Region]:
    """The pairs with their clean Chinese in Simplified, and where it is from."""
    written = bilingual.written
    taiwan = written.script == "tw"
    if script == "auto" and bilingual.numbered and written.clean and written.script:
        script = "s"
    elif script == "auto":
        found = normalize("\n\n".join(pair.zh for pair in bilingual.pairs)).script
        script = next((each for each in SCRIPTS if each == found), "auto")
    cleaned = []
    for pair in bilingual.pairs:
        text = normalize(pair.zh, script).text
        cleaned.append((pair, clean(" ".join(text.split("\n")), pair.kind, row=False)[0]))
    if taiwan or script == "tw":
        return cleaned, "taiwan"
    return cleaned, region_of(zh for _, zh in cleaned)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A pair with its clean Chinese, the sentences of that, and the spans of each."""

    pair: Pair
    zh: str
    cut: list[str]
    found: list[tuple[Span, ...]]


def _prepared(pair: Pair, zh: str, matcher: Matcher, region: Region) -> _Prepared:
    context = SpanContext(pair.kind, region)
    cut = [zh] if pair.kind == "byline" else sentences.cut(zh)
    return _Prepared(pair, zh, cut, [find_spans(each, matcher, context=context)[0] for each in cut])


def _checked(prepared: _Prepared, setting: Setting) -> Checked:
    pair, zh, cut, found = prepared.pair, prepared.zh, prepared.cut, prepared.found
    shifted: list[Span] = []
    at = 0
    for text, spans in zip(cut, found, strict=True):
        shifted += [replace(span, zh_at=(span.zh_at[0] + at, span.zh_at[1] + at)) for span in spans]
        at += len(text)
    segment = Segment(pair.id, zh, tuple(shifted), pair.en, "stop")
    segment = verify(segment, setting, heading=pair.kind == "heading")
    passages = [
        _passage(pair.id, text, spans, en)
        for text, spans, en in _aligned(pair, zh, cut, found, segment.spans)
    ]
    return Checked(pair, segment, tuple(passages))


def _aligned(
    pair: Pair, zh: str, cut: Sequence[str], found: Sequence[tuple[Span, ...]], spans: tuple[Span, ...]
) -> list[tuple[str, tuple[Span, ...], str]]:
    """Each Chinese sentence with its spans and English; the whole as one where they do not go together."""
    english = likely_parts(pair, cut)
    return list(zip(cut, found, english, strict=True)) if english else [(zh, spans, pair.en)]


def likely_parts(pair: Pair, cut: Sequence[str]) -> list[str] | None:
    """The English of each sentence of a pair that is `cut` so; None where they do not go together."""
    english = [en for _, en in pair.parts] if len(pair.parts) == len(cut) else english_sentences(pair.en)
    if len(cut) == len(english) and all(_likely(text, en) for text, en in zip(cut, english, strict=True)):
        return english
    return None


def english_sentences(en: str) -> list[str]:
    """The sentences of an English text, cut where a full stop is hardly anything else.

    >>> english_sentences("See No. 12. It was issued by Mr. Li at 9 a.m. on Monday.")
    ['See No. 12.', 'It was issued by Mr. Li at 9 a.m. on Monday.']
    """
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(en):
        if _ABBREVIATION.search(en[max(start, match.start() - 8) : match.start()]):
            continue
        end = match.start() + len(match[0].rstrip())
        found.append(en[start:end].strip())
        start = match.end()
    found.append(en[start:].strip())
    return [each for each in found if each]


def _likely(zh: str, en: str) -> bool:
    """Whether the one may be a translation of the other by their lengths."""
    weight = sum(1.0 if char > "\u2e80" else 1 / PER_CHARACTER for char in zh)
    least, most = next((low, high) for below, low, high in LENGTHS if weight < below)
    return weight > 0 and least <= len(en) / weight <= most


def _passage(place: str, zh: str, spans: tuple[Span, ...], en: str) -> Passage:
    located, mask = locate(Segment(place, zh, tuple(replace(each, en_at=None) for each in spans), en))
    return Passage(place, zh, located, en, tuple(mask.ranges))
