"""Each kind of server: recognised by what it says of itself, asked in its own words, understood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stub_server import Stub

from briefing.engine.served.address import Address
from briefing.engine.served.asked import Ask, Decoding, Piece, Server
from briefing.engine.served.client import Client
from briefing.engine.served.kinds import KINDS, kind_named, recognise
from briefing.errors import ModelError, ServerBusyError, ServerRefusesError

ASK = Ask(
    "base",
    "Translate: 你好",
    50,
    grammar='root ::= "x"\n',
    decoding=Decoding(0.7, 0.6, 20, 1.05),
    seed=3,
    stop=("\n",),
    switch="both",
)


def client(stub: Stub) -> Client:
    return Client(Address.parse(stub.url))


def server(kind: str) -> Server:
    return Server(kind, "", (), "base", context=8192)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_it_is_recognised(name: str) -> None:
    with Stub(name) as stub:
        kind, found = recognise(client(stub))
    assert (kind.name, found.kind, found.model) == (name, name, "base")


@pytest.mark.parametrize(
    ("kind", "context", "slots", "adaptive"),
    [
        ("llama-server", 2048, 4, False),
        ("ollama", 8192, 1, False),
        ("vllm", 8192, 16, True),
        ("sglang", 8192, 16, True),
        ("lmstudio", 32768, 4, False),
        ("generic", 0, 2, False),
    ],
)
def test_context_and_slots(kind: str, context: int, slots: int, adaptive: bool) -> None:
    with Stub(kind) as stub:
        _, found = recognise(client(stub))
    assert (found.context, found.slots, found.adaptive) == (context, slots, adaptive)


def test_of_several_models_one_has_to_be_named() -> None:
    with Stub("vllm", models=("one", "org/two")) as stub:
        with pytest.raises(ServerRefusesError, match=r"several models.*one, org/two"):
            recognise(client(stub))
        assert recognise(client(stub), "org/two")[1].model == "org/two"
        with pytest.raises(ServerRefusesError, match=r"does not have the model 'three'.*one, org/two"):
            recognise(client(stub), "three")


def test_ollama_takes_a_name_without_its_tag() -> None:
    with Stub("ollama", models=("qwen3:8b", "hy-mt2:latest")) as stub:
        assert recognise(client(stub), "hy-mt2")[1].model == "hy-mt2:latest"


def test_of_lm_studio_s_models_the_one_that_is_loaded() -> None:
    with Stub("lmstudio", model="b", models=("a", "b")) as stub:
        assert recognise(client(stub))[1].model == "b"


def test_a_build_changes_with_the_program() -> None:
    builds = set()
    for build in ("b1", "b2"):
        with Stub(build=build) as stub:
            builds.add(recognise(client(stub))[1].build)
    assert len(builds) == 2


def test_a_proxy_may_let_nothing_through_but_the_interface() -> None:
    with Stub("vllm", only_v1=True) as stub:
        assert recognise(client(stub))[0].name == "vllm"
    with (
        Stub("llama-server", only_v1=True, key="sk-1") as stub,
        pytest.raises(ServerRefusesError, match="key"),
    ):
        recognise(client(stub))


def test_a_web_page_is_no_server() -> None:
    with Stub("generic", fault="html") as stub, pytest.raises(ServerRefusesError, match="web page"):
        recognise(client(stub))


def test_a_server_that_tells_no_models_is_asked_for_one_by_name() -> None:
    with Stub("generic", fault="shape") as stub:
        with pytest.raises(ServerRefusesError, match="does not tell its models"):
            recognise(client(stub))
        assert recognise(client(stub), "mine")[1].model == "mine"


def test_a_server_that_loads_is_waited_for() -> None:
    with Stub(fault="loading") as stub:
        with pytest.raises(ServerBusyError, match="Loading model"):
            recognise(client(stub))
        import threading

        threading.Timer(0.3, lambda: setattr(stub, "fault", "")).start()
        assert recognise(client(stub), patience=10)[0].name == "llama-server"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "llama-server",
            {
                "grammar": 'root ::= "x"\n', "top_k": 20, "min_p": 0, "repeat_penalty": 1.05,
                "cache_prompt": False, "reasoning_effort": "none",
                "chat_template_kwargs": {"enable_thinking": False, "thinking": False},
            },
        ),
        (
            "vllm",
            {
                "structured_outputs": {"grammar": 'root ::= "x"\n'}, "top_k": 20,
                "repetition_penalty": 1.05, "reasoning_effort": "none",
                "chat_template_kwargs": {"enable_thinking": False, "thinking": False},
            },
        ),
        (
            "sglang",
            {
                "ebnf": 'root ::= "x"\n', "top_k": 20, "repetition_penalty": 1.05,
                "reasoning_effort": "none",
                "chat_template_kwargs": {"enable_thinking": False, "thinking": False},
            },
        ),
    ],
)  # fmt: skip
def test_what_openai_s_interface_lacks_goes_where_each_has_it(name: str, wanted: dict[str, object]) -> None:
    kind = kind_named(name)
    usual = {"model", "stream", "max_tokens", "temperature", "top_p", "seed", "messages", "stop"}
    body = kind.body(ASK, server(name))
    assert kind.path(ASK) == "/v1/chat/completions"
    assert {key: value for key, value in body.items() if key not in usual} == wanted
    assert (body["temperature"], body["top_p"], body["seed"]) == (0.7, 0.6, 3)


def test_ollama_is_asked_by_its_own_interface() -> None:
    kind = kind_named("ollama")
    body = kind.body(ASK, server("ollama"))
    assert kind.path(ASK) == "/api/chat"
    assert body == {
        "model": "base",
        "stream": True,
        "truncate": False,
        "think": False,
        "messages": [{"role": "user", "content": "Translate: 你好"}],
        "options": {
            "num_ctx": 8192, "num_predict": 50, "temperature": 0.7, "top_p": 0.6, "top_k": 20,
            "repeat_penalty": 1.05, "seed": 3, "stop": ["\n"],
        },
    }  # fmt: skip


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_a_raw_prompt_goes_past_the_chat_template(name: str) -> None:
    kind, ask = kind_named(name), replace(ASK, raw=True, prompt="Translate:\n你好 <en>")
    body = kind.body(ask, server(name))
    assert kind.path(ask) == ("/api/generate" if name == "ollama" else "/v1/completions")
    assert body["prompt"] == "Translate:\n你好 <en>"
    assert body.get("raw") is (True if name == "ollama" else None)
    assert not body.keys() & {"messages", "chat_template_kwargs", "think"}


def test_of_a_server_that_is_not_known_nothing_unusual_is_asked() -> None:
    body = kind_named("generic").body(replace(ASK, switch=""), server("generic"))
    assert body.keys() == {
        "model",
        "stream",
        "max_tokens",
        "temperature",
        "top_p",
        "seed",
        "messages",
        "stop",
    }


@pytest.mark.parametrize(
    ("name", "value", "text", "thought", "ended"),
    [
        ("vllm", {"choices": [{"delta": {"content": "a"}, "finish_reason": None}]}, "a", "", None),
        ("vllm", {"choices": [{"delta": {"reasoning": "h"}}]}, "", "h", None),
        ("llama-server", {"choices": [{"delta": {"reasoning_content": "h"}}]}, "", "h", None),
        ("generic", {"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}]}, "a", "", "stop"),
        ("generic", {"choices": [{"text": "a", "finish_reason": "length"}]}, "a", "", "length"),
        ("generic", {"choices": [{"delta": {}, "finish_reason": "content_filter"}]}, "", "", "no-end"),
        ("ollama", {"message": {"content": "a", "thinking": "h"}, "done": False}, "a", "h", None),
        ("ollama", {"response": "a", "done": True, "done_reason": "stop"}, "a", "", "stop"),
        ("ollama", {"done": True, "done_reason": "load"}, "", "", "no-end"),
        ("vllm", [1, {"choices": "x"}], "", "", None),
        ("ollama", None, "", "", None),
    ],
)
def test_an_answer_is_understood(
    name: str, value: object, text: str, thought: str, ended: str | None
) -> None:
    piece = kind_named(name).piece(value)  # type: ignore[arg-type]
    assert (piece.text, piece.thought, piece.ended) == (text, thought, ended)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
@pytest.mark.parametrize("raw", [False, True])
def test_how_sure_a_model_is_is_asked_only_where_it_is_wanted(name: str, raw: bool) -> None:
    kind, ask = kind_named(name), replace(ASK, raw=raw)
    wanted = {"logprobs": True} if name == "ollama" else {"logprobs": True, "top_logprobs": 1}
    wanted = {"logprobs": 1} if raw and name != "ollama" else wanted
    without, with_ = kind.body(ask, server(name)), kind.body(replace(ask, log_probs=True), server(name))
    assert with_ == without | wanted
    assert "logprobs" not in without


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vllm", {"choices": [{"logprobs": {"content": [{"logprob": -0.5}, {"logprob": -2}]}}]}),
        ("vllm", {"choices": [{"text": "a b", "logprobs": {"token_logprobs": [-0.5, -2]}}]}),
        ("llama-server", {"choices": [{"logprobs": {"content": [{"logprob": -0.5}, {"logprob": -2}]}}]}),
        ("ollama", {"message": {"content": "a b"}, "logprobs": [{"logprob": -0.5}, {"logprob": -2}]}),
        ("generic", {"choices": [{"logprobs": {"content": [{"logprob": -0.5}, 7, {"logprob": -2}]}}]}),
    ],
)  # fmt: skip
def test_how_sure_a_model_was_is_understood(name: str, value: object) -> None:
    assert kind_named(name).piece(value).log_probs == (-0.5, -2.0)  # type: ignore[arg-type]


NONE: list[object] = [
    *(float("nan"), float("inf"), float("-inf"), 0.5, 3, 10**400, -(10**400), -9999.0, -100.5),
    *(True, None, "-0.5", "", [-0.5], {"logprob": -0.5}),
]


@pytest.mark.parametrize("value", NONE, ids=str)
def test_what_can_be_no_log_probability_is_none(value: object) -> None:
    told: object = {"choices": [{"logprobs": {"content": [{"logprob": value}, {"logprob": -1.0}]}}]}
    assert kind_named("vllm").piece(told).log_probs == (-1.0,)  # type: ignore[arg-type]
    told = {"logprobs": [{"logprob": value}], "message": {"content": "a"}}
    assert kind_named("ollama").piece(told).log_probs == ()  # type: ignore[arg-type]


def test_one_that_rounding_made_positive_is_that_of_a_sure_token() -> None:
    told: object = {"choices": [{"logprobs": {"content": [{"logprob": 1e-7}, {"logprob": 0}]}}]}
    assert kind_named("vllm").piece(told).log_probs == (0.0, 0.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "told", [7, "x", [], [1], {"content": 7}, {"content": [None]}, {"token_logprobs": "x"}]
)
def test_log_probabilities_in_another_shape_are_none(told: object) -> None:
    value: object = {"choices": [{"delta": {"content": "a"}, "logprobs": told}], "logprobs": told}
    assert kind_named("vllm").piece(value) == Piece("a")  # type: ignore[arg-type]
    assert kind_named("ollama").piece(value).log_probs == ()  # type: ignore[arg-type]


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(ModelError):
        kind_named("nothing")
