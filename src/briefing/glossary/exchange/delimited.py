"""CSV and TSV: a termbase with all its columns, and tables of two or three columns from elsewhere.

RFC 4180, in UTF-8 with a byte order mark, without which Excel does not read Chinese. A cell that a
spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection"), which is taken off
again on reading.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefing.chinese import has_han
from briefing.errors import ReadError
from briefing.glossary.exchange.headers import header
from briefing.glossary.exchange.model import MAX_ROWS, Exported, Imported, places
from briefing.glossary.exchange.table import HEADER, Row, cells_of, read_table
from briefing.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.glossary.model import Term

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 64 * 1024
_MAX_CELL = 128 * 1024  # what Python's csv module takes by itself
_MAX_BROKEN = 100
"""Lines with quotation marks that do not pair, after which no quotation mark of a file is taken for CSV's."""
# Marks of no width before the sign do not keep a spreadsheet from seeing it.
_SIGN = "['\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\\-@＝＋－＠"
_FORMULA = re.compile(f"{_SIGN}\t\r\n]")
# Where lists are parted by semicolons (Excel in half of Europe), a cell may begin after one, quoted or not.
_INSIDE = re.compile(f"(?<=[;\t])(?={_SIGN}])")
_GUARDED_INSIDE = re.compile(f"(?<=[;\t])'(?={_SIGN}])")
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(data: bytes, file: str) -> Imported:
    """The terms of a CSV file, whether its cells are parted by commas, semicolons or tabs."""
    text, _ = decode(data)
    hint = _EXCEL_HINT.match(text)
    if hint:
        return _read(text[hint.end() :], hint[1], first=2)
    return _read(text, _delimiter(text))


def read_tsv(data: bytes, file: str) -> Imported:
    """The terms of a tab-separated file, with quotation marks as in CSV or without."""
    return _read(decode(data)[0], "\t")


def write_csv(terms: Sequence[Term]) -> Exported:
    """A table with the columns of a termbase, for spreadsheets."""
    return _written(terms, ",")


def write_tsv(terms: Sequence[Term]) -> Exported:
    """The same, with tabs."""
    return _written(terms, "\t")


def _written(terms: Sequence[Term], delimiter: str) -> Exported:
    rows = ([guarded(cell) for cell in cells_of(term)] for term in terms)
    return Exported(delimited(chain((HEADER,), rows), delimiter).encode("utf-8-sig"), len(terms))


def delimited(rows: Iterable[Iterable[str]], delimiter: str) -> str:
    """The text of a table, as RFC 4180 has it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """`cell`, with an apostrophe in front of what a spreadsheet would take for a formula."""
    cell = _INSIDE.sub("'", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """`cell` without the apostrophes that `guarded` gave it."""
    cell = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    return _GUARDED_INSIDE.sub("", cell)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take `cell` for a formula."""
    return bool(_FORMULA.match(cell))


def _read(text: str, delimiter: str, first: int = 1) -> Imported:
    rows, broken = rows_of(text, delimiter, first)
    rows = [(line, [unguarded(cell) for cell in cells]) for line, cells in rows]
    imported = read_table(rows, unit="line", wide=delimiter == "\t")
    if not broken:
        return imported
    note = f"{places('line', broken)}: quotation marks not as in CSV; they are read as part of the text"
    return replace(imported, notes=(note, *imported.notes))


def rows_of(text: str, delimiter: str, first: int = 1) -> tuple[list[Row], list[int]]:
    """The rows of the text, and the lines whose quotation marks do not pair: each such line is one row.

    People write "双碳"目标 (dual carbon goals), or leave out the mark at the end of a cell. Raises ReadError.
    """
    csv.field_size_limit(_MAX_CELL)  # another library in the process may have lifted it
    lines = list(io.StringIO(text, newline=""))
    rows: list[Row] = []
    broken: list[int] = []
    start = 0
    while start < len(lines):
        reader = csv.reader(
            islice(lines, start, None),
            delimiter=delimiter,
            strict=True,
            quoting=csv.QUOTE_MINIMAL if len(broken) < _MAX_BROKEN else csv.QUOTE_NONE,
        )
        begun = start
        try:
            for cells in reader:
                end = begun + reader.line_num
                if any(_is_pair(line, delimiter) for line in lines[start + 1 : end]):
                    raise csv.Error
                if start > MAX_ROWS:
                    raise ReadError(f"has more than {MAX_ROWS:,} lines", "Split it into smaller files")
                rows.append((start + first, cells))
                start = end
        except csv.Error:
            if len(lines[start]) > _MAX_CELL:
                raise ReadError(
                    f"has a cell of more than {_MAX_CELL:,} characters at line {start + first:,}",
                    "Look for a quotation mark there that is not closed",
                ) from None
            bare = csv.reader([lines[start]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
            rows.append((start + first, next(bare)))
            broken.append(start + first)
            start += 1
    return rows, broken


def _is_pair(line: str, delimiter: str) -> bool:
    """Whether a line in the middle of a quoted cell is a row of its own, so that the quotation is none."""
    if line.count('"') % 2 or delimiter not in line:
        return False
    zh, en, *_ = next(csv.reader([line], delimiter=delimiter))
    return has_han(zh) != has_han(en) and any(map(str.isalpha, zh)) and any(map(str.isalpha, en))


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that gives a header, or the most rows of one width."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        rows, _ = rows_of(sample, delimiter)
        if rows and header(rows[0][1]):
            return delimiter
        widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
        score = max(widths.values(), default=0)
        if score > most:
            best, most = delimiter, score
    return best
