from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from fakes import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from briefing.document import Finding, Segment, Span
from briefing.repair import better, missing, plan_repair
from briefing.repair.budget import MOST, Budget
from briefing.verify import verify

ZH = "江苏省民政厅推广枫桥经验，登记社会组织8万家，共保障97.7万人，增长5.2%，详见https://a.cn。"
SPANS = (
    Span(
        "term", "枫桥经验", (8, 12), "Fengqiao model", article="the", forbidden=("Maple Bridge experience",)
    ),
    Span("term", "社会组织", (15, 19), "social organizations", marked=False),
    Span("figure", "8万", (19, 21), "80,000", value=Decimal(80000)),
    Span("figure", "97.7万", (26, 31), "977,000", value=Decimal(977000)),
    Span("percent", "5.2%", (35, 39), "5.2%", value=Decimal("5.2")),
    Span("url", "https://a.cn", (42, 54), "https://a.cn"),
)


def verified(en: str, ended="stop") -> Segment:
    return verify(Segment("p1.1", ZH, SPANS, en, ended))


FULL = (
    "The Jiangsu department of civil affairs spread the Fengqiao model, registered 80,000 social"
    " organizations and supported 977,000 people in all, up by 5.2%. For details see https://a.cn."
)


def test_the_spans_of_these_tests_are_where_they_say():
    assert all(ZH[slice(*span.zh_at)] == span.zh for span in SPANS)
    assert verified(FULL).findings == ()


def test_a_clean_segment_is_not_asked_for_again():
    assert plan_repair(verified(FULL)) is None


def test_what_is_missing_must_be_in_the_second_draft():
    first = verified(FULL.replace("977,000", "977,001").replace("the Fengqiao model", "the model"))
    request = plan_repair(first)
    assert request is not None
    assert (request.id, request.text, request.attempt) == ("p1.1", ZH, 1)
    assert [span.en for span in request.must] == ["Fengqiao model", "977,000"]
    assert len(request.spans) == len(SPANS)
    assert all(span.en_at is None and span.by == "" for span in request.spans)


def test_what_another_answer_was_missing_must_be_there_too_if_there_is_room():
    first = verified(FULL.replace("977,000", "977,001"))
    second = verified(FULL.replace("Fengqiao", "Maple").replace("up by 5.2%", "and grew"))
    assert {ZH[slice(*at)] for at in missing(second)} == {"枫桥经验", "5.2%"}
    request = plan_repair(first, 2, missing(second))
    assert request is not None
    assert [span.en for span in request.must] == ["Fengqiao model", "977,000", "5.2%"]
    assert [span.en for span in plan_repair(first, 2).must] == ["977,000"]
    assert plan_repair(verified(FULL), 2, missing(second)) is None
    # As many as there is room for, and what the best answer is missing before all else.
    poor = verified("The Jiangsu department of civil affairs spread its experience and so on, as it is told.")
    assert [span.en for span in plan_repair(first, 2, missing(poor)).must] == ["80,000", "977,000", "5.2%"]


def test_a_draft_goes_on_from_where_what_is_missing_should_come():
    first = verified(FULL.replace(" and supported 977,000 people in all", ""))
    assert plan_repair(first).opening == FULL.partition(" and supported")[0]
    # Another one is drawn from the beginning, and so is one of which nothing stands before.
    assert plan_repair(first, 2).opening == ""
    assert plan_repair(verified(FULL.replace("Fengqiao model", "model"))).opening == ""
    # What comes behind in the Chinese stands before it in the English: nobody can tell where it should come.
    turned = "Up by 5.2%, the department registered 80,000 social organizations under the Fengqiao model."
    assert plan_repair(verified(turned)).opening == ""
    # What is wrong is not said again.
    wrong = FULL.replace("80,000", "8,000 or 90,000").replace("977,000 people", "people")
    assert plan_repair(verified(wrong)).opening == ""


def test_at_most_three_and_figures_first():
    request = plan_repair(
        verified("The Jiangsu department of civil affairs spread its experience and so on.")
    )
    assert request is not None
    assert [span.en for span in request.must] == ["80,000", "977,000", "5.2%"]


def test_what_was_only_checked_is_marked_when_it_is_missing():
    request = plan_repair(verified(FULL.replace("social organizations", "such bodies")))
    assert request is not None
    assert [(span.en, span.marked) for span in request.must] == [("social organizations", True)]
    assert request.must[0] in request.spans


def test_a_forbidden_rendering_makes_the_right_one_a_must():
    request = plan_repair(verified(FULL.replace("Fengqiao model", "Maple Bridge experience")))
    assert request is not None
    assert [span.en for span in request.must] == ["Fengqiao model"]


@pytest.mark.parametrize("ended", ["length", "loop", "no-end", "failed"])
def test_what_did_not_end_is_asked_for_again_with_no_must(ended):
    request = plan_repair(verified(FULL, ended))
    assert request is not None
    assert request.must == ()


def test_an_empty_answer_is_asked_for_again():
    assert plan_repair(verified("")) is not None


