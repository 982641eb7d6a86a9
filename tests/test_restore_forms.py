"""The forms of renderings that their sentences want."""

from __future__ import annotations

import random
import re

import pytest
from test_restore import draft, segment, settled, term

from briefing.document import Segment, Span
from briefing.inflection import gerund, inflected, participle, singular
from briefing.renderings import is_rendering
from briefing.restore import restore
from briefing.restore.held import Held, HeldText
from briefing.verify.locate import locate

ADVANCE = term("提前下达", "allocate in advance", forms=("allocated in advance", "allocating in advance"))
ALONE = term("独居老人", "elderly people living alone", forms=("elderly person living alone",))
CANTEENS = term("老年食堂", "canteens for the elderly", forms=("canteen for the elderly",))
ALLOWANCES = term("低保", "subsistence allowances")
STREETS = term("乡镇街道", "townships and subdistricts")
FUNCTIONARIES = term(
    "国家机关工作人员", "functionaries of state organs", forms=("functionary of a state organ",)
)
CUSTOMS = term("海关", "customs")
SERVICES = term("养老服务", "elderly care services")
STRENGTHEN = term("加强党建", "strengthen Party building")
REVISE = term("制定修订", "formulate and revise")
BUILDING = term("党建", "Party building")


def mended(span: Span, written: str) -> str:
    """The English of a draft, whose span must be held and found again by the checks."""
    result = restore(segment(f"此处{span.zh}。", span), draft(written))
    (found,) = result.spans
    assert found.en_at
    assert is_rendering(result.en[slice(*found.en_at)], found)
    (again,), _ = locate(Segment("p1.1", result.zh, (found,), en=result.en))
    assert again.en_at == found.en_at
    return result.en


@pytest.mark.parametrize(
    ("span", "written", "english"),
    [
        pytest.param(
            ADVANCE,
            "The central government has ⟦allocate in advance⟧ 156.74 billion yuan.",
            "The central government has allocated in advance 156.74 billion yuan.",
            id="perfect",
        ),
        pytest.param(
            ADVANCE,
            "They have already ⟦allocate in advance⟧ it.",
            "They have already allocated in advance it.",
        ),
        pytest.param(
            ADVANCE,
            "The new limit is ⟦allocate in advance⟧ to cities.",
            "The new limit is allocated in advance to cities.",
            id="passive",
        ),
        pytest.param(
            STRENGTHEN,
            "It grew by ⟦strengthen Party building⟧.",
            "It grew by strengthening Party building.",
            id="behind by",
        ),
        pytest.param(
            STRENGTHEN,
            "The city has steadily ⟦strengthen Party building⟧.",
            "The city has steadily strengthened Party building.",
            id="adverb",
        ),
        pytest.param(
            STRENGTHEN,
            "The task is ⟦strengthen Party building⟧.",
            "The task is strengthen Party building.",
            id="an object follows: no passive",
        ),
        pytest.param(
            STRENGTHEN,
            "We should ⟦strengthen Party building⟧.",
            "We should strengthen Party building.",
            id="modal",
        ),
        pytest.param(
            STRENGTHEN,
            "Efforts to ⟦strengthen Party building⟧",
            "Efforts to strengthen Party building",
            id="to",
        ),
        pytest.param(
            REVISE,
            "It has ⟦formulate and revise⟧ plans.",
            "It has formulate and revise plans.",
            id="two verbs",
        ),
        pytest.param(BUILDING, "It has ⟦Party building⟧ teams.", "It has Party building teams.", id="a noun"),
    ],
)
def test_the_form_of_a_verb(span: Span, written: str, english: str):
    assert mended(span, written) == english


