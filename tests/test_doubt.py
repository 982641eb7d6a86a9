"""One number for the doubt about a segment, and what is to be read first."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Finding, Segment
from briefing.doubt import FIRST, doubt, shipped, to_read_first
from briefing.doubt.signs import WINDOW, signs
from briefing.spans import find_spans
from briefing.verify import verify
from briefing.verify.coverage import rendered, stem

ZH = "会议研究了养老服务工作，部署了下一阶段重点任务。"
EN = "The meeting studied elderly care services and set out the key tasks for the next stage."
SURE = (-0.05,) * 20


def segment(zh=ZH, en=EN, ended="stop"):
    return verify(Segment("p1.1", zh, find_spans(zh, None)[0], en, ended))


def test_without_what_the_engine_tells_nobody_can_say():
    assert doubt(segment(), ()) is None


def test_an_unsure_engine_and_english_about_something_else_are_more_doubtful():
    good = doubt(segment(), SURE)
    unsure = doubt(segment(), (-0.05,) * 10 + (-2.5,) * 10)
    other = doubt(
        segment(en="Rain is likely in the northern hills, and farmers look up to the clouds."), SURE
    )
    assert good is not None
    assert unsure is not None
    assert other is not None
    assert good < unsure
    assert good < other


def test_the_model_weighs_each_sign_once():
    assert set(shipped().weights) == set(signs(segment(), SURE))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(-20, 0), min_size=1, max_size=60), st.text(max_size=80))
def test_any_answer_has_a_doubt(log_probs, en):
    found = doubt(verify(Segment("p1.1", ZH, (), en, "stop")), log_probs)
    assert found is not None
    assert 0 <= found <= 1
    assert all(map(math.isfinite, signs(segment(), log_probs).values()))


def test_the_worst_stretch_is_found_wherever_it_stands():
    calm, wild = (-0.1,) * 30, (-3.0,) * WINDOW
    for at in (0, 12, 30):
        found = signs(segment(), (*calm[:at], *wild, *calm[at:]))
        assert found["worst"] == pytest.approx(3.0)


def test_the_most_doubtful_are_read_first():
    known = [replace(segment(), id=f"p{at}.1", doubt=at / 10) for at in range(10)]
    first = to_read_first(known)
    assert [each.id for each in first] == ["p9.1", "p8.1", "p7.1"]
    assert len(first) == round(FIRST * len(known))
    flagged = replace(known[-1], findings=(Finding("length", "warning", "short"),))
    assert to_read_first([*known[:-1], flagged])[0] == flagged
    assert [each.id for each in to_read_first(known[:1])] == ["p0.1"]
    assert to_read_first([segment()]) == []


@pytest.mark.parametrize(
    ("en", "lost"),
    [
        ("Assistance for people in difficulty was increased.", []),
        ("Assistance was increased.", ["困难群众"]),
        ("The weather was fine.", ["增加", "困难群众", "救助"]),
    ],
)
def test_words_without_english(en, lost):
    zh = "增加困难群众救助。"
    found = [word.zh for word in rendered(Segment("s", zh, (), en, "stop")) if not word.rendered]
    assert found == lost


def test_stems():
    assert stem("policies") == "policy"
    assert stem("businesses") == stem("business")
    assert stem("registered") == stem("registration")
