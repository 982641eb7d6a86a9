"""What a child process with a model may take: the chat template in it is a program, which may never end."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing import machine

if TYPE_CHECKING:
    import subprocess
    from types import TracebackType

_LOOKS = 0.2
"""Seconds between two looks. A template was seen to take 60 MB a second."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds until it must be ready, and bytes of memory that it may have to itself, then and later."""

    seconds: float = 120.0
    memory: int = 4_000_000_000


class Watch:
    """Ends `process` when it takes more than `bounds`; `said` is then what it took, else empty.

    It lasts as long as the process; as a context, until the block is left.
    """

    def __init__(self, process: subprocess.Popen[bytes], bounds: Bounds) -> None:
        self.said = ""
        self._process = process
        self._bounds = bounds
        self._until = time.monotonic() + bounds.seconds
        self._ready = self._over = False
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def ready(self) -> None:
        """From here on it may take its time."""
        self._ready = True

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True

    def _look(self) -> None:
        while not self._over and self._process.poll() is None:
            if not self._ready and time.monotonic() > self._until:
                self._end(f"it was not ready after {self._bounds.seconds:.0f} seconds")
            elif (taken := machine.taken_memory(self._process.pid) or 0) > self._bounds.memory:
                self._end(f"it took {machine.gigabytes(taken)} of memory")
            time.sleep(_LOOKS)

    def _end(self, said: str) -> None:
        self.said = said
        self._process.kill()
