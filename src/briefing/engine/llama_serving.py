"""llama.cpp's own server on this machine's loopback, as a program: `python -m briefing.engine.llama_serving`.

It reads one line of JSON from standard input (`Settings`), loads the model, and answers with one line of JSON
on standard output: `{"address": ...}` where it serves, or `{"error": ...}`. What llama.cpp logs goes to
standard error. It ends when its standard input is closed: whoever started it is gone then, whatever killed
it. The key comes in that line, never as an argument, which every user of the machine can see.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from briefing.engine import as_child


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


def main() -> None:
    """Serve until standard input is closed."""
    settings, answer = as_child.asked()
    server = None
    try:
        server = serve(Settings(**settings))  # type: ignore[arg-type]
        said = {"address": server.listening_address}
    except (RuntimeError, ImportError, OSError) as error:
        said = {"error": " ".join(str(error).split())}
    as_child.say(answer, **said)
    while server and os.read(0, 1):
        pass
    # Past this point nothing is left to do, and taking the model apart in memory takes time.
    os._exit(0 if server else 1)


if __name__ == "__main__":
    main()
