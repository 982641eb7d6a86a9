"""The work as data, for scripts. `briefing.schema.json` beside this module describes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

from briefing.files import PLACEHOLDER, sealed
from briefing.visible import escaped
from briefing.write.text import is_untranslated

if TYPE_CHECKING:
    from briefing.document import Briefing, Document, Finding, Origin, Paragraph, Range, Segment, Span

JsonValue = None | bool | int | float | str | Iterable["JsonValue"] | dict[str, "JsonValue"]

FORM = 1
"""The version of the form. It changes when a script that reads the old one would go wrong."""


def render(briefing: Briefing) -> str:
    """The briefing as JSON, ending in a line break; the same briefing gives the same bytes."""
    data: JsonValue = {
        "briefing": FORM,
        "digest": PLACEHOLDER,
        "signature": dict(briefing.signature),
        "model": {
            "name": briefing.model.name,
            "fingerprint": briefing.model.fingerprint,
            "adapter": briefing.model.adapter or None,
        },
        "glossaries": [
            {"name": each.name, "layer": each.layer, "sha256": each.sha256, "terms": each.terms}
            for each in briefing.glossaries
        ],
        # From here on in generators, which need no room: a long text has millions of these.
        "documents": (_document(each) for each in briefing.documents),
    }
    return sealed("".join(_laid_out(data, "\n")) + "\n")


def _laid_out(value: JsonValue, newline: str) -> Iterator[str]:
    """The value as JSON: what holds plain values and offsets alone on one line, all else an item a line."""
    if _is_flat(value):
        yield escaped(json.dumps(value, ensure_ascii=False))
        return
    inner = newline + "  "
    separator = inner
    if isinstance(value, dict):
        yield "{"
        for key, item in value.items():
            yield f"{separator}{json.dumps(key)}: "
            yield from _laid_out(item, inner)
            separator = "," + inner
        yield newline + "}"
    elif isinstance(value, Iterable):
        yield "["
        for item in value:
            yield separator
            yield from _laid_out(item, inner)
            separator = "," + inner
        yield newline + "]"


def _is_flat(value: JsonValue) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not isinstance(value, Iterator) and not any(
        isinstance(item, dict | Iterator) or (isinstance(item, list) and not _is_pair(item)) for item in items
    )


def _is_pair(value: list[JsonValue]) -> bool:
    return not any(isinstance(item, dict | list) for item in value)


def schema() -> JsonValue:
    """The JSON Schema (draft 2020-12) of what `render` gives."""
    text = files("briefing.write").joinpath("briefing.schema.json").read_text(encoding="utf-8")
    data: JsonValue = json.loads(text)
    return data


def _document(document: Document) -> JsonValue:
    source = document.source
    edits = Counter(edit.reason for edit in document.edits)
    return {
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "format": source.format,
            "script": document.script,
            "characters": len(source.text),
            "edits": {reason: edits[reason] for reason in sorted(edits)},
        },
        "paragraphs": (_paragraph(each) for each in document.paragraphs),
    }


def _paragraph(paragraph: Paragraph) -> JsonValue:
    origin = {"origin": _origin(paragraph.origin)} if paragraph.origin else {}
    return {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "raw": paragraph.raw,
        "source_at": _range(paragraph.source_at),
        **origin,
        "zh": paragraph.zh,
        "en": paragraph.en or None,
        "segments": [_segment(each) for each in paragraph.segments],
    }


def _origin(origin: Origin) -> JsonValue:
    """What is known of the place: an element, a page, a level, a box, a confidence."""
    known = {
        "element": origin.element,
        "page": origin.page,
        "level": origin.level,
        "box": [round(side, 1) for side in origin.box] if origin.box else None,
        "confidence": origin.confidence,
    }
    return {key: value for key, value in known.items() if value or (value == 0.0 and key == "confidence")}


def _segment(segment: Segment) -> JsonValue:
    return {
        "id": segment.id,
        "zh": segment.zh,
        "en": None if is_untranslated(segment) else segment.en,
        **({} if segment.doubt is None else {"doubt": segment.doubt}),
        **({} if segment.hand == "draft" else {"hand": segment.hand}),
        "spans": [_span(each) for each in segment.spans],
        "findings": [_finding(each) for each in segment.findings],
    }


def _span(span: Span) -> JsonValue:
    return {
        "kind": span.kind,
        "zh": span.zh,
        "en": span.en,
        "zh_at": _range(span.zh_at),
        "en_at": _range(span.en_at),
        "by": span.by or None,
    }


def _finding(finding: Finding) -> JsonValue:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "expected": finding.expected or None,
        "message": finding.message,
        "zh_at": _range(finding.zh_at),
        "en_at": _range(finding.en_at),
        **({} if finding.settled is None else {"settled": finding.settled}),
    }


def _range(at: Range | None) -> JsonValue:
    return None if at is None else [*at]
