"""llama.cpp's own server on this machine's loopback, as a program: `python -m briefing.engine.llama_serving`.

It reads one line of JSON from standard input (`Settings`), loads the model, and answers with one line of JSON
on standard output: `{"address": ...}` where it serves, or `{"error": ...}`. What llama.cpp logs goes to
standard error. It ends when its standard input is closed: whoever started it is gone then, whatever killed
it. The key comes in that line, never as an argument, which every user of the machine can see.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve the model in the file `path`: `context` tokens for each of `slots` requests at once.

    `threads` 0 is llama.cpp's choice. `gpu_layers` are the layers that a GPU takes, -1 as many as fit.
    """

    path: str
    key: str
    slots: int
    context: int
    threads: int = 0
    gpu_layers: int = -1


def serve(settings: Settings) -> Any:
    """Load the model and serve it; returns what must be kept for as long as it shall. Raises RuntimeError."""
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = settings.path
    asked.hostnames = ["127.0.0.1"]
    asked.port = 0  # one that is free
    asked.api_keys = [settings.key]
    asked.cors_origins = ""
    asked.offline = True
    asked.ui = False
    asked.endpoint_slots = False  # which would show what others ask
    asked.n_parallel = settings.slots
    asked.n_ctx = settings.slots * settings.context
    asked.n_gpu_layers = settings.gpu_layers
    # What a slot had before would change the last bits of an answer, and up to 8 GB of it would be kept.
    asked.cache_prompt = False
    asked.cache_ram_mib = 0
    if settings.threads:
        asked.cpuparams.n_threads = asked.cpuparams_batch.n_threads = settings.threads
    return xllamacpp.Server(asked)


def end_with_parent() -> None:
    """Have the system end this process as soon as nobody can write to its standard input any more.

    llama.cpp keeps Python from running while it loads a model, so no thread could see to it. Where the system
    has no such thing, `main` sees to it once the model is loaded.
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
    """Where memory runs out, Linux is to end this process, and no other program of the user's.

    The file of a model can ask for any amount: its chat template is a program.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def main() -> None:
    """Serve until standard input is closed."""
    # The log may not mix with the answer, and Ctrl-C is the parent's to deal with.
    _go_first()
    answer = os.dup(1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = b""
    while not line.endswith(b"\n"):
        if not (piece := os.read(0, 1)):
            return
        line += piece
    end_with_parent()
    server = None
    try:
        server = serve(Settings(**json.loads(line)))
        said = {"address": server.listening_address}
    except (RuntimeError, ImportError, OSError) as error:
        said = {"error": " ".join(str(error).split())}
    os.write(answer, json.dumps(said).encode() + b"\n")
    os.close(answer)
    while server and os.read(0, 1):
        pass
    # Past this point nothing is left to do, and taking the model apart in memory takes time.
    os._exit(0 if server else 1)


if __name__ == "__main__":
    main()
