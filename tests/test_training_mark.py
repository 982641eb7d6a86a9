from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.engine import local, markers
from briefing.engine.base import Request
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from training.mark import anchors, as_sent, marked, unnumbered, words
from training.near import Seen
from training.noise import noisy

TERMS = (
    Term("低收入人口", "low-income population", article="a"),
    Term(
        "民政局", "civil affairs bureau", forms=("civil affairs bureaus",), also=("bureau of civil affairs",)
    ),
    Term("枫桥经验", "Fengqiao model", article="the"),
    Term("稳就业", "stabilize employment", use="check"),
    Term("着力", "work to", use="read", reads="努力"),
)


@pytest.fixture(scope="module")
def matcher():
    return Matcher(Termbase(TERMS))


def both(zh: str, en: str, matcher: Matcher) -> tuple[str, str]:
    sent = as_sent(zh, matcher)
    en = unnumbered(en, sent)
    return marked(sent, en, anchors(en, sent.spans))


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (
            "截至6月底，全省共保障低收入人口97.7万人。",
            "By the end of June, the province assisted a low-income population of 977,000.",
            (
                "截至[[end of June]]，全省共保障[[low-income population]][[977,000]]人。",
                "By the [[end of June]], the province assisted a [[low-income population]] of [[977,000]].",
            ),
        ),
        # The target's own form goes into both: a plural, another accepted rendering, title case.
        (
            "各地民政局要核实。",
            "Civil affairs work is checked by local civil affairs bureaus.",
            (
                "各地[[civil affairs bureaus]]要核实。",
                "Civil affairs work is checked by local [[civil affairs bureaus]].",
            ),
        ),
        (
            "民政局发布通知",
            "Notice of the Bureau of Civil Affairs",
            ("[[Bureau of Civil Affairs]]发布通知", "Notice of the [[Bureau of Civil Affairs]]"),
        ),
        # The capital of a sentence is not the term's: the product supplies it after the model has answered.
        (
            "低收入人口减少。",
            "Low-income population fell.",
            ("[[low-income population]]减少。", "[[low-income population]] fell."),
        ),
        (
            "新增12.5%。",
            "It rose by 12.5 percent.",
            ("新增[[12.5 percent]]。", "It rose by [[12.5 percent]]."),
        ),
    ],
)
def test_what_both_sides_say_stands_in_markers_on_both(zh, en, expected, matcher):
    assert both(zh, en, matcher) == expected


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        # twice in the English: which of the two is it?
        ("推广枫桥经验。", "The Fengqiao model is spread; the Fengqiao model is known."),
        # twice in the Chinese, once in the English
        ("枫桥经验是枫桥经验。", "It is what the Fengqiao model is."),
        # two wordings of one term
        ("民政局要核实。", "The civil affairs bureau, or bureau of civil affairs, should check."),
        # a part of a word, of a number
        ("新增97.7万人。", "There were 1,977,000 more."),
        ("枫桥经验", "Fengqiao modelling"),
        # not there at all
        ("保障低收入人口。", "People on low incomes were assisted."),
        # only checked by the product, never marked
        ("稳就业。", "We will stabilize employment."),
    ],
)
def test_a_doubtful_place_is_not_marked(zh, en, matcher):
    assert both(zh, en, matcher) == (zh, en)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (
            "各地着力推广枫桥经验。",
            "Local governments work to spread the Fengqiao model.",
            ("各地努力推广[[Fengqiao model]]。", "Local governments work to spread the [[Fengqiao model]]."),
        ),
        (
            "三、推广枫桥经验",
            "III. Spread the Fengqiao Model",
            ("推广[[Fengqiao Model]]", "Spread the [[Fengqiao Model]]"),
        ),
        (
            "（二）着力核实低收入人口。",
            "(2) Work to verify the low-income population.",
            ("努力核实[[low-income population]]。", "Work to verify the [[low-income population]]."),
        ),
        ("二、核实", "Verification", ("核实", "Verification")),
        ("新增3.5%。", "3.5 percent were added.", ("新增[[3.5 percent]]。", "[[3.5 percent]] were added.")),
    ],
)
def test_the_chinese_is_what_an_engine_reads_and_its_english_answers_that(zh, en, expected, matcher):
    """Other words where the product has them; no number of an item on either side."""
    assert both(zh, en, matcher) == expected


def test_a_rendering_inside_of_a_longer_one_leaves_it_the_place():
    matcher = Matcher(
        Termbase(
            (Term("国务院办公厅", "General Office of the State Council"), Term("国务院", "State Council"))
        )
    )
    zh, en = (
        "国务院要求，国务院办公厅印发。",
        "The General Office of the State Council issued it as required.",
    )
    assert both(zh, en, matcher) == (
        "国务院要求，[[General Office of the State Council]]印发。",
        "The [[General Office of the State Council]] issued it as required.",
    )


