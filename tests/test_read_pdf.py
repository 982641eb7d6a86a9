from __future__ import annotations

import math
import re
import socket
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from documents.articles import NOTICE
from documents.ministry import MINISTRY
from documents.sheets import SHEETS, pdf, put, rule, set_out
from documents.words import WORDS

from briefing.errors import ReadError
from briefing.normalize import normalize
from briefing.read import read_source
from briefing.segment import segment

if TYPE_CHECKING:
    from briefing.document import Source


PRINTED = Path(__file__).parent / "documents" / "printed"
"""Made by `benchmarks.documents.make` of the Word documents of these names."""


NEEDS_A_FONT = ("turned", "set_vertically")
"""PDFium places their characters by the glyphs of a Chinese font, which is not in the file."""


@cache
def has_chinese_font() -> bool:
    """Whether this machine has one: nothing is read of the sheet that is turned where it has not."""
    document = pypdfium2.PdfDocument(SHEETS["turned"]()[0])
    return bool(document[0].get_textpage().count_chars())


def unless_fontless(name: str) -> None:
    if name in NEEDS_A_FONT and not has_chinese_font():
        pytest.skip("no font for Chinese on this machine")


def read(tmp_path: Path, data: bytes, name: str = "report.pdf") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [source.text[slice(*part.at)] for part in source.parts]


@pytest.mark.parametrize("name", SHEETS)
def test_the_text_of_a_pdf(tmp_path: Path, name: str) -> None:
    unless_fontless(name)
    data, expected = SHEETS[name]()
    assert texts(read(tmp_path, data)) == expected


@pytest.mark.parametrize("name", SHEETS)
def test_every_figure_and_date_is_found_whole(tmp_path: Path, name: str) -> None:
    unless_fontless(name)
    data, expected = SHEETS[name]()
    source = read(tmp_path, data)
    document = segment(source, normalize(source.text))
    found = [figure for each in document.paragraphs for figure in re.findall("[0-9][0-9.,]*", each.zh)]
    assert found == re.findall("[0-9][0-9.,]*", "\n".join(expected))


@pytest.mark.parametrize("name", NEEDS_A_FONT)
def test_text_of_which_nothing_is_read_is_told(tmp_path: Path, name: str) -> None:
    """Where there is a font on the machine all is read, and nothing told."""
    data, expected = SHEETS[name]()
    if has_chinese_font():
        source = read(tmp_path, data)
        assert (texts(source), source.notes) == (expected, ())
        return
    with pytest.raises(ReadError, match="font that is neither in the file nor on this machine"):
        read(tmp_path, data)


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.pdf")), ids=lambda path: path.stem)
def test_what_libreoffice_printed_gives_the_document_s_paragraphs(path: Path) -> None:
    _, expected = (WORDS | MINISTRY)[path.stem]()
    assert texts(read_source(path)) == expected


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    source = read(tmp_path, SHEETS["over_three_pages"]()[0])
    pages = len(set_out(NOTICE, per_page=9))
    assert source.notes == (f"left out {pages} page numbers and {pages} running heads or watermarks",)


def test_kinds_pages_and_places(tmp_path: Path) -> None:
    source = read(tmp_path, SHEETS["over_three_pages"]()[0])
    assert source.parts[0].kind == "heading"
    assert source.parts[0].origin.level == 1
    assert [part.origin.page for part in source.parts] == sorted(part.origin.page for part in source.parts)
    assert source.parts[-1].origin.page == len(set_out(NOTICE, per_page=9))
    box = source.parts[0].origin.box
    assert box is not None
    assert 90 < box[0] < box[2] < 520
    table = read(tmp_path, SHEETS["table_with_rules"]()[0])
    assert [part.kind for part in table.parts].count("table-cell") == 16
    assert table.parts[2].kind == "caption"
    assert read(tmp_path, SHEETS["footnote"]()[0]).parts[-1].kind == "footnote"


def test_radicals_become_characters(tmp_path: Path) -> None:
    source = read(tmp_path, SHEETS["radicals"]()[0])
    document = segment(source, normalize(source.text))
    assert document.paragraphs[0].zh == "以人民为中心，推动高质量发展。"


def test_a_number_alone_in_the_text_is_no_page_number(tmp_path: Path) -> None:
    out = put("全年共立案", 100, 400) + put("1280", 100, 428) + put("起，比上年减少三成。", 100, 456)
    assert "1280" in read(tmp_path, pdf([out])).text


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_page_that_was_turned_is_read(tmp_path: Path, quarter: int) -> None:
    angle = quarter * math.pi / 2
    down = {1: (28, 0), 2: (0, -28), 3: (-28, 0)}[quarter]
    lines = ("会议指出，要抓好12项工作，", "逐级落实责任，办理3件大事。")
    pages = [
        "".join(put(each, 300 + n * down[0], 400 + n * down[1], 16, angle) for n, each in enumerate(lines))
    ]
    source = read(tmp_path, pdf([put("会议强调，要加强督查。", 100, 400), *pages]))
    assert "".join(texts(source)) == "会议强调，要加强督查。" + "".join(lines)
    assert source.notes == ()


def test_text_on_its_side_beside_other_text_is_told(tmp_path: Path) -> None:
    beside = put("内部资料12份", 60, 400, 16, math.pi / 2)
    source = read(tmp_path, pdf([put("会议指出，要抓好落实。", 100, 400) + beside]))
    assert texts(source) == ["会议指出，要抓好落实。"]
    (note,) = source.notes
    assert note.startswith("page 1: text that lies on its side")


def test_a_form_that_repeats_its_words_on_each_page_loses_none(tmp_path: Path) -> None:
    pages = [put("会议指出，要抓好落实。", 100, 400) + put("表彰决定", 100, 300, 30) for _ in range(6)]
    source = read(tmp_path, pdf(pages))
    assert texts(source) == ["会议指出，要抓好落实。"] * 6  # and large words, as of a watermark, are counted
    assert source.notes == ("left out 6 running heads or watermarks",)


REFUSED = {
    "nothing": (pdf([rule(0, 0, 50, 50)]), "no text in it"),
    "cut short": (SHEETS["notice"]()[0][:300], "damaged"),
    "not finished": (b"%PDF-1.7\n", "damaged"),
    "too many pages": (pdf([""] * 3001), "3,001 pages"),
    "no Chinese": (pdf([put("Hello, world", 100, 100)]), "no Chinese"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_told_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data)
    assert message in str(caught.value)
    assert "report.pdf" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    actions = "/OpenAction<</S/URI/URI(http://a.example/)>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.launchURL\\('http://a.example/'\\))>>]>>>>"
    data = pdf([put("会议指出，要抓好落实。", 100, 400)], extra=actions)
    assert texts(read(tmp_path, data)) == ["会议指出，要抓好落实。"]


def test_a_pdf_under_another_name(tmp_path: Path) -> None:
    source = read(tmp_path, SHEETS["radicals"]()[0], "report.docx")
    assert source.format == "pdf"
    assert source.notes == ("is a PDF, whatever its name says",)
