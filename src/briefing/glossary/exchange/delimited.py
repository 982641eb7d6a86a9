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
from itertools import chain
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.glossary.exchange.model import MAX_ROWS, Exported, Imported
from briefing.glossary.exchange.table import HEADER, Row, cells_of, header, read_table
from briefing.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.glossary.model import Term

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 64 * 1024
_MAX_CELL = 128 * 1024  # what Python's csv module takes by itself
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
    note = ""
    try:
        rows = list(_rows(text, delimiter, first, strict=True))
    except _QuotesError as error:
        # 双碳 in quotation marks at the start of a cell, as people write it: "双碳"目标
        note = f"line {error.line}: quotation marks not as in CSV; they are read as part of the text"
        rows = list(_rows(text, delimiter, first, strict=False))
    rows = [(line, [unguarded(cell) for cell in cells]) for line, cells in rows]
    imported = read_table(rows, unit="line", wide=delimiter == "\t")
    return replace(imported, notes=(note, *imported.notes)) if note else imported


class _QuotesError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows(text: str, delimiter: str, first: int, *, strict: bool) -> Iterator[Row]:
    """The rows of the text. Raises _QuotesError if `strict` and the quotation marks do not pair."""
    csv.field_size_limit(_MAX_CELL)  # another library in the process may have lifted it
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        strict=strict,
        quoting=csv.QUOTE_MINIMAL if strict else csv.QUOTE_NONE,
    )
    start = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise ReadError(
                    f"has a cell of more than {_MAX_CELL:,} characters at line {start:,}",
                    "Look for a quotation mark there that is not closed",
                ) from None
            raise _QuotesError(start) from None
        if start - first > MAX_ROWS:
            raise ReadError(f"has more than {MAX_ROWS:,} lines", "Split it into smaller files")
        yield start, cells
        start = first + reader.line_num


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that gives a header, or the most rows of one width."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            for number, cells in enumerate(rows):
                if number == 0 and header(cells):
                    return delimiter
                widths[len(cells)] += len(cells) > 1
        except csv.Error:
            pass  # a cell over the limit; what was counted until there counts
        score = max(widths.values(), default=0)
        if score > most:
            best, most = delimiter, score
    return best
