"""A model behind a server as an engine: many requests in flight, none of which can fail another."""

from __future__ import annotations

import contextlib
import hashlib
import json
import queue
import threading
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.engine.base import Draft
from briefing.engine.served.client import Cancel, Client
from briefing.engine.served.flow import Flow
from briefing.engine.served.kinds import kind_named
from briefing.engine.served.ladder import asked_for, draft_of
from briefing.engine.served.tries import Patience, Tries
from briefing.errors import ServerAnswerError, ServerError, ServerGoneError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Ended
    from briefing.engine.base import Request
    from briefing.engine.served.address import Address, Key
    from briefing.engine.served.client import Timeouts
    from briefing.engine.served.exam import Exam
    from briefing.engine.served.profiles import Profile

IN_A_ROW = 10
"""Requests that may fail one after the other, none between them answered, before the server is what fails."""
LATE_IN_A_ROW = 3
"""The same for such as got no answer in time, each of which takes minutes."""
GO_ON = "What was translated is kept: when the server is well, the same command goes on from there"
MAX_CHARS = 2_000
"""Characters of a text that is translated at once, as for the local engine (`engine/batching.py`)."""


class ServedEngine:
    """Implements `briefing.engine.base.Engine`. Contacts the server when the first request has to be run.

    Args:
        address: where the server is.
        key: its key, if it wants one.
        model: the model's name on the server.
        profile: how the model wants to be asked.
        exam: what its examination found.
        name: the model's name as `--model` takes it.
        identity: what tells this model from any other of the name: the address, or the hash of its file.
        public: whether it may be outside the user's own network; every output says so then.
        slots: requests in flight; 0 is what the examination found.
    """

    def __init__(
        self,
        address: Address,
        key: Key | None,
        model: str,
        profile: Profile,
        exam: Exam,
        *,
        name: str = "",
        identity: str = "",
        public: bool = False,
        slots: int = 0,
        timeouts: Timeouts | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._client = Client(address, key, public=public, timeouts=timeouts)
        self._model = model
        self._profile = profile
        self._exam = exam
        self._kind = kind_named(exam.server.kind)
        self._name = name or model
        self._identity = identity or str(address)
        self._slots = slots
        self._patience = patience or Patience()

    @property
    def name(self) -> str:
        """The model's name, as it was added."""
        return self._name

    @cached_property
    def fingerprint(self) -> str:
        """Which model on what server, how it is asked, and on which rung: `key=value`, joined by spaces."""
        parts = {
            "served": hashlib.sha256(f"{self._identity}\0{self._model}".encode()).hexdigest()[:16],
            "profile": f"{self._profile.name}-{self._profile.digest}",
            "exam": self._exam.digest,
            "rung": self._exam.hold.rung,
        }
        return " ".join(f"{key}={value}" for key, value in parts.items())

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Which guarantee terms and figures have, and where the text was sent if that is outside."""
        held = "forced" if self._exam.hold.grammar else "asked-for+verified+flagged"
        sent = (("sent-to", str(self._client.address)),) if self._client.public else ()
        return (("held", held), *sent)

    def prompt(self, request: Request) -> str:
        """All that is sent for `request`, and what is looked for in the answers."""
        asked = asked_for(request, self._model, self._profile, self._exam.hold)
        facts = [asdict(asked.ask), asked.renderings, asked.marked.stand_ins]
        return json.dumps(facts, ensure_ascii=False)

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Yield (request id, draft), as many in flight as the server has slots.

        What one request meets becomes the end of its draft: `failed`, `too-long`, `length`, `loop`.

        Raises:
            ServerError: the server went away, refuses what is asked, or fails whatever it is asked.
        """
        run = _Run(self, iter(requests))
        try:
            yield from run.answers()
        finally:
            run.stop()

    def flow(self) -> Flow:
        """How many requests may be in flight, at the beginning of a run."""
        server = self._exam.server
        return Flow(self._slots or server.slots, adaptive=server.adaptive and not self._slots)

    def answer(self, request: Request, tries: Tries) -> Draft:
        """The draft for one request. Raises ServerError where the run has to end, or this request alone."""
        if len(request.text) > MAX_CHARS:
            return Draft("", (), "too-long")
        asked = asked_for(request, self._model, self._profile, self._exam.hold)
        server = self._exam.server
        return draft_of(asked, tries.answer(self._client, self._kind, server, asked.ask))

    def tries(self, cancel: Cancel, flow: Flow) -> Tries:
        """What asks again where that may help."""
        return Tries(cancel, self._patience, flow.busy)


@dataclass(frozen=True, slots=True)
class _Done:
    request: Request
    outcome: Draft | ServerError


class _Run:
    """One iteration of an engine: threads that ask, and what they bring."""

    def __init__(self, engine: ServedEngine, requests: Iterator[Request]) -> None:
        self._engine = engine
        self._requests = requests
        self._flow = engine.flow()
        self._cancel = Cancel()
        self._tries = engine.tries(self._cancel, self._flow)
        self._todo: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[_Done] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._gate = threading.Condition()
        self._asking = 0
        self._open = 0
        self._failed = self._late = 0

    def answers(self) -> Iterator[tuple[str, Draft]]:
        """What the engine's `translate` yields."""
        while self._fill():
            done = self._next()
            self._open -= 1
            self._flow.answered(len(done.request.text), full=self._open + 1 >= self._flow.width)
            yield done.request.id, self._draft(done.outcome)

    def _next(self) -> _Done:
        while True:
            # Without an end to each wait, Ctrl-C would not be heard on Windows.
            with contextlib.suppress(queue.Empty):
                return self._done.get(timeout=0.5)

    def _fill(self) -> bool:
        """Take in as many requests as may wait and run. Returns whether anything does.

        As many wait as run, so that nothing stands still while whoever reads the answers is at work.
        """
        while self._open < 2 * self._flow.width and (request := next(self._requests, None)):
            self._todo.put(request)
            self._open += 1
            if len(self._threads) < min(self._flow.width, self._open):
                thread = threading.Thread(target=self._work, name="briefing-served", daemon=True)
                self._threads.append(thread)
                thread.start()
        return self._open > 0

    def _work(self) -> None:
        while request := self._todo.get():
            with self._gate:
                # The server may have said that it wants fewer.
                self._gate.wait_for(lambda: self._asking < self._flow.width or self._cancel.event.is_set())
                self._asking += 1
            try:
                outcome: Draft | ServerError = self._engine.answer(request, self._tries)
            except ServerError as error:
                outcome = error
            except Exception as error:
                # A thread that ends without a word would have the run wait for ever.
                outcome = ServerError(f"unexpected {type(error).__name__} while asking: {error}")
            with self._gate:
                self._asking -= 1
                self._gate.notify()
            self._done.put(_Done(request, outcome))

    def _draft(self, outcome: Draft | ServerError) -> Draft:
        """The draft that an outcome is. Raises ServerError where it ends the run."""
        if isinstance(outcome, Draft):
            self._failed = self._late = 0
            return outcome
        if isinstance(outcome, ServerGoneError):
            raise ServerGoneError(outcome.message, GO_ON) from outcome
        if not isinstance(outcome, ServerAnswerError):
            raise outcome
        self._failed += not outcome.too_long
        self._late += outcome.late
        # Where many are in flight, one fault may meet all of them.
        together = max(1.0, self._flow.width / IN_A_ROW)
        if self._failed >= IN_A_ROW * together or self._late >= LATE_IN_A_ROW * together:
            raise ServerGoneError(
                f"the server answers nothing that can be used: {outcome.message}",
                GO_ON,
            ) from outcome
        ended: Ended = "too-long" if outcome.too_long else "failed"
        return Draft("", (), ended)

    def stop(self) -> None:
        """End what runs."""
        self._cancel.now()
        with self._gate:
            self._gate.notify_all()
        for _ in self._threads:
            self._todo.put(None)
