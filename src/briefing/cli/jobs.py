"""What is to be translated, and into what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Target(StrEnum):
    """What is written."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


@dataclass(frozen=True, slots=True)
class Job:
    """A text to translate, and the file that it goes to, if it does not go to standard output."""

    file: str
    out: Path | None
