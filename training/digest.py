"""What a training hangs on, in one hash, so that a checkpoint is never gone on with under another recipe."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from training.config import Config


def digest(config: Config) -> str:
    """SHA-256 of the settings of the training and of the prepared data."""
    settings = repr((config.seed, config.base, config.lora, config.train))
    parts = (settings, *(file_sha256(config.folder / name) for name in ("train.jsonl", "dev.jsonl")))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
