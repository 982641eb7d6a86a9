from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.documents import Pair, SetError, Text
from benchmarks.quality.units import Prepared, joined, prepare
from briefing.document import Document, Segment, Source, Span
from briefing.pipeline import prepare_document

SENTENCES = (
    "各地要抓好落实。",
    "一是加强统筹协调；",
    "二是强化督促检查；三是严肃追责问责。",
    "他说：“要办好这件事。”",
    "２０２５年，全省共有社会组织８．１万家。",
    "第十五条\u3000不得有下列行为：",
    "這項工作很重要！",
    "“十四五”以来，累计投入 1,567.4 亿元。",
    "全省" + "各市县乡镇街道村居，" * 25 + "都要行动起来。",
)


def text_of(*paragraphs: tuple[str, ...], title: str = "") -> Text:
    return Text("t", tuple(tuple(Pair(zh, f"English of {zh}") for zh in each) for each in paragraphs), title)


def held(prepared: Prepared) -> list[list[str]]:
    """The Chinese of each unit's segments."""
    segments = prepared.segments()
    return [[segments[at].zh for at in unit.segments] for unit in prepared.units]


def test_each_sentence_has_its_segment() -> None:
    prepared = prepare(text_of(SENTENCES[:1] * 2, SENTENCES[3:4], title="关于抓好落实的通知"), None)
    assert [unit.id for unit in prepared.units] == ["t.1", "t.2", "t.3"]
    assert held(prepared) == [["各地要抓好落实。"], ["各地要抓好落实。"], ["他说：“要办好这件事。”"]]


def test_a_list_item_that_the_product_does_not_cut_off_goes_with_the_next() -> None:
    (unit,) = prepare(text_of(SENTENCES[1:3]), None).units
    assert unit.zh == "一是加强统筹协调；二是强化督促检查；三是严肃追责问责。"
    assert unit.reference == f"English of {SENTENCES[1]} English of {SENTENCES[2]}"


def test_a_sentence_that_the_product_cuts_keeps_all_its_parts() -> None:
    prepared = prepare(text_of((SENTENCES[0], SENTENCES[-1], SENTENCES[0])), None)
    before, parts, after = held(prepared)
    assert before == after == [SENTENCES[0]]
    assert len(parts) > 1
    assert "".join(parts) == SENTENCES[-1]


def test_sentences_are_found_behind_what_was_cleaned() -> None:
    prepared = prepare(text_of(("資 金 共 ８ 萬 元 。", SENTENCES[4], SENTENCES[0]), SENTENCES[6:8]), None)
    assert [each[-1].strip()[-2:] for each in held(prepared)] == ["元。", "家。", "实。", "要！", "元。"]


def test_a_corpus_row_is_one_sentence_whatever_the_product_makes_of_it() -> None:
    prepared = prepare(text_of(("本报讯。记者报道。他说得对。",)), None)
    assert len(prepared.units) == 1
    assert "".join(held(prepared)[0]) == "本报讯。记者报道。他说得对。"


def test_a_text_without_words_has_a_unit_without_segments() -> None:
    (unit,) = prepare(text_of(("　　",)), None).units
    assert not unit.segments
    assert joined([]).en == ""


def test_a_title_that_runs_on_is_refused() -> None:
    text = Text(
        "t", ((Pair("做好困难群众救助工作的通知", "Notice"),), (Pair("要抓好。", "Do."),)), "民政部关于切实"
    )
    with pytest.raises(SetError, match="title"):
        prepare(text, None)


paragraphs = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(tuple), min_size=1, max_size=4
)


@given(paragraphs, st.sampled_from(["", "关于抓好落实的通知", "全省２０２５年民政工作"]))
def test_every_segment_and_every_sentence_is_in_one_unit(found: list[tuple[str, ...]], title: str) -> None:
    prepared = prepare(text_of(*found, title=title), None)
    assert [pair.zh for unit in prepared.units for pair in unit.pairs] == [
        zh for each in found for zh in each
    ]
    owned = list(chain.from_iterable(unit.segments for unit in prepared.units))
    assert owned == list(range(owned[0], len(prepared.segments())))
    assert "".join(segment.zh for segment in prepared.segments()[: owned[0]]) == "".join(
        paragraph.zh for paragraph in prepare_document(Source("x", title, "", "utf-8"), None).paragraphs
    )


def test_joined_segments_keep_their_spans_in_place() -> None:
    percent = Span("percent", "5%", (2, 4), "5%", en_at=(8, 10), by="marker")
    figure = Span("figure", "8万", (1, 3), "80,000", en_at=(8, 14), by="set")
    first = Segment("a", "增长5%；", (percent,), "It grew 5%;", "stop")
    empty = Segment("b", "其中", (), "", "failed")
    last = Segment("c", "达8万。", (figure,), "reached 80,000.", "stop")
    whole = joined([first, empty, last])
    assert whole.en == "It grew 5%; reached 80,000."
    assert whole.ended == "failed"
    assert [whole.zh[slice(*span.zh_at)] for span in whole.spans] == ["5%", "8万"]
    assert [whole.en[slice(*span.en_at or ())] for span in whole.spans] == ["5%", "80,000"]


def test_who_speaks_as_we_is_asked_of_the_whole_document() -> None:
    speech = prepare(text_of(("我们要抓好落实。",), ("加强顶层设计。",)), None)
    report = prepare(text_of(("加强顶层设计。",)), None)
    english = Segment("", "加强顶层设计。", (), "We will strengthen top-level design.", "stop")
    assert not speech.judged(speech.units[1], english).findings
    (finding,) = report.judged(report.units[0], english).findings
    assert finding.rule == "invented-subject"


def test_a_document_may_be_given_for_its_translation() -> None:
    prepared = prepare(text_of(SENTENCES[:1]), None)
    other = Document(prepared.document.source, "hans", (), ())
    assert prepared.segments(other) == []