@pytest.mark.parametrize(
    ("span", "written", "english"),
    [
        pytest.param(
            ALONE,
            "Zhang is an 81-year-old ⟦elderly people living alone⟧.",
            "Zhang is an 81-year-old elderly person living alone.",
            id="of an age",
        ),
        pytest.param(
            CANTEENS,
            "He eats at a ⟦canteens for the elderly⟧.",
            "He eats at a canteen for the elderly.",
            id="behind a",
        ),
        pytest.param(
            ALLOWANCES,
            "She receives an ⟦subsistence allowances⟧ of 600 yuan.",
            "She receives a subsistence allowance of 600 yuan.",
            id="behind an",
        ),
        pytest.param(
            ALLOWANCES,
            "Set a new ⟦subsistence allowances⟧.",
            "Set a new subsistence allowance.",
            id="adjective",
        ),
        pytest.param(
            FUNCTIONARIES,
            "Each ⟦functionaries of state organs⟧ shall take an oath.",
            "Each functionary of a state organ shall take an oath.",
            id="behind each, as the entry has it",
        ),
        pytest.param(
            CANTEENS,
            "Every ⟦canteens for the elderly⟧ is open.",
            "Every canteen for the elderly is open.",
            id="behind every",
        ),
        pytest.param(
            STREETS,
            "in a ⟦townships and subdistricts⟧.",
            "In townships and subdistricts.",
            id="two: no article",
        ),
        pytest.param(
            SERVICES,
            "an ⟦elderly care services⟧ system",
            "An elderly care services system",
            id="qualifies a noun",
        ),
        pytest.param(
            ALLOWANCES,
            "a ⟦subsistence allowances⟧ and relief fund",
            "A subsistence allowances and relief fund",
            id="may qualify a noun",
        ),
        pytest.param(CUSTOMS, "at a ⟦customs⟧.", "At a customs.", id="no singular"),
        pytest.param(
            CANTEENS,
            "Class A ⟦canteens for the elderly⟧.",
            "Class A canteens for the elderly.",
            id="a letter",
        ),
        pytest.param(
            FUNCTIONARIES,
            "They are each ⟦functionaries of state organs⟧.",
            "They are each functionaries of state organs.",
            id="each that determines nothing",
        ),
        pytest.param(
            ALONE,
            "the 81-year-old ⟦elderly people living alone⟧.",
            "The 81-year-old elderly people living alone.",
            id="the may be several",
        ),
        pytest.param(
            CANTEENS,
            "A ⟦canteens for the elderly⟧ in the city are open.",
            "A canteens for the elderly in the city are open.",
            id="a plural verb",
        ),
    ],
)
def test_the_singular_behind_a_and_each(span: Span, written: str, english: str):
    assert mended(span, written) == english


def test_an_own_form_is_held_as_a_form():
    result = restore(segment("有低保。", ALLOWANCES), draft("It is a ⟦subsistence allowances⟧."))
    assert settled(result) == [("subsistence allowance", "form")]


def test_what_is_ruled_out_is_never_made():
    span = term("低保", "subsistence allowances", forbidden=("subsistence allowance",))
    assert mended(span, "It is a ⟦subsistence allowances⟧.") == "It is a subsistence allowances."


NAMES = (("name", "黄云芝", "Huang Yunzhi"), ("name", "刘克勤", "Liu Keqin"), ("name", "欧阳肃", "Ouyang Su"))


@pytest.mark.parametrize(
    ("zh", "title", "written", "english"),
    [
        pytest.param(
            "副主任黄云芝、刘克勤、欧阳肃出席",
            term("副主任", "deputy director", forms=("deputy directors",)),
            "⟦Deputy director⟧ ⟦Huang Yunzhi⟧, ⟦Liu Keqin⟧ and ⟦Ouyang Su⟧ attended.",
            "Deputy directors Huang Yunzhi, Liu Keqin and Ouyang Su attended.",
            id="deputies",
        ),
        pytest.param(
            "主任黄云芝、刘克勤、欧阳肃出席",
            term("主任", "director", forms=("directors",)),
            "⟦Director⟧ ⟦Huang Yunzhi⟧, ⟦Liu Keqin⟧ and ⟦Ouyang Su⟧ attended.",
            "Director Huang Yunzhi, Liu Keqin and Ouyang Su attended.",
            id="one chief",
        ),
        pytest.param(
            "副主任黄云芝，委员刘克勤、欧阳肃出席",
            term("副主任", "deputy director", forms=("deputy directors",)),
            "⟦Deputy director⟧ ⟦Huang Yunzhi⟧, members ⟦Liu Keqin⟧ and ⟦Ouyang Su⟧ attended.",
            "Deputy director Huang Yunzhi, members Liu Keqin and Ouyang Su attended.",
            id="another title between",
        ),
    ],
)
def test_one_title_before_several_names(zh: str, title: Span, written: str, english: str):
    result = restore(segment(zh, title, *NAMES), draft(written))
    assert result.en == english
    assert all(span.en_at for span in result.spans)
    assert [result.en[slice(*span.en_at)] for span in result.spans[1:] if span.en_at] == [
        name for *_, name in NAMES
    ]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("to the townships and subdistricts's doors", "To the townships and subdistricts' doors"),
        ("the countries’s borders", "The countries' borders"),
        ("the boss's and the process's end, James's and the corps's", None),
        ("the lens's and Wales's", None),
        ("it is dynamic ly managed", "It is dynamically managed"),
        ("a steady ly growing effective ness", "A steadily growing effectiveness"),
        ("Mr Ly and only", None),
    ],
)
def test_genitives_and_endings_written_apart(written: str, english: str | None):
    expected = english or written[0].upper() + written[1:]
    assert restore(Segment("p1.1", "这是一句话"), draft(written)).en == expected


