"""One briefing at a time changes the termbases of a folder."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, WriteError
from briefing.files import real

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.glossary.targets import Target

LOCK_SECONDS = 10.0
"""How long to wait for another briefing that is changing them."""


@contextmanager
def locked(target: Target) -> Iterator[None]:
    """Hold the lock of the target's folder, whose files may not have the same terms.

    It lies in the cache, so that no project's folder is littered. Raises GlossaryError after LOCK_SECONDS.
    """
    import filelock

    from briefing.paths import cache_dir

    name = hashlib.sha256(str(real(target.path).parent).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    folder = cache_dir() / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / f"{name}.lock")
        lock.acquire(timeout=LOCK_SECONDS)
    except filelock.Timeout:
        raise GlossaryError(
            f"Another briefing is changing the termbases beside {target.shown}",
            "Nothing was changed. Try again",
        ) from None
    except OSError as error:
        raise WriteError(
            f"No lock can be made in {folder}: {error.strerror}",
            "Make it a folder that you may write to, or set BRIEFING_HOME to one",
        ) from error
    try:
        yield
    finally:
        lock.release()
