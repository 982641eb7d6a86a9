"""Where the desk keeps a document: a folder for each file, found by the file's place on the disk.

In it, by the digest of the file's content: the text as it was taken in (`DIGEST.json`), the journal of what
was done to it (`DIGEST.jsonl`); and where the desk itself wrote the file anew, so that its digest is another
one, `DIGEST.same`, which names the digest to go on with. The lock says who has the document in hand.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import filelock

from briefing.desk import base
from briefing.desk.journal import DAMAGED, replayed
from briefing.desk.state import Entry, State
from briefing.errors import ReadError, WriteError
from briefing.files import real, write_whole
from briefing.paths import data_dir

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Document

_DIGITS = 24
"""Of a digest in the name of a file or folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document that was on the desk before, what has become of it, and a line about what was lost."""

    document: Document
    state: State
    told: str


class Kept:
    """The place of the file at `path`, whose content has the digest `sha256`. Raises WriteError."""

    def __init__(self, path: Path, sha256: str) -> None:
        self.folder = _folder(path)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.folder, error) from error
        self._digest = self._first(sha256[:_DIGITS])
        self._lock = filelock.FileLock(self.folder / "lock")

    @property
    def journal(self) -> Path:
        """Where the journal is, or will be."""
        return self.folder / f"{self._digest}.jsonl"

    @property
    def mark(self) -> str:
        """What tells this content of this file from all others."""
        return f"{self.folder.name[:12]}{self._digest[:12]}"

    def lock(self) -> bool:
        """Take the document in hand; False if another desk has it. Raises WriteError."""
        try:
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            return False
        except OSError as error:
            raise _unusable(self.folder, error) from error
        return True

    def release(self) -> None:
        """Give it out of hand."""
        self._lock.release()

    def found(self, *, mend: bool) -> Found | None:
        """What was kept of this content; `mend` cuts off what cannot be read. None if nothing was."""
        return self._found(self._digest, mend=mend)

    def earlier(self) -> Found | None:
        """What was kept of the last other content that the file had."""
        try:
            journals = sorted(self.folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
        except OSError:
            return None
        others = [path.stem for path in journals if path.stem != self._digest]
        return self._found(others[-1], mend=False) if others else None

    def keep(self, document: Document) -> None:
        """Keep a document that is new here. Raises WriteError.

        A journal that was kept of another form of it is put aside.
        """
        if self.journal.exists():
            self.journal.replace(self.journal.with_name(self.journal.name + DAMAGED))
        write_whole(self.folder / f"{self._digest}.json", base.as_json(document), force=True, private=True)

    def written(self, sha256: str) -> None:
        """The desk wrote the file itself: what has this digest goes on here. Raises WriteError."""
        digest = sha256[:_DIGITS]
        if digest != self._digest:
            write_whole(self.folder / f"{digest}.same", self._digest, force=True, private=True)

    def is_of(self, sha256: str) -> bool:
        """Whether a content with this digest goes on here."""
        return self._first(sha256[:_DIGITS]) == self._digest

    def _first(self, digest: str) -> str:
        """The digest that a content goes on with."""
        try:
            first = (self.folder / f"{digest}.same").read_text(encoding="ascii")
        except (OSError, ValueError):
            return digest
        return first if (self.folder / f"{first}.json").is_file() else digest

    def _found(self, digest: str, *, mend: bool) -> Found | None:
        try:
            document = base.from_json((self.folder / f"{digest}.json").read_bytes())
        except OSError:
            return None
        if document is None:
            return None
        state, told = replayed(self.folder / f"{digest}.jsonl", untouched(document), mend=mend)
        return Found(document, state, told)


def forget(path: Path) -> bool:
    """Delete all that is kept of the file at `path`, which need not be there any more; whether anything was.

    Raises WriteError, also where a desk has it in hand.
    """
    folder = _folder(path)
    if not folder.is_dir():
        return False
    lock = filelock.FileLock(folder / "lock")
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout as error:
        raise WriteError(f"{path} is open on a desk", "End that first") from error
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise WriteError(f"{folder} cannot be deleted: {error.strerror}", "Delete it by hand") from error
    finally:
        lock.release()
    return True


def _folder(path: Path) -> Path:
    """The folder for the file at `path`."""
    whole = str(real(path)).encode("utf-8", "surrogateescape")
    return data_dir() / "desk" / hashlib.sha256(whole).hexdigest()[:_DIGITS]


def untouched(document: Document) -> State:
    """The state of a document to which nothing was done."""
    return State({each.id: Entry() for paragraph in document.paragraphs for each in paragraph.segments})


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's content. Raises ReadError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}", "Check its permissions") from error


def _unusable(folder: Path, error: OSError) -> WriteError:
    return WriteError(
        f"the desk cannot keep anything in {folder}: {error.strerror or error}",
        "Make it a folder that you may write to, or set BRIEFING_HOME to one",
    )
