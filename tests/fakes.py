"""Engines for tests: deterministic, instant, and as well or as badly behaved as a test asks.

A fake writes a plausible length of English-looking words for the Chinese between the spans, carries the
marked spans as marks and puts the others in place bare, as the real engines do.
"""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from briefing.engine.base import Draft, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Ended, Range, Span

Behaviour = Literal[
    "faithful",  # everything as it should be
    "drops",  # leaves every marked span out, whatever is asked
    "drops-once",  # leaves them out of the first draft; a second attempt has what it must have
    "doubles",  # writes every marked span twice
    "swaps",  # exchanges the first two marked spans
    "edits",  # changes a letter or a digit inside every marker
    "nests",  # writes markers inside markers, and leaves marker syntax behind
    "articles",  # puts an article before, or inside, every marker
    "plurals",  # puts an s right after every marker
    "glues",  # leaves no spaces around markers
    "bare",  # carries the renderings over without any marks, as an engine that has no markers
    "loops",  # says the same thing again and again, and is cut
    "cut",  # stops in the middle, at the cap
    "empty",  # answers nothing
    "fails",  # no answer
    "chinese",  # gives the Chinese back
    "chaos",  # any of these, changing from span to span, by the seed
]
BEHAVIOURS: tuple[str, ...] = get_args(Behaviour)

# Four letters and a space for each Chinese character come near the 5.2 characters that a translator writes.
# No article, pronoun, number or word of the termbase is among them.
_VOCABULARY = (
    "able area bring build care city clear close common course drive early effort ever field firm "
    "folk form full given good grow hand help hold home idea join keep kind labour large lead learn "
    "level light line local main make manner means moral near need open order part place plain plan "
    "point power proper raise reach ready real river road rural safe sector seek serve share skill "
    "smart sound stage state still stock study sure task team term town trade train turn urban value "
    "view vital ward water wide wise work world"
)
_WORDS = _VOCABULARY.split()
_PUNCTUATION = {
    "，": ", ",
    "、": ", ",
    "。": ". ",
    "；": "; ",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "（": " (",
    "）": ") ",
    "“": ' "',
    "”": '" ',
    "‘": " '",
    "’": "' ",
    "《": ' "',
    "》": '" ',
    "—": " - ",
    "…": "...",
    "\u3000": " ",
}


def fake_words(zh: str, seed: int = 0) -> str:
    """English-looking words for `zh`, one a Chinese character; other ASCII is carried over.

    >>> fake_words("民生，GDP。", 0)
    'learn plan, GDP. '
    """
    out: list[str] = []
    for at, char in enumerate(zh):
        if char in _PUNCTUATION:
            if _PUNCTUATION[char][0] in ",.;:!?)\"'" and out and out[-1].endswith(" "):
                out[-1] = out[-1][:-1]
            out.append(_PUNCTUATION[char])
        elif char.isascii():
            out.append(char)
        elif char.isalnum():
            key = zlib.crc32(f"{char}{at + seed}".encode("utf-8", "replace"))
            out.append(_WORDS[key % len(_WORDS)] + " ")
    return "".join(out)


