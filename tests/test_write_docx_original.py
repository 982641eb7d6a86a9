"""English in the Word document that was translated: what is not text stays, and all of it is read back."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pairs
import pytest
import sample
from documents.controls import CONTROLS
from documents.habits import HABITS
from documents.ministry import MINISTRY
from documents.words import WORDS as BITS
from documents.words import W as NAMESPACE
from documents.words import by_hand, numbered, p
from fakes import FakeEngine
from lxml import etree

from briefing.bilingual import read_bilingual
from briefing.bilingual.pairs import Bilingual, Comment
from briefing.chinese import has_han
from briefing.document import Finding
from briefing.errors import ReadError
from briefing.files import is_own_unedited
from briefing.pipeline import prepare_document, translate_document
from briefing.read import read_source
from briefing.review import review
from briefing.write.docx import render
from briefing.write.text import is_untranslated

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from briefing.document import Document

W = f"{{{NAMESPACE}}}"
LAYOUTS = ("stacked", "english")
CHOSEN = ("ends_that_are_deleted", "signs_and_circles")
WORDS = BITS | MINISTRY | CONTROLS | {name: HABITS[name] for name in CHOSEN}
KEPT = [name for name in WORDS if name != "strict"]
TRANSLATED = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}
BOUND = {
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/comments.xml",
    "docProps/custom.xml",
}


@functools.cache
def translated(data: bytes, behaviour: str = "faithful") -> Document:
    source = read_source("-", stdin=io.BytesIO(data))
    document = prepare_document(source, pairs.MATCHER)
    return replace(document, paragraphs=tuple(translate_document(document, FakeEngine(behaviour))))


def written(document: Document, layout: str, *, highlight: bool = False) -> bytes:
    return render(sample.briefing(document), document, layout=layout, highlight=highlight)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> list[Element]:
    """What stands in the body before the last section."""
    found = list(etree.fromstring(parts(data)["word/document.xml"]).find(f"{W}body"))
    return found[: [text(each) for each in found].index("Appendix: terms and findings")]


def text(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def texts(elements: list[Element]) -> list[str]:
    """The texts of the paragraphs, each its own; of two ways to show one thing, the first."""
    found = []
    for each in (each for one in elements for each in one.iter(f"{W}p")):
        if next(each.iterancestors("{*}Fallback"), None) is None:
            own = (t for t in each.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is each)
            found.append("".join(t.text or "" for t in own))
    return [each for each in found if each]


def is_shown(of: Element) -> bool:
    """Whether this is Chinese that Word shows: not hidden, nor in a row that is, nor in a covered cell."""
    if not has_han(of.text or "") or of.getparent().find(f"{W}rPr/{W}vanish") is not None:
        return False
    if any(each.find(f"{W}trPr/{W}hidden") is not None for each in of.iterancestors(f"{W}tr")):
        return False
    merged = [each.find(f"{W}tcPr/{W}vMerge") for each in of.iterancestors(f"{W}tc")]
    return all(each is None or each.get(f"{W}val") == "restart" for each in merged)


def back(data: bytes) -> Bilingual:
    return read_bilingual("-", stdin=io.BytesIO(data))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", KEPT)
def test_all_other_parts_stay_byte_for_byte(name: str, layout: str) -> None:
    data, _ = WORDS[name]()
    before, after = parts(data), parts(written(translated(data), layout, highlight=True))
    assert set(before) <= set(after)
    assert set(after) - set(before) <= BOUND
    for part in set(before) - TRANSLATED - BOUND:
        assert after[part] == before[part]


@pytest.mark.parametrize("highlight", [False, True])
@pytest.mark.parametrize("behaviour", ["faithful", "drops", "fails", "chaos"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", KEPT)
def test_what_is_written_is_read_back(name: str, layout: str, behaviour: str, highlight: bool) -> None:
    document = translated(WORDS[name]()[0], behaviour)
    found = back(written(document, layout, highlight=highlight))
    assert [(each.id, each.zh) for each in found.pairs] == [
        (each.id, each.raw.strip()) for each in document.paragraphs
    ]
    for pair, paragraph in zip(found.pairs, document.paragraphs, strict=True):
        if has_han(paragraph.zh):
            said = [each.en for each in paragraph.segments if each.en.strip()]
            assert pair.en == " ".join(said)
        else:  # figures that Chinese and English write the same are not written twice
            assert pair.en.replace(",", "") == paragraph.en.replace(",", "")
        if behaviour == "faithful":
            assert (pair.kind == "heading") == (paragraph.kind == "heading")
    lost = [each.id for each in document.paragraphs if any(map(is_untranslated, each.segments))]
    assert list(found.failed) == lost
    assert found.written.paragraphs == len(document.paragraphs)
    assert not found.comments
    remarks = review(found, pairs.MATCHER, source=prepare_document(document.source, pairs.MATCHER)).remarks
    assert not [each for each in remarks if each.finding.rule == "structure"]


@pytest.mark.parametrize("name", KEPT)
def test_chinese_stays_as_it_is_with_english_under_it(name: str) -> None:
    data, _ = WORDS[name]()
    document = translated(data)
    before = texts(list(etree.fromstring(parts(data)["word/document.xml"])))
    after = texts(body(written(document, "stacked")))
    assert [each for each in after if each in before] == before
    said = " ".join(after)
    for each in document.paragraphs:
        in_body = each.origin is not None and each.origin.element.startswith("word/document.xml")
        assert not in_body or each.en in said or not has_han(each.zh)


@pytest.mark.parametrize("name", KEPT)
def test_no_chinese_is_left_where_english_takes_its_place(name: str) -> None:
    document = translated(WORDS[name]()[0])
    data = written(document, "english")
    assert [each.text for one in body(data) for each in one.iter(f"{W}t") if is_shown(each)] == []
    assert "中文" in text(etree.fromstring(parts(data)["word/document.xml"]))  # in the last section
    for note in ("word/footnotes.xml", "word/endnotes.xml"):
        if note in parts(data):
            assert not has_han(text(etree.fromstring(parts(data)[note])))


def paragraphs(data: bytes) -> list[Element]:
    return [each for one in body(data) for each in one.iter(f"{W}p")]


def runs_with(paragraph: Element, what: str) -> Element:
    return next(each for each in paragraph.iter(f"{W}r") if what in text(each))


SIMPLE = "会议指出，要抓好落实。"
PICTURE = "<w:r><w:drawing/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'
SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{content}</w:t></w:r>"


def made(content: str, layout: str, **parts_: str) -> bytes:
    return written(translated(by_hand(content, **parts_)), layout)


def test_a_page_and_a_section_end_after_the_english() -> None:
    one = f"<w:p><w:pPr>{SECTION}</w:pPr>{run(SIMPLE)}{BREAK}</w:p>"
    chinese, english = paragraphs(made(one + p("完"), "stacked"))[:2]
    assert chinese.find(f".//{W}sectPr") is None
    assert chinese.find(f".//{W}br") is None
    assert english.find(f"{W}pPr/{W}sectPr/{W}pgSz").get(f"{W}orient") == "landscape"
    assert english.find(f".//{W}br").get(f"{W}type") == "page"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_picture_in_the_text_stays(layout: str) -> None:
    data = made(f"<w:p>{run('会议指出，')}{PICTURE}{run('要抓好落实。')}</w:p>", layout)
    assert sum(1 for each in body(data) for _ in each.iter(f"{W}drawing")) == 1


def test_marks_that_another_program_put_in_another_order_are_told_apart() -> None:
    two = f"<w:p>{run('第一行，如下：')}<w:r><w:br/></w:r>{run('第二行。')}</w:p>"
    data = made(two, "stacked")
    content = parts(data)["word/document.xml"]
    swapped = content.replace(b"p1_zh", b"p0_zh").replace(b"p2_zh", b"p1_zh").replace(b"p0_zh", b"p2_zh")
    assert swapped != content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in (parts(data) | {"word/document.xml": swapped}).items():
            package.writestr(name, part)
    assert [(each.id, each.zh, each.en) for each in back(out.getvalue()).pairs] == [
        (each.id, each.zh, each.en) for each in back(data).pairs
    ]


def test_english_has_the_style_of_its_chinese_and_a_face_with_latin_letters() -> None:
    look = (
        '<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:b/>'
        '<w:spacing w:val="40"/><w:sz w:val="32"/><w:fitText w:val="3000"/>'
    )
    data = made(p(SIMPLE, '<w:spacing w:line="560"/><w:jc w:val="distribute"/>', look), "stacked")
    english = paragraphs(data)[1]
    assert english.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "560"
    assert english.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"
    properties = english.find(f"{W}r/{W}rPr")
    assert [etree.QName(each).localname for each in properties] == ["rFonts", "b", "sz", "lang"]
    fonts = properties.find(f"{W}rFonts")
    assert fonts.get(f"{W}ascii") == "Times New Roman"
    assert fonts.get(f"{W}eastAsia") == "仿宋_GB2312"


def test_a_latin_face_of_the_document_is_kept_and_a_heading_face_has_no_serifs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:rFonts'
        ' w:ascii="Calibri" w:eastAsia="宋体"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="b">'
        '<w:name w:val="题"/><w:rPr><w:rFonts w:ascii="黑体" w:eastAsia="黑体"/></w:rPr></w:style>'
    )
    data = made(p(SIMPLE) + p(SIMPLE, '<w:pStyle w:val="b"/>'), "stacked", styles=styles)
    plain, headed = (paragraphs(data)[at].find(f"{W}r/{W}rPr") for at in (1, 3))
    assert plain.find(f"{W}rFonts") is None
    assert headed.find(f"{W}rFonts").get(f"{W}ascii") == "Arial"


def test_a_sentence_in_bold_is_bold_in_english_too() -> None:
    two = f"<w:p>{run('保障能源供应。', '<w:b/>')}{run('要落实储气能力。')}</w:p>"
    english = paragraphs(made(two, "stacked"))[1]
    bold = [each.find(f"{W}rPr/{W}b") is not None for each in english.iter(f"{W}r") if text(each).strip()]
    assert bold == [True, False]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_number_that_word_counts_stands_once_and_counts_no_further(layout: str) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt'
        ' w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:pPr><w:ind'
        ' w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    content = p("总体要求", numbered(1)) + p("重点任务", numbered(1))
    shown = paragraphs(made(content, layout, numbering=numbering))
    english = [each for each in shown if not has_han(text(each))]
    assert [text(each)[:3] for each in english] == ["I. ", "II."]
    for each in english:
        assert each.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
        assert each.find(f"{W}pPr/{W}ind").get(f"{W}left") == "420"


def test_rows_may_grow_and_what_a_control_is_bound_to_puts_nothing_back() -> None:
    height = '<w:trPr><w:trHeight w:val="400" w:hRule="exact"/></w:trPr>'
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding/><w:text/></w:sdtPr><w:sdtContent>"
        + p(SIMPLE)
        + "</w:sdtContent></w:sdt>"
    )
    data = made(
        f"<w:tbl><w:tr>{height}<w:tc>{p('乡镇')}</w:tc><w:tc>{p('12')}</w:tc></w:tr></w:tbl>{control}",
        "stacked",
    )
    found = etree.fromstring(parts(data)["word/document.xml"])
    assert found.find(f".//{W}trHeight").get(f"{W}hRule") == "atLeast"
    assert found.find(f".//{W}dataBinding") is None
    assert len(found.findall(f".//{W}sdtContent/{W}p")) == 1
    assert [text(each) for each in found.iter(f"{W}tc")][1] == "12"


def test_a_field_whose_result_is_text_goes_with_its_text() -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    data = made(f"<w:p>{field}{run('二〇二六年三月一日')}{end}{run('，会议召开。')}</w:p>", "english")
    assert not [each for one in body(data) for each in one.iter(f"{W}fldChar")]


def test_findings_are_comments_on_their_words() -> None:
    document = translated(by_hand(p("全市发放补助资金2.13亿元。会议指出，要抓好落实。")))
    first, second = document.paragraphs[0].segments
    at = first.zh.index("2.13亿")
    findings = (
        Finding("figure-missing", "error", "2.13亿 is not in the English.", zh_at=(at, at + 5)),
        Finding("term-missing", "warning", "so", en_at=(0, 4)),
    )
    segments = (replace(first, findings=findings), replace(second, findings=()))
    document = replace(document, paragraphs=(replace(document.paragraphs[0], segments=segments),))
    data = written(document, "stacked")
    chinese, english = paragraphs(data)[:2]
    assert commented(chinese) == {"0": "2.13亿"}
    assert commented(english) == {"1": first.en[:4]}
    comments = etree.fromstring(parts(data)["word/comments.xml"])
    assert [each.get(f"{W}author") for each in comments] == ["briefing", "briefing"]
    assert "error, figure-missing: 2.13亿 is not in the English." in text(comments[0])
    (alone,) = paragraphs(written(document, "english"))[:1]
    assert commented(alone) == {"0": first.en, "1": first.en[:4]}


def commented(paragraph: Element) -> dict[str, str]:
    """What the comments in a paragraph are on."""
    found: dict[str, str] = {}
    open_: set[str] = set()
    for each in paragraph.iter():
        id_ = each.get(f"{W}id")
        if each.tag == f"{W}commentRangeStart":
            open_.add(id_)
            found[id_] = ""
        elif each.tag == f"{W}commentRangeEnd":
            open_.discard(id_)
        elif each.tag == f"{W}t":
            for one in open_:
                found[one] += each.text
    return found


def test_terms_and_figures_are_marked_on_both_sides() -> None:
    (found,) = (
        {
            text(each)
            for one in body(written(translated(WORDS["with_tables"]()[0]), "stacked", highlight=True))
            for each in one.iter(f"{W}r")
            if each.find(f"{W}rPr/{W}shd") is not None
        },
    )
    assert {"3842.6亿", "384.26 billion", "5.7%", "5.7 percent", "527.13万", "5.2713 million"} <= found


def test_what_somebody_noted_before_stays_and_findings_are_told_from_it() -> None:
    note = (
        '<w:comment w:id="7" w:author="王芳" w:initials="W"><w:p><w:r><w:t>核实</w:t></w:r></w:p></w:comment>'
    )
    at = '<w:r><w:commentReference w:id="7"/></w:r>'
    data = by_hand(f"<w:p>{run(SIMPLE)}{at}</w:p>", comments=note)
    document = translated(data)
    segment = replace(document.paragraphs[0].segments[0], findings=(Finding("length", "note", "Short."),))
    document = replace(document, paragraphs=(replace(document.paragraphs[0], segments=(segment,)),))
    out = written(document, "stacked")
    comments = etree.fromstring(parts(out)["word/comments.xml"])
    assert [each.get(f"{W}id") for each in comments] == ["7", "8"]
    assert back(out).comments == (Comment("p1", "王芳", "核实"),)


def test_headers_stay_and_their_english_is_in_the_last_section() -> None:
    data = written(translated(WORDS["headers"]()[0]), "english")
    cells = [text(each) for each in etree.fromstring(parts(data)["word/document.xml"]).iter(f"{W}tc")]
    at = cells.index("东河市人民政府公报")
    assert cells[at - 1] == "p2"
    assert not has_han(cells[at + 1])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_edit_in_word_is_checked(layout: str) -> None:
    document = translated(WORDS["by_look"]()[0])
    data = parts(written(document, layout))
    content = data["word/document.xml"].decode()
    head, end, rest = content.partition("Appendix: terms")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, each in data.items():
            edited = head.replace("86.3 percent", "83.6 percent").replace("125,000", "12,500") + end + rest
            package.writestr(name, edited if name == "word/document.xml" else each)
    rules = {(each.id, each.finding.rule) for each in review(back(out.getvalue()), pairs.MATCHER).remarks}
    assert ("p6", "figure-altered") in rules or ("p6", "figure-missing") in rules


def test_a_paragraph_that_somebody_parted_stays_one_and_a_lost_one_is_told() -> None:
    data = parts(written(translated(WORDS["by_look"]()[0]), "stacked"))
    root = etree.fromstring(data["word/document.xml"])
    found = list(root.iter(f"{W}p"))
    before = back(zipped(data)).pairs
    english = found[11]
    assert not has_han(text(english))
    second = etree.SubElement(english, f"{W}x")
    english.remove(second)
    parted = etree.fromstring(etree.tostring(english))
    for mark in [*parted.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    english.addnext(parted)
    data["word/document.xml"] = etree.tostring(root)
    assert back(zipped(data)).pairs[5].en == f"{before[5].en}\n{before[5].en}"
    for each in found[10:12]:
        each.getparent().remove(each)
    parted.getparent().remove(parted)
    data["word/document.xml"] = etree.tostring(root)
    messages = {each.finding.message for each in review(back(zipped(data)), pairs.MATCHER).remarks}
    assert "p6 is missing" in messages


def zipped(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, each in content.items():
            package.writestr(name, each)
    return out.getvalue()


def test_other_properties_stay_and_a_signature_that_no_longer_holds_goes(tmp_path: Path) -> None:
    content = parts(by_hand(p(SIMPLE)))
    content["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        b' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        b"<vt:lpwstr>2052-12.1</vt:lpwstr></property></Properties>"
    )
    content["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    document = translated(zipped(content))
    data = written(document, "stacked")
    assert data == written(document, "stacked")
    found = etree.fromstring(parts(data)["docProps/custom.xml"])
    assert [each.get("name") for each in found] == ["briefing digest", "KSOProductBuildVer"]
    assert len({each.get("pid") for each in found}) == 2
    assert "_xmlsignatures/sig1.xml" not in parts(data)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert is_own_unedited(path)
    with pytest.raises(ReadError, match="briefing"):
        read_source(path)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", KEPT)
def test_python_docx_opens_it_and_ids_are_given_once(name: str, layout: str) -> None:
    import docx

    data = written(translated(WORDS[name]()[0]), layout, highlight=True)
    assert docx.Document(io.BytesIO(data)).paragraphs
    content = parts(data)["word/document.xml"].decode()
    marks = re.findall('<w:bookmarkStart w:id="([0-9]+)" w:name="([^"]+)"', content)
    assert len({id_ for id_, _ in marks}) == len({name for _, name in marks}) == len(marks)


def test_without_a_document_to_put_it_in() -> None:
    document = sample.document()
    with pytest.raises(ValueError, match="no Word document"):
        render(sample.briefing(document), document, layout="english")
    strict = translated(WORDS["strict"]()[0])
    assert has_han(texts([etree.fromstring(parts(written(strict, "stacked"))["word/document.xml"])])[0])
