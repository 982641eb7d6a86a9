"""Models that a user has as files: put beside the default model, listed, looked after, removed.

Each has a folder with what is known of it (`model.json`), its files or where they lie, and their hashes
(`manifest.json`). It is made under another name and moved into place: there is a whole model or none.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import machine, paths
from briefing.engine.served.exam import Exam
from briefing.engine.served.json import parse
from briefing.engine.served.profiles import find_profile, profile_for
from briefing.errors import ModelError, UsageError
from briefing.files import write_whole
from briefing.models import manifest
from briefing.models.entry import ModelEntry
from briefing.models.manifest import Manifest, after, hashed
from briefing.models.prepare import discard, explained, only_one, remove_prepared, work_folder
from briefing.models.weights import BLOCK, DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.engine.served.profiles import Profile
    from briefing.models.entry import State
    from briefing.models.weights import OnProgress, OnStatus

FACTS, EXAM = "model.json", "exam.json"
FORMAT = 1
MAX_FACTS = 100_000
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
LIBRARIES = {"llama": "xllamacpp", "openvino": "openvino_genai"}
"""What runs the models of an engine."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an installed model.

    `file` is the name of its file, or of the folder that it came from; `linked` says that it lies elsewhere,
    at that path. `profile` is what the user chose, empty for the one that fits. `token_bytes` and `context`
    as in `models.gguf.Header`. `gpu_layers`: -1 as many as fit.
    """

    engine: Literal["llama", "openvino"]
    file: str
    linked: bool
    architecture: str = ""
    title: str = ""
    licence: str = ""
    context: int = 0
    token_bytes: int = 0
    thinks: bool = False
    profile: str = ""
    gpu_layers: int = -1


def name_for(path: Path, given: str | None) -> str:
    """The name of a model: the one that was given, or that of its file. Raises UsageError."""
    name = given if given is not None else re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")[:64]
    if not _NAME.fullmatch(name) or name == DEFAULT.name or name.startswith("argos-"):
        raise UsageError(
            f"{name!r} is no name for a model that you install",
            "Give one with --as: small letters, digits, and - _ . between them",
        )
    return name


def folder_of(name: str) -> Path:
    """Where the model called `name` is, or would be."""
    return paths.models_dir() / name


def put(
    name: str, facts: Facts, sources: Sequence[Path], on_status: OnStatus, on_progress: OnProgress
) -> ModelEntry:
    """Install the files `sources`: copied, or where `facts` say linked left where they are.

    Raises:
        ModelError: there is a model of that name; the disk is full or failed.
    """
    folder = folder_of(name)
    total = sum(source.stat().st_size for source in sources)
    try:
        with only_one(folder, on_status):
            if folder.exists():
                raise ModelError(f"there is a model called {name} already", "Give another name with --as")
            if not facts.linked and machine.free_disk(folder) < total:
                raise ModelError(
                    f"there is too little room on the disk: {machine.gigabytes(total)} are needed",
                    "Make room, leave the file where it is with --link, or set BRIEFING_HOME to a folder on "
                    "another disk",
                )
            work = work_folder(folder)
            try:
                work.mkdir()
                on_status(f"{'hashing' if facts.linked else 'copying'} {Path(facts.file).name}")
                files = tuple(_files(sources, None if facts.linked else work, total, on_progress))
                (work / FACTS).write_text(json.dumps({"briefing_installed": FORMAT, **asdict(facts)}) + "\n")
                weights = max(files, key=lambda file: file[1])[2]
                manifest.write(work, Manifest(weights, "", files))
                work.rename(folder)
            finally:
                discard(work)
    except OSError as error:
        raise explained(error, folder) from error
    return entry_of(name)


def _files(
    sources: Sequence[Path], into: Path | None, total: int, on_progress: OnProgress
) -> Iterator[tuple[str, int, str]]:
    """Name, size and SHA-256 of each file, copied on the way if it is to be."""
    done = 0
    for source in sources:
        if into is None:
            name, (size, digest) = str(source.absolute()), hashed(source, after(done, total, on_progress))
        else:
            name = source.name
            _copy(source, into / name)
            size, digest = hashed(into / name, after(done, total, on_progress))
        done += size
        yield name, size, digest


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(BLOCK):
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())


def names() -> tuple[str, ...]:
    """The names of the installed models, in order."""
    try:
        return tuple(
            sorted(each.parent.name for each in paths.models_dir().glob(f"*/{FACTS}") if each.is_file())
        )
    except OSError:
        return ()


def facts_of(name: str) -> Facts:
    """What is known of the model called `name`. Raises ModelError."""
    path = folder_of(name) / FACTS
    try:
        if path.stat().st_size > MAX_FACTS:
            raise ValueError("too large")
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("briefing_installed") != FORMAT:
            raise ValueError("of another version")
        return Facts(**content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(
            f"what is known of the model {name} cannot be read ({path}: {error})",
            f"`briefing model remove {name}`, and install it again",
        ) from error


def entry_of(name: str, *, full: bool = False, on_progress: OnProgress | None = None) -> ModelEntry:
    """The entry of the model called `name`; `full` hashes its files."""
    folder = folder_of(name)
    try:
        facts = facts_of(name)
    except ModelError as error:
        return ModelEntry(name, "llama", folder, "broken", error.message, 0)
    state, detail, size = _state(name, facts, full, on_progress)
    return ModelEntry(name, facts.engine, Path(facts.file) if facts.linked else folder, state, detail, size)


def _state(name: str, facts: Facts, full: bool, on_progress: OnProgress | None) -> tuple[State, str, int]:
    folder = folder_of(name)
    if wrong := manifest.problem(folder, weights=None, full=full, on_progress=on_progress):
        return "broken", wrong, 0
    size = manifest.read_manifest(folder).size
    if find_spec(LIBRARIES[facts.engine]) is None:
        return "missing", f"the library {LIBRARIES[facts.engine]} is not installed", size
    what = "GGUF file" if facts.engine == "llama" else "OpenVINO model"
    parts = [f"{facts.title or Path(facts.file).name} ({what}", facts.architecture or "architecture not told"]
    if facts.context:
        parts.append(f"context {facts.context:,}")
    if facts.licence:
        parts.append(f"licence {facts.licence}")
    return "ready", ", ".join(parts) + (", linked)" if facts.linked else ")"), size


def model_file(name: str) -> tuple[Path, str, int]:
    """The largest file of an installed model, which has its weights: its path, SHA-256 and size.

    Raises ModelError.
    """
    folder = folder_of(name)
    try:
        listed = manifest.read_manifest(folder)
    except (OSError, ValueError) as error:
        raise ModelError(f"the model {name} is broken ({error})", mend_hint(name)) from error
    file, size, digest = max(listed.files, key=lambda each: each[1])
    return folder / file, digest, size


def profile_of(facts: Facts) -> Profile:
    """How the model wants to be asked: as the user said, or by the names of its file and of itself.

    Raises ModelError, UsageError.
    """
    if facts.profile:
        return find_profile(facts.profile)
    return profile_for(f"{Path(facts.file).name} {facts.title}", facts.architecture)


def exam_of(name: str) -> Exam | None:
    """What the last examination of the model found, if it was examined by this version."""
    try:
        return Exam.from_json(parse((folder_of(name) / EXAM).read_bytes()))
    except (OSError, ValueError):
        return None


def keep_exam(name: str, exam: Exam) -> None:
    """Keep what an examination found. Raises WriteError."""
    write_whole(folder_of(name) / EXAM, json.dumps(exam.as_json(), indent=2) + "\n", force=True)


def remove(name: str, on_status: OnStatus | None = None) -> None:
    """Remove an installed model; files that are linked stay. Raises ModelError."""
    remove_prepared(folder_of(name), on_status)


def install_library(engine: str) -> str:
    """Return the command that installs what runs the models of `engine`."""
    return "`pip install 'briefing[gguf]'`" if engine == "llama" else "`pip install openvino-genai`"


def mend_hint(name: str) -> str:
    """Return what mends a broken model."""
    return f"`briefing model remove {name}`, then `briefing model install FILE.gguf` or FOLDER"
