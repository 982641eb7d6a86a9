"""Where an entry can be written: the user's own termbase, the project's, or a file that is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import UsageError
from briefing.files import real
from briefing.glossary.layers import folder_files, user_folder

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Target:
    """A file to write entries to, and the other files of its layer, which may not have the same terms."""

    path: Path
    layer: str
    shown: str
    beside: tuple[Path, ...] = ()
    what: str = "A glossary: give it to `briefing translate` with -g."


def user_target() -> Target:
    """The user's own termbase for all work; it need not exist yet."""
    path = user_folder() / "terms.yaml"
    what = "Your glossary for all work. It lies over the termbases that come with briefing."
    return Target(path, "user", str(path), _beside(path), what)


def project_target() -> Target:
    """The termbase of the working directory; it need not exist yet."""
    path = Path("glossary") / "terms.yaml"
    what = "The glossary of this project. It lies over your own wherever briefing runs in the folder above."
    return Target(path, "project", str(path), _beside(path), what)


def file_target(path: Path) -> Target:
    """A termbase that the user names. Raises UsageError if it is none."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path} is no termbase", "Give a file whose name ends in .yaml")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is not a file", "Give a file whose name ends in .yaml")
    for own in (user_target(), project_target()):
        if real(path).parent == real(own.path).parent:
            return replace(own, path=path, shown=str(path), beside=_beside(path))
    return Target(path, "option", str(path))


def _beside(path: Path) -> tuple[Path, ...]:
    """The other termbases in the folder of `path`."""
    here = real(path)
    return tuple(each for each in folder_files(path.parent) if real(each) != here)
