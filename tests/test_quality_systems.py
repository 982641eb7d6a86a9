from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes import BEHAVIOURS, FakeEngine

from benchmarks.quality import meter, run, systems
from benchmarks.quality.documents import Pair, SetError, Text
from benchmarks.quality.sets import EvalSet
from benchmarks.quality.stream import FirstDrafts, translate_documents
from benchmarks.quality.units import prepare
from briefing.document import Source
from briefing.engine.base import Request
from briefing.pipeline import prepare_document, translate_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.engine.base import Draft

TEXTS = tuple(
    Text(name, tuple(tuple(Pair(zh, "English.") for zh in each) for each in paragraphs), title)
    for name, title, paragraphs in (
        ("report", "全省2025年民政工作", (
            ("全省共有社会组织8.1万家，同比增长5.2%。", "其中慈善组织977家，志愿者11万人。"),
            ("一是筹集资金2.6亿元；", "二是培训1200人次；三是走访3500户。", "覆盖率达到98.5%。"),
        )),
        ("speech", "在座谈会上的讲话", (
            ("我们要在12月10日前完成。", "全省共有社会组织8.1万家，同比增长5.2%。"),
            ("到2027年，达到95%以上。",),
        )),
        ("short", "", (("7月26日，资金全部到位。",),)),
    )
)  # fmt: skip
SET = EvalSet("policy-dev", TEXTS, True)
PREPARED = [prepare(text, None) for text in TEXTS]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_many_documents_at_once_come_out_as_each_by_itself(behaviour: str) -> None:
    documents = [text.document for text in PREPARED]
    found = translate_documents(documents, FakeEngine(behaviour))  # type: ignore[arg-type]
    for document, done in zip(documents, found, strict=True):
        alone = translate_document(document, FakeEngine(behaviour))  # type: ignore[arg-type]
        assert done.paragraphs == tuple(alone)


class Wide(FakeEngine):
    """An engine that takes all there is before it answers; `waves` are the ids that it took at a time."""

    waves: list[list[str]]

    def translate(self, requests: Iterator[Request]) -> Iterator[tuple[str, Draft]]:  # type: ignore[override]
        self.waves = getattr(self, "waves", [])
        while wave := list(requests):
            self.waves.append([request.id for request in wave])
            yield from ((request.id, self.draft(request)) for request in wave)


def test_documents_share_the_engine_from_the_first_paragraph_on() -> None:
    engine = Wide()
    translate_documents([text.document for text in PREPARED], engine)
    heads, rest = engine.waves[:2]
    assert [each.partition("/")[0] for each in heads] == ["0", "1", "2"]
    assert {each.partition("/")[0] for each in rest} == {"0", "1"}


def test_a_document_that_needs_no_engine_is_finished_too() -> None:
    document = prepare_document(Source("x", "GDP", "", "utf-8"), None)
    engine = FakeEngine()
    (done,) = translate_documents([document], engine)
    assert [paragraph.en for paragraph in done.paragraphs] == ["GDP"]
    assert not engine.asked


def test_an_engine_that_answers_nothing_is_an_error() -> None:
    class Silent(FakeEngine):
        def translate(self, requests: object) -> Iterator[tuple[str, Draft]]:
            return iter(())

    with pytest.raises(RuntimeError, match="unanswered"):
        translate_documents([text.document for text in PREPARED], Silent())


def test_sentence_by_sentence_asks_for_the_bare_sentences_in_one_go() -> None:
    engine = FakeEngine()
    found = systems.sentences(PREPARED, engine)
    assert [request.text for request in engine.asked] == [pair.zh for text in TEXTS for pair in text.pairs]
    assert not any(request.spans for request in engine.asked)
    assert [[segment.id for segment in each] for each in found] == [
        [unit.id for unit in text.units] for text in PREPARED
    ]
    # The fake carries figures over as they stand: 8.1万 is in no English, 5.2% is.
    by_zh = {span.zh: span.by for span in found[0][0].spans}
    assert by_zh == {"8.1万": "", "5.2%": "text"}


def test_list_items_of_one_segment_are_asked_for_apart_and_judged_together() -> None:
    (unit,) = [unit for unit in PREPARED[0].units if len(unit.pairs) > 1]
    engine = FakeEngine()
    found = systems.sentences(PREPARED[:1], engine)
    answers = [engine.draft(Request("x", pair.zh)).text.strip() for pair in unit.pairs]
    assert next(each for each in found[0] if each.id == unit.id).en == " ".join(answers)


