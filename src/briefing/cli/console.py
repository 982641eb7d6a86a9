"""Consoles on the process's streams, for what is styled and laid out on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from briefing import streams
from briefing.visible import visible, visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import ConsoleOptions, RenderableType

PLAIN_WIDTH = 100
"""Cells of a line that is cut to a width, where there is no terminal to say how wide it is."""
WIDEST = 140


class VisibleConsole(Console):
    """Rich's console, whose texts are made visible when they are rendered: its own codes alone pass."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As Rich does, each piece of text visible."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(visible_lines(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which knows the exit status."""
        raise BrokenPipeError


def standard_output() -> Console:
    """A console on standard output."""
    return VisibleConsole(file=streams.results())


def standard_error() -> Console:
    """A console on standard error."""
    return VisibleConsole(file=streams.messages(), stderr=True)


def width(console: Console) -> int:
    """How long a line may be that is cut to fit."""
    return min(console.width, WIDEST) if console.is_terminal else PLAIN_WIDTH


def shown(text: str, style: str = "") -> Text:
    """Untrusted `text`, visible before it is measured, so that what is laid out around it fits."""
    return Text(visible(text), style)


def line(console: Console, text: Text | str = "") -> None:
    """Print a line as it is: rich neither breaks it nor finds markup in it, nor turns tabs into spaces."""
    if not console.is_terminal:
        console.file.write(f"{visible(str(text))}\n")
        return
    console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)
