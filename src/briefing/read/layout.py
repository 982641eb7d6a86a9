"""Puts the fragments of pages together: lines, columns, tables, paragraphs; page furniture is left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile
from statistics import median
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.document import Origin
from briefing.read.cells import BULLET, goes_on_below, in_columns, under, without_label
from briefing.read.columns import bands
from briefing.read.furniture import body_size, without_furniture
from briefing.read.parts import Piece
from briefing.read.tables import Table, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Kind
    from briefing.read.fragments import Fragment, Page

_DATE = re.compile(
    "[0-9〇○零一二三四五六七八九十 ]++年[0-9一二三四五六七八九十 ]++月(?:[0-9一二三四五六七八九十 ]++日)?"
)
_ENDS = re.compile("[。！？；：!?;:…][”’」』）)》】]*$")
_CAPTION = re.compile("(?:续?表|图)\\s*[0-9一二三四五六七八九十]+(?:[-—.．][0-9]+)?(?![0-9年月日])")
_NOTE = re.compile("[①-⑳¹²³⁴-⁹]|\\[[0-9]{1,2}\\]|注\\s*+(?:[0-9]++\\s*+)?[：:]|[*＊]")
_ITEM = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|第[一二三四五六七八九十百]+[章节条]"
)
_WORD = re.compile(
    "[（《“「‘(]*(?:[!-~À-ɏ]+|.)(?:[，。、；：！？）》”’」%,.;:!?)]+[0-9]*|[（《“「‘(]+.)*", re.DOTALL
)
"""What a line may not be broken in: a mark stays with the character before it."""
_LATIN = re.compile("[A-Za-z]")
_OPENING, _CLOSING = "([\"'$", ",.;:)]%\"'?!"
_CUT = re.compile("[a-z]{2}([-\u2010\u00ad])$")
_GOES_ON = re.compile("[a-z]{2}")
"""An English word that the end of a line cuts: inter- / connection."""
_LEADERS = re.compile("(?<![ .．·…])[ .．·…]{6,}+([0-9]{1,4})$")
"""What leads to the number of a page in a table of contents."""

_PINYIN = re.compile("[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ\u3105-\u312fˊˇˋ˙ ]+")

_LARGER, _SMALLER, _READING = 1.15, 0.88, 0.7
_LONGEST_HEADING = 80


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being put together; `right` is the margin that its last line may reach."""

    text: str
    kind: Kind | None
    page: int
    box: tuple[float, float, float, float]
    size: float
    full: bool
    confidence: float | None = None
    centred: bool = False


def pieces_of(pages: Sequence[Page]) -> tuple[list[Piece], tuple[str, ...]]:
    """The paragraphs, headings and cells of a document's pages, in order, and what is to be told of them."""
    kept, numbers, heads = without_furniture(pages)
    body = body_size(kept)
    paragraphs: list[_Paragraph] = []
    set_out = [(page, *tables_of(page)) for page in kept]
    heads += _without_heads(set_out)
    for page, tables, loose in set_out:
        found = list(_of_page(page, tables, loose, body))
        if found and paragraphs and _goes_over(paragraphs[-1], found[0], page):
            paragraphs[-1].text = _with(paragraphs[-1].text, found[0].text)
            paragraphs[-1].full = found[0].full
            found = found[1:]
        paragraphs += found
    levels = {
        size: n
        for n, size in enumerate(
            sorted({round(p.size) for p in paragraphs if p.kind == "heading"}, reverse=True), 1
        )
    }
    pieces = [
        Piece(
            each.text,
            each.kind,
            Origin(
                page=each.page,
                level=levels[round(each.size)] if each.kind == "heading" else 0,
                box=each.box,
                confidence=each.confidence,
            ),
        )
        for each in paragraphs
    ]
    told = [
        f"{n:,} {what}"
        for n, what in ((numbers, "page numbers"), (heads, "running heads or watermarks"))
        if n
    ]
    notes = (f"left out {' and '.join(told)}",) if told else ()
    if doubtful := sum(each.origin.is_doubtful for each in pieces):
        # What is too faint to be read leaves no trace but its neighbours, and only figures are findings.
        read = f"paragraphs read from an image with doubt: {doubtful:,} of {len(pieces):,}"
        notes = (
            *notes,
            f"{read}; text may be missing: compare it with the image, or scan it again at 300 dpi",
        )
    return pieces, notes


