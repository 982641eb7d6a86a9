"""What stands inside the lines of a Markdown text and is no text: images, HTML, escapes.

An image at the start or end of a line, or alone in it, is a paragraph: its caption, to be translated, or the
whole as it stands if that has no Chinese. One inside a line is its caption in brackets. A line of tags alone,
and a comment, is kept as it stands. Tags and comments inside a line are taken out on record, as the marks of
emphasis are: those of blocks (p, li, br) part paragraphs, those of cells part cells, and a link becomes
Markdown's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.chinese import has_han
from briefing.document import Edit
from briefing.read.powers import POWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Kind

_ATTRIBUTES = r"(?:\s[^<>]{0,2000}|/)?"
_BLOCKS = (
    "br|p|div|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|tfoot|caption|h[1-6]|center|section|article|blockquote|hr"
    "|figure|figcaption|details|summary|iframe|video|audio|source"
)
_PHRASES = "a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|small|span|strike|strong|sub|sup|tt|u|var|wbr"
_IMAGE = (
    r"!\[(?P<alt>[^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])"
    r"|<img\b(?:[^<>]*?\balt\s*=\s*(?:\"(?P<double>[^\"<>]*)\"|'(?P<single>[^'<>]*)'))?[^<>]*>"
)
_COMMENT = "<!--(?:(?!<!--).)*?-->"
_CODE = "(?<!`)(?P<tick>`{1,3})(?!`)[^`\\n]+(?P=tick)"
_BREAK = re.compile(f"{_CODE}|</?(?P<tag>{_BLOCKS}){_ATTRIBUTES}>", re.IGNORECASE)
_ALONE = re.compile(f"(?P<image>{_IMAGE})|{_COMMENT}", re.IGNORECASE)
_IN_LINK = re.compile(rf"\[\s*(?:{_IMAGE})\s*\]\([^()\n]*\)", re.IGNORECASE)
_TAG = f"</?(?:{_BLOCKS}|{_PHRASES}|t[dh]){_ATTRIBUTES}>"
_TAGS = re.compile(f"(?:\\s|{_COMMENT}|{_TAG})+", re.IGNORECASE)
_TOKEN = re.compile(
    f"(?P<code>{_CODE})"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    f"|(?P<image>{_IMAGE})"
    f"|{_COMMENT}"
    r"|<sup>\s*(?P<power>[0-9]+)\s*</sup>"
    f"|(?P<cell></t[dh]>\\s*<t[dh]{_ATTRIBUTES}>|<br{_ATTRIBUTES}>)"
    r"|<a\s[^<>]{0,500}?\bhref\s*=\s*[\"']?(?P<href>[^\"'\s<>]+)[^<>]{0,500}>(?P<link>[^<>\n]+)</a>"
    f"|{_TAG}",
    re.IGNORECASE,
)
_KINDS: dict[str, Kind] = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_KINDS |= {"li": "list-item", "tr": "body"}

RAW = re.compile(r"<!--|<(?P<tag>script|style|pre|svg)\b[^<>]*>", re.IGNORECASE)
"""What opens text that no reader of the page sees, or that is laid out by hand."""


class Piece(NamedTuple):
    """A part of a line that is a paragraph or a part of one: where it lies, and what its tag calls it.

    `verbatim` says that it is kept as it stands.
    """

    start: int
    end: int
    kind: Kind | None = None
    verbatim: bool = False


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts of a line, `start`:`end` of `text`, in order; between them lie spaces and marks."""
    if text.find("<", start, end) < 0 and text.find("![", start, end) < 0:
        yield Piece(start, end)
        return
    if _TAGS.fullmatch(text, start, end):
        yield Piece(start, end, verbatim=True)
        return
    at = start
    kind: Kind | None = None
    for match in _BREAK.finditer(text, start, end):
        if match["tick"]:
            continue
        yield from _parts(text, at, match.start(), kind)
        kind = _KINDS.get(match["tag"].lower()) if match[0][1] != "/" else None
        at = match.end()
    yield from _parts(text, at, end, kind)


def _parts(text: str, start: int, end: int, kind: Kind | None) -> Iterator[Piece]:
    """What stands between two tags of blocks: images and comments at its ends, and the text."""
    while start < end and text[start].isspace():
        start += 1
    while (match := _IN_LINK.match(text, start, end) or _ALONE.match(text, start, end)) is not None:
        yield from _alone(match)
        start = match.end()
        while start < end and text[start].isspace():
            start += 1
    last: list[re.Match[str]] = []
    for match in _ALONE.finditer(text, start, end):
        if last and text[last[-1].end() : match.start()].strip():
            last = []
        last.append(match)
    if last and text[last[-1].end() : end].strip():
        last = []
    until = last[0].start() if last else end
    if text[start:until].strip():
        yield Piece(start, until, kind)
    for match in last:
        yield from _alone(match)


def _alone(match: re.Match[str]) -> Iterator[Piece]:
    for name in ("alt", "double", "single"):
        if has_han(match[name] or ""):
            yield Piece(*match.span(name), "body")
            return
    yield Piece(*match.span(), verbatim=True)


def marks(text: str) -> Iterator[Edit]:
    """The edits that leave only text of a paragraph of Markdown: its images, HTML and escapes are taken out.

    An escaped bar stays escaped: it parts no cells of a table, which is for `spacing` to know.
    """
    if not any(sign in text for sign in ("\\", "<", "![")):
        return
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["code"] or match["escaped"] == "|":
            continue
        name = next((each for each in ("alt", "double", "single", "link") if match[each]), "")
        if match["href"] or (name and has_han(match[name])):
            opened, closed = _around(text, match)
            inner = match.span(name)
            yield _edit(text, start, inner[0], opened)
            yield _edit(text, inner[1], end, closed)
        elif match["power"]:
            yield _edit(text, start, end, match["power"].translate(POWERS))
        elif match["cell"]:
            before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
            yield _edit(
                text, start, end, "；" if before not in "，。；：、！？|" and after not in "|" else ""
            )
        else:
            yield _edit(text, start, end, match["escaped"] or "")


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What the marks before and after a caption, or the words of a link, become."""
    if match["href"]:
        return "[", f"]({match['href']})"
    alone = text[: match.start()].rstrip()[-1:] in ("", "|") and text[match.end() :].lstrip()[:1] in ("", "|")
    return ("", "") if alone else ("（", "）")


def _edit(text: str, start: int, end: int, new: str) -> Edit:
    return Edit(start, end, text[start:end], new, "markup")