def test_the_product_mends_what_is_missing_and_without_repair_it_stays_so() -> None:
    first, mended = (
        systems.unrepaired(PREPARED, FakeEngine("drops-once")),
        systems.product(PREPARED, FakeEngine("drops-once")),
    )

    def exact(found: list) -> tuple[int, int]:
        spans = [span for each in found for segment in each for span in segment.spans if span.marked]
        return sum(bool(span.by) for span in spans), len(spans)

    assert exact(first)[0] == 0
    assert exact(mended)[0] == exact(mended)[1] > 10


def test_nothing_is_asked_again_where_first_drafts_stand() -> None:
    engine = FakeEngine("drops-once")
    systems.unrepaired(PREPARED, engine)
    assert engine.asked
    assert not any(request.attempt for request in engine.asked)


def test_a_first_draft_is_given_again_though_the_engine_has_ended() -> None:
    first = Request("a", "各地要抓好落实。")
    engine = FirstDrafts(FakeEngine())

    def asked() -> Iterator[Request]:
        yield first
        yield replace(first, attempt=1)

    drafts = list(engine.translate(asked()))
    assert [key for key, _ in drafts] == ["a", "a"]
    assert drafts[0] == drafts[1]


def test_an_unknown_system_and_an_adapter_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="there is no system 'perfect'"):
        systems.find("perfect")
    with pytest.raises(SetError, match="not there"):
        systems.find(f"plain@{tmp_path / 'new.safetensors'}")


def test_another_adapter_is_named_behind_the_system(tmp_path: Path) -> None:
    adapter = tmp_path / "new.safetensors"
    adapter.touch()
    assert systems.find(f"plain@{adapter}") == (systems.SYSTEMS["plain"], adapter)
    assert systems.find("plain")[1].name == "adapter.safetensors"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    made = FakeEngine("drops-once")
    for name, system in systems.SYSTEMS.items():
        monkeypatch.setitem(systems.SYSTEMS, name, replace(system, load=lambda _: made))
    return made


def test_a_second_run_asks_the_engine_nothing_and_tells_the_same(engine: FakeEngine, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.sqlite"
    first = run.run("default", SET, PREPARED, drafts)
    asked = len(engine.asked)
    again = run.run("default", SET, PREPARED, drafts)
    assert len(engine.asked) == asked > 10
    assert again.rows == first.rows
    assert again.figures == first.figures
    # One sentence stands in two documents: the second time its draft is there.
    assert 0 < first.cost["drafts"] - first.cost["computed"] < 4
    assert again.cost["computed"] == 0
    assert again.cost["seconds"] == pytest.approx(first.cost["seconds"], abs=0.01)


def test_a_run_that_found_part_of_its_drafts_has_no_seconds(engine: FakeEngine, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.sqlite"
    run.run("spans", SET, PREPARED, drafts)
    default = run.run("default", SET, PREPARED, drafts)
    assert 0 < default.cost["computed"] < default.cost["drafts"]
    assert default.cost["seconds"] is None


def test_rows_have_source_and_reference_of_the_set(engine: FakeEngine, tmp_path: Path) -> None:
    rows = run.run("plain", SET, PREPARED, tmp_path / "drafts.sqlite").rows
    assert [row.source for row in rows][:2] == [pair.zh for pair in TEXTS[0].pairs][:2]
    assert "".join(row.source for row in rows) == "".join(pair.zh for text in TEXTS for pair in text.pairs)
    assert {row.text for row in rows} == {"report", "speech", "short"}


def test_the_clock_starts_when_the_model_is_warm() -> None:
    engine = FakeEngine()
    metered = meter.Meter(engine, warm=True)
    assert not list(metered.translate([]))
    assert not engine.asked
    drafts = list(metered.translate(iter([Request("a", "要抓好落实。"), Request("b", "要办好。")])))
    assert [key for key, _ in drafts] == ["a", "b"]
    assert [request.text for request in engine.asked][1:] == ["要抓好落实。", "要办好。"]
    assert len(metered.drafts) == 2
    assert metered.seconds > 0
    list(metered.translate([Request("c", "要办好。")]))
    assert len(engine.asked) == 4
    before = metered.seconds
    left = metered.translate([Request("d", "要办好。"), Request("e", "要抓好。")])
    next(left)
    left.close()
    assert metered.seconds > before


def test_a_length_without_the_default_model_is_in_words(engine: FakeEngine, tmp_path: Path) -> None:
    cost = run.run("plain", SET, PREPARED, tmp_path / "drafts.sqlite").cost
    assert cost["length in"] == "words"
    answers = [engine.draft(Request("x", pair.zh)).text for text in TEXTS for pair in text.pairs]
    assert cost["length"] == sum(len(answer.split()) for answer in answers)
