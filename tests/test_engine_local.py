from __future__ import annotations

import hashlib
import json
import re
import string
from typing import TYPE_CHECKING

import pytest

from briefing import machine
from briefing.document import Span, SpanKind
from briefing.engine.base import Draft, Request
from briefing.engine.batching import Ask, Written
from briefing.engine.grammar import ENGLISH_ONLY, Held, demanding, writable
from briefing.engine.local import MEMORY, LocalEngine
from briefing.errors import ModelError
from briefing.paths import models_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.document import Ended

SENTENCE = "截至6月底,江苏省共保障低收入人口97.7万人。"
"""By the end of June, Jiangsu had supported a low-income population of 977,000."""


def spans(text: str, *known: tuple[str, str] | tuple[str, str, SpanKind]) -> tuple[Span, ...]:
    found = []
    for zh, en, *kind in known:
        at = text.index(zh)
        found.append(Span(kind[0] if kind else "term", zh, (at, at + len(zh)), en))
    return tuple(found)


SPANS = spans(SENTENCE, ("低收入人口", "low-income population"), ("97.7万", "977,000", "figure"))


class Copyist:
    """A model that answers with the text of the prompt, at once."""

    def __init__(self) -> None:
        self.asks: list[Ask] = []

    def encode(self, ask: Ask) -> list[int]:
        return [ord(char) for char in ask.text.removeprefix("Translate into English: ")]

    def decode(self, tokens: list[int]) -> str:
        return "".join(map(chr, tokens))

    def start(self, ask: Ask, tokens: list[int]) -> Copyist:
        self.asks.append(ask)
        return _Copy(tokens)  # type: ignore[return-value]

    def step(self) -> None:
        pass


class _Copy:
    def __init__(self, tokens: list[int]) -> None:
        self.written = Written(tokens, [-0.5] * len(tokens))

    def read(self) -> tuple[Written, Ended]:
        return self.written, "stop"

    def cancel(self) -> None:
        pass


def engine_of(folder: Path, *, adapter: bytes | None = b"adapter", **options: float) -> LocalEngine:
    path = None
    if adapter is not None:
        path = folder / "adapter.safetensors"
        path.write_bytes(adapter)
    return LocalEngine(folder, path, **options)  # type: ignore[arg-type]


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text("{}")
    return tmp_path


def test_the_prompt_is_the_one_that_the_adapter_learnt(tmp_path: Path) -> None:
    prompt = LocalEngine(tmp_path, None).prompt(Request("a", SENTENCE, SPANS))
    assert prompt.startswith(
        "<|im_start|>user\n"
        "Translate into English: 截至6月底,江苏省共保障[[low-income population]][[977,000]]人。"
        "<|im_end|>\n<|im_start|>assistant\n"
    )
    assert json.loads(prompt.splitlines()[-1])[2] == ENGLISH_ONLY


def test_the_prompt_tells_apart_what_is_decoded_differently(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path, None)
    literal = spans("[[与]]", ("[[", "[[", "literal"))
    requests = [
        Request("a", SENTENCE, SPANS),
        Request("a", SENTENCE, SPANS, must=SPANS[:1], attempt=1),
        Request("a", SENTENCE, SPANS, must=SPANS, attempt=1),
        Request("a", SENTENCE, SPANS, attempt=1),
        Request("a", SENTENCE, SPANS[:1]),
        Request("a", "[[与]]", literal),
        Request("a", "{{与]]", spans("{{与]]", ("{{", "{{", "literal"))),
    ]
    assert len({engine.prompt(request) for request in requests}) == len(requests)
    assert engine.prompt(requests[0]) == engine.prompt(Request("b", SENTENCE, SPANS, must=()))


def test_a_request_goes_through_the_model(prepared: Path) -> None:
    engine = engine_of(prepared)
    model = engine.__dict__["_model"] = Copyist()
    text = "[[97.7万]]"
    literals = spans(text, ("[[", "[[", "literal"), ("97.7万", "977,000", "figure"), ("]]", "]]", "literal"))
    drafts = dict(engine.translate([Request("a", SENTENCE, SPANS), Request("b", text, literals)]))
    assert drafts["b"] == Draft("[[977,000]]", ((0, 2), (2, 9), (9, 11)), "stop", drafts["b"].log_probs)
    marks = [drafts["a"].text[start:end] for start, end in drafts["a"].marks]
    assert marks == ["low-income population", "977,000"]
    assert (
        model.asks[0].text
        == "Translate into English: 截至6月底,江苏省共保障[[low-income population]][[977,000]]人。"
    )
    assert model.asks[0].limit > 60


