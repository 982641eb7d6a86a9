"""The text of a document as the desk took it in, kept as JSON beside its journal.

So the ids in the journal hold whatever a later briefing makes of the same file, and a document that was on
the desk before is there at once. Spans and findings are not kept: they follow from the text and the termbase.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from briefing.document import Document, Edit, Origin, Paragraph, Segment, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Range

FORM = 1
"""The version of the form; another one is not read, and the file is taken in anew."""


def as_json(document: Document) -> str:
    """The text of a document: its source, its edits, its paragraphs with their segments' Chinese."""
    source = document.source
    return json.dumps(
        {
            "desk": FORM,
            "source": [source.name, source.text, source.sha256, source.encoding, source.format],
            "notes": source.notes,
            "script": document.script,
            "edits": [[each.start, each.end, each.old, each.new, each.reason] for each in document.edits],
            "paragraphs": [_paragraph(each) for each in document.paragraphs],
        },
        separators=(",", ":"),
    )


def from_json(data: bytes) -> Document | None:
    """The document of `as_json`; None if it is of another form, or damaged."""
    try:
        read = json.loads(data)
        if read["desk"] != FORM:
            return None
        name, text, sha256, encoding, form = read["source"]
        return Document(
            Source(name, text, sha256, encoding, form, notes=tuple(read["notes"])),
            read["script"],
            tuple(Edit(*each) for each in read["edits"]),
            tuple(_read(each) for each in read["paragraphs"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _paragraph(paragraph: Paragraph) -> list[object]:
    origin = paragraph.origin
    kept = origin and [origin.element, origin.page, origin.level, origin.box, origin.confidence]
    segments = [[each.id, each.zh] for each in paragraph.segments]
    return [paragraph.id, paragraph.kind, paragraph.raw, paragraph.source_at, kept, segments]


def _read(kept: Sequence[Any]) -> Paragraph:
    id_, kind, raw, source_at, origin, segments = kept
    read = None
    if origin:
        element, page, level, box, confidence = origin
        read = Origin(element, page, level, tuple(box) if box else None, confidence)
    made = tuple(Segment(segment_id, zh) for segment_id, zh in segments)
    return Paragraph(id_, kind, raw, cast("Range", tuple(source_at)), made, read)
