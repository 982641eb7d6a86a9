"""Reads a source: one module a format, found by what the file begins with and by the suffix of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.read import briefings, docx, epub, html, mail, markdown, odt, pdf, scan, text
from briefing.read.encoding import decode
from briefing.read.refused import refuse
from briefing.streams import standard_input
from briefing.visible import argument

if TYPE_CHECKING:
    from briefing.document import Source

Reader = Callable[[bytes, str], "Source"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its `label`, its suffixes, what makes a `Source` of a file's bytes and name.

    `is_it` tells it by its bytes, which nothing does for plain text; `binary` says that it always tells.
    """

    label: str
    suffixes: tuple[str, ...]
    read: Reader
    is_it: Callable[[bytes], bool] | None = None
    binary: bool = False


TEXT = Format("plain text", text.SUFFIXES, text.read)
HTML = Format("a web page", html.SUFFIXES, html.read, html.is_html)
FORMATS: tuple[Format, ...] = (
    TEXT,
    Format("Markdown", markdown.SUFFIXES, markdown.read),
    HTML,
    Format("a mail", mail.SUFFIXES, mail.read, mail.is_mail),
    Format("a PDF", pdf.SUFFIXES, pdf.read, pdf.is_pdf, binary=True),
    Format("an image", scan.SUFFIXES, scan.read, scan.is_image, binary=True),
    Format("a Word document", docx.SUFFIXES, docx.read, docx.is_docx, binary=True),
    Format("an OpenDocument text", odt.SUFFIXES, odt.read, odt.is_odt, binary=True),
    Format("an EPUB", epub.SUFFIXES, epub.read, epub.is_epub, binary=True),
)
SUFFIXES: dict[str, Format] = {suffix: each for each in FORMATS for suffix in each.suffixes}
"""Suffix, in lower case and with its full stop -> the format that it promises."""

DATA = ".json"
"""Of a briefing's data, if of anything."""
_BEGINNING = 1_000
"""Bytes that show a page to be a briefing, of which no reader hands on the mark."""
MAX_BYTES = 256 * 1024 * 1024
"""More than this is no text that anyone would have translated: a disk image, an endless pipe."""


def read_source(path: str | Path, *, stdin: BinaryIO | None = None) -> Source:
    """Return the Chinese text at `path`, or on standard input (`stdin`, if given) where `path` is `-`.

    What the file begins with decides over its suffix, and a wrong suffix is told in the source's notes; a
    name without one, such as that of a pipe, is taken for plain text unless the bytes say otherwise. Raises
    `ReadError` if there is no such file, if it cannot be read or decoded, if its format is not known, if no
    Chinese is in it, or if it is a briefing, which has its English.
    """
    suffix = "" if str(path) == "-" else Path(path).suffix.lower()
    if str(path) == "-":
        name = "-"
        data = take(stdin or standard_input(), "standard input", MAX_BYTES)
    else:
        path = Path(path)
        name = path.name
        data = read_bytes(path, MAX_BYTES)
    what = "standard input" if name == "-" else str(path)
    if not data.strip():
        raise ReadError(f"{what} is empty", "Give a file with Chinese text in it.")
    try:
        source = _read(data, name, suffix)
    except ReadError as error:
        raise ReadError(f"{what} {error.message}", error.hint) from error.__cause__
    page = data[:_BEGINNING].decode("utf-8", "replace")
    document = source.format == "docx" and docx.is_briefing(data)
    if document or briefings.is_briefing(source.text) or briefings.is_briefing(page):
        origin = briefings.source_of(source.text) or briefings.source_of(data.decode("utf-8", "replace"))
        raise ReadError(
            f"{what} is a briefing already: Chinese with its English",
            f"Translate its source{f' ({origin})' if origin else ''}, or check it: "
            f"`briefing check {argument(what)}`."
            if name != "-"
            else "Translate its source, or check it with `briefing check -`.",
        )
    if suffix == DATA:
        raise _unknown(what)
    if not has_han(source.text):
        raise ReadError(f"{what} has no Chinese in it", "Check that it is the right file.")
    return source


def _read(data: bytes, name: str, suffix: str) -> Source:
    """The source in `data`, by what it is, else by what its suffix promises. Messages go on from the name."""
    refuse(data, suffix)
    promised = SUFFIXES.get(suffix) or (TEXT if suffix in ("", DATA) else None)
    found = next((each for each in FORMATS if each.is_it and each.is_it(data)), None)
    if found is None and promised is not None and promised.binary:
        found = TEXT if _is_text(data) else None
        if found is None:
            hint = "Fetch it again, or save it anew in the program that made it."
            raise ReadError(f"is not {promised.label}, or a damaged one", hint)
    if found is None and promised is TEXT and html.is_fragment(data):
        found = HTML
    made = found or promised
    if made is None:
        raise _unknown("")
    source = made.read(data, name)
    if promised in (None, made) or suffix == "":
        return source
    return replace(source, notes=(f"is {made.label}, whatever its name says", *source.notes))


def _is_text(data: bytes) -> bool:
    try:
        return has_han(decode(data)[0])
    except ReadError:
        return False


def _unknown(what: str) -> ReadError:
    formats = ", ".join(SUFFIXES)
    return ReadError(
        f"{what} is in a format that is not read".strip(), f"Save it as one of these: {formats}."
    )


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file of at most `limit` bytes. Raises ReadError."""
    try:
        with path.open("rb") as file:
            return take(file, str(path), limit)
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist", "Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder", "Name the files in it.") from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        why = (isinstance(error, OSError) and error.strerror) or error
        raise ReadError(f"{path} cannot be read: {why}", "Check its name and permissions.") from error


def take(stream: BinaryIO, what: str, limit: int) -> bytes:
    """All of a stream, called `what` in the message, of at most `limit` bytes. Raises ReadError."""
    parts: list[bytes] = []
    size = 0
    try:
        while part := stream.read(1 << 20):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise ReadError(f"{what} is larger than {limit >> 20} MB", "Split it into smaller files.")
    except OSError as error:
        raise ReadError(f"{what} cannot be read: {error.strerror or error}", "Check where it is.") from error
    return b"".join(parts)
