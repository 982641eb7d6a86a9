"""Suggests entries for the termbase: what recurs in texts and has none, and how it was rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.suggest.candidates import SHAPES, candidates
from briefing.suggest.rendered import Renderings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Range
    from briefing.suggest.candidates import Candidate, Passage, Shape
    from briefing.suggest.rendered import Rendering

USUAL = 0.5
"""Share of the sentences that a rendering must have before a sentence without it is one that differs."""
LEAST_SENTENCES = 3
"""Of a rendering that fewer sentences have, it is not certain enough that it is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A place of a candidate: where it is, the sentence, the range of the candidate in it, and the English
    if it is known."""

    place: str
    zh: str
    zh_at: Range
    en: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate for the termbase. `count` is how often it stands in the texts, `lines` where.

    `renderings` are guessed from the English, the most frequent first, each with its number of sentences;
    `inconsistent` if there are several, or sentences without the usual one.
    """

    zh: str
    shape: Shape
    count: int
    score: float
    lines: tuple[Line, ...]
    renderings: tuple[tuple[str, int], ...] = ()
    inconsistent: bool = False

    @property
    def guess(self) -> str:
        """The most frequent rendering, empty if none is known."""
        return self.renderings[0][0] if self.renderings else ""


def suggest(passages: Sequence[Passage], *, minimum: int = 2, top: int | None = None) -> list[Suggestion]:
    """Candidates that stand in the passages `minimum` times or more and that no known span covers.

    Those that are rendered in several ways come first, then by shape: slogans, titles, institutions, places,
    and phrases by their C-value. `top` is how many to give at most.
    """
    renderings = Renderings(passages)
    found = []
    for candidate in candidates(passages, minimum):
        seen = renderings.of(candidate)
        found.append(
            Suggestion(
                candidate.zh,
                candidate.shape,
                len(candidate.places),
                round(candidate.score, 2),
                tuple(
                    Line(passages[at].place, passages[at].zh, zh_at, passages[at].en)
                    for at, zh_at in candidate.places
                ),
                tuple((each.en, len(each.passages)) for each in seen),
                is_inconsistent(candidate, seen, renderings.known(candidate)),
            )
        )
    found.sort(key=lambda each: (not each.inconsistent, SHAPES.index(each.shape)))
    return found[:top]


def is_inconsistent(candidate: Candidate, renderings: Sequence[Rendering], sentences: int) -> bool:
    """Whether `candidate`, in so many `sentences` with English, is rendered in several ways.

    A word of two characters such as 机构 (agency, institution) rightly is, and is never told.
    """
    if not renderings or (candidate.shape == "phrase" and len(candidate.zh) < 3):
        return False
    if len(renderings) > 1:
        return True
    usual = len(renderings[0].passages)
    return usual >= LEAST_SENTENCES and USUAL * sentences <= usual < sentences


@dataclass(frozen=True, slots=True)
class ConsistencyNote:
    """An expression outside the glossary that a document renders in several ways.

    `renderings` has each with the places of its sentences; `other` are the places whose English has none of
    them.
    """

    zh: str
    shape: Shape
    renderings: tuple[tuple[str, tuple[str, ...]], ...]
    other: tuple[str, ...]

    @property
    def message(self) -> str:
        """The note in one line."""
        ways = [f"{en!r} in {_places(places)}" for en, places in self.renderings]
        if self.other:
            ways.append(f"otherwise in {_places(self.other)}")
        return f"{self.zh} is rendered as {', '.join(ways)}"


def consistency_notes(passages: Sequence[Passage], *, minimum: int = 2) -> list[ConsistencyNote]:
    """Expressions that no known span covers and that the English of the passages renders in several ways."""
    renderings = Renderings(passages)
    notes = []
    for candidate in candidates(passages, minimum):
        seen = renderings.of(candidate)
        if is_inconsistent(candidate, seen, renderings.known(candidate)):
            notes.append(_note(candidate, seen, passages))
    return notes


def _note(candidate: Candidate, seen: Sequence[Rendering], passages: Sequence[Passage]) -> ConsistencyNote:
    told = {number for each in seen for number in each.passages}
    rest = {number for number, _ in candidate.places if passages[number].en.strip()} - told
    return ConsistencyNote(
        candidate.zh,
        candidate.shape,
        tuple((each.en, tuple(passages[number].place for number in each.passages)) for each in seen),
        tuple(passages[number].place for number in sorted(rest)),
    )


def _places(places: Sequence[str]) -> str:
    once = list(dict.fromkeys(places))
    return ", ".join(once[:5]) + (f" and {len(once) - 5} more" if len(once) > 5 else "")
