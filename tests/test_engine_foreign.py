"""A model in OpenVINO's form that briefing did not make: asked by a profile, in its own chat template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.document import Span
from briefing.engine.base import Request
from briefing.engine.batching import Answer
from briefing.engine.foreign import Foreign
from briefing.engine.grammar import ENGLISH_ONLY
from briefing.engine.local import LocalEngine
from briefing.engine.served.profiles import find_profile
from briefing.models.prepare import model_folder
from briefing.models.registry import local_model

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "全省共保障低收入人口97.7万人。"
TERM = Span("term", "低收入人口", (5, 10), "low-income population")
FIGURE = Span("number", "97.7万", (10, 15), "977,000")
REQUEST = Request("0/p1s1", TEXT, (TERM, FIGURE))


def wording(profile: str = "generic") -> Foreign:
    return Foreign(find_profile(profile))


def test_the_words_are_the_profiles_and_the_frame_is_the_models() -> None:
    ask = wording().ask(REQUEST)
    assert ask.chat
    assert (ask.head, ask.tail) == ("", "")
    assert "[[low-income population]][[977,000]]" in ask.text
    assert "Copy every part in [[ ]] unchanged" in ask.text
    assert (ask.grammar, ask.demanding) == (ENGLISH_ONLY, "")


def test_a_family_without_a_chat_template_gets_none() -> None:
    ask = wording("seed-x").ask(REQUEST)
    assert not ask.chat
    assert ask.text.startswith("Translate the following Chinese sentence into English:\n")
    assert ask.text.endswith(" <en>")


def test_what_was_missing_is_demanded_and_another_answer_is_drawn_where_nothing_is() -> None:
    again = wording().ask(Request("a", TEXT, (TERM, FIGURE), must=(TERM,), attempt=1))
    assert r'[lL] "ow\u002Dincome" [ \u002D] "population" plural' in again.demanding
    assert again.seed == 0
    assert wording().ask(Request("a", TEXT, (TERM,), attempt=2)).seed == 2


@pytest.mark.parametrize(
    "text",
    [
        "The province supported a [[low-income population]] of [[977,000]].",
        "The province supported a low-income population of 977,000.",
        "The province supported a [low-income population] of 977,000.",
    ],
    ids=["marked", "bare", "broken"],
)
def test_the_renderings_are_found_by_what_they_are(text: str) -> None:
    draft = wording().draft(REQUEST, Answer(text, "stop"))
    assert [draft.text[start:end] for start, end in draft.marks] == ["low-income population", "977,000"]
    assert "[[" not in draft.text


def test_the_prompt_tells_profiles_apart_and_needs_no_model(tmp_path: Path) -> None:
    def engine(profile: str) -> LocalEngine:
        return LocalEngine(tmp_path, None, wording=wording(profile), name="other")

    assert engine("generic").name == "other"
    assert engine("generic").prompt(REQUEST) == engine("generic").prompt(REQUEST)
    assert engine("generic").prompt(REQUEST) != engine("hy-mt2").prompt(REQUEST)


@pytest.mark.model
@pytest.mark.skipif(local_model().state != "ready", reason="the default model is not prepared here")
def test_the_bare_model_is_asked_in_its_own_chat_template() -> None:
    engine = LocalEngine(model_folder(), None, wording=wording("qwen2.5-coder"), name="bare")
    assert "profile=qwen2.5-coder-" in engine.fingerprint
    head, tail = engine._model._frame("")
    assert head.endswith("<|im_start|>user\n")
    assert tail == "<|im_end|>\n<|im_start|>assistant\n"
    assert "Be brief" in engine._model._frame("Be brief.")[0]
    ((key, draft),) = engine.translate([REQUEST])
    assert key == "0/p1s1"
    assert draft.ended == "stop"
    assert {draft.text[start:end] for start, end in draft.marks} == {"low-income population", "977,000"}
