"""What is told of changes, so that a page need not ask again and again."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from briefing.desk.views import Event

if TYPE_CHECKING:
    from typing import Literal

KEPT = 2_000
"""Events that are remembered. Who was away for longer is told to fetch all documents again."""


class Events:
    """Numbered events, to be waited for from any thread."""

    def __init__(self) -> None:
        self._new = threading.Condition()
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._number = 0
        self._forgotten = 0
        self._closed = False

    def tell(self, kind: Literal["segment", "document", "sheet"], document: str, segment: str = "") -> None:
        """Tell that something is to be fetched again. One that says what the last one said is not kept."""
        with self._new:
            self._number += 1
            event = Event(self._number, kind, document, segment)
            if self._events and self._events[-1] == Event(self._number - 1, kind, document, segment):
                self._events.pop()
            elif len(self._events) == KEPT:
                self._forgotten = self._events[0].number
            self._events.append(event)
            self._new.notify_all()

    def since(self, number: int, timeout: float) -> tuple[Event, ...]:
        """The events after `number`, in order; waits up to `timeout` seconds for one.

        Where some of them are forgotten, or none was ever told by this number, there is a `sheet` for every
        document instead (`document` is empty).
        """
        with self._new:
            self._new.wait_for(lambda: self._closed or number != self._number, timeout)
            if number > self._number or number < self._forgotten:
                return (Event(self._number, "sheet", "", ""),)
            return tuple(each for each in self._events if each.number > number)

    def close(self) -> None:
        """Let those go who wait."""
        with self._new:
            self._closed = True
            self._new.notify_all()
