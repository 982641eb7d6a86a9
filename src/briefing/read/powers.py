"""Raised figures: a power is written as one, so that m³ is not m3 where a format only sets it higher."""

from __future__ import annotations

import re

POWERS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_POWER = re.compile("[-−]?[0-9]{1,2}")
_BASE = re.compile("(?:(?<![A-Za-z])(?:[cdhkm]?m|s)|[米里]|10)$")
"""What stands before a power: a unit of length or time, or ten; after all else a figure marks a note."""


def raised(text: str, before: str) -> str:
    """Return `text`, which is set higher than what stands `before` it: 3 after 18亿m -> ³ (m³)."""
    if _POWER.fullmatch(text) and _BASE.search(before[-4:]):
        return text.translate(POWERS)
    return text
