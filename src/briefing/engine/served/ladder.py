"""How terms and figures are held: what is asked on each rung, and what an answer to it is as a draft.

    grammar   the English stands in the text, as below; the answer may hold nothing but English, and what a
              first one left out the next cannot end without
    marked    the renderings stand in the text as `[[English]]`
    listed    figures stand in the text; terms stay, and their renderings are listed in the family's words
    bare      the renderings stand in the text as they are
    asked again   what is missing is asked for again, told what; after that, drawn with another seed each time
    flagged   what is missing then is a finding (`verify`)

On every rung the renderings are found again by what they are, brackets or not, and verified from scratch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.engine import grammar, markers
from briefing.engine.bare import find_marks, source_of
from briefing.engine.base import Draft
from briefing.engine.served.asked import Ask
from briefing.engine.served.gbnf import as_gbnf
from briefing.engine.served.thoughts import without_thoughts
from briefing.engine.served.unwrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range, Span
    from briefing.engine.base import Request
    from briefing.engine.markers import Marked
    from briefing.engine.served.answer import Answer
    from briefing.engine.served.asked import Decoding, Switch
    from briefing.engine.served.profiles import Profile

Placement = Literal["marked", "listed", "bare"]
Rung = Literal["grammar", "marked", "listed", "bare"]

DRAWN = (0.7, 0.9)
"""Temperature and top p, at least, of an answer that is asked for again: the same one is of no use."""
THINKING_ROOM = 4_096
"""Tokens more for a model whose thinking cannot be switched off."""

_LISTED = ("term", "title", "name")
_CONTROL = re.compile(r"<(?=[|｜/A-Za-z])")
_PLURAL = re.compile(r"e?s\b")
_WORD = re.compile(r"\w")
_ENDED = re.compile(r"(?<=[a-z0-9%)”][.])(?=[A-Z][a-z])")
"""Where a sentence ends before what is demanded is there: the space behind it could not be written."""
_LEADER = re.compile(r"([.．·…_—-])\1{7,}")


@dataclass(frozen=True, slots=True)
class Hold:
    """How a model is asked: where the renderings go, whether a grammar holds, how thinking is kept off, and
    whether it tells how likely each of its tokens was."""

    placement: Placement
    grammar: bool
    switch: Switch = ""
    thinks: bool = False
    log_probs: bool = False

    @property
    def rung(self) -> Rung:
        """What the rung is called."""
        return "grammar" if self.grammar else self.placement


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for one request, and what is needed to read the answer."""

    ask: Ask
    marked: Marked
    renderings: tuple[str, ...]


def asked_for(request: Request, model: str, profile: Profile, hold: Hold) -> Asked:
    """What to ask a server for `request`.

    Where it is asked again without a grammar to force what is missing, the answer is drawn, another one for
    each attempt; with one, from the second time on.
    """
    marked = markers.encode(request.text, request.spans)
    if hold.grammar and request.must:
        # Who left brackets out before would only ramble on until it may write them.
        hold = replace(hold, placement="bare")
    missing = [span for span in request.must if span.marked and span.en]
    shown = [span.en for span in _stood_in(missing, marked)]
    demanded = _demanded(shown, request.opening) if hold.grammar else ""
    prompt, text = _prompt(request, marked, profile, hold, missing)
    drawn = request.drawn or request.attempt > bool(demanded)
    ask = Ask(
        model,
        prompt,
        limit_of(text) + (THINKING_ROOM if hold.thinks else 0),
        system=profile.system,
        raw=bool(profile.template),
        grammar=as_gbnf(demanded or grammar.ENGLISH_ONLY) if hold.grammar else "",
        forced=bool(demanded),
        decoding=_drawn(profile.decoding) if drawn else profile.decoding,
        stop=profile.stop,
        switch=hold.switch,
        arguments=profile.arguments,
        # What is asked again is not weighed (`doubt`), and to tell takes the server time.
        log_probs=hold.log_probs and not request.attempt,
    )
    if drawn:
        ask = replace(ask, seed=1 + request.attempt)
    renderings = tuple(span.en for span in request.spans if span.marked and span.en)
    return Asked(ask, marked, renderings)


