"""An engine around an engine that remembers drafts, so that a run which was cut off goes on where it was.

The store is one SQLite file, readable by its owner alone: it holds English drafts, and the source only as a
hash. SQLite's own journal makes it safe against a kill at any point.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from briefing.document import Ended
from briefing.engine.around import Around
from briefing.engine.base import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.engine.base import Engine, Request

LIMIT_BYTES = 64 * 1024 * 1024
"""Bound on the drafts kept, the least recently used leaving first: some 150,000 sentences."""

ENOUGH_CHARACTERS = 1000
"""The speed of a shorter run says little: it is mostly the warming up."""

_SCHEMA = """
create table if not exists drafts (
    key blob primary key, draft text not null, size integer not null, used real not null
) without rowid;
create index if not exists by_use on drafts (used);
create table if not exists speeds (engine text primary key, characters real not null);
"""
_ENDED = frozenset(get_args(Ended))


class DraftStore:
    """Drafts by key. A store that is broken or cannot be written is started anew, or does without."""

    def __init__(self, path: Path, limit: int = LIMIT_BYTES) -> None:
        self.path = path
        self.limit = limit
        self._puts = 0
        self.on_disk = True
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    Path(f"{self.path}{suffix}").unlink()
        except OSError:
            self.on_disk = False
        try:
            return _connect(self.path if self.on_disk else None)
        except (sqlite3.Error, OSError):
            self.on_disk = False
            return _connect(None)

    def has(self, key: bytes) -> bool:
        """Whether there is a draft under `key`; asking is no use of it."""
        with contextlib.suppress(sqlite3.Error):
            return self._db.execute("select 1 from drafts where key = ?", (key,)).fetchone() is not None
        return False

    def get(self, key: bytes) -> Draft | None:
        """The draft stored under `key`; None if there is none, or it is not what this version writes."""
        try:
            row = self._db.execute("select draft from drafts where key = ?", (key,)).fetchone()
            if row is None:
                return None
            self._db.execute("update drafts set used = ? where key = ?", (time.time(), key))
        except sqlite3.Error:
            return None
        return _from_json(row[0])

    def put(self, key: bytes, draft: Draft) -> None:
        """Store a draft. A full disk costs the memory of this draft, never the run."""
        text = json.dumps(
            [[each.text, each.marks, each.ended] for each in (draft, *draft.others)], ensure_ascii=False
        )
        with contextlib.suppress(sqlite3.Error):
            self._db.execute(
                "insert or replace into drafts values (?, ?, ?, ?)", (key, text, len(text), time.time())
            )
            self._puts += 1
            if self._puts % 256 == 0:
                self._evict()

    def _evict(self) -> None:
        over = self.size() - self.limit
        if over <= 0:
            return
        target = over + self.limit // 10
        freed, keys = 0, []
        for key, size in self._db.execute("select key, size from drafts order by used"):
            keys.append((key,))
            freed += size
            if freed >= target:
                break
        self._db.executemany("delete from drafts where key = ?", keys)

    def size(self) -> int:
        """Characters of drafts stored."""
        return int(self._db.execute("select coalesce(sum(size), 0) from drafts").fetchone()[0])

    def speed(self, fingerprint: str) -> float | None:
        """Characters of source that this engine took a second when it last had enough to do."""
        with contextlib.suppress(sqlite3.Error):
            row = self._db.execute(
                "select characters from speeds where engine = ?", (fingerprint,)
            ).fetchone()
            return float(row[0]) if row else None
        return None

    def remember_speed(self, fingerprint: str, characters: float) -> None:
        """Remember the characters a second, for the next run's estimate."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("insert or replace into speeds values (?, ?)", (fingerprint, characters))

    def file_size(self) -> int:
        """Bytes that the store takes on the disk; 0 for one that is not on the disk."""
        paths = (Path(f"{self.path}{suffix}") for suffix in ("", "-wal", "-shm"))
        return sum(path.stat().st_size for path in paths if path.exists())

    def count(self) -> int:
        """Number of drafts stored."""
        return int(self._db.execute("select count(*) from drafts").fetchone()[0])

    def clear(self) -> int:
        """Forget all drafts; returns how many there were."""
        count = self.count()
        self._db.execute("delete from drafts")
        self._db.execute("vacuum")
        self._db.execute("pragma wal_checkpoint(truncate)")
        return count

    def close(self) -> None:
        """Evict what is over the limit, and close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._evict()
        self._db.close()


class CachedEngine(Around):
    """An engine that asks the store first."""

    def __init__(self, engine: Engine, store: DraftStore) -> None:
        super().__init__(engine)
        self._store = store

    def speed(self) -> float | None:
        """Characters of source that the inner engine takes a second, if it was measured."""
        return self._store.speed(self._engine.fingerprint)

    def is_stored(self, request: Request) -> bool:
        """Whether the store has a draft for the request, so that it takes no time."""
        return self._store.has(self._key(request))

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the inner engine does, what is stored before what must be asked for."""
        started = time.monotonic()
        unknown = _Unknown(iter(requests), self._key, self._store)
        for request_id, draft in self._engine.translate(unknown):
            while unknown.known:
                yield unknown.known.popleft()
            if draft.ended != "failed":
                self._store.put(unknown.keys.pop(request_id), draft)
            yield request_id, draft
        while unknown.known:
            yield unknown.known.popleft()
        if unknown.characters >= ENOUGH_CHARACTERS:
            speed = unknown.characters / (time.monotonic() - started)
            self._store.remember_speed(self._engine.fingerprint, speed)

    def _key(self, request: Request) -> bytes:
        whole = f"{self._engine.fingerprint}\0{self._engine.prompt(request)}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()


class _Unknown:
    """Those of the requests that the store has no draft for; the drafts of the others gather in `known`."""

    def __init__(
        self, requests: Iterator[Request], key: Callable[[Request], bytes], store: DraftStore
    ) -> None:
        self._requests = requests
        self._key = key
        self._store = store
        self.known: deque[tuple[str, Draft]] = deque()
        self.keys: dict[str, bytes] = {}
        self.characters = 0

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        for request in self._requests:
            key = self._key(request)
            draft = self._store.get(key)
            if draft is None:
                self.keys[request.id] = key
                self.characters += len(request.text)
                return request
            self.known.append((request.id, draft))
        raise StopIteration


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open a store, or one that lasts as long as the process where `path` is None."""
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=10)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    db.executescript(_SCHEMA)
    db.execute("select key, draft, size, used from drafts limit 1").fetchone()
    return db


def _from_json(text: str) -> Draft | None:
    try:
        drafts = [
            Draft(english, tuple((int(start), int(end)) for start, end in marks), ended)
            for english, marks, ended in json.loads(text)
        ]
        if not all(draft.ended in _ENDED and isinstance(draft.text, str) for draft in drafts):
            return None
        return replace(drafts[0], others=tuple(drafts[1:]))
    except (ValueError, TypeError, IndexError):
        return None
