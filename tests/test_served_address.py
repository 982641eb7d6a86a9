"""Addresses as users write them, what is inside one's own network, and keys."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING

import pytest

from briefing.engine.served.address import Address, Key, is_private
from briefing.errors import ModelError, ServerGoneError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("localhost:11434", "http://localhost:11434"),
        (" http://Host:8000/v1/ ", "http://host:8000"),
        ("http://host:8000/v1/chat/completions", "http://host:8000"),
        ("http://host:8000/v1/models", "http://host:8000"),
        ("http://host:11434/api", "http://host:11434"),
        ("http://host:11434/api/chat", "http://host:11434"),
        ("https://llm.example.org/team-a/v1", "https://llm.example.org:443/team-a"),
        ("http://host/", "http://host:80"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
        ("HTTP://host.:81", "http://host:81"),
    ],
)
def test_an_address_is_normalized(given: str, used: str) -> None:
    assert str(Address.parse(given)) == used
    assert str(Address.parse(used)) == used


@pytest.mark.parametrize(
    "given",
    [
        "",
        "http://",
        "ftp://host",
        "file:///etc/passwd",
        "http://user:secret@host:8000",
        "user:secret@host:99999",
        "ftp://user:secret@host",
        "http://secret@[::1",
        "http://host/secret@x",
        "http://host:8000/v1?key=secret",
        "http://host:8000/#x",
        "http://host:99999",
        "http://host:0",
        "http://0.0.0.0:8000",
        "http://[::]:8000",
        "http://ho st:80",
        "http://host:80/a\r\nX: y",
        "http://host:80/../x y",
        "http://-host",
        "http://[::1",
        "http://服务器:80",
    ],
)
def test_what_is_no_address_is_told(given: str) -> None:
    with pytest.raises(UsageError) as told:
        Address.parse(given)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("ip", "own"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.31.255.255", True),
        ("172.32.0.0", False),
        ("192.168.1.1", True),
        ("169.254.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("8.8.8.8", False),
        ("::1", True),
        ("fd00::1", True),
        ("fe80::1", True),
        ("2001:4860:4860::8888", False),
        ("::", False),
        ("::127.0.0.1", False),  # forms that hold an IPv4 address, and go elsewhere
        ("64:ff9b::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("fec0::1", False),
    ],
)
def test_one_s_own_network(ip: str, own: bool) -> None:
    assert is_private(ipaddress.ip_address(ip)) is own


def test_an_ipv4_address_in_ipv6_is_that_ipv4_address() -> None:
    (found,) = Address.parse("http://[::ffff:8.8.8.8]:80").resolve()
    assert str(found) == "8.8.8.8"
    assert not is_private(found)


def test_a_name_that_stands_for_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", nothing)
    with pytest.raises(ServerGoneError, match="there is no nowhere"):
        Address.parse("http://nowhere:80").resolve()


def test_a_key_is_read_from_the_variable_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", " sk-abc \n")
    key = Key.from_variable("DESK_KEY")
    assert key.value == "sk-abc"
    assert "sk-abc" not in repr(key)
    monkeypatch.setenv("DESK_KEY", "")
    with pytest.raises(ModelError, match="DESK_KEY holds no key"):
        Key.from_variable("DESK_KEY")


@pytest.mark.parametrize("value", ["two words", "line\r\nX-Other: 1", "schlüssel", "x" * 9_000])
def test_what_no_header_can_hold_is_no_key(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", value)
    with pytest.raises(ModelError, match="holds no key"):
        Key.from_variable("DESK_KEY")


def test_a_key_s_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("sk-abc\n")
    path.chmod(0o600)
    assert Key.from_file(path).value == "sk-abc"
    if os.name == "posix":
        path.chmod(0o640)
        with pytest.raises(ModelError, match="may be read by others"):
            Key.from_file(path)
    with pytest.raises(ModelError, match="cannot be read"):
        Key.from_file(tmp_path / "nothing")
