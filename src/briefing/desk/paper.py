"""One document in hand: its text, its state and journal, and what the checks say of it.

Not for several threads at once: the desk has a lock. What takes long is done on values that a `Paper` hands
out, and comes back by `take_spans` and `take_check`, which refuse what has become old meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.desk.checking import Checker
from briefing.desk.mending import mended
from briefing.desk.state import REDO, UNDO, Step, Version, applied
from briefing.engine.base import remarks_of
from briefing.errors import BriefingError, UsageError
from briefing.pipeline import names_in, spanned, with_plans
from briefing.quantities.region import region_of
from briefing.spans.titles import named
from briefing.verify import penalty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from briefing.desk.journal import Journal
    from briefing.desk.kept import Kept
    from briefing.desk.state import Choices, Entry, State
    from briefing.desk.views import SegmentView
    from briefing.document import Document, Finding, Hand, Paragraph, Segment
    from briefing.engine.base import Engine
    from briefing.glossary.matcher import Matcher
    from briefing.quantities.values import Region

TITLE, MODEL, REMARK = "title:", "model:", "remark:"
"""What the names of facts begin with: the English of a 《title》 in this text, a model's fingerprint, and
what an output is to say of a model (`remark:NAME:KEY`)."""


def facts_of(engine: Engine) -> tuple[tuple[str, str], ...]:
    """What is kept of an engine whose English is in a text."""
    remarks = ((f"{REMARK}{engine.name}:{key}", value) for key, value in remarks_of(engine))
    return ((f"{MODEL}{engine.name}", engine.fingerprint), *remarks)


@dataclass(frozen=True, slots=True)
class Check:
    """A segment as the checks left it with a version of its English, and what mends its findings."""

    version: Version | None
    segment: Segment
    mends: tuple[str, ...]


@dataclass(slots=True)
class Paper:
    """A document in hand. `journal` is None where it may only be read; `message` is a line for the user.

    `spans_known` says whether its segments have their spans; `checks` are of the segments that were looked
    at. `inconsistent` has what the text says in several ways, by segment. `looks` counts what the checks have
    said; `shown` and `counted` are for `showing`, which makes nothing twice.
    """

    id: str
    path: Path
    document: Document
    state: State
    kept: Kept
    journal: Journal | None
    matcher: Matcher
    message: str = ""
    spans_known: bool = False
    checker: Checker = field(init=False)
    region: Region = field(init=False)
    checks: dict[str, Check] = field(default_factory=dict)
    inconsistent: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    looks: int = 0
    shown: dict[str, tuple[object, SegmentView]] = field(default_factory=dict)
    counted: tuple[object, int] = (None, 0)
    places: dict[str, tuple[int, int]] = field(init=False)
    twins: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.checker = Checker.of(self.document)
        self.region = region_of(each.zh for each in self.document.paragraphs)
        self.places = {
            each.id: (number, at)
            for number, paragraph in enumerate(self.document.paragraphs)
            for at, each in enumerate(paragraph.segments)
        }
        same: dict[str, list[str]] = {}
        for paragraph in self.document.paragraphs:
            for each in paragraph.segments:
                same.setdefault(each.zh.strip(), []).append(each.id)
        self.twins = {id_: tuple(ids) for ids in same.values() if len(ids) > 1 for id_ in ids}
        self._name_titles()

    # What it holds

    def entry(self, id_: str) -> Entry:
        """The state of a segment. Raises UsageError if there is none of this id."""
        if id_ not in self.state.entries:
            raise UsageError(f"{self.path.name} has no sentence {id_}", "Load the page again")
        return self.state.entries[id_]

    def paragraph(self, id_: str) -> Paragraph:
        """The paragraph that a segment stands in, by the segment's id."""
        return self.document.paragraphs[self.places[id_][0]]

    def segment(self, id_: str) -> Segment:
        """A segment with its spans, as far as they are known, without English."""
        number, at = self.places[id_]
        return self.document.paragraphs[number].segments[at]

    def pending(self) -> frozenset[str]:
        """The paragraphs with a segment for which no engine has found English, nor a person written any."""

        def wanting(segment: Segment) -> bool:
            entry = self.state.entries[segment.id]
            return not entry.is_persons and not any(each.en for each in entry.versions)

        return frozenset(
            paragraph.id
            for paragraph in self.document.paragraphs
            if any(each.zh.strip() and wanting(each) for each in paragraph.segments)
        )

    # What is done to it

    def do(self, step: Step) -> None:
        """Take a step, and write it down before it counts. Raises BriefingError where it may not be."""
        self.refuse_read_only()
        assert self.journal is not None
        state = applied(self.state, step)
        if state is self.state:
            return
        self.journal.append(step)
        self.state = state
        if any(key.startswith(TITLE) for key, _ in step.facts):
            self._name_titles()

    def refuse_read_only(self) -> None:
        """Raise BriefingError where the document may only be read."""
        if self.journal is None:
            raise BriefingError(
                f"{self.path.name} is open on another desk, and can only be read here",
                "Close it there first",
            )

    def close(self) -> None:
        """Give it out of hand; what was done is on the disk."""
        if self.journal is not None:
            self.journal.close()
            self.journal = None
        self.kept.release()

    def undo(self) -> tuple[str, ...]:
        """Take the last step back; returns the segments that it was about."""
        return self._back(UNDO, self.state.undoable)

    def redo(self) -> tuple[str, ...]:
        """Do the last step again that was taken back; returns the segments that it is about."""
        return self._back(REDO, self.state.redoable)

    def _back(self, step: Step, steps: tuple[tuple[Choices, Choices], ...]) -> tuple[str, ...]:
        if not steps:
            return ()
        self.do(step)
        return tuple(id_ for id_, _ in steps[-1][0])

    def _name_titles(self) -> None:
        facts = self.state.facts
        titles = {key.removeprefix(TITLE): en for key, en in facts.items() if key.startswith(TITLE)}
        if titles and self.spans_known:
            self.document = named(self.document, titles)

    def hand(self, id_: str) -> Hand:
        """Whose word the English of a segment is."""
        entry = self.entry(id_)
        if entry.choice.confirmed:
            return "confirmed"
        return "edited" if entry.version is not None and entry.version.by == "person" else "draft"

    # What the checks say

    def take_spans(self, document: Document, matcher: Matcher) -> None:
        """Take the spans that `matcher` found; not if another termbase holds by now."""
        if matcher is not self.matcher:
            return
        self.document, self.spans_known = document, True
        self._name_titles()
        self.checker = Checker.of(self.document)
        self.checks.clear()
        self.looks += 1

    def change_termbase(self, matcher: Matcher, touched: Collection[str]) -> None:
        """Find the spans of the segments `touched` anew, by another termbase."""
        self.matcher = matcher
        if not self.spans_known:
            return
        names = names_in(self.document.paragraphs)
        paragraphs = list(self.document.paragraphs)
        for number in sorted({self.places[id_][0] for id_ in touched}):
            paragraphs[number] = spanned(paragraphs[number], matcher, self.region)
            if names:
                paragraphs[number] = spanned(paragraphs[number], matcher, self.region, names)
        self.document = replace(self.document, paragraphs=with_plans(paragraphs))
        self._name_titles()
        self.checker = Checker.of(self.document)
        for id_ in touched:
            self.checks.pop(id_, None)
        self.looks += 1

    def checked(self, id_: str) -> Check:
        """What the checks say of a segment as it stands: known already, or found now."""
        check = self.fresh_check(id_)
        if check is None:
            check = self.check(id_, self.entry(id_).version)
            self.take_check(id_, check, self.matcher)
        return check

    def fresh_check(self, id_: str) -> Check | None:
        """What is known already of a segment as it stands."""
        check = self.checks.get(id_)
        return check if check is not None and check.version == self.entry(id_).version else None

    def unchecked(self) -> Iterator[str]:
        """The segments whose English, as it stands, no check has looked at."""
        return (id_ for id_ in self.state.entries if self.fresh_check(id_) is None)

    def take_check(self, id_: str, check: Check, matcher: Matcher) -> None:
        """Take what was found elsewhere; not if the segment or the termbase is another by now."""
        if matcher is self.matcher and self.spans_known and self.entry(id_).version == check.version:
            self.checks[id_] = check
            self.looks += 1

    def take_inconsistent(self, found: Mapping[str, tuple[Finding, ...]]) -> bool:
        """Take what the text was found to say in several ways; returns whether that is news."""
        if found == self.inconsistent:
            return False
        self.inconsistent = found
        self.looks += 1
        return True

    def check(self, id_: str, version: Version | None) -> Check:
        """What the checks say of a segment with this English. Keeps nothing."""
        heading = self.paragraph(id_).kind == "heading"
        return checked(self.checker, self._segment_with_spans(id_), version, heading=heading)

    def _segment_with_spans(self, id_: str) -> Segment:
        if self.spans_known:
            return self.segment(id_)
        return spanned(self.paragraph(id_), self.matcher, self.region).segments[self.places[id_][1]]


def checked(checker: Checker, segment: Segment, version: Version | None, *, heading: bool) -> Check:
    """What the checks say of a segment, whose spans are known, with a version of its English."""
    done = checker.checked(segment, version, heading=heading)
    if version is None or not done.findings:
        return Check(version, done, ("",) * len(done.findings))

    def tried(en: str) -> Segment:
        return checker.checked(segment, Version(en, "person"), heading=heading)

    worst = penalty(tried(version.en))
    return Check(version, done, tuple(mended(done, each, tried, worst) for each in done.findings))
