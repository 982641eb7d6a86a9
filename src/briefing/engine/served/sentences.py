"""Ten sentences with twenty spans whose English is known, on which a model is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.engine.base import Request

if TYPE_CHECKING:
    from briefing.document import SpanKind

_SENTENCES: tuple[tuple[str, tuple[tuple[str, str, SpanKind], ...]], ...] = (
    (
        # By the end of June, 977,000 people of the low-income population had been supported in the province.
        "截至6月底，全省共保障低收入人口97.7万人。",
        (("低收入人口", "low-income population", "term"), ("97.7万", "977,000", "figure")),
    ),
    (
        # This year, 120 community elderly care centers were newly built.
        "今年新建社区养老服务中心120个。",
        (("社区养老服务中心", "community elderly care centers", "term"), ("120", "120", "figure")),
    ),
    (
        # The county wrote the Fengqiao model into its regulations on rural governance.
        "该县把枫桥经验写进了乡村治理条例。",
        (("枫桥经验", "Fengqiao model", "term"), ("乡村治理", "rural governance", "term")),
    ),
    (
        # The grain output of the year reached 350 million tonnes, up 5.2 percent year on year.
        "全年粮食产量达到3.5亿吨，同比增长5.2%。",
        (("3.5亿", "350 million", "figure"), ("5.2%", "5.2 percent", "percent")),
    ),
    (
        # The Ministry of Civil Affairs issued a circular on subsistence allowances.
        "民政部印发了关于最低生活保障的通知。",
        (("民政部", "Ministry of Civil Affairs", "term"), ("最低生活保障", "subsistence allowances", "term")),
    ),
    (
        # By 2025, the registered urban unemployment rate is to be kept within 5.5 percent.
        "到2025年，城镇登记失业率控制在5.5%以内。",
        (("2025年", "2025", "year"), ("5.5%", "5.5 percent", "percent")),
    ),
    (
        # Women's federations at all levels shall care for left-behind children well.
        "各级妇联要做好留守儿童关爱工作。",
        (("妇联", "women's federations", "term"), ("留守儿童", "left-behind children", "term")),
    ),
    (
        # The central budget arranged subsidies of 2.68 billion yuan.
        "中央财政安排补助资金26.8亿元。",
        (("补助资金", "subsidies", "term"), ("26.8亿", "2.68 billion", "figure")),
    ),
    (
        # This pilot reform has been rolled out in 16 provinces.
        "这项改革试点已在16个省份推开。",
        (("改革试点", "pilot reform", "term"), ("16", "16", "figure")),
    ),
    (
        # The State Council calls for stronger primary-level Party organizations.
        "国务院要求健全基层党组织。",
        (("国务院", "State Council", "term"), ("基层党组织", "primary-level Party organizations", "term")),
    ),
)

CHARACTERS = sum(len(zh) for zh, _ in _SENTENCES)
"""Of all ten."""


def requests() -> tuple[Request, ...]:
    """A request for each sentence, its spans marked."""
    return tuple(
        Request(f"exam{number}", zh, tuple(_span(zh, *each) for each in spans))
        for number, (zh, spans) in enumerate(_SENTENCES)
    )


def _span(sentence: str, zh: str, en: str, kind: SpanKind) -> Span:
    start = sentence.index(zh)
    return Span(kind, zh, (start, start + len(zh)), en)
