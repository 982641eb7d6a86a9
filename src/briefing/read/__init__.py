"""Reads a source: one module a format, found by the suffix of the file's name; the encoding is found too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.read import briefings, markdown, text
from briefing.streams import standard_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.document import Source

FORMATS: dict[str, Callable[[bytes, str], Source]] = {
    **dict.fromkeys(text.SUFFIXES, text.read),
    **dict.fromkeys(markdown.SUFFIXES, markdown.read),
}
"""Suffix, in lower case and with its full stop -> what makes a `Source` of a file's bytes and name."""

MAX_BYTES = 256 * 1024 * 1024
"""More than this is no text that anyone would have translated: a disk image, an endless pipe."""


def read_source(path: str | Path, *, stdin: BinaryIO | None = None) -> Source:
    """Return the Chinese text at `path`, or on standard input (`stdin`, if given) where `path` is `-`.

    A name without a suffix, such as that of a pipe, is taken for plain text. Raises `ReadError` if there is
    no such file, if it cannot be read or decoded, if its format is not known, if no Chinese is in it, or if
    it is a briefing, which has its English.
    """
    reader: Callable[[bytes, str], Source] = text.read
    data_file = str(path).lower().endswith(".json")  # a briefing's, if anything
    if str(path) == "-":
        name = "-"
        data = take(stdin or standard_input(), "standard input", MAX_BYTES)
    else:
        path = Path(path)
        name = path.name
        if not data_file:
            reader = _reader(path)
        data = read_bytes(path, MAX_BYTES)
    what = "standard input" if name == "-" else str(path)
    if not data.strip():
        raise ReadError(f"{what} is empty", "Give a file with Chinese text in it.")
    try:
        source = reader(data, name)
    except ReadError as error:
        raise ReadError(f"{what} {error.message}", error.hint) from error.__cause__
    if briefings.is_briefing(source.text):
        origin = briefings.source_of(source.text)
        raise ReadError(
            f"{what} is a briefing already: Chinese with its English",
            f"Translate its source{f' ({origin})' if origin else ''}, or check it: `briefing check {what}`."
            if name != "-"
            else "Translate its source, or check it with `briefing check -`.",
        )
    if data_file:
        raise _unknown(what)
    if not has_han(source.text):
        raise ReadError(f"{what} has no Chinese in it", "Check that it is the right file.")
    return source


def _reader(path: Path) -> Callable[[bytes, str], Source]:
    if not path.exists() or path.is_dir():
        return text.read  # Which is told when it is opened; the format does not matter then.
    suffix = path.suffix.lower()
    if suffix and suffix not in FORMATS:
        raise _unknown(str(path))
    return FORMATS.get(suffix, text.read)


def _unknown(what: str) -> ReadError:
    formats = ", ".join(FORMATS)
    return ReadError(f"{what} is in a format that is not read", f"Save it as one of these: {formats}.")


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
