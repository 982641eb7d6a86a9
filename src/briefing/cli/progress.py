"""Says on the terminal what is being done and how far it is; outside a terminal, in plain lines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from briefing import streams
from briefing.cli.console import standard_error
from briefing.visible import visible

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

QUIET_SECONDS = 1.0
"""What is over sooner shows no bar."""


class Reporter:
    """A status line with a bar, gone when the work is done.

    It lives on standard error, or on `console` where the output goes to the same terminal, so that what is
    printed there and the bar do not write over each other.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or standard_error()
        self._plain = not self._console.file.isatty()
        self._started = time.monotonic()
        self._progress = Progress(
            SpinnerColumn("line"),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            expand=False,
            redirect_stdout=console is not None,
        )
        self._task = self._progress.add_task("", total=None)
        self._shown = False
        self._last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def status(self, text: str) -> None:
        """What is being done now; outside a terminal, nothing is said of it."""
        if self._plain or text == self._last:
            return
        self._last = text
        self._progress.reset(self._task, description=visible(text), total=None)
        self._show()

    def stage(self, text: str) -> None:
        """A stage of something long, which is told outside a terminal too."""
        if self._plain:
            self.note(text)
        else:
            self.status(text)

    def advance(self, done: int, total: int) -> None:
        """How much of it is done; the unit is whatever both are counted in."""
        if not self._plain:
            self._progress.update(self._task, completed=done, total=total)
            self._show()

    def note(self, text: str) -> None:
        """A line that stays."""
        if self._plain:
            streams.note(text)
        else:
            self._progress.console.print(visible(text), markup=False, highlight=False, style="dim")

    def stop(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._progress.stop()
            self._shown = False

    def _show(self) -> None:
        if not self._shown and time.monotonic() - self._started >= QUIET_SECONDS:
            self._progress.start()
            self._shown = True
