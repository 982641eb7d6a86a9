"""An engine in a process of its own, for a program that has to answer meanwhile.

OpenVINO GenAI's `step` holds Python's lock for as long as the model computes (a second or more where a prompt
is read), and no other thread of its process runs: neither a key that was typed nor a page would be answered.

The two processes take turns, so that neither waits for the other's wait: while the child computes, the parent
does nothing with it but wait for its word, and while the parent looks for a request or has a draft, the
child serves it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from briefing.engine.base import Draft, Request, remarks_of
from briefing.errors import BriefingError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

    from briefing.engine.base import Engine

    Pipe = Connection[object, object]

_GONE = (EOFError, OSError)
"""What a pipe raises whose other end is no more."""


class ApartEngine:
    """The engine that `load` returns, loaded and run in a child process. For one thread at a time.

    `load` is called there, and must be importable. Raises what it raises: BriefingError, or ModelError where
    the child has ended by itself. The child ends with its parent, however that ends.
    """

    def __init__(self, load: Callable[[], Engine]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, load), name="model", daemon=True)
        self._process.start()
        theirs.close()
        self.name, self.fingerprint, self.remarks = "", "", ()
        match self._hear():
            case ("ready", str(name), str(fingerprint), tuple(remarks)):
                self.name, self.fingerprint, self.remarks = name, fingerprint, remarks

    def prompt(self, request: Request) -> str:
        """As the engine's own."""
        self._say("prompt", request)
        match self._hear():
            case ("prompt", str(prompt)):
                return prompt
        raise self._ended()

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the engine's own."""
        pulled = iter(requests)
        self._say("translate")
        open_ = True
        try:
            while open_:
                match self._hear():
                    case ("want",):
                        self._say("request", next(pulled, None))
                    case ("draft", str(id_), Draft() as draft):
                        yield id_, draft
                        self._say("on")
                    case _:
                        open_ = False
        except BriefingError:
            open_ = False
            raise
        finally:
            if open_:
                self._cancel()

    def _cancel(self) -> None:
        """Have the child give up what runs; it is its turn or will be."""
        with suppress(BriefingError):
            self._say("stop")
            while self._hear() != ("end",):
                pass

    def close(self) -> None:
        """End the child."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _say(self, *message: object) -> None:
        try:
            self._pipe.send(message)
        except _GONE as error:
            raise self._ended() from error

    def _hear(self) -> object:
        try:
            heard = self._pipe.recv()
        except _GONE as error:
            raise self._ended() from error
        match heard:
            case ("failed", BriefingError() as fault):
                raise fault
            case ("failed", str(what)):
                raise ModelError(f"the model failed: {what}", "Start it again; if it stays so, report it")
        return heard

    def _ended(self) -> ModelError:
        return ModelError(
            f"the process that runs the model has ended{f' ({self.name})' if self.name else ''}",
            "It may have been out of memory. Make room, and start again",
        )


class _StopError(Exception):
    """The parent wants no more drafts."""


def _serve(pipe: Pipe, load: Callable[[], Engine]) -> None:
    """The child: load the engine, and do what the parent asks until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(*_GONE):
        try:
            engine = load()
            pipe.send(("ready", engine.name, engine.fingerprint, remarks_of(engine)))
        except Exception as error:
            pipe.send(("failed", _sendable(error)))
            return
        while True:
            _turn(pipe, engine)


def _end_with_parent() -> None:
    """End the child when its parent was killed, in the midst of a draft too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _turn(pipe: Pipe, engine: Engine) -> None:
    try:
        if _asked(pipe, engine) == ("translate",):
            _translate(pipe, engine)
            pipe.send(("end",))
    except _StopError:
        pipe.send(("end",))
    except _GONE:
        raise
    except Exception as error:
        pipe.send(("failed", _sendable(error)))


def _translate(pipe: Pipe, engine: Engine) -> None:
    drafts = engine.translate(_Requests(pipe, engine))
    try:
        for id_, draft in drafts:
            pipe.send(("draft", id_, draft))
            if _asked(pipe, engine) != ("on",):
                raise _StopError
    finally:
        close = getattr(drafts, "close", None)
        if close:
            close()


def _asked(pipe: Pipe, engine: Engine) -> object:
    """What the parent says next, with the prompts that it asks for on the way told."""
    while True:
        match pipe.recv():
            case ("prompt", Request() as request):
                pipe.send(("prompt", engine.prompt(request)))
            case other:
                return other


class _Requests:
    """The parent's requests, in the child; where it has none, it may have some when it is asked again."""

    def __init__(self, pipe: Pipe, engine: Engine) -> None:
        self._pipe = pipe
        self._engine = engine

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        self._pipe.send(("want",))
        match _asked(self._pipe, self._engine):
            case ("request", Request() as request):
                return request
            case ("request", None):
                raise StopIteration
        raise _StopError


def _sendable(error: Exception) -> object:
    return error if isinstance(error, BriefingError) else f"{type(error).__name__}: {error}"
