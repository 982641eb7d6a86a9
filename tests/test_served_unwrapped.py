"""What chat models put around an answer goes, and nothing that the source asked for does."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stub_server import Stub
from test_served_engine import REQUEST, engine

from briefing.engine.served.unwrapped import unwrapped

ZH = "各地要落实责任，保障[[977,000]]人。"
EN = "All localities should fulfill their duties and support [[977,000]] people."


@pytest.mark.parametrize(
    "answer",
    [
        f"Sure! Here is the translation: {EN}",
        f"Here's the English translation of the sentence:\n\n{EN}",
        f"Translation: {EN}",
        f"译文：{EN}",
        f"{EN}\n\n(Note: the figure is kept.)",
        f"{EN}\nNote: Let me know if you need anything else!",
        f'"{EN}"',
        f"“{EN}”",
        f"**{EN}**",
        f"```text\n{EN}\n```",
        f'{{"translation": "{EN}"}}',
        f"<p>{EN}</p>",
        f"{EN}<|im_end|>",
        f"{EN}</s>",
        EN.replace("their", "their&nbsp;").replace("  ", " "),
        EN.replace("[[977,000]]", "[[977,000]] [[977,000]]"),
        EN.replace("[[977,000]]", "【[[977,000]]】"),
        EN.replace("977,000", "９７７，０００"),
    ],
)
def test_only_the_english_is_left(answer: str) -> None:
    assert unwrapped(answer, ZH).replace("\xa0", " ").replace("  ", " ") == EN


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("翻译：李明", "Translation: Li Ming"),
        ("[[translation]]：李明", "Translation: Li Ming"),
        ("注：数据为初步核算数。", "All good.\nNote: The data are preliminary."),
        ("“改革”", '"Reform"'),
        ("代码为{x}。", '{"code": "x"}'),
        ("见《[[Civil Code]]》。", "See the 《Civil Code》."),
        ("加**粗**。", "In **bold** type."),
        ("标签<p>改</p>", "<p>Reform</p>"),
        ("[[7]][[7]]路", "Route [[7]][[7]]"),
        ("改革", '"Reform" is not "opening up"'),
        ("改革", "Reform: a note"),
        ("改革", "R&D and AT&T"),
        ("改革", '{"a": "1", "b": "2"}'),
        ("改革", "{not JSON}"),
        ("改革", "[1, 2]"),
    ],
)
def test_what_the_source_has_stays(source: str, answer: str) -> None:
    assert unwrapped(answer, source) == answer


@given(st.text('a <>/think`*{}[]"“”:&;#1\n译', max_size=40), st.text("改 <`*{[“译", max_size=9))
@example('{"": 1}', "")
@example("{" * 10_000 + "}", "")
@example("&#9999999;", "")
def test_whatever_is_answered_it_never_fails(answer: str, source: str) -> None:
    assert len(unwrapped(answer, source)) <= len(answer)


@pytest.mark.parametrize("filler", ["\n", "<", "[[1]]", "&a", "```", "{", "*", "<|a", "\n(note"])
def test_time_grows_with_the_answer_alone(filler: str) -> None:
    begun = time.process_time()
    unwrapped(f"a{filler * 20_000}b", "改革")
    assert time.process_time() - begun < 1


def test_a_talkative_model_s_sentence_comes_out_as_a_sentence() -> None:
    said = (
        "Sure! Here is the translation:\n\n**The low-income population is 977,000.**\n\n(Note: as of June.)"
    )
    with Stub(english=lambda _: said) as stub:
        ((_, draft),) = engine(stub).translate(iter([REQUEST]))
    assert draft.text == "The low-income population is 977,000."
    assert [draft.text[start:end] for start, end in draft.marks] == ["low-income population", "977,000"]