def _without_heads(pages: Sequence[tuple[Page, list[Table], list[Fragment]]]) -> int:
    """Take out the rows that head a table again where it goes on over a page; how many cells that were.

    Nothing stands between the parts of such a table, and no figure in its head.
    """
    head: list[list[str]] = []
    gone = 0
    for _, tables, loose in pages:
        if not tables:
            head = []
            continue
        (top, rows), last = tables[0], tables[-1]
        shown = [["".join(each.text for each in cell) for cell in row] for row in rows]
        again = 0
        if head and all(each.middle > top for each in loose):
            while again < min(len(head), len(rows) - 1) and shown[again] == head[again]:
                again += 1
        if again:
            gone += sum(map(len, rows[:again]))
            del rows[:again]
        elif last is tables[0]:
            head = list(takewhile(_heads, shown))
        if last is not tables[0] or any(each.middle > top for each in loose):
            head = []
    return gone


def _heads(row: Sequence[str]) -> bool:
    return len(row) > 1 and not any(char.isdecimal() for text in row for char in text)


def _of_page(
    page: Page, tables: Sequence[Table], loose: Sequence[Fragment], body: float
) -> Iterator[_Paragraph]:
    blocks: list[tuple[float, list[_Paragraph]]] = []
    for top, rows in tables:
        blocks.append((top, [_of_cell(cell, page.number) for row in rows for cell in row]))
    tops = sorted(top for top, _ in tables)
    stretches: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in loose:
        stretches[bisect_left(tops, fragment.middle)].append(fragment)
    for stretch in stretches.values():
        found: list[_Paragraph] = []
        found_bands = list(bands(stretch, page.width))
        for band in found_bands:
            more = list(_of_band(band, page, body, alone=len(found_bands) == 1))
            if found and more and _goes_over(found[-1], more[0], page):
                found[-1].text, found[-1].full = _with(found[-1].text, more[0].text), more[0].full
                more = more[1:]
            found += more
        blocks.append((min(each.top for each in stretch), found))
    for _, paragraphs in sorted(blocks, key=lambda block: block[0]):
        yield from paragraphs


def _of_cell(cell: Sequence[Fragment], page: int) -> _Paragraph:
    text = ""
    for each in cell:
        text = _with(text, each.text)
    return _Paragraph(text, "table-cell", page, _around(cell), cell[0].size, False, _least(cell))


