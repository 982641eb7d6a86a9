from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.engine.grammar import ENGLISH_ONLY, IMPERSONAL, Held, demanding, demanding_words, writable

PIECE = re.compile(
    r'"(?P<literal>[^"]*)"|(?P<charset>\[[^\]]*\])(?P<star>\*?)|(?P<rule>[a-z_0-9]+)|(?P<sign>[()|])'
)


def unquoted(quoted: str) -> str:
    return re.sub(r"\\u([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), quoted)


class Grammar:
    """What of the library's EBNF the product writes, read by itself."""

    def __init__(self, ebnf: str) -> None:
        self.rules = {}
        for line in ebnf.splitlines():
            name, _, body = line.partition(" ::= ")
            pieces = list(PIECE.finditer(re.sub(r' \(=".*"\)$', "", body)))
            self.rules[name] = self.choices(pieces)
            assert not pieces, line

    def choices(self, pieces: list[re.Match[str]]) -> list[list[re.Match[str] | list]]:  # type: ignore[type-arg]
        out: list[list[re.Match[str] | list]] = [[]]  # type: ignore[type-arg]
        while pieces:
            piece = pieces.pop(0)
            if piece["sign"] == ")":
                break
            if piece["sign"] == "|":
                out.append([])
            else:
                out[-1].append(self.choices(pieces) if piece["sign"] else piece)
        return out

    def admits(self, text: str) -> bool:
        known: dict[tuple[str, int], set[int]] = {}

        def of_rule(rule: str, start: int) -> set[int]:
            if (rule, start) not in known:
                known[rule, start] = of_choices(self.rules[rule], start)
            return known[rule, start]

        def of_choices(choices: list[list], start: int) -> set[int]:  # type: ignore[type-arg]
            ends: set[int] = set()
            for sequence in choices:
                now = {start}
                for piece in sequence:
                    now = {end for at in now for end in of_piece(piece, at)}
                ends |= now
            return ends

        def of_piece(piece: re.Match[str] | list, at: int) -> set[int]:  # type: ignore[type-arg]
            if isinstance(piece, list):
                return of_choices(piece, at)
            if piece["rule"]:
                return of_rule(piece["rule"], at)
            if piece["charset"]:
                if not piece["star"]:
                    return {at + 1} if re.compile(piece["charset"]).match(text, at) else set()
                end = re.compile(piece["charset"] + "*").match(text, at)
                return set(range(at, end.end() + 1)) if end else set()
            literal = unquoted(piece["literal"])
            return {at + len(literal)} if text.startswith(literal, at) else set()

        return len(text) in of_rule("root", 0)


def held(*texts: str) -> list[Held]:
    return [Held(each) for each in texts]


def admits(ebnf: str, text: str) -> bool:
    return Grammar(ebnf).admits(text)


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
    ebnf = demanding(held("[[977,000]]", "[[low-income population]]", "[[end of June]]"))
    assert ebnf.splitlines()[0].count(" | ") == 5
    assert all(name in ebnf for name in ("within_0", "within_1", "within_2"))
    assert admits(ebnf, "By [[end of June]], a [[low-income population]] of [[977,000]] in [[Jiangsu]].")
    assert admits(ebnf, "[[977,000]][[end of June]] [[low-income population]]")
    assert not admits(ebnf, "By [[end of June]], a [[low-income population]] of [[970,000]].")
    assert not admits(ebnf, "By [[end of June]], a low-income population of [[977,000]].")


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        # 一季度，降水[[比常年]]少，[[鄱阳湖]]水位下降，[[抗旱]]工作提前部署。
        ("In [[the first quarter]], rain was [[below the average]], and [[Poyang Lake]] fell.", True),
        ("It was [[below the average]] in [[the first quarter]].", True),
        ("It was below the average, and [[below the average]] again in [[Poyang Lake]].", True),
        ("[[Poyang Lake]] fell, as rain was [[below the average]].", False),
        ("[[drought relief]] was arranged, [[below the average]].", False),
        ("[[Dongting Lake]] fell, [[below the average]].", False),
    ],
)
def test_nothing_of_a_later_clause_comes_before_a_demand(text: str, admitted: bool) -> None:
    others = [Held("[[the first quarter]]"), Held("[[Poyang Lake]]", 2), Held("[[drought relief]]", 3)]
    for first_person in (True, False):
        ebnf = demanding([Held("[[below the average]]", 1)], others, first_person=first_person)
        assert admits(ebnf, text) is admitted


def test_demands_of_several_clauses_come_in_their_order() -> None:
    others = [Held("[[the first quarter]]"), Held("[[Poyang Lake]]", 2)]
    ebnf = demanding([Held("[[drought relief]]", 3), Held("[[rain]]", 1)], others)
    assert " | " not in ebnf.splitlines()[0]
    assert admits(ebnf, "In [[the first quarter]] of [[rain]], [[Poyang Lake]] had [[drought relief]].")
    assert not admits(ebnf, "[[drought relief]] for [[rain]]")
    # What is of a clause before the one that was written last is not said again.
    assert not admits(ebnf, "[[rain]] in [[the first quarter]], [[drought relief]]")


