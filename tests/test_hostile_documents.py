"""Documents made to stop whoever reads them: read, or refused in one line, in the time of their length."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

import growth
import patterns
import pytest
from documents.words import by_hand, p

from briefing.bilingual import read_bilingual
from briefing.errors import ReadError
from briefing.read import read_source
from briefing.read.zipped import MAX_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "各单位要按时报送。"
DELETED = "<w:rPr><w:del/></w:rPr>"
LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'


def source(path: Path, name: str, data: bytes) -> str:
    (path / name).write_bytes(data)
    return read_source(path / name).text


def styles(number: int) -> str:
    """Styles each of which is based on the next."""
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:name w:val="n"/>'
        f'<w:basedOn w:val="s{at + 1}"/></w:style>'
        for at in range(number)
    )


def a_list(level: str = "", override: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>'
    )


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def mail(body: str, kind: str = "text/html") -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    return f"{head}--x\nContent-Type: {kind}\n\n{body}\n--x--\n".encode()


def pdf(content: bytes) -> bytes:
    """One page of this content."""
    packed = zlib.compress(content)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + end + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


GROWING = {
    "paragraphs whose ends are deleted": lambda n: ("x.docx", by_hand(p("报" * 50, DELETED) * n + p(TEXT))),
    "styles based on each other": lambda n: ("x.docx", by_hand(p(TEXT), styles=styles(n))),
    "comments before a page": lambda n: ("x.html", b"<!---->" * n + b"x" + TEXT.encode()),
    "titles of a page": lambda n: (
        "x.html",
        page(
            f"<p>{TEXT}</p>" * n, "".join(f"<meta name=articletitle content={TEXT}{at}>" for at in range(n))
        ),
    ),
    "parts of a saved page": lambda n: ("x.mht", mail(f"<html><p>{TEXT}</p>\n--x\nA: b\n" * n)),
    "fields of a mail": lambda n: (
        "x.eml",
        b"From: a\nMIME-Version: 1.0\n"
        + b"X-A: b\n c\n" * n
        + b"Content-Type: text/plain\n\n"
        + TEXT.encode() * n,
    ),
    "what a page says to machines": lambda n: (
        "x.html",
        page(f'<script type="application/ld+json">{{"articleBody": "{TEXT}<p>"}}</script>' * n),
    ),
    "lines that stand as written": lambda n: ("x.html", page(f"<pre>{f'　　{TEXT}{chr(10)}' * n}</pre>")),
    "what a field is told": lambda n: (
        "x.docx",
        by_hand(f'<w:p><w:fldSimple w:instr="EQ {chr(92) + "o(" * 40}"/><w:r><w:t>报</w:t></w:r></w:p>' * n),
    ),
    "styles that hide": lambda n: (
        "x.docx",
        by_hand(
            p(TEXT, '<w:pStyle w:val="s0"/>') * n,
            styles=styles(n)
            + '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>',
        ),
    ),
    "lines drawn on a page": lambda n: (
        "x.pdf",
        pdf(
            b"BT /F 10 Tf 50 700 Td (%s) Tj ET\n" % (b"a" * n)
            + b"\n".join(b"%d %d 1 20 re f" % (50 + at % 500 * 3, 100 + at // 500 * 30) for at in range(n))
        ),
    ),
    "lines that cross": lambda n: (
        "x.pdf",
        pdf(
            b"\n".join(
                b"50 %.3f 500 .5 re f %.3f 50 .5 700 re f" % (50 + at * 700 / n, 50 + at * 500 / n)
                for at in range(n)
            )
        ),
    ),
    "marks on one line": lambda n: (
        "x.pdf",
        pdf(b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %d 700 Tm (.) Tj " % (at * 3) for at in range(n)) + b"ET"),
    ),
}


@pytest.mark.parametrize("kind", GROWING)
def test_it_takes_the_time_of_its_length(kind: str, tmp_path: Path) -> None:
    def read(number: int) -> None:
        try:
            source(tmp_path, *GROWING[kind](number))
        except ReadError as error:
            assert str(error).count("\n") == 0

    with patterns.limit(60):
        assert growth.outgrown(read, 500, 4_000, times=30) == ""


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (p(TEXT, '<w:outlineLvl w:val="²"/>'), {}),
        (p(TEXT, LISTED.format("²")), {"numbering": a_list()}),
        (p(TEXT, LISTED.format("9" * 5000)), {"numbering": a_list()}),
        (p(TEXT, '<w:jc w:val="center"/>', '<w:sz w:val="²"/>'), {}),
        (
            p(TEXT),
            {"styles": '<w:style w:type="paragraph"><w:pPr><w:outlineLvl w:val="²"/></w:pPr></w:style>'},
        ),
        (
            p(TEXT, LISTED.format(0)),
            {
                "numbering": a_list(
                    override='<w:lvlOverride w:ilvl="99"><w:startOverride w:val="3"/></w:lvlOverride>'
                )
            },
        ),
        (
            p(TEXT, LISTED.format(0)) * 2,
            {"numbering": a_list(f'<w:start w:val="{"9" * 4300}"/><w:lvlText w:val="%1"/>')},
        ),
        ("<w:tbl><w:tr><w:tc>" * 75 + p(TEXT) + "</w:tc></w:tr></w:tbl>" * 75, {}),
    ],
)
def test_a_number_that_is_none_costs_nothing_else(body: str, parts: dict[str, str], tmp_path: Path) -> None:
    assert TEXT[:8] in source(tmp_path, "x.docx", by_hand(body, **parts))


def test_what_stands_around_a_number_is_as_long_as_in_word(tmp_path: Path) -> None:
    level = f'<w:lvlText w:val="{"第" * 100_000}"/>'
    text = source(tmp_path, "x.docx", by_hand(p(TEXT, LISTED.format(0)) * 50, numbering=a_list(level)))
    assert len(text) < 50 * 300


@pytest.mark.parametrize("depth", [500, 2_000, 100_000])
def test_a_page_of_elements_in_each_other_is_read_or_refused(depth: int, tmp_path: Path) -> None:
    data = page("<div>" * depth + f"<p>{TEXT}</p>" * 4_000)
    with patterns.limit(30):
        try:
            assert TEXT in source(tmp_path, "x.html", data)
        except ReadError as error:
            assert "nested too deeply" in str(error)


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "utf-7", "zlib", "undefined"])
def test_a_page_is_in_an_encoding_that_browsers_have(charset: str, tmp_path: Path) -> None:
    data = page(f"<p>{TEXT}</p>" * 200, f"<meta charset={charset}>", "gb18030")
    with patterns.limit(10):
        assert TEXT in source(tmp_path, "x.html", data)


@pytest.mark.parametrize(
    "data",
    [
        mail(f"<html><p>{TEXT}", "text/html; a=" + "(" * 20_000),
        mail(f"<html><p>{TEXT}", "text/html; " + " ".join(f"a*{at}=b;" for at in range(20_000))),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x0\n\n"
        + b"".join(
            b"--x%d\nContent-Type: multipart/related; boundary=x%d\n\n" % (at, at + 1) for at in range(1_000)
        ),
    ],
    ids=["brackets", "parameters", "parts in parts"],
)
def test_a_saved_page_made_to_stop_its_parser(data: bytes, tmp_path: Path) -> None:
    with patterns.limit(10), pytest.raises(ReadError, match="saved page without the page"):
        source(tmp_path, "x.mht", data)


@pytest.mark.parametrize("read", [read_source, read_bilingual])
def test_a_document_of_a_million_empty_paragraphs_is_refused_at_once(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    (tmp_path / "x.docx").write_bytes(by_hand("<w:p/>" * (MAX_ELEMENTS + 1)))
    with patterns.limit(20), pytest.raises(ReadError, match="more than any document"):
        read(tmp_path / "x.docx")


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "1e9", ""])
def test_a_count_in_an_opendocument_text_may_be_none(number: str, tmp_path: Path) -> None:
    names = "".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" ' for each in ("office", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        f'<text:h text:outline-level="{number}">{TEXT}</text:h>'
        f'<text:p>{TEXT}<text:s text:c="{number}"/>{TEXT}</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "x.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    assert read_source(tmp_path / "x.odt").text.count(TEXT) == 3
