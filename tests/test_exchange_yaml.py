from __future__ import annotations

import pytest
import yaml
from exchange_terms import FENGQIAO, PLAIN, loaded, terms
from hypothesis import given, settings

from briefing.glossary.exchange.yaml_text import scalar, termbase_text
from briefing.glossary.model import Term


def test_an_entry_looks_as_in_the_files_that_ship() -> None:
    assert termbase_text([FENGQIAO, PLAIN], "Imported from a.csv.") == (
        "# Imported from a.csv.\n"
        "terms:\n"
        "  - zh: 新时代“枫桥经验”\n"
        "    en: Fengqiao model\n"
        "    article: the\n"
        "    forms: [Fengqiao models]\n"
        "    also: [Fengqiao Experience, Fengqiao | approach]\n"
        "    not: [Maple Bridge experience]\n"
        "    use: check\n"
        "    unless: [学新时代枫桥经验]\n"
        "    domain: governance\n"
        "    source: white papers, English editions\n"
        '    note: "after Fengqiao, in Zhejiang\\nfirst used in the 1960s"\n'
        "  - zh: 乡村振兴\n"
        "    en: rural revitalization\n"
    )


def test_a_domain_that_all_have_stands_once() -> None:
    text = termbase_text(
        [Term("财政", "public finance", domain="economy"), Term("税", "tax", domain="economy")]
    )
    assert text.startswith("domain: economy\nterms:\n")
    assert text.count("domain") == 1
    assert [term.domain for term in loaded(text)] == ["economy", "economy"]


def test_a_long_list_has_a_line_each() -> None:
    text = termbase_text(
        [Term("脱贫攻坚", "poverty alleviation", also=tuple(f"fight number {n}" for n in range(9)))]
    )
    assert "    also:\n      - fight number 0\n      - fight number 1\n" in text


def test_nothing_to_write() -> None:
    assert loaded(termbase_text([])) == []


@pytest.mark.parametrize(
    "text", ["No", "yes", "null", "~", "12", "1.5", "2022-07-26", "1e3", "0x1F", ".5", "1_000"]
)
def test_other_programs_read_text_as_text(text: str) -> None:
    assert yaml.safe_load(scalar(text)) == text


@settings(deadline=None, max_examples=25)
@given(terms())
def test_whatever_an_entry_holds_is_read_back(found: list[Term]) -> None:
    once = loaded(termbase_text(found))
    assert [(t.zh, t.en, t.forms, t.also, t.forbidden, t.note) for t in once] == [
        (t.zh, t.en, t.forms, t.also, t.forbidden, t.note) for t in found
    ]
    assert loaded(termbase_text(once)) == once
