from __future__ import annotations

import io
import re
import socket
import zipfile
from typing import TYPE_CHECKING

import pytest
from documents.controls import CONTROLS
from documents.habits import HABITS
from documents.ministry import MINISTRY
from documents.words import WORDS as BITS
from documents.words import by_hand, by_look, p
from lxml import etree

from briefing.errors import ReadError
from briefing.normalize import normalize
from briefing.read import read_source
from briefing.read.docx.numbering import written
from briefing.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Document, Source

FIGURE = re.compile("[0-9]+(?:[.,][0-9]+)*(?:年|月|日)?")
WORDS = BITS | MINISTRY | HABITS | CONTROLS
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(tmp_path: Path, data: bytes, name: str = "notice.docx") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [source.text[slice(*part.at)] for part in source.parts]


def document(source: Source) -> Document:
    return segment(source, normalize(source.text))


@pytest.mark.parametrize("name", WORDS)
def test_the_text_of_a_document(tmp_path: Path, name: str) -> None:
    data, expected = WORDS[name]()
    assert texts(read(tmp_path, data)) == expected


@pytest.mark.parametrize("name", WORDS)
def test_every_figure_and_date_is_found_whole(tmp_path: Path, name: str) -> None:
    data, expected = WORDS[name]()
    found = [each for part in document(read(tmp_path, data)).paragraphs for each in FIGURE.findall(part.zh)]
    assert found == FIGURE.findall("\n".join(expected))


@pytest.mark.parametrize("name", WORDS)
def test_an_origin_leads_to_the_paragraph(tmp_path: Path, name: str) -> None:
    data, _ = WORDS[name]()
    source = read(tmp_path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in source.parts:
            file, _, number = part.origin.element.partition("#")
            content = archive.read(file).replace(
                b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()
            )
            paragraph = list(etree.fromstring(content).iter(f"{W}p"))[int(number)]
            written_there = "".join(
                each.text or each.get("string", "") for each in paragraph.iter(f"{W}t", "{*}textpath")
            )
            assert source.text[slice(*part.at)].split()[-1][-2:] in written_there


def test_kinds_by_style_and_by_look(tmp_path: Path) -> None:
    for made in (WORDS["by_style"], by_look):
        kinds = [(each.kind, each.zh[:6]) for each in document(read(tmp_path, made()[0])).paragraphs]
        assert ("heading", "关于做好20") in kinds
        assert ("heading", "二、重点任务") in kinds
        assert ("list-item", "一是摸清底数") in kinds
        assert ("body", "各地要于每月") in kinds
        assert ("body", "2026年9") in kinds
    levels = {part.origin.level for part in read(tmp_path, WORDS["by_style"]()[0]).parts}
    assert levels == {0, 1}
    cells = [part.kind for part in read(tmp_path, WORDS["with_tables"]()[0]).parts]
    assert cells.count("table-cell") == 16
    assert cells[2] == "caption"
    assert [part.kind for part in read(tmp_path, WORDS["notes"]()[0]).parts][1::2] == ["footnote", "footnote"]


def test_tracked_changes_are_told(tmp_path: Path) -> None:
    (note,) = read(tmp_path, WORDS["tracked_changes"]()[0]).notes
    assert "tracked changes" in note


def test_signs_that_are_not_known_are_told(tmp_path: Path) -> None:
    (note,) = read(tmp_path, WORDS["signs_and_circles"]()[0]).notes
    assert note.startswith("has 1 sign")


def test_what_controls_ask_for_is_told(tmp_path: Path) -> None:
    (note,) = read(tmp_path, WORDS["controls_that_ask"]()[0]).notes
    assert note.startswith("2 controls that nobody has filled in")
    assert "Choose a date." in note


def test_cells_wherever_they_stand_and_none_that_is_deleted(tmp_path: Path) -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('数量')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:tr><w:tc>{p('县区')}</w:tc>{cell}</w:tr>"
    gone = f"<w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{p('删去')}</w:tc></w:tr>"
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}</w:tbl>"
    source = read(tmp_path, by_hand(body))
    assert texts(source) == ["县区", "数量"]
    assert {part.kind for part in source.parts} == {"table-cell"}


