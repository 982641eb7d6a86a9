"""The termbases that ship, and what they do for the example texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from briefing.glossary.layers import load_termbase, shipped_folder
from briefing.glossary.matcher import Matcher
from briefing.spans.resolve import resolve
from briefing.spans.terms import candidates

EXAMPLES = Path(__file__).parents[1] / "examples"
AUTHORED = Path(__file__).parents[2] / "shared" / "corpus" / "authored" / "TERMS.tsv"
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def termbase():
    return load_termbase(user=False)


def bad(terms, wrong):
    return [f"{term.place} {term.zh}" for term in terms if wrong(term)]


def test_there_are_enough(termbase):
    assert len(termbase.terms) >= 700


def test_every_entry_says_its_field_and_where_its_rendering_comes_from(termbase):
    assert bad(termbase.terms, lambda t: not t.domain or not t.source) == []


def test_heads_are_english_without_an_article(termbase):
    assert bad(termbase.terms, lambda t: HAN.search(t.en) or re.match(r"(the|a|an) ", t.en, re.I)) == []


def test_renderings_are_set_in_plain_typography(termbase):
    plain = re.compile(r"[A-Za-z0-9 ,'()&+\-]+")

    def strange(term):
        return any(not plain.fullmatch(text) for text in (term.en, *term.forms))

    assert bad(termbase.terms, strange) == []


def test_the_article_fits_the_sound_of_the_head(termbase):
    def misfit(term):
        vowel = term.en[0].lower() in "aeio" or re.match("un(?!i)", term.en) is not None
        return term.article in ("a", "an") and (term.article == "an") != vowel

    assert bad(termbase.terms, misfit) == []


def test_no_rendering_is_forbidden_by_any_entry(termbase):
    forbidden = [word.lower() for term in termbase.terms for word in term.forbidden]

    def used(term):
        texts = " | ".join((term.en, *term.forms, *term.also)).lower()
        return any(word in texts for word in forbidden)

    assert bad(termbase.terms, used) == []


def test_keys_are_simplified_and_of_two_characters_at_least(termbase):
    assert bad(termbase.terms, lambda t: len(t.key) < 2 or HAN.search(t.key) is None) == []


def test_the_files_are_plain_lists_in_the_documented_form():
    for path in shipped_folder().glob("*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem == "places":
            assert set(data) == {"places"}
        else:
            assert set(data) == {"domain", "patterns" if path.stem == "patterns" else "terms"}
            assert data["domain"] == path.stem


@pytest.mark.skipif(not AUTHORED.exists(), reason="needs the list that the termbases were made from")
def test_the_list_that_the_termbases_were_made_from_is_in_them(termbase):
    from briefing.glossary.model import fold

    keys = {term.key: term for term in termbase.terms}
    for line in AUTHORED.read_text(encoding="utf-8").splitlines():
        zh, en = line.split("\t")
        if "(convert" in en or " / " in en or zh == "个百分点":
            continue
        term = keys[fold(zh)]
        assert re.sub(r"^(the|a) ", "", en) in (term.en, *term.forms, *term.also), zh


@pytest.mark.parametrize(
    ("name", "spans", "distinct", "some"),
    [
        ("state-council-notice", 80, 65, {"国务院办公厅": "General Office of the State Council",
                                          "15分钟养老服务圈": "15-minute elderly care service circles",
                                          "养老护理员": "elderly care workers",
                                          "各地区、各部门": "all localities and departments"}),
        ("statistics-release", 80, 60, {"国内生产总值": "gross domestic product",
                                        "城镇调查失业率": "surveyed urban unemployment rate",
                                        "贸易顺差": "trade surplus",
                                        "环比": "month on month"}),
    ],
)  # fmt: skip
def test_the_simplified_examples_are_covered(termbase, name, spans, distinct, some):
    zh = (EXAMPLES / f"{name}.zh-Hans.txt").read_text(encoding="utf-8")
    chosen, findings = resolve(candidates(zh, Matcher(termbase)))
    english = {span.zh: span.en for span in chosen}
    assert len(chosen) >= spans
    assert len(english) >= distinct
    assert some.items() <= english.items()
    assert findings == ()


def test_the_article_from_jiangsu_is_covered(termbase):
    from briefing.normalize import normalize

    raw = (EXAMPLES / "jiangsu-civil-affairs.zh-Hant.txt").read_text(encoding="utf-8")
    chosen, findings = resolve(candidates(normalize(raw).text, Matcher(termbase)))
    english = {span.zh: span.en for span in chosen}
    assert len(chosen) >= 160
    assert sum(span.marked for span in chosen) >= 140
    assert len(english) >= 130
    assert findings == ()
    some = {
        "江苏省民政厅": "Jiangsu Provincial Department of Civil Affairs",
        "泰州市": "Taizhou",
        "五社联动": "five-actor collaboration",
        "公益创投": "venture philanthropy",
        "践习基地": "hands-on practice bases",
        "15分钟养老服务圈": "15-minute elderly care service circles",
        "最大公约数": "broadest common ground",
        "新时代“枫桥经验”": "new-era Fengqiao model",
        "苏适养老": "Jiangsu Comfort elderly care",
        "困难残疾人生活补贴": "living allowances for persons with disabilities in financial difficulty",
    }
    assert some.items() <= english.items()
