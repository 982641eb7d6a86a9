"""The adapter that ships with briefing: where it is, and what it was when shipped. ADAPTER.md is its card."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def adapter_path() -> Path:
    """Return the adapter's file."""
    return _HERE / "adapter.safetensors"


@cache
def adapter_sha256() -> str:
    """Return the SHA-256 of the adapter's file as it is now.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(adapter_path().read_bytes()).hexdigest()


def shipped_sha256() -> str:
    """Return the SHA-256 that the adapter had when it was shipped.

    Raises:
        OSError: the note of it cannot be read.
    """
    return (_HERE / "adapter.sha256").read_text(encoding="ascii").split()[0]
