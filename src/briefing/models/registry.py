"""The models on this machine: listed, chosen, installed, removed, whatever engine runs them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from briefing.errors import ModelError, UsageError
from briefing.models import argos, files, installed, manifest, served, weights
from briefing.models.entry import ModelEntry
from briefing.models.files import NO_CHOICES, Choices
from briefing.models.prepare import model_folder, prepare, remove_prepared
from briefing.models.weights import DEFAULT, OnProgress, OnStatus

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.models.entry import State


def list_models() -> tuple[ModelEntry, ...]:
    """Return the default model, whatever its state, the user's own, the Argos packages, best first, and the
    servers that were added."""
    own = map(installed.entry_of, installed.names())
    return local_model(), *own, *argos.packages(), *served.added()


def local_model(*, full: bool = False, on_progress: OnProgress | None = None) -> ModelEntry:
    """Return the default model's entry; `full` hashes its files, which takes some seconds."""
    folder = model_folder()
    state, detail, size = _local_state(folder, full, on_progress)
    return ModelEntry(DEFAULT.name, "local", folder, state, detail, size)


def _local_state(folder: Path, full: bool, on_progress: OnProgress | None) -> tuple[State, str, int]:
    wrong = manifest.problem(folder, weights=DEFAULT.sha256, full=full, on_progress=on_progress)
    if wrong is None and find_spec("openvino_genai") is None:
        return "missing", "prepared, but the library openvino-genai is not installed", 0
    if wrong is None:
        made = manifest.read_manifest(folder)
        return (
            "ready",
            f"Qwen2.5-Coder 1.5B with briefing's adapter, made by OpenVINO {made.openvino}",
            made.size,
        )
    found, missing = weights.find_parts()
    if folder.exists():
        return "broken", wrong, 0
    if not missing:
        return "not prepared", "its data packages are installed: it is prepared on first use", 0
    if found:
        return "missing", f"{len(found)} of {len(DEFAULT.parts)} data packages are installed; {missing[0]}", 0
    return "missing", "its data packages are not installed", 0


def find_model(name: str, *, full: bool = False, on_progress: OnProgress | None = None) -> ModelEntry:
    """Return the model called `name`; `full` looks into its files.

    Raises:
        ModelError: there is none.
    """
    if name == DEFAULT.name:
        return local_model(full=full, on_progress=on_progress)
    own = installed.names()
    if name in own:
        return installed.entry_of(name, full=full, on_progress=on_progress)
    others = (*served.added(), *argos.packages())
    for entry in others:
        if entry.name == name:
            return entry
    known = ", ".join((DEFAULT.name, *own, *(entry.name for entry in others)))
    raise ModelError(f"there is no model called {name!r}", f"There are: {known}")


def ready_model(
    name: str | None = None, on_status: OnStatus | None = None, on_progress: OnProgress | None = None
) -> ModelEntry:
    """Return the model `name`, or the best there is, ready to be loaded.

    The default model is prepared here if it is wanted and its data packages are installed. Without a name an
    Argos package is taken only where the default model is not installed at all: a broken one is not passed
    over in silence.

    Raises:
        ModelError: no such model, or none at all, or a broken one; the hint has the command that mends it.
    """
    entry = local_model() if name is None else find_model(name)
    if name is None and entry.state == "missing":
        entry = next((one for one in argos.packages() if one.state == "ready"), entry)
    if entry.state == "ready":
        return entry
    if entry.engine == "argos":
        raise ModelError(
            f"the model {entry.name} is {entry.state} ({entry.detail})",
            argos_hint(entry),
        )
    if entry.engine == "served":
        raise ModelError(entry.detail, f"`briefing model remove {entry.name}`, then add it again")
    if entry.name != DEFAULT.name:
        missing = entry.state == "missing"
        hint = installed.install_library(entry.engine) if missing else installed.mend_hint(entry.name)
        raise ModelError(f"the model {entry.name} is {entry.state} ({entry.detail})", hint)
    if find_spec("openvino_genai") is None:
        raise ModelError(
            "no model can be used: the library openvino-genai is not installed",
            "`pip install openvino-genai`; where it has no wheels (Macs with an Intel processor), "
            "`briefing model install FILE.argosmodel`",
        )
    if entry.state == "broken" and on_status:
        on_status(f"the model is broken ({entry.detail}): preparing it again")
    try:
        prepare(None, on_status, on_progress)
    except ModelError as error:
        if entry.state != "broken" or not weights.find_parts()[1]:
            raise
        raise ModelError(f"the model {entry.name} is broken ({entry.detail})", error.hint) from error
    return local_model()


def argos_hint(entry: ModelEntry) -> str:
    """Return the commands that mend a broken Argos package."""
    return f"`briefing model remove {entry.name}`, then `briefing model install FILE.argosmodel`"


def install(
    path: Path,
    on_status: OnStatus | None = None,
    on_progress: OnProgress | None = None,
    *,
    name: str | None = None,
    choices: Choices = NO_CHOICES,
) -> ModelEntry:
    """Install the model in `path`: a GGUF file, a folder of OpenVINO's form, or an Argos package.

    The default model's own GGUF file is prepared as the default model, unless it is given a `name`.

    Raises:
        UsageError: it is none of these, or is asked for what there is not with its kind.
        ModelError: it is not there, cannot be run, or could not be installed.
    """
    status: OnStatus = on_status or (lambda _: None)
    progress: OnProgress = on_progress or (lambda _done, _total: None)
    suffix = path.suffix.lower()
    if path.is_dir():
        return files.install_folder(path, choices, name, status, progress)
    if suffix not in (".gguf", ".argosmodel"):
        raise UsageError(
            f"{path} is no model", "briefing installs .gguf and .argosmodel files, and folders of OpenVINO's"
        )
    if not path.is_file():
        raise ModelError(f"{path} is not there", "Give the model's file")
    if suffix == ".argosmodel":
        if name is not None or choices != NO_CHOICES:
            raise UsageError("an Argos package has a name of its own", "Give its file alone")
        return argos.install(path)
    if name is None and choices == NO_CHOICES and files.is_default(path, status, progress):
        prepare(path, on_status, on_progress)
        return local_model()
    return files.install_gguf(path, choices, name, status, progress)


def licence_remark(entry: ModelEntry) -> str:
    """What its users should know of the licence of a model that was installed; empty if nothing is known."""
    if entry.engine not in ("llama", "openvino"):
        return ""
    return installed.profile_of(installed.facts_of(entry.name)).licence


def remove(name: str, on_status: OnStatus | None = None) -> None:
    """Remove the model `name`. Data packages stay: they are the package manager's.

    Raises:
        ModelError: there is none of that name, or it could not be removed.
    """
    entry = find_model(name)
    if entry.engine == "argos":
        argos.remove(name)
        return
    if entry.engine == "served":
        served.remove(name)
        return
    if entry.name != DEFAULT.name:
        installed.remove(name, on_status)
        return
    if not entry.path.exists():
        raise ModelError(f"the model {name} is not prepared: there is nothing to remove")
    remove_prepared(entry.path, on_status)
