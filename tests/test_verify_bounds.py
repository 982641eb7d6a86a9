"""Bounds in statutes: English that draws them where the Chinese does is clean, and other English is told."""

from __future__ import annotations

import pytest

from briefing.document import Segment
from briefing.spans import find_spans
from briefing.verify import Setting, verify

# Chinese, English that is right, English that is wrong. A line that begins with § stands in a statute.
Line = tuple[str, list[str], list[str]]

FINES: list[Line] = [
    ("处三万元以上十五万元以下罚款。",
     ["A fine of not less than 30,000 yuan but not more than 150,000 yuan shall be imposed.",
      "A fine of 30,000 yuan to 150,000 yuan shall be imposed.",
      "A fine of 30,000 yuan or more and 150,000 yuan or less shall be imposed.",
      "A fine of at least 30,000 yuan and up to 150,000 yuan shall be imposed."],
     ["A fine of more than 30,000 yuan but not more than 150,000 yuan shall be imposed.",
      "A fine of not less than 30,000 yuan but less than 150,000 yuan shall be imposed.",
      "A fine of over 30,000 yuan and under 150,000 yuan shall be imposed."]),
    ("处五年以下有期徒刑或者拘役。",
     ["The sentence is imprisonment of not more than five years or criminal detention.",
      "The sentence is up to five years in prison or criminal detention."],
     ["The sentence is less than five years in prison or criminal detention.",
      "The sentence is at least five years in prison or criminal detention."]),
    ("情节严重的，处三年以上有期徒刑。",
     ["Where the circumstances are serious, the sentence is imprisonment of not less than three years.",
      "In serious cases, the sentence is three years or more in prison."],
     ["In serious cases, the sentence is more than three years in prison."]),
]  # fmt: skip
DUTIES: list[Line] = [
    ("公开征求意见的时间不得少于三十日。",
     ["Comments shall be solicited for no fewer than 30 days.",
      "The period for public comment shall be at least 30 days.",
      "The period for public comment shall not be less than 30 days."],
     ["The period for public comment shall be more than 30 days.",
      "The period for public comment shall exceed 30 days."]),
    ("注册资本不低于五千万元。",
     ["Registered capital is no less than 50 million yuan.",
      "Registered capital is at least 50 million yuan."],
     ["Registered capital is more than 50 million yuan.", "Registered capital is over 50 million yuan."]),
    ("理事人数不得超过二十五人。",
     ["There shall be no more than 25 council members.", "Council members shall not exceed 25 in number.",
      "There shall be at most 25 council members."],
     ["There shall be fewer than 25 council members."]),
    ("§出席人数超过三十人的，应当备案。",
     ["Where more than 30 people attend, the event shall be filed for record.",
      "Where attendance exceeds 30 people, the event shall be filed for record."],
     ["Where at least 30 people attend, the event shall be filed for record.",
      "Where 30 or more people attend, the event shall be filed for record."]),
    ("§不满十六周岁的未成年人不得驾驶电动自行车。",
     ["Minors under the age of 16 may not ride electric bicycles.",
      "Minors younger than 16 may not ride electric bicycles."],
     ["Minors aged 16 or younger may not ride electric bicycles."]),
    ("§应当在十五个工作日以内作出决定。",
     ["A decision shall be made within 15 working days."],
     ["A decision shall be made in less than 15 working days."]),
]  # fmt: skip
NEWS: list[Line] = [
    ("培训将近3000人。", ["Nearly 3,000 people were trained.", "Close to 3,000 people were trained."],
     ["More than 3,000 people were trained."]),
    ("存量过3000套。", ["The stock topped 3,000 units."], []),
    ("来访者不下三百人。", ["At least 300 people visited.", "More than 300 people visited."],
     ["Fewer than 300 people visited."]),
    ("年产值过30亿元。", ["Annual output value passed 3 billion yuan."],
     ["Annual output value is less than 3 billion yuan."]),
    ("全村三百户有余。", ["The village has more than 300 households."],
     ["The village has less than 300 households."]),
    ("全市投入10万元以上。",
     ["The city put in more than 100,000 yuan.", "The city put in at least 100,000 yuan."],
     ["The city put in 100,000 yuan.", "The city put in less than 100,000 yuan."]),
    ("覆盖90%以上的村。", ["Over 90 percent of villages are covered."],
     ["90 percent of villages are covered."]),
]  # fmt: skip
"""In news 以上 is more than, too."""


def told(zh: str, en: str) -> list[str]:
    text = zh.removeprefix("§")
    spans, _ = find_spans(text, None)
    done = verify(Segment("p1.1", text, spans, en, "stop"), Setting(statute=text != zh))
    return [each.rule for each in done.findings if each.severity != "note"]


LINES = [*FINES, *DUTIES, *NEWS]


@pytest.mark.parametrize(("zh", "en"), [(zh, en) for zh, right, _ in LINES for en in right])
def test_a_bound_that_is_drawn_rightly_is_clean(zh: str, en: str) -> None:
    assert told(zh, en) == []


@pytest.mark.parametrize(("zh", "en"), [(zh, en) for zh, _, wrong in LINES for en in wrong])
def test_one_that_takes_in_or_leaves_out_the_number_itself_is_told(zh: str, en: str) -> None:
    assert "figure-qualifier" in told(zh, en)


def test_the_finding_holds_the_words_that_would_mend_it() -> None:
    zh, en = "处二万元以上罚款。", "A fine of more than 20,000 yuan is imposed."
    spans, _ = find_spans(zh, None)
    (found,) = verify(Segment("p1.1", zh, spans, en, "stop")).findings
    assert found.en_at is not None
    start, end = found.en_at
    assert en[:start] + found.expected + en[end:] == "A fine of not less than 20,000 yuan is imposed."
