from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.glossary.matcher import Matcher
from briefing.glossary.model import QUOTES, Term, Termbase, fold


def matcher(*terms):
    return Matcher(Termbase(tuple(t if isinstance(t, Term) else Term(zh=t, en="x") for t in terms)))


def found(zh, *terms):
    return [zh[slice(*match.zh_at)] for match in matcher(*terms).matches(zh)]


def test_all_matches_overlapping_ones_too_by_start_and_the_shorter_first():
    matches = matcher("国务院", "国务院办公厅", "办公厅", "公厅").matches("国务院办公厅印发")
    assert [match.zh_at for match in matches] == [(0, 3), (0, 6), (3, 6), (4, 6)]


def test_a_traditional_word_in_a_simplified_text_is_found():
    matcher = Matcher(Termbase((Term("枫桥工作法", "Fengqiao method"), Term("著名", "noted"))))
    zh = "我们推广“楓橋”工作法——效果著名。"
    assert [(each.term.zh, zh[slice(*each.zh_at)]) for each in matcher.matches(zh)] == [
        ("枫桥工作法", "“楓橋”工作法"),
        ("著名", "著名"),
    ]


def test_every_occurrence_is_found():
    assert [m.zh_at for m in matcher("民生", "生民").matches("民生民生")] == [(0, 2), (1, 3), (2, 4)]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("枫桥经验", "坚持“枫桥经验”。", "枫桥经验"),
        ("“枫桥经验”", "坚持枫桥经验。", "枫桥经验"),
        ("“枫桥经验”", "坚持「枫桥经验」。", "枫桥经验"),
        ("“枫桥经验”", '坚持"枫桥经验"。', "枫桥经验"),
        ("新时代枫桥经验", "坚持新时代“枫桥经验”，", "新时代“枫桥经验”"),
        ("新时代枫桥经验", "坚持新时代『枫桥经验』，", "新时代『枫桥经验』"),
        ("新时代枫桥经验", "坚持新时代'枫桥经验'，", "新时代'枫桥经验'"),
        ("十四五规划", "编制“十四五”规划，", "“十四五”规划"),
        ("“十四五”规划", "编制十四五规划，", "十四五规划"),
        ("十四五规划", "编制“十四五规划”，", "十四五规划"),
        ("十四五规划", "编制“十四五“规划，", "“十四五“规划"),
        ("六稳六保", "做好“六稳”“六保”，", "“六稳”“六保”"),
        ("快响应、简程序", "推行“快”响应、“简”程序，", "“快”响应、“简”程序"),
        ("互联网+", "推进互联网＋，", "互联网＋"),
        ("卡尔·马克思", "卡尔•马克思说", "卡尔•马克思"),
    ],
)
def test_quotation_marks_are_not_seen_and_stay_outside_unless_paired_within(key, text, expected):
    assert found(text, key) == [expected]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("发展中国家", "“坚持发展”“中国家庭”"),
        ("治理服务", "“基层治理”服务"),
        ("发展中国", "要“发展”，“中国”"),
        ("双减负担", "说：双减“负担"),
    ],
)
def test_no_match_across_a_quotation_mark_without_its_partner(key, text):
    assert found(text, key) == []


@pytest.mark.parametrize(
    ("key", "text"),
    [("AI", "AIDS防治"), ("AI", "用OpenAI"), ("15分钟生活圈", "115分钟生活圈"), ("G20", "G2000")],
)  # fmt: skip
def test_a_latin_word_or_a_number_is_not_cut(key, text):
    assert found(text, key) == []


@pytest.mark.parametrize(
    ("key", "text"), [("AI", "用AI技术"), ("AI", "“AI”"), ("15分钟生活圈", "打造15分钟生活圈")]
)
def test_beside_chinese_a_latin_word_stands_free(key, text):
    assert found(text, key) == [key]


class TestUnless:
    term = Term(zh="省委", en="provincial Party committee", unless=("省委员会", "“省委”托"))

    @pytest.mark.parametrize(
        "text", ["江苏省委员会", "省委员会", "经省委托", "中共江苏省委员会", "省“委员会”"]
    )
    def test_in_the_context_it_does_not_hold(self, text):
        assert found(text, self.term) == []

    @pytest.mark.parametrize("text", ["省委办公厅", "省委、省政府", "员会省委", "省委"])
    def test_elsewhere_it_does(self, text):
        assert found(text, self.term) == ["省委"]

    def test_only_the_occurrence_in_the_context_is_left_out(self):
        assert [m.zh_at for m in matcher(self.term).matches("省委员会与省委")] == [(5, 7)]

    def test_a_context_to_the_left(self):
        assert found("居民生活与民生", Term(zh="民生", en="x", unless=("居民生",))) == ["民生"]


def test_no_terms_no_text():
    assert found("民生") == []
    assert found("", "民生") == []
    assert found("“”", "民生") == []


_text = st.text(alphabet="民生保障省委员会AI5“”「」\"'，·", max_size=40)
_keys = st.lists(_text.filter(fold), max_size=6, unique_by=fold)


@settings(deadline=None)
@given(zh=_text, keys=_keys)
def test_a_match_is_the_term_with_paired_quotes(zh, keys):
    for match in matcher(*keys).matches(zh):
        start, end = match.zh_at
        assert 0 <= start < end <= len(zh)
        assert fold(zh[start:end]) == match.term.key
        directed = zh[start:end]
        assert sum(c in QUOTES for c in directed) % 2 == 0


@settings(deadline=None)
@given(zh=st.text(alphabet="民生保障省委", max_size=40), keys=st.lists(
    st.text(alphabet="民生保障省委", min_size=1, max_size=4), max_size=6, unique=True))  # fmt: skip
def test_without_quotes_it_finds_what_a_plain_search_finds(zh, keys):
    expected = sorted(
        (start, start + len(key)) for key in keys for start in range(len(zh)) if zh.startswith(key, start)
    )
    assert [match.zh_at for match in matcher(*keys).matches(zh)] == expected
