"""What two figures count in each other's place: 3名干部、5名学生 as five officials and three students.

Where there is no term beside the figures, their order tells nothing: English turns sentences round. What they
count does, where both are among the things that policy texts count most, and each figure has the other's.
What befell them counts as well: 3人死亡、27人受伤 as 27 dead and three injured.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span

_NOUNS = """
干部=official cadre|教师 老师=teacher|学生=student pupil|医生 医师=doctor physician|护士=nurse
志愿者=volunteer|社工 社会工作者=social-worker|党员=party-member member
代表=delegate deputy representative participant attendee
委员=member|专家=expert specialist|民警 警察=police officer|村民=villager|居民=resident|农民=farmer
儿童=child children|老人 老年人=elderly senior older|妇女=women woman
残疾人=disabilities disabled
退役军人=veteran|工人 职工=worker employee|律师=lawyer attorney|法官=judge|游客=tourist visitor
患者 病人=patient|队员=member|选手 运动员=athlete|记者=reporter journalist|工程师=engineer
村=village|社区=communit neighborhood|乡镇=township|街道=subdistrict|县=count|市=cit|省=province
学校=school|小学=primary-school elementary|幼儿园=kindergarten|高校 大学=universit college|医院=hospital
诊所=clinic
企业=enterprise compan firm business|公司=compan firm|工厂=factor plant|园区=park|合作社=cooperative
机构=institution organization organisation agenc|项目=project|工程=project|案件=case|养老院=nursing-home
图书馆=librar|博物馆=museum|公园=park|车站=station|桥梁 大桥=bridge|隧道=tunnel|水库=reservoir|机场=airport
港口=port|码头=wharf terminal|航线=route|列车=train|车辆 汽车=vehicle car|船舶 渔船=ship boat vessel
航班=flight|飞机=aircraft plane|直升机=helicopter|住房=home housing apartment|床位=bed|岗位=job post
专利=patent|标准=standard|奖牌=medal|金牌=gold|银牌=silver|铜牌=bronze|国家=countr nation|基站=base-station
充电桩=charging|摄像头=camera|文物=relic|树木 树=tree|耕地=farmland|树苗=sapling
死亡 遇难 身亡 丧生=dead died kill death perish lives
重伤=serious critical severe grave|轻伤=slight minor light|受伤=injur wound hurt|失联 失踪=missing unaccounted
获救=rescue saved|逮捕 批捕=arrest|取保候审=bail
夜=night|天=day|起=accident incident case
上涨 上升=ris rose increas gain higher|下降 下跌=fell fall declin drop decreas lower|持平=unchanged flat
"""
_SHORT = {
    "死": "死亡", "亡": "死亡", "伤": "受伤", "金": "金牌", "银": "银牌", "铜": "铜牌", "夜": "夜",
    "晚": "夜", "天": "天", "起": "起",
}  # fmt: skip
_SHORT_ZH = re.compile("([死亡伤金银铜夜晚天起])(?=[0-9一二两三四五六七八九十，、。；和及的]|$)")
"""三死五伤, 32金21银, 10天9夜."""
_FATE_BEFORE = re.compile("(死亡|受伤|失踪|失联|遇难|重伤|轻伤)[了约近超]?$")
"""死亡19人、受伤3人."""
_WINDOW_ZH = 10
_WINDOW_EN = 48
_MOST = 20
_ENDS_ZH = re.compile("[，。；、：！？（）0-9一二三四五六七八九十百千万和及与]")
_FATE = re.compile(r"\b(?:dead|died|kill|injur|wound|hurt|missing|arrest|rescue)", re.IGNORECASE)
_CLAUSE = re.compile("[，。；、：！？（）]")
_ENDS_EN = re.compile(r"[.;:()]|, | and ")


@cache
def _nouns() -> dict[str, re.Pattern[str]]:
    """The English of each noun, as a pattern of how its words begin."""
    found = {}
    for entry in _NOUNS.replace("\n", "|").split("|"):
        names, _, english = entry.partition("=")
        stems = "|".join(stem.replace("-", "[ -]") for stem in english.split())
        found.update(dict.fromkeys(names.split(), re.compile(rf"\b(?:{stems})", re.IGNORECASE)))
    return found


@cache
def _known() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            sorted((name for name in _nouns() if len(name) > 1 or name not in _SHORT), key=len, reverse=True)
        )
    )


def check(segment: Segment) -> Iterator[Finding]:
    """`figure-order` for two figures of which each has what the other counts behind it."""
    counts = [
        (span, noun, behind)
        for span in segment.spans
        if span.kind == "figure" and span.en_at
        if (noun := _noun(segment.zh, span)) and (behind := _said_of(segment, span))
    ]
    for (first, one, after_first), (second, other, after_second) in combinations(counts[:_MOST], 2):
        if first.en == second.en or one.pattern == other.pattern:
            continue
        swapped = other.search(after_first) and one.search(after_second)
        if swapped and not one.search(after_first) and not other.search(after_second):
            message = f"{first.en} and {second.en} count what the other does in the Chinese"
            yield finding("figure-order", message, f"{first.en} ... {second.en}", first.zh_at, second.en_at)


def keeps_noun(segment: Segment, span: Span) -> bool:
    """Whether what a figure counts stands beside it in the English."""
    noun = _noun(segment.zh, span)
    return noun is not None and noun.search(_said_of(segment, span)) is not None


def _noun(zh: str, span: Span) -> re.Pattern[str] | None:
    """The English of what a figure counts: of the first noun behind its measure word."""
    if short := _SHORT_ZH.match(zh, span.zh_at[1]):
        return _nouns()[_SHORT[short[1]]]
    if fate := _FATE_BEFORE.search(zh, max(0, span.zh_at[0] - 4), span.zh_at[0]):
        return _nouns()[fate[1]]
    behind = zh[span.zh_at[1] : span.zh_at[1] + _WINDOW_ZH]
    if _CLAUSE.match(behind):
        return None
    if end := _ENDS_ZH.search(behind, 1):
        behind = behind[: end.start()]
    match = _known().search(behind)
    return _nouns()[match[0]] if match else None


def _said_of(segment: Segment, span: Span) -> str:
    """What stands behind a figure; where that tells of nobody's fate, with what stands before it: killed two
    people and injured seven."""
    behind = _behind(segment, span)
    if _FATE.search(behind):
        return behind
    start = (span.en_at or (0, 0))[0]
    others = [each.en_at[1] for each in segment.spans if each.kind in FIGURE_KINDS and each.en_at]
    first = max((end for end in others if end <= start), default=0)
    before = _ENDS_EN.split(segment.en[max(first, start - _WINDOW_EN) : start])[-1]
    return f"{before} {behind}" if _FATE.search(before) else behind


def _behind(segment: Segment, span: Span) -> str:
    """What stands behind a figure in the English, in its clause and before the next figure."""
    end = (span.en_at or (0, 0))[1]
    text = segment.en[end : end + _WINDOW_EN]
    others = [each.en_at[0] - end for each in segment.spans if each.kind in FIGURE_KINDS and each.en_at]
    text = text[: min((at for at in others if at >= 0), default=_WINDOW_EN)]
    stop = _ENDS_EN.search(text)
    return text[: stop.start()] if stop else text
