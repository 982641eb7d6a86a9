"""What is to be translated, and into what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.write.targets import Target

TOGETHER = (Target.terminal, Target.json)
"""What can hold several documents."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that is to be written, and as what."""

    path: Path
    target: Target


@dataclass(frozen=True, slots=True)
class Job:
    """A text to translate, and the files that it goes to; without any, it goes to standard output."""

    file: str
    outs: tuple[Output, ...] = ()
