"""Lays the termbases over each other: the shipped, the user's, the project's, the command line's."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.errors import GlossaryError
from briefing.files import real
from briefing.glossary.model import Item, Pattern, Place, Term, Termbase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.document import GlossaryInfo

Layer = Literal["shipped", "user", "project", "option"]

_SUFFIXES = (".yaml", ".yml")


def load_entries(path: Path, layer: Layer, shown_as: str) -> tuple[GlossaryInfo, tuple[Item, ...]]:
    """What a termbase file is, and its entries, read from its YAML. Raises GlossaryError."""
    from briefing.glossary.store import load_file

    file = load_file(path, layer, shown_as=shown_as)
    return file.info, file.items


def load_termbase(
    extra: Sequence[Path] = (),
    *,
    project_dir: Path | None = None,
    shipped: bool = True,
    user: bool = True,
    load: Callable[[Path, Layer, str], tuple[GlossaryInfo, tuple[Item, ...]]] = load_entries,
) -> Termbase:
    """The entries in force.

    Layers, lowest first: `shipped`; `user`, the folder `glossary` among the user's data; `project`, the
    folder `glossary` of `project_dir` (of the working directory if None); and each of `extra`, a file or a
    folder, as a layer `option` of its own. An entry of a later layer replaces one with the same key of an
    earlier one. A file that two layers reach counts once, in the first of them, but in `extra` if it is
    named there. `load` reads one file; that of glossary/compiled.py remembers what it read. Raises
    GlossaryError for a mistake in a file, a key given twice in one layer, or something in `extra` that is
    not there.
    """
    layers: list[tuple[Layer, list[Path]]] = []
    if shipped:
        layers.append(("shipped", folder_files(shipped_folder())))
    if user:
        layers.append(("user", folder_files(user_folder())))
    layers.append(("project", folder_files((project_dir or Path.cwd()) / "glossary")))
    layers += [("option", _named_files(path)) for path in extra]

    in_force: dict[tuple[type, str], Item] = {}
    overridden: list[Term] = []
    infos = []
    for layer, paths in _each_once(layers):
        files = [load(path, layer, shown_path(path)) for path in paths]
        infos += [info for info, _ in files]
        own = _one_layer([*chain.from_iterable(items for _, items in files)])
        overridden += [
            replaced for each in own if in_force and isinstance(replaced := in_force.get(each), Term)
        ]
        in_force |= own
    return Termbase(
        tuple(item for item in in_force.values() if isinstance(item, Term)),
        tuple(infos),
        tuple(overridden),
        tuple(item for item in in_force.values() if isinstance(item, Pattern)),
        tuple(item for item in in_force.values() if isinstance(item, Place)),
    )


def shipped_folder() -> Path:
    """The folder of the shipped termbases: in the package, or in a checkout. Raises GlossaryError."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "termbases", package.parents[1] / "glossary"):
        if folder.is_dir():
            return folder
    raise GlossaryError("The termbases that come with briefing are missing", "Install briefing again")


def user_folder() -> Path:
    """Where the user's own termbases are looked for; it need not exist."""
    from briefing.paths import data_dir

    return data_dir() / "glossary"


def folder_files(folder: Path) -> list[Path]:
    """The termbase files of a folder by name; none if there is no such folder. Hidden files do not count."""
    if not folder.is_dir():
        return []
    try:
        return sorted(
            p
            for p in folder.iterdir()
            if p.suffix in _SUFFIXES and not p.name.startswith(".") and p.is_file()
        )
    except OSError as error:
        raise GlossaryError(
            f"The folder {folder} cannot be read: {error.strerror}", "Check its permissions"
        ) from error


def _named_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = folder_files(path)
        if not files:
            raise GlossaryError(
                f"The folder {path} has no termbase (*.yaml) in it", "Name another, or leave it out"
            )
        return files
    if not path.exists():
        raise GlossaryError(f"There is no termbase {path}", "Check the path given to --glossary")
    return [path]


def _each_once(layers: list[tuple[Layer, list[Path]]]) -> list[tuple[Layer, list[Path]]]:
    """`layers` with every file in one only: the last `option` that names it, otherwise the first layer."""
    owner: dict[Path, int] = {}
    for number, (layer, paths) in enumerate(layers):
        for path in paths:
            if layer == "option":
                owner[real(path)] = number
            else:
                owner.setdefault(real(path), number)
    return [
        (layer, [path for path in paths if owner[real(path)] == number])
        for number, (layer, paths) in enumerate(layers)
    ]


def _one_layer(items: Sequence[Item]) -> dict[tuple[type, str], Item]:
    """The entries of one layer's files by key, each once. Raises GlossaryError if two have the same key."""
    by_key = {(type(item), item.key): item for item in items}
    if len(by_key) == len(items):
        return by_key
    taken: dict[tuple[type, str], Item] = {}
    clashes = []
    for term in items:
        first = taken.setdefault((type(term), term.key), term)
        if first is not term:
            clashes.append((term, first))
    from briefing.glossary.store import duplicate_message

    shown = [f"{term.place}: {duplicate_message(term, first)}" for term, first in clashes[:5]]
    shown += [f"and {len(clashes) - 5} more"] if len(clashes) > 5 else []
    raise GlossaryError(
        "Two termbases of one layer have the same term:\n  " + "\n  ".join(shown),
        "Keep one of the two entries",
    )


def shown_path(path: Path) -> str:
    """The path as a user would write it from where they are."""
    try:
        return str(real(path).relative_to(real(Path.cwd())))
    except (ValueError, OSError):
        return str(path)
