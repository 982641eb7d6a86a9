"""What a program does that briefing starts as a child process: asked in one line of JSON, it answers in one.

The line comes on standard input, and the answer goes to standard output, which nothing else gets: what a
library prints there goes to standard error.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from pathlib import Path


def asked() -> tuple[dict[str, object], int]:
    """What the parent asks, and the descriptor for the answer. Ends the process if the parent is gone."""
    _go_first()
    answer = os.dup(1)
    os.dup2(2, 1)
    # Ctrl-C is the parent's to deal with.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = b""
    while not line.endswith(b"\n"):
        if not (piece := os.read(0, 1)):
            os._exit(0)
        line += piece
    end_with_parent()
    return json.loads(line), answer


def say(descriptor: int, **answer: str) -> None:
    """Give the answer."""
    os.write(descriptor, json.dumps(answer).encode() + b"\n")
    os.close(descriptor)


def end_with_parent() -> None:
    """Have the system end this process as soon as nobody can write to its standard input any more.

    llama.cpp and OpenVINO keep Python from running while they work, so no thread could see to it. Where the
    system has no such thing, nothing is done.
    """
    if sys.platform == "win32":
        return
    import fcntl

    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    # SIGIO comes when the pipe is closed, and ends a process that does not ask for it.
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | fcntl.FASYNC)
    if select.select([0], [], [], 0)[0]:
        os._exit(0)


def _go_first() -> None:
    """Where memory runs out, Linux is to end this process, and no other program of the user's."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
