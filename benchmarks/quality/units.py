"""What is scored: sentences of a document, found again among the segments that the product cuts it into."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.quality.documents import Pair, SetError
from briefing.document import Segment
from briefing.normalize.edits import OffsetMap
from briefing.pipeline import prepare_document
from briefing.verify import Setting, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.quality.documents import Text
    from briefing.document import Document, Ended, Span
    from briefing.glossary.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that the product translates as one (list items that end in ；).

    `segments` are the numbers, in the document, of the segments that hold it.
    """

    id: str
    pairs: tuple[Pair, ...]
    segments: range

    @property
    def zh(self) -> str:
        """The Chinese."""
        return "".join(pair.zh for pair in self.pairs)

    @property
    def reference(self) -> str:
        """The translator's English."""
        return " ".join(pair.en for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as the product sees it, with the setting that its checks have."""

    text: Text
    document: Document
    units: tuple[Unit, ...]
    setting: Setting

    def segments(self, document: Document | None = None) -> list[Segment]:
        """All segments of the document, or of its translation `document`, in order."""
        return [each for paragraph in (document or self.document).paragraphs for each in paragraph.segments]

    def judged(self, unit: Unit, segment: Segment) -> Segment:
        """The unit's segment with what the product's checks find in it."""
        return verify(replace(segment, id=unit.id), self.setting)


def prepare(text: Text, matcher: Matcher | None) -> Prepared:
    """The text cut into segments with their spans, and its sentences found among them."""
    document = prepare_document(text.source(), matcher)
    setting = Setting.of(paragraph.zh for paragraph in document.paragraphs)
    return Prepared(text, document, tuple(units(text, document)), setting)


def units(text: Text, document: Document) -> Iterator[Unit]:
    """Yield the sentences of `text` in order, with their segments. Raises SetError if the title is in one.

    Every segment behind the title is in one unit, and in one only.
    """
    to_clean = OffsetMap(document.edits).to_clean
    starts = [to_clean(start) for start in text.starts()]
    owners: list[tuple[int, int]] = []
    for paragraph in document.paragraphs:
        at = to_clean(paragraph.source_at[0])
        for segment in paragraph.segments:
            last = at + len(segment.zh.rstrip()) - 1
            owners.append((bisect_right(starts, at) - 1, bisect_right(starts, max(at, last)) - 1))
            at += len(segment.zh)
    title = sum(last < 0 for _, last in owners)
    if any(first < 0 for first, _ in owners[title:]):
        raise SetError(f"{text.id}: the title runs on into the first sentence")
    pairs, at, number = text.pairs, title, 0
    while number < len(pairs):
        after, until = number + 1, at
        while until < len(owners) and owners[until][0] < after:
            after = max(after, owners[until][1] + 1)
            until += 1
        yield Unit(f"{text.id}.{number + 1}", pairs[number:after], range(at, until))
        at, number = until, after


def joined(segments: Sequence[Segment]) -> Segment:
    """Several segments as one: their English joined by spaces, their spans where they come to lie."""
    zh, en = "", ""
    spans: list[Span] = []
    ended: Ended = "stop"
    for segment in segments:
        before = len(en) + 1 if en and segment.en else len(en)
        spans += (_moved(span, len(zh), before) for span in segment.spans)
        zh += segment.zh
        en = f"{en} {segment.en}" if en and segment.en else en + segment.en
        ended = segment.ended if ended == "stop" else ended
    return Segment("", zh, tuple(spans), en, ended)


def _moved(span: Span, zh: int, en: int) -> Span:
    start, end = span.zh_at
    there = (span.en_at[0] + en, span.en_at[1] + en) if span.en_at else None
    return replace(span, zh_at=(start + zh, end + zh), en_at=there)
