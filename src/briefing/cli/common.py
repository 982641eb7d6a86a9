"""What several commands need: where the drafts are, and JSON printed for scripts."""

from __future__ import annotations

import contextlib
import json
import sys

from briefing.engine.cache import DraftStore


def draft_store() -> DraftStore:
    """The user's store of drafts."""
    from briefing.paths import cache_dir

    return DraftStore(cache_dir() / "drafts.sqlite")


def print_json(value: object) -> None:
    """Print `value` as JSON on standard output, Chinese as it is."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def say(message: str) -> None:
    """One line on standard error, whatever the message holds and even if nobody reads it."""
    line = " ".join(f"briefing: {message}".split())
    with contextlib.suppress(OSError):
        data = line.encode(sys.stderr.encoding or "utf-8", "backslashreplace")
        print(data.decode(sys.stderr.encoding or "utf-8"), file=sys.stderr, flush=True)
