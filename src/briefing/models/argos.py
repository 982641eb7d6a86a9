"""Installs, lists and removes Argos packages, where Argos's own tools look for them.

`argostranslate.package` says where that is and what is there. Its own installer is not used: it unpacks a
stranger's zip unchecked, and needs stanza (gigabytes of PyTorch) to finish.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.engine.argos import ArgosEngine, library_or_error
from briefing.engine.argos_package import read_package
from briefing.errors import ModelError
from briefing.models.argos_zip import sync_folder, unpack
from briefing.models.entry import ModelEntry
from briefing.streams import messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

STAGING = ".briefing-install"
"""Name of the folder in which packages are unpacked; a lock file is beside it."""


def install(path: Path) -> ModelEntry:
    """Install the package in the file `path`; returns its entry, `ready`.

    The package is unpacked and its model is tried in a folder of its own, and moved into place at the end: it
    is there whole, or not at all. One that is already there is not replaced.

    Raises:
        ModelError: argostranslate is not installed; the file is no package, not one from Chinese to English,
            a damaged or a dangerous one; it is installed already; the disk is full or cannot be written to.
    """
    target_dir = _package_dirs()[0]
    try:
        target_dir.mkdir(parents=True, exist_ok=True)
        with _staging(target_dir) as staging:
            unpacked = unpack(path, staging)
            target = target_dir / unpacked.name
            _refuse_installed(target)
            read_package(unpacked)
            _try_out(unpacked)
            # Fails where another process was first: a folder that holds something is not overwritten.
            unpacked.rename(target)
            sync_folder(target_dir)
    except OSError as error:
        place = error.filename or target_dir
        raise ModelError(
            f"{path.name} could not be installed: {place}: {error.strerror or error}",
            "Nothing of it was left behind. See to the disk and its permissions, and try again",
        ) from error
    return next(entry for entry in packages() if entry.path == target)


def packages() -> tuple[ModelEntry, ...]:
    """Return the installed packages from Chinese to English, larger models first.

    What cannot be read is listed as `broken`. Without argostranslate there are none.
    """
    try:
        folders = [folder for directory in _package_dirs() for folder in _folders(directory)]
        package = _argos("package")
    except ModelError as error:
        if find_spec("argostranslate") is None:
            return ()
        return (ModelEntry("argos", "argos", Path(), "broken", error.message, 0),)
    entries: dict[str, ModelEntry] = {}
    for folder in folders:
        entry = _entry(package, folder)
        if entry is None:
            continue
        name = entry.name if entry.name not in entries else f"argos-{folder.name}"
        entries[name] = ModelEntry(name, "argos", folder, entry.state, entry.detail, entry.size)
    return tuple(
        sorted(entries.values(), key=lambda entry: (entry.state != "ready", -entry.size, entry.name))
    )


def remove(name: str) -> None:
    """Remove the package that is listed as `name`: in one step for everybody else, then file by file.

    Raises:
        ModelError: there is none of that name, or it cannot be removed.
    """
    entry = next((entry for entry in packages() if entry.name == name), None)
    if entry is None:
        raise ModelError(
            f"there is no Argos package called {name!r}", "`briefing model list` shows what there is"
        )
    try:
        if entry.path.is_symlink():
            entry.path.unlink()
            return
        with _staging(entry.path.parent) as staging:
            entry.path.rename(staging / entry.path.name)
    except OSError as error:
        raise ModelError(f"{entry.path} could not be removed ({error.strerror or error})") from error


def _entry(package: ModuleType, folder: Path) -> ModelEntry | None:
    """Return the folder's entry; None if it holds a package for something else."""
    size = 0
    try:
        found = package.Package(folder)
        if (found.type, found.from_code, found.to_code) != ("translate", "zh", "en"):
            return None
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        facts = read_package(folder)
    except ModelError as error:
        return ModelEntry(f"argos-{folder.name}", "argos", folder, "broken", error.message, size)
    except Exception as error:
        # argostranslate takes the file as it comes, so any exception at all may be the answer to a bad one.
        reason = f"argostranslate cannot read it ({' '.join(str(error).split())})"
        return ModelEntry(f"argos-{folder.name}", "argos", folder, "broken", reason, size)
    detail = f"Argos package, version {facts.version or 'not given'}, {facts.kind}"
    return ModelEntry(facts.name, "argos", folder, "ready", detail, size)


def _folders(directory: Path) -> list[Path]:
    try:
        found = [path for path in directory.iterdir() if path.is_dir() and path.name != STAGING]
    except OSError:
        return []
    return sorted(found)


def _package_dirs() -> list[Path]:
    """Return the folders in which Argos looks; the first is the one that it installs into."""
    return [Path(folder) for folder in _argos("settings").package_dirs]


def _argos(module: str) -> ModuleType:
    """Import a module of argostranslate, without what it does to its surroundings.

    Its settings make folders, print to standard output if a setting is wrong, and set a variable that
    switches off a check of Intel's OpenMP for the whole process.
    """
    name = f"argostranslate.{module}"
    if name in sys.modules:
        return sys.modules[name]
    makedirs, openmp = os.makedirs, os.environ.get("KMP_DUPLICATE_LIB_OK")
    os.makedirs = lambda *_, **__: None
    try:
        with contextlib.redirect_stdout(messages()):
            return library_or_error(name)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"argostranslate cannot be loaded ({type(error).__name__}: {error})",
            "Look into its settings: variables that begin with ARGOS_, and argos-translate/settings.json",
        ) from error
    finally:
        os.makedirs = makedirs
        if openmp is None:
            os.environ.pop("KMP_DUPLICATE_LIB_OK", None)


@contextlib.contextmanager
def _staging(target_dir: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk as `target_dir`, and clear it away; one process at a time.

    It is beside `target_dir` where possible: Argos's own tools fail on a folder inside it that is no package.

    Raises:
        OSError: it cannot be made.
    """
    from filelock import FileLock

    beside = target_dir.parent
    apart = os.access(beside, os.W_OK) and beside.stat().st_dev == target_dir.stat().st_dev
    root = (beside if apart else target_dir) / STAGING
    with FileLock(root.with_suffix(".lock")):
        if root.exists():
            shutil.rmtree(root)  # left by a process that was killed
        root.mkdir()
        try:
            yield root
        finally:
            shutil.rmtree(root, ignore_errors=True)


def _refuse_installed(target: Path) -> None:
    if not target.exists() and not target.is_symlink():
        return
    entry = next((entry for entry in packages() if entry.path == target), None)
    name = entry.name if entry else target.name
    raise ModelError(
        f"{name} is already installed, in {target}", f"To replace it, first `briefing model remove {name}`"
    )


def _try_out(folder: Path) -> None:
    """Load the model and have it translate one word, 你好 (nǐ hǎo, hello).

    Raises:
        ModelError: it cannot.
    """
    from briefing.engine.base import Request

    list(ArgosEngine(folder, threads=1).translate([Request("", "你好")]))