@dataclass
class FakeEngine:
    """An `Engine` that needs no model. `asked` keeps every request that it was given, in order."""

    behaviour: Behaviour = "faithful"
    name: str = "fake"
    seed: int = 0
    asked: list[Request] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        return f"fake:{self.behaviour}:{self.seed}"

    def prompt(self, request: Request) -> str:
        shown = "".join(f"|{s.zh_at[0]}={s.en}" for s in request.spans)
        must = "".join(f"|{s.en}" for s in request.must)
        return f"{request.text}{shown}{must}|{request.attempt}"

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        for request in requests:
            self.asked.append(request)
            yield request.id, self.draft(request)

    def draft(self, request: Request) -> Draft:
        """The answer to one request."""
        if self.behaviour in ("empty", "fails"):
            return Draft("", (), "stop" if self.behaviour == "empty" else "failed")
        if self.behaviour == "chinese":
            return Draft(request.text, (), "stop")
        rng = random.Random(f"{self.seed}/{request.text}/{request.attempt}")
        spans = sorted(request.spans, key=lambda span: span.zh_at)
        if self.behaviour == "swaps" or (self.behaviour == "chaos" and rng.random() < 0.3):
            spans = _swapped(spans)
        pen = _Pen()
        done = 0
        for span in spans:
            pen.write(fake_words(request.text[done : span.zh_at[0]], done))
            done = max(done, span.zh_at[1])
            self._carry(pen, span, request, rng)
        pen.write(fake_words(request.text[done:], done))
        return self._ended(pen, rng)

    def _carry(self, pen: _Pen, span: Span, request: Request, rng: random.Random) -> None:
        how = self.behaviour
        if how == "chaos":
            how = rng.choice(BEHAVIOURS)  # type: ignore[assignment]
        if how == "glues":
            pen.glue()
        else:
            pen.space()
        if how == "drops" or (how == "drops-once" and span not in request.must):
            return
        if not span.marked or how == "bare":
            pen.write(span.en)
        elif how == "doubles":
            pen.mark(span.en)
            pen.write(rng.choice([" ", ", ", " and "]) if self.behaviour == "chaos" else " and ")
            pen.mark(span.en)
        elif how == "edits":
            pen.mark(edited(span.en, rng))
        elif how == "nests":
            pen.nest(span.en)
        elif how == "articles":
            article = rng.choice(["the", "a", "an", "The", "its", "the the"])
            if rng.random() < 0.5:
                pen.write(article + " ")
                pen.mark(span.en)
            else:
                pen.mark(f"{article} {span.en}")
        elif how == "plurals":
            pen.mark(span.en)
            pen.write(rng.choice(["s", "'s", "es", "’s"]))
        else:
            pen.mark(span.en)
        if how != "glues":
            pen.write(" ")

    def _ended(self, pen: _Pen, rng: random.Random) -> Draft:
        text, marks = pen.text, tuple(pen.marks)
        ended: Ended = "stop"
        if self.behaviour == "loops":
            text, ended = text + " safe home and" * 30, "loop"
        elif self.behaviour == "cut" or (self.behaviour == "chaos" and rng.random() < 0.1):
            text, ended = text[: len(text) // 2], "length"
            marks = tuple((start, end) for start, end in marks if end <= len(text))
        return Draft(text, marks, ended)


def edited(rendering: str, rng: random.Random) -> str:
    """`rendering` with one of its letters or digits changed: 977,000 may become 977,001."""
    places = [at for at, char in enumerate(rendering) if char.isalnum()]
    if not places:
        return rendering + "x"
    at = rng.choice(places)
    old = rendering[at]
    new = rng.choice([c for c in ("0123456789" if old.isdigit() else "abcdefgh") if c != old])
    return rendering[:at] + new + rendering[at + 1 :]


def _swapped(spans: list[Span]) -> list[Span]:
    marked = [at for at, span in enumerate(spans) if span.marked][:2]
    if len(marked) < 2:
        return spans
    first, second = spans[marked[0]], spans[marked[1]]
    out = list(spans)
    out[marked[0]] = replace(second, zh_at=first.zh_at)
    out[marked[1]] = replace(first, zh_at=second.zh_at)
    return out


class _Pen:
    """Text in the writing, with the marks where they lie in it."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Range] = []

    def write(self, text: str) -> None:
        if text[:1] in (" ", ",", ".", ";", ":") and self.text.endswith(" "):
            self.text = self.text[:-1]
        self.text += text

    def space(self) -> None:
        if self.text and self.text[-1] not in " ([\"'":
            self.text += " "

    def glue(self) -> None:
        last = self.marks[-1][1] if self.marks else 0
        self.text = self.text[:last] + self.text[last:].rstrip(" ")

    def mark(self, text: str) -> None:
        start = len(self.text)
        self.text += text
        if text:
            self.marks.append((start, len(self.text)))

    def nest(self, text: str) -> None:
        """A marker in a marker: the outer one and the inner one, and some syntax that was not closed."""
        start = len(self.text)
        self.text += "[[" + text
        self.marks.append((start, len(self.text)))
        self.marks.append((start + 2, len(self.text)))
        self.text += " ]]"
