"""Tells digits that are a number from those of a name: COVID-19, G20, 5G."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens

_PREFIXES = frozenset(
    ("mid", "pre", "post", "late", "early", "non", "sub", "over", "under", "some", "about", "to", "or", "and")
)
_WRITTEN = """
    km kg g cm mm m t ha mu kw mw gw tw kwh mwh gwh kv mm² ml l sq gb tb mb kb mbps gbps hz khz mhz ghz
    c f s h am pm hrs hr min x th st nd rd bn mn mln tn trn k b bp bps pct pp pc hours fold ms pa kpa
    mpa db
"""
_UNITS = frozenset(_WRITTEN.split())
"""Units that stand right after digits, and then are no part of a name such as 5G or 3D."""


def stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether digits at `at` are a number, and no part of a name: COVID-19, G20, H7N9, No.5-2 of a code.

    Those of 1950s-60s are one.
    """
    token = tokens[at]
    before = tokens[at - 1]
    if token.kind == "number":
        if token.glued and before.kind == "word":
            # An M6.8 earthquake, FY2026.
            written = tokens.text[before.start : before.end]
            quake, fiscal = written == "M" and "." in token.text, written == "FY" and len(token.text) == 4
            return (quake or fiscal) and not before.glued
        if token.glued and before.text == "-" and before.glued and tokens[at - 2].kind == "word":
            decades = tokens[at - 2].text == "s" and tokens[at - 2].glued and tokens[at - 3].kind == "number"
            return decades or tokens[at - 2].text in _PREFIXES
        if token.glued and before.text == "." and before.glued and tokens[at - 2].kind in ("number", "code"):
            return False
        after = tokens[at + 1]
        if after.glued and after.kind == "word":
            written = tokens.text[after.start : after.end]
            known = after.text in _UNITS and not (
                written.isupper() and len(written) == 1 and written not in "MKC"
            )
            return known and not (tokens[at + 2].glued and tokens[at + 2].kind == "number")
    elif token.glued and before.text == "-" and before.glued and tokens[at - 2].kind == "word":
        return tokens[at - 2].text in _PREFIXES or token.text in ("half", "third", "quarter")
    return True
