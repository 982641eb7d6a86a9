"""What is done to documents while a person reads: spans found, sentences checked, translated, compared."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from briefing.desk.asking import Ask
from briefing.desk.commands import drafted
from briefing.desk.paper import TITLE, checked, facts_of
from briefing.desk.working import ASKED, COMPARED, LOOKED_AT, TRANSLATED, StoppedError, Worker
from briefing.document import Finding
from briefing.errors import BriefingError
from briefing.pipeline import another, translate_document, with_spans
from briefing.review.consistency import expressions
from briefing.suggest.candidates import Passage

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Generator, Sequence

    from briefing.desk.events import Events
    from briefing.desk.paper import Paper
    from briefing.desk.working import Engines
    from briefing.document import Paragraph, Segment
    from briefing.engine.base import Draft, Request

TOLD_AFTER = 0.5
"""Seconds after which it is told how far a document was looked through; then after twice as long, and so on:
each time all of it is fetched."""
COMPARE_AFTER = 1.5
"""Seconds without a change after which a text is compared with itself again."""


class Background:
    """The jobs, and the worker that does them. What they change of a `Paper`, they change under `lock`."""

    def __init__(
        self, lock: threading.RLock, events: Events, engines: Engines, failed: Callable[[Exception], None]
    ) -> None:
        self._lock = lock
        self._events = events
        self._engines = engines
        self.worker = Worker(engines, failed)
        self._to_compare: set[str] = set()
        self.translating: set[str] = set()

    def begin(self, paper: Paper) -> None:
        """Look through a document that was opened, and translate what has no English."""
        if paper.journal is not None and paper.pending():
            self.translating.add(paper.id)
            self.worker.add(TRANSLATED, lambda: self._translate(paper))
        self.worker.add(LOOKED_AT, lambda: self._look(paper))

    def later(self, do: Callable[[], None]) -> None:
        """Have something done before anything is translated."""
        self.worker.add(LOOKED_AT, do)

    def changed(self, paper: Paper) -> None:
        """Compare a document with itself, when the worker comes to it."""
        with self._lock:
            if paper.id in self._to_compare:
                return
            self._to_compare.add(paper.id)
        self.worker.add(COMPARED, lambda: self._compare(paper))

    def ask(self, paper: Paper, id_: str, model: str | None) -> None:
        """Ask for another English of a segment."""
        asks = self._engines.asks_of(model)
        asks.put(
            Ask(
                self._plan(paper, id_),
                lambda answer: self._take_answer(paper, id_, answer, model),
                lambda error: self._say(paper, str(error)),
            )
        )
        self.worker.add(ASKED, lambda: self._answer(paper, model))

    def _plan(self, paper: Paper, id_: str) -> Generator[Request, Draft, Segment | None]:
        self._find_spans(paper)
        with self._lock:
            known = frozenset(each.en for each in paper.entry(id_).versions)
            document = paper.document
        return (yield from another(document, id_, known))

    def _answer(self, paper: Paper, model: str | None) -> None:
        try:
            self._engines.get(model).answer()
        except BriefingError as error:
            while taken := self._engines.asks_of(model).take():
                taken[1].failed(error)

    def _take_answer(self, paper: Paper, id_: str, answer: Segment | None, model: str | None) -> None:
        engine = self._engines.get(model)
        if answer is None:
            self._say(paper, f"{engine.name} has no other English for {id_}")
            return
        try:
            with self._lock:
                facts = facts_of(engine)
                paper.do(drafted("asked", [(paper.entry(id_), answer)], engine.name, facts))
                paper.checked(id_)
        except BriefingError as error:
            self._say(paper, str(error))
        self._events.tell("segment", paper.id, id_)
        self.changed(paper)

    def catch_up(self, paper: Paper) -> None:
        """Look at once at all that was not looked at yet, in the thread that calls. Raises BriefingError."""
        try:
            self._find_spans(paper)
        except StoppedError as error:
            raise BriefingError("the desk is closed", "Start it again") from error
        with self._lock:
            segments = [paper.segment(id_) for id_ in paper.unchecked()]
        for each in segments:
            self._check(paper, each)

    def _find_spans(self, paper: Paper) -> None:
        with self._lock:
            document, matcher, known = paper.document, paper.matcher, paper.spans_known
        if not known:
            document = with_spans(document, matcher, on_paragraph=self.worker.checkpoint)
            with self._lock:
                paper.take_spans(document, matcher)

    def _look(self, paper: Paper) -> None:
        """Find the spans, then check each sentence as it stands."""
        self._find_spans(paper)
        with self._lock:
            unchecked = list(paper.unchecked())
        tell_at, waits = time.monotonic() + TOLD_AFTER, TOLD_AFTER
        for id_ in unchecked:
            self.worker.pause(LOOKED_AT)
            with self._lock:
                segment = paper.segment(id_)
            self._check(paper, segment)
            if time.monotonic() > tell_at:
                waits *= 2
                tell_at = time.monotonic() + waits
                self._events.tell("sheet", paper.id)
        self._events.tell("sheet", paper.id)
        self.changed(paper)

    def _check(self, paper: Paper, segment: Segment) -> None:
        """Check a segment, whose spans are known, with the English that stands."""
        with self._lock:
            version, matcher, checker = paper.entry(segment.id).version, paper.matcher, paper.checker
            heading = paper.paragraph(segment.id).kind == "heading"
        check = checked(checker, segment, version, heading=heading)
        with self._lock:
            paper.take_check(segment.id, check, matcher)

    def _translate(self, paper: Paper) -> None:
        """Translate what has no English, and keep each paragraph as it is finished."""
        try:
            engine = self._engines.get(None)
            self._find_spans(paper)
            with self._lock:
                document, pending = paper.document, paper.pending()
            facts = facts_of(engine)
            results = translate_document(
                document, engine, only=pending, on_progress=lambda _, __: self.worker.checkpoint()
            )
            with closing(results):
                for paragraph in results:
                    self._take_paragraph(paper, paragraph, engine.name, facts)
                    self.worker.pause(TRANSLATED)
            engine.answer()
        except BriefingError as error:
            self._say(paper, str(error))
        finally:
            self.translating.discard(paper.id)
            self._events.tell("document", paper.id)
        self.changed(paper)

    def _take_paragraph(
        self, paper: Paper, paragraph: Paragraph, model: str, facts: tuple[tuple[str, str], ...]
    ) -> None:
        titles = {
            f"{TITLE}{span.zh}": span.en
            for each in paragraph.segments
            for span in each.spans
            if span.kind == "title"
        }
        with self._lock:
            new = [each for each in (*facts, *titles.items()) if paper.state.facts.get(each[0]) != each[1]]
            answers = [(paper.entry(each.id), each) for each in paragraph.segments]
            paper.do(drafted("translated", answers, model, new))
        for each in paragraph.segments:
            self._check(paper, each)
            self._events.tell("segment", paper.id, each.id)
        self._events.tell("document", paper.id)

    def _compare(self, paper: Paper) -> None:
        """Find what the text says in several ways, once it has been left alone for a while."""
        with self._lock:
            self._to_compare.discard(paper.id)
            revision = paper.state.revision
        until = time.monotonic() + COMPARE_AFTER
        while (left := until - time.monotonic()) > 0:
            self.worker.pause(COMPARED)
            time.sleep(min(left, 0.05))
        with self._lock:
            if paper.state.revision != revision:
                self.changed(paper)
                return
            segments = [paper.checked(id_).segment for id_ in paper.state.entries]
        found = _several(segments)
        with self._lock:
            news = paper.take_inconsistent(found)
        if news:
            self._events.tell("sheet", paper.id)

    def _say(self, paper: Paper, message: str) -> None:
        """Tell the user something of a document."""
        with self._lock:
            paper.message = message
        self._events.tell("document", paper.id)


def _several(segments: Sequence[Segment]) -> dict[str, tuple[Finding, ...]]:
    """What a text says in several ways, as findings of the sentences that say it."""
    passages = [
        Passage(each.id, each.zh, each.spans, each.en, tuple(sorted(s.en_at for s in each.spans if s.en_at)))
        for each in segments
    ]
    found: dict[str, tuple[Finding, ...]] = {}
    for each in expressions(passages):
        for place in each.places:
            found[place] = (*found.get(place, ()), Finding("consistency", "note", each.message))
    return found
