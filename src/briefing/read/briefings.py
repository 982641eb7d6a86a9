"""Tells what briefing itself wrote, Chinese with its English, from a text to translate."""

from __future__ import annotations

import re

ANCHOR = re.compile(r"^(?:>|\|) *(?:<a id=\"p\d+\"></a>)?\*\*(?:•\s*)?p\d+\b", re.MULTILINE)
"""What a paragraph of a briefing's Markdown begins with, in either layout: its number in bold."""

_DATA = re.compile(r'\s*\{\s*"briefing":\s*[0-9]')
PLAIN = re.compile(r"^(p\d+)\t[^\t\n]*\n\1\t", re.MULTILINE)
"""A paragraph in plain text: its number, a tab and the Chinese, then the number and the English."""

_PAGE = re.compile(r"[^\n]{0,100}\n<!-- briefing\ndigest: ")
"""What a page and the files for translators' tools begin with."""

_SOURCE = re.compile(
    r'(?:^|>)source:\n  name: ["\']?([^\n"\']+)|"source": \{\s*"name": "([^"\n]+)"|"x-source">([^<\n]+)',
    re.MULTILINE,
)


def is_briefing(text: str) -> bool:
    """Whether `text` is a briefing, edited or not: its Markdown, its JSON, or what a pipe was given."""
    return any((ANCHOR.search(text), _DATA.match(text), PLAIN.search(text), _PAGE.match(text)))


def source_of(text: str) -> str:
    """The name of the text that a briefing translates; empty if it does not tell."""
    match = _SOURCE.search(text)
    return (match[1] or match[2] or match[3]).strip() if match else ""
