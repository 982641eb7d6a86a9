"""DOCX: the text as it would be printed, all tracked changes accepted. No macro runs, no link is followed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from briefing.archives import DIGEST, SEAL
from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.read.docx.hidden import hide
from briefing.read.docx.numbering import Numbering, W
from briefing.read.docx.package import Package
from briefing.read.docx.paragraphs import Story
from briefing.read.docx.styles import styles_of
from briefing.read.parts import running, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from briefing.document import Source
    from briefing.read.parts import Piece

SUFFIXES = (".docx", ".dotx")

_TYPES = b"[Content_Types].xml"


def is_docx(data: bytes) -> bool:
    """Tell whether `data` is a Word document, of any kind, by the names in its zip."""
    return data.startswith(b"PK\x03\x04") and _TYPES in data and b"word/" in data


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: `pieces` are its text and notes, `running` what headers and footers say, `main` its part.

    `elements` are the paragraphs (`w:p`) by what the origins of pieces say; `told` is for the user; `strict`
    as in `Package`.
    """

    main: str
    pieces: list[Piece]
    running: list[Piece]
    elements: Mapping[str, _Element]
    told: tuple[str, ...]
    strict: bool


def opened(data: bytes) -> Opened:
    """What is in the document. Raises ReadError if it is damaged, protected, has macros, or is too large."""
    package = Package(data)
    types = package.xml("[Content_Types].xml")
    if types is not None and any("macroEnabled" in str(each.get("ContentType")) for each in types):
        raise ReadError(
            "has macros in it, which briefing does not touch", "Save it as .docx, without its macros."
        )
    main = package.main()
    root = package.xml(main)
    if root is None or root.tag != f"{W}document":
        raise ReadError(
            "is not a Word document, or a damaged one", "Save it as .docx in Word or LibreOffice."
        )
    kinds = package.kinds()
    styles, numbering = (package.xml(kinds.get(each, "")) for each in ("styles", "numbering"))
    story = Story(styles_of(styles), Numbering.of(numbering))
    for kind in ("footnotes", "endnotes"):
        if (notes := package.xml(kinds.get(kind, ""))) is not None:
            hide(notes, styles)
            story.add_notes(kind, kinds[kind], notes)
    hide(root, styles)
    pieces = story.pieces(main, root)
    if story.chunks and not any(has_han(each.text) for each in pieces):
        hint = "Open it in Word or LibreOffice and save it again as .docx."
        raise ReadError("has its text in a file of another format inside it (altChunk)", hint)
    targets = dict.fromkeys(each for kind, each in package.related(main) if kind in ("header", "footer"))
    parts = {each: part for each in targets if (part := package.xml(each)) is not None}
    for part in parts.values():
        hide(part, styles)
    around = chain.from_iterable(story.pieces(each, part) for each, part in parts.items())
    return Opened(main, pieces, [*running(around)], story.elements(), tuple(story.told()), package.strict)


def read(data: bytes, name: str) -> Source:
    """Return the text of the document in `data`: body, tables cell by cell, text boxes, notes where they are
    called for, then what is in headers and footers, once each.

    Raises ReadError if it is damaged, protected, has macros, or is larger than any document.
    """
    found = opened(data)
    # What is in ISO's strict variant was read as if it were in the usual one, which is not written back.
    original = b"" if found.strict else data
    pieces = found.pieces + found.running
    return source_of(data, name, pieces, format="docx", notes=found.told, original=original)


def is_briefing(data: bytes) -> bool:
    """Whether the Word document in `data` is a briefing, edited or not. Raises ReadError if it is damaged."""
    properties = Package(data).xml(SEAL)
    return properties is not None and any(each.get("name") == DIGEST for each in properties)
