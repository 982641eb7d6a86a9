"""Markdown. It is kept as it was written: `segment` knows its marks and takes them out on record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.read import text

if TYPE_CHECKING:
    from briefing.document import Source

SUFFIXES = (".md", ".markdown")


def read(data: bytes, name: str) -> Source:
    """Return the Markdown in `data`. Raises `ReadError` as plain text does."""
    return replace(text.read(data, name), format="md")
