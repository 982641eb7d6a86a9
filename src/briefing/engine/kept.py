"""Where the user's drafts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import streams
from briefing.engine.drafts import DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable


def draft_store(tell: Callable[[str], None] = streams.say) -> DraftStore:
    """The user's store of drafts. `tell` is told what is wrong with it, if something is."""
    from briefing.paths import cache_dir

    return DraftStore(cache_dir() / "drafts.sqlite", tell=tell)
