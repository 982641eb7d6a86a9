"""What a plan is to do, told as done by engines: 改造老旧小区146个 (were renovated) gets a 将 before it.

A Chinese plan leaves out both who acts and when. That a sentence is of a plan only its document tells: its
title, or what stands before it, as in a report on the work done that goes on to the work ahead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import Reading, touch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Paragraph, Segment

_TITLES = 3
"""Paragraphs at the head of a text among which its title is."""
_PLAN = re.compile("(?:方案|规划|计划|要点|措施|行动|安排|打算)(?:》的通知)?(?:（[^）]{1,20}）)?\\s*$")
"""The title of a plan."""
_REPORT = re.compile("工作报告|讲话|总结|安排|打算|计划")
"""The title of a report whose second half may be a plan."""
_AHEAD = re.compile(
    "工作(?:安排|任务|打算|计划|思路|举措|措施|目标|重点)|(?:重点|主要|目标)任务|重点(?:工作|举措)|主要举措|下一?步|具体措施"
)
"""A heading over what is to be done."""
_BEHIND = re.compile(
    "回顾|总结|成效|成绩|成就|基础$|现状|背景|形势|问题|完成情况|进展|主要做法|开展情况|推进情况"
)
"""A heading over what was done."""
_TOP = re.compile("[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十0-9]{1,3}[章编部]")
_GOALS = re.compile("^[^。]{0,16}(?:预期|主要|总体|工作|发展)目标(?:是|为|：)")
"""What opens the second half of a report: 2025年经济社会发展主要预期目标是：."""
_PAST = re.compile(
    "已|累计|截至|同比|去年|上年|以来|过去|顺利|成功|圆满|，改扩建|(?<![为除])了(?!解)|十三五|十四五时期|时期，"
)
"""What no sentence has that tells what is to be done, or that is worse read otherwise."""
_VERB = (
    "(?:新建|扩建|改建|修建|建设|建成|建好|改造|加装|安装|完成|培育|新增|实施|打造|培训|发放|举办|创建|办好|整治|治理|修复|恢复|更新|铺设|推广|投放"
    "|引进|选派|推动)"
)
_COUNT = (
    "[^，。；：！？0-9已]{0,30}?[0-9][0-9.]{0,8}(?![0-9.年月日%％]|个月|个百分点)[余多万亿千百]{0,3}[一-鿿]"
)
_HOW = "(?:高质量|高标准|高水平|用心用情|用心|扎实|全力|积极|大力|加快|努力|全面|深入)?"
_TO_DO = re.compile(f"\\s*(?P<at>){_HOW}{_VERB}{_COUNT}")
_AND_TO_DO = re.compile(f"[^，。；：！？]*(?P<at>，)(?={_VERB}{_COUNT})")


def with_plans(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document, with 将 before the counted tasks of those that tell a plan."""
    head = [paragraph.zh.strip() for paragraph in paragraphs[:_TITLES]]
    titled = any(_PLAN.search(each) for each in head)
    report = any(_REPORT.search(each) for each in head)
    ahead = titled
    out = []
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            if _BEHIND.search(paragraph.zh):
                ahead = False
            elif _AHEAD.search(paragraph.zh):
                ahead = True
            elif _TOP.match(paragraph.zh):
                ahead = ahead or titled
        elif paragraph.kind in ("body", "list-item") and not paragraph.verbatim:
            if report and _GOALS.search(paragraph.zh):
                ahead = True
            if ahead:
                paragraph = _to_come(paragraph)
        out.append(paragraph)
    return tuple(out)


def _to_come(paragraph: Paragraph) -> Paragraph:
    segments = list(paragraph.segments)
    for at, segment in enumerate(segments):
        if _PAST.search(segment.zh):
            break
        segments[at] = replace(segment, readings=tuple(_with_will(segment)))
    return replace(paragraph, segments=tuple(segments))


def _with_will(segment: Segment) -> list[Reading]:
    own = list(segment.readings)
    for each in _will(segment):
        if not any(touch(each.zh_at, other.zh_at) or each.zh_at == other.zh_at for other in own):
            own.append(each)
    return sorted(own, key=lambda each: each.zh_at)


def _will(segment: Segment) -> Iterator[Reading]:
    numbers = (span.zh_at[1] for span in segment.spans if span.kind == "list-number")
    start = next(numbers, 0)
    match = _TO_DO.match(segment.zh, start)
    if not match:
        return
    yield Reading(match.span("at"), "将")
    while more := _AND_TO_DO.match(segment.zh, match.end()):
        yield Reading(more.span("at"), "；将")
        match = more
