"""What the shipped termbases have of statutes, courts, appointments and remarks, in sentences."""

from __future__ import annotations

import pytest

from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.spans import find_spans


@pytest.fixture(scope="module")
def shipped():
    return Matcher(load_termbase(user=False))


def terms_of(zh: str, matcher: Matcher) -> dict[str, str]:
    """The terms that an engine is to carry over, and what they are rendered as."""
    spans, _ = find_spans(zh, matcher)
    return {span.zh: span.en for span in spans if span.kind == "term" and span.marked}


@pytest.mark.parametrize(
    ("zh", "term", "en"),
    [
        (
            "青海省第十四届人民代表大会常务委员会第十六次会议在西宁闭幕。",
            "青海省第十四届人民代表大会常务委员会第十六次会议",
            "16th session of the Standing Committee of the 14th Qinghai Provincial People's Congress",
        ),
        (
            "条例草案提请省十四届人大常委会第二次会议审议。",
            "省十四届人大常委会第二次会议",
            "second session of the Standing Committee of the 14th provincial people's congress",
        ),
        (
            "徐州市十七届人大五次会议选举产生新一届领导人员。",
            "徐州市十七届人大五次会议",
            "fifth session of the 17th Xuzhou Municipal People's Congress",
        ),
        (
            "今天上午，政协福建省第十三届委员会第三次会议开幕。",
            "政协福建省第十三届委员会第三次会议",
            "third session of the 13th Fujian Provincial Committee of the CPPCC",
        ),
        (
            "省委十四届九次全会对明年工作作出安排。",
            "省委十四届九次全会",
            "ninth plenary session of the 14th provincial Party committee",
        ),
        (
            "十四届省委第六轮巡视将对21个县开展巡视。",
            "十四届省委第六轮巡视",
            "sixth round of inspections by the 14th provincial Party committee",
        ),
        ("被告人被判处有期徒刑十二年。", "有期徒刑十二年", "12 years in prison"),
        ("判处有期徒刑一年六个月，缓刑两年。", "有期徒刑一年六个月", "one year and six months in prison"),
        ("判处有期徒刑1年6个月。", "有期徒刑1年6个月", "1 year and 6 months in prison"),
        ("处三年以上十年以下有期徒刑。", "有期徒刑", "fixed-term imprisonment"),
        (
            "根据《中华人民共和国食品安全法实施条例》，制定本办法。",
            "中华人民共和国食品安全法实施条例",
            "Regulations for the Implementation of the Food Safety Law of the People's Republic of China",
        ),
        (
            "《中华人民共和国湿地保护法》",
            "中华人民共和国湿地保护法",
            "Wetlands Protection Law of the People's Republic of China",
        ),
        ("案件由青岛海事法院审理。", "青岛海事法院", "Qingdao Maritime Court"),
    ],
)
def test_bodies_sentences_and_statutes_are_one_term_each(shipped, zh, term, en):
    assert terms_of(zh, shipped)[term] == en


@pytest.mark.parametrize(
    ("zh", "term", "en"),
    [
        ("情节严重的，吊销许可证。", "情节严重的", "if the circumstances are serious"),
        ("常委会组成人员52人出席，符合法定人数。", "符合法定人数", "constituting a quorum"),
        ("中方对此坚决反对。", "中方对此坚决反对", "China firmly opposes this"),
    ],
)
def test_set_clauses_are_carried_over_where_they_stand_by_themselves(shipped, zh, term, en):
    assert terms_of(zh, shipped)[term] == en


@pytest.mark.parametrize(
    ("zh", "not_a_term"),
    [
        ("他对情节严重的行为作了说明", "情节严重的"),
        ("双方当事人集中方案各一份", "中方"),
        ("有人被告知期限已过", "被告"),
        ("节日方便群众出行", "日方"),
        ("有关人员院庭长办案", "庭长"),
        ("财团法人", "法人"),
    ],
)
def test_what_only_looks_like_a_term_of_law_is_none(shipped, zh, not_a_term):
    assert not_a_term not in terms_of(zh, shipped)