def test_a_repair_demands_markers_as_the_prompt_has_them(prepared: Path) -> None:
    engine = engine_of(prepared)
    model = engine.__dict__["_model"] = Copyist()
    text = "代码<|im_end|>已废止97项"
    known = spans(text, ("<|im_end|>", "<|im_end|>", "literal"), ("97", "97", "figure"))
    unmarked = Span("term", "废止", (text.index("废止"), text.index("废止") + 2), "repeal", marked=False)
    list(engine.translate([Request("a", text, (*known, unmarked), must=(*known, unmarked), attempt=1)]))
    (ask,) = model.asks
    assert "im_end" not in ask.text
    assert ask.text.endswith("代码[[X1]]已废止[[97]]项")
    assert r'"\u005B\u005BX1\u005D\u005D"' in ask.demanding
    assert r'"\u005B\u005B97\u005D\u005D"' in ask.demanding
    assert "repeal" not in ask.demanding
    assert ask.penalty == 0


def test_asked_again_with_nothing_to_demand_a_penalty_changes_the_answer(prepared: Path) -> None:
    engine = engine_of(prepared)
    model = engine.__dict__["_model"] = Copyist()
    list(engine.translate([Request("a", SENTENCE, SPANS, attempt=1), Request("b", SENTENCE, SPANS)]))
    assert [ask.penalty > 0 for ask in model.asks] == [True, False]


def test_each_draw_begins_elsewhere_and_is_another_to_the_cache(prepared: Path) -> None:
    engine = engine_of(prepared)
    model = engine.__dict__["_model"] = Copyist()
    likeliest = Request("a", SENTENCE, SPANS)
    draws = [Request("a", SENTENCE, SPANS, attempt=attempt, drawn=True) for attempt in (1, 2)]
    for request in (likeliest, *draws):
        assert translated(engine, request)["a"].log_probs
    assert [(ask.seed, ask.penalty) for ask in model.asks] == [(0, 0.0), (1, 0.0), (2, 0.0)]
    assert len({engine.prompt(request) for request in (likeliest, *draws)}) == 3


def test_new_requests_on_the_way(prepared: Path) -> None:
    engine = engine_of(prepared)
    engine.__dict__["_model"] = Copyist()

    class Producer:
        def __init__(self) -> None:
            self.waiting = [Request("a", SENTENCE)]

        def __iter__(self) -> Iterator[Request]:
            return self

        def __next__(self) -> Request:
            if self.waiting:
                return self.waiting.pop()
            raise StopIteration

    producer = Producer()
    given = []
    for key, _ in engine.translate(producer):
        given.append(key)
        if key == "a":
            producer.waiting.append(Request("b", SENTENCE))
    assert given == ["a", "b"]


def test_the_fingerprint_changes_with_what_changes_the_output(prepared: Path) -> None:
    first = engine_of(prepared).fingerprint
    assert engine_of(prepared).fingerprint == first
    assert hashlib.sha256(b"adapter").hexdigest() in first
    others = [
        engine_of(prepared, adapter=b"better").fingerprint,
        engine_of(prepared, adapter=None).fingerprint,
        engine_of(prepared, alpha=0.5).fingerprint,
        engine_of(prepared, threads=1).fingerprint,
    ]
    (prepared / "manifest.json").write_text('{"other": "weights"}')
    others.append(engine_of(prepared).fingerprint)
    assert len({first, *others}) == 6


def test_a_broken_model_is_one_clear_error(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: None)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        list(LocalEngine(prepared, None).translate([Request("a", SENTENCE)]))
    assert "briefing model remove" in caught.value.hint


def test_nothing_is_loaded_for_nothing(tmp_path: Path) -> None:
    assert list(LocalEngine(tmp_path / "no such folder", None).translate([])) == []


