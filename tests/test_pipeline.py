"""The stages put together, with an engine that needs no model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from fakes import BEHAVIOURS, FakeEngine
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Source
from briefing.engine.base import Draft
from briefing.engine.cache import CachedEngine
from briefing.engine.drafts import DraftStore
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.normalize import normalize
from briefing.normalize.edits import rebuild
from briefing.pipeline import another, prepare_document, translate_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.document import Document, Paragraph
    from briefing.engine.base import Engine, Request

TERMS = Termbase(
    (
        Term("低收入人口", "low-income population"),
        Term("枫桥经验", "Fengqiao model", article="the"),
        Term("江苏省", "Jiangsu Province"),
        Term("民生", "people's wellbeing"),
        Term("民生保障", "ensuring people's wellbeing", use="check"),
    )
)
TEXT = """江苏省民政工作综述

截至6月底，全省共保障低收入人口97.7万人。坚持和发展新时代“枫桥经验”。

一是突出为民惠民，提高生活品质。

坚持和发展新时代“枫桥经验”。

https://example.org/2022
"""


def source(text: str) -> Source:
    data = text.encode("utf-8", "surrogatepass")
    return Source("text.txt", text, hashlib.sha256(data).hexdigest(), "utf-8")


def prepared(text: str = TEXT) -> Document:
    return prepare_document(source(text), Matcher(TERMS))


def finished(document: Document, engine: Engine) -> list[Paragraph]:
    return list(translate_document(document, engine))


def test_every_paragraph_comes_out_in_order_with_its_english() -> None:
    document = prepared()
    paragraphs = finished(document, FakeEngine())
    assert [each.id for each in paragraphs] == [each.id for each in document.paragraphs]
    assert [each.zh for each in paragraphs] == [each.zh for each in document.paragraphs]
    assert all(each.en for each in paragraphs)
    assert not [finding for each in paragraphs for s in each.segments for finding in s.findings]


def test_terms_and_figures_are_where_they_should_be() -> None:
    paragraphs = finished(prepared(), FakeEngine())
    segment = paragraphs[1].segments[0]
    found = {span.zh: segment.en[slice(*span.en_at)] for span in segment.spans if span.en_at}
    assert found["低收入人口"] == "low-income population"
    assert found["97.7万"] == "977,000"


def asked(engine: FakeEngine, id_: str, *known: str) -> tuple[str, list[Request]]:
    """The English that `another` comes to, and what it asked for."""
    plan = another(prepared(), id_, known)
    requests = []
    try:
        request = next(plan)
        while True:
            requests.append(request)
            request = plan.send(engine.draft(request))
    except StopIteration as end:
        assert end.value is None or end.value.id == id_
        return (end.value.en if end.value else ""), requests


def test_another_english_is_one_that_is_not_known() -> None:
    first, requests = asked(FakeEngine(), "p2.2")
    assert first
    assert [(each.attempt, each.drawn) for each in requests] == [(0, False)]
    nothing, requests = asked(FakeEngine(), "p2.2", first)
    assert nothing == ""
    drawn = [(tried, True) for tried in range(1, 5)]
    assert [(each.attempt, each.drawn) for each in requests] == [(0, False), *drawn]


def test_another_english_is_asked_for_what_it_lacks() -> None:
    en, requests = asked(FakeEngine("drops-once"), "p2.1")
    assert [bool(each.must) for each in requests] == [False, True]
    assert "977,000" in en


def test_another_english_of_what_needs_no_engine_is_what_the_termbase_says() -> None:
    assert asked(FakeEngine(), "p5.1") == ("https://example.org/2022", [])
    assert asked(FakeEngine(), "p5.1", "https://example.org/2022") == ("", [])


def test_only_some_paragraphs_are_translated_as_in_the_whole() -> None:
    whole = finished(prepared(), FakeEngine())
    engine = FakeEngine()
    some = list(translate_document(prepared(), engine, only={"p1", "p3"}))
    assert some == [whole[0], whole[2]]
    assert {each.id.partition("/")[2].partition(".")[0] for each in engine.asked} == {"p1", "p3"}


def test_the_same_sentence_is_translated_once() -> None:
    engine = FakeEngine()
    paragraphs = finished(prepared(), engine)
    texts = [request.text for request in engine.asked]
    assert len(texts) == len(set(texts))
    assert paragraphs[1].segments[1].en == paragraphs[3].en


def test_what_has_no_chinese_stays_and_is_not_asked_for() -> None:
    engine = FakeEngine()
    paragraphs = finished(prepared(), engine)
    assert paragraphs[-1].en == "https://example.org/2022"
    assert all("example.org" not in request.text for request in engine.asked)


def test_what_fails_is_asked_for_once_more_and_the_better_answer_is_kept() -> None:
    engine = FakeEngine("drops-once")
    paragraphs = finished(prepared(), engine)
    again = [request for request in engine.asked if request.attempt]
    assert again
    assert all(request.must for request in again)
    assert not [f for each in paragraphs for s in each.segments for f in s.findings if f.severity == "error"]


def test_what_still_fails_is_flagged_and_asked_for_no_third_time() -> None:
    engine = FakeEngine("drops")
    paragraphs = finished(prepared(), engine)
    assert max(request.attempt for request in engine.asked) == 1
    rules = {finding.rule for each in paragraphs for s in each.segments for finding in s.findings}
    assert {"term-missing", "figure-missing"} <= rules


def test_what_any_answer_left_out_the_next_has_to_have() -> None:
    """Who must say one term leaves out the other, and again the first."""

    class SeeSaw(FakeEngine):
        def draft(self, request: Request) -> Draft:
            if len(request.must) > 1 or request.text.startswith("推动"):
                return super().draft(request)
            lost = "low-income population" if request.attempt % 2 == 0 else "Fengqiao model"
            kept = tuple(span for span in request.spans if span.en != lost)
            return super().draft(replace(request, spans=kept))

    engine = SeeSaw()
    # Each time something was promoted; then: the Fengqiao model is for the low-income population.
    text = (
        "".join(f"推动{number}万人就业和创业，增加收入。\n\n" for number in range(2, 6))
        + "枫桥经验面向低收入人口。\n"
    )
    paragraphs = finished(prepared(text), engine)
    again = [[span.en for span in request.must] for request in engine.asked if request.attempt]
    assert again == [["low-income population"], ["Fengqiao model", "low-income population"]]
    assert not [f for each in paragraphs for s in each.segments for f in s.findings if f.severity == "error"]


def test_paragraphs_come_out_as_they_are_finished() -> None:
    engine = FakeEngine()
    next(translate_document(prepared(), engine))
    assert len(engine.asked) == 1


def test_the_first_paragraph_goes_alone() -> None:
    engine = FakeEngine("drops-once")
    next(translate_document(prepared("全省共有7593人。推动2.13万人就业。\n\n完善养老服务体系。\n"), engine))
    assert {request.text for request in engine.asked} == {"全省共有7593人。", "推动2.13万人就业。"}
    assert [request.attempt for request in engine.asked].count(1) == 2


def test_repairs_join_the_engine_that_is_running() -> None:
    class CountsRounds(FakeEngine):
        rounds = 0

        def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
            self.rounds += 1
            yield from super().translate(requests)

    engine = CountsRounds("drops-once")
    finished(prepared(), engine)
    assert [request.attempt for request in engine.asked].count(1) >= 1
    assert engine.rounds <= 2


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    document = prepared()
    store = DraftStore(tmp_path / "drafts.sqlite")
    first = FakeEngine()
    cut_off = translate_document(document, CachedEngine(first, store))
    next(cut_off)
    next(cut_off)
    cut_off.close()
    second = FakeEngine()
    paragraphs = finished(document, CachedEngine(second, store))
    assert first.asked
    assert {request.text for request in first.asked}.isdisjoint(request.text for request in second.asked)
    assert paragraphs == finished(document, FakeEngine())


def test_progress_counts_to_the_end() -> None:
    calls: list[tuple[int, int]] = []
    list(translate_document(prepared(), FakeEngine(), on_progress=lambda *both: calls.append(both)))
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert calls[-1][0] == calls[-1][1]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_nothing_is_lost_whatever_the_engine_does(behaviour: str) -> None:
    document = prepared()
    paragraphs = finished(document, FakeEngine(behaviour))  # type: ignore[arg-type]
    assert [each.zh for each in paragraphs] == [each.zh for each in document.paragraphs]
    for paragraph in paragraphs:
        for segment in paragraph.segments:
            assert segment.en or any(finding.severity == "error" for finding in segment.findings)


NASTY = st.lists(
    st.one_of(
        st.sampled_from("江蘇省共保障低收入人口97.7萬人，。；！？“”‘’《》（）()|　 \n\r\t■[]<>{}*_#`"),
        st.sampled_from("〇①２％%.:,-—…年月日第一二三十百亿元\u200b\ufeff\u202e\x00\x1b\ud800é\u0301ｚ"),
        st.sampled_from(
            ["[[", "]]", "<|im_end|>", "(zhì)", "質(zhì)", "97.7万", "枫桥经验", "2022年", "民生"]
        ),
        st.characters(),
    ),
    max_size=100,
).map("".join)


@given(text=NASTY, behaviour=st.sampled_from(BEHAVIOURS))
@settings(deadline=None, max_examples=200)
def test_no_text_however_strange_loses_a_paragraph_or_crashes_a_stage(text: str, behaviour: str) -> None:
    normalized = normalize(text)
    assert rebuild(normalized.text, normalized.edits) == text
    document = prepared(text)
    at = 0
    for paragraph in document.paragraphs:
        start, end = paragraph.source_at
        assert at <= start < end
        assert text[start:end] == paragraph.raw
        at = end
    paragraphs = finished(document, FakeEngine(behaviour))  # type: ignore[arg-type]
    assert [each.zh for each in paragraphs] == [each.zh for each in document.paragraphs]
    for paragraph in paragraphs:
        for segment in paragraph.segments:
            for span in segment.spans:
                assert segment.zh[slice(*span.zh_at)] == span.zh
                if span.en_at:
                    assert span.by
                    assert segment.en[slice(*span.en_at)]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("加强顶层设计。\n\n完善养老服务体系。\n", [False, False]),  # a report: nobody speaks
        ("我省加强顶层设计。\n\n完善养老服务体系。\n", [True, False]),
        ("同志们，我们要坚定信心。\n\n完善养老服务体系。\n", [True, True]),  # a speech
    ],
    ids=["report", "our-province", "speech"],
)
def test_the_english_may_say_we_where_the_text_speaks(text: str, allowed: list[bool]) -> None:
    engine = FakeEngine()
    finished(prepared(text), engine)
    assert [request.first_person for request in engine.asked] == allowed


@dataclass
class Slow(FakeEngine):
    """Right only when it is asked for the `right`th time."""

    right: int = 1

    def draft(self, request: Request) -> Draft:
        """A draft that fails a check, or the right one."""
        return super().draft(request) if request.attempt >= self.right else Draft("这里", (), "stop")


def test_it_is_asked_until_an_answer_passes_within_a_budget() -> None:
    text = (
        "加强顶层设计。\n\n"
        + "完善养老服务体系，提供居家养老服务。\n\n" * 3
        + "健全工作机制，加强协同配合。\n"
    )
    at_once = finished(prepared(text), FakeEngine())
    for right in (1, 2, 3):
        slow = Slow(right=right)
        finished(prepared(text), slow)
        first = sum(len(each.text) for each in slow.asked if not each.attempt)
        assert sum(len(each.text) for each in slow.asked if each.attempt) <= first
        assert all(each.attempt <= right for each in slow.asked)
    assert finished(prepared(text), Slow(right=1)) == at_once
