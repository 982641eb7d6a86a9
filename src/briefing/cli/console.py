"""Lines for people: styled on a terminal, plain in a pipe."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.text import Text

PLAIN_WIDTH = 100
"""Cells of a line that is cut to a width, where there is no terminal to say how wide it is."""
WIDEST = 140


def standard_output() -> Console:
    """The console on standard output: a pipe gets UTF-8, and a character a terminal lacks stops nothing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    return Console()


def width(console: Console) -> int:
    """How long a line may be that is cut to fit."""
    return min(console.width, WIDEST) if console.is_terminal else PLAIN_WIDTH


def line(console: Console, text: Text | str = "") -> None:
    """Print a line as it is: rich neither breaks it nor finds markup in it, nor turns tabs into spaces."""
    if not console.is_terminal:
        console.file.write(f"{text}\n")
        return
    console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)
