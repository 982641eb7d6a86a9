"""A terminal for a command that runs in this process: what it is sent, and what of that it would obey."""

from __future__ import annotations

import io
import os
import re
import sys
import threading
from typing import TYPE_CHECKING

from briefing.cli import app as application

if TYPE_CHECKING:
    import pytest

ATTACK = "\x1b]52;c;QQ==\x07\x9b31m\u202ekcatta\u200b\x85\u2028"
"""Sets the clipboard, turns what follows red (in C1) and backwards, hides, and breaks the line twice."""
PROOF = "52;c"
"""What of it is to be seen."""

# What rich sends: colours, the cursor, lines that are cleared.
_RICHS_OWN = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
_OBEYED = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """Run a command with both outputs on a terminal of 120 columns: its exit status, and what arrived."""
    import pty

    ours, theirs = pty.openpty()
    arrived: list[bytes] = []

    def listen() -> None:
        try:
            while data := os.read(ours, 65536):
                arrived.append(data)
        except OSError:
            pass  # The other end was closed.

    listener = threading.Thread(target=listen)
    listener.start()
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLUMNS", "120")
        out = io.TextIOWrapper(io.FileIO(theirs, "w", closefd=False), encoding="utf-8", write_through=True)
        err = io.TextIOWrapper(io.FileIO(theirs, "w", closefd=False), encoding="utf-8", write_through=True)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = application.run(list(arguments))
        out.flush()
        err.flush()
    os.close(theirs)
    listener.join(timeout=10)
    os.close(ours)
    return status, b"".join(arrived).decode("utf-8")


def obeyed(shown: str) -> list[str]:
    """What a terminal would obey or hide in what it was sent, apart from what rich sends of itself."""
    return _OBEYED.findall(_RICHS_OWN.sub("", shown))


def has_proof(shown: str) -> bool:
    """Whether what is harmless in the attack is there to be read, in one style or several."""
    return PROOF in "".join(_RICHS_OWN.sub("", shown).split())