def test_the_source_is_what_the_product_would_ask(matcher):
    zh = "全省共保障低收入人口97.7万人，枫桥经验得到推广。"
    en = "The province assisted a low-income population of 977,000, and the Fengqiao model was spread."
    sent = as_sent(zh, matcher)
    asked = local._ask(Request("1", sent.zh, sent.spans), markers.encode(sent.zh, sent.spans))
    assert asked.text == f"Translate into English: {both(zh, en, matcher)[0]}"


def test_an_address_goes_by_the_products_stand_in(matcher):
    address = "https://www.example.gov.cn/zhengce/2025/0301/tongzhi.html"
    zh, en = both(f"见{address}。", f"See {address}.", matcher)
    assert (zh, en) == ("见[[X1]]。", "See [[X1]].")


def test_traditional_text_is_taken_as_the_product_takes_it(matcher):
    assert as_sent("推廣楓橋經驗,實現目標。", matcher).zh == "推广枫桥经验，实现目标。"


def test_sentences_stay_together_and_paragraphs_do_not(matcher):
    sent = as_sent("民政局核实。低收入人口减少。", matcher)
    assert [sent.zh[slice(*span.zh_at)] for span in sent.spans] == ["民政局", "低收入人口"]
    assert as_sent("民政局核实。\n\n低收入人口减少。", matcher) is None
    assert as_sent("  ", matcher) is None


def test_dictionary_words_fill_what_the_product_leaves(matcher):
    dictionary = Matcher(Termbase((Term("人口", "people", also=("population",)), Term("患者", "patients"))))
    sent = as_sent("低收入人口中有患者。", matcher)
    assert [word.zh for word in words(sent.zh, dictionary, sent.spans)] == ["患者"]
    assert [word.zh for word in words(sent.zh, dictionary, ())] == ["人口", "患者"]


ZH = (
    "低收入人口",
    "民政局",
    "枫桥经验",
    "97.7万",
    "5.2%",
    "6月底",
    "，",
    "。",
    "[[",
    "]",
    "<|im_end|>",
    "X1",
    "在",
)
EN = (
    *("low-income population", "Civil affairs bureaus", "the Fengqiao model", "977,000", "5.2%"),
    *("end of June", ",", ".", "<|im_end|>", "X1", "in"),
)


@given(zh=st.lists(st.sampled_from(ZH), max_size=9), en=st.lists(st.sampled_from(EN), max_size=9))
def test_markers_change_nothing_else_and_agree(zh, en):
    sent, en = as_sent("".join(zh), Matcher(Termbase(TERMS))), " ".join(en)
    if sent is None:
        return
    chosen = anchors(en, sent.spans)
    source, target = marked(sent, en, chosen)
    inside = [re.findall(r"\[\[(.*?)\]\]", text) for text in (source, target)]
    assert sorted(inside[0]) == sorted(inside[1])
    assert len(inside[1]) == len(chosen)
    stand_ins = markers.encode(sent.zh, [anchor.span for anchor in chosen]).stand_ins
    bare = re.sub(r"\[\[(.*?)\]\]", lambda match: stand_ins.get(match[1], match[1]), target)
    assert bare.casefold() == en.casefold()


def test_noise_spares_what_is_in_markers():
    zh = "其中，[[US dollars, 12]]共 30 家（试点）。"
    found = {noisy(zh, Random(seed)) for seed in range(40)}
    assert "其中,[[US dollars, 12]]共 30 家(试点)。" in found
    assert "其中，[[US dollars, 12]]共30家（试点）。" in found
    assert "其中，[[US dollars, 12]]共 ３０ 家（试点）。" in found
    assert all("[[US dollars, 12]]" in each for each in found)


def test_near_duplicates_are_found_and_others_are_not():
    seen = Seen(90)
    seen.add("全市常住人口为486.3万人，城镇化率为67.9%。", "first")
    assert seen.find("全市常住人口为 486.3万人,城镇化率为67.9%") == ("first", True)
    assert seen.find("全市的常住人口为486.3万人，城镇化率为67.9%。") == ("first", False)
    assert seen.find("全市户籍人口为512.8万人，比上年减少。") == ("", False)
    assert seen.find("。") == ("", False)


def test_the_first_label_of_a_sentence_holds():
    seen = Seen(90)
    seen.add("要健全监督机制。", "excluded")
    seen.add("要健全监督机制", "duplicate")
    assert seen.find("要健全监督机制！") == ("excluded", True)
