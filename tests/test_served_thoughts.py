"""Thoughts that stand in an answer are no part of it, whoever wrote the tag that opens them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.engine.base import Request
from briefing.engine.served.answer import Answer
from briefing.engine.served.ladder import Hold, asked_for, draft_of
from briefing.engine.served.profiles import find_profile
from briefing.engine.served.thoughts import without_thoughts

EN = "The Ministry of Civil Affairs has issued a circular."
ZH = "民政部印发通知。"  # EN, in Chinese
ABOUT = "标签<think>和</think>之间是思考。"  # What stands between the tags <think> and </think> is thought.


@pytest.mark.parametrize(
    ("text", "thought"),
    [
        (EN, False),
        (f"<think>\nHmm.\n</think>\n\n{EN}", True),
        (f"<think>\n\n</think>\n\n{EN}", False),
        (f"<THINKING>Hmm.</Thinking>{EN}", True),
        (f"<|channel>thought\n<channel|>{EN}", False),
        (f"<|channel>thought\nHmm.<channel|>{EN}", True),
        (f"Hmm, the user wants English.\n</think>\n\n{EN}", True),
        (f"If 3 < 5, then so.\n</think>\n\n{EN}", True),
        (f"Do I write <think>? No.</think>\n{EN}", True),
        (f"Hmm.</think>\nWait.</think>\n{EN}", True),
        (f"<think>Hmm.</think>{EN}<think>Was that right?", True),
        (f"</think>{EN}", False),
    ],
)
def test_only_the_answer_is_left(text: str, thought: bool) -> None:
    assert without_thoughts(text, ZH) == (EN, thought)
    asked = asked_for(Request("a", ZH), "base", find_profile("generic"), Hold("bare", grammar=False))
    draft = draft_of(asked, Answer(text, "stop", log_probs=(-0.5,) * 9))
    assert (draft.text, draft.log_probs) == (EN, () if thought else (-0.5,) * 9)


@pytest.mark.parametrize("text", ["<think>Hmm, and then the cap", "<think>", "Hmm.</think>"])
def test_thoughts_without_an_answer_are_none(text: str) -> None:
    assert without_thoughts(text, ZH)[0] == ""


@pytest.mark.parametrize(
    "text",
    [
        "What stands between the tags <think> and </think> is thought.",
        "The tag </think> ends it.",
        f"{EN} <think>is a tag</think>",
    ],
)
def test_where_the_source_is_about_thinking_its_tags_stay(text: str) -> None:
    assert without_thoughts(text, ABOUT) == (text, False)
    assert without_thoughts(f"<think>Hmm.</think>\n{text}", ABOUT) == (text, True)


@given(st.text("a </>thinkTHINK|channel\n", max_size=60), st.sampled_from([ZH, ABOUT]))
def test_nothing_is_added(text: str, source: str) -> None:
    assert len(without_thoughts(text, source)[0]) <= len(text)


@pytest.mark.parametrize("filler", ["<think>", "</think>", "<", "<|channel>thought", " ", "<think></think>"])
def test_time_grows_with_the_answer_alone(filler: str) -> None:
    begun = time.process_time()
    without_thoughts(f"a{filler * 30_000}b", ZH)
    without_thoughts(f"{filler * 30_000}b", ABOUT)
    assert time.process_time() - begun < 1
