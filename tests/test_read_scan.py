"""Scans, made of printed documents with noise and a tilt of one and of two degrees."""

from __future__ import annotations

import io
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from documents.articles import NOTICE, STATISTICS

from briefing.document import Origin, Span
from briefing.errors import ReadError
from briefing.pipeline import prepare_document
from briefing.read import read_source, scan
from briefing.read.fragments import Fragment, Page
from briefing.read.layout import pieces_of
from briefing.verify.reading import doubtful

if TYPE_CHECKING:
    from briefing.document import Source

SCANS = Path(__file__).parent / "documents" / "scans"


def texts(source: Source) -> list[str]:
    return [source.text[slice(*part.at)] for part in source.parts]


def test_a_tilted_noisy_scan_gives_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    source = read_source(SCANS / "notice.jpg")
    assert source.format == "scan"
    assert texts(source) == [line.zh for line in NOTICE]
    for part in source.parts:
        assert part.origin.page == 1
        assert part.origin.box is not None
        assert part.origin.confidence is not None
        assert 0.5 < part.origin.confidence <= 1


@pytest.mark.parametrize(
    "turn", [180, pytest.param(90, marks=pytest.mark.slow), pytest.param(270, marks=pytest.mark.slow)]
)
def test_a_page_that_lay_the_wrong_way_is_set_upright(tmp_path: Path, turn: int) -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image

    with Image.open(SCANS / "notice.jpg") as image:
        image.rotate(turn, expand=True).save(tmp_path / "turned.png")
    assert "".join(texts(read_source(tmp_path / "turned.png"))) == "".join(line.zh for line in NOTICE)


def test_marks_beside_chinese_are_wide() -> None:
    said = {
        "问1:补助标准是多少?": "问1：补助标准是多少？",
        "合格率93.2%,同比提高": "合格率93.2%，同比提高",
        "时间12:30,1,024.5元(含税)": "时间12:30,1,024.5元（含税）",
        "http://a.example/b?c": "http://a.example/b?c",
    }
    assert {each: scan._mended(each) for each in said} == said


def test_a_table_of_a_scan_has_all_its_figures() -> None:
    pytest.importorskip("rapidocr")
    source = read_source(SCANS / "table.jpg")
    figures = re.compile("-?[0-9]+(?:\\.[0-9]+)?")
    assert figures.findall(source.text) == figures.findall("\n".join(line.zh for line in STATISTICS))
    assert [part.kind for part in source.parts].count("table-cell") >= 15


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(ReadError, match=r"notice.jpg is an image.*pip install"):
        read_source(SCANS / "notice.jpg")


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image.new("1", (width, height), 1).save(out, form)
    return out.getvalue()


REFUSED = {
    "an absurd size": (lambda: picture(20_000, 20_000), "pixels"),
    "cut short": (lambda: picture(2000, 2000)[:-80], "damaged image"),
    "a few bytes": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "damaged image"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    pytest.importorskip("rapidocr")
    made, message = REFUSED[name]
    path = tmp_path / "scan.png"
    path.write_bytes(made())
    with pytest.raises(ReadError) as caught:
        read_source(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_least_confidence_of_its_lines_is_a_paragraphs() -> None:
    lines = (
        Fragment("全年投资180亿元，支持养老服务项目15", 100, 100, 420, 116, 16, 0.99),
        Fragment("00个。", 68, 128, 140, 144, 16, 0.71),
    )
    (piece,), notes = pieces_of([Page(1, 500, 700, lines)])
    assert piece.text == "全年投资180亿元，支持养老服务项目1500个。"
    assert [each.split(";")[0] for each in notes] == ["paragraphs read from an image with doubt: 1 of 1"]
    assert pieces_of([Page(1, 500, 700, lines[:1])])[1] == ()
    assert piece.origin.confidence == 0.71
    assert piece.origin.box == (68, 100, 420, 144)


def test_a_figure_that_was_read_with_doubt_is_a_finding() -> None:
    figure = Span("figure", "1500", (3, 7), "1,500")
    term = Span("term", "养老服务", (0, 4), "elderly care")
    (found,) = doubtful((figure, term), Origin(page=3, confidence=0.71))
    assert (found.rule, found.severity, found.zh_at) == ("ocr-doubtful", "warning", (3, 7))
    assert found.message == "1500 was read from an image on page 3, 71% sure"
    assert not list(doubtful((figure,), Origin(page=3, confidence=0.95)))
    assert not list(doubtful((figure,), Origin(page=3)))


def test_the_finding_is_in_the_prepared_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    line = Fragment("全年投资180亿元。", 100, 100, 260, 116, 16, 0.6)
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "_images", lambda _: [None])
    monkeypatch.setattr(scan, "recognized", lambda *_: Page(1, 500, 700, (line,)))
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    (paragraph,) = prepare_document(read_source(path), None).paragraphs
    assert [each.rule for each in paragraph.segments[0].findings] == ["ocr-doubtful"]


def test_a_table_with_lines_is_read_by_its_cells_merged_ones_whole() -> None:
    pytest.importorskip("rapidocr")
    source = read_source(SCANS / "merged.jpg")
    cells = [source.text[slice(*part.at)] for part in source.parts if part.kind == "table-cell"]
    assert cells == [
        "地区", "生产总值", "财政收入", "绝对数（亿元）", "增长（%）", "绝对数（亿元）", "增长（%）",
        "临江区", "1283.6", "5.9", "104.27", "4.3", "柳塘县", "412.05", "6.2", "28.6", "5.1",
        "北坡县", "386.9", "4.8", "23.18", "-1.2", "合计", "3842.6", "5.7", "301.4", "3.8",
    ]  # fmt: skip


def test_two_cells_that_were_read_as_one_line_are_parted() -> None:
    pytest.importorskip("rapidocr")
    source = read_source(SCANS / "table.jpg")
    assert {"社会消费品零售总额", "亿元"} <= set(texts(source))
