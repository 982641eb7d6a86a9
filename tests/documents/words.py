"""Word documents as ministries write them, each with the paragraphs that should come out: name -> bytes and texts.

Some are made by python-docx, as other programs would write them; the rest is XML by hand, for what python-docx
has no door to.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from documents.articles import NOTICE, RELEASE, RULES, STATISTICS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document

    from documents.articles import Line

Word = tuple[bytes, list[str]]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:%s xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml">%s</w:%s>'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def texts(lines: Sequence[Line]) -> list[str]:
    return [each for line in lines for each in (line.zh.split("|") if line.what == "cell" else [line.zh])]


def by_hand(body: str, *, main: str = f"{_TYPES}.document.main+xml", **parts: str) -> bytes:
    """A document of this XML; `parts` are others by their names: footnotes, numbering, styles, header1."""
    roots = {each: each for each in ("footnotes", "endnotes", "numbering", "styles", "comments")}
    files = {"word/document.xml": _HEAD % ("document", f"<w:body>{body}</w:body>", "document")}
    types = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    related = ""
    for number, (name, content) in enumerate(parts.items(), 1):
        root = roots.get(name, "hdr")
        files[f"word/{name}.xml"] = _HEAD % (root, content, root)
        kind = roots.get(name, "header")
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        related += f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>'
    related += f'<Relationship Id="rId99" Type="{_RELATION}/hyperlink" Target="http://a.example/" TargetMode="External"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{_RELATION}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _written(lines: Sequence[Line], write: Callable[[Document, str, str], None]) -> Word:
    import docx

    document = docx.Document()
    rows: list[list[str]] = []
    for index, (what, zh) in enumerate(lines):
        if what == "cell":
            rows.append(zh.split("|"))
            if index + 1 == len(lines) or lines[index + 1].what != "cell":
                table = document.add_table(len(rows), len(rows[0]))
                for row, cells in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=True):
                        cell.text = text
        else:
            write(document, what, zh)
    return _saved(document), texts(lines)


def by_look(lines: Sequence[Line] = NOTICE) -> Word:
    """As offices write: no style but the default one, faces and sizes by hand."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    faces = {"title": ("方正小标宋简体", 22), "head": ("黑体", 16)}

    def write(document: Document, what: str, zh: str) -> None:
        paragraph = document.add_paragraph()
        for part in (zh[:7], zh[7:]):
            run = paragraph.add_run(part)
            face, size = faces.get(what, ("仿宋_GB2312", 16))
            run.font.size = Pt(size)
            run.font.name = face
            run._element.rPr.rFonts.set(qn("w:eastAsia"), face)
        if what == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    return _written(lines, write)


def by_style() -> Word:
    def write(document: Document, what: str, zh: str) -> None:
        levels = {"title": 0, "head": 1}
        if what in levels:
            document.add_heading(zh, levels[what])
        else:
            document.add_paragraph(zh, style="List Bullet" if what == "item" else None)

    return _written(NOTICE, write)


def with_tables() -> Word:
    return _written(
        STATISTICS,
        lambda document, what, zh: document.add_paragraph(zh, "Caption" if what == "caption" else None),
    )


_LEVELS = (
    ("chineseCounting", "%1、", "nothing"),
    ("chineseCounting", "（%2）", "nothing"),
    ("decimal", "%3.", "tab"),
    ("decimalEnclosedCircle", "%4", "nothing"),
)


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, suffix) in enumerate(_LEVELS)
    )
    articles = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="space"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl>'
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:abstractNum w:abstractNumId="1">{articles}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>'
    )


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def automatic_numbers() -> Word:
    body = [
        p("总体要求", numbered(1)),
        p("指导思想。坚持以人民为中心。", numbered(1, 1)),
        p("主要目标。到2027年，床位达到21.7万张。", numbered(1, 1)),
        p("重点任务", numbered(1)),
        p("完善网络。", numbered(1, 1)),
        p("新建设施120处。", numbered(1, 2)),
        p("改造设施36处。", numbered(1, 2)),
        p("城区12处。", numbered(1, 3)),
        p("为了规范管理，制定本办法。", numbered(2)),
        p("本办法适用于全市。", numbered(2)),
        p("保障经费；", numbered(3)),
        p("本办法自2026年2月1日起施行。", numbered(4)),
    ]
    return by_hand("".join(body), numbering=_numbering()), [
        "一、总体要求",
        "（一）指导思想。坚持以人民为中心。",
        "（二）主要目标。到2027年，床位达到21.7万张。",
        "二、重点任务",
        "（一）完善网络。",
        "1.新建设施120处。",
        "2.改造设施36处。",
        "①城区12处。",
        "第一条 为了规范管理，制定本办法。",
        "第二条 本办法适用于全市。",
        "保障经费；",
        "第十一条 本办法自2026年2月1日起施行。",
    ]


