"""llama.cpp's server in a child process: started, watched, and ended with whoever holds it."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import weakref
from collections import deque
from dataclasses import asdict, replace
from typing import IO, TYPE_CHECKING

from briefing.engine.bounds import Bounds, Watch
from briefing.errors import ModelError
from briefing.visible import visible

if TYPE_CHECKING:
    from briefing.engine.llama_serving import Settings

LOG_LINES, LOG_WIDTH = 200, 500
"""Lines of the log that are kept, and bytes of each."""
SPINS = "1000"
"""Turns that a thread waits for the others before it sleeps. By default they turn for ever, and where other
programs use the processor too, all wait for the one that has none: a seventh of the speed, measured."""
_LAST_WORDS = 5.0
"""Seconds that the end of the log of a process that has ended may take to come."""
_SAID = re.compile(rb"^\S+ E +(?:\w+: +|\w+ +\w+: +|error loading model: )*(.*)")


class Child:
    """A running server. It ends when this is no more, or when this process ends, whatever ends it."""

    def __init__(self, settings: Settings, bounds: Bounds | None = None) -> None:
        """Start it and wait until the model is loaded. Raises ModelError if it cannot be within `bounds`."""
        self.key = secrets.token_urlsafe(24)
        self.slots = settings.slots
        self._process = _started()
        self._watch = Watch(self._process, bounds or Bounds())
        self._log: deque[bytes] = deque(maxlen=LOG_LINES)
        assert self._process.stderr
        self._reader = threading.Thread(target=_keep, args=(self._process.stderr, self._log), daemon=True)
        self._reader.start()
        self.stop = weakref.finalize(self, _stop, self._process)
        try:
            self.address = self._begin(replace(settings, key=self.key))
        except BaseException:
            self.stop()
            raise

    def _begin(self, settings: Settings) -> str:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(asdict(settings)).encode() + b"\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline() or b"{}")
        except (OSError, ValueError):
            answer = {}
        if address := answer.get("address"):
            self._watch.ready()
            return str(address)
        self._process.wait()
        what = "llama.cpp cannot load the model"
        raise ModelError(f"{what} ({self.last_words(str(answer.get('error', '')))})", self._hint())

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def last_words(self, said: str = "") -> str:
        """What llama.cpp, which has ended, said was wrong, or else how it ended."""
        self._reader.join(_LAST_WORDS)
        if self._watch.said:
            return self._watch.said
        for line in self._log:
            if found := _SAID.search(line):
                return visible(found[1].decode("utf-8", "replace"))[:200]
        status = self._process.poll()
        if status is not None and status < 0:
            return f"it was ended by {signal.Signals(-status).name}"
        return visible(said)[:200] or f"it ended with status {status}"

    def _hint(self) -> str:
        status = self._process.poll()
        if self._watch.said:
            return (
                "A chat template that does not end would do that: get the file from those who made it. "
                "So would a very slow disk or network"
            )
        if status == -signal.SIGILL:
            return "This processor lacks instructions (AVX2, FMA) that the package xllamacpp is built for"
        if status == -signal.SIGKILL:
            return "Most likely the system ended it for want of memory: close programs, or use a smaller one"
        return (
            "See that there is enough memory, and that the file is what it should be: `briefing model show`"
        )


def _started() -> subprocess.Popen[bytes]:
    # -P keeps Python from importing modules that happen to lie in the user's working folder.
    command = [sys.executable, "-P", "-m", "briefing.engine.llama_serving"]
    pipe = subprocess.PIPE
    environment = {"GOMP_SPINCOUNT": SPINS} | os.environ
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    except OSError as error:
        raise ModelError(f"no process can be started for the model ({error.strerror})") from error


def _keep(stream: IO[bytes], log: deque[bytes]) -> None:
    """Read the log, lest the child waits for it, and keep its end."""
    while line := stream.readline(LOG_WIDTH):
        log.append(line.rstrip())


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()
