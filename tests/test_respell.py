from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document import Segment, Span
from briefing.repair.likeness import distance
from briefing.repair.respell import MOST, respell
from briefing.verify import verify
from briefing.verify.sounds import divided


def respelt(zh: str, en: str, *spans: Span) -> Segment:
    return respell(verify(Segment("p1.1", zh, spans, en, "stop")), verify)


@pytest.mark.parametrize("wrong", ["Qiongyun", "Qianyun", "Qiongyu", "Qiyun"])
def test_a_community_is_set_to_what_it_sounds_like(wrong: str) -> None:
    done = respelt("青云里社区建于上世纪80年代。", f"{wrong} Community was built in the 1980s.")
    assert done.en == "Qingyunli Community was built in the 1980s."
    (note,) = (each for each in done.findings if each.rule == "name-by-sound")
    assert done.en[slice(*note.en_at)] == note.expected == "Qingyunli"
    assert done.zh[slice(*note.zh_at)] == "青云里"
    assert note.severity == "note"
    assert not [each for each in done.findings if each.rule == "name-unfounded"]


@pytest.mark.parametrize(
    ("zh", "wrong", "right"),
    [
        ("李强主持会议。", "Liang Qiang presided over the meeting.", "Li Qiang presided over the meeting."),
        ("王毅强调，要加强合作。", "Wang Yin stressed cooperation.", "Wang Yi stressed cooperation."),
        (
            "走进浙南山区的碧溪村，一栋栋民居依山而建。",
            "In Baixi Village in southern Zhejiang, houses line the hillside.",
            "In Bixi Village in southern Zhejiang, houses line the hillside.",
        ),
    ],
)
def test_people_and_villages(zh: str, wrong: str, right: str) -> None:
    assert respelt(zh, wrong).en == right


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("建青云里社区食堂。", "Build a canteen in Qiongyunli Community."),  # Where it begins is not known.
        ("青云里社区建于上世纪80年代。", "Malan Community was built in the 1980s."),  # It sounds otherwise.
        ("青云里社区建于上世纪80年代。", "Qiongyun was built in the 1980s."),  # Nothing says what it is.
        ("智慧社区建设加快。", "Zhuhui Community is being built faster."),
        ("过去记在纸上，如今县里统一搭建平台。", "Liuxian County has built a platform."),
        ("南京西路的商店。", "Shops on Niejing Road."),
        ("本报兰州讯", "Lianbao, Lanzhou"),
    ],
)
def test_where_it_is_not_plain_nothing_is_done(zh: str, en: str) -> None:
    assert respelt(zh, en).en == en
    assert "name-by-sound" not in {each.rule for each in respelt(zh, en).findings}


def test_spans_follow_along() -> None:
    zh, en = "青云里社区位于枫桥。", "Qiongyun Community is in Fengqiao."
    done = respelt(zh, en, Span("term", "枫桥", (7, 9), "Fengqiao", en_at=(25, 33), by="marker"))
    assert done.en == "Qingyunli Community is in Fengqiao."
    assert [done.en[slice(*span.en_at)] for span in done.spans] == ["Fengqiao"]


def test_syllables_and_how_far_they_are() -> None:
    assert divided("Xian") == (("xian",), ("xi", "an"))
    assert divided("Rotterdam") == ()
    assert distance("Qingyunli", "青云里") == 0
    assert distance("Qiongyu", "青云里") < MOST < distance("Malan", "青云里")


@given(st.text("abeginouyqxzh", max_size=12), st.text("青云里李强毅村", min_size=1, max_size=4))
def test_a_distance_is_a_share(name: str, zh: str) -> None:
    assert 0 <= distance(name, zh) <= 1


@given(
    st.text("青云里社区村李强主持，在", min_size=1, max_size=14), st.sampled_from(["Qiongyun", "Liang Qiang"])
)
def test_no_text_gets_worse(zh: str, name: str) -> None:
    before = verify(Segment("p1.1", zh, (), f"{name} Community is here.", "stop"))
    done = respell(before, verify)
    wrong = [sum(each.severity != "note" for each in one.findings) for one in (before, done)]
    assert wrong[1] <= wrong[0]