def numbered_by_style() -> Word:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="一级"/><w:basedOn w:val="a"/><w:pPr>'
        f'<w:outlineLvl w:val="0"/>{numbered(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="一级不编号"/><w:basedOn w:val="b"/></w:style>'
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("总体要求", '<w:pStyle w:val="b"/>')
        + p("前言", f'<w:pStyle w:val="c"/>{off}')
        + p("组织实施", '<w:pStyle w:val="c"/>')
    )
    return by_hand(body, styles=styles, numbering=_numbering()), ["一、总体要求", "前言", "二、组织实施"]


def notes() -> Word:
    def note(number: int, text: str) -> str:
        return f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'

    def call(what: str, number: int) -> str:
        return f'<w:r><w:{what}Reference w:id="{number}"/></w:r>'

    body = (
        f"<w:p><w:r><w:t>全年生产总值3842.6亿元</w:t></w:r>{call('footnote', 1)}<w:r><w:t>，增长5.7%。</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>常住人口527.13万人。</w:t></w:r>{call('endnote', 1)}</w:p>" + p("特此公报。")
    )
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        + note(1, "生产总值为初步核算数。")
    )
    endnotes = f'<w:endnote w:id="1">{p("按户籍所在地统计。")}</w:endnote>'
    return by_hand(body, footnotes=footnotes, endnotes=endnotes), [
        "全年生产总值3842.6亿元，增长5.7%。",
        "生产总值为初步核算数。",
        "常住人口527.13万人。",
        "按户籍所在地统计。",
        "特此公报。",
    ]


def tracked_changes() -> Word:
    mark = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'

    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    body = (
        f"<w:p>{run('补助资金')}<w:del {mark}>{run('1.98', 'delText')}</w:del><w:ins {mark}>{run('2.13')}</w:ins>{run('亿元。')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr>{run('各地要加强领导，')}</w:p>"
        f"<w:p>{run('压实责任。')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:del {mark}>{run('这一段已经删去。', 'delText')}</w:del></w:p>"
        f"<w:p><w:moveFrom {mark}>{run('移走的话。')}</w:moveFrom>{run('留下的话。')}</w:p>"
        f"<w:p><w:moveTo {mark}>{run('移走的话。')}</w:moveTo></w:p>"
    )
    return by_hand(body), ["补助资金2.13亿元。", "各地要加强领导，压实责任。", "留下的话。", "移走的话。"]


def text_boxes() -> Word:
    box = f"<w:txbxContent>{p('内部资料　注意保存')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = f"<w:p>{drawing}<w:r><w:t>东河市人民政府文件</w:t></w:r></w:p>{p('会议指出，要抓落实。')}"
    return by_hand(body), ["东河市人民政府文件", "内部资料　注意保存", "会议指出，要抓落实。"]


def headers() -> Word:
    body = p("会议指出，要抓落实。")
    number = '<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r><w:r><w:t>页</w:t></w:r></w:p>'
    return by_hand(body, header1=p("东河市人民政府公报"), header2=p("东河市人民政府公报"), footer1=number), [
        "会议指出，要抓落实。",
        "东河市人民政府公报",
    ]


def odds_and_ends() -> Word:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>内容控件里的标题</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        '<w:p><w:r><w:t>详见</w:t></w:r><w:hyperlink r:id="rId99"><w:r><w:t>市政府网站</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>累</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>lěi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>计</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>12</w:t></w:r><w:r><w:t>.5</w:t></w:r><w:r><w:t>万户。</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏文字</w:t></w:r><w:r><w:t>公开文字。</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>第一行，如下：</w:t><w:br/><w:t>第二行。</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r></w:p>'
    )
    return by_hand(body), [
        "内容控件里的标题",
        "详见市政府网站。",
        "累计12.5万户。",
        "公开文字。",
        "第一行，如下：",
        "第二行。",
        "☑同意",
    ]


def frames_and_nested_tables() -> Word:
    def cell(content: str) -> str:
        return f"<w:tc>{content}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(p('柳塘镇'))}{cell(p('12'))}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr>{cell(p('通知要求，各地要抓好落实。'))}</w:tr></w:tbl>"
        f"<w:tbl><w:tr>{cell(p('乡镇'))}{cell(inner + p(''))}</w:tr></w:tbl>" + p("会议结束。")
    )
    return by_hand(body), ["通知要求，各地要抓好落实。", "乡镇", "柳塘镇", "12", "会议结束。"]


def strict() -> Word:
    """ISO's strict variant, whose namespaces are others."""
    data = by_hand(p("会议指出，要抓落实。") + p("一、总体要求"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            relation = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            new.writestr(name, content.replace(_RELATION.encode(), relation))
    return out.getvalue(), ["会议指出，要抓落实。", "一、总体要求"]


WORDS: dict[str, Callable[[], Word]] = {
    **{
        made.__name__: made
        for made in (
            by_style,
            with_tables,
            automatic_numbers,
            numbered_by_style,
            notes,
            tracked_changes,
            text_boxes,
            headers,
            odds_and_ends,
            frames_and_nested_tables,
            strict,
        )
    },
    "by_look": by_look,
    "a_release_by_look": lambda: by_look(RELEASE),
    "rules_by_look": lambda: by_look(RULES),
}
