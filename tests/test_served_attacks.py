"""Servers that mean harm, byte for byte: whatever they send, an exchange ends in time, in little memory."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import ssl
import subprocess
import threading
import time
import tracemalloc
from pathlib import Path
from socket import SHUT_WR, create_server, socket
from typing import TYPE_CHECKING

import pytest

from briefing.engine.served.address import Address, Key
from briefing.engine.served.client import BLOCK, Client, Timeouts
from briefing.errors import ServerAnswerError, ServerBusyError, ServerError, ServerRefusesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HASTY = Timeouts(connect=1.0, first=0.5, idle=0.4, plain=0.5)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@contextlib.contextmanager
def serving(play: Callable[[socket], None]) -> Iterator[int]:
    """A server that reads a request and then does what `play` says; its port."""

    def talk() -> None:
        while True:
            try:
                talking, _ = listening.accept()
            except OSError:
                return
            with talking, contextlib.suppress(OSError):
                talking.settimeout(20)
                talking.recv(BLOCK)
                play(talking)
                # What was not read yet would make the close a reset, and the answer lost.
                talking.shutdown(SHUT_WR)
                talking.settimeout(1)
                while talking.recv(BLOCK):
                    pass

    with create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=talk, daemon=True).start()
        yield listening.getsockname()[1]


def sends(*pieces: bytes) -> Callable[[socket], None]:
    """All of it, once."""
    return lambda talking: talking.sendall(b"".join(pieces))


def endless(first: bytes, then: bytes, pause: float = 0.0) -> Callable[[socket], None]:
    """The one, and after it the other for ever."""

    def play(talking: socket) -> None:
        talking.sendall(first)
        while True:
            talking.sendall(then)
            time.sleep(pause)

    return play


def resets(talking: socket) -> None:
    """The beginning of an answer, and then not even a goodbye."""
    from socket import SO_LINGER, SOL_SOCKET

    talking.sendall(OK + b"Content-Length: 100\r\n\r\n{")
    talking.setsockopt(SOL_SOCKET, SO_LINGER, b"\1\0\0\0\0\0\0\0")


HARM = {
    "a chunk of less than nothing, without end": endless(OK + CHUNKED + b"-1\r\n", b"x" * BLOCK),
    "the same as an error": endless(b"HTTP/1.1 500 X\r\n" + CHUNKED + b"-1\r\n", b"x" * BLOCK),
    "a chunk that is said to be huge": endless(OK + CHUNKED + b"ffffffffffffffff\r\n", b"x" * BLOCK),
    "chunks without end": endless(OK + CHUNKED, b"1\r\nx\r\n", 0.02),
    "trailers without end": endless(OK + CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: y\r\n", 0.02),
    "100 Continue without end": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
    "headers without end": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "a header byte by byte": endless(b"HTTP/1.1 200 OK\r\nX: ", b"y", 0.05),
    "longer than it says": sends(OK, b"Content-Length: 1\r\n\r\n{}"),
    "cut": resets,
    "nothing": sends(),
    "a bomb of gzip": sends(OK, b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"[" * 20_000_000)),
    "a bomb of gzip in events": sends(EVENTS, gzip.compress(b"data: [%s]\n\n" % (b" " * 60_000) * 200)),
    "gzip of nothing without end": endless(OK + b"\r\n" + gzip.compress(b"")[:10], b"\0\0\0\xff\xff" * 9_000),
    "gzip that is none": sends(OK, b"\r\n\x1f\x8b", b"x" * 1_000),
    "an event without end": sends(EVENTS, b"data: {\n" * 600_000),
    "brackets": sends(OK, b"\r\n", b"[" * 1_000_000),
    "a number of a million digits": sends(OK, b"\r\n", b"7" * 1_000_000),
    "no UTF-8": sends(OK, b'\r\n{"data": [{"id": "\xff\xfe"}]}'),
    "a line of ten megabytes": sends(EVENTS, b"data: " + b"x" * 10_000_000),
    "a line byte by byte": endless(EVENTS + b"data: ", b"x", 0.05),
    "a byte a line": endless(EVENTS, b"\n" * BLOCK),
    "pieces of nothing": endless(EVENTS, b'data: {"choices": [{"delta": {"content": ""}}]}\n\n', 0.05),
    "an old version": sends(b"{}"),
    "a version that is none": sends(b"HTTP/7.0 200 OK\r\n\r\n{}"),
    "another protocol": sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
}


WAYS: dict[str, Callable[[Client], object]] = {
    "whole": lambda client: client.get_json("/v1/models"),
    "streamed": lambda client: list(client.stream("/v1/chat/completions", {}, tokens=20)),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
@pytest.mark.parametrize("ask", WAYS.values(), ids=WAYS)
def test_every_exchange_ends_in_time_and_in_little_memory(
    harm: Callable[[socket], None], ask: Callable[[Client], object]
) -> None:
    tracemalloc.start()
    try:
        with serving(harm) as port:
            client = Client(Address.parse(f"127.0.0.1:{port}"), timeouts=HASTY)
            begun = time.monotonic()
            with pytest.raises(ServerAnswerError) as told:
                ask(client)
            assert time.monotonic() - begun < 10
        assert "\n" not in str(told.value)
        # What is sent counts, too: the longest is ten megabytes.
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("after", "honoured"),
    [
        (b"31536000", 120.0),  # a year
        (b"inf", 120.0),
        (b"0", 0.1),
        (b"1e-9", 0.1),
        (b"-5", None),
        (b"nan", None),
        (b"soon", None),
        (b"Wed, 21 Oct 2099 07:28:00 GMT", None),
    ],
)
def test_a_server_is_waited_for_neither_for_ever_nor_not_at_all(after: bytes, honoured: float) -> None:
    answer = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: " + after + b"\r\n\r\n"
    with serving(sends(answer)) as port, pytest.raises(ServerBusyError) as told:
        Client(Address.parse(f"127.0.0.1:{port}"), timeouts=HASTY).get_json("/v1/models")
    assert told.value.after == honoured


@pytest.mark.parametrize("to", ["/v1/models", "http://192.0.2.1/", "https://127.0.0.1:1/", ""])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int, to: str) -> None:
    asked: list[int] = []

    def play(talking: socket) -> None:
        asked.append(1)
        talking.sendall(f"HTTP/1.1 {status} Elsewhere\r\nLocation: {to}\r\n\r\n".encode())

    with serving(play) as port, pytest.raises(ServerRefusesError, match=to or "elsewhere"):
        Client(Address.parse(f"127.0.0.1:{port}"), Key("sk-1"), timeouts=HASTY).post_json("/v1/x", {})
    assert asked == [1]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl, which makes the certificate")
def test_a_certificate_that_nobody_signed_gets_neither_text_nor_key(tmp_path: Path) -> None:
    own = str(tmp_path / "own.pem")
    new = ("-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2")
    subprocess.run(
        ["openssl", "req", *new, "-keyout", own, "-out", f"{own}.crt"], check=True, capture_output=True
    )
    with Path(own).open("ab") as joined:
        joined.write(Path(f"{own}.crt").read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    heard: list[bytes] = []

    def talk() -> None:
        talking, _ = listening.accept()
        with talking, contextlib.suppress(OSError), context.wrap_socket(talking, server_side=True) as tls:
            heard.append(tls.recv(BLOCK))

    with create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        address = Address.parse(f"https://127.0.0.1:{listening.getsockname()[1]}")
        with pytest.raises(ServerError, match=r"cannot be trusted \(.*self.signed"):
            Client(address, Key("sk-1"), timeouts=HASTY).post_json("/v1/x", {"text": "\u673a\u5bc6"})
        thread.join(5)
    assert b"".join(heard) == b""
