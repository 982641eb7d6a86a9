"""All documents of a set through one engine at once, and engines that are asked otherwise than as shipped."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing import pipeline
from briefing.engine.around import Around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Document
    from briefing.engine.base import Draft, Engine, Request


def translate_documents(documents: Sequence[Document], engine: Engine) -> list[Document]:
    """Each document, finished, as `translate_document` gives it, up to what other company in a batch does."""
    each = pipeline.translate_documents(documents, engine, together=len(documents))
    with closing(each):
        return [
            replace(document, paragraphs=tuple(paragraphs))
            for document, paragraphs in zip(documents, each, strict=True)
        ]


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
