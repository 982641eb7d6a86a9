"""The list of what a prepared model's folder holds, by which a whole model is told from a broken one."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.models.weights import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.models.weights import OnProgress

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a prepared model is made of: `weights` is the SHA-256 of the weights that it came from.

    `openvino` is the version of the library that made it, if it was made; `files` has (name, bytes, SHA-256),
    the name of one that lies elsewhere being its whole path.
    """

    weights: str
    openvino: str
    files: tuple[tuple[str, int, str], ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for _, size, _ in self.files)


def write_manifest(
    folder: Path, names: Iterable[str], *, weights: str, openvino: str, on_progress: OnProgress
) -> Manifest:
    """Hash the files `names` of `folder`, see to it that they are on the disk, and list them in the manifest.

    Raises:
        OSError: a file is not there, or the disk is full.
    """
    names = tuple(names)
    total = sum((folder / name).stat().st_size for name in names)
    files, done = [], 0
    for name in names:
        # Opened for writing too, since Windows flushes no file that is open for reading alone.
        with (folder / name).open("r+b") as file:
            os.fsync(file.fileno())
        size, digest = hashed(folder / name, after(done, total, on_progress))
        done += size
        files.append((name, size, digest))
    manifest = Manifest(weights, openvino, tuple(files))
    write(folder, manifest)
    return manifest


def after(done: int, total: int, on_progress: OnProgress) -> OnProgress:
    """Return what tells the progress of one file as that of all: `done` bytes of `total` came before it."""
    return lambda read, _: on_progress(done + read, total)


def hashed(path: Path, on_progress: OnProgress) -> tuple[int, str]:
    """Return the size and the SHA-256 of a file. Raises OSError."""
    digest, size, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
            on_progress(size, total)
    return size, digest.hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into `folder`, and see to it that it is on the disk. Raises OSError."""
    content = {
        "briefing_model": FORMAT,
        "weights_sha256": manifest.weights,
        "openvino": manifest.openvino,
        "files": {name: {"size": size, "sha256": digest} for name, size, digest in manifest.files},
    }
    with (folder / MANIFEST).open("w", encoding="utf-8") as text:
        json.dump(content, text, indent=2)
        text.write("\n")
        text.flush()
        os.fsync(text.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of `folder`.

    Raises:
        OSError, ValueError: there is none, or it is no manifest of this format.
    """
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if content["briefing_model"] != FORMAT:
            raise ValueError(f"format {content['briefing_model']!r}, expected {FORMAT}")
        files = tuple((str(name), int(f["size"]), str(f["sha256"])) for name, f in content["files"].items())
        return Manifest(str(content["weights_sha256"]), str(content["openvino"]), files)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"not as briefing writes it ({error!r})") from error


def problem(
    folder: Path, *, weights: str | None, full: bool = False, on_progress: OnProgress | None = None
) -> str | None:
    """Say what is wrong with the prepared model in `folder`, or None if it is whole.

    Looks at the sizes of the files, which takes no time; if `full`, also at their content (about 1.3 GB).
    `weights` is the SHA-256 of the weights that it has to come from; None where they may be any.
    """
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        return f"{MANIFEST} is missing"
    except (OSError, ValueError) as error:
        return f"{MANIFEST} cannot be read ({error})"
    if weights is not None and manifest.weights != weights:
        return "it was made from other weights"
    if not manifest.files:
        return f"{MANIFEST} lists no files"
    done = 0
    for name, size, sha256 in manifest.files:
        try:
            actual = (folder / name).stat().st_size
            if actual != size:
                return f"{name} has {actual:,} bytes, expected {size:,}"
            if not full:
                continue
            digest = hashlib.sha256()
            with (folder / name).open("rb") as file:
                while block := file.read(BLOCK):
                    digest.update(block)
                    done += len(block)
                    if on_progress:
                        on_progress(done, manifest.size)
        except FileNotFoundError:
            return f"{name} is missing"
        except OSError as error:
            return f"{name} cannot be read ({error.strerror})"
        if digest.hexdigest() != sha256:
            return f"the content of {name} has changed"
    return None
