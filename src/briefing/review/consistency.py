"""What a text says in several ways: the same sentence in two Englishes, an expression in several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.renderings import fold
from briefing.suggest.suggestions import consistency_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.suggest.candidates import Passage

_SHOWN = 60
"""Characters of a sentence that a message shows."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What is said in several ways, in one line, and the places where it stands, in the text's order."""

    message: str
    places: tuple[str, ...]


def inconsistencies(passages: Sequence[Passage]) -> Iterator[Inconsistency]:
    """All that the passages of a text say in several ways."""
    yield from same_sentence(passages)
    yield from expressions(passages)


def expressions(passages: Sequence[Passage]) -> Iterator[Inconsistency]:
    """Expressions outside the glossary that the English renders in several ways."""
    for note in consistency_notes(passages):
        places = [place for _, found in note.renderings for place in found]
        yield Inconsistency(note.message, tuple(dict.fromkeys([*places, *note.other])))


def same_sentence(passages: Sequence[Passage]) -> Iterator[Inconsistency]:
    """Sentences that stand more than once in the Chinese and have more than one English.

    Capitals and quotation marks make no other English: a heading may be a sentence of the text, too.
    """
    by_zh: dict[str, list[Passage]] = {}
    for passage in passages:
        if has_han(passage.zh) and passage.en.strip():
            by_zh.setdefault(passage.zh.strip(), []).append(passage)
    for zh, same in by_zh.items():
        ways: dict[str, Passage] = {}
        for passage in same:
            ways.setdefault(fold(passage.en.strip()).rstrip("."), passage)
        if len(ways) > 1:
            said = ", ".join(f"{_cut(each.en.strip())!r} in {each.place}" for each in ways.values())
            places = tuple(dict.fromkeys(each.place for each in same))
            yield Inconsistency(f"the same sentence {_cut(zh)} is {said}", places)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
