"""The tables of words that a sentence hangs on: each line is one, and no expression explodes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import patterns
import pytest

from briefing.document import Segment, Span
from briefing.verify.weighty import check, chinese, english, grounds, weighty

if TYPE_CHECKING:
    import re


def used() -> list[re.Pattern[str]]:
    both = [each for word in weighty() for each in (word.zh, english(word.en))]
    return both + [each for ground in grounds() for each in (ground.en, chinese(ground.zh))]


def test_every_expression_of_the_tables_keeps_step_with_its_text():
    rng = random.Random(1)
    wrong = []
    for pattern in used():
        one = patterns.Used(pattern, "table", {"finditer"})
        for attack in patterns.attacks(one, rng, 2):
            if what := patterns.slow(one, "finditer", attack, None):
                wrong.append(f"{pattern.pattern[:60]}: {what}")
                break
    assert wrong == []


def test_no_line_stands_twice_and_none_takes_any_text():
    chinese_side = [word.zh.pattern for word in weighty()]
    assert len(set(chinese_side)) == len(chinese_side)
    assert not [pattern.pattern for pattern in used() if pattern.search("")]
    assert not [word.means for word in weighty() if not word.means.strip()]


def test_what_a_span_accounts_for_is_no_word_lost():
    zh, en = "各级财政要落实资金。", "Local finance departments should provide the funds."
    span = Span("term", "各级财政", (0, 4), "local finance departments", en_at=(0, 25), by="text")
    assert [each.rule for each in check(Segment("s", zh, (), en, "stop"))] == ["word-lost"]
    assert list(check(Segment("s", zh, (span,), en, "stop"))) == []


@pytest.mark.parametrize(
    "en", ["The afternoon was long.", "Every afternoon they met, one afternoon more than planned."]
)
def test_a_word_of_the_english_is_told_once(en):
    found = list(check(Segment("s", "会议很长。", (), en, "stop")))
    assert [each.rule for each in found] == ["word-unfounded"]
    assert found[0].en_at is not None
    assert en[slice(*found[0].en_at)] == "afternoon"


def test_of_a_lost_clause_no_word_is_told_besides():
    zh = "会议原则通过方案，要求抓紧落实。"
    segment = Segment("s", zh, (), "The meeting called for carrying it out quickly.", "stop")
    assert [each.rule for each in check(segment)] == ["word-lost"]
    assert list(check(segment, [(0, 8)])) == []
