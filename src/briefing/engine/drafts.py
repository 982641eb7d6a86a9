"""The store of drafts: one SQLite file, readable by its owner alone.

It holds English drafts, and the source only as a hash. SQLite's own journal makes it safe against a kill at
any point. Nothing that goes wrong with it ends a run, and nothing that may pass destroys it: only a file that
is proven to be no database, or malformed, is put aside, and none is deleted but by `clear`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from briefing.document import Ended
from briefing.engine.base import Draft
from briefing.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LIMIT_BYTES = 64 * 1024 * 1024
"""Bound on the drafts kept, the least recently used leaving first: some 150,000 sentences."""
PATIENCE = 5.0
"""Seconds that a run waits for other programs that hold the store, once in all."""
_AGAIN = 0.05
"""Seconds between two tries to open it: where a new file gets its journal, SQLite itself does not wait."""
_EVICT_EVERY = 256

_SCHEMA = """
create table if not exists drafts (
    key blob primary key, draft text not null, size integer not null, used real not null
) without rowid;
create index if not exists by_use on drafts (used);
create table if not exists speeds (engine text primary key, characters real not null);
create table if not exists wholes (digest blob primary key, used real not null) without rowid;
"""
_ENDED = frozenset(get_args(Ended))
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


class DraftStore:
    """Drafts by key, in the file at `path`; without one they last as long as the store.

    `tell` is told in a line, once, what is wrong with the file, if something is. A damaged file is put aside,
    and a new one is begun. All else that fails (locked, full, not to be read) may pass: the file stays as it
    is, and the run goes on without it.
    """

    def __init__(
        self, path: Path | None, limit: int = LIMIT_BYTES, *, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.path = path or Path(":memory:")
        self.limit = limit
        self.trouble = ""
        self.on_disk = path is not None
        self._tell = tell
        self._writes = True
        self._puts = 0
        self._file: tuple[int, int] | None = None
        self._db = self._open() if path else _memory()

    def has(self, key: bytes) -> bool:
        """Whether there is a draft under `key`; asking is no use of it."""
        query = "select 1 from drafts where key = ?"
        return self._read(lambda db: db.execute(query, (key,)).fetchone(), None) is not None

    def get(self, key: bytes) -> Draft | None:
        """The draft stored under `key`; None if there is none, or it is not what this version writes."""
        query = "select draft from drafts where key = ?"
        row = self._read(lambda db: db.execute(query, (key,)).fetchone(), None)
        draft = _from_json(row[0]) if row else None
        if draft:
            now = time.time()
            self._write(lambda db: db.execute("update drafts set used = ? where key = ?", (now, key)))
        return draft

    def put(self, key: bytes, draft: Draft) -> None:
        """Store a draft. What goes wrong costs the memory of drafts, never the run."""
        text = as_json(draft)
        row = (key, text, len(text), time.time())
        self._write(lambda db: db.execute("insert or replace into drafts values (?, ?, ?, ?)", row))
        self._puts += 1
        if self._puts % _EVICT_EVERY == 0:
            self._write(self._evict)

    def speed(self, fingerprint: str) -> float | None:
        """Characters of source that this engine took a second when it last had enough to do."""
        query = "select characters from speeds where engine = ?"
        row = self._read(lambda db: db.execute(query, (fingerprint,)).fetchone(), None)
        return float(row[0]) if row else None

    def remember_speed(self, fingerprint: str, characters: float) -> None:
        """Remember the characters a second, for the next run's estimate."""
        row = (fingerprint, characters)
        self._write(lambda db: db.execute("insert or replace into speeds values (?, ?)", row))

    def was_whole(self, digest: bytes) -> bool:
        """Whether the drafts with this digest were all written in one go."""
        query = "select count(*) from wholes where digest = ?"
        if not self._read(lambda db: db.execute(query, (digest,)).fetchone()[0], 0):
            return False
        self.remember_whole(digest)
        return True

    def remember_whole(self, digest: bytes) -> None:
        """Remember that the drafts with this digest were."""
        row = (digest, time.time())
        self._write(lambda db: db.execute("insert or replace into wholes values (?, ?)", row))

    def size(self) -> int:
        """Characters of drafts stored."""
        return self._read(_size, 0)

    def count(self) -> int:
        """Number of drafts stored."""
        return self._read(_count, 0)

    def file_size(self) -> int:
        """Bytes that the store takes on the disk, with what was put aside; 0 for one that is not there."""
        sizes = 0
        for path in (*_files(self.path), *self._put_aside()):
            with contextlib.suppress(OSError):
                sizes += path.stat().st_size
        return sizes

    def clear(self) -> int:
        """Forget all drafts, those put aside too; returns how many there were (0 of a damaged file).

        Raises WriteError if another program holds the file, or it may not be removed.
        """
        try:
            number = self._emptied() if self.on_disk else self._removed()
            for path in self._put_aside():
                path.unlink(missing_ok=True)
        except (sqlite3.Error, OSError) as error:
            raise WriteError(
                f"the store of drafts cannot be cleared ({self.path}: {error})",
                "See that no other briefing runs, and that the folder may be written to",
            ) from error
        return number

    def close(self) -> None:
        """Evict what is over the limit, and close the file."""
        if self._puts:
            self._write(self._evict)
        self._db.close()

    def _read(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        try:
            return action(self._db)
        except sqlite3.Error as error:
            if _code(error) in _DAMAGED:
                self._mend()
            elif _code(error):  # Without a code it is about what stands in one row.
                self._db.close()
                self._db = self._without(error)
        return otherwise

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        if not self._writes:
            return
        try:
            action(self._db)
        except sqlite3.Error as error:
            if _code(error) in _DAMAGED and self._mend():
                self._write(action)
                return
            # What is stored can still be read, but there is no waiting for it any more.
            self._writes = self.on_disk = False
            self._db.execute("pragma busy_timeout = 0")
            self._report(f"drafts are not kept from here on: {self.path}: {error}")

    def _evict(self, db: sqlite3.Connection) -> None:
        over = _size(db) - self.limit
        if over <= 0:
            return
        target = over + self.limit // 10
        freed, keys = 0, []
        for key, size in db.execute("select key, size from drafts order by used"):
            keys.append((key,))
            freed += size
            if freed >= target:
                break
        db.executemany("delete from drafts where key = ?", keys)
        db.execute("delete from wholes where used < (select min(used) from drafts)")

    def _open(self) -> sqlite3.Connection:
        try:
            self._file = _made(self.path)
            return _connect(self.path)
        except sqlite3.Error as error:
            return self._anew() if _code(error) in _DAMAGED else self._without(error)
        except OSError as error:
            return self._without(error)

    def _mend(self) -> bool:
        """Begin anew after damage that was found while the file was in use; returns whether that worked."""
        self._db.close()
        self._db = self._anew()
        return self.on_disk

    def _anew(self) -> sqlite3.Connection:
        """Put the damaged file aside, unless another process has done so by now, and open a new one."""
        aside = next(path for at in count(1) if not (path := self._aside(at)).exists())
        try:
            from filelock import FileLock

            with FileLock(f"{self.path}.lock", timeout=PATIENCE):
                if moved := _made(self.path) == self._file:
                    # The file last: whoever opens it meanwhile finds it as damaged as it was, not a journal
                    # that belongs to another.
                    for old, new in reversed([*zip(_files(self.path), _files(aside), strict=True)]):
                        with contextlib.suppress(FileNotFoundError):
                            old.rename(new)
                self._file = _made(self.path)
                db = _connect(self.path)
        except (sqlite3.Error, OSError, NotImplementedError) as error:
            return self._without(error)
        if moved:
            self._report(f"the store of drafts was damaged: it is put aside as {aside}, and a new one begun")
        return db

    def _without(self, error: Exception) -> sqlite3.Connection:
        """A store that lasts as long as the process."""
        self.on_disk = False
        self._writes = True
        self._report(f"the store of drafts cannot be used, and runs go on without it: {self.path}: {error}")
        return _memory()

    def _report(self, trouble: str) -> None:
        if not self.trouble:
            self.trouble = trouble
            self._tell(trouble)

    def _emptied(self) -> int:
        """All drafts out of the file, for whoever has it open too; the number of them."""
        try:
            number = _count(self._db)
            self._db.execute("delete from drafts")
            self._db.execute("delete from wholes")
            with contextlib.suppress(sqlite3.OperationalError):  # Room is given back later, then.
                self._db.execute("vacuum")
                self._db.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.Error as error:
            if _code(error) in _HELD:
                raise
            return self._removed()
        return number

    def _removed(self) -> int:
        """The file itself away, if nobody holds it; nobody knows how many drafts were in it."""
        self._db.close()
        try:
            _connect(self.path).close()
        except sqlite3.Error as error:
            if _code(error) in _HELD:
                raise
        for path in _files(self.path):
            path.unlink(missing_ok=True)
        self.on_disk = self._writes = True
        self._db = self._open()
        return 0

    def _aside(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.damaged-{number}")

    def _put_aside(self) -> list[Path]:
        return sorted(self.path.parent.glob(f"{self.path.name}.damaged-*"))


def _files(path: Path) -> list[Path]:
    """The database at `path`, and what SQLite keeps beside it."""
    return [path, Path(f"{path}-wal"), Path(f"{path}-shm")]


def _made(path: Path) -> tuple[int, int]:
    """See that there is a file, for its owner alone; returns what tells it from another of its name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        status = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    path.chmod(0o600)
    return status.st_dev, status.st_ino


def _connect(path: Path) -> sqlite3.Connection:
    """Open the store, waiting for others that hold it. Raises sqlite3.Error."""
    deadline = time.monotonic() + PATIENCE
    while True:
        db = sqlite3.connect(path, isolation_level=None, timeout=_AGAIN)
        try:
            if db.execute("pragma journal_mode").fetchone()[0] != "wal":
                db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            db.executescript(_SCHEMA)
            db.execute("select key, draft, size, used from drafts limit 1").fetchone()
            db.execute(f"pragma busy_timeout = {PATIENCE * 1000:.0f}")
        except sqlite3.Error as error:
            db.close()
            if _code(error) not in _HELD or time.monotonic() > deadline:
                raise
            time.sleep(_AGAIN)
        else:
            return db


def _memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript(_SCHEMA)
    return db


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for what is Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _size(db: sqlite3.Connection) -> int:
    return int(db.execute("select coalesce(sum(size), 0) from drafts").fetchone()[0])


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("select count(*) from drafts").fetchone()[0])


def as_json(draft: Draft) -> str:
    """A draft as it is stored; its logarithms in hundredths, below zero."""
    logs = [-round(100 * each) for each in draft.log_probs]
    return json.dumps([draft.text, draft.marks, draft.ended, logs], ensure_ascii=False, separators=(",", ":"))


def _from_json(text: str) -> Draft | None:
    try:
        english, marks, ended, logs = json.loads(text)
        if ended not in _ENDED or not isinstance(english, str):
            return None
        places = tuple((int(start), int(end)) for start, end in marks)
        return Draft(english, places, ended, tuple(-int(each) / 100 for each in logs))
    except (ValueError, TypeError, RecursionError):
        return None
