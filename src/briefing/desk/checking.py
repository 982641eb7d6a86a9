"""What the checks say of a document's segments: the same that they say on the command line.

An engine's English is held to what `translate` holds it to, a person's to what `check` holds it to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.desk.views import FindingView, SpanView
from briefing.renderings import admitted
from briefing.repair.respell import notes_standing
from briefing.review.rules import SENTENCE_RULES
from briefing.verify import Setting, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.desk.state import Version
    from briefing.document import Document, Finding, Segment, Severity

WEIGHTS: dict[Severity, float] = {"error": 1.0, "warning": 0.4, "note": 0.1}
"""How much a finding adds to the doubt about a segment: its order, not a probability."""


@dataclass(frozen=True, slots=True)
class Checker:
    """The checks, told of the text that the segments stand in: `setting` for engines, `persons` for people,
    whose English may say a name where the Chinese says "he"."""

    setting: Setting
    persons: Setting

    @classmethod
    def of(cls, document: Document) -> Checker:
        """The checks for a document; `persons` know the names that its spans have by now."""
        setting = Setting.of(paragraph.zh for paragraph in document.paragraphs)
        segments = (each for paragraph in document.paragraphs for each in paragraph.segments)
        texts = (text for each in segments for span in each.spans for text in admitted(span))
        named = frozenset(word for text in texts for word in text.split())
        return cls(setting, replace(setting, named=named))

    def checked(self, segment: Segment, version: Version | None, *, heading: bool) -> Segment:
        """The segment, whose spans are known, with an English and what the checks find in it."""
        if version is None:
            return replace(segment, en="", ended="pending")
        done = replace(segment, en=version.en, ended=version.ended)
        notes = notes_standing(version.notes, version.en)
        if version.by == "engine":
            done = verify(done, self.setting, heading=heading)
            return replace(done, findings=(*done.findings, *notes))
        done = verify(done, self.persons, heading=heading)
        findings = (each for each in done.findings if each.rule not in SENTENCE_RULES)
        return replace(done, findings=(*findings, *notes))


def finding_id(rule: str, message: str) -> str:
    """The id of a finding that says this, the first in its segment."""
    said = f"{rule}\0{message}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(said).hexdigest()[:10]


def finding_ids(findings: Iterable[Finding]) -> list[str]:
    """An id for each finding, made of what it says; where two say the same, the second is another one."""
    ids: list[str] = []
    for finding in findings:
        first = finding_id(finding.rule, finding.message)
        number = sum(each.partition("-")[0] == first for each in ids)
        ids.append(f"{first}-{number + 1}" if number else first)
    return ids


def with_settled(segment: Segment, settled: Sequence[tuple[str, str]]) -> Segment:
    """The segment with its settled findings marked as such."""
    if not settled:
        return segment
    whys = dict(settled)
    ids = finding_ids(segment.findings)
    marked = zip(segment.findings, ids, strict=True)
    return replace(segment, findings=tuple(replace(each, settled=whys.get(id_)) for each, id_ in marked))


def doubt_of(segment: Segment) -> float:
    """How doubtful a checked segment is: the sum over its open findings, 0 for none."""
    return sum(WEIGHTS[each.severity] for each in segment.findings if each.settled is None)


def finding_views(findings: Sequence[Finding], mends: Sequence[str]) -> tuple[FindingView, ...]:
    """The findings of a segment as they are shown, each with what mends it."""
    shown = zip(findings, finding_ids(findings), mends, strict=True)
    return tuple(
        FindingView(
            id_,
            each.rule,
            each.severity,
            f"{each.message}; expected: {each.expected}" if each.expected else each.message,
            each.zh_at,
            each.en_at,
            each.settled is not None,
            each.settled or "",
            mend,
        )
        for each, id_, mend in shown
    )


def span_views(segment: Segment) -> tuple[SpanView, ...]:
    """The spans of a segment as they are shown."""
    return tuple(
        SpanView(each.kind, each.zh, each.en, each.zh_at, each.en_at, each.by, each.kind == "term")
        for each in segment.spans
    )
