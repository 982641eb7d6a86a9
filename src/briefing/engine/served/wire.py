"""A connection whose every wait has an end, to addresses that were looked at."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
import time
from typing import TYPE_CHECKING, Literal

from briefing.engine.served.address import is_private
from briefing.errors import ServerError, ServerGoneError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from briefing.engine.served.address import Address


BLOCK = 65_536
"""Bytes that are read at once."""


class Connection(http.client.HTTPConnection):
    """One exchange with `address`. `until` is when the wait that goes on now ends, of `time.monotonic()`.

    Unless it is `public`, it connects to nothing outside the user's own networks, whatever a name stands for
    by now; with a `secret` to tell, to none there in the clear. No proxy is used and no redirect followed.
    """

    def __init__(self, address: Address, *, public: bool, secret: bool, connect: float) -> None:
        super().__init__(address.host, address.port)
        self._address = address
        self._public = public
        self._secret = secret
        self._patience = connect
        self.until = time.monotonic() + connect
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        """Connect. Raises ServerError."""
        last: OSError | None = None
        for ip in self._allowed():
            try:
                sock = socket.create_connection((ip, self.port), timeout=self._patience)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self._address.scheme == "https":
                    sock = _context().wrap_socket(sock, server_hostname=self.host)
                self._socket = sock
                self.sock = _Watched(sock, self)
            except ssl.SSLError as error:
                raise ServerError(
                    f"{self._address} cannot be trusted ({_reason(error)})",
                    "See to its certificate, or whether it speaks https at all",
                ) from error
            except OSError as error:
                last = error
                continue
            return
        raise ServerGoneError(
            f"{self._address} cannot be reached ({_reason(last) if last else 'it has no address'})",
            "See whether a server runs there",
        ) from last

    def _allowed(self) -> list[str]:
        found = self._address.resolve()
        outside = not all(map(is_private, found))
        if outside and not self._public:
            raise ServerError(
                f"{self._address} is not in your own network: nothing is sent there",
                "`briefing model add NAME ADDRESS --public` allows it; every output will say so",
            )
        if outside and self._secret and self._address.scheme == "http":
            raise ServerError(f"the key would go to {self._address} in the clear", "Give its https address")
        return list(map(str, found))

    def end(self) -> None:
        """Close it for good."""
        self.close()
        if self._socket is not None:
            self._socket.close()

    def cut(self) -> None:
        """End it from another thread: what waits for it gets no more."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not that of the TLS socket, which would change what the other thread reads from.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    @property
    def left(self) -> float:
        """Seconds until the wait that goes on ends. Raises TimeoutError after that."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Watched:
    """What http.client needs of a socket, each wait of which ends when the connection's does."""

    def __init__(self, sock: socket.socket, connection: Connection) -> None:
        self._sock = sock
        self._connection = connection

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._connection.left)
        self._sock.sendall(data)

    def makefile(self, mode: Literal["rb"]) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._connection), BLOCK)

    def close(self) -> None:
        """Not yet: http.client lets go of the connection once it has read an answer's head."""


class _Reader(io.RawIOBase):
    def __init__(self, sock: socket.socket, connection: Connection) -> None:
        self._sock = sock
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._sock.settimeout(self._connection.left)
        return self._sock.recv_into(buffer)


def _context() -> ssl.SSLContext:
    # `create_default_context` would write the session's keys to a file that a variable names.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context


def _reason(error: OSError) -> str:
    return "no answer" if isinstance(error, TimeoutError) else str(error.strerror or error)
