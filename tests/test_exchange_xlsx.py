from __future__ import annotations

import datetime
import io
import re
import zipfile

import patterns
import pytest
from exchange_terms import FENGQIAO, PLAIN, as_loaded, imported, terms, there_and_back
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from briefing.errors import ReadError
from briefing.glossary.exchange import xlsx_package
from briefing.glossary.exchange.xlsx import write_xlsx
from briefing.glossary.model import Term

_GOOD = write_xlsx([FENGQIAO, PLAIN]).data


def workbook(*rows: list[object], title: str = "Sheet") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rebuilt(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The package with other content in some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return out.getvalue()


@settings(deadline=None, max_examples=25)
@given(terms())
def test_nothing_is_lost_there_and_back(found: list[Term]) -> None:
    once = as_loaded(found)
    again, said = there_and_back("xlsx", once)
    assert again == once
    assert not said.flaws


def test_openpyxl_reads_what_is_written() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx([FENGQIAO, PLAIN]).data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == "zh en article forms also not use unless domain reference note".split()  # noqa: SIM905
    assert rows[1][:4] == [FENGQIAO.zh, "Fengqiao model", "the", "Fengqiao models"]
    assert rows[1][-1] == "after Fengqiao, in Zhejiang\nfirst used in the 1960s"
    assert rows[2] == [PLAIN.zh, PLAIN.en, *[None] * 9]
    assert sheet.freeze_panes == "A2"


def test_the_same_terms_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_xlsx([FENGQIAO]).data
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 1, 0, 0, 0, 0, 1, 0))
    assert write_xlsx([FENGQIAO]).data == first


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_has_no_formula_to_run(start: str) -> None:
    text = f"{start}cmd|'/C calc'!A0"
    data = write_xlsx([Term("枫桥经验", text, note=text)]).data
    cell = load_workbook(io.BytesIO(data)).active["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.quotePrefix  # so that it stays text when somebody edits it
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert imported("xlsx", data).terms[0].en == text


def test_a_note_longer_than_a_cell_is_cut_and_said() -> None:
    exported = write_xlsx([Term("枫桥经验", "Fengqiao model", note="x" * 40_000)])
    assert exported.notes == ("XLSX: 1 term cut to the 32,767 characters that a cell can have",)
    assert len(imported("xlsx", exported.data).terms[0].note) == 32_767


def test_a_colleagues_spreadsheet() -> None:
    book = workbook(
        [], ["中文", "English", "备注", "Year"], ["枫桥经验", " the Fengqiao model\n", "in Zhejiang", 1963],
        [None, None], ["五年", 5, None], ["二〇三五年", 2035.0], ["开局日", datetime.date(2026, 1, 1)],
        ["“一带一路”", "Belt and Road_x000D_"],
    )  # fmt: skip
    book.create_sheet("more").append(["乡村", "countryside"])
    found = imported("xlsx", saved(book))
    assert [(t.line, t.zh, t.article, t.en, t.note) for t in found.terms] == [
        (3, "枫桥经验", "the", "Fengqiao model", "in Zhejiang"),
        (5, "五年", "", "5", ""),
        (6, "二〇三五年", "", "2035", ""),
        (7, "开局日", "", "2026-01-01", ""),
        (8, "“一带一路”", "", "Belt and Road", ""),
    ]
    assert found.unit == "row"
    assert found.notes[1:3] == ("left out: the column Year", "only the sheet Sheet is read, not more")


def test_an_empty_first_sheet_is_passed_over() -> None:
    book = workbook()
    book.create_sheet("terms").append(["枫桥经验", "Fengqiao model"])
    assert imported("xlsx", saved(book)).terms[0].en == "Fengqiao model"


def test_formulas_and_errors_are_refused_with_their_row() -> None:
    book = workbook(
        ["zh", "en"], ["枫桥经验", "=A1&A2"], ["乡村振兴", "rural revitalization"], ["乡镇", "#N/A"]
    )
    found = imported("xlsx", saved(book))
    assert [(flaw.line, flaw.message) for flaw in found.flaws] == [
        (2, "cell 2 holds a formula; put a value there"),
        (4, "cell 2 holds an error (#N/A); put a value there"),
    ]
    assert [term.zh for term in found.terms] == ["乡村振兴"]


def test_a_format_on_the_last_row_of_a_sheet_costs_no_terms() -> None:
    book = workbook(["枫桥经验", "Fengqiao model"])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>')
    assert far != sheet
    found = imported("xlsx", rebuilt(saved(book), {"xl/worksheets/sheet1.xml": far}))
    assert [term.en for term in found.terms] == ["Fengqiao model"]


# Dangerous files


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    data = rebuilt(
        saved(workbook(["枫桥", "Fengqiao"])), {"xl/media/a.bin": bytes(4 * xlsx_package.RATIO_FROM)}
    )
    assert len(data) < 1 << 20
    with pytest.raises(ReadError, match="unpacks to more than 8 MB"):
        imported("xlsx", data)


def test_many_sheets_have_no_more_rows_together_than_one_may_have() -> None:
    book = workbook()
    for _ in range(3):
        book.create_sheet()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package:
        names = [name for name in package.namelist() if "worksheets/" in name]
        far = {name: package.read(name) for name in names}
    row = b'<sheetData><row r="400000"><c r="A400000" s="0"/></row></sheetData>'
    far = {
        name: re.sub(rb"<sheetData ?/>|<sheetData></sheetData>", row, sheet) for name, sheet in far.items()
    }
    assert all(row in sheet for sheet in far.values())
    with pytest.raises(ReadError, match=r"sheets with more than 1,048,576 rows"):
        imported("xlsx", rebuilt(saved(book), far))


@pytest.mark.parametrize("now", [0.0, 4_500_000_000.0], ids=["1970", "2112"])
def test_the_clock_does_not_matter(now: float, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = write_xlsx([FENGQIAO]).data
    monkeypatch.setattr("time.time", lambda: now)
    assert write_xlsx([FENGQIAO]).data == usual


def test_too_many_parts() -> None:
    parts = {f"a{number}": b"x" for number in range(xlsx_package.MAX_PARTS)}
    with pytest.raises(ReadError, match="2,000 parts"):
        imported("xlsx", rebuilt(saved(workbook(["枫桥", "Fengqiao"])), parts))


def _filled(part: str, before: bytes, piece: bytes, number: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as opened:
        content = opened.read(part)
    assert before in content
    return {part: content.replace(before, piece * number + before)}


@pytest.mark.parametrize(
    ("part", "before", "piece"),
    [
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>"),
        ("xl/styles.xml", b"</fonts>", b"<font/>"),
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="a" sheetId="1"/>'),
        ("[Content_Types].xml", b"</Types>", b'<Override PartName="/a" ContentType="b"/>'),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", b"<Relationship/>"),
        ("docProps/core.xml", b"</cp:coreProperties>", b"<a/>"),
    ],
)
def test_a_part_of_a_million_objects_is_refused_at_once(part: str, before: bytes, piece: bytes) -> None:
    number = 1 + xlsx_package.MAX_OTHER_TAGS
    filled = _filled(part, before, piece, number)
    with patterns.limit(10), pytest.raises(ReadError, match="more in it than any glossary"):
        imported("xlsx", rebuilt(_GOOD, filled))


@pytest.mark.parametrize("name", ["/xl/styles.xml", "/XL/workbook.xml"])
def test_nor_does_it_pass_for_a_sheet(name: str) -> None:
    """What openpyxl takes for styles is styles, whatever type it is said to have besides."""
    part, end = {"/xl/styles.xml": ("xl/styles.xml", b"</cellXfs>")}.get(
        name, ("xl/workbook.xml", b"</sheets>")
    )
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    override = f'<Override PartName="{name}" ContentType="{sheet}"/>'.encode()
    changes = _filled(part, end, b"<xf/>", 1 + xlsx_package.MAX_OTHER_TAGS)
    changes |= _filled("[Content_Types].xml", b"</Types>", override, 1)
    with pytest.raises(ReadError, match="more in it than any glossary"):
        imported("xlsx", rebuilt(_GOOD, changes))


def test_strings_beyond_what_any_glossary_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "MAX_TAGS", 1_000)
    rows: list[list[object]] = [[f"民生{number}", f"livelihood {number}"] for number in range(200)]
    with pytest.raises(ReadError, match="more in it than any glossary"):
        imported("xlsx", saved(workbook(*rows)))


@pytest.mark.parametrize(
    "prolog", ["encoding='UTF-7'", 'version="1.0" encoding = "utf-7"', " " * 300 + "encoding='UTF-7'"]
)
def test_an_encoding_that_hides_tags_is_refused(prolog: str) -> None:
    strings = f"<?xml {prolog}?>+ADw-sst+AD4-+ADw-/sst+AD4-".encode("ascii")
    with pytest.raises(ReadError, match="XML in another encoding"):
        imported("xlsx", rebuilt(_GOOD, {"xl/sharedStrings.xml": strings}))


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&b;&x;</sst>'
)


def test_nor_under_another_name() -> None:
    types = _filled(
        "[Content_Types].xml", b"</Types>", b'<Override PartName="/xl/a.bin" ContentType="b"/>', 1
    )
    with pytest.raises(ReadError, match="document type"):
        imported("xlsx", rebuilt(_GOOD, types | {"xl/a.bin": ENTITIES.encode()}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_entities_in_any_part_are_refused(part: str, encoding: str) -> None:
    with pytest.raises(ReadError, match="document type"):
        imported("xlsx", rebuilt(saved(workbook(["枫桥", "Fengqiao"])), {part: ENTITIES.encode(encoding)}))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04" + bytes(60), "枫桥经验,Fengqiao model".encode(), b"\xd0\xcf\x11\xe0" + bytes(600)],
    ids=["nothing", "half a zip", "CSV", "the old .xls"],
)
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(ReadError, match="is not an XLSX workbook"):
        imported("xlsx", data)


def test_a_zip_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(ReadError, match="is not a workbook that can be read"):
        imported("xlsx", out.getvalue())


def test_a_workbook_without_anything() -> None:
    with pytest.raises(ReadError, match="no sheet with anything in it"):
        imported("xlsx", saved(workbook()))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(_GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_in_so_many_words(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_GOOD)
    for at, byte in changes:
        data[at] = byte
    try:
        imported("xlsx", bytes(data))
    except ReadError as error:
        assert error.message
