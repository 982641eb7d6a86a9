"""Small texts that several writers put into a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Segment


def sentence(message: str) -> str:
    """`message` as a sentence: with a full stop, if it has none."""
    return message if message.endswith((".", "!", "?", "。", "！", "？")) else f"{message}."


def is_untranslated(segment: Segment) -> bool:
    """Whether the segment says something in Chinese and nothing in English."""
    return bool(segment.zh.strip()) and not segment.en.strip()


def failure_mark(segment: Segment) -> str:
    """What stands in the English where there is none: `[p3.2 not translated: 坚持…]`."""
    return f"[{segment.id} not translated: {segment.zh.strip()}]"
