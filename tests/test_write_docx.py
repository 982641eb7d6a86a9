"""Word documents: everything is in them, in order; comments stand on what they are about."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sample
import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.errors import WriteError
from briefing.files import is_own_unedited, write_whole
from briefing.visible import visible
from briefing.write.docx import render
from briefing.write.text import failure_mark, is_untranslated

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Document

LAYOUTS = ("columns", "stacked")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(document: Document | None = None, **options: object) -> bytes:
    document = document or sample.document()
    return render(sample.briefing(document), document, **options)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def style(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph before the appendix."""
    found = [(style(each), text(each)) for each in part(data).iter(f"{W}p")]
    return found[: [name for name, _ in found].index("AppendixHeading")]


def said(document: Document) -> list[tuple[str, str, str]]:
    found = []
    for paragraph in document.paragraphs:
        english = [failure_mark(each) if is_untranslated(each) else each.en for each in paragraph.segments]
        found.append(
            (
                paragraph.id,
                visible(paragraph.zh),
                visible(" ".join(each for each in english if each.strip())),
            )
        )
    return found


@settings(deadline=None, max_examples=50)
@given(texts.documents(), st.sampled_from(LAYOUTS), st.booleans())
def test_every_paragraph_is_there_in_order_in_both_languages(
    document: Document, layout: str, highlight: bool
) -> None:
    data = written(document, layout=layout, highlight=highlight)
    found = paragraphs(data)
    if layout == "columns":
        found = found[3:]  # the names of the columns
        rows = [tuple(value for _, value in found[at : at + 3]) for at in range(0, len(found), 3)]
        assert [(id_.split("\u00a0")[0], zh, en) for id_, zh, en in rows] == said(document)
    else:
        chinese = [value for name, value in found if name.startswith("Chinese")]
        for (id_, zh, _), value in zip(said(document), chinese, strict=True):
            assert value.startswith(id_)
            assert value.endswith(f" {zh}")
        english = [value for name, value in found if not name.startswith("Chinese")]
        assert english == [en for _, _, en in said(document) if en]


def commented(data: bytes) -> dict[str, str]:
    """What each comment says, and the text that it stands on."""
    notes = {each.get(f"{W}id"): text(each) for each in part(data, "word/comments.xml")}
    on: dict[str, str] = {}
    open_: set[str] = set()
    for each in part(data).iter():
        if each.tag == f"{W}commentRangeStart":
            open_.add(each.get(f"{W}id"))
        elif each.tag == f"{W}commentRangeEnd":
            open_.remove(each.get(f"{W}id"))
        elif each.tag == f"{W}t":
            for number in open_:
                on[number] = on.get(number, "") + (each.text or "")
    assert not open_
    references = [each.get(f"{W}id") for each in part(data).iter(f"{W}commentReference")]
    assert sorted(references) == sorted(notes)
    return {notes[number]: on[number] for number in notes}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("highlight", [False, True])
def test_findings_are_comments_at_their_places(layout: str, highlight: bool) -> None:
    number = "✗ error, figure-missing: 5.2% is not in the English. Expected: 5.2%."
    term = "✗ error, term-missing: 枫桥经验 is not rendered as the glossary says. Expected: Fengqiao model."
    assert commented(written(layout=layout, highlight=highlight)) == {
        term: "枫桥经验",
        "· note, length: The English is shorter than such a sentence usually is.": (
            "(1) Strengthen Party-building guidance."
        ),
        "✗ error, untranslated: 完善网格化管理。": "[p4.2 not translated: 完善网格化管理。]",
        number: "(2) The province now has 7,593 social organizations, or 5.3% of all.",
        "! warning, figure-extra: 5.3% has no counterpart in the Chinese.": (
            "(2) The province now has 7,593 social organizations, or 5.3% of all."
        ),
    }


