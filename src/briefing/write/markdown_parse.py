"""Reads back the Markdown that `markdown` writes, after a colleague has edited the English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from briefing.write.markdown import APPENDIX
from briefing.write.record import APPENDIX_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from briefing.document import Kind

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# An editor that leaves out the empty line below the Chinese has made the English a part of the quote.
_LAZY = re.compile(r"^(>[^\n]*\n)(?=[^\n>])", re.MULTILINE)
_ID = re.compile(r"(•\s*)?(p\d+)\b")
_FAILURE = re.compile(r"\[p\d+\.\d+ not translated: ")
_CHINESE = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A paragraph of a briefing as it now reads. `zh` is what the document shows: clean or raw.

    `en` has no failure marks; it is empty if there is no English. Line breaks that an editor added inside a
    paragraph are spaces, those between paragraphs, items and the like are line breaks.
    """

    id: str
    kind: Kind
    zh: str
    en: str


def parse(text: str) -> tuple[ParsedParagraph, ...]:
    """The paragraphs of a Markdown briefing, in the order in which they stand, in either layout."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    text = _LAZY.sub(r"\1\n", _FRONT_MATTER.sub("", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return tuple(_paragraphs(_body(tokens)))


def _body(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens before the appendix. Word and others lose comments: then its heading is the sign."""
    comments = [
        i for i, token in enumerate(tokens) if token.type == "html_block" and APPENDIX in token.content
    ]
    titles = [
        i - 1 for i, token in enumerate(tokens) if token.type == "inline" and token.content == APPENDIX_TITLE
    ]
    return tokens[: (comments or titles or [len(tokens)])[-1]]


def _paragraphs(tokens: Sequence[Token]) -> Iterator[ParsedParagraph]:
    at = 0
    found: tuple[str, Kind, str] | None = None
    english: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        block = tokens[at:end]
        rows = list(_rows(block)) if token.type == "table_open" else []
        anchor = _anchor(block) if token.type == "blockquote_open" else None
        if found and (rows or anchor):
            yield ParsedParagraph(*found, _joined(english))
            found, english = None, []
        yield from rows
        if anchor:
            found = anchor
        elif found:
            english += _texts(block)
        at = end
    if found:
        yield ParsedParagraph(*found, _joined(english))


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where the block that begins at `at` ends."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)


def _anchor(block: Sequence[Token]) -> tuple[str, Kind, str] | None:
    """(id, kind, Chinese) of a quote that begins with a paragraph's number."""
    inlines = [token.children or [] for token in block if token.type == "inline"]
    if not inlines or (number := _number(inlines[0])) is None:
        return None
    id_, listed, rest = number
    zh = "\n".join(_text(inline, chinese=True) for inline in [rest, *inlines[1:]])
    return id_, "list-item" if listed else _kind(rest), zh.removeprefix(" ")


def _rows(table: Sequence[Token]) -> Iterator[ParsedParagraph]:
    """The rows of a table that begin with a paragraph's number."""
    for start in [index for index, token in enumerate(table) if token.type == "tr_open"]:
        cells = [
            token.children or [] for token in table[start : _end(table, start)] if token.type == "inline"
        ]
        if len(cells) < 2 or (number := _number(cells[0])) is None:
            continue
        id_, listed, _ = number
        kind = "list-item" if listed else _kind(cells[1])
        yield ParsedParagraph(
            id_, kind, _text(cells[1], chinese=True), _joined([_text(cell) for cell in cells[2:]])
        )


def _number(inline: Sequence[Token]) -> tuple[str, bool, list[Token]] | None:
    """The number in bold with which a paragraph begins, whether it has a bullet, and what comes after it."""
    tokens = [
        token for token in inline if token.type != "html_inline" and (token.type != "text" or token.content)
    ]
    if [token.type for token in tokens[:3]] != ["strong_open", "text", "strong_close"]:
        return None
    match = _ID.match(tokens[1].content)
    return (match[2], bool(match[1]), tokens[3:]) if match else None


def _kind(chinese: Sequence[Token]) -> Kind:
    """The kind that the emphasis on the Chinese shows."""
    for token in chinese:
        if token.type != "softbreak" and not _is_blank(token):
            return (
                "heading" if token.type == "strong_open" else "byline" if token.type == "em_open" else "body"
            )
    return "body"


def _is_blank(token: Token) -> bool:
    return token.type == "text" and not token.content.strip(" ")


def _texts(block: Sequence[Token]) -> Iterator[str]:
    for token in block:
        if token.type == "inline":
            yield _text(token.children or [])
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")


def _joined(texts: Sequence[str]) -> str:
    return "\n".join(text for text in texts if text)


def _text(inline: Sequence[Token], *, chinese: bool = False) -> str:
    """What a reader sees of the tokens, but for failure marks."""
    parts: list[str] = []
    index = 0
    while index < len(inline):
        token = inline[index]
        if token.type == "strong_open":
            end = _end(inline, index)
            strong = _text(inline[index + 1 : end - 1], chinese=chinese)
            if chinese or token.markup != "**" or not _FAILURE.match(strong):
                parts.append(strong)
            elif parts and parts[-1].endswith(" "):
                parts[-1] = parts[-1][:-1]
            elif end < len(inline) and inline[end].content.startswith(" "):
                parts.append(inline[end].content[1:])
                end += 1
            index = end
            continue
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.startswith("<br")):
            parts.append("\n")
        elif token.type == "softbreak":
            following = inline[index + 1] if index + 1 < len(inline) else None
            parts.append(_break("".join(parts[-1:]), following) if chinese else " ")
        elif token.type == "image":
            parts.append(_text(token.children or [], chinese=chinese))
        index += 1
    return "".join(parts)


def _break(before: str, after: Token | None) -> str:
    """What an editor's line break in Chinese stands for: nothing beside a Chinese character, else a space."""
    following = after.content[:1] if after else ""
    return "" if _CHINESE.match(before[-1:]) or _CHINESE.match(following) else " "
