"""What needs no engine: a segment that is nothing but spans whose English is known.

加强顶层设计。 (Strengthen top-level design.), a heading that the termbase has; 2026年5月18日 (May 18, 2026)
at the end of a notice; ■ 本报记者 皮磊 (■ Staff reporter Pi Lei) at its head; 823万张 (8.23 million)
in a table.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.engine.base import Draft

if TYPE_CHECKING:
    from briefing.document import Range, Segment

_PUNCTUATION = {
    "。": ". ", "，": ", ", "、": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? ", "（": " (",
    "）": ") ", "(": " (", ")": ") ", "“": " “", "”": "” ", "《": " “", "》": "” ",
    "|": " | ", "—": "—", "-": "-",
}  # fmt: skip
_MEASURES = frozenset("个名位项条件张份册本套台辆艘架座所家处只头匹枚颗株棵起宗例")
"""Measure words, for which English has no word where their noun stands elsewhere: 823万张, of beds."""
_BULLETS = "■□●○◆◇▲△★☆▪•·"


def known(segment: Segment) -> Draft | None:
    """The segment's English, each span's rendering in a mark; None if anything in it is not known.

    The number of an item is left out: `restore` puts it back. Two renderings that follow each other with
    nothing between them are not taken as known: what relation they
    have is for the engine to say.
    """
    spans = sorted(segment.spans, key=lambda span: span.zh_at)
    numbered = bool(spans) and spans[0].kind == "list-number"
    at = spans.pop(0).zh_at[1] if numbered else 0
    if not spans or any(one.zh_at[1] == other.zh_at[0] for one, other in pairwise(spans)):
        return None
    text = ""
    marks: list[Range] = []
    for span in spans:
        gap = segment.zh[at : span.zh_at[0]]
        between = _english(gap)
        if between is None:
            return None
        text = _joined(text, between)
        if text and text[-1].isalnum():
            text += " "
        marks.append((len(text), len(text) + len(span.en)))
        text += span.en
        at = span.zh_at[1]
    rest = segment.zh[at:]
    if spans[-1].kind == "figure" and rest[:1] in _MEASURES:
        rest = rest[1:]
    end = _english(rest)
    if end is None:
        return None
    return Draft(_joined(text, end).rstrip(), tuple(marks), "stop")


def _english(zh: str) -> str | None:
    """Punctuation as English writes it; None if there is anything else."""
    english = ""
    for char in zh:
        if char.isspace():
            english = _joined(english, " ")
        elif char in _BULLETS:
            english = _joined(english, f" {char} ")
        elif char in _PUNCTUATION:
            english = _joined(english, _PUNCTUATION[char])
        else:
            return None
    return english


def _joined(before: str, after: str) -> str:
    """Both, with at most one space between them, and none at the start or before a closing mark."""
    if not before or before[-1] in " (“":
        return before + after.lstrip()
    if after[:1] in tuple(",.;:!?)”"):
        return before.rstrip() + after
    return before + after
