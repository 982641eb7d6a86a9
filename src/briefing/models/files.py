"""`briefing model install` of a model's own files: looked at first, and refused if they cannot be run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.engine.served.profiles import find_profile
from briefing.errors import ModelError, UsageError
from briefing.models import installed, manifest
from briefing.models.convert import MODEL_FILES, check_complete
from briefing.models.gguf import read_header
from briefing.models.gguf_probe import check_known
from briefing.models.installed import Facts
from briefing.models.weights import DEFAULT
from briefing.visible import visible

if TYPE_CHECKING:
    from briefing.models.entry import ModelEntry
    from briefing.models.weights import OnProgress, OnStatus

MAX_CONFIG = 1_000_000


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says of a model: whether its files stay where they are, the profile by which it is asked
    (empty: the one that fits), the layers that a GPU takes (-1: as many as fit)."""

    link: bool = False
    profile: str = ""
    gpu_layers: int = -1


NO_CHOICES = Choices()


def is_default(path: Path, on_status: OnStatus, on_progress: OnProgress) -> bool:
    """Whether `path` has the default model's weights. Raises OSError."""
    if path.stat().st_size != DEFAULT.size:
        return False
    on_status(f"checking {path.name}")
    return manifest.hashed(path, on_progress)[1] == DEFAULT.sha256


def install_gguf(
    path: Path, choices: Choices, given: str | None, on_status: OnStatus, on_progress: OnProgress
) -> ModelEntry:
    """Install the GGUF file `path` under the name `given`, or its own.

    Raises:
        UsageError: the name is none.
        ModelError: the file is no model that llama.cpp can run, or not whole; there is one of that name.
    """
    name = installed.name_for(path, given)
    profile = _checked(choices.profile)
    try:
        header = read_header(path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})") from error
    if find_spec("xllamacpp") is None:
        raise ModelError(
            "GGUF files are run by the library xllamacpp, which is not installed",
            installed.install_library("llama"),
        )
    on_status(f"asking llama.cpp whether it knows {header.architecture}")
    check_known(header, path.name)
    facts = Facts(
        engine="llama",
        file=str(path.absolute()) if choices.link else path.name,
        linked=choices.link,
        architecture=header.architecture,
        title=header.title,
        licence=header.licence,
        context=header.context,
        token_bytes=header.token_bytes,
        thinks=header.thinks,
        profile=profile,
        gpu_layers=choices.gpu_layers,
    )
    return installed.put(name, facts, [path], on_status, on_progress)


def _checked(profile: str) -> str:
    """The profile as it is kept: a name, or the whole path of a file. Raises ModelError, UsageError."""
    if not profile:
        return ""
    find_profile(profile)
    return str(Path(profile).absolute()) if profile.endswith(".toml") else profile


def install_folder(
    path: Path, choices: Choices, given: str | None, on_status: OnStatus, on_progress: OnProgress
) -> ModelEntry:
    """Install the folder `path`, a model in OpenVINO's form with its tokenizers, under the name `given`.

    Raises:
        UsageError: the name is none.
        ModelError: a file of it is missing or not whole; there is one of that name.
    """
    name = installed.name_for(path, given)
    missing = [each for each in MODEL_FILES if not (path / each).is_file()]
    if missing:
        raise ModelError(
            f"{path} is no model in OpenVINO's form: {missing[0]} is not in it",
            "Give a folder as `optimum-cli export openvino` or openvino_genai writes it",
        )
    if choices.gpu_layers >= 0:
        raise UsageError("--gpu-layers is for GGUF files", "Leave it out")
    profile = _checked(choices.profile)
    for each in MODEL_FILES:
        if each.endswith(".xml"):
            check_complete(path / each)
    facts = Facts(
        engine="openvino",
        file=str(path.absolute()) if choices.link else path.name,
        linked=choices.link,
        architecture=_architecture(path),
        profile=profile,
    )
    return installed.put(name, facts, [path / each for each in MODEL_FILES], on_status, on_progress)


def _architecture(folder: Path) -> str:
    """What the model's `config.json` says it is, as llama.cpp would call it; empty where there is none."""
    try:
        with (folder / "config.json").open("rb") as file:
            content = json.loads(file.read(MAX_CONFIG))
        return visible(str(content["model_type"]))[:60].replace("_", "-")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
