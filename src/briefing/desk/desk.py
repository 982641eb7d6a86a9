"""The desk: documents in hand, what is done to them, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from briefing.models.load import load_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing.desk import views
    from briefing.engine.base import Engine
    from briefing.normalize import Script


@dataclass(frozen=True, slots=True)
class Options:
    """How a desk works: the model (None: the best installed) and how it is loaded, termbases laid over the
    others, the script of the sources, and whether drafts are kept for the next run."""

    model: str | None = None
    glossaries: tuple[Path, ...] = ()
    script: Script = "auto"
    threads: int = 0
    keep_drafts: bool = True
    load: Callable[[str | None], Engine] = load_engine


class Desk:
    """Documents on a desk. All members may be called from any thread; all raise BriefingError alone."""

    @classmethod
    def open(cls, paths: Sequence[str | Path], options: Options | None = None) -> Self:
        """A desk with the documents at `paths`: sources, briefings, and folders of both.

        A fault in the only document is raised; of several, the document tells it (`failed`).
        """
        raise NotImplementedError

    def close(self) -> None:
        """Stop what runs, and give the documents free. Everything acknowledged is on disk."""
        raise NotImplementedError

    def documents(self) -> tuple[views.DocumentView, ...]:
        """The documents, in the order in which they were given."""
        raise NotImplementedError

    def sheet(self, doc: str) -> views.Sheet:
        """All of a document. Spans, findings and doubts of segments that were not looked at yet are left
        out; an event tells when they are there."""
        raise NotImplementedError

    def segment(self, doc: str, seg: str) -> views.SegmentView:
        """A segment as it stands."""
        raise NotImplementedError

    def check(
        self, doc: str, seg: str, en: str
    ) -> tuple[tuple[views.FindingView, ...], tuple[views.SpanView, ...]]:
        """What the checks say of English that was typed. Nothing is kept."""
        raise NotImplementedError

    def edit(self, doc: str, seg: str, en: str, *, confirm: bool, revision: int) -> views.SegmentView:
        """Put a person's English, and confirm it or not. Raises ConflictError if `revision` is not the
        segment's any more."""
        raise NotImplementedError

    def unconfirm(self, doc: str, seg: str) -> views.SegmentView:
        """Take a confirmation back."""
        raise NotImplementedError

    def settle(self, doc: str, seg: str, finding: str, why: str) -> views.SegmentView:
        """Take a finding as it is, with a word why."""
        raise NotImplementedError

    def unsettle(self, doc: str, seg: str, finding: str) -> views.SegmentView:
        """Have a finding open again."""
        raise NotImplementedError

    def mend(self, doc: str, seg: str, finding: str) -> views.SegmentView:
        """Put the English that a finding suggests."""
        raise NotImplementedError

    def ask(self, doc: str, seg: str, model: str | None = None) -> None:
        """Have a segment translated once more, by another model perhaps. Returns at once; an event tells
        when it is there. It takes the place of a draft, never of a person's text, and is a version of it."""
        raise NotImplementedError

    def ask_again(self, doc: str, segs: Sequence[str]) -> None:
        """The same for several: what an added term touches, say."""
        raise NotImplementedError

    def versions(self, doc: str, seg: str) -> tuple[str, ...]:
        """All Englishes that a segment has had, the oldest first."""
        raise NotImplementedError

    def choose(self, doc: str, seg: str, number: int) -> views.SegmentView:
        """Put version `number` (from 0) in place."""
        raise NotImplementedError

    def term(self, doc: str, zh: str) -> views.TermCard | None:
        """The card of a term; None if there is no entry for exactly this."""
        raise NotImplementedError

    def add_term(self, doc: str, zh: str, en: str, layer: Literal["user", "project"]) -> views.Added:
        """Add a term to one's own glossary or the project's."""
        raise NotImplementedError

    def search(self, doc: str, text: str, side: views.Side) -> tuple[views.Hit, ...]:
        """Where `text` stands; in the English whatever its case, in the Chinese in either script."""
        raise NotImplementedError

    def replacements(self, doc: str, old: str, new: str) -> tuple[views.Change, ...]:
        """What putting `new` for `old` in the English would change."""
        raise NotImplementedError

    def replace(self, doc: str, old: str, new: str, segs: Sequence[str]) -> tuple[str, ...]:
        """Do so in these segments, as one change; returns those that were changed."""
        raise NotImplementedError

    def undo(self, doc: str) -> tuple[str, ...]:
        """Take the last change back; returns the segments that it was about, none if there is none."""
        raise NotImplementedError

    def redo(self, doc: str) -> tuple[str, ...]:
        """Do again what was taken back last."""
        raise NotImplementedError

    def beside(self, doc: str, target: str) -> Path:
        """Where the document goes as `target`: beside the file that was opened, under its name."""
        raise NotImplementedError

    def write(self, doc: str, target: str, path: str | Path) -> Path:
        """Write the document with the desk's English, as `target` of translate's; returns where."""
        raise NotImplementedError

    def events(self, since: int, timeout: float) -> tuple[views.Event, ...]:
        """The events after number `since`; waits up to `timeout` seconds for one."""
        raise NotImplementedError
