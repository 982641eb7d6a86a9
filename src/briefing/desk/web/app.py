"""The desk's addresses, and what answers them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from briefing.desk.web.events import Events
from briefing.desk.web.forms import Form
from briefing.desk.web.guard import Guard, Keys, TooLargeError
from briefing.desk.web.reading import Reading
from briefing.desk.web.render import failure, page
from briefing.desk.web.writing import Writing
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from briefing.desk import Desk

    Answer = Callable[[str, Form], Response]

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def application(
    desk: Desk,
    *,
    keys: Keys,
    port: int,
    end: Callable[[], None],
    ending: Callable[[], bool] = lambda: False,
) -> Guard:
    """The desk as an ASGI application that only its own browser may ask.

    `end` is called when the person ends the desk, and `ending` says from when on it is to end.
    """
    reading, writing = Reading(desk), Writing(desk)
    shown: tuple[tuple[str, Answer], ...] = (
        ("/", reading.documents),
        ("/list", reading.list),
        ("/d/{doc}", reading.sheet),
        ("/d/{doc}/text", reading.text),
        ("/d/{doc}/findings", reading.findings),
        ("/d/{doc}/versions", reading.versions),
        ("/d/{doc}/cards", reading.cards),
        ("/d/{doc}/term", reading.term),
        ("/d/{doc}/search", reading.search),
        ("/d/{doc}/hand-on", reading.handing_on),
        ("/d/{doc}/keys", reading.keys),
    )
    asked: tuple[tuple[str, Answer], ...] = (
        ("check", reading.check),
        ("rows", reading.rows),
        ("edit", writing.edit),
        ("unconfirm", writing.unconfirm),
        ("settle", writing.settle),
        ("unsettle", writing.unsettle),
        ("mend", writing.mend),
        ("choose", writing.choose),
        ("ask", writing.ask),
        ("again", writing.again),
        ("term", writing.term),
        ("replace", writing.replace),
        ("undo", writing.undo),
        ("redo", writing.redo),
        ("write", writing.write),
    )

    def ended(doc: str, form: Form) -> Response:
        del doc, form
        end()
        return page("ended.html")

    def held(answer: Answer) -> Answer:
        """An answer for pages of the document that is meant alone."""

        def answered(doc: str, form: Form) -> Response:
            reading.refuse_another(doc, form)
            return answer(doc, form)

        return answered

    routes = [Route(path, _shown(held(answer))) for path, answer in shown]
    routes += [Route(f"/d/{{doc}}/{name}", _asked(held(answer)), methods=["POST"]) for name, answer in asked]
    routes += [
        Route("/end", _asked(ended), methods=["POST"]),
        Route("/events", Events(desk, ending).stream),
        Route("/static/{name}", _static),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={BriefingError: _told, TooLargeError: _too_large, Exception: _unexpected},
    )
    return Guard(app, keys=keys, port=port)


def _shown(answer: Answer) -> Callable[[Request], object]:
    """An endpoint for what the address asks."""

    async def endpoint(request: Request) -> Response:
        form = Form.of(request.url.query)
        return await run_in_threadpool(answer, request.path_params.get("doc", ""), form)

    return endpoint


def _asked(answer: Answer) -> Callable[[Request], object]:
    """An endpoint for what a form asks."""

    async def endpoint(request: Request) -> Response:
        form = Form.of((await request.body()).decode("ascii", "replace"))
        return await run_in_threadpool(answer, request.path_params.get("doc", ""), form)

    return endpoint


def _assets() -> dict[str, Response]:
    """What pages are drawn with, by name; the colours are those of the pages that briefing writes."""
    folders = (files("briefing.desk.web").joinpath("static"), files("briefing.write"))
    found = {}
    for path in [*folders[0].iterdir(), folders[1].joinpath("palette.css")]:
        kind = _TYPES.get(path.name.rpartition(".")[2])
        if kind:
            found[path.name] = Response(path.read_bytes(), media_type=kind)
    return found


_ASSETS = _assets()


async def _static(request: Request) -> Response:
    return _ASSETS.get(request.path_params["name"]) or failure("There is no such file.", 404)


async def _told(request: Request, error: Exception) -> Response:
    """One of briefing's own errors, in its words."""
    del request
    return failure(str(error), 400)


async def _too_large(request: Request, error: Exception) -> Response:
    del request, error
    return failure("That is more than the desk takes at once.", 413)


async def _unexpected(request: Request, error: Exception) -> Response:
    """Anything else: a line for the page. The server tells the rest on the terminal."""
    del request
    return failure(f"Unexpected {type(error).__name__}: what you did last may not be kept", 500)
