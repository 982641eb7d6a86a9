"""Finds the paragraphs of a Markdown text and takes out its marks, on record. Whatever is no mark stays.

A small part of CommonMark, by lines: headings, lists, quotations, tables, emphasis, rules, fences and front
matter. Links, inline code and what is struck out stay as they are written: their marks say something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.document import Edit
from briefing.normalize.edits import apply, compose
from briefing.segment.blocks import LINE, Block, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Kind

_RULE = re.compile("\\s{0,3}(?:(?:\\*[ \\t]*){3,}|(?:-[ \\t]*){3,}|(?:_[ \\t]*){3,}|=+\\s*)$")
_FENCE = re.compile("\\s{0,3}(?:```+|~~~+)[A-Za-z0-9_+-]*\\s*$")
_DELIMITERS = re.compile("[\\s|:-]+$")
_PREFIX = re.compile("[\\s>]*")
_HEADING = re.compile("#{1,6}[ \\t]+(?=\\S)")
_UNDERLINE = re.compile("\\s{0,3}(?:=+|-+)\\s*$")
_FRONT_END = re.compile("^(?:---|\\.\\.\\.)[ \\t]*$", re.MULTILINE)
_CLOSING = re.compile("(?<!\\s)\\s+#+\\s*$")
_BULLET = re.compile("[-*+][ \\t]+(?=\\S)")
_ORDERED = re.compile("[0-9]{1,9}[.)]\\s")
_ENDS = re.compile("[。！？；：!?;:]['\"”’」』）)》*_]{0,9}\\s*$|  $|\\\\$")
_EMPHASIS = re.compile("(\\*{1,3}|_{2,3})(?=[^\\s*_])([^*_\n]+)(?<=\\S)\\1")

# A shorter line was not broken by an editor that wraps lines.
_WRAPPED = 20
_LONG = 300


@dataclass(slots=True)
class _Open:
    """A paragraph that the next line may go on with; `end` is that of its last line."""

    start: int
    end: int
    kind: Kind | None
    row: bool = False
    prefixes: list[Edit] = field(default_factory=list)
    wraps: bool = False


def markdown(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a Markdown text, in order.

    Outside them lie only spaces, pipes and marks: `#`, `>` and `-` before a paragraph, rules, fences, the
    line under the head of a table. A line that an editor has wrapped is joined to the next. Front matter and
    code are paragraphs, line by line.
    """
    current: _Open | None = None
    closing: re.Pattern[str] | None = None  # what ends the code or the front matter that we are in
    for match in LINE.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        if closing is not None:
            if closing.match(raw):
                closing = None
            else:
                yield from (block._replace(kind="body") for block in line(text, start, end, run_on=False))
            continue
        follows = current is not None and len(text[current.end : start].replace("\r\n", "\n")) == 1
        at = start + _length(_PREFIX, raw)
        if current is not None and follows and _goes_on(raw, text[at:end], current):
            prefix = text[start:at]
            if ">" in prefix:
                current.prefixes.append(Edit(start, at, prefix, " ", "markup"))
            current.end, current.wraps = end, _wraps(raw)
            continue
        if current is not None:
            if follows and _UNDERLINE.match(raw):
                current.kind = current.kind or "heading"
            yield from _blocks(text, current)
            current = None
        if _FENCE.match(raw):
            closing = _FENCE
        elif start == 0 and raw.rstrip() == "---" and _FRONT_END.search(text, end):
            closing = _FRONT_END
        elif not _is_marks(raw):
            current = _opened(text, at, end)
    if current is not None:
        yield from _blocks(text, current)


def _length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _is_marks(raw: str) -> bool:
    """Tell whether a line says nothing: it is blank, a rule, or the line under the head of a table."""
    return any(pattern.match(raw) for pattern in (_RULE, _FENCE, _DELIMITERS))


def _opened(text: str, start: int, end: int) -> _Open:
    content = text[start:end]
    heading, bullet = _length(_HEADING, content), _length(_BULLET, content)
    if heading:
        closing = _CLOSING.search(content)
        return _Open(start + heading, start + closing.start() if closing else end, "heading")
    if bullet:
        return _Open(start + bullet, end, "list-item", wraps=_wraps(content))
    row = content.startswith("|")
    return _Open(start, end, None, row, wraps=not row and _wraps(content))


def _wraps(raw: str) -> bool:
    return (len(raw) >= _WRAPPED and not _ENDS.search(raw[-20:])) or raw.endswith(("，", "、"))


def _goes_on(raw: str, content: str, current: _Open) -> bool:
    starts = any(pattern.match(content) for pattern in (_HEADING, _BULLET, _ORDERED))
    return current.wraps and bool(content) and content[0] != "|" and not starts and not _is_marks(raw)


def _blocks(text: str, current: _Open) -> Iterator[Block]:
    """Yield an open paragraph, which is several if it is one long line; a table's row is body."""
    kind: Kind | None = "body" if current.row else current.kind
    single = not current.prefixes and kind is None
    found = line(text, current.start, current.end, run_on=single and current.end - current.start > _LONG)
    for block in found if single else _whole(text, current):
        start, end = block.start, block.end
        inside = [
            Edit(edit.start - start, edit.end - start, edit.old, edit.new, edit.reason)
            for edit in current.prefixes
            if start <= edit.start and edit.end <= end
        ]
        clean = apply(text[start:end], inside)
        for _ in range(2):  # **strong with *emphasis* in it**
            marks = list(_emphasis(clean))
            clean, inside = apply(clean, marks), list(compose(inside, marks))
        yield block._replace(kind=kind, markup=tuple(inside), row=block.row or current.row)


def _emphasis(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text):
        for start, end in ((match.start(), match.start(2)), (match.end(2), match.end())):
            yield Edit(start, end, text[start:end], "", "markup")


def _whole(text: str, current: _Open) -> Iterator[Block]:
    content = text[current.start : current.end]
    start = current.start + len(content) - len(content.lstrip(" \t\u3000|"))
    end = current.end - len(content) + len(content.rstrip(" \t\u3000|"))
    if start < end:
        yield Block(start, end)