def test_too_little_memory_is_told_before_anything_is_loaded(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: MEMORY // 2)
    with pytest.raises(ModelError, match=r"3\.6 GB are needed, 1\.8 GB are free"):
        list(engine_of(prepared).translate([Request("a", SENTENCE)]))
    monkeypatch.setattr(machine, "available_memory", lambda: None)  # Where nobody says, it is tried.
    with pytest.raises(ModelError, match="cannot be loaded"):
        list(engine_of(prepared).translate([Request("a", SENTENCE)]))


# With the model itself.


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    from briefing.models.adapter import adapter_path

    folder = models_dir() / "qwen2.5-coder-1.5b-briefing"
    if not (folder / "manifest.json").is_file():
        pytest.skip("the default model is not prepared on this machine")
    return LocalEngine(folder, adapter_path())


def translated(engine: LocalEngine, *requests: Request) -> dict[str, Draft]:
    return dict(engine.translate(requests))


@pytest.mark.model
def test_a_sentence_with_its_markers(engine: LocalEngine) -> None:
    draft = translated(engine, Request("a", SENTENCE, SPANS))["a"]
    assert draft.ended == "stop"
    assert draft.text.startswith("By the end of June, Jiangsu")
    assert sorted(draft.text[start:end] for start, end in draft.marks) == ["977,000", "low-income population"]


@pytest.mark.model
def test_the_adapter_changes_the_output(engine: LocalEngine) -> None:
    """In a step loop the library leaves an adapter inactive in its default mode, without a word."""
    bare = LocalEngine(engine._folder, None)
    sentences = ["创新基层社会治理,不断完善群众身边的服务管理体系。", "打造服务平台。", "兜牢基本民生底线。"]
    requests = [Request(str(number), sentence) for number, sentence in enumerate(sentences)]
    assert translated(bare, *requests) != translated(engine, *requests)


@pytest.mark.model
def test_the_same_requests_give_the_same_drafts(engine: LocalEngine) -> None:
    crowd = [Request(str(number), f"会议指出,第{number}项工作要抓好落实。") for number in range(5)]
    requests = [Request("a", SENTENCE, SPANS), *crowd]
    assert list(engine.translate(requests)) == list(engine.translate(requests))


@pytest.mark.model
def test_the_users_text_is_never_syntax(engine: LocalEngine) -> None:

    text = "<|im_start|><|im_end|></tool_call><tool_call><|endoftext|><<|im_end|>|fim_prefix|>"
    ids = engine._model.encode(Ask("a", "", text, "", 1, ENGLISH_ONLY))
    assert max(ids) < 151_643, "the first of the control tokens"
    assert engine._model.decode(ids) == text


@pytest.mark.model
def test_literals_come_back_verbatim(engine: LocalEngine) -> None:
    text = "请点击<|im_end|>查看[[说明。"
    known = spans(text, ("<|im_end|>", "<|im_end|>", "literal"), ("[[", "[[", "literal"))
    draft = translated(engine, Request("a", text, known))["a"]
    assert sorted(draft.text[start:end] for start, end in draft.marks) == ["<|im_end|>", "[["]


@pytest.mark.model
def test_a_repair_has_what_it_must(engine: LocalEngine) -> None:
    text = "坚持和发展新时代枫桥经验。"
    known = spans(text, ("新时代枫桥经验", "new-era Fengqiao model (1963)"))
    draft = translated(engine, Request("a", text, known, must=known, attempt=1))["a"]
    assert draft.ended == "stop"
    assert [draft.text[start:end] for start, end in draft.marks] == ["new-era Fengqiao model (1963)"]


@pytest.mark.model
def test_the_library_takes_any_grammar_of_ours_and_keeps_to_it(engine: LocalEngine) -> None:
    """The model, left to itself, would never write this: limited to it, it can write nothing else."""
    odd = f"a [[{string.punctuation}]] ’ €5 é ½ — α"
    literal = max(re.findall(r'"[^"]*"', demanding([Held(odd)])), key=len)
    ask = Ask("a", "", "你好", "", 90, ENGLISH_ONLY, demanding=f"root ::= {literal}")
    handle = engine._model.start(ask, engine._model.encode(ask))
    tokens: list[int] = []
    ended = None
    while ended is None:
        engine._model.step()
        new, ended = handle.read()
        tokens += new.tokens
    assert (engine._model.decode(tokens), ended) == (odd, "stop")


@pytest.mark.model
def test_answers_are_drawn_in_english_and_the_same_each_time(engine: LocalEngine) -> None:
    draws = [
        Request("a", SENTENCE, SPANS, attempt=attempt, first_person=False, drawn=True)
        for attempt in range(1, 5)
    ]
    drafts = [translated(engine, each)["a"] for each in draws]
    assert len({each.text for each in drafts}) > 1
    assert all(writable(each.text) for each in drafts)
    assert all(each.log_probs and max(each.log_probs) <= 0 for each in drafts)
    assert translated(engine, draws[0])["a"] == drafts[0]


@pytest.mark.model
def test_a_loop_is_noticed_and_cut(engine: LocalEngine) -> None:
    draft = translated(engine, Request("a", "重要" * 100))["a"]
    assert draft.ended == "loop"
    assert len(draft.text) < 100


@pytest.mark.model
def test_closing_leaves_the_engine_usable(engine: LocalEngine) -> None:
    stream = engine.translate([Request("a", "打造服务平台。"), Request("b", SENTENCE * 3)])
    assert next(iter(stream))[0] == "a"
    stream.close()  # type: ignore[attr-defined]
    assert not engine._model._pipeline.has_non_finished_requests()
    assert translated(engine, Request("c", "打造服务平台。"))["c"].ended == "stop"


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "。", "\ud800你好", "\0", "𠀀𪚥", "😀", "a" * 500])
def test_odd_texts_end(engine: LocalEngine, text: str) -> None:
    draft = translated(engine, Request("a", text))["a"]
    assert draft.ended in ("stop", "loop", "length")
    assert not any("㐀" <= char <= "鿿" for char in draft.text)
