"""A model behind a server as an engine: nothing lost, nothing that hangs, no bad segment the end of a run."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pairs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stub_server import Fault, Stub, english

from briefing.document import Span
from briefing.engine.base import Request, remarks_of
from briefing.engine.cache import CachedEngine
from briefing.engine.drafts import DraftStore
from briefing.engine.served.address import Address
from briefing.engine.served.client import Timeouts
from briefing.engine.served.engine import ServedEngine
from briefing.engine.served.exam import Exam
from briefing.engine.served.examine import examine
from briefing.engine.served.ladder import Hold
from briefing.engine.served.profiles import find_profile
from briefing.engine.served.tries import Patience
from briefing.errors import ModelError, ServerError, ServerGoneError, ServerRefusesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.engine.base import Draft
    from briefing.engine.served.asked import Server

pytestmark = pytest.mark.usefixtures("work")

QUICK = Timeouts(connect=1.0, first=1.0, idle=1.0, plain=1.0)
"""For servers that say nothing: on a busy machine, others may take as long as they like."""
HASTY = Patience(busy=3.0, gone=0.2, first=0.01, longest=0.05)
ZH = "截至6月底，江苏省共保障低收入人口97.7万人。"
# By the end of June, Jiangsu had supported a low-income population of 977,000 in all.
SPANS = (
    Span("term", "低收入人口", (12, 17), "low-income population", article="the"),
    Span("figure", "97.7万", (17, 22), "977,000"),
)
LATE = 4
"""Answers that the client has read and the stub has not yet counted as given."""


def engine(
    stub: Stub, hold: Hold | None = None, *, profile: str = "generic", slots: int = 0, quick: bool = False
) -> ServedEngine:
    from briefing.engine.served.client import Client
    from briefing.engine.served.kinds import recognise

    address = Address.parse(stub.url)
    fault, stub.fault = stub.fault, ""
    server: Server = recognise(Client(address))[1]
    stub.fault = fault
    exam = Exam(server, profile, hold or Hold("marked", grammar=False), True, (), 0.1)
    return ServedEngine(
        address,
        None,
        server.model,
        find_profile(profile),
        exam,
        name="desk",
        slots=slots,
        timeouts=QUICK if quick else None,
        patience=HASTY,
    )


def requests(number: int) -> list[Request]:
    return [Request(f"s{each}", f"第{each}段：{ZH}") for each in range(number)]


SILENT = ("silent", "drip", "pings")
REQUEST = Request("s1", ZH, SPANS)


@pytest.mark.parametrize(
    "kind", ["llama-server", "vllm", "sglang", "ollama", "lmstudio", "localai", "generic"]
)
@pytest.mark.parametrize("placement", ["marked", "listed", "bare"])
def test_a_sentence_through_each_kind_of_server(kind: str, placement: str) -> None:
    with Stub(kind) as stub:
        ((name, draft),) = engine(stub, Hold(placement, grammar=False)).translate(iter([REQUEST]))  # type: ignore[arg-type]
    assert (name, draft.ended) == ("s1", "stop")
    assert "[[" not in draft.text
    marks = [draft.text[slice(*at)] for at in draft.marks]
    assert marks == (["977,000"] if placement == "listed" else ["low-income population", "977,000"])


def test_terms_stay_chinese_where_they_are_listed_and_figures_never_do() -> None:
    with Stub() as stub:
        list(engine(stub, Hold("listed", grammar=False), profile="hy-mt2").translate(iter([REQUEST])))
    prompt = stub.asked[0]["messages"][-1]["content"]
    assert "低收入人口 translates to low-income population\n" in prompt
    assert prompt.endswith("低收入人口977,000人。")


def test_only_terms_that_occur_are_told() -> None:
    with Stub() as stub:
        list(
            engine(stub, Hold("listed", grammar=False), profile="hy-mt2").translate(iter([Request("a", ZH)]))
        )
    assert "translates to" not in stub.asked[0]["messages"][-1]["content"]


def test_the_grammar_lets_no_answer_end_without_what_is_demanded() -> None:
    again = replace(REQUEST, must=SPANS, attempt=1)
    with Stub(english=lambda _: "We have helped many people.", slots=1) as stub:
        (first, second) = list(engine(stub, Hold("bare", grammar=True)).translate(iter([REQUEST, again])))
    grammars = [body["grammar"] for body in stub.asked]
    assert grammars[0].startswith("root ::= [\\u0020-\\u007E")
    assert '"977\\u002C000"' in grammars[1]
    assert first[1].marks == ()
    assert {second[1].text[slice(*at)] for at in second[1].marks} == {"low-income population", "977,000"}


@pytest.mark.parametrize(("opening", "begins"), [("In June", True), ("a" * 1000, False)])
def test_what_is_demanded_comes_behind_an_opening_if_that_can_be_written(opening: str, begins: bool) -> None:
    again = replace(REQUEST, must=SPANS, attempt=1, opening=opening)
    with Stub(slots=1) as stub:
        list(engine(stub, Hold("bare", grammar=True)).translate(iter([again])))
    assert (f'"{opening}"' in stub.asked[0]["grammar"]) is begins
    assert '"977\\u002C000"' in stub.asked[0]["grammar"]


def test_a_sentence_that_could_not_end_before_what_is_demanded_has_its_space() -> None:
    said = "It grew by 2.1%.Also, 977,000 of the U.S. low-income population, as www.gov.cn has it.So it is."
    right = said.replace("%.A", "%. A").replace("it.So", "it. So")
    again = replace(REQUEST, must=SPANS, attempt=1)
    with Stub(english=lambda _: said, slots=1) as stub:
        model = engine(stub, Hold("bare", grammar=True))
        drafts = [draft.text for _, draft in model.translate(iter([REQUEST, again]))]
    assert drafts == [said, right]


def test_what_a_grammar_did_not_bring_forth_well_is_drawn_the_next_time() -> None:
    again = [replace(REQUEST, id=f"p1.{tried}", must=SPANS, attempt=tried) for tried in (1, 2, 3)]
    with Stub(slots=1) as stub:
        model = engine(stub, Hold("bare", grammar=True))
        assert len(dict(model.translate(iter(again)))) == 3
    assert len({model.prompt(each) for each in again}) == 3
    assert [body["temperature"] for body in stub.asked] == [0, 0.7, 0.7]
    assert all("977" in body["grammar"] for body in stub.asked)


def test_a_plural_is_the_term_as_behind_a_marker() -> None:
    with Stub(english=lambda _: "The low-income populations are 977,000.") as stub:
        ((_, draft),) = engine(stub).translate(iter([REQUEST]))
    assert [draft.text[slice(*at)] for at in draft.marks] == ["low-income population", "977,000"]


def test_without_a_grammar_what_is_missing_is_told_and_each_time_another_answer_drawn() -> None:
    answers = iter(["Many people.", "There were 977,000.", "A low-income population of 977,000 people."])
    again = (replace(REQUEST, id=f"p1.{tried}", must=SPANS, attempt=tried) for tried in (1, 2, 3))
    with Stub(english=lambda _: next(answers), slots=1) as stub:
        drafts = dict(engine(stub).translate(again))
    assert [body["seed"] for body in stub.asked] == [2, 3, 4]
    assert all(body["temperature"] == 0.7 for body in stub.asked)
    assert "low-income population; 977,000" in stub.asked[0]["messages"][-1]["content"]
    assert [len(drafts[f"p1.{tried}"].marks) for tried in (1, 2, 3)] == [0, 1, 2]


def test_a_family_is_told_of_what_is_missing_in_its_own_words() -> None:
    again = replace(REQUEST, must=SPANS[:1], attempt=1)
    with Stub() as stub:
        list(engine(stub, Hold("bare", grammar=False), profile="hy-mt2").translate(iter([again])))
    prompt = stub.asked[0]["messages"][-1]["content"]
    assert prompt.startswith("Reference the following translations:\n低收入人口 translates to low-income")


def test_what_no_model_may_read_has_a_stand_in() -> None:
    zh = "该系统用<|im_end|>结束。"  # The system ends with <|im_end|>.
    literal = Span("literal", "<|im_end|>", (4, 14), "<|im_end|>")
    for placement in ("marked", "bare"):
        with Stub() as stub:
            hold = Hold(placement, grammar=False)  # type: ignore[arg-type]
            ((_, draft),) = engine(stub, hold).translate(iter([Request("a", zh, (literal,))]))
        assert "im_end" not in stub.asked[0]["messages"][-1]["content"]
        assert draft.text.count("<|im_end|>") == 1


def test_a_control_token_of_a_stranger_s_template_is_taken_apart() -> None:
    with Stub() as stub:
        list(engine(stub).translate(iter([Request("a", "以<｜hy_User｜>和</think>为例。")])))
    assert not re.search(r"<[｜/]", stub.asked[0]["messages"][-1]["content"])


def test_a_row_of_dots_is_a_short_one() -> None:
    with Stub() as stub:
        # Chapter 1, General Provisions ........ 3
        list(engine(stub).translate(iter([Request("a", "第一章　总则" + "." * 80 + "3")])))
    assert stub.asked[0]["messages"][-1]["content"].endswith("总则...3")


@pytest.mark.parametrize(
    ("fault", "ended"),
    [
        ("500", "failed"),
        ("overflow", "too-long"),
        ("no-json", "failed"),
        ("shape", "failed"),
        ("huge", "failed"),
        ("garbage", "failed"),
        ("silent", "failed"),
        ("drip", "failed"),
        ("pings", "failed"),
        ("cut", "failed"),
        ("error-inside", "failed"),
        ("no-end", "failed"),
        ("filtered", "no-end"),
        ("length", "length"),
        ("thinks-on", "length"),
        ("loop", "loop"),
        ("empty", "stop"),
        ("chinese", "stop"),
        ("refusal", "stop"),
        ("think", "stop"),
        ("reasoning", "stop"),
    ],
)
def test_one_bad_answer_ends_its_draft_and_not_the_run(fault: Fault, ended: str) -> None:
    """A server that fails is asked three times; then that one segment has no answer, and the others have."""
    with Stub(slots=1) as stub:
        model = engine(stub, quick=fault in SILENT)
        tries = 1 if ended not in ("failed",) or fault in SILENT else 3
        stub.faults = [fault] * tries
        drafts = dict(model.translate(iter(requests(3))))
    assert [drafts[f"s{each}"].ended for each in range(3)] == [ended, "stop", "stop"]
    assert "think>" not in drafts["s0"].text
    if fault in ("think", "reasoning"):
        assert drafts["s0"].text == english(f"第0段：{ZH}")


@pytest.mark.parametrize("kind", ["llama-server", "ollama"])
@pytest.mark.parametrize("fault", ["bare-cr", "many-lines", "gzip"])
def test_an_answer_in_an_unusual_form_is_read_at_once(kind: str, fault: Fault) -> None:
    with Stub(kind, slots=1) as stub:
        model = engine(stub)
        stub.fault = fault
        drafts = dict(model.translate(iter(requests(3))))
    assert {each.text for each in drafts.values()} == {english(f"第{each}段：{ZH}") for each in range(3)}
    assert len(stub.asked) == 3


@pytest.mark.parametrize("fault", ["429", "429-later", "503", "loading", "500", "cut"])
def test_a_server_that_is_busy_or_fails_once_is_asked_again(fault: Fault) -> None:
    with Stub(faults=[fault] * 2) as stub:
        model = engine(stub)
        stub.faults = [fault] * 2
        drafts = dict(model.translate(iter(requests(6))))
    assert {draft.ended for draft in drafts.values()} == {"stop"}
    assert len(drafts) == 6


@pytest.mark.parametrize(
    ("fault", "error", "says"),
    [
        ("401", ServerRefusesError, "key"),
        ("404", ServerRefusesError, "has no /v1/chat/completions"),
        ("html", ServerRefusesError, "web page"),
        ("redirect", ServerRefusesError, "redirects to http"),
        ("500", ServerGoneError, "answers nothing that can be used.*500"),
        ("shape", ServerGoneError, "answers nothing that can be used"),
        ("silent", ServerGoneError, "no answer in time"),
        ("503", ServerError, "busy"),
    ],
)
def test_a_server_that_fails_whatever_it_is_asked_ends_the_run(
    fault: Fault, error: type[ServerError], says: str
) -> None:
    with Stub(fault=fault) as stub, pytest.raises(error, match=says):
        list(engine(stub, quick=fault in SILENT).translate(iter(requests(40))))


def test_a_server_that_goes_away_ends_the_run_and_what_is_done_is_kept(work: Path) -> None:
    asked = requests(30)
    store = DraftStore(work / "drafts.sqlite")
    with Stub(slots=2) as stub:
        model = engine(stub)
        cached = CachedEngine(model, store)
        first: dict[str, object] = {}
        with pytest.raises(ServerGoneError, match=r"cannot be reached.*the same command goes on"):
            first.update(_stopping(stub, cached.translate(iter(asked)), 10))
        done = len(stub.asked)
    assert 10 <= len(first) <= done < 30
    with Stub(slots=2) as stub:
        moved = engine(stub)
        moved._client = type(moved._client)(Address.parse(stub.url))
        moved.__dict__["fingerprint"] = model.fingerprint
        second = dict(CachedEngine(moved, store).translate(iter(asked)))
    assert second.keys() == {request.id for request in asked}
    assert len(stub.asked) == 30 - len(first)
    store.close()


def test_as_many_are_in_flight_as_there_are_slots() -> None:
    with Stub(slots=8, delay=0.1) as stub:
        assert len(dict(engine(stub).translate(iter(requests(64))))) == 64
    assert 8 <= stub.most <= 8 + LATE


def test_no_more_are_in_flight_than_the_user_named() -> None:
    with Stub(slots=64, delay=0.1) as stub:
        assert len(dict(engine(stub, slots=16).translate(iter(requests(64))))) == 64
    assert stub.most <= 16 + LATE


def test_sixty_four_slots_are_kept_full() -> None:
    with Stub(slots=64, delay=0.2) as stub:
        model = engine(stub)
        assert len(dict(model.translate(iter(requests(400))))) == 400
    assert 50 <= stub.most <= 64 + LATE


def test_a_server_with_less_room_than_it_says_gets_less() -> None:
    with Stub("vllm", room=3, delay=0.01) as stub:
        drafts = dict(engine(stub).translate(iter(requests(120))))
    assert {draft.ended for draft in drafts.values()} == {"stop"}
    assert len(drafts) == 120


def test_requests_are_pulled_as_there_is_room_and_asked_for_again_after_none() -> None:
    """The pipeline puts in repairs while it takes answers; memory stays bounded however long the queue is."""
    pulled = 0

    class Queue:
        def __init__(self) -> None:
            self.waiting = requests(40)
            self.late = [Request("late", ZH)]

        def __iter__(self) -> Queue:
            return self

        def __next__(self) -> Request:
            nonlocal pulled
            pulled += 1
            if self.waiting:
                return self.waiting.pop(0)
            raise StopIteration

    queue = Queue()
    with Stub(slots=2, delay=0.01) as stub:
        got = []
        for name, _ in engine(stub).translate(queue):
            got.append(name)
            assert pulled - len(got) <= 5
            if name == "s39":
                queue.waiting += queue.late
    assert sorted(got) == sorted([*(f"s{each}" for each in range(40)), "late"])


def test_closing_the_iterator_ends_what_runs_and_leaves_the_engine_usable() -> None:
    with Stub(slots=4, fault="silent") as stub:
        model = engine(stub)
        stub.faults = [""]
        results = model.translate(iter(requests(20)))
        next(results)
        begun = time.monotonic()
        results.close()  # type: ignore[attr-defined]
        deadline = begun + 5
        while time.monotonic() < deadline and any(
            thread.name == "briefing-served" for thread in threading.enumerate()
        ):
            time.sleep(0.02)
        assert not any(thread.name == "briefing-served" for thread in threading.enumerate())
        asked = len(stub.asked)
        stub.fault = ""
        assert len(dict(model.translate(iter(requests(3))))) == 3
    assert len(stub.asked) <= asked + 3


def test_a_text_too_long_to_ask_for_is_not_asked() -> None:
    with Stub() as stub:
        ((_, draft),) = engine(stub).translate(iter([Request("a", "很" * 3_000)]))
    assert draft.ended == "too-long"
    assert stub.asked == []


def test_max_tokens_grow_with_the_source() -> None:
    with Stub() as stub:
        list(engine(stub).translate(iter([Request("a", "好。"), Request("b", "好" * 100 + "。")])))
    limits = sorted(body["max_tokens"] for body in stub.asked)
    assert limits[0] < 100 < 200 < limits[1] < 1_000


def test_the_fingerprint_is_of_the_model_and_not_of_who_else_is_served() -> None:
    with Stub() as stub:
        one = engine(stub)
        other_rung = engine(stub, Hold("bare", grammar=False))
        other_words = engine(stub, profile="hy-mt2")
        stub.build = "b2"
        other_build = engine(stub)
    prints = {each.fingerprint for each in (one, other_rung, other_words, other_build)}
    assert len(prints) == 4
    assert re.fullmatch(r"served=\w+ profile=generic-\w+ exam=\w+ rung=marked", one.fingerprint)


def test_what_is_asked_is_the_cache_s_key() -> None:
    with Stub() as stub:
        model = engine(stub)
        assert model.prompt(REQUEST) == model.prompt(replace(REQUEST, id="other"))
        assert model.prompt(REQUEST) != model.prompt(replace(REQUEST, must=SPANS, attempt=1))
        json.loads(model.prompt(REQUEST))


def test_outputs_say_which_guarantee_they_carry_and_where_the_text_went() -> None:
    with Stub() as stub:
        asked = engine(stub)
        forced = engine(stub, Hold("bare", grammar=True))
        forced._client.public = True
    assert remarks_of(asked) == (("held", "asked-for+verified+flagged"),)
    assert remarks_of(CachedEngine(forced, DraftStore(None))) == (("held", "forced"), ("sent-to", stub.url))


@pytest.mark.parametrize(
    ("kind", "thinks", "switch", "thinking", "grammar"),
    [
        ("vllm", "", "", "none", True),
        ("vllm", "switchable", "template", "off", True),
        ("vllm", "always", "", "on", False),
        ("ollama", "switchable", "template", "off", False),
        ("lmstudio", "", "", "none", False),
    ],
)
def test_the_examination(kind: str, thinks: str, switch: str, thinking: str, grammar: bool) -> None:
    with Stub(kind, thinks=thinks) as stub:
        exam = examine(Address.parse(stub.url), None, "", patience=HASTY)
    assert (exam.hold.switch, exam.thinking, exam.hold.grammar) == (switch, thinking, grammar)
    assert {each.rung: (each.kept, each.spans) for each in exam.tried} == {
        "marked": (20, 20),
        "listed": (8, 20),
        "bare": (20, 20),
        **({"grammar": (20, 20)} if grammar else {}),
    }
    assert Exam.from_json(json.loads(json.dumps(exam.as_json()))) == exam


@pytest.mark.parametrize(
    "kind", ["llama-server", "vllm", "sglang", "ollama", "lmstudio", "localai", "generic"]
)
@pytest.mark.parametrize("profile", ["generic", "seed-x"])
def test_how_sure_a_model_is_is_found_out_and_asked_of_first_answers(kind: str, profile: str) -> None:
    with Stub(kind, sure=(-0.25, -1.5)) as stub:
        address = Address.parse(stub.url)
        exam = examine(address, None, "", find_profile(profile), patience=HASTY)
        assert exam.hold.log_probs
        assert Exam.from_json(json.loads(json.dumps(exam.as_json()))) == exam
        assert replace(exam, hold=replace(exam.hold, log_probs=False)).digest != exam.digest
        stub.asked.clear()
        model = ServedEngine(address, None, "base", find_profile(profile), exam, patience=HASTY, slots=1)
        first, again = REQUEST, replace(REQUEST, id="again", attempt=1)
        drafts = dict(model.translate(iter([first, again])))
    assert set(drafts["s1"].log_probs) == {-0.25, -1.5}
    assert len(drafts["s1"].log_probs) >= len(drafts["s1"].text.split())
    assert drafts["again"].log_probs == ()
    assert ["logprobs" in body for body in stub.asked] == [True, False]


@pytest.mark.parametrize("refuses", [False, True])
def test_a_server_that_does_not_tell_how_sure_it_is_is_not_asked(refuses: bool) -> None:
    with Stub("vllm", refuses=refuses) as stub:
        exam = examine(Address.parse(stub.url), None, "", patience=HASTY)
        assert not exam.hold.log_probs
        assert exam.hold.grammar
        asked = ["logprobs" in body for body in stub.asked]
    assert asked.count(True) == 1


@pytest.mark.parametrize("sure", ["x", float("nan"), 7, None, True, float("-inf"), [], 10**400])
def test_no_answer_fails_for_what_it_says_of_its_tokens(sure: object) -> None:
    with Stub(sure=(sure,), slots=1) as stub:
        model = engine(stub, Hold("marked", grammar=False, log_probs=True))
        drafts = dict(model.translate(iter(requests(3))))
    assert {each.text for each in drafts.values()} == {english(f"第{each}段：{ZH}") for each in range(3)}
    assert {each.log_probs for each in drafts.values()} == {()}
    assert len(stub.asked) == 3


def test_a_server_that_takes_a_grammar_and_does_not_heed_it_is_found_out() -> None:
    with Stub("vllm", obeys=False) as stub:
        exam = examine(Address.parse(stub.url), None, "", patience=HASTY)
    assert exam.hold == Hold("marked", grammar=False)


def test_the_rung_on_which_most_survives_is_taken() -> None:
    """This model drops what is in brackets, and knows the terms that it is told of beforehand."""

    def model(prompt: str) -> str:
        return english(re.sub(r"\[\[.*?\]\]", "", prompt))

    with Stub("lmstudio", english=model) as stub:
        exam = examine(Address.parse(stub.url), None, "", patience=HASTY)
    assert exam.hold.placement == "bare"


HTTP = st.one_of(
    st.binary(max_size=400),
    st.binary(max_size=300).map(lambda body: b"HTTP/1.1 200 OK\r\n\r\n" + body),
    st.sampled_from([200, 204, 302, 400, 404, 418, 429, 500, 503]).flatmap(
        lambda status: st.one_of(
            st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(
                            [
                                "choices",
                                "delta",
                                "content",
                                "message",
                                "finish_reason",
                                "error",
                                "text",
                                "data",
                                "logprobs",
                                "logprob",
                                "token_logprobs",
                            ]
                        ),
                        inner,
                        max_size=3,
                    )
                ),
                max_leaves=9,
            ).map(lambda value: json.dumps(value).encode()),
        ).map(
            lambda body: (
                f"HTTP/1.1 {status} X\r\nContent-Type: text/event-stream\r\n\r\ndata: ".encode()
                + body
                + b"\n\ndata: [DONE]\n\n"
            )
        )
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HTTP, min_size=1, max_size=4))
def test_whatever_a_server_answers_nothing_is_lost_and_nothing_hangs(answers: list[bytes]) -> None:
    """Each request has a draft, once, or the run ends with one line, and in time."""
    with Stub(slots=2) as stub:
        model = engine(stub)
        model._patience = Patience(busy=0.05, gone=0.05, first=0.001, longest=0.002, failures=1)
        stub.raw = answers
        begun, got = time.monotonic(), []
        try:
            got = [name for name, _ in model.translate(iter(requests(6)))]
        except ModelError as error:
            assert "\n" not in str(error)
        else:
            assert sorted(got) == [f"s{each}" for each in range(6)]
        assert time.monotonic() - begun < 20


def test_a_whole_document_in_order_with_every_paragraph() -> None:
    from briefing.glossary.compiled import in_force
    from briefing.glossary.matcher import Matcher
    from briefing.pipeline import prepare_document, translate_document
    from briefing.read import read_source

    path = pairs_file()
    document = prepare_document(read_source(str(path)), Matcher(in_force()))
    faults: list[Fault] = ["500", "loop", "length", "empty", "chinese", "cut", "overflow", "refusal"] * 3
    with Stub(slots=4) as stub:
        model = engine(stub)
        stub.faults = faults
        done = list(translate_document(document, model))
    assert [each.id for each in done] == [each.id for each in document.paragraphs]
    for paragraph in done:
        for segment in paragraph.segments:
            assert segment.en or segment.findings, "an empty answer is flagged"


def _stopping(stub: Stub, results: Iterator[tuple[str, Draft]], after: int) -> Iterator[tuple[str, Draft]]:
    """The results; after so many, the server goes away."""
    for number, result in enumerate(results, 1):
        if number == after:
            stub.stop()
        yield result


def pairs_file() -> Path:
    from pathlib import Path

    path = Path("article.txt")
    path.write_text(pairs.source_text(), encoding="utf-8")
    return path