def _demanded(words: Sequence[str], opening: str) -> str:
    """The grammar that demands the words behind the opening, or wherever, where that cannot be written."""
    return grammar.demanding_words(words, opening) or grammar.demanding_words(words)


def _prompt(
    request: Request, marked: Marked, profile: Profile, hold: Hold, missing: Sequence[Span]
) -> tuple[str, str]:
    """The prompt, and the text in it."""
    if hold.placement == "marked" and not (missing and profile.again):
        text = _readable(marked.text)
        return profile.prompt(text, marked=True), text
    spans = _stood_in(request.spans, marked)
    listed: list[Span] = []
    if hold.placement == "listed" or (missing and profile.terms and not profile.again):
        wanted = spans if hold.placement == "listed" else _stood_in(missing, marked)
        listed = [span for span in wanted if span.marked and span.kind in _LISTED and span.en]
    places = {span.zh_at for span in listed}
    kept = tuple(span for span in spans if span.zh_at not in places)
    text = _readable(source_of(replace(request, spans=kept)))
    pairs = list(dict.fromkeys((span.zh, span.en) for span in listed))
    must = [span.en for span in _stood_in(missing, marked)]
    return profile.prompt(text, listed=pairs, must=must), text


def _readable(text: str) -> str:
    """The text with nothing that a chat template would obey, and with short leaders: a long row of dots has
    ended answers (ollama/ollama, #18387)."""
    return _LEADER.sub(r"\1\1\1", _CONTROL.sub("< ", text))


def _stood_in(spans: Sequence[Span], marked: Marked) -> tuple[Span, ...]:
    """The spans with stand-ins for what no model could carry over as it is."""
    names = {original: name for name, original in marked.stand_ins.items()}
    return tuple(replace(span, en=names.get(span.en, span.en)) for span in spans)


def _drawn(decoding: Decoding) -> Decoding:
    """The settings for an answer that is not the likeliest alone."""
    temperature, top_p = DRAWN
    if decoding.temperature >= temperature:
        return decoding
    return replace(decoding, temperature=temperature, top_p=min(decoding.top_p, top_p))


def limit_of(text: str) -> int:
    """Tokens that an answer may have: of 3,000 pairs of policy Chinese and a professional's English the
    longest took 1.1 for a character, and 15 besides, in the tokens of Qwen2.5; others cut English finer."""
    return 48 + len(text) * 2


def draft_of(asked: Asked, answer: Answer) -> Draft:
    """The answer as a draft."""
    source = asked.marked.text
    said, thought = without_thoughts(answer.text, source)
    if asked.ask.forced:
        said = _ENDED.sub(" ", said)
    text, marks = markers.decode(unwrapped(said, source), asked.marked)
    # What was thought was not told apart from the answer where its tokens were.
    log_probs = () if thought else answer.log_probs
    return Draft(text, found_in(text, asked.renderings, marks), answer.ended, log_probs)


def found_in(text: str, renderings: Sequence[str], marks: Sequence[Range] = ()) -> tuple[Range, ...]:
    """Where `renderings` stand in `text`, whole or before a plural's ending, besides those in `marks`."""
    found = list(marks)
    for at in (*find_marks(text, renderings), *_plurals(text, renderings)):
        if all(at[1] <= start or end <= at[0] for start, end in found):
            found.append(at)
    return tuple(sorted(found))


def _plurals(text: str, renderings: Sequence[str]) -> Iterator[Range]:
    """A term in the plural, as if its marker ended before the ending: longer terms first."""
    for rendering in sorted(dict.fromkeys(renderings), key=len, reverse=True):
        start = text.find(rendering) if rendering[-1].isalpha() else -1
        while start >= 0:
            end = start + len(rendering)
            whole = start == 0 or not (_WORD.match(rendering) and _WORD.match(text, start - 1))
            found = whole and _PLURAL.match(text, end)
            if found:
                yield start, end
            start = text.find(rendering, end if found else start + 1)
