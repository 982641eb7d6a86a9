"""Whole Word documents as offices of the state set them (GB/T 9704-2012): name -> bytes and texts.

Red head and rule, faces and sizes by hand, a landscape page with a table of merged cells, a seal as a picture,
a page number between dashes, notes, and a table of contents.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from documents.articles import NOTICE, RULES, STATISTICS, Line
from documents.words import _saved, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from documents.words import Word

SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"


def _new() -> Document:
    """An empty document on A4 with the margins of the standard, and the number of each page at its foot."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    _face(normal.element.get_or_add_rPr(), FANG)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    foot._p.append(parse_xml(f'<w:fldSimple {space} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    foot.add_run(" —")
    return document


def _face(properties: object, face: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), face)


def _add(
    document: Document, text: str, face: str = FANG, size: float = 16, *, indent: bool = True
) -> Paragraph:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(28)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _face(run._element.get_or_add_rPr(), face)
    return paragraph


def _centred(document: Document, text: str, face: str, size: float, colour: str = "") -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = _add(document, text, face, size, indent=False)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
    if colour:
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(colour)
    return paragraph


def _ruled(paragraph: Paragraph) -> None:
    """A red rule under a paragraph."""
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rule = f'<w:pBdr {space}><w:bottom w:val="single" w:sz="18" w:space="6" w:color="FF0000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(rule), "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _article(document: Document, lines: tuple[Line, ...]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for what, zh in lines:
        if what == "title":
            _centred(document, zh, SONG, 22)
        elif what == "number":
            _centred(document, zh, FANG, 16)
        elif what == "head":
            _add(document, zh, HEI)
        elif zh.startswith("（") and "。" in zh[:20]:
            head, rest = zh.split("。", 1)
            paragraph = _add(document, f"{head}。", KAI)
            _face(paragraph.add_run(rest)._element.get_or_add_rPr(), FANG)
        elif what == "sign":
            _add(document, zh).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            _add(document, zh, indent=not zh.endswith("各部门："))


def seal(size: int = 96) -> bytes:
    """A red ring, as of a seal, as PNG."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            far = (x - size / 2) ** 2 + (y - size / 2) ** 2
            rows += b"\xd0\x10\x10" if (0.4 * size) ** 2 < far < (0.47 * size) ** 2 else b"\xff\xff\xff"

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(rows)))
        + chunk(b"IEND", b"")
    )


def red_head() -> Word:
    """A notice under a red head, with a seal over the name of who signs, and who gets a copy in a table."""
    from docx.shared import Mm

    document = _new()
    _ruled(_centred(document, "东河市发展和改革委员会文件", SONG, 36, "FF0000"))
    title, number, *rest = NOTICE
    _article(document, (number, title, *rest))
    document.paragraphs[-2].add_run().add_picture(io.BytesIO(seal()), Mm(20))
    table = document.add_table(1, 2)
    table.style = "Table Grid"
    for cell, text in zip(
        table.rows[0].cells, ("抄送：市委办公室，市人大常委会办公室。", "2026年9月30日印发"), strict=True
    ):
        cell.text = text
    return _saved(document), [
        "东河市发展和改革委员会文件",
        *texts((number, title, *rest)),
        "抄送：市委办公室，市人大常委会办公室。",
        "2026年9月30日印发",
    ]


def bulletin_with_a_wide_table() -> Word:
    """Figures, then a table with merged cells on a page that lies."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    document = _new()
    title, first, caption, *rest = STATISTICS
    tail = tuple(line for line in rest if line.what != "cell")
    _article(document, (title, first, *tail))
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    _centred(document, caption.zh, HEI, 14)
    table = document.add_table(6, 5)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "地区"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "生产总值"
    table.cell(0, 3).merge(table.cell(0, 4)).text = "财政收入"
    rows = [
        ("", "绝对数（亿元）", "增长（%）", "绝对数（亿元）", "增长（%）"),
        ("临江区", "1283.6", "5.9", "104.27", "4.3"),
        ("柳塘县", "412.05", "6.2", "28.6", "5.1"),
        ("北坡县", "386.9", "4.8", "23.18", "-1.2"),
        ("合计", "3842.6", "5.7", "301.4", "3.8"),
    ]
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if text:
                table.cell(at, column).text = text
    _add(document, "注：增长速度按可比价格计算。", KAI, 12)
    expected = [*texts((title, first, *tail)), caption.zh, "地区", "生产总值", "财政收入"]
    return _saved(document), [
        *expected,
        *(text for row in rows for text in row if text),
        "注：增长速度按可比价格计算。",
    ]


def rules_with_contents() -> Word:
    """Rules by styles, with a running head, a table of contents that Word has filled, and a page break."""
    from docx.enum.text import WD_BREAK
    from docx.oxml import parse_xml

    document = _new()
    document.sections[0].header.paragraphs[0].text = "东河市人民政府规章"
    title, passed, *rest = RULES
    _article(document, (title, passed))
    _centred(document, "目　　录", HEI, 16)
    heads = [line.zh for line in rest if line.what == "head"]
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for at, head in enumerate(heads):
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        document._body._element.insert_element_before(
            parse_xml(
                f'<w:p {space}>{begin if at == 0 else ""}<w:hyperlink w:anchor="_Toc{at}"><w:r><w:t>{head}</w:t></w:r><w:r><w:tab/></w:r>'
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc \\h </w:instrText></w:r>'
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{at + 2}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                f"</w:hyperlink></w:p>"
            ),
            "w:sectPr",
        )
    last = document.add_paragraph()
    last._p.append(parse_xml(f'<w:r {space}><w:fldChar w:fldCharType="end"/></w:r>'))
    last.add_run().add_break(WD_BREAK.PAGE)
    for line in rest:
        if line.what == "head":
            document.add_heading(line.zh, 1)
        else:
            _add(document, line.zh)
    contents = [f"{head} {at + 2}" for at, head in enumerate(heads)]
    return _saved(document), [
        title.zh,
        passed.zh,
        "目　　录",
        *contents,
        *texts(tuple(rest)),
        "东河市人民政府规章",
    ]


MINISTRY: dict[str, Callable[[], Word]] = {
    made.__name__: made for made in (red_head, bulletin_with_a_wide_table, rules_with_contents)
}
