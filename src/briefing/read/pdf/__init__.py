"""PDF: its text in the order of reading, put together from lines. No script runs, no link is followed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.read import scan
from briefing.read.fragments import Page, Rule
from briefing.read.layout import pieces_of
from briefing.read.parts import MAX_CHARACTERS, source_of
from briefing.read.pdf.characters import page_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from briefing.document import Source

SUFFIXES = (".pdf",)
MAX_PAGES = 3_000
"""Pages of a document that anyone would have translated at once."""

_EXTRA = 'To read them, install `pip install "briefing[ocr]"`'
_NO_FONT = "text in a font that is neither in the file nor on this machine"
_FONT = "Install a font for Chinese, such as Noto Sans CJK, or have the PDF made with its fonts in it"
_RESOLUTION = 200
"""Dots per inch that a page without text is drawn at to be read."""


def is_pdf(data: bytes) -> bool:
    """Tell whether `data` begins as a PDF does; programs allow for some bytes before it."""
    return data.startswith(b"%PDF-") or (b"\0" in data[:4096] and b"%PDF-" in data[:1024])


def read(data: bytes, name: str) -> Source:
    """Return the text of the PDF in `data`, without page numbers, running heads and watermarks.

    Raises ReadError if it is damaged, protected, has more pages than any document, or no text in it.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("is protected with a password", "Save it without one.") from error
        hint = "Fetch it again, or print it to a new PDF."
        raise ReadError("is a damaged PDF, or one that is not finished", hint) from error
    try:
        pages, without, scanned, sideways, lost = _pages(document)
    finally:
        document.close()
    if lost and not any(has_han(each.text) for page in pages for each in page.fragments):
        raise ReadError(f"has {_NO_FONT}", f"{_FONT}.")
    if not any(page.fragments for page in pages):
        if without:
            raise ReadError("has no text in it, only images", f"{_EXTRA}.")
        raise ReadError("has no text in it", "Check that it is the right file.")
    pieces, notes = pieces_of(pages)
    for numbers, what in (
        (without, f"only images, which are not read. {_EXTRA}"),
        (scanned, "read from images"),
        (sideways, "text that lies on its side, or stands upright beside such text, is not read"),
        (lost, f"{_NO_FONT}, which is not read. {_FONT}"),
    ):
        if numbers:
            shown = ", ".join(str(each) for each in numbers[:10]) + (" ..." if len(numbers) > 10 else "")
            notes = (*notes, f"page{'s' * (len(numbers) > 1)} {shown}: {what}")
    return source_of(data, name, pieces, format="pdf" if len(scanned) < len(pages) else "scan", notes=notes)


def _pages(document: PdfDocument) -> tuple[list[Page], list[int], list[int], list[int], list[int]]:
    """The pages, and the numbers of those that have only images, of those that were read from theirs, of
    those with text on its side that is left out, and of those with text of which nothing could be read."""
    count = len(document)
    if count > MAX_PAGES:
        raise ReadError(f"has {count:,} pages: more than {MAX_PAGES:,}", "Split it into smaller files.")
    pages: list[Page] = []
    without: list[int] = []
    scanned: list[int] = []
    sideways: list[int] = []
    lost: list[int] = []
    characters = 0
    for number in range(count):
        page, images, aside, unread = page_of(document, number)
        if aside:
            sideways.append(number + 1)
        if unread:
            lost.append(number + 1)
        if images and not page.fragments:
            if scan.is_installed() and len(scanned) < scan.MAX_PAGES:
                page = _recognized(document, number)
                scanned.append(number + 1)
            else:
                without.append(number + 1)
        pages.append(page)
        characters += sum(len(each.text) for each in page.fragments)
        if characters > MAX_CHARACTERS:
            raise ReadError(f"has more than {MAX_CHARACTERS:,} characters", "Split it into smaller files.")
    return pages, without, scanned, sideways, lost


def _recognized(document: PdfDocument, number: int) -> Page:
    """A page that is read from an image of it: in points, as other pages are."""
    page = document[number]
    try:
        scale = min(_RESOLUTION / 72, scan.LONGEST_SIDE / max(page.get_size()))
        image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    found = scan.recognized(image, number + 1)
    fragments = tuple(
        replace(
            each,
            left=each.left / scale,
            top=each.top / scale,
            right=each.right / scale,
            bottom=each.bottom / scale,
            size=each.size / scale,
        )
        for each in found.fragments
    )
    across, down = (
        tuple(Rule(rule.at / scale, rule.start / scale, rule.end / scale) for rule in rules)
        for rules in (found.across, found.down)
    )
    return Page(number + 1, found.width / scale, found.height / scale, fragments, across, down)
