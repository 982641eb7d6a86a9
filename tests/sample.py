"""A small finished briefing, made by hand: every kind of paragraph, terms, figures, findings, a failure."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from briefing.document import (
    Briefing,
    Document,
    Edit,
    Finding,
    GlossaryInfo,
    How,
    Kind,
    ModelInfo,
    Paragraph,
    Segment,
    Source,
    Span,
    SpanKind,
)


def span(
    kind: SpanKind, zh: str, en: str, segment_zh: str, segment_en: str, by: How = "marker", value: str = ""
) -> Span:
    """A span at the first place where `zh` and `en` stand; not settled where `en` is not in the English."""
    at = segment_zh.index(zh)
    en_at = segment_en.find(en)
    found = en_at >= 0
    return Span(
        kind,
        zh,
        (at, at + len(zh)),
        en,
        value=Decimal(value) if value else None,
        en_at=(en_at, en_at + len(en)) if found else None,
        by=by if found else "",
    )


def segment(
    id_: str,
    zh: str,
    en: str,
    spans: tuple[tuple[SpanKind, str, str], ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Segment:
    made = tuple(span(kind, span_zh, span_en, zh, en) for kind, span_zh, span_en in spans)
    return Segment(id_, zh, made, en, "stop" if en else "failed", findings)


def paragraph(id_: str, kind: Kind, *segments: Segment, at: int = 0, raw: str | None = None) -> Paragraph:
    text = "".join(each.zh for each in segments) if raw is None else raw
    return Paragraph(id_, kind, text, (at, at + len(text)), segments)


def document() -> Document:
    """A press conference, after the manner of the provinces."""
    paragraphs = (
        paragraph(
            "p1",
            "heading",
            segment(
                "p1.1",
                "强化基层治理，保障和改善民生",
                "Strengthening primary-level governance, ensuring and improving people's well-being",
                (("term", "基层治理", "primary-level governance"), ("term", "民生", "people's well-being")),
            ),
        ),
        paragraph(
            "p2",
            "byline",
            segment("p2.1", "■ 本报记者 皮磊", "By staff reporter Pi Lei", (("name", "皮磊", "Pi Lei"),)),
        ),
        paragraph(
            "p3",
            "body",
            segment(
                "p3.1",
                "截至6月底，全省共保障低收入人口97.7万人，发放救助资金33.17亿元。",
                "By the end of June, the province had provided support to a low-income population "
                "of 977,000, with 3.317 billion yuan in assistance.",
                (
                    ("date", "6月底", "end of June"),
                    ("term", "低收入人口", "low-income population"),
                    ("figure", "97.7万", "977,000"),
                    ("figure", "33.17亿", "3.317 billion"),
                ),
            ),
            segment(
                "p3.2",
                "“枫桥经验”在2.13万个村（社区）得到推广。",
                "The Fengqiao Experience was extended to 21,300 villages (communities).",
                (("term", "枫桥经验", "Fengqiao model"), ("figure", "2.13万", "21,300")),
                (
                    Finding(
                        "term-missing",
                        "error",
                        "枫桥经验 is not rendered as the glossary says.",
                        "Fengqiao model",
                        (1, 5),
                    ),
                ),
            ),
            raw="截至6月底,全省共保障低收入人口97.7萬人,發(fā)放救助資金33.17億元。"
            "“楓橋經(jīng)驗”在2.13萬個村(社區(qū))得到推廣。",
        ),
        paragraph(
            "p4",
            "list-item",
            segment(
                "p4.1",
                "（一）加强党建引领。",
                "(1) Strengthen Party-building guidance.",
                (("term", "党建引领", "Party-building guidance"),),
                (Finding("length", "note", "The English is shorter than such a sentence usually is."),),
            ),
            segment("p4.2", "完善网格化管理。", ""),
        ),
        paragraph(
            "p5",
            "list-item",
            segment(
                "p5.1",
                "（二）全省现有社会组织7593家，占5.2%。",
                "(2) The province now has 7,593 social organizations, or 5.3% of all.",
                (
                    ("term", "社会组织", "social organizations"),
                    ("figure", "7593", "7,593"),
                    ("percent", "5.2%", "5.2%"),
                ),
                (
                    Finding("figure-missing", "error", "5.2% is not in the English.", "5.2%"),
                    Finding("figure-extra", "warning", "5.3% has no counterpart in the Chinese."),
                ),
            ),
        ),
        paragraph(
            "p6",
            "body",
            segment(
                "p6.1",
                "详见 https://example.org/a_b|c*d 与 <b>R&D</b> [red]附件[/red]：`1. 甲`。",
                "For details see https://example.org/a_b|c*d and <b>R&D</b> [red]annex[/red]: `1. A`.",
                (("url", "https://example.org/a_b|c*d", "https://example.org/a_b|c*d"),),
            ),
        ),
    )
    placed = []
    at = 0
    for each in paragraphs:
        placed.append(replace(each, source_at=(at, at + len(each.raw))))
        at += len(each.raw) + 1
    text = "\n".join(each.raw for each in placed)
    edits = (
        Edit(60, 65, "(fā)", "", "pinyin"),
        Edit(65, 66, "發", "发", "script"),
        Edit(30, 31, ",", "，", "punctuation"),
        Edit(66, 67, "萬", "万", "script"),
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(Source("jiangsu.txt", text, digest, "utf-8"), "tw", edits, tuple(placed))


def briefing(*documents: Document) -> Briefing:
    return Briefing(
        documents or (document(),),
        ModelInfo("qwen2.5-coder-1.5b-briefing", "openvino 2026.4 a1b2c3", "briefing-0.1"),
        (
            GlossaryInfo("governance.yaml", "shipped", "1" * 64, 120),
            GlossaryInfo("house.yaml", "project", "2" * 64, 3),
        ),
        (
            ("briefing", "0.1.0"),
            ("model", "qwen2.5-coder-1.5b-briefing"),
            ("glossaries", "1111+2222"),
            ("threads", "2"),
        ),
    )


def check_golden(name: str, text: str) -> None:
    """`text` is what tests/golden holds; `UPDATE_GOLDEN=1 pytest` takes it over, to be looked at."""
    path = Path(__file__).parent / "golden" / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()
