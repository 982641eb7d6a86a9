from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from growth import outgrown
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Span
from briefing.spans import SpanContext, find_spans
from briefing.spans.resolve import resolve

if TYPE_CHECKING:
    from briefing.document import SpanKind


def span(start: int, end: int, kind: SpanKind = "term", en: str = "x") -> Span:
    return Span(kind=kind, zh="民" * (end - start), zh_at=(start, end), en=en)


def chosen(*spans: Span) -> list[tuple[int, int]]:
    return [found.zh_at for found in resolve(spans)[0]]


def test_the_candidates_that_cover_most_win() -> None:
    assert chosen(span(0, 4), span(3, 9), span(8, 12)) == [(0, 4), (8, 12)]
    assert chosen(span(0, 2), span(0, 6), span(4, 6)) == [(0, 6)]


def test_the_leftmost_wins_in_a_tie() -> None:
    assert chosen(span(2, 6), span(0, 4)) == [(0, 4)]


def test_one_span_wins_over_two_that_cover_as_much() -> None:
    assert chosen(span(0, 2), span(2, 4), span(0, 4)) == [(0, 4)]


def test_a_term_wins_over_a_figure_of_its_extent() -> None:
    spans, _ = resolve([span(0, 4, "figure"), span(0, 4, "term")])
    assert [found.kind for found in spans] == ["term"]


def test_the_first_given_wins_among_equals() -> None:
    spans, _ = resolve([span(0, 4, "year", "2022"), span(0, 4, "figure", "2,022")])
    assert [found.en for found in spans] == ["2022"]


def test_a_literal_wins_over_a_longer_term_and_an_address_over_a_figure() -> None:
    assert chosen(span(0, 9), span(2, 4, "literal")) == [(2, 4)]
    assert chosen(span(0, 9, "figure"), span(2, 4, "url")) == [(2, 4)]


def test_a_term_that_loses_a_part_of_itself_is_a_finding() -> None:
    spans, findings = resolve([span(0, 4, en="first"), span(3, 6, en="second")])
    assert [found.en for found in spans] == ["first"]
    (finding,) = findings
    assert (finding.rule, finding.expected, finding.zh_at) == ("overlapping-term", "second", (3, 6))
    assert "first" in finding.message
    assert "second" in finding.message


@pytest.mark.parametrize("inner", [(0, 2), (1, 3), (2, 4)])
def test_a_term_inside_a_longer_one_is_no_finding(inner: tuple[int, int]) -> None:
    assert resolve([span(0, 4), span(*inner)])[1] == ()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12))
def test_the_choice_is_the_best_there_is(ranges: list[tuple[int, int]]) -> None:
    spans = [span(start, start + length) for start, length in ranges]
    best = 0
    for chosen_bits in range(2 ** len(spans)):
        picked = sorted((s.zh_at for i, s in enumerate(spans) if chosen_bits >> i & 1))
        if all(a[1] <= b[0] for a, b in pairwise(picked)):
            best = max(best, sum(end - start for start, end in picked))
    assert sum(end - start for start, end in chosen(*spans)) == best


ALPHABET = (
    "0123456789,.，。%-—至年月日第条（）一二三十百千万亿多余元个记者 王强说[]<|>省长成倍分之"
    "〔〕号:：/@aG·“”上午时点"
)


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from(ALPHABET), max_size=60), st.booleans())
def test_no_text_crashes_and_spans_are_what_they_say(zh: str, taiwan: bool) -> None:
    spans, _ = find_spans(zh, None, context=SpanContext(kind="byline", region="taiwan" if taiwan else ""))
    end = 0
    for found in spans:
        assert found.zh_at[0] >= end
        end = found.zh_at[1]
        assert found.zh == zh[found.zh_at[0] : end]
        assert found.en
        assert "" not in found.also
        assert found.en not in found.also


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all(zh: str) -> None:
    find_spans(zh, None)


@pytest.mark.parametrize(
    "unit",
    ["9", "1,234", "一", "一十", "3万5千", "1.", "-1", "[", "a1", "a@", "a.b@c.", "第十", "记者 ", "王",
     "（一", "1:", "1/", "百分之", "www.", "〔2022〕", "省长王", "至5", "<|", "民国", "“十", "多万",
     "1角", "十元", "农历", "正月"],
)  # fmt: skip
def test_time_grows_with_the_length_and_not_its_square(unit: str) -> None:
    assert outgrown(lambda length: find_spans((unit * length)[:length], None), 2_000, 8_000) == ""
