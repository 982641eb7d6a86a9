"""Continuous batching: many requests through one model at once, each finished on its own.

What runs together hangs on the order of the requests and on the number of steps, never on the time, so that
the same requests meet the same batches on every run. That matters: in other company the last bits of the sums
are others, and where two words are all but equally likely (one sentence in thirty, measured) the other one
may be written.
"""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from briefing.engine.loop import LoopDetector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.document import Ended

MAX_TOKENS = 48_000
"""Tokens of what runs at once, prompts and longest answers together: well inside the cache of
engine/openvino.py, because one that does not fit can push its neighbours out."""
MAX_RUNNING = 40
"""Requests that run at once."""
MAX_CHARS = 2_000
"""Characters of a text that is translated at once: ten of the longest segments. In tokens at most four times
as many, below the 8,192 from which the tokenizer drops the beginning without a word."""
MAX_TRIES = 3
"""Times that a request is put in before it counts as failed."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An answer wanted. `text` is the user's: nothing in it is taken for a control token; `head` and `tail`
    are not, and are encoded apart from it. `limit` is in tokens. `grammar`, in EBNF, constrains the
    answer, and so does `demanding`, instead, where it is not empty. `penalty` grows on a token with every use
    of it. `seed` is 0 for the likeliest answer; any other number draws one by its probability. Where `chat`,
    the text is a user's message in the model's own chat template, and `head` the system's, if any."""

    id: str
    head: str
    text: str
    tail: str
    limit: int
    grammar: str
    demanding: str = ""
    penalty: float = 0.0
    seed: int = 0
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote, and how it ended.

    `log_probs` has the natural logarithm of each token's probability, the end's included, in hundredths, as
    the store of drafts keeps them.
    """

    text: str
    ended: Ended
    log_probs: tuple[float, ...] = ()


@dataclass(slots=True)
class Written:
    """Tokens of an answer, and the natural logarithm of each one's probability."""

    tokens: list[int] = field(default_factory=list)
    log_probs: list[float] = field(default_factory=list)

    def until(self, end: int | None) -> Written:
        """The first `end` tokens; all, for None."""
        return Written(self.tokens[:end], self.log_probs[:end])

    def add(self, more: Written) -> None:
        """Take more tokens in."""
        self.tokens += more.tokens
        self.log_probs += more.log_probs


class Handle(Protocol):
    """A request that runs."""

    def read(self) -> tuple[Written, Ended | None]:
        """Return what is new, and `stop` or `length` once it has ended.

        `failed` means that it was pushed out of the cache, and can be put in again.
        """
        ...

    def cancel(self) -> None:
        """Give its place up, with the next step."""
        ...


class Model(Protocol):
    """What a batch needs of a model."""

    def encode(self, ask: Ask) -> list[int]:
        """Tokens of the whole prompt."""
        ...

    def decode(self, tokens: list[int]) -> str:
        """Text of an answer."""
        ...

    def start(self, ask: Ask, tokens: list[int]) -> Handle:
        """Put a request in."""
        ...

    def step(self) -> None:
        """Write one token more of each that runs. Raises RuntimeError if the model cannot go on."""
        ...


@dataclass(slots=True, eq=False)
class _Run:
    """An ask on its way: waiting to be put in, or running with what it has written so far."""

    ask: Ask
    prompt: list[int]
    tries: int = 0
    handle: Handle | None = None
    answer: Written = field(default_factory=Written)
    detector: LoopDetector = field(default_factory=LoopDetector)

    @property
    def tokens(self) -> int:
        return len(self.prompt) + self.ask.limit


def answers(load: Callable[[], Model], asks: Iterator[Ask]) -> Iterator[tuple[str, Answer]]:
    """Yield (id, answer) of each of `asks` as they are finished.

    `load` gives the model, and is called when there is something to run. `asks` is asked for more whenever
    there is room, even after it once had none. No request can fail another: one that is too long is not run,
    and after a step that fails all are put in again, without their grammars. Closing the iterator cancels
    what runs.
    """
    batch = _Batch(load, asks)
    try:
        while batch.fill():
            if batch.running:
                batch.step()
            yield from batch.done()
    finally:
        batch.cancel()


class _Batch:
    def __init__(self, load: Callable[[], Model], asks: Iterator[Ask]) -> None:
        self.running: list[_Run] = []
        self._load = load
        self._asks = asks
        self._waiting: deque[_Run] = deque()
        self._done: deque[tuple[str, Answer]] = deque()
        self._step_due = False

    @cached_property
    def _model(self) -> Model:
        return self._load()

    def fill(self) -> bool:
        """Start what there is room for. Returns whether anything runs, or has been answered."""
        while len(self.running) < MAX_RUNNING and (run := self._next()):
            if self.running and run.tokens + sum(each.tokens for each in self.running) > MAX_TOKENS:
                self._waiting.appendleft(run)
                break
            run.handle = self._model.start(run.ask, run.prompt)
            run.tries += 1
            self.running.append(run)
        return bool(self.running or self._done)

    def _next(self) -> _Run | None:
        if self._waiting:
            return self._waiting.popleft()
        for ask in self._asks:
            if len(ask.text) <= MAX_CHARS:
                return _Run(ask, self._model.encode(ask))
            self._done.append((ask.id, Answer("", "too-long")))
        return None

    def step(self) -> None:
        """Write one token more of each that runs, and take in those that have ended."""
        try:
            self._model.step()
        except RuntimeError:
            self._start_again()
            return
        self._step_due = False
        self.running = [run for run in self.running if not self._ended(run)]

    def _ended(self, run: _Run) -> bool:
        assert run.handle is not None
        new, ended = run.handle.read()
        run.answer.add(new)
        loop = run.detector.feed(new.tokens)
        if loop is not None:
            run.handle.cancel()
            self._step_due = True
            self._finish(run, run.answer.until(loop), "loop")
        elif ended == "failed":
            self._again(run)
        elif ended is not None:
            self._finish(run, run.answer, ended)
        return loop is not None or ended is not None

    def _finish(self, run: _Run, answer: Written, ended: Ended) -> None:
        log_probs = tuple(round(each, 2) for each in answer.log_probs)
        self._done.append((run.ask.id, Answer(self._model.decode(answer.tokens), ended, log_probs)))

    def _again(self, run: _Run) -> None:
        if run.tries < MAX_TRIES:
            self._waiting.append(_Run(run.ask, run.prompt, run.tries))
        else:
            self._finish(run, Written(), "failed")

    def _start_again(self) -> None:
        """After a step that failed: no handle can be read then, and a grammar would fail all later steps."""
        failed = self.running
        self.cancel()
        suspect = any(run.ask.demanding for run in failed)
        for run in failed:
            run.ask = replace(run.ask, demanding="")
            # With a grammar to blame it was no try: each such step takes one away, so that this ends.
            run.tries -= suspect
            self._again(run)

    def cancel(self) -> None:
        """Cancel what runs. The step after that gives back the memory of all that was cancelled."""
        for run in self.running:
            if run.handle is not None:
                run.handle.cancel()
        if self.running or self._step_due:
            self.running = []
            with contextlib.suppress(RuntimeError):
                self._model.step()
            self._step_due = False

    def done(self) -> Iterator[tuple[str, Answer]]:
        """What has been answered since the last time."""
        while self._done:
            yield self._done.popleft()
