"""The drafts of earlier runs, where nothing shall be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.base import Draft
from briefing.engine.cache import CachedEngine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.engine.base import Request


class StoredEngine(CachedEngine):
    """Gives the drafts that the store has of the inner engine, and fails all other requests."""

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """The stored draft of each request, or one that `failed`."""
        for request in requests:
            yield request.id, self._store.get(self._key(request)) or Draft("", (), "failed")
