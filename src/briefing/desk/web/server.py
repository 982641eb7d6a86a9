"""The desk's server: on this machine alone, for as long as somebody works at it."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from typing import TYPE_CHECKING

import uvicorn

from briefing.desk.web.app import application
from briefing.desk.web.guard import Keys
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.desk import Desk

LOOPBACK = "127.0.0.1"
_PATIENCE = 3
"""Seconds that what is under way has when the desk ends."""
_CONNECTIONS = 200
"""Connections at once: a browser holds six for a page, and one for its events."""
_LOOK = 1.0
"""Seconds between two looks at whether the desk is idle."""


class Server:
    """The desk on a port of its own.

    `idle` is after how many seconds without a request or work the desk ends by itself; 0 is never. `tell`
    gets a line where something goes wrong that no page can show. Raises BriefingError if the port is taken.
    """

    def __init__(self, desk: Desk, *, port: int = 0, idle: float = 0, tell: Callable[[str], None]) -> None:
        self._desk = desk
        self._idle = idle
        self._socket = _listening(port)
        self.port: int = self._socket.getsockname()[1]
        self.keys = Keys()
        self._app = application(
            desk, keys=self.keys, port=self.port, end=self.end, ending=lambda: self._uvicorn.should_exit
        )
        _tell_of_faults(tell)
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                self._app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_CONNECTIONS,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )

    def address(self, token: str) -> str:
        """The address that opens the desk."""
        return f"http://{LOOPBACK}:{self.port}/?token={token}"

    def run(self) -> None:
        """Serve until the desk is ended, is idle, or is told to by a signal (then KeyboardInterrupt)."""
        asyncio.run(self._serve())

    def end(self) -> None:
        """Have `run` return when what is under way is done."""
        self._uvicorn.should_exit = True

    async def _serve(self) -> None:
        watching = asyncio.create_task(self._watch())
        try:
            await self._uvicorn.serve(sockets=[self._socket])
        finally:
            watching.cancel()
            self._socket.close()

    async def _watch(self) -> None:
        """End the desk when nobody has asked anything of it for long, and nothing is being translated."""
        while self._idle and not self._uvicorn.should_exit:
            await asyncio.sleep(min(_LOOK, self._idle))
            busy = any(each.state == "translating" for each in self._desk.documents())
            if not busy and time.monotonic() - self._app.heard > self._idle:
                self.end()


def _listening(port: int) -> socket.socket:
    """A socket that listens on loopback. Raises BriefingError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen(_CONNECTIONS)
    except OSError as error:
        made.close()
        raise BriefingError(
            f"port {port} cannot be used: {error.strerror}", "Choose another with --port, or leave it out"
        ) from error
    return made


class _Telling(logging.Handler):
    """What the server logs, as a line for the terminal."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._tell(f"unexpected {type(error).__name__}: {error}" if error else record.getMessage())


def _tell_of_faults(tell: Callable[[str], None]) -> None:
    logger = logging.getLogger("uvicorn.error")
    logger.handlers = [_Telling(tell)]
    logger.propagate = False
