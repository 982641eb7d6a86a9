"""Many documents through one engine at once, each as the product translates it by itself.

A document of ten sentences does not fill the engine, and its first paragraph goes alone. So the documents
share one stream of requests; what each of them asks, and which answer it keeps, is the pipeline's business.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.engine.around import Around
from briefing.pipeline import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Document, Paragraph
    from briefing.engine.base import Draft, Engine, Request


def translate_documents(documents: Sequence[Document], engine: Engine) -> list[Document]:
    """Each document, finished, as `translate_document` gives it, up to what other company in a batch does."""
    works = [Work.of(document) for document in documents]
    requests = _Requests(works)
    finished: list[list[Paragraph]] = [[] for _ in documents]
    while unanswered := sum(bool(work.pending) for work in works):
        answers = 0
        for key, draft in engine.translate(requests):
            number, _, request_id = key.partition("/")
            works[int(number)].take(request_id, draft)
            answers += 1
        for work, paragraphs in zip(works, finished, strict=True):
            paragraphs += work.finished()
        if not answers and sum(bool(work.pending) for work in works) == unanswered:
            raise RuntimeError(f"the engine left {unanswered} documents unanswered")
    return [
        replace(document, paragraphs=tuple(paragraphs))
        for document, paragraphs in zip(documents, finished, strict=True)
    ]


class _Requests:
    """What the documents ask, the first of them first; asked again, it may have more."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = works

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        for number, work in enumerate(self._works):
            for request in work:
                return replace(request, id=f"{number}/{request.id}")
        raise StopIteration


class FirstDrafts(Around):
    """An engine that gives its first draft again where it is asked once more: the product without repair."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        # What is asked again may come in another call than what was asked first.
        self._drafts: dict[str, Draft] = {}

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the inner engine does, no request with `attempt` reaching it."""
        again: deque[str] = deque()

        def is_first(request: Request) -> bool:
            if request.attempt:
                again.append(request.id)
            return not request.attempt

        # A generator that once ended would stay so; filter asks `requests` again.
        for key, draft in self._engine.translate(filter(is_first, requests)):
            self._drafts[key] = draft
            yield key, draft
            while again:
                key = again.popleft()
                yield key, self._drafts[key]
        while again:
            key = again.popleft()
            yield key, self._drafts[key]
