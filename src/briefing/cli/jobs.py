"""What is to be translated, and into what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.files import real
from briefing.write.targets import Target

if TYPE_CHECKING:
    from briefing.normalize import Script
    from briefing.write.rendered import Look

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


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    target: Target
    look: Look
    model: str | None
    script: Script
    strict: bool
    force: bool
    threads: int
    keep_drafts: bool
    verbose: bool


def as_a_disk_may_see_it(path: Path) -> str:
    """`path` without what disks of Windows and Macs do not tell apart: case, and composed characters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def place_of(path: str | Path) -> str:
    """The file that an output's path leads to, through links, as a disk may see it."""
    return as_a_disk_may_see_it(real(path))
