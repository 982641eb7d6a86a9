"""`briefing desk`: texts and briefings on a page in the browser, to read, correct and file."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing import streams
from briefing.cli.translate import ScriptName
from briefing.errors import BriefingError
from briefing.streams import say

if TYPE_CHECKING:
    from briefing.desk.web.server import Server

EPILOG = (
    "Examples: `briefing desk article.txt` translates it on the page, paragraph by paragraph; "
    "`briefing desk article.md` goes on with a briefing; `briefing desk folder/` has all texts and briefings "
    "of a folder on the desk; `briefing desk --forget article.txt` deletes what it kept of that. "
    "Ctrl-C, or `End` on the page, ends it: everything is kept."
)
IDLE_MINUTES = 120


def desk(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER",
            help="Texts to translate, briefings (.md, .docx, .xlf) to correct, or folders of both.",
        ),
    ],
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Print the address, and leave it to you to open it.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = 0,
    idle: Annotated[
        int,
        typer.Option(min=0, metavar="MINUTES", help="End after so long without anything done; 0 never does."),
    ] = IDLE_MINUTES,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget", help="Delete what the desk kept of these files, and what was not handed on with it."
        ),
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model; `briefing model list` has the names.")
    ] = None,
    glossary: Annotated[
        list[Path] | None, typer.Option("-g", "--glossary", help="A termbase (YAML) to lay over the others.")
    ] = None,
    script: Annotated[
        ScriptName, typer.Option("--from", help="Script of the Chinese: Simplified, Traditional, by region.")
    ] = ScriptName.auto,
    threads: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processor threads; 0 leaves it to the engine.")
    ] = 0,
) -> None:
    """Read, correct and file briefings on a page in the browser, which no other program can open."""
    if forget:
        _forget(files)
        return
    try:
        from briefing.desk.web.server import Server
    except ImportError as error:
        raise BriefingError(
            f"the desk's page needs {error.name}, which is not installed",
            "Install it: pip install 'briefing[desk]'",
        ) from error
    from briefing.desk import Desk, Options
    from briefing.models.registry import find_model

    if model:
        find_model(model)
    options = Options(model, tuple(glossary or ()), script.value, threads)
    opened = Desk.open(files, options)
    try:
        server = Server(opened, port=port, idle=idle * 60, tell=say)
        _show(server, no_open=no_open)
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    finally:
        opened.close()
    say("the desk has ended; everything is kept")


def _forget(files: list[str]) -> None:
    """Delete what is kept of files, those of folders too; a file that was named may be gone by now."""
    from briefing.desk import kept
    from briefing.desk.opening import named_files

    for name in files:
        there = named_files([name]) if Path(name).is_dir() else [Path(name)]
        for path in there:
            known = kept.forget(path)
            say(f"{path}: what the desk kept is deleted" if known else f"{path}: the desk has kept nothing")


def _show(server: Server, *, no_open: bool) -> None:
    """Open the page in the browser, if there is one, and print its address."""
    import webbrowser

    streams.document(f"{server.address(server.keys.token)}\n")
    if no_open or not _has_screen():
        say("open this address in a browser on this machine; Ctrl-C ends the desk")
        return
    # What a browser is started with can be read by other users of the machine: that address is good once.
    shown = webbrowser.open(server.address(server.keys.once()))
    say("the desk is in your browser; Ctrl-C ends it" if shown else "no browser was found: open the address")


def _has_screen() -> bool:
    """Whether a browser would have somewhere to show itself, and not take over the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
