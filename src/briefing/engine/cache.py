"""An engine around an engine that remembers drafts, so that a run which was cut off goes on where it was."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.engine.around import Around
from briefing.engine.base import document_of
from briefing.engine.drafts import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.engine.base import Draft, Engine, Request
    from briefing.engine.drafts import DraftStore

ENOUGH_CHARACTERS = 1000
"""The speed of a shorter run says little: it is mostly the warming up."""


class CachedEngine(Around):
    """An engine that asks the store first. A store that keeps nothing serves each document by itself."""

    def __init__(self, engine: Engine, store: DraftStore) -> None:
        super().__init__(engine)
        self._store = store
        self._drafts: dict[str, _Drafts] = {}

    def finish(self, document: str) -> bool:
        """Whether the drafts of the document of that number, all given by now, were written in one go.

        By this run, or by an earlier one, which had its own remembered as such. In a run that goes on where
        another stopped, sentences meet in other batches.
        """
        drafts = self._drafts.pop(document, _Drafts())
        whole = hashlib.sha256(b"".join(sorted(drafts.given.values()))).digest()
        if drafts.given.keys() == drafts.written:
            self._store.remember_whole(whole)
            return True
        return not drafts.written and self._store.was_whole(whole)

    def speed(self) -> float | None:
        """Characters of source that the inner engine takes a second, if it was measured."""
        return self._store.speed(self._engine.fingerprint)

    def is_stored(self, request: Request) -> bool:
        """Whether the store has a draft for the request, so that it takes no time."""
        return self._store.has(self._key(request))

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the inner engine does, what is stored before what must be asked for."""
        started = time.monotonic()
        unknown = _Unknown(iter(requests), self._key, self._stored)
        for request_id, draft in self._engine.translate(unknown):
            while unknown.known:
                yield unknown.known.popleft()
            key = unknown.keys.pop(request_id)
            if draft.ended != "failed":
                self._store.put(key, draft)
            for each in (request_id, *unknown.twins.pop(key, ())):
                self._give(each, key, draft).written.add(key)
                yield each, draft
        while unknown.known:
            yield unknown.known.popleft()
        if unknown.characters >= ENOUGH_CHARACTERS:
            speed = unknown.characters / (time.monotonic() - started)
            self._store.remember_speed(self._engine.fingerprint, speed)

    def _stored(self, request: Request, key: bytes) -> Draft | None:
        draft = self._store.get(key)
        if draft:
            self._give(request.id, key, draft)
        return draft

    def _give(self, request_id: str, key: bytes, draft: Draft) -> _Drafts:
        drafts = self._drafts.setdefault(document_of(request_id), _Drafts())
        drafts.given[key] = hashlib.sha256(key + as_json(draft).encode("utf-8", "surrogatepass")).digest()
        return drafts

    def _key(self, request: Request) -> bytes:
        whole = f"{self._engine.fingerprint}\0{self._engine.prompt(request)}"
        if not self._store.on_disk:
            whole = f"{document_of(request.id)}\0{whole}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class _Drafts:
    """The drafts of a document: a digest of each that was `given`, by key, and which were `written` now."""

    given: dict[bytes, bytes] = field(default_factory=dict)
    written: set[bytes] = field(default_factory=set)


class _Unknown:
    """Those of the requests that the store has no draft for; the drafts of the others gather in `known`.

    What is asked twice before it is answered (a heading that is a sentence of the text too) is asked once:
    `twins` has the ids that wait for the answer to a key. From the store, both would get the same.
    """

    def __init__(
        self,
        requests: Iterator[Request],
        key: Callable[[Request], bytes],
        stored: Callable[[Request, bytes], Draft | None],
    ) -> None:
        self._requests = requests
        self._key = key
        self._stored = stored
        self.known: deque[tuple[str, Draft]] = deque()
        self.keys: dict[str, bytes] = {}
        self.twins: dict[bytes, list[str]] = {}
        self.characters = 0

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        for request in self._requests:
            key = self._key(request)
            if key in self.twins:
                self.twins[key].append(request.id)
                continue
            draft = self._stored(request, key)
            if draft is None:
                self.keys[request.id] = key
                self.twins[key] = []
                self.characters += len(request.text)
                return request
            self.known.append((request.id, draft))
        raise StopIteration
