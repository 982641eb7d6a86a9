"""OpenDocument texts as LibreOffice saves them, and books (EPUB): their text in order; what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import patterns
import pytest

from briefing.errors import ReadError
from briefing.read import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Source

ODT, EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"
_SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("style", "style"), ("svg", "svg-compatible")),
    )
)


def zipped(kind: str, **files: str) -> bytes:
    """A package of this kind; `__` in a name stands for a slash, `_` at its end for the suffix `.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, content in files.items():
            package.writestr(
                name.replace("__", "/").replace("INFO", "META-INF").replace("_xml", ".xml"), content
            )
    return out.getvalue()


def odt(body: str, own: str = "", **more: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    styles = f"<office:automatic-styles>{own}</office:automatic-styles>"
    content = f"<office:document-content{_SPACES}>{styles}{text}</office:document-content>"
    return zipped(ODT, content_xml=content, **more)


def book(*pages: str, more: str = "", times: int = 1) -> bytes:
    items = "".join(f'<item id="i{n}" href="text/%E7%AB%A0{n}.xhtml"/>' for n in range(len(pages)))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in reversed(range(len(pages)))) * times
    files = {
        "INFO__container_xml": "<container><rootfile full-path='OPS/book.opf'/></container>",
        "OPS__book.opf": f"<package>{more}<manifest>{items}</manifest><spine>{spine}</spine></package>",
        **{f"OPS__text__章{n}.xhtml": page for n, page in enumerate(pages)},
    }
    return zipped(EPUB, **files)


def read(tmp_path: Path, data: bytes, name: str) -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path)


def parts(source: Source) -> list[tuple[str | None, str]]:
    return [(part.kind, source.text[slice(*part.at)]) for part in source.parts]


def test_an_opendocument_text(tmp_path: Path) -> None:
    data = odt(
        "<text:tracked-changes><text:p>删去的话。</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">一、总体要求</text:h>'
        "<text:p>补助资金<text:span>2.13</text:span>亿元<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>市级财政安排。</text:p></text:note-body></text:note>"
        "，增长<text:s text:c='2'/>5.2%。</text:p>"
        "<text:list><text:list-item><text:p>摸清底数；</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>粮食产量</text:p></table:table-cell>"
        "<table:table-cell><text:p>412.7</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>内部资料</text:p></draw:text-box></draw:frame>第一行<text:line-break/>第二行</text:p>"
    )
    source = read(tmp_path, data, "notice.odt")
    assert source.format == "odt"
    assert source.parts[0].origin.level == 2
    assert parts(source) == [
        ("heading", "一、总体要求"),
        (None, "补助资金2.13亿元，增长  5.2%。"),
        ("footnote", "市级财政安排。"),
        ("list-item", "摸清底数；"),
        ("table-cell", "粮食产量"),
        ("table-cell", "412.7"),
        (None, "第一行"),
        (None, "第二行"),
        (None, "内部资料"),
    ]


def test_what_an_opendocument_text_prints_and_what_it_hides(tmp_path: Path) -> None:
    def unseen(name: str) -> str:
        return f"<style:style style:name='{name}'><style:text-properties text:display='none'/></style:style>"

    header = "<style:header><text:p>东河市民政局文件</text:p><text:p>第1页</text:p></style:header>"
    styles = (
        f"<office:document-styles{_SPACES}><office:styles>{unseen('common')}</office:styles>"
        f"<office:automatic-styles>{unseen('T2')}</office:automatic-styles><office:master-styles>"
        f"<style:master-page>{header}</style:master-page><style:master-page>{header}</style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    shape = "<draw:custom-shape><svg:title>图形</svg:title><text:p>内部资料</text:p></draw:custom-shape>"
    data = odt(
        f"<text:p>会议指出，\n  要抓好{shape}<draw:g><svg:desc>图</svg:desc></draw:g>落实。</text:p>"
        "<text:p>公开。<text:span text:style-name='T1'>看不见的。</text:span>"
        "<text:span text:style-name='T2'>看得见的。</text:span></text:p>"
        "<text:p text:style-name='common'>看不见的。</text:p>"
        "<text:section text:display='none'><text:p>看不见的。</text:p></text:section>"
        "<text:section text:display='condition'><text:p>看得见的段。</text:p></text:section>"
        "<text:p>看不见的。<text:hidden-paragraph text:is-hidden='true'/></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>县区</text:p></table:table-cell>"
        "<table:covered-table-cell><text:p>看不见的。</text:p></table:covered-table-cell>"
        "<table:table-cell><text:p>数量</text:p></table:table-cell></table:table-row></table:table>",
        unseen("T1"),
        styles_xml=styles,
    )
    assert [text for _, text in parts(read(tmp_path, data, "notice.odt"))] == [
        *("会议指出， 要抓好落实。", "内部资料", "公开。看得见的。", "看得见的段。"),
        *("县区", "数量", "东河市民政局文件"),
    ]


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    pages = [
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{title}</h1><p>{text}</p></body></html>"
        for title, text in (
            ("第二章", "会议指出，要抓好落实。"),
            ("第一章", "全省共有养老机构1846家，床位21.7万张。"),
        )
    ]
    source = read(tmp_path, book(*pages), "book.epub")
    assert [text for _, text in parts(source)] == [
        "第一章", "全省共有养老机构1846家，床位21.7万张。", "第二章", "会议指出，要抓好落实。",
    ]  # fmt: skip


def test_a_book_has_no_menus(tmp_path: Path) -> None:
    pages = (
        "<!-- -->",
        "<html><div class='position'><p>主办单位：民政局</p><p>打印</p></div>"
        "<p><a href='a'>第一章</a></p><p><a href='b'>第二章</a></p>"
        "<aside epub:type='footnote' hidden='hidden'><p>见附表。</p></aside>"
        "<p style='display:none'>看不见的。</p></html>",
    )
    source = read(tmp_path, book(*pages), "book.epub")
    assert [text for _, text in parts(source)] == ["主办单位：民政局", "打印", "第一章", "第二章", "见附表。"]
    assert parts(source)[-1][0] == "footnote"
    assert source.left_out == ("看不见的。",)
    assert len(source.notes) == 1


def test_what_it_is_decides_over_its_name(tmp_path: Path) -> None:
    source = read(tmp_path, odt("<text:p>会议指出，要抓好落实。</text:p>"), "notice.docx")
    assert source.notes == ("is an OpenDocument text, whatever its name says",)


BOMB = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
REFUSED = {
    "a.odt cut": (odt("<text:p>会议。</text:p>")[:-40], "a.odt", "damaged"),
    "a.odt with an entity": (zipped(ODT, content_xml=BOMB), "a.odt", "document type"),
    "a.odt with a password": (
        zipped(ODT, INFO__manifest_xml="<m><encryption-data/></m>", content_xml="x"), "a.odt", "password",
    ),
    "a spreadsheet": (zipped(ODT, content_xml="<a/>"), "a.odt", "not an OpenDocument text"),
    "a bomb": (zipped(ODT, content_xml=f"<a>{' ' * 33_554_500}</a>"), "a.odt", "larger"),
    "a book with nothing": (zipped(EPUB), "a.epub", "not an EPUB"),
    "a book with rights": (zipped(EPUB, INFO__rights_xml="<a/>"), "a.epub", "DRM"),
    "a book with an entity": (zipped(EPUB, INFO__container_xml=BOMB), "a.epub", "document type"),
    "no zip": (b"\0\1\2\3", "a.epub", "not an EPUB"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "name", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_told_in_one_line(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data, name)
    assert message in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_page_that_a_book_names_again_is_read_once(tmp_path: Path) -> None:
    pages = (f"<html><p>{text}</p></html>" for text in ("摸清底数。", "排查隐患。"))
    with patterns.limit(10):
        source = read(tmp_path, book(*pages, times=100_000), "book.epub")
    assert [text for _, text in parts(source)] == ["排查隐患。", "摸清底数。"]


def test_numbers_of_lists_and_of_headings(tmp_path: Path) -> None:
    """As offices count, 一、（一）; one list goes on after a paragraph, another begins anew."""

    def level(at: int, format: str, before: str, after: str, tag: str = "list-level-style-number") -> str:
        said = f"style:num-format='{format}' style:num-prefix='{before}' style:num-suffix='{after}'"
        return f"<text:{tag} text:level='{at}' {said}/>"

    def item(*texts: str, inner: str = "") -> str:
        shown = "".join(f"<text:p>{each}</text:p>" for each in texts)
        return f"<text:list-item>{shown}{inner}</text:list-item>"

    def of(style: str, *items: str, more: str = "") -> str:
        return f"<text:list text:style-name='{style}' {more}>{''.join(items)}</text:list>"

    chinese = level(1, "一, 二, 三, ...", "", "、") + level(2, "一, 二, 三, ...", "（", "）")
    bullets = "<text:list-level-style-bullet text:level='1' text:bullet-char='•'/>"
    outline = level(1, "1", "第", "章", "outline-level-style")
    styles = (
        f"<office:document-styles{_SPACES}><office:styles><text:outline-style>{outline}</text:outline-style>"
        f"<text:list-style style:name='L'>{chinese}</text:list-style>"
        f"<text:list-style style:name='B'>{bullets}</text:list-style>"
        "</office:styles></office:document-styles>"
    )
    inner = f"<text:list>{item('逐户登记。', '登记到人。')}{item('建立台账。')}</text:list>"
    body = (
        "<text:h text:outline-level='1'>总则</text:h>"
        + of("L", item("摸清底数"), item("落实责任", inner=inner), more="xml:id='one'")
        + "<text:p>另有要求如下。</text:p>"
        + of("L", item("按时报送"), more="text:continue-numbering='true'")
        + of("L", item("另起"))
        + of("L", item("续前"), more="text:continue-list='one'")
        + of("B", item("编织袋12万条"))
        + "<text:h text:outline-level='1'>附则</text:h>"
    )
    found = parts(read(tmp_path, odt(body, styles_xml=styles), "notice.odt"))
    assert [text for _, text in found] == [
        *("第1章 总则", "一、摸清底数", "二、落实责任", "（一）逐户登记。", "登记到人。", "（二）建立台账。"),
        *("另有要求如下。", "三、按时报送", "一、另起", "四、续前", "编织袋12万条", "第2章 附则"),
    ]
    assert found[-2][0] == "list-item"


def test_what_styles_hide_and_raise_and_what_a_form_asks_for(tmp_path: Path) -> None:
    own = (
        "<style:style style:name='P' style:parent-style-name='secret'/>"
        "<style:style style:name='T'><style:text-properties style:text-position='super 58%'/></style:style>"
        "<style:style style:name='secret'><style:text-properties text:display='none'/></style:style>"
    )
    asked = "<text:placeholder text:placeholder-type='text'>单位名称</text:placeholder>"
    body = (
        "<text:p text:style-name='P'>看不见的。</text:p>"
        f"<text:p>面积3km<text:span text:style-name='T'>2</text:span>，填报单位：{asked}</text:p>"
    )
    assert [text for _, text in parts(read(tmp_path, odt(body, own), "a.odt"))] == ["面积3km²，填报单位："]


def test_a_formula_is_read_from_the_file_in_the_file(tmp_path: Path) -> None:
    link = "xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='./Object 1'"
    frame = f"<draw:frame><draw:object {link}/><draw:image/></draw:frame>"
    said = "<mfrac><mn>2</mn><mn>3</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup>"
    math = (
        "<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics>"
        f"<mrow>{said}</mrow><annotation>2 over 3</annotation></semantics></math>"
    )
    data = odt(f"<text:p>系数取{frame}计算。</text:p>", **{"Object 1__content_xml": math})
    assert [text for _, text in parts(read(tmp_path, data, "a.odt"))] == ["系数取2/3+x²计算。"]
