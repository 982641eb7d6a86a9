"""A briefing whose English is known, as briefing writes it, for tests of what reads it again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.document import Briefing, ModelInfo, Source
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.pipeline import prepare_document
from briefing.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

TERMS = Termbase(
    (
        Term(
            "枫桥经验",
            "Fengqiao model",
            also=("Fengqiao Experience",),
            forbidden=("Maple Bridge experience",),
        ),
        Term("低收入人口", "low-income population"),
        Term("社会组织", "social organization", forms=("social organizations",)),
        Term("民政部", "Ministry of Civil Affairs", article="the"),
    )
)
MATCHER = Matcher(TERMS)

TEXT: tuple[tuple[str, str], ...] = (
    ("江苏省民政工作综述", "Overview of Civil Affairs Work in Jiangsu Province"),
    (
        "截至6月底，江苏省共保障低收入人口97.7万人。全省发挥“五社联动”机制的作用。",
        "By the end of June, Jiangsu had provided support to a low-income population of 977,000 people. "
        "The province gave full play to the “five-community linkage” mechanism.",
    ),
    (
        "各地坚持和发展新时代“枫桥经验”，推动治理重心下移。",
        "Localities upheld and developed the Fengqiao model for the new era, and moved the focus of "
        "governance down to lower levels.",
    ),
    (
        "江苏省共登记社会组织8万家，总数全国第一。民政部介绍了“五社联动”的做法。",
        "Jiangsu has registered 80,000 social organizations, more than any other province. "
        "The Ministry of Civil Affairs presented the practice of “five-community linkage”.",
    ),
    (
        "今年，“枫桥经验”在12个县推广，低收入人口动态监测平台投入使用。",
        "This year, the Fengqiao model was extended to 12 counties, and a monitoring platform for the "
        "low-income population went into service.",
    ),
)
"""Paragraphs with right English."""


def source_text(paragraphs: Sequence[tuple[str, str]] = TEXT) -> str:
    return "\n\n".join(zh for zh, _ in paragraphs) + "\n"


def briefing(paragraphs: Sequence[tuple[str, str]] = TEXT, matcher: Matcher = MATCHER) -> Briefing:
    """The briefing, verified, as a run would have made it."""
    return _briefing(tuple(paragraphs), matcher)


@cache
def _briefing(paragraphs: tuple[tuple[str, str], ...], matcher: Matcher) -> Briefing:
    text = source_text(paragraphs)
    source = Source("article.txt", text, hashlib.sha256(text.encode()).hexdigest(), "utf-8")
    document = prepare_document(source, matcher)
    assert len(document.paragraphs) == len(paragraphs)
    done = []
    for paragraph, (_, en) in zip(document.paragraphs, paragraphs, strict=True):
        sentences = [en]
        if len(paragraph.segments) > 1:
            sentences = en.replace(". ", ".\n").split("\n")
        assert len(sentences) == len(paragraph.segments), en
        segments = tuple(
            verify(replace(segment, en=each, ended="stop"))
            for segment, each in zip(paragraph.segments, sentences, strict=True)
        )
        done.append(replace(paragraph, segments=segments))
    document = replace(document, paragraphs=tuple(done))
    return Briefing((document,), ModelInfo("fake", "fake 1"), (), (("briefing", "0"),))
