"""Reads another program's file into a termbase, for a place where it may stand."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, ReadError
from briefing.glossary.exchange.model import MAX_BYTES
from briefing.glossary.exchange.prepare import Prepared, prepared
from briefing.glossary.store import MAX_BYTES as MAX_TERMBASE
from briefing.glossary.store import load_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from briefing.glossary.exchange import Format
    from briefing.glossary.model import Term, Termbase

_LAYERS = ("shipped", "user", "project", "option")


def import_file(path: str, format_: Format, *, domain: str = "", beside: Iterable[Path] = ()) -> Prepared:
    """What the file at `path` (standard input, if that is `-`) gives as a termbase.

    `beside` are the other files of the layer that it is for: what they have is not taken again. Raises
    ReadError if it cannot be read as `format_`, and GlossaryError for a mistake in a file beside.
    """
    what = "standard input" if path == "-" else path
    data = _take(sys.stdin.buffer, what) if path == "-" else _bytes(Path(path))
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
    if layer not in _LAYERS:
        return []
    below = _LAYERS[: _LAYERS.index(layer)]
    lower = {term.key: term for term in (*base.overridden, *base.terms) if term.layer in below}
    return [(term, lower[term.key]) for term in terms if term.key in lower and lower[term.key].en != term.en]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _take(file, str(path))
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist", "Check the name and the folder") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder", "Name a file in it") from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        why = (isinstance(error, OSError) and error.strerror) or error
        raise ReadError(f"{path} cannot be read: {why}", "Check its name and permissions") from error


def _take(stream: BinaryIO, what: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"{what} is larger than {MAX_BYTES >> 20} MB", "Split it into smaller files")
    return data
