"""Documents through an engine: one, or several on their way at once, so that a wide engine is kept full."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from briefing.engine.base import Request
from briefing.pipeline.work import Work
from briefing.restore import restore
from briefing.spans.titles import named, repeated
from briefing.verify import penalty, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterable, Iterator

    from briefing.document import Document, Paragraph, Segment
    from briefing.engine.base import Draft, Engine


def translate_document(
    document: Document,
    engine: Engine,
    *,
    only: Container[str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Generator[Paragraph, None, None]:
    """Yield the document's paragraphs, finished, in order, each as soon as it is; those of the ids `only`.

    Segments with the same text and spans are translated once. A segment that fails a check is asked for again
    until one passes, as often as `repair.budget` has it, in the same stream of requests. `on_progress` is
    called with the characters of source that are settled, and all there are.

    Closing the iterator stops the engine; the drafts that it gave are in its cache, if it has one.
    """
    with closing(translate_documents([document], engine, only=only, on_progress=on_progress)) as documents:
        for paragraphs in documents:
            yield from paragraphs


def translate_documents(
    documents: Iterable[Document],
    engine: Engine,
    *,
    together: int = 1,
    only: Container[str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Generator[Generator[Paragraph, None, None], None, None]:
    """Yield for each of the documents, in order, an iterator of its paragraphs, as `translate_document` does.

    Up to `together` of them are on their way at once, and no more are taken from `documents`: what a document
    asks may run beside what others ask, those before it first. Each is its own: nothing of one is used in
    another. The ids of its requests begin with its number, from 0: `12/p3s1`. `on_progress` is told about the
    document whose paragraphs are waited for. `only` has the ids of the paragraphs that are wanted of each.

    Raises RuntimeError if the engine leaves a request unanswered.
    """
    stream = _Stream(iter(documents), engine, max(1, together), only)
    with closing(stream):
        while stream.opened():
            paragraphs = stream.paragraphs(on_progress)
            yield paragraphs
            for _ in paragraphs:  # what nobody asked for has to be finished all the same
                pass


@dataclass(slots=True)
class _Course:
    """A document on its way: first the titles that it names more than once (《…》), then all the rest.

    A title whose English has an error, or is a sentence, is left to the segments that it stands in.
    """

    document: Document
    titles: dict[str, Segment]
    asking: deque[Request]
    only: Container[str] | None
    english: dict[str, str] = field(default_factory=dict)
    answered: int = 0
    settled: int = 0
    work: Work | None = None

    @classmethod
    def of(cls, document: Document, only: Container[str] | None) -> _Course:
        titles = {each.id: each for each in repeated(document)}
        asking = deque(Request(each.id, each.zh, each.spans, first_person=False) for each in titles.values())
        course = cls(document, titles, asking, only)
        course._begin()
        return course

    def _begin(self) -> None:
        if self.answered == len(self.titles):
            self.work = Work.of(named(self.document, self.english), self.only)

    @property
    def done(self) -> bool:
        return self.work is not None and not self.work.pending

    def next_request(self) -> Request | None:
        """What it asks next; None if that hangs on what is not answered yet."""
        if self.work:
            return next(self.work, None)
        return self.asking.popleft() if self.asking else None

    def take(self, request_id: str, draft: Draft) -> None:
        if self.work:
            self.settled += self.work.take(request_id, draft)
            return
        done = verify(restore(self.titles[request_id], draft), heading=True)
        en = done.en.rstrip(".")
        if draft.ended == "stop" and not penalty(done)[0] and en and ". " not in en:
            self.english[done.zh] = en
        self.answered += 1
        self._begin()


class _Stream:
    """The requests of the documents that are on their way, as an iterator that may go on after an end."""

    def __init__(
        self, documents: Iterator[Document], engine: Engine, together: int, only: Container[str] | None
    ) -> None:
        self._documents = documents
        self._engine = engine
        self._together = together
        self._only = only
        self._answers: Generator[tuple[str, Draft], None, None] | Iterator[tuple[str, Draft]] | None = None
        self._open: dict[int, _Course] = {}
        self._asking: list[int] = []
        self._taken = 0

    def opened(self) -> bool:
        """Whether there is a document on its way, or one more to begin with."""
        return bool(self._open) or self._take_one()

    def _take_one(self) -> bool:
        document = next(self._documents, None) if len(self._open) < self._together else None
        if document is None:
            return False
        self._open[self._taken] = _Course.of(document, self._only)
        heappush(self._asking, self._taken)
        self._taken += 1
        return True

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        while self._asking or self._take_one():
            number = self._asking[0]
            course = self._open.get(number)
            request = course.next_request() if course else None
            if request:
                return replace(request, id=f"{number}/{request.id}")
            heappop(self._asking)
        raise StopIteration

    def paragraphs(self, on_progress: Callable[[int, int], None] | None) -> Generator[Paragraph, None, None]:
        """Those of the first document that is on its way, which then is no more."""
        number = next(iter(self._open))
        course = self._open[number]
        total = told = 0
        while True:
            if course.work:
                if on_progress and course.settled != told:
                    total, told = total or course.work.characters(), course.settled
                    on_progress(told, total)
                yield from course.work.finished()
            if course.done:
                break
            self._take_answer()
        del self._open[number]

    def _take_answer(self) -> None:
        for _ in range(2):
            if self._answers is None:
                self._answers = iter(self._engine.translate(self))
            if answer := next(self._answers, None):
                number, _, request_id = answer[0].partition("/")
                course = self._open[int(number)]
                course.take(request_id, answer[1])
                if int(number) not in self._asking:
                    heappush(self._asking, int(number))
                return
            self._answers = None
        raise RuntimeError("the engine left a request unanswered")

    def close(self) -> None:
        """Stop the engine."""
        if self._answers is not None and hasattr(self._answers, "close"):
            self._answers.close()
