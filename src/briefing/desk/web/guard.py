"""Who may ask: the browser that was handed the token, by this desk's own address, for a page of the desk.

Another user of the machine, another program's page and another site's are all turned away: by the cookie
(HttpOnly, SameSite=Strict), by `Host` (DNS rebinding: the address is ours, the name is not) and by `Origin`
(another port of 127.0.0.1 is the same site to a cookie, but not the same origin).
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 1_000_000
"""Bytes that a request may bring: a paragraph of 100,000 characters in a form's encoding, and room."""
HEADERS: tuple[tuple[str, str], ...] = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
"""What every answer carries (CSP Level 3): the desk's own files alone, nothing inline, in nobody's frame."""
_ENTRANCE = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    '<link rel="icon" href="/static/icon.svg"><title>briefing desk</title><a href="/">The desk</a></html>'
)
_READING = ("GET", "HEAD")


class Keys:
    """The token of the address that is told, the cookie that it is changed for, and addresses good for once.

    Thread-safe. Another user can read a program's arguments, so the address that a browser is started with is
    good for one visit, within a minute.
    """

    ONCE_SECONDS = 60

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self.cookie = secrets.token_urlsafe(32)
        self._once: dict[str, float] = {}
        self._lock = threading.Lock()

    def once(self) -> str:
        """A token good for one visit."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._once[token] = time.monotonic() + self.ONCE_SECONDS
        return token

    def admits(self, token: str) -> bool:
        """Whether the token of an address opens the desk; one good for once is used up."""
        with self._lock:
            until = self._once.pop(token, None)
        if until is not None:
            return time.monotonic() < until
        return _equal(token, self.token)

    def knows(self, cookie: str) -> bool:
        """Whether a browser shows the desk's cookie."""
        return _equal(cookie, self.cookie)


def _equal(given: str, own: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), own.encode())


class Guard:
    """Turns away who may not ask, changes the token for the cookie, and bounds what a request may bring.

    `heard` is the moment of the last request that a person made (`time.monotonic`).
    """

    def __init__(self, app: ASGIApp, *, keys: Keys, port: int) -> None:
        self._app = app
        self._keys = keys
        self._hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self._cookie = f"briefing-desk-{port}"
        self.heard = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the application."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await _answer(send, 403, refusal)
            return
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and token:
            await self._let_in(send, token)
            return
        if not self._is_known(headers.get("cookie", "")):
            await _answer(send, 403, "This page is open to the browser that the desk was opened in. Open the"
                          " address that `briefing desk` printed.")  # fmt: skip
            return
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()) or int(length[:20]) > BODY_LIMIT:
            await _answer(send, 413, "That is more than the desk takes at once.")
            return
        if not scope["path"].endswith("/events"):
            self.heard = time.monotonic()
        await self._app(scope, _bounded(receive), _guarded(send))

    def _refusal(self, method: str, headers: dict[str, str]) -> str:
        """Why a request may not have come from a page of the desk, if so."""
        host = headers.get("host", "")
        if host not in self._hosts:
            return "The desk answers by its own address alone."
        origin = headers.get("origin")
        own = f"http://{host}"
        if origin not in (own, None) or (origin is None and method not in _READING):
            return "Only the desk's own pages may ask this."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and (
            headers.get("sec-fetch-mode") != "navigate" or method not in _READING
        ):
            return "Only the desk's own pages may ask this."
        return ""

    async def _let_in(self, send: Send, token: str) -> None:
        if not self._keys.admits(token):
            await _answer(send, 403, "This address is not, or no longer, good. Open the one that `briefing"
                          " desk` printed.")  # fmt: skip
            return
        cookie = f"{self._cookie}={self._keys.cookie}; HttpOnly; SameSite=Strict; Path=/"
        # Not a redirection: of one that began on another site's page, a browser would not send the cookie.
        await _answer(send, 200, _ENTRANCE, (("set-cookie", cookie),), "text/html")

    def _is_known(self, header: str) -> bool:
        try:
            given = SimpleCookie(header).get(self._cookie)
        except CookieError:
            return False
        return given is not None and self._keys.knows(given.value)


class TooLargeError(Exception):
    """A request brings more than `BODY_LIMIT`."""


def _bounded(receive: Receive) -> Receive:
    """`receive`, raising TooLargeError where the body, whatever its headers said, is over the limit."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > BODY_LIMIT:
            raise TooLargeError
        return message

    return limited


def _guarded(send: Send) -> Send:
    """`send` with the headers that every answer carries."""
    extra = [(name.encode(), value.encode()) for name, value in HEADERS]

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return with_headers


async def _answer(
    send: Send, status: int, text: str, headers: tuple[tuple[str, str], ...] = (), kind: str = "text/plain"
) -> None:
    """An answer of the guard's own: a line of text."""
    own = (("content-type", f"{kind}; charset=utf-8"), *headers)
    encoded = [(name.encode(), value.encode()) for name, value in own]
    respond = _guarded(send)
    await respond({"type": "http.response.start", "status": status, "headers": encoded})
    await respond({"type": "http.response.body", "body": f"{text}\n".encode()})
