"""The numbers of slogans, the English that says them, and English that does not."""

from __future__ import annotations

import pytest

from briefing.document import Segment
from briefing.spans import find_spans
from briefing.verify import verify

LOST = ["small-figure-missing"]


def _rules(zh: str, en: str) -> list[str]:
    spans, _ = find_spans(zh, None)
    assert not any(span.marked for span in spans)
    return [found.rule for found in verify(Segment("s1", zh, spans, en, "stop")).findings]


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("学校建立“一生一案”。", "Schools keep a file for each pupil.", "Schools keep files on pupils."),
        ("社区实行一楼一策。", "Every building has its plan.", "Buildings have plans."),
        (
            "推行一证准营。一证多址。",
            "One permit covers several addresses.",
            "Permits cover several addresses.",
        ),
        ("乘客一码通行。", "Passengers travel with a single code.", "Passengers travel with codes."),
        ("老人可一键报警。", "Seniors call the police with one tap.", "Seniors call the police."),
        ("园区一站式办税。", "The park offers one-stop tax services.", "The park offers tax services."),
        ("开展三对一辅导。", "Three-on-one tutoring is offered.", "Tutoring is offered."),
        ("律师一对一答疑。", "Lawyers answer questions individually.", "Lawyers answer questions."),
        ("推进四证合一。", "Four certificates are merged.", "Certificates are handled."),
        ("打造六位一体格局。", "Build a six-in-one framework.", "Build a framework for the whole."),
        ("草案获三读通过。", "The bill passed its third reading.", "The bill was passed."),
        ("改用九价HPV疫苗。", "The nine-valent vaccine is used.", "The HPV vaccine is used."),
        ("三维扫描了遗址。", "The site was scanned in 3D.", "The site was scanned in full."),
        ("镇里约法三章。", "The township set three rules.", "The township spoke."),
        ("千万农户通了公路。", "Tens of millions of rural homes have a road.", "Rural homes have a road."),
        (
            "当晚停电，次日恢复。",
            "Power failed that evening and was back the next day.",
            "Power failed and was back.",
        ),
        ("前一日，大坝建成。", "The day before, the dam was completed.", "The dam was completed."),
        ("安全是第一要务。", "Safety is the foremost duty.", "Safety is a duty."),
        ("三方均表示同意修路。", "All three agreed to build the road.", "All agreed to build the road."),
        ("开设半日制班。", "A half-day class opens.", "A class opens."),
        (
            "八二三炮战纪念日。",
            "The anniversary of the August 23 bombardment.",
            "The anniversary of the bombardment.",
        ),
        (
            "养老金于退休后一次发给。",
            "The pension is paid in a lump sum after retirement.",
            "The pension is paid after retirement.",
        ),
        ("推行三七五减租。", "Rents were reduced to 37.5 percent.", "Rents were reduced."),
    ],
)
def test_the_number_of_a_slogan_is_looked_for(zh: str, right: str, wrong: str) -> None:
    assert _rules(zh, right) == []
    assert _rules(zh, wrong) == LOST


@pytest.mark.parametrize(
    "zh",
    [
        "一砖一瓦，一言一行，一针一线，一心一意，一朝一夕。",
        "宣读通过，审读时发现。",
        "统一结算，统一受理，单一窗口，一网打尽。",
        "天人合一，知行合一，绝对一致，相对一般。",
    ],
)
def test_other_words_with_one_are_none(zh: str) -> None:
    assert find_spans(zh, None)[0] == ()