@settings(deadline=None, max_examples=50)
@given(texts.documents(), st.sampled_from(LAYOUTS), st.sampled_from(["clean", "raw"]))
def test_every_comment_stands_somewhere(document: Document, layout: str, shown: str) -> None:
    data = written(document, layout=layout, show_source=shown, highlight=True)
    notes = part(data, "word/comments.xml")
    numbers = [each.get(f"{W}id") for each in notes]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(f"{W}id") for each in part(data).iter(W + tag)) == sorted(numbers)
    assert {each.get(f"{W}author") for each in notes} <= {"briefing"}


def test_highlighted_are_terms_and_figures_in_both_languages() -> None:
    def marked(name: str, highlight: bool) -> list[str]:
        runs = part(written(highlight=highlight)).iter(f"{W}r")
        found = [(run, run.find(f"{W}rPr/{W}rStyle")) for run in runs]
        return [text(run) for run, its in found if its is not None and its.get(f"{W}val") == name]

    assert marked("Term", True)[:4] == ["基层治理", "民生", "primary-level governance", "people's well-being"]
    assert marked("Figure", True) == [
        "6月底", "97.7万", "33.17亿", "2.13万", "end of June", "977,000", "3.317 billion", "21,300", "7593",
        "7,593",
    ]  # fmt: skip
    assert marked("MissingRendering", True) == ["枫桥经验", "5.2%"]
    assert marked("Term", False) == marked("Figure", False) == []


def test_the_last_section_has_counts_signature_terms_findings_and_record() -> None:
    found = [(style(each), text(each)) for each in part(written()).iter(f"{W}p")]
    at = found.index(("AppendixHeading", "Appendix: terms and findings"))
    rest = [value for _, value in found[at:]]
    assert (
        "Counts: 6 paragraphs; 5 of 6 terms enforced; 5 of 6 figures verified; 3 errors, 1 warning" in rest[3]
    )
    assert rest[4] == f"Signature: {sample.briefing().signature_line}"
    assert rest[rest.index("低收入人口") :][:4] == ["低收入人口", "low-income population", "1", "1"]
    assert (
        "p3.2 ✗ error, term-missing: 枫桥经验 is not rendered as the glossary says. Expected: Fengqiao model."
        in rest
    )
    assert "  name: jiangsu.txt" in rest


def test_every_style_that_is_used_is_there() -> None:
    data = written(highlight=True, layout="stacked")
    defined = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/comments.xml", "word/footer1.xml", "word/styles.xml"):
        for tag in ("pStyle", "rStyle", "basedOn"):
            assert {each.get(f"{W}val") for each in part(data, name).iter(W + tag)} <= defined


def test_every_part_is_bound_and_has_its_type() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        bound = set()
        for name in names:
            root = etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                folder = "word/" if name.startswith("word/") else ""
                bound |= {folder + each.get("Target") for each in root}
    parts = {name for name in names if not name.endswith((".rels", "[Content_Types].xml"))}
    assert bound == parts
    assert {each.get("PartName").removeprefix("/") for each in types if each.get("PartName")} == parts


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_bytes_each_time_and_an_edit_is_told(tmp_path: Path, layout: str) -> None:
    data = written(layout=layout)
    assert data == written(layout=layout)
    path = tmp_path / "a.docx"
    write_whole(path, data)
    write_whole(path, written(layout=layout, highlight=True))
    assert is_own_unedited(path)
    edited = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"7,593", b"7,594"))
    path.write_bytes(edited.getvalue())
    assert not is_own_unedited(path)
    with pytest.raises(WriteError, match="edited"):
        write_whole(path, data)


@pytest.mark.parametrize("broken", [b"PK", b"PK\x03\x04" + b"\0" * 50, b"PK\x05\x06" + b"\0" * 18])
def test_somebody_elses_package_stays(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(broken)
    with pytest.raises(WriteError, match="not briefing's own output"):
        write_whole(path, written())


def test_a_text_without_a_word_of_english() -> None:
    bare = sample.paragraph("p1", "body", sample.segment("p1.1", "今天。", ""))
    data = written(replace(sample.document(), paragraphs=(bare,)))
    assert ("EnglishBody", "[p1.1 not translated: 今天。]") in paragraphs(data)
