"""What a training hangs on, in one hash, so that a checkpoint is never gone on with under another recipe."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.config import Config


def digest(config: Config) -> str:
    """SHA-256 of the settings that change what is learnt, of the prepared data and of the adapter at its
    start."""
    start = config.train.start
    settings = repr((config.seed, config.base, config.lora, replace(config.train.learnt(), start=Path())))
    files = [config.folder / name for name in ("train.jsonl", "dev.jsonl")] + [start] * bool(start.name)
    parts = (settings, *map(file_sha256, files))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
