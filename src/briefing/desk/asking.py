"""Questions put to an engine between those of a translation that runs."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.engine.around import Around
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from briefing.document import Segment
    from briefing.engine.base import Draft, Engine, Request


@dataclass(slots=True)
class Ask:
    """A question: its plan, and who is to be told the answer, or what went wrong."""

    plan: Generator[Request, Draft, Segment | None]
    answered: Callable[[Segment | None], None]
    failed: Callable[[BriefingError], None]
    request: Request | None = None


class Asks:
    """Questions that wait; they may be put from any thread."""

    def __init__(self) -> None:
        self._waiting: deque[Ask] = deque()
        self._lock = threading.Lock()
        self._number = 0

    def put(self, ask: Ask) -> None:
        """Put a question."""
        with self._lock:
            self._waiting.append(ask)

    @property
    def waiting(self) -> bool:
        """Whether any waits."""
        return bool(self._waiting)

    def take(self) -> tuple[str, Ask] | None:
        """The next question, with a name of its own; None if none waits."""
        with self._lock:
            if not self._waiting:
                return None
            self._number += 1
            return f"ask{self._number}", self._waiting.popleft()


class AskingEngine(Around):
    """An engine that answers, among the requests that it is given, the questions that wait."""

    def __init__(self, engine: Engine, asks: Asks) -> None:
        super().__init__(engine)
        self._asks = asks
        self._running: dict[str, Ask] = {}
        self._busy = False

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the inner engine does. Questions come first; their answers are told, not given back."""
        self._busy = True
        try:
            for id_, draft in self._engine.translate(_Merged(iter(requests), self._next)):
                if id_ in self._running:
                    self._advance(self._running.pop(id_), draft)
                else:
                    yield id_, draft
        except BriefingError as error:
            self._fail(error)
            raise
        finally:
            self._busy = False

    def answer(self) -> None:
        """Answer the questions that wait; nothing where a translation runs, which answers them itself.

        Errors are told to those who asked.
        """
        with suppress(BriefingError):
            while self._asks.waiting and not self._busy:
                for _ in self.translate(()):
                    pass

    def _next(self) -> Request | None:
        """The next request of a question."""
        while taken := self._asks.take():
            name, ask = taken
            if ask.request is None and not self._begin(ask):
                continue
            assert ask.request is not None
            self._running[name] = ask
            return replace(ask.request, id=name)
        return None

    def _begin(self, ask: Ask) -> bool:
        """Find the first request of a question; False if it needs none."""
        try:
            ask.request = next(ask.plan)
        except StopIteration as end:
            ask.answered(end.value)
            return False
        return True

    def _advance(self, ask: Ask, draft: Draft) -> None:
        try:
            ask.request = ask.plan.send(draft)
        except StopIteration as end:
            ask.answered(end.value)
            return
        self._asks.put(ask)

    def _fail(self, error: BriefingError) -> None:
        for ask in self._running.values():
            ask.failed(error)
        self._running.clear()
        while taken := self._asks.take():
            taken[1].failed(error)


class _Merged:
    """Requests of questions before those of a translation; asked again, it may have more."""

    def __init__(self, requests: Iterator[Request], question: Callable[[], Request | None]) -> None:
        self._requests = requests
        self._question = question

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        return self._question() or next(self._requests)
