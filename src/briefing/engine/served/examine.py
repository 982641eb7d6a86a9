"""The examination of a model behind a server: a minute's questions, and how it is asked from then on."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.engine.served.asked import Ask
from briefing.engine.served.client import Cancel, Client
from briefing.engine.served.engine import ServedEngine
from briefing.engine.served.exam import Exam, Tried
from briefing.engine.served.kinds import recognise
from briefing.engine.served.ladder import Hold, found_in
from briefing.engine.served.profiles import profile_for
from briefing.engine.served.sentences import requests
from briefing.engine.served.thoughts import without_thoughts
from briefing.engine.served.tries import Patience, Tries
from briefing.errors import ServerAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.document import Span
    from briefing.engine.base import Draft, Request
    from briefing.engine.served.address import Address, Key
    from briefing.engine.served.answer import Answer
    from briefing.engine.served.asked import Server, Switch
    from briefing.engine.served.client import Timeouts
    from briefing.engine.served.kinds.base import Kind
    from briefing.engine.served.ladder import Placement
    from briefing.engine.served.profiles import Profile

WORD = "seven lanterns"
"""What a grammar is to force: nothing that an answer would hold otherwise."""
_SHORT = 64
"""Tokens of a probe's answer."""
_SWITCHES: tuple[Switch, ...] = ("", "template", "effort", "both")


def examine(
    address: Address,
    key: Key | None,
    model: str,
    profile: Profile | None = None,
    *,
    public: bool = False,
    slots: int = 0,
    on_status: Callable[[str], None] | None = None,
    timeouts: Timeouts | None = None,
    patience: Patience | None = None,
) -> Exam:
    """Ask the server what it is, and its model some sentences.

    `model` may be empty where the server has but one, `profile` None for the one that fits. `slots` 0 is what
    the server tells. Raises ServerError.
    """
    tell = on_status or (lambda _: None)
    client = Client(address, key, public=public, timeouts=timeouts)
    patience = patience or Patience()
    tell("asking the server what it is")
    kind, server = recognise(client, model, patience=patience.busy)
    profile = profile or profile_for(server.model, server.architecture)
    probe = _Probe(client, kind, server, profile, patience)
    tell("trying whether it thinks, takes a grammar, keeps to a seed and tells how sure it is")
    switch, thinks = probe.thinking()
    log_probs = not thinks and probe.log_probs(switch)
    grammar = kind.grammar and not thinks and probe.grammar(switch)
    seeds = probe.seeds(switch)

    def engine(hold: Hold) -> ServedEngine:
        exam = Exam(server, profile.name, hold, seeds, (), 0.0)
        return ServedEngine(
            address, key, server.model, profile, exam,
            public=public, slots=slots, timeouts=timeouts, patience=patience,
        )  # fmt: skip

    tried: list[Tried] = []
    holds = [Hold(each, False, switch, thinks, log_probs) for each in placements(profile)]
    seconds = []
    for hold in holds:
        tell(f"ten sentences, {hold.rung}")
        begun = time.monotonic()
        tried.append(_tried(engine(hold), hold))
        seconds.append(time.monotonic() - begun)
    best = max(range(len(holds)), key=lambda at: (tried[at].kept, -at))
    hold, taken = holds[best], seconds[best]
    if grammar:
        forced = replace(hold, grammar=True)
        tell("ten sentences, under a grammar")
        begun = time.monotonic()
        tried.append(_tried(engine(forced), forced))
        if tried[-1].kept >= tried[best].kept:
            hold, taken = forced, time.monotonic() - begun
    return Exam(
        server, profile.name, hold, seeds, tuple(tried), max(0.001, round(taken / len(requests()), 3))
    )


def placements(profile: Profile) -> tuple[Placement, ...]:
    """Where the renderings may go that a family has words for."""
    return (
        *(("marked",) if profile.marked else ()),
        *(("listed",) if profile.terms else ()),
        "bare",
    )


class _Probe:
    """Short questions on what a server's model does."""

    def __init__(
        self, client: Client, kind: Kind, server: Server, profile: Profile, patience: Patience
    ) -> None:
        self._client = client
        self._kind = kind
        self._server = server
        self._profile = profile
        self._tries = Tries(Cancel(), patience, lambda: None)

    def _ask(
        self, switch: Switch, *, grammar: str = "", temperature: float = 0.0, limit: int = _SHORT
    ) -> Ask:
        return Ask(
            self._server.model,
            self._profile.prompt(requests()[0].text),
            limit,
            system=self._profile.system,
            raw=bool(self._profile.template),
            grammar=grammar,
            decoding=replace(self._profile.decoding, temperature=temperature),
            seed=1,
            stop=self._profile.stop,
            switch=switch,
            arguments=self._profile.arguments,
        )

    def _answer(self, ask: Ask) -> Answer:
        return self._tries.answer(self._client, self._kind, self._server, ask)

    def thinking(self) -> tuple[Switch, bool]:
        """The switch with which the model answers at once, and whether it thinks with any of them."""
        for switch in _SWITCHES:
            try:
                answer = self._answer(self._ask(switch))
                if not (answer.thought or without_thoughts(answer.text)[1]):
                    return switch, False
            except ServerAnswerError:
                # It may not know the switch. What fails without one fails for another reason.
                if not switch:
                    raise
        return "", True

    def grammar(self, switch: Switch) -> bool:
        """Whether an answer was what a grammar forced it to be."""
        try:
            return self._answer(self._ask(switch, grammar=f'root ::= "{WORD}"\n')).text.strip() == WORD
        except ServerAnswerError:
            return False

    def log_probs(self, switch: Switch) -> bool:
        """Whether it tells how likely each token of an answer was, where it is asked to."""
        try:
            return bool(self._answer(replace(self._ask(switch), log_probs=True)).log_probs)
        except ServerAnswerError:
            return False

    def seeds(self, switch: Switch) -> bool:
        """Whether the same seed gives the same answer where it is drawn."""
        ask = self._ask(switch, temperature=1.0, limit=24)
        try:
            return self._answer(ask).text == self._answer(ask).text
        except ServerAnswerError:
            return False


def _tried(engine: ServedEngine, hold: Hold) -> Tried:
    """Translate the sentences; under a grammar what is missing is asked for once more, as it will be."""
    asked = {each.id: each for each in requests()}
    drafts = dict(engine.translate(iter(asked.values())))
    if hold.grammar:
        again = [
            replace(each, must=lost, attempt=1) for each in asked.values() if (lost := _lost(each, drafts))
        ]
        drafts |= dict(engine.translate(iter(again)))
    spans = sum(len(each.spans) for each in asked.values())
    kept = spans - sum(len(_lost(each, drafts)) for each in asked.values())
    return Tried(hold.rung, spans, kept)


def _lost(request: Request, drafts: dict[str, Draft]) -> tuple[Span, ...]:
    """The spans whose rendering is not in the English."""
    text = drafts[request.id].text.casefold()
    found = [text[slice(*at)] for at in found_in(text, [span.en.casefold() for span in request.spans])]
    lost = []
    for span in request.spans:
        if (en := span.en.casefold()) in found:
            found.remove(en)
        else:
            lost.append(span)
    return tuple(lost)
