"""Which files are checked, and what lies beneath them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError
from briefing.files import real
from briefing.glossary.layers import folder_files, shipped_folder, shown_path, user_folder
from briefing.glossary.store import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.store import Reading


@dataclass(frozen=True, slots=True)
class TermbaseFile:
    """A termbase file of the layer number `layer` (0 is the lowest); `checked` if it was asked for."""

    path: Path
    shown: str
    layer: int
    checked: bool

    def read(self) -> Reading:
        """What it says, with its mistakes. Raises GlossaryError if it cannot be read at all."""
        return read_file(self.path, shown_as=self.shown)


def termbase_files(paths: Sequence[Path], *, shipped: bool = True) -> list[TermbaseFile]:
    """The files to check, and those of the layers beneath, the lowest layer first.

    Without `paths` the user's and the project's termbases are checked, as a translation would lay them over
    the shipped ones. Files and folders in `paths` are checked in the layer that they belong to; those
    outside of the layers come on top, those of one folder as one layer. The user's own termbases count only
    where they are checked, so that a project's check does not depend on who runs it. Raises GlossaryError
    if there is nothing to check.
    """
    named = [file for path in paths for file in _named(path)]
    user, project = folder_files(user_folder()), folder_files(Path.cwd() / "glossary")
    checked = {real(path) for path in (named if paths else (*user, *project))}
    if not checked:
        raise GlossaryError(
            "There is no termbase to check: none of your own, and no folder `glossary` here",
            "Name a file or a folder",
        )
    layers = [folder_files(shipped_folder())] if shipped else []
    if not checked.isdisjoint(real(path) for path in user):
        layers.append(user)
    if shipped:
        layers.append(project)
    folders: dict[Path, list[Path]] = {}
    for path in named:
        folders.setdefault(real(path).parent, []).append(path)
    return list(_each_once([*layers, *folders.values()], checked))


def _named(path: Path) -> list[Path]:
    if path.is_dir():
        if found := folder_files(path):
            return found
        raise GlossaryError(f"The folder {path} has no termbase (*.yaml) in it", "Name another")
    if not path.exists():
        raise GlossaryError(f"There is no file or folder {path}", "Check the path")
    return [path]


def _each_once(layers: Sequence[Sequence[Path]], checked: set[Path]) -> Iterator[TermbaseFile]:
    seen: set[Path] = set()
    for number, paths in enumerate(layers):
        for path in paths:
            if (file := real(path)) not in seen:
                seen.add(file)
                yield TermbaseFile(path, shown_path(path), number, file in checked)
