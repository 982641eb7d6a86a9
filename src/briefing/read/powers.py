"""Raised figures: where a format only sets them higher, m3 is no volume, and a note's mark part of a sum."""

from __future__ import annotations

import re

POWERS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_RAISED = re.compile("[-−]?[0-9]{1,3}")


def raised(text: str) -> str:
    """Return `text` as it looks where it is set higher: the 3 of 18亿m3 -> ³; all but a figure as it is."""
    return text.translate(POWERS) if _RAISED.fullmatch(text) else text
