"""The laws of quantities, over generated values in all notations: reading the Chinese of a value gives the
value; what is written in English is read back as the same; nothing takes more time than its share."""

from __future__ import annotations

import pytest
from growth import outgrown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notations import Case, cases

from briefing.quantities.chinese import read
from briefing.quantities.sameness import same
from briefing.quantities.values import Multiple, Range, Value
from briefing.quantities.write import write

ENDS = ("", "。", "，", "的", "以上")


def chinese_is_read(case: Case, end: str) -> None:
    zh, value = case
    readings = read(zh + end)
    got: list[Value] = [reading.value for reading in readings]
    if isinstance(value, Range) and value.mark == "to":
        assert len(got) == 2, (zh + end, got)
        assert same(got[0], value.low), (zh + end, got)
        assert same(got[1], value.high), (zh + end, got)
    else:
        assert len(got) == 1, (zh + end, got)
        assert same(got[0], value), (zh + end, got)
    assert all(zh[reading.start : reading.end] for reading in readings)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(cases, st.sampled_from(ENDS))
def test_reading_the_chinese_of_a_value_gives_the_value(case: Case, end: str) -> None:
    chinese_is_read(case, end)


@pytest.mark.slow
@settings(deadline=None, max_examples=100_000, suppress_health_check=[HealthCheck.too_slow])
@given(cases, st.sampled_from(ENDS))
def test_reading_the_chinese_of_100_000_values(case: Case, end: str) -> None:
    chinese_is_read(case, end)


def english_is_read(value: Value) -> None:
    reader = pytest.importorskip("briefing.quantities.english")
    written = write(value).en
    got = [reading.value for reading in reader.read_english(f"It is {written} here.")]
    assert any(same(each, value) for each in got), (written, value, got)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(cases)
def test_reading_what_was_written_gives_the_value(case: Case) -> None:
    english_is_read(case[1])


@pytest.mark.slow
@settings(deadline=None, max_examples=100_000, suppress_health_check=[HealthCheck.too_slow])
@given(cases)
def test_reading_what_was_written_of_100_000_values(case: Case) -> None:
    english_is_read(case[1])


@settings(deadline=None, max_examples=200)
@given(cases)
def test_what_is_written_has_each_form_once_and_the_usual_first(case: Case) -> None:
    value = case[1]
    written = write(value)
    forms = (written.en, *written.also)
    assert all(forms)
    assert len(set(forms)) == len(forms)
    assert not isinstance(value, Multiple) or written.en


@pytest.mark.parametrize(
    "unit",
    ["9", "1,234", "一", "3万5千", "-1", "百分之", "农历", "负", "零下", "1 234", "1，234", "数百", "1点",
     "3至", "年代", "周五", "半", "二〇", "第10万", "下午", "2026.", "1∶"],
)  # fmt: skip
def test_time_grows_with_the_length(unit: str) -> None:
    assert outgrown(lambda length: read((unit * length)[:length]), 2_000, 8_000) == ""
