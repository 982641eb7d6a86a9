"""What can be written, and the suffix of a file that asks for it."""

from __future__ import annotations

from enum import StrEnum


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