def test_where_no_other_marker_may_come_what_is_demanded_comes_first() -> None:
    ebnf = demanding([Held("[[rain]]")], [])
    assert admits(ebnf, "There was [[rain]], and [[snow]].")
    assert not admits(ebnf, "There was [[snow]], and [[rain]].")


def test_no_sentence_ends_before_the_last_demand() -> None:
    ebnf = demanding(held("[[805]]"))
    assert admits(ebnf, "Under [[Guo Fa [2022] No. 12]], [[805]] opened. They are new. [sic]")
    assert not admits(ebnf, "Many opened. There were [[805]]")
    assert not admits(ebnf, "Many [[opened. There were [[805]]")


def test_a_string_given_twice_is_demanded_twice() -> None:
    ebnf = demanding(held("[[805]]", "[[805]]"))
    assert " | " not in ebnf.splitlines()[0]
    assert admits(ebnf, "[[805]] and [[805]]")
    assert not admits(ebnf, "[[805]] alone")


@pytest.mark.parametrize(
    "strings",
    [[], ["a", "b", "c", "d"], ["枫桥"], [""], ["x" * 201], ["fine", "not\nfine"]],
    ids=["none", "four", "chinese", "empty", "very long", "line break"],
)
def test_no_grammar_where_none_is_safe(strings: list[str]) -> None:
    assert demanding(held(*strings)) == ""


@settings(deadline=None)
@given(st.lists(st.text(st.characters(max_codepoint=0x2FF), min_size=1, max_size=12), min_size=1, max_size=3))
def test_nothing_in_a_string_is_grammar(strings: list[str]) -> None:
    ebnf = demanding(held(*strings))
    if not all(map(writable, strings)):
        assert ebnf == ""
        return
    assert ebnf.isascii()
    plain = [f"demand {strings.index(each)}" for each in strings]
    quotes = re.compile('"[^"]*"')
    assert quotes.sub("", ebnf) == quotes.sub("", demanding(held(*plain)))
    assert {unquoted(quoted[1:-1]) for quoted in quotes.findall(ebnf)} == {*strings, "[[", "]]", "[", "]"}
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
    assert admits(IMPERSONAL, text)
    assert admits(ENGLISH_ONLY, text)


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
    assert not admits(IMPERSONAL, text)


def test_a_repair_does_not_open_with_we_either() -> None:
    speaking, impersonal = demanding(held("[[805]]")), demanding(held("[[805]]"), first_person=False)
    for text in ("We have [[805]]", "Now, we have [[805]]", "[[We]] have [[805]], our pride"):
        assert admits(speaking, text)
        assert admits(impersonal, text) is text.startswith("[[")
    for text in ("[[805]]", "With [[a]] of [[Order [2022] No. 5: we]], [[805]]", "In 3:30, [[b]] [[805]] We"):
        assert admits(impersonal, text)


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("A low-income population of 977,000 was supported.", True),
        ("977,000 people, the low-income population, are supported. So it is.", True),
        ("Up 5.2 percent, the low-income population is 977,000", True),
        ("low-income population 977,000", True),
        ("“low-income population” (977,000)", True),
        ("A low-income populations of 977,000.", True),
        ("A low-income populationism of 977,000.", False),
        ("A low-income population of 1,977,000.", False),
        ("A low-income population of 9770,000.", False),
        ("A low-income population of 977,000people.", False),
        ("A low-income population. It is 977,000.", False),
        ("A low-income population977,000.", False),
        ("A [[low-income population]] of [[977,000]].", False),
        ("低收入 low-income population 977,000", False),
        ("A low-income population.", False),
        ("Low-income population, 977,000 in all.", True),
        ("The Low-income population is 977,000.", True),
        ("Low-Income population, 977,000 in all.", False),
        ("A low-income-population figure of 977,000.", True),
        ("", False),
    ],
)
def test_what_is_demanded_as_whole_words(text: str, admitted: bool) -> None:
    ebnf = demanding_words(["low-income population", "977,000"])
    assert admits(ebnf, text) is admitted
    assert demanding_words([]) == demanding_words(["中"]) == demanding_words(["a"] * 4) == ""


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("Sales (of goods) in May were 1.26 trillion yuan. That is more.", True),
        ("Sales (of goods) in May, 1.26 trillion", True),
        ("Sales (of goods) in May grew. They were 1.26 trillion.", False),
        ("Sales (of goods) in May grew.", False),
        ("In May sales were 1.26 trillion.", False),
    ],
)
def test_what_is_demanded_behind_an_opening(text: str, admitted: bool) -> None:
    assert admits(demanding_words(["1.26 trillion"], "Sales (of goods) in May"), text) is admitted


def test_an_opening_that_cannot_be_written_demands_nothing() -> None:
    assert demanding_words(["977,000"], "销售额") == demanding_words(["977,000"], "a" * 1000) == ""
