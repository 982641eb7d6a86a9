"""Makes a `Source` of the pieces that a document was found to consist of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.document import Origin, Part, Source
from briefing.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Format, Kind

MAX_CHARACTERS = 20_000_000
"""Characters of text in one document: the longest that people print have a tenth of that."""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, an item, a cell: `kind` is None where the format does not tell more."""

    text: str
    kind: Kind | None = None
    origin: Origin = NOWHERE


def running(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What headers and footers say, once each: page numbers and lines without Chinese say nothing."""
    found: set[str] = set()
    for piece in pieces:
        if piece.text not in found and has_han(piece.text.translate(_PAGE)):
            found.add(piece.text)
            yield piece


_PAGE = {ord(char): None for char in "第页共"}


def source_of(
    data: bytes,
    name: str,
    pieces: Iterable[Piece],
    *,
    format: Format,
    encoding: str = "",
    notes: tuple[str, ...] = (),
    original: bytes = b"",
    left_out: Sequence[str] = (),
) -> Source:
    """The source with these pieces, in order, an empty line between them; those without text are dropped.

    `data` are the bytes of the file, whose digest the source carries; `original` and `left_out`, to which
    making the pieces may add, as in `Source`. Raises ReadError for more text than any document has.
    """
    texts: list[str] = []
    parts: list[Part] = []
    at = 0
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        if piece.kind is None and "\n" in text:  # lines that stand as written, whose first is indented too
            text = piece.text.strip("\n").rstrip()
        parts.append(Part(piece.kind, (at, at + len(text)), piece.origin))
        texts.append(text)
        at += len(text) + 2
        if at > MAX_CHARACTERS:
            raise ReadError(f"has more than {MAX_CHARACTERS:,} characters", "Split it into smaller files.")
    digest = hashlib.sha256(data).hexdigest()
    if left_out:
        lines = "1 line" if len(left_out) == 1 else f"{len(left_out):,} lines"
        notes = (*notes, f"left out {lines} around the text: menus, share bars, what a browser hides")
    text = "\n\n".join(texts)
    return Source(name, text, digest, encoding, format, tuple(parts), notes, original, tuple(left_out))
