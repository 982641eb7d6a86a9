"""What a plan is to do, and what was done: 将 before the one, nothing before the other."""

from __future__ import annotations

import pytest

from briefing.document import Source
from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.pipeline import prepare_document, with_plans


def asked(*paragraphs: str) -> list[str]:
    """What an engine gets for the paragraphs of a document, each with all its sentences."""
    document = prepare_document(Source("a.txt", "\n\n".join(paragraphs) + "\n", "", "utf-8"), None)
    return [
        "".join(as_asked(Request(each.id, each.zh, each.spans), each.readings).text for each in one.segments)
        for one in document.paragraphs
    ]


@pytest.mark.parametrize(
    ("zh", "reads"),
    [
        (
            "改造老旧小区146个，加装电梯320部，新增学位2.1万个，确保11月底前全部完成。",
            "将改造老旧小区146个；将加装电梯320部；将新增学位2.1万个，确保11月底前全部完成。",
        ),
        ("用心用情办好10件民生实事。", "将用心用情办好10件民生实事。"),
        ("（二）完成投资350亿元以上。", "将完成投资350亿元以上。"),
        ("加强统筹。建设充电桩2000个。", "加强统筹。将建设充电桩2000个。"),
        ("完成2024年任务。", "完成2024年任务。"),
        ("完成率达到95%。", "完成率达到95%。"),
        ("建设规模控制在5%以内。", "建设规模控制在5%以内。"),
        ("完善服务体系，提升能力。", "完善服务体系，提升能力。"),
        ("全市改造老旧小区146个。", "全市改造老旧小区146个。"),
        ("改造老旧小区146个，累计惠及3万户。", "改造老旧小区146个，累计惠及3万户。"),
        ("去年工作扎实。改造老旧小区146个。", "去年工作扎实。改造老旧小区146个。"),
        ("改造老旧小区146个，改扩建学校12所。", "改造老旧小区146个，改扩建学校12所。"),
    ],
)
def test_what_a_plan_is_to_do(zh, reads):
    assert asked("江宁市2026年民生实事实施方案", zh)[1] == reads


def test_a_text_that_is_no_plan_tells_what_was_done():
    zh = "改造老旧小区146个，加装电梯320部。"
    assert asked("江宁市推进城市更新", zh)[1] == zh


REPORT = (
    "江宁市2026年政府工作报告",
    "一、过去一年工作回顾",
    "新签约项目186个，培育企业41家。",
    "培育企业41家。",
    "二、2026年工作安排",
    "（一）推动产业升级",
    "培育企业60家。",
)


def test_a_report_tells_what_was_done_and_then_what_is_to_be_done():
    assert asked(*REPORT)[2:] == [
        "新签约项目186个，培育企业41家。",
        "培育企业41家。",
        "2026年工作安排",
        "推动产业升级",
        "将培育企业60家。",
    ]


def test_a_report_without_headings_turns_at_its_goals():
    title, done, to_do = "市政府工作报告", "办好10件实事。", "办好12件实事。"
    goals = "2026年经济社会发展主要预期目标是：地区生产总值增长5%左右。"
    assert asked(title, done, goals, to_do) == [title, done, goals, f"将{to_do}"]
    assert asked("会议举行", goals, to_do)[2] == to_do


def test_a_plan_may_begin_with_what_there_is():
    title, was, to_do = "江宁市养老服务发展规划", "建成养老机构120家。", "建成养老机构160家。"
    given = asked(title, "一、发展基础", was, "二、发展目标", to_do)
    assert (given[2], given[4]) == (was, f"将{to_do}")


def test_looking_twice_changes_nothing():
    text = "实施方案\n\n改造小区146个，加装电梯320部。\n"
    document = prepare_document(Source("a.txt", text, "", "utf-8"), None)
    assert document.paragraphs[1].segments[0].readings
    assert with_plans(document.paragraphs) == document.paragraphs
