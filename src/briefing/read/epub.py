"""EPUB (EPUB 3.3, W3C): the pages of a book in the order of reading. Nothing is fetched, no script runs."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefing.errors import ReadError
from briefing.read.html import pieces_of
from briefing.read.parts import source_of
from briefing.read.zipped import Zipped, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Source
    from briefing.read.parts import Piece

SUFFIXES = (".epub",)

_AGAIN = "Fetch it again, or convert it to HTML."


def is_epub(data: bytes) -> bool:
    """Tell whether `data` is an EPUB, by the type that it begins with."""
    return is_typed(data, b"application/epub+zip")


def read(data: bytes, name: str) -> Source:
    """Return the text of the book in `data`. Raises ReadError if it is damaged, protected, or too large."""
    package = Zipped(data, _AGAIN)
    if "META-INF/rights.xml" in package.names:
        raise ReadError("is protected against copying (DRM)", "Ask its publisher for a free copy.")
    container = package.xml("META-INF/container.xml")
    file = None if container is None else container.find(".//{*}rootfile")
    path = "" if file is None else str(file.get("full-path") or "")
    book = package.xml(path)
    if book is None:
        raise ReadError("is not an EPUB, or a damaged one", _AGAIN)
    items = {
        str(each.get("id")): str(each.get("href") or "") for each in book.iterfind("{*}manifest/{*}item")
    }
    spine = [items.get(str(each.get("idref")), "") for each in book.iterfind("{*}spine/{*}itemref")]
    # A book has each of its pages once (EPUB 3.3, `itemref`), whatever would make a small file a long one.
    names = dict.fromkeys(normpath(join(dirname(path), unquote(each))) for each in spine)

    left_out: list[str] = []

    def pieces() -> Iterator[Piece]:
        for each in names:
            page = package.part(each)
            if page is not None and page.strip():
                yield from pieces_of(page, left_out)

    return source_of(data, name, pieces(), format="epub", left_out=left_out)
