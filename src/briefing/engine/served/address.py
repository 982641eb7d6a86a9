"""Where a server is, as the user wrote it and as it is used; whether that is in his own network; its key."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import socket
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from briefing.errors import ModelError, ServerGoneError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        (
            *("127.0.0.0/8", "::1/128"),  # this machine (RFC 1122, RFC 4291)
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),  # RFC 1918
            "fc00::/7",  # RFC 4193
            "fe80::/10",  # on the same link (RFC 4291)
        ),
    )
)
"""Networks that are the user's own. 100.64.0.0/10 (RFC 6598) is not: a carrier's customers share it; nor is
169.254.0.0/16 (RFC 3927), where clouds answer for their machines' keys."""

_TAIL = re.compile(r"/(?:v1|api)(?:/(?:chat(?:/completions)?|completions|models|generate|tags))?$")
_HOST = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,251}[0-9A-Za-z])?\.?")
_PATH = re.compile(r"(?:/[0-9A-Za-z._~-]+)*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_EXAMPLE = "Give one like http://10.0.0.5:8000"


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address: `path` is what stands before `/v1` of its resources, without a slash at its end."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str = ""

    @classmethod
    def parse(cls, given: str) -> Address:
        """Read an address; `http://` may be left out, and `/v1/` or what follows it may stand there.

        Raises UsageError.
        """
        text = given.strip()
        if "@" in text:  # it is not repeated: a key may stand before it
            raise UsageError(
                "an address holds no name and no key", "Give the key with --key-env or --key-file"
            )
        if "://" not in text:
            text = f"http://{text}"
        try:
            parts = urlsplit(text)
            port, host = parts.port, (parts.hostname or "").rstrip(".")
        except ValueError as error:
            raise UsageError(f"{given!r} is no address ({error})", _EXAMPLE) from error
        scheme = parts.scheme.lower()
        if scheme not in ("http", "https"):
            raise UsageError(f"{given!r} is no address of http or https", _EXAMPLE)
        if parts.query or parts.fragment:
            raise UsageError("an address ends before ? and #", _EXAMPLE)
        path = _TAIL.sub("", parts.path.rstrip("/")).rstrip("/")
        if not _is_host(host) or not _PATH.fullmatch(path) or port == 0:
            raise UsageError(f"{given!r} is no address", _EXAMPLE)
        if host in ("0.0.0.0", "::"):  # as servers print it
            raise UsageError(
                f"{host} is where a server listens, not where it is",
                "Give that machine's address; this machine is 127.0.0.1",
            )
        return cls("https" if scheme == "https" else "http", host.lower(), port or _usual(scheme), path)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Host and port, as a `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def resolve(self) -> tuple[Ip, ...]:
        """The IP addresses that it stands for now. Raises ServerGoneError if there are none."""
        with contextlib.suppress(ValueError):
            return (_ip(self.host),)
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ServerGoneError(f"there is no {self.host} ({reason})", "See to the address") from error
        return tuple(dict.fromkeys(_ip(str(each[4][0])) for each in found))


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _HOST.fullmatch(host) is not None
    return "%" not in host


def _usual(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _ip(text: str) -> Ip:
    found = ipaddress.ip_address(text.partition("%")[0])
    return getattr(found, "ipv4_mapped", None) or found


def is_private(ip: Ip) -> bool:
    """Whether an IP address is of this machine or of the user's own network (`PRIVATE`)."""
    return any(ip in network for network in PRIVATE if network.version == ip.version)


@dataclass(frozen=True, slots=True)
class Key:
    """A server's key. It is shown nowhere."""

    value: str = field(repr=False)

    @classmethod
    def from_variable(cls, name: str) -> Key:
        """The key in the environment variable that the user named. Raises ModelError."""
        if not _VARIABLE.fullmatch(name):  # the key itself, most likely: it is not repeated
            raise ModelError("what --key-env was given is no name of a variable", "Name the one with the key")
        if not (value := os.environ.get(name, "").strip()):
            raise ModelError(f"the variable {name} holds no key", f"Set it, as in `export {name}=...`")
        return cls._checked(value, f"the variable {name}")

    @classmethod
    def from_file(cls, path: Path) -> Key:
        """The key in a file that only its owner may read. Raises ModelError."""
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            if os.name == "posix" and mode & 0o077:
                raise ModelError(f"{path} may be read by others", f"`chmod 600 {path}`")
            with path.open("rb") as file:
                value = file.read(_LONGEST_KEY + 2).decode("ascii").strip()
        except OSError as error:
            raise ModelError(f"the key's file {path} cannot be read ({error.strerror})") from error
        except UnicodeDecodeError:
            value = ""
        return cls._checked(value, str(path))

    @classmethod
    def _checked(cls, value: str, where: str) -> Key:
        if not 0 < len(value) <= _LONGEST_KEY or not all("!" <= char <= "~" for char in value):
            raise ModelError(f"{where} holds no key", "A key is one line of ASCII without spaces")
        return cls(value)


_LONGEST_KEY = 8_000
