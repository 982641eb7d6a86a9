"""What is shown of a document in hand: its state and the checks as views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.desk import views
from briefing.desk.checking import doubt_of, finding_views, span_views, with_settled
from briefing.document import Finding
from briefing.review.consistency import same_sentence
from briefing.suggest.candidates import Passage

if TYPE_CHECKING:
    from briefing.desk.paper import Check, Paper
    from briefing.desk.state import Entry
    from briefing.document import Segment


def all_findings(paper: Paper, id_: str, check: Check) -> tuple[Segment, tuple[str, ...]]:
    """A segment with all its findings, those about the whole text too, and what mends each."""
    twins = _twin_findings(paper, id_)
    others = paper.inconsistent.get(id_, ())
    segment = replace(check.segment, findings=(*check.segment.findings, *twins, *others))
    as_twin = _as_the_twin(paper, id_) if twins else ""
    mends = (*check.mends, *(as_twin for _ in twins), *("" for _ in others))
    return with_settled(segment, paper.entry(id_).choice.settled), mends


def _twin_findings(paper: Paper, id_: str) -> tuple[Finding, ...]:
    """That the same Chinese has another English elsewhere."""
    passages = [
        Passage(each, paper.segment(each).zh, en=version.en)
        for each in paper.twins.get(id_, ())
        if (version := paper.entry(each).version) is not None
    ]
    return tuple(Finding("consistency", "note", each.message) for each in same_sentence(passages))


def _as_the_twin(paper: Paper, id_: str) -> str:
    """The English that the same Chinese has elsewhere: one that was confirmed, or else the first."""
    own = paper.entry(id_).version
    others = [paper.entry(each) for each in paper.twins[id_] if each != id_]
    ways = [(each, each.version.en) for each in others if each.version and own and each.version.en != own.en]
    return min(ways, key=lambda each: not each[0].choice.confirmed)[1] if ways else ""


def segment_view(paper: Paper, id_: str, check: Check | None) -> views.SegmentView:
    """A segment as it is shown; without a `check`, its findings are not known yet."""
    entry = paper.entry(id_)
    twins = tuple(paper.entry(each) for each in paper.twins.get(id_, ()))
    key = entry, check, paper.inconsistent.get(id_), twins
    before, view = paper.shown.get(id_, (None, None))
    if view is None or before != key:
        view = _segment_view(paper, id_, entry, check)
        paper.shown[id_] = key, view
    return view


def _segment_view(paper: Paper, id_: str, entry: Entry, check: Check | None) -> views.SegmentView:
    version = entry.version
    spans: tuple[views.SpanView, ...] = ()
    findings: tuple[views.FindingView, ...] = ()
    doubt = None
    if check is not None:
        segment, mends = all_findings(paper, id_, check)
        spans, findings = span_views(segment), finding_views(segment.findings, mends)
        doubt = doubt_of(segment) if version else None
    return views.SegmentView(
        id_,
        paper.paragraph(id_).id,
        paper.segment(id_).zh,
        version.en if version else "",
        paper.hand(id_) if version else "pending",
        version.ended if version else "pending",
        doubt,
        spans,
        findings,
        len(entry.versions),
        entry.revision,
    )


def check_views(
    paper: Paper, id_: str, check: Check
) -> tuple[tuple[views.FindingView, ...], tuple[views.SpanView, ...]]:
    """What the checks say of English that was only typed: nothing about the rest of the text."""
    segment = with_settled(check.segment, paper.entry(id_).choice.settled)
    return finding_views(segment.findings, check.mends), span_views(segment)


def sheet(paper: Paper, document: views.DocumentView) -> views.Sheet:
    """The whole document, with what the checks have said of it so far."""
    paragraphs = tuple(
        views.ParagraphView(
            each.id,
            each.kind,
            each.origin.level if each.origin else 0,
            each.raw,
            tuple(segment_view(paper, one.id, paper.fresh_check(one.id)) for one in each.segments),
        )
        for each in paper.document.paragraphs
    )
    return views.Sheet(document, paragraphs, paper.state.revision)


def document_view(paper: Paper, *, translating: bool, status: str) -> views.DocumentView:
    """The document in a line; `status` is what is being done for all documents."""
    entries = paper.state.entries
    return views.DocumentView(
        paper.id,
        paper.path.name,
        "read-only" if paper.journal is None else "translating" if translating else "ready",
        "; ".join(filter(None, (paper.message, status))),
        len(entries),
        sum(each.version is not None for each in entries.values()),
        sum(each.choice.confirmed for each in entries.values()),
        _open_findings(paper),
    )


def _open_findings(paper: Paper) -> int:
    """The findings that nobody settled, of the segments that were looked at."""
    key = paper.state.revision, paper.looks
    if paper.counted[0] != key:
        shown = (segment_view(paper, id_, paper.fresh_check(id_)) for id_ in paper.state.entries)
        paper.counted = key, sum(not finding.settled for view in shown for finding in view.findings)
    return paper.counted[1]
