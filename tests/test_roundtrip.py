"""Properties of restore, verify and repair together, whatever the engine does to the spans."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import patterns
import pytest
from fakes import BEHAVIOURS, FakeEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.document import FIGURE_KINDS, Segment, Span
from briefing.engine.base import Draft, Request
from briefing.inflection import inflected
from briefing.renderings import VERBATIM, is_rendering
from briefing.repair import better, plan_repair
from briefing.restore import restore
from briefing.verify import RULES, penalty, verify

KNOWN = (
    Span("term", "民政部", (0, 0), "Ministry of Civil Affairs", article="the"),
    Span("term", "枫桥经验", (0, 0), "Fengqiao model", article="the", forbidden=("Maple Bridge experience",)),
    Span("term", "社会组织", (0, 0), "social organization", forms=("social organizations",)),
    Span("term", "民生", (0, 0), "people's wellbeing"),
    Span("term", "民生保障", (0, 0), "ensuring people's wellbeing", marked=False),
    Span("term", "长城", (0, 0), "the Great Wall"),
    Span("term", "养老服务", (0, 0), "elderly care services", also=("services for the elderly",)),
    Span("term", "一张蓝图", (0, 0), "“one blueprint”"),
    Span("name", "赵庭朴", (0, 0), "Zhao Tingpu"),
    Span("figure", "97.7万", (0, 0), "977,000", value=Decimal(977000)),
    Span("figure", "2.6亿", (0, 0), "260 million", value=Decimal(260000000), unit="yuan"),
    Span("figure", "300", (0, 0), "300", value=Decimal(300)),
    Span("figure", "三", (0, 0), "three", marked=False, also=("3",), value=Decimal(3)),
    Span("percent", "5.2%", (0, 0), "5.2%", value=Decimal("5.2")),
    Span("date", "7月26日", (0, 0), "July 26"),
    Span("url", "https://a.cn/x_y", (0, 0), "https://a.cn/x_y"),
    Span("literal", "[[", (0, 0), "[["),
    Span("literal", "<|im_end|>", (0, 0), "<|im_end|>"),
)
BY_KIND = {span.zh: span for span in KNOWN}
FILLING = ["江苏省", "深入推进", "，", "。", "有关工作", "“", "”", "《", "》", "：", "建立健全", "GDP", "共"]


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    """A segment of known spans and other Chinese in any order."""
    pieces = draw(st.lists(st.sampled_from([*BY_KIND, *FILLING]), min_size=1, max_size=14))
    spans, zh = [], ""
    for piece in pieces:
        if piece in BY_KIND:
            spans.append(replace(BY_KIND[piece], zh_at=(len(zh), len(zh) + len(piece))))
        zh += piece
    return Segment("p1.1", zh, tuple(spans))


@st.composite
def wild_drafts(draw: st.DrawFn, segment: Segment) -> Draft:
    """A draft of renderings, pieces of them and anything else, with marks anywhere."""
    renderings = [span.en for span in segment.spans] + ["Ministry", "people's", "977", "million"]
    glue = st.sampled_from(
        [
            " ",
            "",
            "s ",
            "'s ",
            " the ",
            " a ",
            " the the ",
            "[[",
            "]]",
            "]",
            "[",
            '"',
            ", ",
            ". ",
            "\n",
            "，",
            "\ud800",
        ]
    )
    part = st.one_of(st.sampled_from(renderings), glue, glue, st.text(max_size=6))
    text, marks = "", []
    for piece in draw(st.lists(part, max_size=16)):
        if draw(st.booleans()):
            marks.append((len(text), len(text) + len(piece)))
        text += piece
    anywhere = st.tuples(st.integers(-2, len(text) + 2), st.integers(-2, len(text) + 2))
    marks += draw(st.lists(anywhere, max_size=2))
    ended = draw(st.sampled_from(["stop", "length", "loop", "no-end", "too-long", "failed"]))
    return Draft(text, tuple(marks), ended)


def outside(segment: Segment, kinds) -> str:
    """The English without the renderings of spans of these kinds."""
    out, done = [], 0
    for start, end in sorted(span.en_at for span in segment.spans if span.en_at and span.kind in kinds):
        out += [segment.en[done:start], "\x01"]
        done = end
    return "".join(out) + segment.en[done:]


def check(source: Segment, draft: Draft) -> Segment:
    """All that must hold of any draft; returns the verified segment."""
    restored = restore(source, draft)
    done = verify(restored)
    for result in (restored, done):
        taken = sorted(span.en_at for span in result.spans if span.en_at)
        assert all(a[1] <= b[0] for a, b in pairwise(taken))
        for span in result.spans:
            if span.en_at:
                assert is_rendering(result.en[slice(*span.en_at)], span) or (
                    span.kind in FIGURE_KINDS and span.by == "text"
                )
                assert span.by
    for span in restored.spans:
        if span.en_at:
            there = restored.en[slice(*span.en_at)]
            wanted = [span.en, *span.forms]
            if span.kind == "term":
                wanted += [form for each in tuple(wanted) for form in inflected(each)]
            assert there.lower() in [each.lower() for each in wanted]
            if span.kind in FIGURE_KINDS or span.kind in VERBATIM:
                assert there in wanted or there == span.en[:1].upper() + span.en[1:]
    everything = {span.kind for span in KNOWN}
    assert not re.search(r"\bthe\s+the\b|\ba\s+the\b|\bthe\s+an?\b", outside(restored, everything)), (
        restored.en
    )
    assert not re.search(r"(?<![\w'-])[Tt]he the(?![\w'-])", restored.en), restored.en
    assert not re.search(r"\[\[|\]\]", outside(restored, {"literal"})), restored.en
    assert restored.en == restored.en.strip()
    flagged = {each.zh_at for each in done.findings}
    empty = any(each.rule in ("empty", "untranslated") for each in done.findings)
    said = {span.en for span in done.spans if span.en_at}
    for span in done.spans:
        assert span.by or span.zh_at in flagged or empty or span.en in said or _first_flagged(span, done)
    for each in done.findings:
        assert each.rule in RULES
        assert each.severity == RULES[each.rule].severity
    assert verify(done) == done
    return done


def _first_flagged(span: Span, done: Segment) -> bool:
    """Whether the same term is flagged where it is said first."""
    return any(each.expected == span.en for each in done.findings)


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(segments(), st.sampled_from(BEHAVIOURS), st.integers(0, 50))
def test_spans_are_exact_or_flagged_whatever_the_engine_does(source, behaviour, seed):
    engine = FakeEngine(behaviour, seed=seed)
    first = check(source, engine.draft(Request(source.id, source.zh, source.spans)))
    request = plan_repair(first)
    if request is not None:
        assert len(request.must) <= 3
        assert all(span in request.spans and span.marked for span in request.must)
        second = check(source, engine.draft(request))
        assert penalty(better(first, second)) <= penalty(first)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_draft_breaks_restore_or_verify(data):
    source = data.draw(segments())
    check(source, data.draw(wild_drafts(source)))


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80), st.text(max_size=120))
def test_any_text_can_be_verified(zh, en):
    verify(Segment("p1.1", zh, en=en, ended="stop"))
    check(Segment("p1.1", zh), Draft(en, (), "stop"))


@settings(deadline=None, max_examples=150)
@given(segments())
def test_a_faithful_engine_has_every_span_marked_and_no_error(source):
    done = check(source, FakeEngine("faithful").draft(Request(source.id, source.zh, source.spans)))
    assert all(span.by in ("marker", "text", "form") for span in done.spans)
    rules = {each.rule for each in done.findings if each.severity == "error"}
    # Three of a kind on end in the Chinese are said three times in the English.
    assert rules <= {"repetition"}


def test_a_second_draft_mends_what_was_dropped():
    engine = FakeEngine("drops-once")
    zh = "江苏省民政部门共保障97.7万人，投入2.6亿元推广枫桥经验。"
    spans = tuple(
        replace(BY_KIND[each], zh_at=(zh.index(each), zh.index(each) + len(each)))
        for each in ("97.7万", "2.6亿", "枫桥经验")
    )
    source = Segment("p1.1", zh, spans)
    first = verify(restore(source, engine.draft(Request(source.id, zh, spans))))
    assert {each.rule for each in first.findings} >= {"figure-missing", "term-missing"}
    request = plan_repair(first)
    assert request is not None
    assert [span.en for span in request.must] == ["977,000", "260 million", "Fengqiao model"]
    second = verify(restore(source, engine.draft(request)))
    assert better(first, second) is second
    assert not [each for each in second.findings if each.severity == "error"]


@pytest.mark.parametrize(
    "en", ["a ", '"', "the ", "[", "1,", " ", "'", "1 million ", "ab cd ef ", "“", ", ", "民", "(", "\n"]
)
def test_a_gigantic_line_takes_no_quadratic_time(en):
    with patterns.limit(4):  # A fifth of a second; a quadratic step would take ten.
        verify(restore(Segment("p1.1", "民" * 10_000), Draft(en * 10_000, (), "stop")))