def _of_band(
    rows: Sequence[Sequence[Fragment]], page: Page, body: float, *, alone: bool
) -> Iterator[_Paragraph]:
    """The paragraphs of one column; rows with several fragments that stand in columns are a table's.

    It may be `alone` on its page. Then one long line, or some short ones, make no margin: that
    is as wide as the left one.
    """
    rows = [row for row in rows if not (len(row) == 1 and BULLET.fullmatch(row[0].text))]
    below = chain(rows[1:], [()])
    rows = [row for row, under_it in zip(rows, below, strict=False) if not _is_reading(row, under_it, body)]
    lines = [without_label(row) for row in rows if row]
    if not lines:
        return
    left, right = min(row[0].left for row in lines), max(row[-1].right for row in lines)
    full = sum(row[-1].right > right - 1.6 * body for row in lines)
    if alone and full < (3 if right - left < 0.5 * (page.width - 2 * left) else 2):
        right = max(right, page.width - left)
    steps = sorted(b[0].middle - a[0].middle for a, b in pairwise(lines))
    steps = [step for step in steps if step > 0.8 * body] or [1.5 * body]
    leading = steps[len(steps) // 5]
    current: list[Sequence[Fragment]] = []
    cells: list[list[Fragment]] = []
    for index, row in enumerate(lines):
        tabular = in_columns(lines, index)
        if cells and not tabular and goes_on_below(cells, row, leading):
            for each in row:
                cells[under(cells, each)].append(each)
            continue
        yield from (_of_cell(cell, page.number) for cell in cells)
        cells = [[each] for each in row] if tabular else []
        if current and (tabular or _begins(current[-1], row, left, right, leading, body)):
            yield _paragraph(current, page, body, left, right)
            current = []
        if not tabular:
            current.append(row)
    yield from (_of_cell(cell, page.number) for cell in cells)
    if current:
        yield _paragraph(current, page, body, left, right)


def _is_reading(row: Sequence[Fragment], below: Sequence[Fragment], body: float) -> bool:
    """Tell whether a row is how the characters below it are read: hàn over 汉."""
    return all(
        (each.size < _READING * body or not each.text.isascii())
        and _PINYIN.fullmatch(each.text)
        and any(
            has_han(under.text)
            and under.left - body < each.left < under.right
            and 0 < under.middle - each.middle < 1.6 * body
            for under in below
        )
        for each in row
    )


def _begins(
    last: Sequence[Fragment], row: Sequence[Fragment], left: float, right: float, leading: float, body: float
) -> bool:
    """Tell whether a paragraph begins with `row`: by an indent, a gap, another size, or a line not filled."""
    size = max(row[0].size, 1.0)
    step = row[0].middle - last[0].middle
    most = max(1.35 * leading, (1.9 if size > _LARGER * body else 1.6) * size)
    if abs(row[0].size - last[-1].size) > 0.12 * size or step > most:
        return True
    if row[0].text.startswith("• ") or _ITEM.match(row[0].text):
        return row[0].left - last[0].left > -size or last[-1].right + 3 * size < right
    ends = [_DATE.fullmatch(each[0].text) and each[0].left - left > 1.2 * size for each in (last, row)]
    if any(ends) or (
        last[0].left - left > 0.4 * (right - left) and 1.2 * size < row[0].left - left < 3 * size
    ):
        return (
            True  # the date under a text, what stands under that; what is indented under what is at the right
        )
    if size > _LARGER * body or (_is_centred(row, left, right) and _is_centred(last, left, right)):
        return False  # a title of several lines
    if row[0].left - left > 1.2 * size and row[0].left - last[0].left > -0.3 * size:
        return True
    first = _WORD.match(row[0].text)
    word = sum(1 if ord(char) > 0x2E7F else 0.55 for char in first[0]) if first else 1
    return last[-1].right + (word + 0.6) * size < right


def _is_centred(row: Sequence[Fragment], left: float, right: float) -> bool:
    before, after = row[0].left - left, right - row[-1].right
    return min(before, after) > 2.2 * row[0].size and abs(before - after) < 1.5 * row[0].size


def _paragraph(
    rows: Sequence[Sequence[Fragment]], page: Page, body: float, left: float, right: float
) -> _Paragraph:
    text = ""
    for row in rows:
        # What stands apart on a line is parted by a space: 东发改〔2026〕38号  签发人：李某 (issued by).
        line = row[0].text
        for one, other in pairwise(row):
            near = other.left - one.right < 0.4 * other.size or one.text[-1] == other.text[0] in "—…"
            line = _with(line, other.text) if near else f"{line} {other.text}"
        text = _with(text, line)
    text = _LEADERS.sub(r" \1", text)
    fragments = [each for row in rows for each in row]
    size = median(each.size for each in fragments)
    kind: Kind | None = None
    headed = size > _LARGER * body and len(text) <= _LONGEST_HEADING
    if headed and not _ENDS.search(text) and not _DATE.fullmatch(text):
        kind = "heading"
    elif text.startswith("• "):
        text, kind = text[2:], "list-item"
    elif _CAPTION.match(text) and len(text) <= 60 and not _ENDS.search(text):
        kind = "caption"
    elif size < _SMALLER * body and _NOTE.match(text) and rows[0][0].middle > 0.5 * page.height:
        kind = "footnote"
    full = rows[-1][-1].right > right - 1.6 * size
    centred = all(_is_centred(row, left, right) for row in rows)
    return _Paragraph(text, kind, page.number, _around(fragments), size, full, _least(fragments), centred)


def _goes_over(last: _Paragraph, first: _Paragraph, page: Page) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    if last.kind is not None or first.kind is not None or first.centred or not last.full:
        return False
    begins = _ENDS.search(last.text) or _ITEM.match(first.text)
    return not begins and abs(last.size - first.size) <= 0.12 * last.size


def _with(text: str, more: str) -> str:
    """Two lines as one: a Chinese line has no space at its end, and a number cut by its end is one number."""
    if not text or not more:
        return text + more
    before, after = text[-1], more[0]
    if (cut := _CUT.search(text)) and _GOES_ON.match(more):
        return text[: cut.start(1)] + more
    latin = (_LATIN.match(before) and after.isascii() and (after.isalnum() or after in _OPENING)) or (
        _LATIN.match(after) and before.isascii() and (before.isalnum() or before in _CLOSING)
    )
    return f"{text} {more}" if latin else text + more


def _around(fragments: Sequence[Fragment]) -> tuple[float, float, float, float]:
    return (
        min(each.left for each in fragments),
        min(each.top for each in fragments),
        max(each.right for each in fragments),
        max(each.bottom for each in fragments),
    )


def _least(fragments: Sequence[Fragment]) -> float | None:
    read = [each.confidence for each in fragments if each.confidence is not None]
    return min(read) if read else None
