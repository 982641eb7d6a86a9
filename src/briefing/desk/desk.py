"""The desk: documents in hand, what is done to them, and what is told of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from briefing.desk import commands, filing, searching, showing, terms, views
from briefing.desk.background import Background
from briefing.desk.events import Events
from briefing.desk.opening import named_files
from briefing.desk.shelf import Shelf
from briefing.desk.state import going_on as before_last
from briefing.desk.working import Engines
from briefing.errors import BriefingError, UsageError
from briefing.files import real
from briefing.glossary.compiled import load
from briefing.models.load import load_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.desk.paper import Paper
    from briefing.desk.state import Step
    from briefing.engine.base import Engine
    from briefing.normalize import Script

Layer = Literal["user", "project"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a desk works: the model (None: the best installed) and how it is loaded, termbases laid over the
    others, the script of the sources, and whether drafts are kept for the next run."""

    model: str | None = None
    glossaries: tuple[Path, ...] = ()
    script: Script = "auto"
    threads: int = 0
    keep_drafts: bool = True
    load: Callable[[str | None], Engine] | None = None


class Desk:
    """Documents on a desk. All members may be called from any thread; all raise BriefingError alone.

    What is asked for by the id of a document that there is not, or of a sentence, raises UsageError.
    """

    def __init__(self, files: Sequence[Path], folders: Sequence[Path], options: Options) -> None:
        """Use `Desk.open`."""
        self._options = options
        self._folders = {real(each) for each in folders} | {real(each).parent for each in files}
        self._lock = threading.RLock()
        self._events = Events()
        engines = Engines(self._load, keep_drafts=options.keep_drafts, tell=self._tell_all)
        matcher = load(options.glossaries)[1]
        self._background = Background(self._lock, self._events, engines, self._unexpected)
        self._shelf = Shelf(files, matcher, options.script, self._events, self._background)

    @classmethod
    def open(cls, paths: Sequence[str | Path], options: Options | None = None) -> Self:
        """A desk with the documents at `paths`: sources, briefings, and folders of both.

        A fault in the only document is raised; of several, the document tells it (`failed`). Documents have
        the ids `d1`, `d2`, ... in their order.
        """
        folders = [Path(each) for each in paths if Path(each).is_dir()]
        desk = cls(named_files(paths), folders, options or Options())
        try:
            desk._shelf.take_in()
        except BriefingError:
            desk.close()
            raise
        return desk

    def close(self) -> None:
        """Stop what runs, and give the documents free. Everything acknowledged is on disk."""
        self._events.close()
        self._background.worker.stop()
        with self._lock:
            self._shelf.close()

    def wait(self, timeout: float) -> bool:
        """Wait until nothing is done in the background any more; returns whether it is so."""
        return self._background.worker.wait(timeout)

    # What there is to see

    def documents(self) -> tuple[views.DocumentView, ...]:
        """The documents, in the order in which they were given."""
        with self._lock:
            return self._shelf.views()

    def sheet(self, doc: str) -> views.Sheet:
        """All of a document. Spans, findings and doubts of segments that were not looked at yet are left
        out; an event tells when they are there."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return showing.sheet(paper, self._shelf.view(paper))

    def mark(self, doc: str) -> str:
        """What tells a document from all others, of other desks too, which have the same ids."""
        return self._shelf.paper(doc).kept.mark

    def segment(self, doc: str, seg: str) -> views.SegmentView:
        """A segment as it stands."""
        return self._segment(self._shelf.paper(doc), seg)

    def events(self, since: int, timeout: float) -> tuple[views.Event, ...]:
        """The events after number `since`; waits up to `timeout` seconds for one.

        Who was away for too long gets one of kind `sheet` without a document: all are to be fetched again.
        """
        return self._events.since(since, timeout)

    def check(
        self, doc: str, seg: str, en: str
    ) -> tuple[tuple[views.FindingView, ...], tuple[views.SpanView, ...]]:
        """What the checks say of English that was typed. Nothing is kept."""
        paper = self._shelf.paper(doc)
        with self._lock:
            check = paper.check(seg, commands.persons(paper.entry(seg), commands.one_line(en)))
            return showing.check_views(paper, seg, check)

    # What is done

    def edit(
        self, doc: str, seg: str, en: str, *, confirm: bool, revision: int, going_on: bool = False
    ) -> views.SegmentView:
        """Put a person's English, and confirm it or not; white space is made one space each.

        With `going_on`, it takes the place of what was put there last, where that is still typed on.

        English that is as it stands changes nothing but, with `confirm`, its confirmation. Raises
        ConflictError if a person has changed the segment since `revision`.
        """
        paper = self._shelf.paper(doc)

        def step() -> Step | None:
            entry = paper.entry(seg)
            earlier = before_last(paper.state, seg) if going_on else None
            return commands.edited(seg, entry, en, confirm=confirm, revision=revision, earlier=earlier)

        return self._do(paper, seg, step)

    def unconfirm(self, doc: str, seg: str) -> views.SegmentView:
        """Take a confirmation back."""
        paper = self._shelf.paper(doc)
        return self._do(paper, seg, lambda: commands.unconfirmed(seg, paper.entry(seg)))

    def settle(self, doc: str, seg: str, finding: str, why: str) -> views.SegmentView:
        """Take a finding as it is, with a word why."""
        paper = self._shelf.paper(doc)
        return self._do(paper, seg, lambda: commands.settled(seg, paper.entry(seg), finding, why))

    def unsettle(self, doc: str, seg: str, finding: str) -> views.SegmentView:
        """Have a finding open again."""
        paper = self._shelf.paper(doc)
        return self._do(paper, seg, lambda: commands.settled(seg, paper.entry(seg), finding, None))

    def mend(self, doc: str, seg: str, finding: str) -> views.SegmentView:
        """Put the English that a finding suggests. Raises UsageError if there is none any more."""
        paper = self._shelf.paper(doc)

        def step() -> Step:
            shown = self._segment(paper, seg).findings
            mend = next((each.mend for each in shown if each.id == finding), "")
            if not mend:
                raise UsageError(f"{seg} has nothing that would mend this", "Edit the English")
            return commands.written("mend", [(seg, paper.entry(seg), mend)])

        return self._do(paper, seg, step)

    def versions(self, doc: str, seg: str) -> tuple[str, ...]:
        """All Englishes that a segment has had, the oldest first."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return tuple(each.en for each in paper.entry(seg).versions)

    def choose(self, doc: str, seg: str, number: int) -> views.SegmentView:
        """Put version `number` (from 0) in place."""
        paper = self._shelf.paper(doc)
        return self._do(paper, seg, lambda: commands.chosen(seg, paper.entry(seg), number))

    def undo(self, doc: str) -> tuple[str, ...]:
        """Take the last change back; returns the segments that it was about, none if there is none."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return self._changed(paper, paper.undo())

    def redo(self, doc: str) -> tuple[str, ...]:
        """Do again what was taken back last."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return self._changed(paper, paper.redo())

    def ask(self, doc: str, seg: str, model: str | None = None) -> None:
        """Have a segment translated once more, by another model perhaps. Returns at once; an event tells
        when it is there. It takes the place of a draft, never of a person's text, and is a version of it."""
        self.ask_again(doc, (seg,), model)

    def ask_again(self, doc: str, segs: Sequence[str], model: str | None = None) -> None:
        """The same for several: what an added term touches, say."""
        paper = self._shelf.paper(doc)
        with self._lock:
            paper.refuse_read_only()
            for seg in segs:
                paper.entry(seg)
        for seg in segs:
            self._background.ask(paper, seg, None if model == self._options.model else model)

    # Terms

    def term(self, doc: str, zh: str) -> views.TermCard | None:
        """The card of a term; None if there is no entry for exactly this."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return terms.card(paper.matcher.termbase, paper, zh)

    def add_term(self, doc: str, zh: str, en: str, layer: Layer) -> views.Added:
        """Add a term to one's own glossary or the project's, or change its rendering there.

        `touched` are the segments of this document in which it stands; they are checked by it from now on.
        """
        paper = self._shelf.paper(doc)
        term = terms.put(paper.matcher.termbase, zh, en, layer)
        matcher = load(self._options.glossaries)[1]
        with self._lock:
            self._shelf.matcher = matcher
            for each in self._shelf.papers():
                touched = terms.with_term(each, term.key)
                each.change_termbase(matcher, touched)
                self._changed(each, touched)
        # The linter looks at all termbases, which takes seconds.
        said = tuple(terms.remarks(term, layer))
        return views.Added(term.file, said, terms.with_term(paper, term.key))

    # Search

    def search(self, doc: str, text: str, side: views.Side) -> tuple[views.Hit, ...]:
        """Where `text` stands; in the English whatever its case, in the Chinese in either script."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return searching.search(paper, text, side)

    def replacements(self, doc: str, old: str, new: str) -> tuple[views.Change, ...]:
        """What putting `new` for `old` in the English would change."""
        paper = self._shelf.paper(doc)
        with self._lock:
            return searching.replacements(paper, old, new)

    def replace(self, doc: str, old: str, new: str, segs: Sequence[str]) -> tuple[str, ...]:
        """Do so in these segments, as one change; returns those that were changed."""
        paper = self._shelf.paper(doc)
        with self._lock:
            changes = [each for each in searching.replacements(paper, old, new) if each.segment in segs]
            texts = [(each.segment, paper.entry(each.segment), each.after) for each in changes]
            if texts:
                paper.do(commands.written("replace", texts))
            return self._changed(paper, tuple(each.segment for each in changes))

    # Files

    def beside(self, doc: str, target: str) -> Path:
        """Where the document goes as `target`: beside the file that was opened, under its name."""
        return filing.place(self._shelf.paper(doc), filing.target_named(target), self._shelf.files)

    def write(self, doc: str, target: str, path: str | Path) -> Path:
        """Write the document with the desk's English, as `target` of translate's; returns where.

        Only beside a document that is open, or in a folder that was. The file that the document was read
        from is replaced if it is a briefing that nobody else has changed meanwhile; a source never is, nor
        what a person has edited.
        """
        paper, wanted, path = self._shelf.paper(doc), filing.target_named(target), Path(path)
        if not any(real(path).is_relative_to(each) for each in self._folders):
            raise UsageError(f"{path} is not in a folder of the desk", f"Write beside {paper.path}")
        paper.refuse_read_only()
        self._background.catch_up(paper)
        with self._lock:
            data = filing.rendered(paper, wanted)
            filing.put(paper, path, data, self._shelf.files)
            paper.message = "" if filing.is_as_known(paper) else filing.CHANGED
            self._events.tell("document", paper.id)
        return path

    # Within

    def _load(self, name: str | None) -> Engine:
        name = name or self._options.model
        if self._options.load:
            return self._options.load(name)
        try:
            return load_apart(name, threads=self._options.threads, on_status=self._tell_all)
        finally:
            self._tell_all("")

    def _tell_all(self, message: str) -> None:
        with self._lock:
            self._shelf.tell(message)

    def _unexpected(self, error: Exception) -> None:
        self._tell_all(f"unexpected {type(error).__name__} in the background: {error}")

    def _segment(self, paper: Paper, seg: str) -> views.SegmentView:
        with self._lock:
            return showing.segment_view(paper, seg, paper.checked(seg))

    def _do(self, paper: Paper, seg: str, step: Callable[[], Step | None]) -> views.SegmentView:
        """Do what a person wants with a segment; returns it as it is then."""
        with self._lock:
            paper.refuse_read_only()
            made = step()
            if made is not None:
                paper.do(made)
                paper.message = ""
                self._changed(paper, (seg,))
            return self._segment(paper, seg)

    def _changed(self, paper: Paper, segs: tuple[str, ...]) -> tuple[str, ...]:
        """Tell of segments that were changed, and of those with the same Chinese."""
        for seg in dict.fromkeys(each for one in segs for each in (one, *paper.twins.get(one, ()))):
            self._events.tell("segment", paper.id, seg)
        if segs:
            self._events.tell("document", paper.id)
            self._background.changed(paper)
        return segs
