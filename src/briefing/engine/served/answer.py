"""From the pieces of a server's answer to the text of it, watched for loops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.engine.loop import LoopDetector
from briefing.engine.served.faults import error_in, is_too_long
from briefing.errors import ServerAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document import Ended
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Kind

_WORD = re.compile(r"\w+|[^\w\s]")
_GLUED = re.compile(r"(?<=[a-z]{4}[.!?])(?=[A-Za-z“])|(?<=[.!?])(?=[Ee]nglish translation)")
"""Where a sentence ends and something begins without a space: "... for people.english translation: ..."."""
_SENTENCE_END = re.compile(r"[a-z)”][.!?]”?(?=\s|$)")
_AGAIN = 12
"""Words, signs among them, that no sentence says twice unless it begins anew."""
_RUNAWAY = 12
"""Characters for each token allowed, after which an answer is cut whatever its server says of its end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server wrote. `thought`: it told besides, in a field of its own, what the model thought.

    `log_probs` are those of the tokens of the text, in hundredths, if the server told them of all.
    """

    text: str
    ended: Ended
    thought: bool = False
    log_probs: tuple[float, ...] = ()


def collect(values: Iterable[Json], kind: Kind, limit: int, *, forced: bool = False) -> Answer:
    """Read an answer of up to `limit` tokens; stops reading where it loops or runs away.

    One that is `forced` to hold certain words may have come to its end without them, and begin anew, with
    its own words or with others, until they come by chance: what is read is up to there.

    Raises ServerAnswerError where the server says on the way that it failed, breaks off, or says nothing.
    """
    watch = _Watch()
    ended: Ended | None = None
    thought, seen, room = False, False, _RUNAWAY * limit + 1000
    sure = _Sure(limit)
    for value in values:
        if said := error_in(value):
            raise ServerAnswerError(f"the server failed on the way ({said})", too_long=is_too_long(said))
        piece = kind.piece(value)
        seen |= bool(piece.text) or piece.ended is not None
        thought |= bool(piece.thought.strip())
        looped = watch.feed(piece.text[:room])
        if piece.text or not piece.thought:
            sure.feed(len(watch.text), piece.log_probs)
        if looped:
            return Answer(watch.kept, "loop", thought, sure.of(watch.kept))
        if forced and (end := _over(watch.text)):
            text = watch.text[:end]
            return Answer(text.lstrip(), "stop", thought, sure.of(text))
        room -= len(piece.text) + len(piece.thought)
        if room < 0:
            ended = "length"
            break
        ended = piece.ended or ended
    if not seen and not thought:
        raise ServerAnswerError("the server's answer is not one of a model")
    if ended is None:
        raise ServerAnswerError("the server broke its answer off")
    return Answer(watch.text, ended, thought, sure.of(watch.text))


def _over(text: str) -> int:
    """Where a forced answer was at its end before it went on; 0 while it was not."""
    if glued := _GLUED.search(text):
        return glued.start()
    words = list(_WORD.finditer(text))
    if text[-1:].isalnum():
        words.pop()  # it may go on
    if len(words) < 2 * _AGAIN:
        return 0
    before, last = (" ".join(word[0] for word in each) for each in (words[:-_AGAIN], words[-_AGAIN:]))
    # Only the last words are new, so only they need be looked for.
    if f" {last} " not in f" {before} ":
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, words[-_AGAIN].start())]
    return ends[-1] if ends else 0


class _Sure:
    """How sure the model was of each token, and where in the text that was told."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._told: list[tuple[int, float]] = []

    def feed(self, end: int, log_probs: tuple[float, ...]) -> None:
        """Take in what is told of the tokens up to `end` of the text. More than there may be say nothing."""
        if len(self._told) <= self._limit:
            self._told += [(end, round(each, 2)) for each in log_probs]

    def of(self, text: str) -> tuple[float, ...]:
        """Those of `text`, with which the answer begins. No token is more than a word: where there are fewer
        of them, or more than were asked for (and the end), nobody knows which ones they are of."""
        found = tuple(each for end, each in self._told if end <= len(text))
        return found if len(text.split()) <= len(found) <= self._limit + 1 else ()


class _Watch:
    """The text as it grows, and whether it says the same again and again."""

    def __init__(self) -> None:
        self.text = ""
        self.kept = ""
        self._detector = LoopDetector()
        self._numbers: dict[str, int] = {}
        self._ends: list[int] = []
        self._done = 0

    def feed(self, piece: str) -> bool:
        """Take in what is new; True once it loops: `kept` is the text up to the end of its first saying."""
        self.text += piece
        for match in _WORD.finditer(self.text, self._done):
            # The last word may go on in the next piece.
            if match.end() == len(self.text) and match[0].isalnum():
                break
            self._done = match.end()
            self._ends.append(match.end())
            cut = self._detector.feed((self._numbers.setdefault(match[0], len(self._numbers)),))
            if cut is not None:
                self.kept = self.text[: self._ends[cut - 1]]
                return True
        return False
