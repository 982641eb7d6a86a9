"""The adapter's file: whether it is one that the product can run, and what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from briefing.errors import ModelError
from briefing.models.convert import PROJECTIONS
from training.digest import file_sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from training.config import Base

MAX_BYTES = 60_000_000
"""A larger file would make the package too large for what an index takes (100 MB on PyPI)."""
MAX_RANK = 64

_NAME = re.compile(r"base_model\.model\.model\.layers\.(\d+)\.([a-z_.]+)\.lora_([AB])\.weight")


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a sound file: the layers it touches, its rank, how many numbers it holds, and what it is on disk."""

    layers: tuple[int, ...]
    rank: int
    parameters: int
    bytes: int
    sha256: str


def tensor_name(layer: int, projection: str, part: str) -> str:
    """PEFT's name of one half, `A` or `B`, of what is added to a projection."""
    return f"base_model.model.model.layers.{layer}.{projection}.lora_{part}.weight"


def check(path: Path, base: Base) -> Facts:
    """Look at every tensor of the file. Raises ModelError that says all that is wrong with it."""
    try:
        size = path.stat().st_size
        tensors = load_file(path)
    except (OSError, SafetensorError, TypeError, KeyError) as error:
        raise ModelError(f"{path} cannot be read as safetensors: {error}") from error
    wrong = [] if size <= MAX_BYTES else [f"{size:,} bytes, at most {MAX_BYTES:,} can ship"]
    wrong += _faults(tensors, base)
    if wrong:
        more = f"\n  and {len(wrong) - 8} more" if len(wrong) > 8 else ""
        raise ModelError(f"{path} cannot be used:\n  " + "\n  ".join(wrong[:8]) + more)
    layers = {int(match[1]) for name in tensors if (match := _NAME.fullmatch(name))}
    rank = next(len(tensor) for name, tensor in tensors.items() if ".lora_A." in name)
    numbers = sum(tensor.size for tensor in tensors.values())
    return Facts(tuple(sorted(layers)), rank, numbers, size, file_sha256(path))


def _faults(tensors: Mapping[str, np.ndarray], base: Base) -> Iterator[str]:
    if not tensors:
        yield "it holds no tensor"
    widths = _widths(base)
    ranks = {len(tensor) for name, tensor in tensors.items() if ".lora_A." in name and tensor.ndim}
    if len(ranks) > 1 or max(ranks, default=1) > MAX_RANK:
        yield f"ranks {sorted(ranks)}: one is expected, of at most {MAX_RANK}"
    for name, tensor in tensors.items():
        match = _NAME.fullmatch(name)
        if not match or match[2] not in widths or int(match[1]) >= base.layers:
            yield f"{name}: no tensor of that name belongs into an adapter of this base"
            continue
        width_in, width_out = widths[match[2]]
        side, other = ("A", "B") if match[3] == "A" else ("B", "A")
        if tensor_name(int(match[1]), match[2], other) not in tensors:
            yield f"{name}: its other half is missing"
        rank = next(iter(ranks), 0)
        shape = (rank, width_in) if side == "A" else (width_out, rank)
        if tensor.shape != shape:
            yield f"{name}: its shape is {tensor.shape}, expected {shape}"
        if tensor.dtype != np.float16:
            yield f"{name}: its numbers are {tensor.dtype}, expected float16"
        elif not np.isfinite(tensor).all():
            yield f"{name}: not all of its numbers are finite"
    if tensors and not any(tensor.any() for name, tensor in tensors.items() if ".lora_B." in name):
        yield "all of its B are zero: it would change nothing"


def _widths(base: Base) -> dict[str, tuple[int, int]]:
    """How many numbers each projection takes in and gives out."""
    hidden, small, wide = base.hidden, base.key_value, base.intermediate
    both = ((hidden, hidden), (hidden, small), (hidden, small), (hidden, hidden),
            (hidden, wide), (hidden, wide), (wide, hidden))  # fmt: skip
    return dict(zip(PROJECTIONS, both, strict=True))
