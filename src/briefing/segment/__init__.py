"""Paragraphs and their kinds, then the spaces inside them, then sentences.

A paragraph keeps its place in the text as it was read. What lies between paragraphs is white space, or stands
in the document's list of edits (table pipes, Markdown's marks, control characters).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import Document, Edit, Paragraph, Segment, Span
from briefing.normalize.edits import OffsetMap, apply, compose
from briefing.segment import blocks, sentences
from briefing.segment.kinds import kinds
from briefing.segment.markdown import markdown
from briefing.segment.spacing import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Kind, Range, Source
    from briefing.normalize import Normalized
    from briefing.segment.blocks import Block

_MARKS = re.compile("\\S+")


def segment(source: Source, normalized: Normalized) -> Document:
    """Return the document: `source` in paragraphs and segments; only what is kept as it stands has a span.

    The edits of a paragraph, applied to its `raw`, give its `zh`, which its segments partition. Never fails;
    a text without any word has no paragraphs.
    """
    text = normalized.text
    offsets = OffsetMap(normalized.edits)
    found = list(_blocks(source, text, offsets))
    texts = [apply(text[block.start : block.end], block.markup) for block in found]
    further: list[Edit] = []
    paragraphs: list[Paragraph] = []
    end = 0
    for block, content, kind in zip(found, texts, kinds(texts, [block.kind for block in found]), strict=True):
        zh, spaces = (content, []) if block.verbatim else clean(content, kind, row=block.row)
        if not zh:
            continue  # marks alone, which are taken out with what lies around them
        further += _outside(text, end, block.start)
        further += _moved(compose(block.markup, spaces) if block.markup else spaces, block.start)
        end = block.end
        name, source_at = f"p{len(paragraphs) + 1}", offsets.to_raw(block.start, end)
        made = _verbatim if block.verbatim else _paragraph
        paragraphs.append(replace(made(name, kind, zh, source, source_at), origin=block.origin))
    further += _outside(text, end, len(text))
    return Document(source, normalized.script, tuple(compose(normalized.edits, further)), tuple(paragraphs))


def _blocks(source: Source, text: str, offsets: OffsetMap) -> Iterator[Block]:
    if source.parts:
        return blocks.of_parts(text, source.parts, offsets)
    return markdown(text) if source.format == "md" else blocks.plain(text)


def _paragraph(name: str, kind: Kind, zh: str, source: Source, source_at: Range) -> Paragraph:
    cut = [zh] if kind == "byline" else sentences.cut(zh)
    segments = tuple(Segment(f"{name}.{number}", text) for number, text in enumerate(cut, 1))
    return Paragraph(name, kind, source.text[source_at[0] : source_at[1]], source_at, segments)


def _verbatim(name: str, kind: Kind, zh: str, source: Source, source_at: Range) -> Paragraph:
    """A paragraph whose English is what stood in the source: code, a comment, an image."""
    raw = source.text[source_at[0] : source_at[1]]
    span = Span(kind="literal", zh=zh, zh_at=(0, len(zh)), en=raw.strip())
    return Paragraph(name, kind, raw, source_at, (Segment(f"{name}.1", zh, (span,)),))


def _outside(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits that leave only white space of what lies between two paragraphs."""
    for match in _MARKS.finditer(text, start, end):
        reason = "table" if not match[0].strip("|") else "markup"
        yield Edit(match.start(), match.end(), match[0], "", reason)


def _moved(edits: Iterable[Edit], by: int) -> Iterator[Edit]:
    return (Edit(edit.start + by, edit.end + by, edit.old, edit.new, edit.reason) for edit in edits)
