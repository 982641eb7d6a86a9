"""Text written so that Markdown shows it as it is."""

from __future__ import annotations

import hashlib
import re

from briefing.visible import without_controls

# Always: what starts emphasis, code, links, HTML, tables, math, strikeout, sub- and superscript in CommonMark
# or in what GitHub, Obsidian and pandoc add to it, and pandoc's attributes. In places only: an ampersand that
# begins a character reference, an at sign that begins a citation, Obsidian's ==highlight== and %%comment%%.
_SPECIAL = re.compile(r"[\\`*_\[\]{}<|~$^#]|&(?=#?\w+;)|(?<!\w)@(?=\w|\))|==|%%")

# At the start of a paragraph: quotes, bullets, underlines, numbers (pandoc: also letters and brackets).
_START = re.compile(r"[>+:=-]|\((?=\w{1,5}\))")
_NUMBER = re.compile(r"(?:\d{1,9}|[A-Za-z]|[ivxlcdm]{1,5}|[IVXLCDM]{1,5})(?=[.)](?:\s|$))")

# Markdown trims both ends of a paragraph and turns line breaks into spaces: such spaces are written as
# character references, and so are marks that nobody sees.
_SPACE = re.compile(r"[^\S \u00a0\u3000]|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def escape(text: str, *, start: bool = True) -> str:
    """`text` as Markdown that shows it verbatim; `start`: it begins a paragraph, an item or a heading.

    Control characters, which Markdown cannot show, become their pictures (`␀`). The result has no line break.

    >>> print(escape("1. R&D [red] &lt; 5*3"))
    1\\. R&D \\[red\\] \\&lt; 5\\*3
    """
    text = without_controls(text)
    inner = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(before) + len(inner) :]
    text = _SPECIAL.sub(lambda match: "".join(f"\\{char}" for char in match[0]), inner)
    text = _SPACE.sub(lambda match: _references(match[0]), text)
    if start and not before:
        if match := _NUMBER.match(text):
            text = f"{match[0]}\\{text[match.end() :]}"
        elif _START.match(text):
            text = "\\" + text
    return _references(before) + text + _references(after)


def mark_of(english: str) -> str:
    """Four hexadecimal digits that tell whether a paragraph's English has been edited: its letters and digits
    count, so that Word and other editors may change spaces, quotation marks and line breaks."""
    letters = "".join(filter(str.isalnum, english)).casefold()
    return hashlib.sha256(letters.encode("utf-8", "backslashreplace")).hexdigest()[:4]


def _references(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)
