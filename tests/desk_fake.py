"""A desk for tests of its page: a small briefing in memory, held to the real checks, with nothing on disk."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pairs

from briefing.desk import filing
from briefing.desk.views import (
    Added,
    Change,
    DocumentView,
    Event,
    FindingView,
    Hit,
    ParagraphView,
    SegmentView,
    Sheet,
    SpanView,
    TermCard,
)
from briefing.errors import BriefingError
from briefing.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Finding, Paragraph, Segment, Span


@dataclass
class _Held:
    """A segment as the document has it, and what became of it."""

    segment: Segment
    state: str = "draft"
    revision: int = 1
    settled: dict[str, str] = None  # type: ignore[assignment]
    versions: list[str] = None  # type: ignore[assignment]


class FakeDesk:
    """The members of `Desk` that a page uses; `written` and `asked` are what was asked of it."""

    def __init__(self, text: Sequence[tuple[str, str]] = pairs.TEXT, *, documents: int = 1) -> None:
        self.lock = threading.Condition()
        self.paragraphs: tuple[Paragraph, ...] = pairs.briefing(text).documents[0].paragraphs
        self.held = {
            each.id: _Held(each, settled={}, versions=[each.en])
            for paragraph in self.paragraphs
            for each in paragraph.segments
        }
        self.number = documents
        self.done: list[tuple[str, str]] = []
        self.undone: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.written: list[tuple[str, str]] = []
        self.told: list[Event] = []
        self.message = ""

    def documents(self) -> tuple[DocumentView, ...]:
        return tuple(self._document(f"d{each + 1}") for each in range(self.number))

    def _document(self, doc: str) -> DocumentView:
        if doc not in [f"d{each + 1}" for each in range(self.number)]:
            raise BriefingError(f"there is no document {doc} on this desk", "Load the page again")
        views = [self._view(each) for each in self.held.values()]
        confirmed = sum(each.state == "confirmed" for each in views)
        findings = sum(not finding.settled for each in views for finding in each.findings)
        return DocumentView(
            doc, "article.txt", "ready", self.message, len(views), len(views), confirmed, findings
        )

    def sheet(self, doc: str) -> Sheet:
        paragraphs = tuple(
            ParagraphView(
                each.id,
                each.kind,
                0,
                each.raw,
                tuple(self._view(self.held[segment.id]) for segment in each.segments),
            )
            for each in self.paragraphs
        )
        return Sheet(self._document(doc), paragraphs, len(self.told))

    def mark(self, doc: str) -> str:
        return f"fake-{doc}"

    def segment(self, doc: str, seg: str) -> SegmentView:
        self._document(doc)
        if seg not in self.held:
            raise BriefingError(f"there is no segment {seg}", "Load the page again")
        return self._view(self.held[seg])

    def _view(self, held: _Held, en: str | None = None) -> SegmentView:
        segment = _checked(held.segment, held.versions[-1] if en is None else en)
        findings = tuple(_finding(each, held.settled) for each in segment.findings)
        return SegmentView(
            segment.id,
            segment.id.split(".")[0],
            segment.zh,
            segment.en,
            held.state,  # type: ignore[arg-type]
            "stop",
            float(sum(not each.settled for each in findings)),
            tuple(_span(each) for each in segment.spans),
            findings,
            len(held.versions),
            held.revision,
        )

    def check(self, doc: str, seg: str, en: str) -> tuple[tuple[FindingView, ...], tuple[SpanView, ...]]:
        self.segment(doc, seg)
        view = self._view(self.held[seg], en)
        return view.findings, view.spans

    def edit(
        self, doc: str, seg: str, en: str, *, confirm: bool, revision: int, going_on: bool = False
    ) -> SegmentView:
        self.segment(doc, seg)
        held, en = self.held[seg], " ".join(en.split())
        if revision != held.revision:
            raise BriefingError(f"{seg} was changed elsewhere", "Look at it again")
        if en != held.versions[-1]:
            if going_on:
                held.versions.pop()
            else:
                self.done.append((seg, held.versions[-1]))
            held.versions.append(en)
        held.state = "confirmed" if confirm else "edited"
        return self._changed(doc, seg)

    def unconfirm(self, doc: str, seg: str) -> SegmentView:
        self.held[seg].state = "edited"
        return self._changed(doc, seg)

    def settle(self, doc: str, seg: str, finding: str, why: str) -> SegmentView:
        self.held[seg].settled[finding] = why
        return self._changed(doc, seg)

    def unsettle(self, doc: str, seg: str, finding: str) -> SegmentView:
        del self.held[seg].settled[finding]
        return self._changed(doc, seg)

    def mend(self, doc: str, seg: str, finding: str) -> SegmentView:
        view = self.segment(doc, seg)
        (mend,) = [each.mend for each in view.findings if each.id == finding]
        return self.edit(doc, seg, mend, confirm=False, revision=view.revision)

    def ask(self, doc: str, seg: str, model: str | None = None) -> None:
        self.asked.append(f"{seg} {model}" if model else seg)
        if self.held[seg].state == "draft":
            self.held[seg].versions.append(f"{self.held[seg].versions[-1]} Once more.")
        self._changed(doc, seg)

    def ask_again(self, doc: str, segs: Sequence[str]) -> None:
        for each in segs:
            self.ask(doc, each)

    def versions(self, doc: str, seg: str) -> tuple[str, ...]:
        self.segment(doc, seg)
        return tuple(self.held[seg].versions)

    def choose(self, doc: str, seg: str, number: int) -> SegmentView:
        self.held[seg].versions.append(self.held[seg].versions[number])
        return self._changed(doc, seg)

    def term(self, doc: str, zh: str) -> TermCard | None:
        found = next((each for each in pairs.TERMS.terms if each.zh == zh), None)
        if found is None:
            return None
        uses = tuple(each.segment.id for each in self.held.values() if zh in each.segment.zh)
        return TermCard(
            zh, found.en, found.forms, found.also, found.forbidden, "", "", "project", "terms.yaml", 2, uses
        )

    def add_term(self, doc: str, zh: str, en: str, layer: str) -> Added:
        touched = tuple(each.segment.id for each in self.held.values() if zh in each.segment.zh)
        return Added(f"{layer}.yaml", ("article: English may need one",), touched)

    def search(self, doc: str, text: str, side: str) -> tuple[Hit, ...]:
        return tuple(
            Hit(view.id, side, (at, at + len(text)))  # type: ignore[arg-type]
            for each in self.held.values()
            for view in [self._view(each)]
            if (at := getattr(view, side).find(text)) >= 0
        )

    def replacements(self, doc: str, old: str, new: str) -> tuple[Change, ...]:
        found = [(hit, self.segment(doc, hit.segment).en) for hit in self.search(doc, old, "en")]
        return tuple(Change(hit.segment, en, en.replace(old, new), (hit.at,)) for hit, en in found)

    def replace(self, doc: str, old: str, new: str, segs: Sequence[str]) -> tuple[str, ...]:
        for change in self.replacements(doc, old, new):
            if change.segment in segs:
                view = self.segment(doc, change.segment)
                self.edit(doc, change.segment, change.after, confirm=False, revision=view.revision)
        return tuple(segs)

    def undo(self, doc: str) -> tuple[str, ...]:
        return self._back(doc, self.done, self.undone)

    def redo(self, doc: str) -> tuple[str, ...]:
        return self._back(doc, self.undone, self.done)

    def _back(self, doc: str, of: list[tuple[str, str]], onto: list[tuple[str, str]]) -> tuple[str, ...]:
        if not of:
            return ()
        seg, en = of.pop()
        onto.append((seg, self.held[seg].versions[-1]))
        self.held[seg].versions.append(en)
        self._changed(doc, seg)
        return (seg,)

    def beside(self, doc: str, target: str) -> Path:
        self._document(doc)
        filing.target_named(target)
        return Path("/named/on/the/command/line") / f"article.{target}"

    def write(self, doc: str, target: str, path: Path) -> Path:
        self.written.append((target, str(path)))
        return path

    def _changed(self, doc: str, seg: str) -> SegmentView:
        with self.lock:
            self.held[seg].revision += 1
            self.told.append(Event(len(self.told) + 1, "segment", doc, seg))
            self.lock.notify_all()
        return self.segment(doc, seg)

    def events(self, since: int, timeout: float) -> tuple[Event, ...]:
        with self.lock:
            self.lock.wait_for(lambda: len(self.told) > since, timeout)
            return tuple(self.told[since:])

    def close(self) -> None:
        """Nothing."""


@lru_cache(1000)
def _checked(segment: Segment, en: str) -> Segment:
    return verify(replace(segment, en=en, findings=()))


def _finding(finding: Finding, settled: dict[str, str]) -> FindingView:
    id_ = f"{finding.rule}-{finding.zh_at or finding.en_at or ''}"
    return FindingView(
        id_,
        finding.rule,
        finding.severity,
        finding.message,
        finding.zh_at,
        finding.en_at,
        id_ in settled,
        settled.get(id_, ""),
        f"Mended: {finding.expected}" if finding.expected else "",
    )


def _span(span: Span) -> SpanView:
    return SpanView(span.kind, span.zh, span.en, span.zh_at, span.en_at, span.by, span.kind == "term")