def test_an_ending_that_stands_apart_from_a_rendering_is_joined():
    span = term("动态", "dynamic", forms=("dynamically",))
    assert mended(span, "It is ⟦dynamic⟧ly managed.") == "It is dynamically managed."
    result = restore(segment("动态", term("动态", "dynamic")), draft("It is ⟦dynamic⟧ ly managed."))
    assert (result.en, settled(result)) == ("It is dynamically managed.", [(None, "")])


@pytest.mark.parametrize(
    ("rendering", "one"),
    [
        ("people with severe disabilities", "person with severe disabilities"),
        ("public security organs", "public security organ"),
        ("small businesses", "small business"),
        ("warehouses", "warehouse"),
        ("buses", "bus"),
        ("people", ""),
        ("news", ""),
        ("economics", ""),
        ("Two Sessions", ""),
        ("two sessions", ""),
        ("Party and government organs", ""),
        ("soldiers who find jobs", ""),
        ("headquarters", ""),
        ("process", ""),
        ("campus", ""),
        ("social organization", ""),
    ],
)
def test_singulars(rendering: str, one: str):
    assert singular(rendering) == one


def test_every_form_of_a_form_is_none():
    for rendering in ("elderly people living alone", "oversee the oath", "implement level by level"):
        for form in inflected(rendering):
            assert not singular(form)
            assert not participle(form)
            assert not gerund(form)


SPANS = (ADVANCE, ALONE, CANTEENS, ALLOWANCES, STREETS, FUNCTIONARIES, CUSTOMS, SERVICES, STRENGTHEN, REVISE)
ARTICLES = ("a", "an", "the")
PIECES = (
    *("a", "an", "each", "every", "the", "has", "have", "is", "been", "by", "for", "of", "in", "to", "and"),
    *(".", ",", ";", "are", "who", "system", "81-year-old", "new"),
    "The",
    "A",
)


def test_nothing_else_changes_and_a_second_time_changes_nothing():
    chance = random.Random(20)
    for _ in range(600):
        spans = chance.sample(SPANS, 3)
        words = [chance.choice(PIECES) for _ in range(9)]
        for at, span in zip((2, 5, 8), spans, strict=True):
            words[at] = f"⟦{span.en}⟧"
        source = segment("、".join(span.zh for span in spans), *spans)
        once = restore(source, draft(" ".join(words)))
        for span in once.spans:
            assert span.en_at
            assert is_rendering(once.en[slice(*span.en_at)], span)
        rest = [word.lower() for word in words if "⟦" not in word and word.isalnum()]
        outside = list(once.en)
        for span in once.spans:
            start, end = span.en_at or (0, 0)
            outside[start:end] = "\n" * (end - start)
        kept = re.findall(r"[a-z]+(?![\w-])(?<!old)", "".join(outside).lower())
        assert [word for word in kept if word not in ARTICLES] == [w for w in rest if w not in ARTICLES]
        marks = tuple(span.en_at for span in once.spans if span.en_at)
        again = restore(source, type(draft(""))(once.en, marks, "stop"))
        assert again.en == once.en, words


def test_a_rendering_held_in_another_form_moves_what_follows():
    text = HeldText("a bb c dd", [Held(2, 4, 0, "marker"), Held(7, 9, 1, "marker")])
    text.reword(text.held[0], "bbbb", "form")
    assert [text.read(piece) for piece in text.held] == ["bbbb", "dd"]
    assert text.text == "a bbbb c dd"
    assert [piece.by for piece in text.held] == ["form", "marker"]
