"""What happened on the desk, told to its pages as it happens (server-sent events, WHATWG HTML 9.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from briefing.desk import Desk

WAIT = 1.0
"""Seconds that a wait for an event takes at most: how long a desk that ends waits for it."""
QUIET = 15
"""Waits without an event after which a comment is sent, so that a page that has gone is noticed."""


class Events:
    """A stream of events for each page that listens; `ending` tells that they are to end."""

    def __init__(self, desk: Desk, ending: Callable[[], bool]) -> None:
        self._desk = desk
        self._ending = ending

    async def stream(self, request: Request) -> Response:
        """The events after `since`, or after the last that a page which comes back has had."""
        since = request.headers.get("last-event-id") or request.query_params.get("since", "0")
        number = int(since) if since.isascii() and since.isdecimal() and len(since) < 19 else 0
        return StreamingResponse(self._told(number), media_type="text/event-stream")

    async def _told(self, since: int) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        quiet = 0
        while not self._ending():
            events = await run_in_threadpool(self._desk.events, since, WAIT)
            if events:
                since = events[-1].number
                told = [(each.kind, each.document, each.segment) for each in events]
                yield f"id: {since}\ndata: {json.dumps(told)}\n\n"
            quiet = 0 if events else quiet + 1
            if quiet >= QUIET:
                quiet = 0
                yield ": still here\n\n"
        yield "event: end\ndata: \n\n"
