"""Asking a server again, where that may help: it is busy, loads its model, or failed once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.engine.served.answer import collect
from briefing.errors import ServerAnswerError, ServerBusyError, ServerGoneError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.served.answer import Answer
    from briefing.engine.served.asked import Ask, Server
    from briefing.engine.served.client import Cancel, Client
    from briefing.engine.served.kinds.base import Kind


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds and times that a request is tried.

    `busy`: how long a server may say that it has no room, or loads its model. `gone`: how long it may not be
    there, as when it is started anew. `first` and `longest` are waits between two tries, which double.
    `failures`: how often a request is put in again that a server failed on.
    """

    busy: float = 600.0
    gone: float = 15.0
    first: float = 0.5
    longest: float = 20.0
    failures: int = 2


class Tries:
    """Asks until there is an answer or no more sense in asking. Threads share it."""

    def __init__(self, cancel: Cancel, patience: Patience, on_busy: Callable[[], None]) -> None:
        self._cancel = cancel
        self._patience = patience
        self._on_busy = on_busy

    def answer(self, client: Client, kind: Kind, server: Server, ask: Ask) -> Answer:
        """The answer to `ask`. Raises ServerError."""
        begun, wait, failures = time.monotonic(), self._patience.first, 0
        while True:
            try:
                body = kind.body(ask, server)
                values = client.stream(kind.path(ask), body, self._cancel, tokens=ask.limit)
                return collect(values, kind, ask.limit, forced=ask.forced)
            except ServerBusyError as error:
                self._on_busy()
                if time.monotonic() - begun > self._patience.busy:
                    raise
                pause = wait if error.after is None else error.after
            except ServerGoneError:
                if time.monotonic() - begun > self._patience.gone:
                    raise
                pause = wait
            except ServerAnswerError as error:
                failures += 1
                hopeless = error.too_long or error.late or 400 <= error.code < 500
                if hopeless or failures > self._patience.failures:
                    raise
                pause = wait
            if self._cancel.event.wait(pause):
                raise ServerAnswerError("cancelled")
            wait = min(2 * wait, self._patience.longest)
