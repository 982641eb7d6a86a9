"""The streams of this process: the one place that reads standard input and writes the other two.

What is written here is made visible on the way, wherever it comes from: a terminal obeys nothing in it, and
what is meant for one line stays on one. Results have to arrive: a standard output that is closed or full ends
the run. Messages are for whoever listens: one that cannot be written is let go, and the run goes on.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

from briefing.errors import ReadError, WriteError
from briefing.visible import escaped, visible, visible_lines

# The version and the help are told through this module alone: importing `typing` would take as long again.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO, BinaryIO, TextIO

PIPE_CLOSED = 141
"""128 + SIGPIPE, as a shell reports it: whoever read the output has gone, and needs no telling."""


def prepare() -> None:
    """Make the streams fit for any text. To be called before the first file is opened.

    A pipe gets UTF-8, and a character that a terminal lacks stops nothing. A descriptor that is closed would
    be given to the next file that is opened, and a library that writes to it would write there: it gets one
    that fails instead, as a full disk does.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if descriptor == 0 else os.O_RDONLY)
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            # Left open at the end, when Python itself flushes it.
            setattr(sys, name, os.fdopen(descriptor, "w", encoding="utf-8", closefd=False))
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def settle(status: int, *, told: bool | None = None) -> int:
    """Write what is still held back, as the last thing of a run; returns its exit status.

    That is `status`, unless what was printed has not arrived and nothing was `told` of it: without a word on
    that, a status that is not 0 is taken for one that was told.
    """
    told = bool(status) if told is None else told
    try:
        with _told():
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
        status = status or PIPE_CLOSED
    except WriteError as error:
        _let_go(sys.stdout)
        if not told:
            say(str(error))
            status = error.status
    try:
        sys.stderr.flush()
    except OSError:
        _let_go(sys.stderr)
    return status


def unwritten(error: OSError) -> WriteError:
    """What is said of a standard output that did not take what was written to it."""
    why = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    return WriteError(f"cannot write to standard output: {why}", "Send it somewhere else")


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises ReadError if it is closed."""
    if sys.stdin is None:
        raise ReadError("standard input is closed", "Give a file, or something to read with < or |")
    return sys.stdin.buffer


def on_terminal() -> bool:
    """Whether somebody reads what is printed."""
    return sys.stdout.isatty()


def line(*cells: str) -> None:
    """Print a result in one line, a tab between its cells."""
    with _told():
        sys.stdout.write("\t".join(map(visible, cells)) + "\n")


def data(value: object) -> None:
    """Print `value` as JSON, Chinese as it is."""
    import json

    text = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    with _told():
        sys.stdout.write(text + "\n")


def document(text: str | bytes) -> None:
    """Print a whole text: into a file or a pipe as it is, on a terminal made visible."""
    with _told():
        if on_terminal():
            shown = text if isinstance(text, str) else text.decode("utf-8", "backslashreplace")
            sys.stdout.write(visible_lines(shown))
        elif isinstance(text, str):
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text)
        sys.stdout.flush()


def say(message: str) -> None:
    """Say one line on standard error, whatever the message holds and even if nobody reads it."""
    note(" ".join(message.split()))


def note(message: str) -> None:
    """The same with the message's own spaces."""
    _message(f"briefing: {visible(message)}\n")


def explain(text: str) -> None:
    """Say several lines on standard error, as they are."""
    _message(visible_lines(text))


def _message(text: str) -> None:
    with contextlib.suppress(OSError):
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()


class _Stream(io.TextIOBase):
    """One of the streams for a writer with a layout of its own, which has made its texts visible itself."""

    def __init__(self, under: TextIO, guarded: Callable[[], AbstractContextManager[None]]) -> None:
        self._under = under
        self._guarded = guarded

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._under.encoding

    def isatty(self) -> bool:
        return self._under.isatty()

    def fileno(self) -> int:
        return self._under.fileno()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        with self._guarded():
            self._under.write(text)
        return len(text)

    def flush(self) -> None:
        with self._guarded():
            self._under.flush()

    def close(self) -> None:
        """Nothing: the stream outlives its writers."""


def results() -> IO[str]:
    """Standard output, for a writer that lays out its own lines of visible text."""
    return _Stream(sys.stdout, _told)  # type: ignore[return-value]


def messages() -> IO[str]:
    """Standard error, for the same."""
    return _Stream(sys.stderr, lambda: contextlib.suppress(OSError))  # type: ignore[return-value]


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Raise WriteError for a standard output that cannot be written; a pipe's end stays BrokenPipeError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(error) from error


def _let_go(stream: IO[str]) -> None:
    """Point a stream that fails at nothing, so that Python can end without failing on it once more."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
        stream.flush()
