"""Makes the default model ready, once: weights in, a folder that the engine can load out.

Everything happens in a hidden folder beside the final one, which is renamed into place at the end: there is a
whole model or none, whatever stops the work. One process works at a time; others wait and find it done.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import machine, paths
from briefing.errors import ModelError
from briefing.models import manifest
from briefing.models.convert import MODEL_FILES
from briefing.models.weights import DEFAULT, OnProgress, OnStatus, Weights, join, parts_or_error

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 4_200_000_000
"""Bytes of memory the conversion should find: its peak was 3.9 GB (openvino-genai 2026.4.1, x86-64)."""

Converter = Callable[[Path, OnStatus], None]
"""Writes MODEL_FILES beside the GGUF file that it is given, or raises ModelError."""


def model_folder(weights: Weights = DEFAULT) -> Path:
    """Return where the prepared model is, or will be."""
    return paths.models_dir() / weights.name


def prepare(
    gguf: Path | None = None,
    on_status: OnStatus | None = None,
    on_progress: OnProgress | None = None,
    *,
    weights: Weights = DEFAULT,
    converter: Converter | None = None,
) -> Path:
    """Return the folder of the model, ready to be loaded; prepare it first if it is not.

    The weights are those of the file `gguf`, or of the installed data packages. A file given is always
    checked, and so is the content of a model that is there already; without one its sizes are enough.
    `on_status` is called as each stage begins, `on_progress` with the bytes done of that stage.

    Raises:
        ModelError: no weights, or wrong ones; too little memory or disk; the conversion failed. Nothing
            half-made is left.
    """
    status: OnStatus = on_status or (lambda _: None)
    progress: OnProgress = on_progress or (lambda _done, _total: None)
    folder = model_folder(weights)
    if gguf is None and manifest.problem(folder, weights=weights.sha256) is None:
        return folder
    try:
        if gguf is None:
            sources = parts_or_error(weights)
        else:
            status(f"checking {gguf.name}")
            join([gguf], weights.size, weights.sha256, None, progress)
        with only_one(folder, status):
            if gguf and folder.exists():
                status("checking the model that is already there")
            if (
                manifest.problem(folder, weights=weights.sha256, full=bool(gguf), on_progress=progress)
                is None
            ):
                return folder
            discard(folder)
            _check_room(folder, weights, joining=gguf is None)
            work = work_folder(folder)
            try:
                work.mkdir()
                whole = work / "weights.gguf"
                if gguf is None:
                    status("joining the model's weights and checking them")
                    join(sources, weights.size, weights.sha256, whole, progress)
                else:
                    _borrow(gguf, whole)
                (converter or convert_in_child)(whole, status)
                whole.unlink()
                status("writing the model to the disk and noting its hashes")
                manifest.write_manifest(
                    work,
                    MODEL_FILES,
                    weights=weights.sha256,
                    openvino=_version("openvino"),
                    on_progress=progress,
                )
                work.rename(folder)
            finally:
                discard(work)
    except OSError as error:
        raise explained(error, folder) from error
    return folder


@contextmanager
def only_one(folder: Path, on_status: OnStatus) -> Iterator[None]:
    """Let one process at a time prepare or remove the model in `folder`; clear away what a killed one left.

    Raises:
        OSError: the folder around it cannot be written to.
    """
    from filelock import FileLock, Timeout

    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_status("waiting for another briefing that is at work on the model")
        lock.acquire(poll_interval=0.2)
    except NotImplementedError as error:
        raise OSError(errno.ENOLCK, f"this file system has no locks: {error}") from error
    try:
        discard(work_folder(folder))
        yield
    finally:
        lock.release()


def remove_prepared(folder: Path, on_status: OnStatus | None = None) -> None:
    """Remove a prepared model: in one step for everybody else, then file by file.

    Raises:
        ModelError: it could not be moved away or deleted.
    """
    try:
        with only_one(folder, on_status or (lambda _: None)):
            work = folder.rename(work_folder(folder))
            discard(work)
    except OSError as error:
        raise ModelError(f"{folder} could not be removed ({error.strerror or error})") from error


def convert_in_child(gguf: Path, on_status: OnStatus) -> None:
    """Convert `gguf` in a process of its own, whose memory is given back when it ends.

    Raises:
        ModelError: it failed, or was killed.
    """
    # -P keeps Python from importing modules that happen to lie in the user's working folder.
    command = [sys.executable, "-P", "-m", "briefing.models.convert", str(gguf)]
    failure: ModelError | None = None
    said: deque[str] = deque(maxlen=5)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace"
    ) as child:
        assert child.stdout
        try:
            for line in child.stdout:
                message = _message(line)
                if "status" in message:
                    on_status(message["status"])
                elif "error" in message:
                    failure = ModelError(message["error"], message.get("hint", ""))
                elif line.strip():
                    said.append(line.strip())
            child.wait()
        except BaseException:
            child.kill()
            raise
    if failure:
        raise failure
    if child.returncode in (-9, 137):
        raise ModelError(
            "the conversion of the model was killed, most likely by the system for want of memory",
            f"It takes {machine.gigabytes(MEMORY)}: close other programs and run the command again",
        )
    if child.returncode:
        last = f": {said[-1][:300]}" if said else ""
        raise ModelError(
            f"the conversion of the model failed (exit status {child.returncode}{last})",
            "`briefing doctor` shows whether something is missing",
        )


def _message(line: str) -> dict[str, str]:
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in message.items()} if isinstance(message, dict) else {}


def _check_room(folder: Path, weights: Weights, *, joining: bool) -> None:
    needed = weights.converted + (weights.size if joining else 0)
    free = machine.free_disk(folder)
    if free < needed:
        raise ModelError(
            f"there is too little room on the disk to prepare the model: {machine.gigabytes(needed)} are "
            f"needed, {machine.gigabytes(free)} are free at {folder.parent}",
            "Make room, or set BRIEFING_HOME to a folder on another disk",
        )
    memory = machine.available_memory()
    if memory is not None and memory < MEMORY:
        raise ModelError(
            f"there is too little memory to prepare the model: {machine.gigabytes(MEMORY)} are needed, "
            f"{machine.gigabytes(memory)} are free",
            "Close other programs, or prepare it on another machine and copy "
            f"{folder} here, or use an Argos package: `briefing model install FILE.argosmodel`",
        )


def _borrow(source: Path, target: Path) -> None:
    """Let the converter, which writes beside the file it reads, find `source` in the folder of `target`."""
    try:
        target.symlink_to(source.absolute())
    except OSError:
        # Windows lets only some users make links.
        shutil.copyfile(source, target)


def work_folder(folder: Path) -> Path:
    """Return where a model is made before it is moved to `folder`."""
    return folder.with_name(f".{folder.name}.part")


def discard(folder: Path) -> None:
    """Remove a folder, a file or a link, if it is there. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"


def explained(error: OSError, folder: Path) -> ModelError:
    """Return the error that a fault of the disk is, while the model in `folder` was made."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ModelError(
            f"the disk is full: the model could not be prepared in {folder.parent}",
            "Make room, or set BRIEFING_HOME to a folder on another disk",
        )
    where = f": {os.fsdecode(error.filename)}" if isinstance(error.filename, (str, bytes)) else ""
    return ModelError(
        f"the model could not be prepared ({error.strerror or error}{where})",
        "Check the file and the folder, or set BRIEFING_HOME to a folder that can be written to",
    )
