"""Word documents and XLIFF come back as a colleague left them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pairs
import pytest
import sample
import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.bilingual import read_bilingual
from briefing.bilingual.pairs import Bilingual, Comment
from briefing.errors import ReadError
from briefing.review import review
from briefing.visible import visible
from briefing.write import docx, exchange
from briefing.write.text import is_untranslated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.document import Briefing, Document

LAYOUTS = ("columns", "stacked")
WORK = pairs.briefing()


def word(layout: str = "columns", work: Briefing = WORK) -> bytes:
    return docx.render(work, work.documents[0], layout=layout, highlight=True)


def edited(data: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The package with changes in the XML of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for before, after in changes if name == part else ():
                assert before in content, before
                content = content.replace(before, after, 1)
            new.writestr(name, content)
    return out.getvalue()


def read(data: bytes) -> Bilingual:
    return read_bilingual("-", stdin=io.BytesIO(data))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_document_has_its_paragraphs_and_what_it_says_of_itself(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(word(layout))
    found = read_bilingual(path)
    assert found.form == "docx"
    assert [(each.id, each.zh, each.en) for each in found.pairs] == [
        (f"p{number}", zh, en) for number, (zh, en) in enumerate(pairs.TEXT, 1)
    ]
    assert found.pairs[0].kind == "heading"
    assert found.written.paragraphs == 5
    assert len(found.written.english) == 5
    assert ("枫桥经验", "Fengqiao model") in found.written.terms
    assert found.written.source == "article.txt"
    assert found.comments == ()


@settings(deadline=None, max_examples=40)
@given(texts.documents(), st.sampled_from(LAYOUTS), st.booleans())
def test_any_text_is_read_back(document: Document, layout: str, highlight: bool) -> None:
    work = sample.briefing(document)
    found = read(docx.render(work, document, layout=layout, highlight=highlight))
    assert [(each.id, each.kind, each.zh) for each in found.pairs] == [
        (each.id, each.kind, visible(each.zh)) for each in document.paragraphs
    ]
    said = [
        " ".join(visible(part.en) for part in each.segments if part.en.strip())
        for each in document.paragraphs
    ]
    assert [each.en for each in found.pairs] == [each if each.strip() else "" for each in said]
    failed = [each.id for each in document.paragraphs if any(map(is_untranslated, each.segments))]
    assert list(found.failed) == failed


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_edit_in_word_is_checked(layout: str) -> None:
    data = edited(word(layout), ("977,000", "97,700"))
    found = review(read(data), pairs.MATCHER)
    assert ("p2", "figure-altered") in {(each.id, each.finding.rule) for each in found.remarks}
    assert not list(review(read(word(layout)), pairs.MATCHER).remarks)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_rendering_changed_in_word_is_a_candidate(layout: str) -> None:
    data = edited(word(layout), ("Fengqiao model", "Fengqiao Experience"))
    (change,) = review(read(data), pairs.MATCHER).changed
    assert (change.zh, change.places) == ("枫桥经验", ("p3",))


def test_a_paragraph_lost_in_word_is_told() -> None:
    data = word("columns")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("word/document.xml").decode()
    rows = content.split("<w:tr>")
    lost = edited(data, (f"<w:tr>{rows[4]}", ""))
    assert {each.finding.message for each in review(read(lost), pairs.MATCHER).remarks} >= {"p3 is missing"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_note_behind_the_record_takes_nothing_of_it(layout: str) -> None:
    data = word(layout)
    note = "</w:t></w:r></w:p><w:p><w:r><w:t>Please return it by Friday.</w:t></w:r></w:p><w:sectPr"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("word/document.xml").decode()
    last = content.rindex("</w:t></w:r></w:p>")
    noted = edited(data, (content[last:], note + content[last:].partition("<w:sectPr")[2]))
    assert "by Friday" in str(zipfile.ZipFile(io.BytesIO(noted)).read("word/document.xml"))
    assert read(noted).written == read(data).written


def test_tracked_changes_count_as_made() -> None:
    before = '<w:t xml:space="preserve">977,000</w:t></w:r>'
    data = word()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("word/document.xml").decode()
    start = content.rindex("<w:r>", 0, content.index(before))
    run = content[start : content.index(before) + len(before)]
    deleted = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    tracked = (
        f'<w:del w:id="90" w:author="Wang Fang">{deleted}</w:del>'
        f'<w:ins w:id="91" w:author="Wang Fang">{run.replace("977,000", "978,000")}</w:ins>'
    )
    pair = read(edited(data, (run, tracked))).pairs[1]
    assert "978,000 people" in pair.en
    assert "977,000" not in pair.en


def test_runs_that_an_editor_cut_and_a_second_paragraph_are_read() -> None:
    cut = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">'
    other = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    data = edited(word(), (" people.", f" peo{cut}ple.{other}"))
    assert read(data).pairs[1].en == pairs.TEXT[1][1].replace("people. The", "people.\n The")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_of_failure_is_told_until_somebody_translates(layout: str) -> None:
    data = docx.render(sample.briefing(), sample.document(), layout=layout)
    assert read(data).failed == ("p4",)
    mended = edited(data, ("[p4.2 not translated: 完善网格化管理。]", "Improve grid-based management."))
    found = read(mended)
    assert found.failed == ()
    assert found.pairs[3].en.endswith("guidance. Improve grid-based management.")


def test_a_persons_comment_is_told_and_a_finding_is_not() -> None:
    data = docx.render(sample.briefing(), sample.document())
    assert read(data).comments == ()
    person = (
        '<w:comment w:id="77" w:author="Wang Fang" w:initials="WF"><w:p><w:r><w:t>Of June</w:t></w:r>'
        "<w:r><w:t> or of July?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    data = edited(data, ("</w:comments>", person), part="word/comments.xml")
    data = edited(data, ("</w:p></w:tc></w:tr><w:tr>", "</w:p></w:tc></w:tr><w:tr>"))
    at = '<w:r><w:commentReference w:id="77"/></w:r>'
    data = edited(data, ("By staff reporter Pi Lei</w:t></w:r>", f"By staff reporter Pi Lei</w:t></w:r>{at}"))
    found = read(data)
    assert found.comments == (Comment("p2", "Wang Fang", "Of June or of July?"),)
    remark = next(each for each in review(found, pairs.MATCHER).remarks if each.finding.rule == "comment")
    assert (remark.id, remark.finding.message) == ("p2", "Wang Fang: Of June or of July?")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
)


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"PK\x03\x04 broken",
        lambda: edited(word(), ("</w:body>", "")),
        lambda: edited(word(), ("<w:document", f"{BOMB}<w:document")),
        lambda: word().replace(b"word/document.xml", b"word/documenu.xml"),
        lambda: exchange.xliff12(WORK, WORK.documents[0]).encode()[:-20],
        lambda: b'<?xml version="1.0"?>\n<!DOCTYPE xliff [<!ENTITY a "x">]><xliff>&a;</xliff>',
        lambda: b"<xliff version='1.2'/>",
    ],
    ids=["no zip", "cut", "entities", "no document", "cut xliff", "entities in xliff", "empty xliff"],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_error(tmp_path: Path, make: Callable[[], bytes]) -> None:
    data = make()
    path = tmp_path / ("a.docx" if data.startswith(b"PK") else "a.xlf")
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_bilingual(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_somebody_elses_word_document_is_told() -> None:
    with pytest.raises(ReadError, match="no paragraphs as briefing writes them"):
        read(edited(word("stacked"), *(("ChineseBody", "Normal"),) * 4, *(("ChineseHeading", "Normal"),)))


# XLIFF


@pytest.mark.parametrize("write", [exchange.xliff12, exchange.xliff21])
def test_an_edit_in_a_translators_tool_is_checked(write: Callable[[Briefing, Document], str]) -> None:
    text = write(WORK, WORK.documents[0])
    assert not review(read(text.encode()), pairs.MATCHER).remarks
    record, end, body = text.partition("</note>")
    body = body.replace("977,000", "97,700").replace("Fengqiao model", "Fengqiao Experience")
    found = review(read(f"{record}{end}{body}".encode()), pairs.MATCHER)
    assert ("p2", "figure-altered") in {(each.id, each.finding.rule) for each in found.remarks}
    assert [each.zh for each in found.changed] == ["枫桥经验"]


def test_notes_of_people_are_told() -> None:
    text = exchange.xliff12(sample.briefing(), sample.document())
    assert read(text.encode()).comments == ()
    noted = text.replace("</trans-unit>", '<note from="Wang Fang">Of June?</note></trans-unit>', 1)
    assert read(noted.encode()).comments == (Comment("p1", "Wang Fang", "Of June?"),)


def test_xliff_of_another_program_is_pairs_without_numbers() -> None:
    text = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="x"'
        ' source-language="zh" target-language="en"><body><trans-unit id="77"><source>民政部<g id="1">发布'
        "</g>通知。</source><target>The Ministry of Civil Affairs issued a notice.</target><alt-trans>"
        "<source>民政部</source><target>MCA</target></alt-trans></trans-unit></body></file></xliff>"
    )
    found = read(text.encode())
    assert [(each.id, each.zh, each.en) for each in found.pairs] == [
        ("77", "民政部发布通知。", "The Ministry of Civil Affairs issued a notice.")
    ]
    assert not found.numbered
    assert not review(found, pairs.MATCHER).remarks


INTO_CHINESE = {
    "1.2": (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="x"'
        ' source-language="en-GB" target-language="zh-CN"><body><trans-unit id="1"><source>The <bpt id="1">'
        "&lt;b></bpt>notice</source><target>通知</target></trans-unit></body></file></xliff>"
    ),
    "2.1": (
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="zh-Hans">'
        '<file id="f"><unit id="1"><segment><source>The <pc id="1">notice</pc></source><target>通知</target>'
        "</segment></unit></file></xliff>"
    ),
}


@pytest.mark.parametrize("version", INTO_CHINESE)
def test_xliff_into_chinese_has_its_chinese_in_the_targets(version: str) -> None:
    (pair,) = read(INTO_CHINESE[version].encode()).pairs
    assert (pair.zh, pair.en) == ("通知", "The notice")


def test_codes_of_formats_are_no_text() -> None:
    text = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="x"'
        ' source-language="zh" target-language="en"><body><trans-unit id="1"><source>民政<bpt id="1">&lt;b>'
        '</bpt><mrk mtype="term">部</mrk><ept id="1">&lt;/b></ept>门<ph id="2">&lt;br/></ph></source>'
        "<target>civil <it id='1' pos='open'>{</it>affairs</target></trans-unit></body></file></xliff>"
    )
    (pair,) = read(text.encode()).pairs
    assert (pair.zh, pair.en) == ("民政部门", "civil affairs")
