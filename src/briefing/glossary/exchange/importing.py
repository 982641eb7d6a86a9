"""Reads another program's file into a termbase, for a place where it may stand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, ReadError
from briefing.glossary.exchange.model import MAX_BYTES
from briefing.glossary.exchange.prepare import Prepared, prepared
from briefing.glossary.model import LAYERS
from briefing.glossary.store import MAX_BYTES as MAX_TERMBASE
from briefing.glossary.store import load_file
from briefing.read import read_bytes, take
from briefing.streams import standard_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.glossary.exchange import Format
    from briefing.glossary.model import Term, Termbase


def import_file(path: str, format_: Format, *, domain: str = "", beside: Iterable[Path] = ()) -> Prepared:
    """What the file at `path` (standard input, if that is `-`) gives as a termbase.

    `beside` are the other files of the layer that it is for: what they have is not taken again. Raises
    ReadError if it cannot be read as `format_`, and GlossaryError for a mistake in a file beside.
    """
    what = "standard input" if path == "-" else path
    data = take(standard_input(), what, MAX_BYTES) if path == "-" else read_bytes(Path(path), MAX_BYTES)
    if not data.strip():
        raise ReadError(f"{what} is empty", "Give a file with terms in it")
    taken = {term.key: term for each in beside for term in load_file(each, shown_as=str(each)).terms}
    try:
        imported = format_.read(data, what)
    except ReadError as error:
        raise ReadError(f"{what} {error.message}", error.hint.rstrip(".")) from error
    return prepared(imported, domain=domain, taken=taken)


def termbase_of(found: Prepared, comment: str = "") -> str:
    """The YAML of what was imported, read once as every termbase is read. Raises GlossaryError."""
    text = found.text(comment)
    data = text.encode()
    if len(data) > MAX_TERMBASE:
        raise GlossaryError(
            f"As a termbase this would be larger than {MAX_TERMBASE >> 20} MB", "Import it in parts"
        )
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / "imported.yaml"
        path.write_bytes(data)
        load_file(path)
    return text


def overrides(terms: Sequence[Term], layer: str, base: Termbase) -> list[tuple[Term, Term]]:
    """Which of `terms` change a rendering of lower layers: each with the entry that gives way."""
    if layer not in LAYERS:
        return []
    below = LAYERS[: LAYERS.index(layer)]
    lower = {term.key: term for term in (*base.overridden, *base.terms) if term.layer in below}
    return [(term, lower[term.key]) for term in terms if term.key in lower and lower[term.key].en != term.en]
