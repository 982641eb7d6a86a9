"""Segments that the termbase and the figures render alone."""

from __future__ import annotations

import pytest

from briefing.document import Segment
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.leverage import known
from briefing.restore import restore
from briefing.spans import SpanContext, find_spans
from briefing.verify import verify

MATCHER = Matcher(
    Termbase(
        (
            Term("加强顶层设计", "strengthen top-level design", use="check"),
            Term("本报记者", "staff reporter"),
            Term("民政部", "Ministry of Civil Affairs", article="the"),
            Term("财政部", "Ministry of Finance", article="the"),
            Term("高质量发展", "high-quality development"),
            Term("乡村振兴", "rural revitalization"),
        )
    )
)


def segment_of(zh: str, kind: str = "body") -> Segment:
    spans, findings = find_spans(zh, MATCHER, context=SpanContext(kind=kind, region=""))  # type: ignore[arg-type]
    return Segment("p1.1", zh, spans, findings=findings)


@pytest.mark.parametrize(
    ("zh", "kind", "en"),
    [
        ("加强顶层设计。", "body", "Strengthen top-level design."),
        ("2026年5月18日", "body", "May 18, 2026"),
        ("■ 本报记者 皮磊", "byline", "■ Staff reporter Pi Lei"),
        ("民政部、财政部", "body", "The Ministry of Civil Affairs, the Ministry of Finance"),
        ("《乡村振兴》", "heading", "“Rural revitalization”"),
        ("（2022年7月26日）", "body", "(July 26, 2022)"),
        ("一、乡村振兴", "heading", "I. Rural revitalization"),
        ("823万张", "table-cell", "8.23 million"),
        ("45座", "table-cell", "45"),
        ("1.2万家。", "body", "12,000."),
        ("（一）乡村振兴。", "heading", "(1) Rural revitalization."),
    ],
)
def test_known(zh: str, kind: str, en: str) -> None:
    segment = segment_of(zh, kind)
    draft = known(segment)
    assert draft is not None
    finished = verify(restore(segment, draft))
    assert finished.en == en
    assert not finished.findings
    for span in finished.spans:
        assert span.en_at is not None


@pytest.mark.parametrize(
    "zh",
    [
        "民政部通知。",  # a word that is not known
        "高质量发展乡村振兴",  # what relation?
        "民政部和财政部",
        "。",
        "https",
        "45人",  # people are said
        "126座水库",
    ],
)
def test_not_known(zh: str) -> None:
    assert known(segment_of(zh)) is None
