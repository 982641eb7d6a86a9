"""A small HTTP client for servers of models: JSON out, JSON in, whole or as it is written.

Of the standard library alone: no proxy, no redirect, no cookie, nothing from the environment. Every fault
comes out as one of the ServerErrors.
"""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.engine.served.body import MAX_BYTES, Body, beginning, lines, parsed, values
from briefing.engine.served.faults import fault_of
from briefing.engine.served.wire import BLOCK, Connection
from briefing.errors import ServerAnswerError, ServerGoneError, ServerRefusesError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.engine.served.address import Address, Key
    from briefing.engine.served.json import Json


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, until an answer begins, between two pieces of it, and for one that comes whole.

    A prompt may have to wait for others, and a CPU reads it slowly: hence the long `first`.
    """

    connect: float = 5.0
    first: float = 300.0
    idle: float = 60.0
    plain: float = 30.0

    def whole(self, tokens: int) -> float:
        """For an answer of so many tokens: who drips them, or says nothing again and again, has an end."""
        return self.first + tokens * self.idle / 10


@dataclass(eq=False)
class Cancel:
    """What several requests can be ended with, from another thread."""

    event: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: set[Connection] = field(default_factory=set)

    def now(self) -> None:
        """End all that run; what is begun later ends at once."""
        self.event.set()
        with self._lock:
            for connection in self._open:
                connection.cut()

    def check(self) -> None:
        """Raise ServerAnswerError once all is to end."""
        if self.event.is_set():
            raise ServerAnswerError("cancelled")

    @contextmanager
    def watching(self, connection: Connection) -> Iterator[None]:
        """Have `connection` cut when it is time."""
        with self._lock:
            self._open.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(connection)


class Client:
    """Talks to the server at `address`, one connection for each exchange; threads may share it.

    Without `public` it sends nothing outside the user's own networks, and never a `key` in the clear there.
    """

    def __init__(
        self,
        address: Address,
        key: Key | None = None,
        *,
        public: bool = False,
        timeouts: Timeouts | None = None,
    ) -> None:
        self.address = address
        self.public = public
        self._key = key
        self._timeouts = timeouts or Timeouts()

    def get_json(self, path: str) -> Json:
        """What the server has at `path` (as in `/v1/models`). Raises ServerError."""
        return self._whole("GET", path, None)

    def post_json(self, path: str, body: Json) -> Json:
        """What the server answers to `body`. Raises ServerError."""
        return self._whole("POST", path, body)

    def stream(
        self, path: str, body: Json, cancel: Cancel | None = None, *, tokens: int = 100
    ) -> Iterator[Json]:
        """The pieces of an answer as they come: server-sent events, JSON lines, or the whole as one piece.

        It is waited for as long as one of so many `tokens` may take.

        Closing the iterator closes the connection, which is how servers are told to stop. Raises ServerError.
        """
        until = time.monotonic() + self._timeouts.whole(tokens)
        with self._exchange("POST", path, body, self._timeouts.first, cancel or Cancel()) as (link, answer):
            yield from values(lines(answer, link, self._timeouts.idle, until), self.address)

    def _whole(self, method: str, path: str, body: Json) -> Json:
        with self._exchange(method, path, body, self._timeouts.plain, Cancel()) as (_, answer):
            data = beginning(answer, MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise ServerAnswerError(f"{self.address} answers with more than {MAX_BYTES:,} bytes")
            return parsed(data, self.address)

    @contextmanager
    def _exchange(
        self, method: str, path: str, body: Json, patience: float, cancel: Cancel
    ) -> Iterator[tuple[Connection, Body]]:
        """Send a request; the answer's body is still to be read. Faults of both become ServerErrors."""
        link = Connection(
            self.address, public=self.public, secret=self._key is not None, connect=self._timeouts.connect
        )
        try:
            with cancel.watching(link):
                cancel.check()
                link.connect()
                cancel.check()
                link.until = time.monotonic() + patience
                data = None if body is None else json.dumps(body).encode()
                link.request(method, self.address.path + path, data, self._headers(data))
                response = link.getresponse()
                with closing(response):
                    if response.status != http.client.OK:
                        raise fault_of(self.address, path, response, beginning(Body(response), BLOCK))
                    _refuse_page(response, self.address)
                    yield link, Body(response)
        except TimeoutError as error:
            raise ServerAnswerError(f"{self.address} gave no answer in time", late=True) from error
        except (http.client.HTTPException, ssl.SSLError, ConnectionError, EOFError) as error:
            raise _broken(self.address, error) from error
        except OSError as error:
            raise ServerGoneError(f"{self.address} cannot be reached ({error.strerror or error})") from error
        finally:
            link.end()

    def _headers(self, data: bytes | None) -> dict[str, str]:
        headers = {
            "Host": self.address.authority,
            "Accept": "application/json, text/event-stream",
            "User-Agent": f"briefing/{__version__}",
            "Connection": "close",
        }
        if data is not None:
            headers["Content-Type"] = "application/json"
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key.value}"
        return headers


def _broken(address: Address, error: Exception) -> ServerAnswerError:
    what = "closed the connection" if isinstance(error, (ConnectionError, EOFError)) else "speaks no HTTP"
    if isinstance(error, http.client.IncompleteRead):
        what = "broke its answer off"
    return ServerAnswerError(f"{address} {what}")


def _refuse_page(response: http.client.HTTPResponse, address: Address) -> None:
    if response.headers.get_content_type() == "text/html":
        raise ServerRefusesError(
            f"{address} answers with a web page, not as a model's server",
            "See to the address: it is what stands before /v1 of the server's own",
        )