NUMBERS = {
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 110: "一百一十"},
    "chineseLegalSimplified": {1: "壹", 12: "壹拾贰"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "ideographTraditional": {1: "甲", 10: "癸"},
    "upperRoman": {4: "IV", 1994: "MCMXCIV"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb"},
    "decimalZero": {3: "03"},
    "decimalFullWidth": {12: "１２"},
    "somethingNew": {7: "7"},
}


@pytest.mark.parametrize("form", NUMBERS)
def test_numbers_as_word_writes_them(form: str) -> None:
    assert {number: written(number, form) for number in NUMBERS[form]} == NUMBERS[form]


def changed(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
    return out.getvalue()


BODY = p("会议指出，要抓落实。")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
REFUSED = {
    "macros under another name": (by_hand(BODY, main=MACROS), "macros"),
    "cut short": (by_hand(BODY)[:-200], "damaged"),
    "XML cut short": (changed(by_hand(BODY), "word/document.xml", b"<w:document"), "damaged"),
    "an entity": (changed(by_hand(BODY), "word/document.xml", DOCTYPE), "document type"),
    "a bomb": (changed(by_hand(BODY), "word/document.xml", b"<a>" + b" " * 40_000_000 + b"</a>"), "larger"),
    "another document": (changed(by_hand(BODY), "word/document.xml", b"<a/>"), "not a Word document"),
    "nothing": (by_hand(p("")), "no Chinese"),
    "a file in it": (by_hand('<w:altChunk r:id="a"/>'), "altChunk"),
    "a picture alone": (by_hand("<w:p><w:r><w:drawing/></w:r></w:p>"), "no Chinese"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_told_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data)
    assert message in str(caught.value)
    assert "notice.docx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_is_told(tmp_path: Path) -> None:
    data = bytearray(by_hand(BODY))
    central = data.index(b"PK\1\2")
    data[central + 8] |= 1
    with pytest.raises(ReadError, match="password"):
        read(tmp_path, bytes(data))


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for made in WORDS.values():
        assert read(tmp_path, made()[0]).parts


def test_a_document_under_another_name(tmp_path: Path) -> None:
    source = read(tmp_path, by_hand(BODY), "notice.txt")
    assert texts(source) == ["会议指出，要抓落实。"]
    assert source.notes == ("is a Word document, whatever its name says",)


def test_a_thousand_lists_in_each_other_end(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + BODY + "</w:tc></w:tr></w:tbl>" * 60
    assert texts(read(tmp_path, by_hand(deep))) == ["会议指出，要抓落实。"]


def test_an_automatic_number_is_no_part_of_the_figure_behind_it(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, text in enumerate(("%1.", "%1、"))
    ) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
    items = [("6月30日前完成检查。", 1), ("8个市上报情况。", 1), ("认真整改。", 1), ("5月底前总结。", 2)]
    body = "".join(
        p(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for text, number in items
    )
    assert texts(read(tmp_path, by_hand(body, numbering=levels))) == [
        "1. 6月30日前完成检查。",
        "2. 8个市上报情况。",
        "3.认真整改。",
        "1、5月底前总结。",
    ]


def test_lists_that_are_of_styles(tmp_path: Path) -> None:
    """一、 is the level of one style, （一） of the other, which the list says, not the style."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="S{n}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1、", "（%2）"))
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/>{levels}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in range(2)
    )
    body = p("要求。", '<w:pStyle w:val="S0"/>') + p("任务。", '<w:pStyle w:val="S1"/>') * 2
    made = by_hand(body, numbering=lists, styles=styles)
    assert texts(read(tmp_path, made)) == ["一、要求。", "（一）任务。", "（二）任务。"]
