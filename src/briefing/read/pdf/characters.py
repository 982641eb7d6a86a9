"""The characters of a PDF's page, put together to fragments, and the lines drawn on it. By PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.read.fragments import Page, Rule
from briefing.read.pdf.lines import GUESSED, Char, joined
from briefing.read.pdf.vertical import is_vertical, turned, turned_rules

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MAX_CHARACTERS = 60_000
"""Characters on a page: a newspaper's has a third of that."""
MAX_OBJECTS = 50_000
"""Drawings on a page that are looked at for the lines of tables: a map has more, and no tables."""
MAX_RULES = 1_000
"""Lines in one direction, those that go on from each other put together: what has more is a drawing."""

_HYPHEN = 2
"""What PDFium makes of a hyphen at the end of a line."""
_TILTED = 0.05
"""Radians: text at a greater angle is a watermark or a stamp."""
_NEARLY_ALL = 0.8
"""The share of the characters on a page that was turned as a whole: its number may stand upright."""
_THIN, _LONG = 2.5, 8.0
_UNREADABLE = re.compile("[\ue000-\uf8ff\x00-\x08\x0e-\x1f\ufffd]")
_TEXT_OBJECT, _PATH_OBJECT, _IMAGE_OBJECT = 1, 2, 3
_LOOKED_AT = 200
"""Stretches of text on a page of which it is asked whether anything was read of them."""


def page_of(document: PdfDocument, number: int) -> tuple[Page, bool, bool, bool]:
    """The page `number` (from 0), whether there are images on it, whether Chinese that is left out, and
    whether text of which nothing could be read.

    The Chinese is what lies on its side; if nearly all does, the page is turned. Raises ReadError if it is
    broken.
    """
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"is damaged at page {number + 1}", "Fetch it again, or print it to a new PDF."
        ) from error
    try:
        width, height = page.get_size()
        characters, sideways, lying, lost = _characters(page, number, width, height)
        if lying:
            page.set_rotation((page.get_rotation() - lying) % 360)
            width, height = page.get_size()
            characters, sideways, _, _ = _characters(page, number, width, height)
        across, down, images = _drawn(page, width, height)
        aside = False
        if not is_vertical(characters):
            aside = sum(has_han(each.text) for each in sideways) > sum(
                has_han(each.text) for each in characters
            )
        else:
            characters = turned(sideways, width)
            across, down = turned_rules(across, down, width)
            width, height = height, width
        fragments = tuple(joined(characters, down))
        unreadable = sum(len(_UNREADABLE.findall(each.text)) for each in fragments)
        if unreadable * 3 > sum(len(each.text) for each in fragments):
            fragments, images = (), True  # its fonts do not say what their glyphs mean
        return Page(number + 1, width, height, fragments, across, down), images, aside, lost
    finally:
        page.close()


def _is_lost(page: PdfPage, text_page: PdfTextPage) -> bool:
    """Whether a tenth of the stretches of text gave no character, as they do where their font is neither in
    the file nor on this machine."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    texts = (each for each in objects if pdfium.FPDFPageObj_GetType(each) == _TEXT_OBJECT)
    # In bytes, with the two of the NUL at its end.
    sizes = [pdfium.FPDFTextObj_GetText(each, text_page, None, 0) for each in islice(texts, _LOOKED_AT)]
    return bool(sum(size <= 2 for size in sizes) * 10 > len(sizes))


def _turned(
    rotation: int, width: float, height: float, box: tuple[float, float, float, float]
) -> tuple[float, ...]:
    """A box (left, bottom, right, top; from the bottom left, not turned) from the top left, as shown."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, left, top, right
    if rotation == 180:
        return width - right, bottom, width - left, top
    if rotation == 270:
        return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom


