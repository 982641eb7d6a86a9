"""Cleans the inside of a paragraph: spaces between Chinese characters, and the pipes and tabs of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese import LINE_BREAKS, is_han, is_wide
from briefing.normalize.edits import apply, compose, sub
from briefing.segment.kinds import article_ends, number_end

if TYPE_CHECKING:
    from briefing.document import Edit, Kind

_PIPES = re.compile("(?<!\\s)\\s*(?<!\\\\)\\|(?:\\s|(?<!\\\\)\\|)*")
_ESCAPED_PIPE = re.compile("\\\\\\|")
_TABS = re.compile("(?<=[^\\s。，；：、])[ \u3000]*\t\\s*")
_SPACES = re.compile("\\s+")
_TORN = re.compile("[0-9][0-9.,]|[.,][0-9]")
_MARK = re.compile("[。，；：、！？;:,.!?]")


def clean(text: str, kind: Kind, *, row: bool) -> tuple[str, list[Edit]]:
    """Return a paragraph without stray spaces and table pipes, and the edits, which count in `text`.

    `row` says that pipes stood around the paragraph, so that those inside part the cells of a table:
    地区 | 人口 -> 地区；人口 (region; population). A single pipe in any other text stays, and so does one
    that is escaped: 指标\\|口径 -> 指标|口径 (indicator|definition).
    """
    edits: list[Edit] = []
    if "|" in text:
        cells = sub(text, _PIPES, lambda m: _parting(m) if row or m[0].count("|") > 1 else m[0], "table")
        text, edits = apply(text, cells), list(compose(edits, cells))
    if "\\|" in text:
        escaped = sub(text, _ESCAPED_PIPE, lambda m: "|", "markup")
        text, edits = apply(text, escaped), list(compose(edits, escaped))
    if "\t" in text and kind == "body" and "。" not in text:
        cells = sub(text, _TABS, _parting, "table")
        text, edits = apply(text, cells), list(compose(edits, cells))
    number = number_end(text)
    spaces = sub(text, _SPACES, lambda m: _space(m, kind, number), "space")
    return apply(text, spaces), list(compose(edits, spaces))


def _parting(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    return "；" if before and after and not _MARK.match(before) else ""


def _space(match: re.Match[str], kind: Kind, number: int) -> str:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not after or after in "%‰℃":
        return ""
    if kind == "byline":
        return " "
    if _TORN.match(before + after) and any(char in LINE_BREAKS for char in text[start:end]):
        return ""  # a number that the end of a line has cut in two
    if is_wide(before) or is_wide(after):
        return " " if _parts_words(text, start, end, kind, number) else ""
    return " "


def _parts_words(text: str, start: int, end: int, kind: Kind, number: int) -> bool:
    """Tell whether a space says something: after 第十二条 (Article 12), between the phrases of a heading."""
    if start == number or article_ends(text, start):
        return True
    if kind != "heading" or "\n" in text[start:end] or not (is_han(text[start - 1]) and is_han(text[end])):
        return False
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    return len(before) == len(after) == 4 and not _SPACES.search(before + after)
