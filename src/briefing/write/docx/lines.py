"""Where paragraphs and their sentences stand in the `w:p` of somebody's document that they were read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from briefing.normalize.edits import OffsetMap, within
from briefing.write.docx.runs import stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Document, Paragraph, Range, Segment

_LONGEST_LABEL = 24
"""Characters of an automatic number: 第一百二十三条 (Article 123) has seven."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where paragraphs, and their segments, stand in the text of the `w:p` whose lines they are.

    `labelled` says that an automatic number is in them, and so not in that text. What was not found there,
    because it began in a `w:p` before, is None.
    """

    labelled: bool
    segments_at: tuple[tuple[Range | None, ...], ...]
    _starts: Mapping[str, int | None]
    _maps: Mapping[str, OffsetMap]

    @classmethod
    def of(cls, place: Element, of_place: Sequence[Paragraph], document: Document) -> Lines:
        """Where the paragraphs of `document` that were read from `place` stand in it."""
        text, _ = stretches(place)
        labelled = False
        at = 0
        starts: dict[str, int | None] = {}
        maps: dict[str, OffsetMap] = {}
        for each in of_place:
            label, found = _found(each.raw, text, at, first=each is of_place[0])
            labelled |= label > 0
            starts[each.id] = None if found is None else found - label
            at = at if found is None else found + len(each.raw) - label
            begun = each.source_at[0]
            maps[each.id] = OffsetMap(
                replace(edit, start=edit.start - begun, end=edit.end - begun)
                for edit in within(document.edits, *each.source_at)
            )
        made = cls(labelled, (), starts, maps)
        segments_at = (
            tuple(made.place(each, segment, (0, len(segment.zh))) for segment in each.segments)
            for each in of_place
        )
        return replace(made, segments_at=tuple(segments_at))

    def place(self, of: Paragraph, segment: Segment, zh_at: Range | None) -> Range | None:
        """Where a stretch of a segment's Chinese stands in the text of the `w:p`."""
        start = self._starts[of.id]
        if start is None or zh_at is None:
            return None
        before = sum(len(each.zh) for each in takewhile(lambda each: each is not segment, of.segments))
        at = self._maps[of.id].to_raw(before + zh_at[0], before + zh_at[1])
        found = max(0, start + at[0]), start + at[1]
        return found if found[0] < found[1] else None


def _found(raw: str, text: str, at: int, *, first: bool) -> tuple[int, int | None]:
    """How long the automatic number is that `raw` begins with, and where the rest stands in `text`."""
    for label in range(min(_LONGEST_LABEL, len(raw) - 1) + 1) if first else (0,):
        found = text.find(raw[label:], at)
        if found >= 0 and (not first or not text[:found].strip()):
            return label, found
    return 0, None