def test_a_source_over_the_limit_stays_so():
    assert plan_repair(verified("The Jiangsu department", "too-long")) is None


def test_what_only_reads_oddly_is_not_asked_for_again():
    odd = verified("“" + FULL)
    assert [each.rule for each in odd.findings] == ["quotes"]
    assert plan_repair(odd) is None


def test_an_overlapping_term_alone_is_not_asked_for_again():
    overlap = Finding("overlapping-term", "warning", "lost a part", "x", (0, 2))
    assert plan_repair(replace(verified(FULL), findings=(overlap,))) is None


def test_the_better_one_is_kept_and_the_first_in_a_tie():
    good, worse = verified(FULL), verified(FULL.replace("977,000", "977,001"))
    assert better(worse, good) is good
    assert better(good, worse) is good
    again = replace(good)
    assert better(good, again) is good


def test_one_error_is_worse_than_several_warnings():
    warning = Finding("quotes", "warning", "")
    warned = replace(verified(FULL), findings=(warning,) * 3)
    wrong = replace(verified(FULL), findings=(Finding("term-missing", "error", ""),))
    assert better(wrong, warned) is warned
    assert better(warned, wrong) is warned


def test_the_fake_engine_mends_what_it_dropped():
    engine = FakeEngine("drops-once")
    request = plan_repair(
        verified("The Jiangsu department of civil affairs spread its experience and so on.")
    )
    assert request is not None
    ((answer, draft),) = engine.translate([request])
    assert answer == "p1.1"
    assert [draft.text[slice(*mark)] for mark in draft.marks] == ["80,000", "977,000", "5.2%"]


def test_a_shortened_enumeration_is_drawn_again():
    english = "Meals, bathing and other services will be provided for the elderly people."
    request = plan_repair(
        verify(Segment("p1.1", "提供助餐、助浴、助洁、助医、助行等服务。", (), english, "stop"))
    )
    assert request is not None
    assert (request.must, request.drawn) == ((), True)


def test_an_invented_subject_alone_is_not_asked_for_again():
    first = verify(
        Segment("p1.1", "为老年人提供助餐服务。", (), "We will provide meals for the elderly.", "stop")
    )
    assert plan_repair(first) is None


def test_a_loop_is_asked_for_once():
    request = plan_repair(verified(FULL, "loop"))
    assert request is not None
    assert not request.drawn


def test_a_loop_is_asked_for_with_its_terms_as_plain_words():
    request = plan_repair(verified(FULL, "loop"))
    assert request is not None
    assert [span.en for span in request.spans if span.marked] == ["80,000", "977,000", "5.2%", "https://a.cn"]
    assert [span.zh_at for span in request.spans] == [span.zh_at for span in SPANS]


def test_an_answer_with_an_end_is_better_than_a_loop():
    loop = verified("The Fengqiao model, the Fengqiao model, the Fengqiao model, the", "loop")
    short = verified("The Jiangsu department of civil affairs spread its experience and so on.")
    assert better(loop, short) is short
    assert better(short, loop) is short


def test_what_was_asked_again_in_vain_is_drawn():
    english = "The Jiangsu department of civil affairs spread its experience and so on."
    first, second = (plan_repair(verified(english), attempt) for attempt in (1, 2))
    assert first
    assert second
    assert (first.attempt, first.drawn) == (1, False)
    assert (second.attempt, second.drawn) == (2, True)
    assert first.must == second.must


sizes = st.lists(st.integers(1, 300), min_size=1, max_size=30)


@given(sizes, st.data())
def test_what_is_asked_again_is_no_longer_than_the_document(sizes, data):
    failed = data.draw(st.lists(st.booleans(), min_size=len(sizes), max_size=len(sizes)))
    order = data.draw(st.permutations(range(len(sizes))))

    def granted(order):
        budget = Budget({str(at): size for at, size in enumerate(sizes)})
        return dict(each for at in order for each in budget.grant(str(at), failed=failed[at]))

    times = granted(order)
    assert times == granted(range(len(sizes)))
    assert times.keys() == {str(at) for at in range(len(sizes)) if failed[at]}
    assert all(1 <= each <= MOST for each in times.values())
    assert sum(sizes[int(at)] * each for at, each in times.items()) <= sum(sizes)


def test_a_mere_one_is_not_demanded():
    zh = "不漏一户、不落一人，保障97.7万人。"
    spans = (
        Span("figure", "一", (2, 3), "1", marked=False, value=Decimal(1)),
        Span("figure", "97.7万", (12, 17), "977,000", value=Decimal(977000)),
    )
    en = "No household is left out, and the people are supported."
    first = verify(Segment("p1.1", zh, spans, en, "stop"))
    assert {zh[slice(*at)] for at in missing(first)} >= {"97.7万"}
    assert [span.en for span in plan_repair(first).must] == ["977,000"]
    only = verify(Segment("p1.1", zh[:10], spans[:1], "Households are not left out, nor are people.", "stop"))
    assert [each.rule for each in only.findings] == ["small-figure-missing"]
    request = plan_repair(only)
    assert (request.must, request.drawn) == ((), True)
