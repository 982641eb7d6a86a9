"""Plain text."""

from __future__ import annotations

import hashlib

from briefing.document import Source
from briefing.read.encoding import decode

SUFFIXES = (".txt", ".text")


def read(data: bytes, name: str) -> Source:
    """Return the text of `data`. Raises `ReadError` if it is not text or in no known encoding."""
    text, encoding = decode(data)
    return Source(name, text, hashlib.sha256(data).hexdigest(), encoding)
