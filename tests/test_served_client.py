"""The HTTP client: what it asks, whom it asks, and that it never waits for ever."""

from __future__ import annotations

import gzip
import threading
import time

import pytest
from stub_server import Fault, Stub

from briefing.engine.served import wire
from briefing.engine.served.address import Address, Key
from briefing.engine.served.body import Body, lines, values
from briefing.engine.served.client import Cancel, Client, Timeouts
from briefing.errors import (
    ServerAnswerError,
    ServerBusyError,
    ServerError,
    ServerGoneError,
    ServerRefusesError,
)

SHORT = Timeouts(connect=1.0, first=0.3, idle=0.3, plain=0.3)
LONGER = Timeouts(first=10.0)
BODY = {"messages": [{"role": "user", "content": "你好"}], "max_tokens": 20}  # nǐ hǎo, hello
CHAT = "/v1/chat/completions"


def client(stub: Stub, key: str = "", timeouts: Timeouts = SHORT) -> Client:
    return Client(Address.parse(stub.url), Key(key) if key else None, timeouts=timeouts)


def test_it_gets_and_posts_json_with_a_key_and_little_else() -> None:
    with Stub(key="sk-1") as stub:
        models = client(stub, "sk-1").get_json("/v1/models")
        assert isinstance(models, dict)
        told = list(client(stub, "sk-1").stream(CHAT, BODY))
    assert told[-1] == {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    assert stub.asked == [BODY]
    assert stub.heads[1]["Authorization"] == "Bearer sk-1"
    assert stub.heads[0].keys() == {
        *("Host", "Accept", "Accept-Encoding", "User-Agent", "Connection", "Authorization")
    }


@pytest.mark.parametrize(
    ("fault", "error", "says"),
    [
        ("401", ServerRefusesError, "refuses the key"),
        ("404", ServerRefusesError, "has no /v1/chat/completions"),
        ("429", ServerBusyError, "busy .too many requests"),
        ("503", ServerBusyError, "busy"),
        ("loading", ServerBusyError, "Loading model"),
        ("500", ServerAnswerError, "answers 500 .that is 500"),
        ("overflow", ServerAnswerError, "exceeds the available context"),
        ("html", ServerRefusesError, "web page"),
        ("redirect", ServerRefusesError, "redirects to http://192.0.2.1/"),
        ("garbage", ServerAnswerError, "speaks no HTTP"),
        ("no-json", ServerAnswerError, "no JSON"),
        ("huge", ServerAnswerError, "more than 4,000,000 bytes"),
        ("silent", ServerAnswerError, "no answer in time"),
        ("drip", ServerAnswerError, "no answer in time"),
        ("pings", ServerAnswerError, "no answer in time"),
    ],
)
def test_every_fault_is_one_line(fault: Fault, error: type[ServerError], says: str) -> None:
    with Stub(fault=fault) as stub:
        begun = time.monotonic()
        with pytest.raises(error, match=says) as told:
            list(client(stub, timeouts=LONGER if fault == "huge" else SHORT).stream(CHAT, BODY))
        assert time.monotonic() - begun < LONGER.first
    assert "\n" not in str(told.value)


def test_a_server_s_words_are_made_fit_to_be_shown() -> None:
    data = [b'data: {"error": {"message": "\\u001b[31mred\\nsecond line"}}']
    from briefing.engine.served.faults import error_in

    (piece,) = values(data, Address.parse("http://x"))
    assert error_in(piece) == "␛[31mred second line"


def test_retry_after_is_told() -> None:
    with Stub(fault="429-later") as stub, pytest.raises(ServerBusyError) as told:
        client(stub).post_json(CHAT, BODY)
    assert told.value.after == 0.2


def test_no_proxy_no_redirect_and_no_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-habit")
    with Stub() as stub:
        client(stub).get_json("/v1/models")
    assert "Authorization" not in stub.heads[0]


def test_a_server_that_is_not_there_is_told() -> None:
    with Stub() as stub:
        there = client(stub)
    with pytest.raises(ServerGoneError, match="cannot be reached"):
        there.get_json("/v1/models")


def test_a_name_that_has_come_to_stand_for_elsewhere_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS may answer otherwise than when the server was added; one address outside of several is enough."""
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", 80)), (2, 1, 6, "", ("93.184.216.34", 80))],
    )

    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.create_connection", connected)
    with pytest.raises(ServerError, match="not in your own network"):
        Client(Address.parse("http://desk.example:80")).get_json("/v1/models")
    with pytest.raises(AssertionError):
        Client(Address.parse("http://desk.example:80"), public=True).get_json("/v1/models")


def test_a_key_is_not_sent_outside_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("93.184.216.34", 80))])
    with pytest.raises(ServerError, match="in the clear"):
        Client(Address.parse("http://desk.example:80"), Key("sk-1"), public=True).get_json("/v1/models")


def test_https_is_not_spoken_to_who_does_not_speak_it() -> None:
    with Stub() as stub:
        there = Client(Address.parse(stub.url.replace("http:", "https:")), timeouts=SHORT)
        with pytest.raises(ServerError, match="cannot be trusted"):
            there.get_json("/v1/models")


def test_session_keys_are_written_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", f"{tmp_path}/keys")
    assert wire._context().keylog_filename is None


def test_what_runs_can_be_cancelled_from_another_thread() -> None:
    cancel = Cancel()
    with Stub(fault="silent") as stub:
        threading.Timer(0.2, cancel.now).start()
        begun = time.monotonic()
        with pytest.raises(ServerAnswerError):
            list(client(stub, timeouts=Timeouts()).stream(CHAT, BODY, cancel))
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'data: {"a": 1}\n\ndata: [DONE]\ndata: {"a": 2}', [{"a": 1}]),
        (b'data:{"a": 1}\r\n: ping\r\nevent: x\r\nid: 3', [{"a": 1}]),
        (b'\xef\xbb\xbfdata: {"a": 1}', [{"a": 1}]),
        (b'data: {"a": 1}\ndata: {"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (b'data: {"a": 1}\r\rdata: {"a": 2}\r\rdata: [DONE]\r\r', [{"a": 1}, {"a": 2}]),
        (b'data: {\r\ndata:  "a": 1\r\ndata: }\r\n\r\ndata: {"a": 2}', [{"a": 1}, {"a": 2}]),
        (b'event: x\ndata: {"a":\n: ping\ndata: 1}', [{"a": 1}]),
        (b'data:\n\ndata: {"a": 1}\n\n', [{"a": 1}]),
        (b'{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (b'{"a": 1}\r{"a": 2}\r', [{"a": 1}, {"a": 2}]),
        (b'{\n  "a": 1\n}', [{"a": 1}]),
        (b'error: {"error": "x"}', [{"error": "x"}]),
        (b"", []),
    ],
    ids=[
        *("events", "event without a space", "byte order mark", "no empty lines", "CR", "lines of an event"),
        *("an event that the end ends", "an event of nothing", "lines", "lines with CR", "whole", "error"),
        "nothing",
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_the_ways_to_answer_wherever_they_are_cut(body: bytes, told: list[object], packed: bool) -> None:
    body = gzip.compress(body) if packed else body
    for size in range(1, len(body) + 2):
        assert _read([body[at : at + size] for at in range(0, len(body), size)]) == told


@pytest.mark.parametrize(
    "body",
    [b'data: {\ndata: "a"\n\ndata: 1}\n\n', b"data: x\n\n", b'{"a": 1', gzip.compress(b'{"a": 1')],
    ids=["an event cut in two", "no JSON", "half", "half, packed"],
)
def test_what_is_no_json_is_no_answer(body: bytes) -> None:
    with pytest.raises(ServerAnswerError, match="no JSON"):
        _read([body])


def _read(blocks: list[bytes]) -> list[object]:
    left = iter(blocks)

    class Response:
        def read1(self, _: int) -> bytes:
            return next(left, b"")

    address = Address.parse("http://x")
    link = wire.Connection(address, public=False, secret=False, connect=1.0)
    body = Body(Response())  # type: ignore[arg-type]
    return list(values(lines(body, link, 1.0, 1.0), address))
