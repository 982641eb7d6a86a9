"""Title case, which a model gives some headings and not the terms in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Span
    from briefing.engine.base import Draft
    from briefing.restore.held import HeldText

_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("with", "from", "into", "over", "under", "upon", "through", "between", "during", "among"))
"""What title case leaves small, of more than three letters."""
_STOPS = (".", "!", "?", ";", ":")
_SMALL_LETTERS = re.compile(r"(?<![\w’'-])[a-z][a-z’']*")


def is_titled(draft: Draft) -> bool:
    """Whether a draft is in title case, as a heading may be: most longer words outside of its marks."""
    outside, done = [], 0
    for start, end in sorted(draft.marks):
        outside.append(draft.text[done : max(done, start)])
        done = max(done, end)
    rest = _LETTERS.findall(" ".join([*outside, draft.text[done:]]))
    if rest and not rest[0][0].isupper():
        return False
    words = [word for word in rest if len(word) > 3 and word not in _SMALL] or _LETTERS.findall(draft.text)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def title_terms(text: HeldText, spans: Sequence[Span]) -> None:
    """Title case for the terms of a heading that has it: `Doing Well with flood control in 2024`."""
    if text.text.rstrip().endswith(_STOPS):
        return
    for piece in text.held:
        if spans[piece.span].kind == "term":
            titled = _SMALL_LETTERS.sub(_title_word, text.read(piece))
            text.text = text.text[: piece.start] + titled + text.text[piece.end :]


def _title_word(match: re.Match[str]) -> str:
    word = match[0]
    return word if len(word) <= 3 or word in _SMALL else word[0].upper() + word[1:]
