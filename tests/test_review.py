"""An edited briefing, and pairs from elsewhere: what is found in them, and what is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pairs
import pytest

from briefing.bilingual import read_bilingual
from briefing.bilingual.pairs import Bilingual, Pair
from briefing.document import Source
from briefing.pipeline import prepare_document
from briefing.review import Review, review
from briefing.review.pairs import english_sentences, passages_of
from briefing.write import markdown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def text(tmp_path: Path) -> str:
    work = pairs.briefing()
    return markdown.render(work, work.documents[0])


def reviewed(tmp_path: Path, text: str, *, source: bool = False) -> Review:
    path = tmp_path / "article.md"
    path.write_text(text, encoding="utf-8")
    document = None
    if source:
        document = prepare_document(Source("article.txt", pairs.source_text(), "", "utf-8"), None)
    return review(read_bilingual(path), pairs.MATCHER, source=document)


def in_body(text: str, old: str, new: str) -> str:
    """The Markdown with a rendering changed in the text and not in the appendix."""
    body, mark, appendix = text.partition("<!--")
    assert old in body
    return body.replace(old, new) + mark + appendix


def found(result: Review) -> list[tuple[str, str, str]]:
    return [(each.id, each.finding.rule, each.finding.severity) for each in result.remarks]


def of(zh: str, en: str) -> Review:
    return review(Bilingual("t", "table", (Pair("1", "body", zh, en),)), pairs.MATCHER)


@pytest.mark.parametrize("layout", ["stacked", "columns"])
def test_an_unedited_briefing_has_no_findings(tmp_path: Path, layout: str) -> None:
    work = pairs.briefing()
    text = markdown.render(work, work.documents[0], layout=layout)  # type: ignore[arg-type]
    result = reviewed(tmp_path, text, source=True)
    assert found(result) == []
    assert result.changed == ()
    assert result.terms_rendered == result.terms == 6
    assert result.figures_verified == result.figures


def test_one_that_was_reworded_rightly_has_none_either(tmp_path: Path, text: str) -> None:
    edited = text.replace("had provided support to a low-income", "was supporting a low-income")
    edited = edited.replace("upheld and developed the Fengqiao", "held on to, and developed, the Fengqiao")
    assert edited != text
    assert found(reviewed(tmp_path, edited, source=True)) == []


FINDINGS = {
    "a term": ("Ministry of Civil Affairs presented", "ministry presented", "p4", "term-missing", "error"),
    "a ruled-out rendering": (
        "the Fengqiao model for the new era",
        "the Fengqiao model, or Maple Bridge experience, for the new era",
        "p3", "term-forbidden", "error",
    ),
    "a figure": ("of 977,000 people", "of 979,000 people", "p2", "figure-altered", "error"),
    "another magnitude": ("registered 80,000", "registered 8 million", "p4", "figure-altered", "error"),
    "a figure left out": ("of 977,000 people", "of many people", "p2", "figure-missing", "error"),
    "a figure made up": ("more than any other province", "in 13 cities", "p4", "figure-extra", "error"),
    "Chinese": ("Localities upheld", "Localities 坚持 upheld", "p3", "chinese-left", "error"),
    "a quotation mark": ("linkage” mechanism", "linkage mechanism", "p2", "quotes", "warning"),
    "no English": (pairs.TEXT[2][1], "", "p3", "empty", "error"),
}  # fmt: skip


@pytest.mark.parametrize("case", FINDINGS, ids=list(FINDINGS))
def test_a_mistake_in_the_english(tmp_path: Path, text: str, case: str) -> None:
    old, new, *expected = FINDINGS[case]
    assert old in text
    assert tuple(expected) in found(reviewed(tmp_path, text.replace(old, new, 1)))


# Structure


def without(text: str, id_: str) -> str:
    """The Markdown without a paragraph."""
    start = text.index(f"> **{id_}**")
    after = text.find("> **p", start + 1)
    return text[:start] + text[after if after >= 0 else text.index("<!--") :]


def block(text: str, id_: str) -> str:
    return text[text.index(f"> **{id_}**") : text.index("> **p", text.index(f"> **{id_}**") + 1)]


@pytest.mark.parametrize("id_", ["p1", "p3", "p5"])
def test_a_paragraph_is_missing(tmp_path: Path, text: str, id_: str) -> None:
    result = reviewed(tmp_path, without(text, id_))
    assert found(result)[0] == ("", "structure", "error")
    assert result.remarks[0].finding.message == f"{id_} is missing"


def test_several_paragraphs_are_missing(tmp_path: Path, text: str) -> None:
    result = reviewed(tmp_path, without(without(text, "p2"), "p3"))
    assert [each.finding.message for each in result.remarks] == ["p2 to p3 are missing"]


def test_a_paragraph_is_doubled(tmp_path: Path, text: str) -> None:
    p3 = block(text, "p3")
    assert found(reviewed(tmp_path, text.replace(p3, p3 + p3))) == [("p3", "structure", "warning")]


def test_a_paragraph_was_moved(tmp_path: Path, text: str) -> None:
    p2 = block(text, "p2")
    moved = text.replace(p2, "").replace("<!--", p2 + "<!--", 1)
    result = reviewed(tmp_path, moved)
    assert found(result) == [("p2", "structure", "warning")]
    assert "not in its place" in result.remarks[0].finding.message


def test_a_paragraph_was_added(tmp_path: Path, text: str) -> None:
    added = text.replace(
        "<!--", "> **p9** 民政部发布通知。\n\nThe Ministry of Civil Affairs issued a notice.\n\n<!--", 1
    )
    assert found(reviewed(tmp_path, added)) == [("p9", "structure", "warning")]


def test_the_chinese_was_edited(tmp_path: Path, text: str) -> None:
    edited = text.replace("推动治理重心下移", "推动治理中心下移")
    assert found(reviewed(tmp_path, edited)) == []
    result = reviewed(tmp_path, edited, source=True)
    assert found(result) == [("p3", "structure", "warning")]
    assert "治理重心" in result.remarks[0].finding.message
    assert "治理中心" in result.remarks[0].finding.message


def test_the_chinese_as_it_was_read_is_compared_with_that(tmp_path: Path) -> None:
    raw = "江蘇省共登記社會組織8萬家,總數全國第一。\n"
    document = prepare_document(Source("a.txt", raw, "", "utf-8"), pairs.MATCHER)
    segment = replace(
        document.paragraphs[0].segments[0],
        en="Jiangsu has registered 80,000 social organizations, more than any other province.",
    )
    paragraph = replace(document.paragraphs[0], segments=(segment,))
    work = replace(pairs.briefing(), documents=(replace(document, paragraphs=(paragraph,)),))
    path = tmp_path / "a.md"
    path.write_text(markdown.render(work, work.documents[0], show_source="raw"), encoding="utf-8")
    result = review(read_bilingual(path), pairs.MATCHER, source=document)
    assert found(result) == []
    assert result.terms_rendered == 1


# Renderings that were changed


def test_a_changed_rendering_that_the_entry_admits_is_known(tmp_path: Path, text: str) -> None:
    result = reviewed(tmp_path, in_body(text, "Fengqiao model", "Fengqiao Experience"))
    assert [each.finding.rule for each in result.remarks] == []
    (change,) = result.changed
    assert (change.zh, change.en, change.places) == ("枫桥经验", "Fengqiao model", ("p3", "p5"))
    assert change.renderings == (("Fengqiao Experience", ("p3", "p5")),)
    assert change.certain


def test_a_changed_rendering_is_found_where_two_paragraphs_share_it(tmp_path: Path, text: str) -> None:
    edited = in_body(text, "low-income population", "persons of scant means")
    (change,) = reviewed(tmp_path, edited).changed
    assert (change.zh, change.places) == ("低收入人口", ("p2", "p5"))
    assert change.renderings == (("persons of scant means", ("p2", "p5")),)
    assert not change.certain


def test_a_changed_rendering_in_one_paragraph_is_guessed_by_its_words(tmp_path: Path, text: str) -> None:
    result = reviewed(
        tmp_path,
        in_body(text, "The Ministry of Civil Affairs", "The Department of Civil Affairs"),
    )
    (change,) = result.changed
    assert change.zh == "民政部"
    assert change.renderings[0][0] == "Department of Civil Affairs"
    assert change.sentences == (
        "The Department of Civil Affairs presented the practice of “five-community linkage”.",
    )


def test_without_a_likely_one_the_sentence_is_listed(tmp_path: Path, text: str) -> None:
    (change,) = reviewed(
        tmp_path, text.replace("The Ministry of Civil Affairs presented", "It presented")
    ).changed
    assert change.renderings == ()
    assert change.places == ("p4",)


def test_what_was_missing_before_was_changed_by_nobody(tmp_path: Path) -> None:
    text = (
        *pairs.TEXT[:2],
        (pairs.TEXT[2][0], pairs.TEXT[2][1].replace("Fengqiao model", "local way")),
        *pairs.TEXT[3:],
    )
    work = pairs.briefing(text)
    result = reviewed(tmp_path, markdown.render(work, work.documents[0]))
    assert ("p3", "term-missing", "error") in found(result)
    assert result.changed == ()


# Tables, and the whole


def test_a_right_pair_has_no_finding() -> None:
    result = of(
        "民政部介绍，社会组织达8万家。",
        "The Ministry of Civil Affairs said there were 80,000 social organizations.",
    )
    assert found(result) == []
    assert (result.terms, result.terms_rendered) == (2, 2)


def test_traditional_chinese_is_read() -> None:
    result = of(
        "民政部介紹,社會組織達8萬家。", "The Ministry of Civil Affairs said there were 80,000 of them."
    )
    assert found(result) == [("1", "term-missing", "error")]


def test_our_own_reports_of_engines_are_left_out() -> None:
    result = of(
        "加强顶层设计，民政部门认真履职。",
        "We will strengthen top-level design, and our civil affairs departments do their duty.",
    )
    assert "invented-subject" not in [rule for _, rule, _ in found(result)]


def test_an_expression_rendered_in_two_ways_is_a_note(tmp_path: Path, text: str) -> None:
    result = reviewed(
        tmp_path, text.replace("practice of “five-community linkage”", "practice of “joint action”")
    )
    (remark,) = result.remarks
    assert (remark.id, remark.finding.rule, remark.finding.severity) == ("p2", "consistency", "note")
    assert remark.finding.message == (
        "五社联动 is rendered as 'five-community linkage' in p2, 'joint action' in p4"
    )


def test_sentences_are_paired_where_they_can_be() -> None:
    pair = Pair(
        "1",
        "body",
        "民政部发布通知。社会组织达8万家。",
        "The ministry issued a notice. There are 80,000 of them.",
    )
    passages = passages_of(Bilingual("t", "table", (pair,)), pairs.MATCHER)
    assert [each.en for each in passages] == ["The ministry issued a notice.", "There are 80,000 of them."]
    merged = replace(pair, en="The ministry issued a notice, and there are 80,000 of them.")
    assert [each.zh for each in passages_of(Bilingual("t", "table", (merged,)), pairs.MATCHER)] == [pair.zh]


@pytest.mark.parametrize(
    ("en", "count"),
    [
        ("One. Two.", 2),
        ("“One.” Two.", 2),
        ("No. 12 of the U.S. Code was cited by Mr. Li at 9 a.m. today.", 1),
        ("5.2 percent. 3,000 people.", 2),
        ("A list:\nOne\nTwo", 3),
        ("", 0),
    ],
)
def test_english_sentences(en: str, count: int) -> None:
    assert len(english_sentences(en)) == count
