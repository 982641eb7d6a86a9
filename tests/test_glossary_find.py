"""Entries are found by what one remembers of them."""

from __future__ import annotations

import growth
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import GlossaryError, UsageError
from briefing.glossary.find import LEAST, find, lookup, pinyin_of, selected
from briefing.glossary.keys import key_of
from briefing.glossary.model import Pattern, Place, Term, Termbase

TERMS = (
    Term(
        "“枫桥经验”", "Fengqiao model", also=("Fengqiao Experience",), forbidden=("Maple Bridge experience",)
    ),
    Term("新时代“枫桥经验”", "new-era Fengqiao model"),
    Term("乡村振兴", "rural revitalization", domain="agriculture"),
    Term("社会组织", "social organizations", forms=("social organization",), domain="social"),
    Term("民政厅", "department of civil affairs", layer="user"),
    Term("民政部", "Ministry of Civil Affairs"),
    Term("西安", "Xi'an"),
    Term("山西", "Shanxi"),
    Term("绿色发展", "green development"),
    Term("吕梁", "Lüliang"),
    Term("长江经济带", "Yangtze River Economic Belt"),
    Term("5G", "5G"),
    Term("AI", "artificial intelligence"),
    Term("救济", "aid"),
    Term("低保", "subsistence allowances"),
)
TERMBASE = Termbase(TERMS)


def first(query: str) -> tuple[str, str]:
    hit = find(TERMBASE, query)[0]
    return hit.term.zh, hit.field


@pytest.mark.parametrize(
    ("query", "zh", "field"),
    [
        ("枫桥经验", "“枫桥经验”", "zh"),
        ("「楓橋經驗」", "“枫桥经验”", "zh"),
        ("枫桥", "“枫桥经验”", "zh"),
        ("枫桥经念", "“枫桥经验”", "zh"),
        ("坚持和发展乡村振兴战略", "乡村振兴", "zh"),
        ("鄉村振興", "乡村振兴", "zh"),
        ("fengqiao", "“枫桥经验”", "en"),
        ("fengqiaojingyan", "“枫桥经验”", "pinyin"),
        ("fēng qiáo jīngyàn", "“枫桥经验”", "pinyin"),
        ("feng1 qiao2 jing1 yan4", "“枫桥经验”", "pinyin"),
        ("xiangcun zhengxing", "乡村振兴", "pinyin"),
        ("xiangcunzhenxing", "乡村振兴", "pinyin"),
        ("Xi'an", "西安", "en"),
        ("xi1an1", "西安", "pinyin"),
        ("lüse", "绿色发展", "pinyin"),
        ("lvse", "绿色发展", "pinyin"),
        ("luse fazhan", "绿色发展", "pinyin"),
        ("changjiang", "长江经济带", "pinyin"),
        ("min zheng bu", "民政部", "pinyin"),
        ("Fengqao model", "“枫桥经验”", "en"),
        ("model Fengqiao", "“枫桥经验”", "en"),
        ("maple bridge", "“枫桥经验”", "not"),
        ("rural revitalisation", "乡村振兴", "en"),
        ("REVITALISATION", "乡村振兴", "en"),
        ("social organization", "社会组织", "forms"),
        ("civil affairs ministry", "民政部", "en"),
        ("5g", "5G", "zh"),
        ("ai", "AI", "zh"),
    ],
)
def test_found_first(query: str, zh: str, field: str) -> None:
    assert first(query) == (zh, field)


@pytest.mark.parametrize(
    "query", ["枫桥经验", "楓橋經驗", "Fengqiao model", "fengqiaojingyan", "maple bridge experience"]
)
def test_the_whole_text_scores_100(query: str) -> None:
    assert find(TERMBASE, query)[0].score == 100


def test_the_best_come_first_and_each_entry_once() -> None:
    hits = find(TERMBASE, "枫桥")
    assert [hit.term.zh for hit in hits] == ["“枫桥经验”", "新时代“枫桥经验”"]
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert all(LEAST <= hit.score <= 100 for hit in hits)


@pytest.mark.parametrize("query", ["", "  ", "“”", "量子计算", "zzqq", "quantum computing", "ia"])
def test_what_is_nothing_like_it_is_not_found(query: str) -> None:
    assert find(TERMBASE, query) == []


def test_pinyin_counts_from_the_start_of_a_syllable() -> None:
    """An is not in shan xi, nor is `anxi`; xi is in it."""
    shanxi = Termbase((Term("山西", "a province"),))
    assert find(shanxi, "anxi") == []
    assert [hit.text for hit in find(shanxi, "xi")] == ["shan xi"]


def test_readings_have_neither_tones_nor_dots() -> None:
    assert pinyin_of("吕梁") == ["lu", "liang"]
    assert pinyin_of("长江经济带") == ["chang", "jiang", "jing", "ji", "dai"]


def test_an_entry_is_looked_up_in_either_script_with_or_without_quotes() -> None:
    for zh in ("枫桥经验", " 「楓橋經驗」 ", "“枫桥经验”"):
        assert lookup(TERMBASE, zh).en == "Fengqiao model"
    assert key_of("「楓橋經驗」") == "枫桥经验"


@settings(deadline=None)
@given(zh=st.text(alphabet="枫桥國|\"“”‘' 　\u200b,，.；:（)A１0㎡⺠\\<>&*_#-\t", max_size=8))
def test_a_key_is_its_own_key(zh: str) -> None:
    assert key_of(key_of(zh)) == key_of(zh)


def test_what_a_pattern_makes_is_looked_up() -> None:
    pattern = Pattern(Term("{place}民政厅", "{place} {rank} Department of Civil Affairs"))
    termbase = Termbase(
        TERMS,
        patterns=(pattern,),
        places=(Place("江苏", "Jiangsu", "province", "江苏省", "Jiangsu Province"),),
    )
    assert lookup(termbase, "江苏省民政厅").en == "Jiangsu Provincial Department of Civil Affairs"


def test_a_term_that_is_not_there_names_what_comes_near() -> None:
    with pytest.raises(GlossaryError, match="There is no entry 枫桥") as error:
        lookup(TERMBASE, "枫桥")
    assert error.value.hint == "Did you mean “枫桥经验”, 新时代“枫桥经验”?"
    with pytest.raises(GlossaryError) as error:
        lookup(TERMBASE, "量子计算")
    assert "glossary add 量子计算" in error.value.hint


def test_entries_are_selected_by_text_field_and_layer() -> None:
    def zh(*conditions: str) -> list[str]:
        return [term.zh for term in selected(TERMBASE, *conditions)]

    assert zh() == [term.zh for term in TERMS]
    assert zh("民政") == ["民政厅", "民政部"]
    assert zh("楓橋") == ["“枫桥经验”", "新时代“枫桥经验”"]
    assert zh("MAPLE") == ["“枫桥经验”"]
    assert zh("", "social") == ["社会组织"]
    assert zh("民政", "", "user") == ["民政厅"]
    assert zh("民政", "social") == []
    with pytest.raises(UsageError, match="no entry is of the field economics") as error:
        selected(TERMBASE, "", "economics")
    assert error.value.hint == "There are agriculture, social"


def test_twenty_thousand_entries_are_searched_in_the_time_of_their_number() -> None:
    def search(entries: int) -> None:
        many = [
            Term(f"{term.zh}{i}号", f"{term.en} {i}") for i in range(entries // len(TERMS)) for term in TERMS
        ]
        assert find(Termbase(tuple(many)), "rural revitalisation 7")[0].term.zh == "乡村振兴7号"

    assert growth.outgrown(search, 5_000, 20_000, times=12) == ""
