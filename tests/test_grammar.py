from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.engine.grammar import ENGLISH_ONLY, IMPERSONAL, demanding, writable

TOKEN = re.compile(r'"([^"]*)"|(\[[^\]]*\])|([a-z]+)|([()|*])| ')


def unquoted(quoted: str) -> str:
    return re.sub(r"\\u([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), quoted)


def admits(ebnf: str, text: str) -> bool:
    """Whether a text satisfies a grammar of `demanding`, by Python's own regular expressions."""
    rules = dict(line.split(" ::= ", 1) for line in ebnf.splitlines())

    def pattern(rule: str) -> str:
        parts = []
        for literal, charset, name, symbol in TOKEN.findall(rules[rule]):
            parts.append(re.escape(unquoted(literal)) or charset or (name and pattern(name)) or symbol)
        return f"(?:{''.join(parts)})"

    return re.fullmatch(pattern("root"), text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The [[Fengqiao model]] was promoted in 1,315 towns (sub-districts), up 5.2%.",
        "“Help the people, love the people” – the ministry’s idea…",
        "GDP per person was US$12,700 (€11,600); 25°C ± 2; ≥ 60; 3 × 4 m²; 5‰",
        "Dvořák, Gdańsk, Nguyễn, São Paulo, Angstrom Å",
        "α-decay, CO₂, ⅓, ™",
        "A & B <c> {d} ~ ^ ` | \\ / # @ * _ = + \"quoted\" 'so'",
    ],
    ids=["plain", "typography", "units", "diacritics", "science", "ascii"],
)
def test_writes_what_an_english_text_holds(text: str) -> None:
    assert writable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the 枫桥 model",
        "１２",
        "one\ntwo",
        "a\tb",
        "soft\u00adhyphen",
        "zero\u200bwidth",
        "no\u00a0break",
        "привет",
        "、",
        "〇",
        "\ud800",
    ],
    ids=[
        "empty",
        "chinese",
        "full-width",
        "line break",
        "tab",
        "soft hyphen",
        "zero width",
        "no-break space",
        "cyrillic",
        "comma",
        "zero",
        "surrogate",
    ],
)
def test_writes_nothing_else(text: str) -> None:
    assert not writable(text)


def test_demands_every_string_in_any_order() -> None:
    ebnf = demanding(["[[977,000]]", "[[low-income population]]", "[[end of June]]"])
    assert ebnf.splitlines()[0].count(" | ") == 5
    assert admits(ebnf, "By [[end of June]], a [[low-income population]] of [[977,000]] in [[Jiangsu]].")
    assert admits(ebnf, "[[977,000]][[end of June]] [[low-income population]]")
    assert not admits(ebnf, "By [[end of June]], a [[low-income population]] of [[970,000]].")
    assert not admits(ebnf, "By [[end of June]], a low-income population of [[977,000]].")


def test_no_sentence_ends_before_the_last_demand() -> None:
    ebnf = demanding(["[[805]]"])
    assert admits(ebnf, "Under [[Guo Fa [2022] No. 12]], [[805]] opened. They are new. [sic]")
    assert not admits(ebnf, "Many opened. There were [[805]]")
    assert not admits(ebnf, "Many [[opened. There were [[805]]")


def test_a_string_given_twice_is_demanded_twice() -> None:
    ebnf = demanding(["[[805]]", "[[805]]"])
    assert " | " not in ebnf.splitlines()[0]
    assert admits(ebnf, "[[805]] and [[805]]")
    assert not admits(ebnf, "[[805]] alone")


@pytest.mark.parametrize(
    "strings",
    [[], ["a", "b", "c", "d"], ["枫桥"], [""], ["x" * 201], ["fine", "not\nfine"]],
    ids=["none", "four", "chinese", "empty", "very long", "line break"],
)
def test_no_grammar_where_none_is_safe(strings: list[str]) -> None:
    assert demanding(strings) == ""


@settings(deadline=None)
@given(st.lists(st.text(st.characters(max_codepoint=0x2FF), min_size=1, max_size=12), min_size=1, max_size=3))
def test_nothing_in_a_string_is_grammar(strings: list[str]) -> None:
    ebnf = demanding(strings)
    if not all(map(writable, strings)):
        assert ebnf == ""
        return
    assert ebnf.isascii()
    root, *rules = ebnf.splitlines()
    assert re.fullmatch(r'root ::= [\w "\\|]+', root)
    assert {unquoted(quoted) for quoted in re.findall(r'"([^"]*)"', root)} == set(strings)
    assert rules == demanding(["a"]).splitlines()[1:]
    assert admits(ebnf, " ".join(strings))


@pytest.mark.parametrize(
    "text",
    [
        "Top-level design will be strengthened.",
        "First, the province will focus on 3.5 million people; it works: yes.",
        "With 21,300 [[urban communities]], Ningbo won.",
        "“We will not yield,” the spokesperson said.",
        "Only then, it went on...",
        "The tasks are as follows:",
        "During the period, it rose.",
        "Wind power grew.",
        "Further improve it, making it work.",
        "The [[Beijing plan]] works.",
        "A 5.2% rise",
        "Beijing and Ningbo won, being ready.",
        "[[Beijing]] won.",
        "Industry grew, improving lives.",
        "3.5 million",
    ],
)
def test_impersonal_english(text: str) -> None:
    assert re.fullmatch(IMPERSONAL, text)
    assert re.fullmatch(ENGLISH_ONLY, text)


@pytest.mark.parametrize(
    "text",
    [
        "We will act.",
        "we will act",
        "First, we will act.",
        "It is done. Our plan holds.",
        "So: we act.",
        "着力。",
        "",
    ],
)
def test_no_phrase_opens_with_we(text: str) -> None:
    assert not re.fullmatch(IMPERSONAL, text)


def test_a_repair_does_not_open_with_we_either() -> None:
    assert demanding(["[[805]]"], first_person=False).startswith('root ::= opening "\\u005B')
    assert demanding(["[[805]]"]).startswith("root ::= clause")
