"""What a server's status other than 200 says: whose fault it is, and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.engine.served.json import at, parse, text_at
from briefing.errors import (
    ServerAnswerError,
    ServerBusyError,
    ServerError,
    ServerRefusesError,
)
from briefing.visible import visible

if TYPE_CHECKING:
    import http.client

    from briefing.engine.served.address import Address
    from briefing.engine.served.json import Json

SHORTEST_AFTER, LONGEST_AFTER = 0.1, 120.0
"""Seconds of a `Retry-After` that are honoured: with none at all, a server would be asked without a pause."""
_BUSY = (429, 503)
_TOO_LONG = re.compile(
    r"exceed_context_size|context (?:size|length|window)|maximum context|too long|too many tokens", re.I
)
_NO_MODEL = re.compile(r"model.{0,200}(?:not found|does not exist|not exist|unknown)", re.I | re.S)


def fault_of(address: Address, path: str, response: http.client.HTTPResponse, body: bytes) -> ServerError:
    """The error that an answer with another status than 200 is; `body` is the beginning of what it says."""
    status = response.status
    said = _said(body)
    reason = f" ({said})" if said else ""
    if status in (401, 403):
        return ServerRefusesError(
            f"{address} refuses the key{reason}" if said else f"{address} wants a key, or another",
            "Give it with --key-env VARIABLE or --key-file FILE of `briefing model add`",
            # Of other paths, a proxy in front may let through none but those of the interface.
            needs_key=status == 401 or path.startswith("/v1/"),
        )
    if status in _BUSY:
        return ServerBusyError(f"{address} is busy{reason}", "Try again later", after=_after(response))
    if 300 <= status < 400:
        elsewhere = _short(response.headers.get("Location", "")) or "elsewhere"
        return ServerRefusesError(
            f"{address} redirects to {elsewhere}", "Give the address that it redirects to"
        )
    if status in (400, 404, 422) and _NO_MODEL.search(said):
        return ServerRefusesError(
            f"{address} does not have the model{reason}",
            "Name one that it has: `briefing model add NAME ADDRESS --model ID`",
        )
    if status == 404 or status == 405:
        return ServerRefusesError(
            f"{address} has no {path}{reason}", "See to the address, and whether a model's server runs there"
        )
    too_long = status in (400, 413, 422) and _TOO_LONG.search(said) is not None
    return ServerAnswerError(f"{address} answers {status}{reason}", code=status, too_long=too_long)


def error_in(piece: Json) -> str:
    """What a server says is wrong, in an answer that began as if nothing were; empty where nothing is."""
    found = at(piece, "error")
    if found in (None, False, "", {}):
        return ""
    return _short(text_at(piece, "error") or text_at(piece, "error", "message") or "an error without a word")


def is_too_long(said: str) -> bool:
    """Whether an error of a server is about the length of what it was asked."""
    return _TOO_LONG.search(said) is not None


def _said(body: bytes) -> str:
    try:
        value = parse(body)
    except ValueError:
        return ""
    kind = text_at(value, "error", "type")
    message = text_at(value, "message") or text_at(value, "detail") or error_in(value)
    return _short(f"{message} [{kind}]" if kind and kind not in message else message)


def _short(text: str) -> str:
    return visible(" ".join(text.split()))[:200]


def _after(response: http.client.HTTPResponse) -> float | None:
    """Seconds that a `Retry-After` asks for, if it gives seconds."""
    try:
        seconds = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return min(max(seconds, SHORTEST_AFTER), LONGEST_AFTER) if seconds >= 0 else None
