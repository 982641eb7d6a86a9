"""Key words in context: the places of a term, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from briefing.visible import visible

if TYPE_CHECKING:
    from briefing.document import Range


class Context(NamedTuple):
    """A line of a concordance: `before` is filled up on its left, `after` as long as there is room."""

    before: str
    match: str
    after: str


def in_context(zh: str, zh_at: Range, width: int) -> Context:
    """The stretch `zh_at` of a sentence in a line of `width` terminal cells.

    Lines of the same width and terms of the same length are aligned: a Chinese character is two cells wide.

    >>> in_context("坚持和发展新时代枫桥经验。", (8, 12), 24)
    Context(before=' …发展新时代', match='枫桥经验', after='。')
    """
    start, end = zh_at
    match = visible(zh[start:end])
    room = max(4, width - cell_len(match))
    # A little more before than after: Chinese says first what a term is about.
    left = room // 2
    before = _last_cells(visible(zh[:start]).lstrip(), left)
    return Context(
        " " * (left - cell_len(before)) + before,
        match,
        first_cells(visible(zh[end:]).rstrip(), room - left),
    )


def first_cells(text: str, cells: int) -> str:
    """As much of the beginning of `text` as fits, with … where something is left out."""
    if cell_len(text) <= cells:
        return text
    kept: list[str] = []
    used = 1
    for char in text:
        used += cell_len(char)
        if used > cells:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _last_cells(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    kept: list[str] = []
    used = 1
    for char in reversed(text):
        used += cell_len(char)
        if used > cells:
            break
        kept.append(char)
    return "…" + "".join(reversed(kept))


def around(en: str, phrase: str, width: int) -> tuple[str, str, str]:
    """The English sentence in `width` cells with `phrase`, if it is in it, in view: before, phrase, after."""
    at = en.find(phrase) if phrase else -1
    if at < 0:
        return first_cells(visible(en), width), "", ""
    before, shown = visible(en[:at]), visible(phrase)
    left = max(4, min(cell_len(before), (width - cell_len(shown)) // 2))
    before = _last_cells(before, left)
    rest = max(4, width - cell_len(before) - cell_len(shown))
    return before, shown, first_cells(visible(en[at + len(phrase) :]), rest)
