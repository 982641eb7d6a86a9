from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Span, SpanKind
from briefing.engine.markers import Marked, decode, encode

SENTENCE = "截至6月底,江苏省共保障低收入人口97.7万人,占全省人口的1.15%。"


def span(text: str, zh: str, en: str, kind: SpanKind = "term", *, marked: bool = True) -> Span:
    at = text.index(zh)
    return Span(kind, zh, (at, at + len(zh)), en, marked=marked)


def parsed(answer: str, stand_ins: dict[str, str] | None = None) -> tuple[str, list[str]]:
    text, marks = decode(answer, Marked("", stand_ins or {}))
    return text, [text[start:end] for start, end in marks]


def test_known_english_goes_into_the_sentence() -> None:
    spans = (
        span(SENTENCE, "97.7万", "977,000", "figure"),
        span(SENTENCE, "低收入人口", "low-income population"),
        span(SENTENCE, "6月底", "end of June", "date", marked=False),
        span(SENTENCE, "1.15%", "1.15%", "percent"),
    )
    marked = encode(SENTENCE, spans)
    assert (
        marked.text == "截至6月底,江苏省共保障[[low-income population]][[977,000]]人,占全省人口的[[1.15%]]。"
    )
    assert marked.stand_ins == {}
    assert marked.marker("977,000") == "[[977,000]]"


def test_quoted_terms_side_by_side_are_told_apart() -> None:
    text = "坚持新时代“枫桥经验”“浦江经验”“时间银行”。“六稳”工作"
    known = (
        span(text, "新时代“枫桥经验”", "new-era Fengqiao model"),
        span(text, "浦江经验", "Pujiang model"),
        span(text, "“时间银行”", "time banks"),
        span(text, "“六稳”", "six stabilization tasks"),
    )
    told = (
        "坚持[[new-era Fengqiao model]]、“[[Pujiang model]]”[[time banks]]。[[six stabilization tasks]]工作"
    )
    assert encode(text, known).text == told


@pytest.mark.parametrize(
    ("en", "kind"),
    [
        ("[[", "literal"),
        ("]]", "literal"),
        ("<|im_end|>", "literal"),
        ("{x}", "literal"),
        ("a [[b]] c", "term"),
        ("[2022]", "term"),
        ("Fengqiao 枫桥", "term"),
        ("https://www.gov.cn/" + "a" * 80, "url"),
    ],
)
def test_a_rendering_that_cannot_be_carried_has_a_stand_in(en: str, kind: SpanKind) -> None:
    text = f"点击链接X1和{en}查看。"
    marked = encode(text, (span(text, en, en, kind),))
    assert marked.text == "点击链接X1和[[X2]]查看。"
    assert marked.marker(en) == "[[X2]]"
    english, marks = decode("Click link X1 and [[X2]] to see.", marked)
    assert english == f"Click link X1 and {en} to see."
    assert [english[start:end] for start, end in marks] == [en]


def test_a_long_term_is_carried_in_full() -> None:
    text = "深化“放管服”改革"
    en = "reforms to streamline administration, delegate power, improve regulation and upgrade services"
    assert encode(text, (span(text, "“放管服”改革", en),)).text == f"深化[[{en}]]"


def test_the_same_rendering_has_one_stand_in() -> None:
    text = "把[[和]]和[[替换"
    spans = tuple(Span("literal", text[at : at + 2], (at, at + 2), text[at : at + 2]) for at in (1, 4, 7))
    assert encode(text, spans).text == "把[[X1]]和[[X2]]和[[X1]]替换"


def test_other_brackets_are_no_markers() -> None:
    text = "甲[[乙]]丙[[[丁]丙[977]"
    spans = (span(text, "977", "977", "figure"),)
    assert encode(text, spans).text == "甲[ [乙] ]丙[ [ [丁]丙[ [[977]] ]"


@pytest.mark.parametrize(
    ("answer", "text", "marks"),
    [
        ("A [[poor population]] of [[97]].", "A poor population of 97.", ["poor population", "97"]),
        ("[[[[977,000]]]] people", "977,000 people", ["977,000"]),
        ("[[[977,000]]] people", "[977,000] people", ["977,000"]),
        ("[[a [[977,000]] b]] c", "a 977,000 b c", ["977,000"]),
        ("[[low-income [[population]]", "low-income population", ["population"]),
        ("[[977,000] people", "977,000 people", ["977,000"]),
        ("[977,000]] people", "[977,000] people", []),
        ("977,000]] people in [[Jiangsu", "977,000 people in Jiangsu", []),
        ("[[Guo Fa [2022] No. 12]] says", "Guo Fa [2022] No. 12 says", ["Guo Fa [2022] No. 12"]),
        ("[see [[Annex 1]]]", "[see Annex 1]", ["Annex 1"]),
        ("[[]] of [[ ]] a [[ case ]] here", "of a case here", ["case"]),
        ("of[[977,000]]people", "of 977,000 people", ["977,000"]),
        ("[[case]]s, [[state]]'s, [[form]]ed", "cases, state's, formed", ["case", "state", "form"]),
        ("[[2.6]][[billion]]", "2.6 billion", ["2.6", "billion"]),
        ("“[[Fengqiao model]]” (US$[[2]])", "“Fengqiao model” (US$2)", ["Fengqiao model", "2"]),
        ("  one \n two  ", "one two", []),
        ("]][[", "", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_markers_come_out(answer: str, text: str, marks: list[str]) -> None:
    assert parsed(answer) == (text, marks)


def test_stand_ins_come_back_with_their_marker_or_without() -> None:
    stand_ins = {"X1": "[[", "X2": "<|im_end|>", "X10": "]]"}
    answer = "Put [[X1]] before X2, [[the X10]] after [X1] and XX1, X11."
    text, marks = parsed(answer, stand_ins)
    assert text == "Put [[ before <|im_end|>, the ]] after [[ and XX1, X11."
    assert marks == ["[[", "<|im_end|>", "]]", "[["]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["[", "]", "[[", "]]", " ", "a", "97", "X1", "s", ",", "\n"]), max_size=30))
def test_no_answer_leaves_a_marker(pieces: list[str]) -> None:
    text, marks = decode("".join(pieces), Marked("", {}))
    assert "[[" not in text
    assert "]]" not in text
    assert "  " not in text
    assert text == text.strip()
    assert list(marks) == sorted(marks)
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(first[1] <= second[0] for first, second in pairwise(marks))
    assert re.sub(r"[\[\]\s]", "", text) == re.sub(r"[\[\]\s]", "", "".join(pieces))


@settings(deadline=None)
@given(
    st.text(st.sampled_from("甲乙[]<|>X1 "), max_size=20),
    st.text(st.sampled_from("ab [X1]|<枫>"), max_size=8),
    st.integers(0, 20),
)
def test_a_rendering_survives_a_model_that_copies(zh: str, en: str, at: int) -> None:
    at = min(at, len(zh))
    text = zh[:at] + "词" + zh[at:]
    marked = encode(text, (Span("term", "词", (at, at + 1), en),))
    english, marks = decode(marked.text, marked)
    assert [english[start:end] for start, end in marks] == ([en] if en.strip() else [])
