"""Untrusted text made fit to be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Segment

# C0 controls have pictures of their own (U+2400 to U+241F, U+2421 for DELETE). C1 controls have none, nor do
# the marks that turn the direction of writing or take no width: one should see that something stood there.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")


def visible(text: str) -> str:
    """`text`, code point for code point, with nothing in it that a terminal would obey or hide.

    Line breaks and tabs become spaces; other controls their pictures (ESC is `␛`); marks of direction, of no
    width, and lone surrogates U+FFFD. Offsets into `text` hold for the result.
    """
    return _UNSEEN.sub(_seen, text)


def _seen(match: re.Match[str]) -> str:
    char = match[0]
    return " " if char in "\t\n\r" else _PICTURES.get(ord(char), "\ufffd")


def sentence(message: str) -> str:
    """`message` as a sentence: with a full stop, if it has none."""
    return message if message.endswith((".", "!", "?", "。", "！", "？")) else f"{message}."


def without_controls(text: str) -> str:
    """`text`, code point for code point, with pictures of its controls; line breaks and tabs stay."""
    return _CONTROL.sub(lambda match: match[0] if match[0] in "\t\n\r" else _PICTURES[ord(match[0])], text)


def is_untranslated(segment: Segment) -> bool:
    """Whether the segment says something in Chinese and nothing in English."""
    return bool(segment.zh.strip()) and not segment.en.strip()


def failure_mark(segment: Segment) -> str:
    """What stands in the English where there is none: `[p3.2 not translated: 坚持…]`."""
    return f"[{segment.id} not translated: {segment.zh.strip()}]"
