"""The desk's one worker: whatever takes long is done here, one thing at a time, the urgent first."""

from __future__ import annotations

import itertools
import queue
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.desk.asking import AskingEngine, Asks
from briefing.engine.apart import ApartEngine
from briefing.engine.cache import CachedEngine
from briefing.engine.kept import draft_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.base import Engine
    from briefing.engine.drafts import DraftStore

ASKED, LOOKED_AT, TRANSLATED, COMPARED = range(4)
"""What goes before what: an answer that somebody waits for, what the checks say of a text, its translation,
and what it says in several ways."""

STOP_SECONDS = 10.0
"""How long an engine may take to give up what it is at."""


class StoppedError(Exception):
    """The worker is to stop; raised inside a job, and caught by the worker."""


@dataclass(order=True, slots=True)
class _Job:
    priority: int
    number: int
    do: Callable[[], None] = field(compare=False)


class Engines:
    """The engines that were loaded, by the name that was asked for (None: the best). For the worker alone."""

    def __init__(
        self, load: Callable[[str | None], Engine], *, keep_drafts: bool, tell: Callable[[str], None]
    ) -> None:
        self._load = load
        self._keep = keep_drafts
        self._tell = tell
        self._engines: dict[str | None, AskingEngine] = {}
        self._apart: list[ApartEngine] = []
        self._store: DraftStore | None = None
        self.asks: dict[str | None, Asks] = {}

    def get(self, name: str | None) -> AskingEngine:
        """The engine, loaded if need be, with the questions that wait for it. Raises ModelError."""
        if name not in self._engines:
            engine = self._load(name)
            if isinstance(engine, ApartEngine):
                self._apart.append(engine)
            if self._keep:
                self._store = self._store or draft_store(self._tell)
                engine = CachedEngine(engine, self._store)
            self._engines[name] = AskingEngine(engine, self.asks_of(name))
        return self._engines[name]

    def asks_of(self, name: str | None) -> Asks:
        """The questions for an engine, loaded or not. For any thread."""
        return self.asks.setdefault(name, Asks())

    def close(self) -> None:
        """Close the store of drafts, and end the processes of engines."""
        for engine in self._apart:
            engine.close()
        if self._store:
            self._store.close()


class Worker:
    """A thread that does jobs. `failed` is told of what a job raises, which is a bug."""

    def __init__(self, engines: Engines, failed: Callable[[Exception], None]) -> None:
        self._engines = engines
        self._failed = failed
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._stopping = threading.Event()
        self._idle = threading.Condition()
        self._unfinished = 0
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def add(self, priority: int, do: Callable[[], None]) -> None:
        """Have something done, after what is more urgent or was added before. For any thread."""
        with self._idle:
            self._unfinished += 1
        self._jobs.put(_Job(priority, next(self._numbers), do))

    def pause(self, priority: int) -> None:
        """From inside a job: do first what is more urgent than `priority`. Raises StoppedError at the end."""
        while not self._stopping.is_set():
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job.priority >= priority:
                self._jobs.put(job)
                return
            self._do(job)
        raise StoppedError

    def checkpoint(self) -> None:
        """From inside a job: raises StoppedError if it is to end."""
        if self._stopping.is_set():
            raise StoppedError

    def wait(self, timeout: float) -> bool:
        """Wait until nothing is to be done; returns whether it is so. For any thread but the worker's."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._unfinished, timeout)

    def stop(self) -> None:
        """End as soon as the job at hand comes to a point where it can."""
        self._stopping.set()
        self._jobs.put(_Job(-1, -1, lambda: None))
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._do(self._jobs.get())
        finally:
            self._engines.close()

    def _do(self, job: _Job) -> None:
        try:
            job.do()
        except StoppedError:
            pass
        except Exception as error:
            self._failed(error)
        finally:
            with self._idle:
                self._unfinished -= job.priority >= 0
                self._idle.notify_all()
