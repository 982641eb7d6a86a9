"""The files that were named, and the documents that were taken in of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from briefing.desk.intake import taken_in
from briefing.desk.showing import document_view
from briefing.desk.views import DocumentView
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.desk.background import Background
    from briefing.desk.events import Events
    from briefing.desk.paper import Paper
    from briefing.glossary.matcher import Matcher
    from briefing.normalize import Script


@dataclass(slots=True)
class Slot:
    """A file that was named: its document, once it was taken in, or why it could not be."""

    id: str
    path: Path
    paper: Paper | None = None
    failed: str = ""
    taking: threading.Lock = field(default_factory=threading.Lock)


class Shelf:
    """Documents by their ids, `d1`, `d2`, ... in the order of the files; each is taken in when it is wanted.

    `matcher` is of the termbase that holds for those that are still to come.
    """

    def __init__(
        self, files: Sequence[Path], matcher: Matcher, script: Script, events: Events, background: Background
    ) -> None:
        self.matcher = matcher
        self._slots = {f"d{number}": Slot(f"d{number}", path) for number, path in enumerate(files, 1)}
        self._script = script
        self._events = events
        self._background = background
        self._closed = False
        self._status = ""

    @property
    def files(self) -> list[Path]:
        """The files, in their order."""
        return [slot.path for slot in self._slots.values()]

    def papers(self) -> Iterator[Paper]:
        """The documents that were taken in."""
        return (slot.paper for slot in self._slots.values() if slot.paper is not None)

    def paper(self, doc: str) -> Paper:
        """A document, taken in if it was not yet. Raises BriefingError."""
        if doc not in self._slots:
            raise UsageError(f"there is no document {doc}", f"There are {', '.join(self._slots)}")
        slot = self._slots[doc]
        with slot.taking:
            if self._closed:
                raise BriefingError("the desk is closed", "Start it again")
            if slot.paper is None:
                slot.paper = taken_in(slot.id, slot.path, self.matcher, self._script)
                self._background.begin(slot.paper)
                self._events.tell("document", slot.id)
            return slot.paper

    def take_in(self) -> None:
        """Take in the only document, whose fault is raised; several in the background, and tell faults."""
        if len(self._slots) == 1:
            self.paper(*self._slots)
            return
        for slot in self._slots.values():
            self._background.later(partial(self._try, slot))

    def _try(self, slot: Slot) -> None:
        try:
            self.paper(slot.id)
        except BriefingError as error:
            slot.failed = str(error)
            self._events.tell("document", slot.id)

    def views(self) -> tuple[DocumentView, ...]:
        """What is shown of all documents, in their order."""
        return tuple(self._view(slot) for slot in self._slots.values())

    def _view(self, slot: Slot) -> DocumentView:
        if slot.paper is not None:
            return self.view(slot.paper)
        if slot.failed:
            return DocumentView(slot.id, slot.path.name, "failed", slot.failed, 0, 0, 0, 0)
        return DocumentView(slot.id, slot.path.name, "translating", self._status, 0, 0, 0, 0)

    def view(self, paper: Paper) -> DocumentView:
        """What is shown of a document that was taken in."""
        translating = paper.id in self._background.translating
        return document_view(paper, translating=translating, status=self._status)

    def tell(self, status: str) -> None:
        """Tell what is being done for all documents; an empty line when it is done."""
        self._status = status
        for slot in self._slots.values():
            self._events.tell("document", slot.id)

    def close(self) -> None:
        """Give all documents out of hand."""
        self._closed = True
        for slot in self._slots.values():
            with slot.taking:
                if slot.paper is not None:
                    slot.paper.close()
