"""Chooses what of a termbase is exported, and says what of it no other program knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.glossary.exchange.model import enumerated

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefing.glossary.exchange import Format
    from briefing.glossary.exchange.model import Exported
    from briefing.glossary.model import Term, Termbase


def chosen(termbase: Termbase, layers: Collection[str] = ()) -> list[Term]:
    """The entries of some layers, as if there were no others; those in force, if `layers` is empty."""
    if not layers:
        return list(termbase.terms)
    found: dict[str, Term] = {}
    for term in (*termbase.overridden, *termbase.terms):  # lowest layer first
        if term.layer in layers:
            found[term.key] = term
    return list(found.values())


def export(termbase: Termbase, format_: Format, layers: Collection[str] = ()) -> Exported:
    """The file of a format with the entries of some layers, or with those in force."""
    terms = chosen(termbase, layers)
    rendered = [term for term in terms if term.use != "read"]
    exported = format_.write(rendered)
    families = [
        (len(terms) - len(rendered), "reading"),
        (len([p for p in termbase.patterns if not layers or p.term.layer in layers]), "pattern"),
        (len([p for p in termbase.places if not layers or p.layer in layers]), "place"),
    ]
    counts = [f"{number:,} {name}{'' if number == 1 else 's'}" for number, name in families if number]
    if not counts:
        return exported
    note = f"left out, since only a termbase has them: {enumerated(counts)}"
    return replace(exported, notes=(*exported.notes, note))
