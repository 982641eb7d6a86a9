"""A chat template that briefing did not write, used in a child process.

It is a program that came with a model. OpenVINO runs it with Python's lock held and within no bounds: one
without end could not be stopped by Ctrl-C, and one that calls itself would end the process without a word.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from briefing.engine.bounds import Bounds, Watch
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Message = dict[str, str]

BOUNDS = Bounds(seconds=120.0, memory=2_000_000_000)
"""What loading a tokenizer and filling in a template may take; both take a second or two, and 0.3 GB."""


def framed(folder: Path, messages: Sequence[Message], bounds: Bounds = BOUNDS) -> str:
    """The messages in the chat template of the model in `folder`, thinking off. Raises ModelError."""
    # -P keeps Python from importing modules that happen to lie in the user's working folder.
    command = [sys.executable, "-P", "-m", "briefing.engine.framing_child"]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null) as process:
        assert process.stdin
        assert process.stdout
        try:
            with Watch(process, bounds) as watch:
                process.stdin.write(
                    json.dumps({"folder": str(folder), "messages": messages}).encode() + b"\n"
                )
                process.stdin.flush()
                answer = json.loads(process.stdout.readline() or b"{}")
        except (OSError, ValueError):
            answer = {}
        finally:
            process.kill()
    if (found := answer.get("framed")) is not None:
        return str(found)
    said = watch.said or answer.get("error") or f"what fills it in ended with status {process.returncode}"
    raise ModelError(
        f"the model has no chat template that can be used ({said})",
        "Give it a profile with a `template` of its own: `briefing model install` has --profile",
    )
