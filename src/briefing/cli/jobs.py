"""What is to be translated, and into what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.normalize import Script


class Target(StrEnum):
    """What is written."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"
    docx = "docx"
    html = "html"
    xliff = "xliff"
    xliff2 = "xliff2"
    tmx = "tmx"


SUFFIXES: dict[str, Target] = {
    ".md": Target.markdown,
    ".json": Target.json,
    ".txt": Target.terminal,
    ".docx": Target.docx,
    ".html": Target.html,
    ".xlf": Target.xliff,
    ".tmx": Target.tmx,
    ".markdown": Target.markdown,
    ".htm": Target.html,
    ".xliff": Target.xliff,
}
"""What the suffix of a file's name asks for; the first of a target is the one that it is given."""


def suffix_of(target: Target) -> str:
    """The suffix that a file of this target is given."""
    return next((each for each, its in SUFFIXES.items() if its is target), ".xlf")


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
    layout: Literal["columns", "stacked", "english"] | None
    highlight: bool
    model: str | None
    script: Script
    show_source: Literal["clean", "raw"]
    timestamp: str | None
    strict: bool
    force: bool
    threads: int
    keep_drafts: bool
    verbose: bool

    @property
    def bilingual_layout(self) -> Literal["columns", "stacked"] | None:
        """The layout of what always has both languages."""
        return None if self.layout == "english" else self.layout


def as_a_disk_may_see_it(path: Path) -> str:
    """`path` without what disks of Windows and Macs do not tell apart: case, and composed characters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())
