"""Untrusted text made fit to be shown."""

from __future__ import annotations

import re

# C0 controls have pictures of their own (U+2400 to U+241F, U+2421 for DELETE). C1 controls have none, nor do
# the marks that turn the direction of writing or take no width: one should see that something stood there.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_INVISIBLE += "\ufffe\uffff\ud800-\udfff"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")
_ESCAPED = re.compile(rf"[\x7f-\x9f{_INVISIBLE}]")


def visible(text: str) -> str:
    """`text`, code point for code point, with nothing in it that a terminal would obey or hide.

    Line breaks and tabs become spaces; other controls their pictures (ESC is `␛`); marks of direction, of no
    width, lone surrogates and what is no character U+FFFD. Offsets into `text` hold for the result, which XML
    may have.
    """
    return _UNSEEN.sub(_seen, text)


def _seen(match: re.Match[str]) -> str:
    char = match[0]
    return " " if char in "\t\n\r" else _PICTURES.get(ord(char), "\ufffd")


def visible_lines(text: str) -> str:
    """The same for a text of several lines: its line feeds stay."""
    return "\n".join(map(visible, text.split("\n")))


def without_controls(text: str) -> str:
    """`text`, code point for code point, with pictures of its controls; line breaks and tabs stay."""
    return _CONTROL.sub(lambda match: match[0] if match[0] in "\t\n\r" else _PICTURES[ord(match[0])], text)


def escaped(json: str) -> str:
    r"""JSON that says the same, with what a terminal obeys, an editor hides and UTF-8 lacks as `\u001b`.

    `json` must have its C0 controls escaped, as every writer of JSON has to.
    """
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json)