def _characters(
    page: PdfPage, number: int, width: float, height: float
) -> tuple[list[Char], list[Char], int, bool]:
    """The characters that are upright, in the order of the file, from the top left; and with those that lie
    on their side, as figures do in columns of Chinese.

    Then the degrees by which nearly all are turned: quarters of a circle, 0 where they stand as they should;
    and whether there is text of which nothing was read.
    """
    import pypdfium2.raw as pdfium

    rotation = page.get_rotation()
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > MAX_CHARACTERS:
            raise ReadError(f"has {count:,} characters on page {number + 1}", "Print it to a new PDF.")
        handle = text_page.raw
        box = pdfium.FS_RECTF()
        at = ctypes.byref(box)
        matrix = pdfium.FS_MATRIX()
        found: list[Char] = []
        upright: list[Char] = []
        quarters: Counter[int] = Counter()
        high = ""
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(handle, index)
            if code in (0, 10, 13, 0xFFFE, 0xFFFF):
                continue
            if 0xD800 <= code < 0xDC00:
                high = chr(code)
                continue
            char = "-" if code == _HYPHEN else chr(code)
            if high:
                char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                high = ""
            if char.isspace():
                if found:  # it has no box of its own
                    last = found[-1]
                    space = GUESSED if pdfium.FPDFText_IsGenerated(handle, index) == 1 else " "
                    found.append(Char(space, last.right, last.top, last.right, last.bottom, last.size))
                    if upright and upright[-1] is last:
                        upright.append(found[-1])
                continue
            angle = pdfium.FPDFText_GetCharAngle(handle, index)
            angle = math.remainder(angle + math.radians(rotation), 2 * math.pi)
            quarter = round(angle / (math.pi / 2))
            if abs(angle - quarter * math.pi / 2) > _TILTED:
                continue
            quarters[quarter % 4] += 1
            if quarter % 4 == 2 or not pdfium.FPDFText_GetLooseCharBox(handle, index, at):
                continue
            sides = _turned(rotation, width, height, (box.left, box.bottom, box.right, box.top))
            if not all(map(math.isfinite, sides)):
                continue
            size = pdfium.FPDFText_GetFontSize(handle, index)
            if pdfium.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
                size *= math.hypot(matrix.c, matrix.d)  # browsers set a page larger, and scale it
            found.append(Char(char, sides[0], sides[1], sides[2], sides[3], size))
            if not quarter:
                upright.append(found[-1])
        most, number_of = next(iter(quarters.most_common(1)), (0, 0))
        lying = 90 * most if number_of > _NEARLY_ALL * quarters.total() else 0
        return upright, found, lying, _is_lost(page, text_page)
    finally:
        text_page.close()


def _drawn(page: PdfPage, width: float, height: float) -> tuple[tuple[Rule, ...], tuple[Rule, ...], bool]:
    """The lines drawn across and down a page, as of tables, and whether there are images on it."""
    import pypdfium2.raw as pdfium

    rotation = page.get_rotation()
    across: list[Rule] = []
    down: list[Rule] = []
    images = False
    count = pdfium.FPDFPage_CountObjects(page.raw)
    sides = [ctypes.c_float() for _ in range(4)]
    where = [ctypes.byref(side) for side in sides]
    for index in range(min(count, MAX_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        images |= kind == _IMAGE_OBJECT
        if kind != _PATH_OBJECT or not pdfium.FPDFPageObj_GetBounds(drawn, *where):
            continue
        left, bottom, right, top = (side.value for side in sides)
        x0, y0, x1, y1 = _turned(rotation, width, height, (left, bottom, right, top))
        wide, tall = x1 - x0, y1 - y0
        if not math.isfinite(wide + tall):
            continue
        if tall <= _THIN and wide >= _LONG:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif wide <= _THIN and tall >= _LONG:
            down.append(Rule((x0 + x1) / 2, y0, y1))
        elif wide >= _LONG and tall >= _LONG and wide < 0.98 * width:  # a frame, as round a cell
            across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
            down += [Rule(x0, y0, y1), Rule(x1, y0, y1)]
    merged = _merged(across), _merged(down)
    return (*merged, images) if max(map(len, merged)) <= MAX_RULES else ((), (), images)


def _merged(rules: list[Rule]) -> tuple[Rule, ...]:
    """The lines, with those as one that go on from each other, as the sides of cells do."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (round(each.at), each.start)):
        last = found[-1] if found else None
        if last and round(last.at) == round(rule.at) and rule.start <= last.end + 1:
            found[-1] = replace(last, end=max(last.end, rule.end))
        else:
            found.append(rule)
    return tuple(found)
