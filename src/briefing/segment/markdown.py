"""Finds the paragraphs of a Markdown text and takes out its marks, on record. Whatever is no mark stays.

A small part of CommonMark, by lines: headings, lists, quotations, tables, emphasis, rules and front matter,
and what `inline` knows. Fenced code, scripts and the like are kept as they stand, line by line, and not
translated. Links, inline code and what is struck out stay as they are written: their marks say something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.chinese import LINE_BREAKS
from briefing.document import Edit
from briefing.normalize.edits import apply, compose
from briefing.segment.blocks import LINE, Block, line
from briefing.segment.inline import RAW, Piece, marks, pieces

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from briefing.document import Kind, Range

_RULE = re.compile("\\s{0,3}(?:(?:\\*[ \\t]*){3,}|(?:-[ \\t]*){3,}|(?:_[ \\t]*){3,}|=+\\s*)$")
_FENCE = re.compile("(`{3,}+|~{3,}+)[ -_a-~]*+\\s*$")
_DELIMITERS = re.compile("[\\s|:-]+$")
_PREFIX = re.compile("[\\s>]*")
_HEADING = re.compile("#{1,6}[ \\t]+(?=\\S)")
_UNDERLINE = re.compile("\\s{0,3}(?:=+|-+)\\s*$")
_FRONT_END = re.compile("^(?:---|\\.\\.\\.)[ \\t]*$", re.MULTILINE)
_CLOSING = re.compile("(?<!\\s)\\s+#+\\s*$")
_BULLET = re.compile("[-*+][ \\t]+(?=\\S)")
_ORDERED = re.compile("[0-9]{1,9}[.)]\\s")
_ENDS = re.compile("[。！？；：!?;:]['\"”’」』）)》*_]{0,9}\\s*$|  $|\\\\$")
_EMPHASIS = re.compile("(?<!\\\\)(\\*{1,3}|_{2,3})(?=[^\\s*_])([^*_\n]+)(?<=[^\\s\\\\])\\1")

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

    Outside them lie only spaces, pipes, tags and marks: `#`, `>` and `-` before a paragraph, rules, fences,
    the line under the head of a table. A line that an editor has wrapped is joined to the next. Front matter
    and what is kept as it stands (`verbatim`) are paragraphs, line by line.
    """
    current: _Open | None = None
    closed = _Closed(text)
    verbatim = front = skipped = (
        0  # where it ends: what is kept as it stands, front matter, marks after either
    )
    for match in LINE.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        if start < verbatim:
            yield from _kept(text, start, end)
            continue
        if start < front:
            yield from (block._replace(kind="body") for block in line(text, start, end, run_on=False))
            continue
        if start < skipped:
            continue
        follows = current is not None and _is_break(text[current.end : start])
        at = start + _length(_PREFIX, raw)
        content = text[at:end]
        if current is not None and follows and _goes_on(raw, content, current):
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
        if found := closed.fence(content, end):
            verbatim, skipped = found
        elif start == 0 and raw.rstrip() == "---" and (closing := _FRONT_END.search(text, end)):
            front, skipped = closing.span()
        elif not _is_marks(raw, content):
            opened = closed.raw(at, end) if "<" in content else None
            until = opened[0] if opened else end
            current = yield from _parted(text, at, until)
            if opened:
                if current is not None:
                    yield from _blocks(text, current)
                    current = None
                yield from _kept(text, until, end)
                verbatim = opened[1]
    if current is not None:
        yield from _blocks(text, current)


@dataclass(slots=True)
class _Closed:
    """Looks for what closes code and the like: what nothing closes opens nothing, and is sought but once."""

    text: str
    missing: set[str] = field(default_factory=set)

    def fence(self, content: str, end: int) -> Range | None:
        """Where the code under a fence, the line `content` up to `end`, ends, and its closing fence."""
        match = _FENCE.match(content)
        if match is None:
            return None
        fence = f"{match[1]}{match[1][0]}*"
        found = self._closing(f"(?<=[{LINE_BREAKS}])[ \t>]*{fence}[ \t]*(?=[{LINE_BREAKS}]|$)", end)
        return found.span() if found else None

    def raw(self, start: int, end: int) -> Range | None:
        """Where in the line something opens that is kept, over several lines as a rule, and where it ends."""
        for match in RAW.finditer(self.text, start, end):
            closing = self._closing(f"</{match['tag']}\\b" if match["tag"] else "-->", match.end())
            if closing and (match["tag"] or closing.end() > end):
                return match.start(), closing.end()
        return None

    def _closing(self, pattern: str, start: int) -> re.Match[str] | None:
        if pattern.lower() in self.missing:
            return None
        found = re.compile(pattern, re.IGNORECASE).search(self.text, start)
        if found is None:
            self.missing.add(pattern.lower())
        return found


def _is_break(gap: str) -> bool:
    """Tell whether one line break lies between two lines, and nothing else."""
    return gap.replace("\r\n", "\n") in {*LINE_BREAKS}


def _kept(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield a line that is kept as it stands, without the spaces around it."""
    content = text[start:end]
    start, end = start + len(content) - len(content.lstrip()), start + len(content.rstrip())
    if start < end:
        yield Block(start, end, kind="body", verbatim=True)


def _parted(text: str, start: int, end: int) -> Generator[Block, None, _Open | None]:
    """Yield the paragraphs of a line; the last is returned if the next line may go on with it."""
    found = list(pieces(text, start, end)) if text[start : start + 1] != "|" else [Piece(start, end)]
    if [piece[:2] for piece in found] == [(start, end)] and not found[0].verbatim:
        return _opened(text, start, end)
    for piece in found:
        if piece.verbatim:
            yield from _kept(text, piece.start, piece.end)
        elif text[piece.start : piece.end].strip():
            opened = _opened(text, piece.start, piece.end)
            opened.kind = opened.kind or piece.kind
            yield from _blocks(text, opened)
    return None


def _length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _is_marks(raw: str, content: str) -> bool:
    """Tell whether a line says nothing: it is blank, a rule, a fence, or stands under the head of a table."""
    return bool(not content or _RULE.match(raw) or _FENCE.match(content) or _DELIMITERS.match(raw))


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
    return (
        current.wraps and bool(content) and content[0] != "|" and not starts and not _is_marks(raw, content)
    )


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
            strong = list(_emphasis(clean))
            clean, inside = apply(clean, strong), list(compose(inside, strong))
        others = list(marks(clean))
        inside = list(compose(inside, others))
        yield block._replace(kind=kind, markup=tuple(inside), row=block.row or current.row)


def _emphasis(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text):
        for start, end in ((match.start(), match.start(2)), (match.end(2), match.end())):
            yield Edit(start, end, text[start:end], "", "markup")


def _whole(text: str, current: _Open) -> Iterator[Block]:
    content = text[current.start : current.end]
    start = current.start + len(content) - len(content.lstrip(" \t\u3000|"))
    end = current.start + len(content.rstrip(" \t\u3000|"))
    end += text.startswith("\\|", end - 1)
    if start < end:
        yield Block(start, end)
