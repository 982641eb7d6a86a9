"""XLSX, by openpyxl: a termbase as a sheet with a header.

Nothing is computed: a formula is refused on reading and never written. What unpacks to more than a termbase
could need, or declares a document type (the way to entity attacks), is refused before openpyxl sees it.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefing.errors import ReadError
from briefing.glossary.exchange.delimited import is_formula
from briefing.glossary.exchange.model import COLUMNS, MAX_ROWS, Exported, Flaw, Imported, enumerated, terms_of
from briefing.glossary.exchange.table import HEADER, Row, cells_of, read_table
from briefing.glossary.exchange.xlsx_package import check_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

    from briefing.glossary.model import Term

LABEL = "XLSX"
MAX_COLUMNS = 64
MAX_SHEET_ROWS = 1_048_576
MAX_CELL = 32_767
"""Rows of a sheet and characters in a cell: Microsoft, "Excel specifications and limits"."""

_WIDTHS = {"zh": 24, "en": 40, "also": 40, "not": 30, "note": 50, "source": 40}
# ECMA-376, part 1, 22.9.2.19 (ST_Xstring): _x000D_ stands for a character that XML cannot have.
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_NEEDS_CODE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_EPOCH = datetime(1980, 1, 1)


def read_xlsx(data: bytes, file: str) -> Imported:
    """The terms of the first sheet that has any cell filled."""
    check_workbook(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        seen = count(1)
        for sheet in sheets:
            sheet.reset_dimensions()
            rows, flaws = _rows(sheet.iter_rows(max_row=MAX_SHEET_ROWS, max_col=MAX_COLUMNS), seen)
            if rows or flaws:
                break
        else:
            raise ReadError("has no sheet with anything in it", "Check that it is the right file")
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes its parts raise
        raise ReadError(
            f"is not a workbook that can be read ({type(error).__name__}: {error})",
            "Open it in a spreadsheet program and save it again as .xlsx",
        ) from error
    imported = read_table(rows, unit="row")
    others = [each.title for each in sheets if each is not sheet]
    notes = list(imported.notes)
    if others:
        notes.append(f"only the sheet {sheet.title} is read, not {enumerated(others)}")
    broken = {flaw.line for flaw in flaws}
    terms = tuple(term for term in imported.terms if term.line not in broken)
    flaws = sorted((*flaws, *imported.flaws), key=lambda flaw: flaw.line)
    return Imported(terms, tuple(flaws), tuple(notes), imported.unit, imported.whole)


def _rows(rows: Iterable[Sequence[object]], seen: Iterator[int]) -> tuple[list[Row], list[Flaw]]:
    """The rows with something in them, and what is wrong with others; `seen` counts those of all sheets."""
    from openpyxl.cell.read_only import EMPTY_CELL

    blank: Sequence[object] | None = None
    found: list[Row] = []
    flaws: list[Flaw] = []
    for number, cells in enumerate(rows, 1):
        if next(seen) > MAX_SHEET_ROWS:
            raise ReadError(
                f"has sheets with more than {MAX_SHEET_ROWS:,} rows", "Copy the terms to a new workbook"
            )
        # A format on the last row of a sheet gives a million rows without cells, all the same object.
        if cells is blank:
            continue
        if all(cell is EMPTY_CELL for cell in cells):
            blank = cells
            continue
        texts: list[str] = []
        for cell in cast("Sequence[ReadOnlyCell | EmptyCell]", cells):
            kind = cell.data_type if cell.value is not None else ""
            if kind in ("f", "e"):
                what = "a formula" if kind == "f" else f"an error ({cell.value})"
                flaws.append(Flaw(number, f"cell {len(texts) + 1} holds {what}; put a value there"))
                texts.append("")
            else:
                texts.append(_text(cell.value))
        if any(texts):
            found.append((number, texts))
        if len(found) + len(flaws) > MAX_ROWS:
            raise ReadError(f"has more than {MAX_ROWS:,} rows", "Split it into smaller workbooks")
    return found, flaws


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _CODE.sub(_decoded, value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == value.min.time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def _coded(text: str) -> str:
    return _NEEDS_CODE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def write_xlsx(terms: Sequence[Term]) -> Exported:
    """A sheet with the columns of a termbase. The same terms give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 12)
    head = []
    for column in HEADER:
        cell = WriteOnlyCell(sheet, column)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    plain, guarded = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    for cell in (plain, guarded):
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.number_format = "@"  # text, so that nothing that is typed there becomes a date
    guarded.quotePrefix = True  # and nothing that is edited there a formula
    cut = 0
    for term in terms:
        row: list[Cell | None] = []
        texts = [_coded(text) for text in cells_of(term)]
        cut += any(len(text) > MAX_CELL for text in texts)
        for text in texts:
            if not text:
                row.append(None)
                continue
            cell = WriteOnlyCell(sheet, text[:MAX_CELL])
            cell.data_type = "s"  # and not a formula, whatever it starts with
            # As openpyxl's manual copies a style; setting one up anew takes longer than writing the cell.
            cell._style = (guarded if is_formula(text) else plain)._style  # type: ignore[attr-defined]
            row.append(cell)
        sheet.append(row)
    notes = (
        (f"{LABEL}: {terms_of(cut)} cut to the {MAX_CELL:,} characters that a cell can have",) if cut else ()
    )
    return Exported(_saved(book), len(terms), notes)


def _saved(book: Workbook) -> bytes:
    """The bytes of the workbook, without the time of day."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _EPOCH
    out = io.BytesIO()
    ExcelWriter(book, _Timeless(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _Timeless(zipfile.ZipFile):
    """A zip file whose parts all have the same date: zip knows none before 1980, whatever the clock says."""

    def writestr(self, name: str, data: bytes | str, *_: object) -> None:  # type: ignore[override]
        """Add a part."""
        super().writestr(zipfile.ZipInfo(name, _ZIP_DATE), data, self.compression)

    def write(self, path: str, name: str) -> None:  # type: ignore[override]
        """Add a file as a part."""
        self.writestr(name, Path(path).read_bytes())
