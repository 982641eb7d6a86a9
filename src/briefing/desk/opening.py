"""From what the user names to documents on the desk: sources, briefings, and folders of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.bilingual import TABLES, is_briefing, read_bilingual
from briefing.corpus import files_below, source_beside
from briefing.desk.checking import finding_id
from briefing.desk.state import Choice, Step, Version, number_of
from briefing.errors import ReadError, UsageError
from briefing.files import real
from briefing.pipeline import cut_document
from briefing.read import SUFFIXES, read_source
from briefing.review.reopened import reopened
from briefing.visible import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.desk.state import Entry, State
    from briefing.document import Document, Segment
    from briefing.normalize import Script

_ALSO = (*TABLES, ".json", ".xlf", ".xliff")
"""Suffixes of what is taken from a folder besides the sources."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was taken in: its text, and the step that brings what it has of English."""

    document: Document
    step: Step
    notes: tuple[str, ...] = ()


def named_files(paths: Sequence[str | Path]) -> list[Path]:
    """The files that are named, and those in folders that are, each once. Raises UsageError, ReadError."""
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        if str(path) == "-":
            raise UsageError("standard input cannot be opened on the desk", "Save it to a file first")
        if path.is_dir():
            for file in files_below(path, _refuse):
                if file.suffix.lower() in (*SUFFIXES, *_ALSO):
                    found.setdefault(real(file), file)
        elif path.is_file():
            found.setdefault(real(path), path)
        elif path.exists():
            raise ReadError(f"{path} is a pipe or a device", "Save what comes from it to a file first.")
        else:
            raise ReadError(f"{path} does not exist", "Check the name and the folder.")
    if not found:
        named = " ".join(map(str, paths))
        raise ReadError(f"{named} has nothing in it that can be opened", "Name a text, or a briefing.")
    return list(found.values())


def _refuse(error: ReadError) -> None:
    raise error


def opened(path: Path, script: Script) -> Opened:
    """Take a file in. Raises ReadError."""
    if path.suffix.lower() in TABLES or is_briefing(path):
        bilingual = read_bilingual(path)
        document = reopened(bilingual, source_beside(path, bilingual), script=script)
        return Opened(document, _as_it_was(document, bilingual.written.settled, bilingual.written.model))
    source = read_source(path)
    return Opened(cut_document(source, script=script), Step("opened", undoable=False), source.notes)


def _as_it_was(
    document: Document, settled: Iterable[tuple[str, str, str, str]], model: tuple[str, str]
) -> Step:
    """The step that brings the English of a briefing, with what people did to it."""
    whys: dict[str, list[tuple[str, str]]] = {}
    for id_, rule, message, why in settled:
        whys.setdefault(id_, []).append((finding_id(rule, message), why))
    name, fingerprint = model
    added, choices = [], []
    for paragraph in document.paragraphs:
        for each in paragraph.segments:
            en = without_unseen(each.en)
            if en.strip():
                drafted = each.hand == "draft"
                version = Version(en, "engine", name) if drafted else Version(en, "person")
                added.append((each.id, version))
                choices.append((each.id, Choice(0, each.hand == "confirmed", tuple(whys.get(each.id, ())))))
    facts = ((f"model:{name}", fingerprint),) if name else ()
    return Step("opened", tuple(added), tuple(choices), undoable=False, facts=facts)


def taken_over(document: Document, state: State, earlier: Document, before: State) -> Step | None:
    """What people did to an earlier content of the same file, for the sentences that are still in it.

    Returns None if there is nothing of the kind. Only what has no English yet gets any.
    """
    done = {
        each.zh: entry
        for each, entry in _with_entries(earlier, before)
        if entry.is_persons and entry.version is not None
    }
    added: list[tuple[str, Version]] = []
    choices: list[tuple[str, Choice]] = []
    for each, entry in _with_entries(document, state):
        old = done.get(each.zh)
        if old is None or old.version is None or entry.version is not None:
            continue
        number = number_of(entry, old.version.en)
        if number == len(entry.versions):
            added.append((each.id, old.version))
        choices.append((each.id, Choice(number, old.choice.confirmed, old.choice.settled)))
    return Step("taken over", tuple(added), tuple(choices), undoable=False) if choices else None


def _with_entries(document: Document, state: State) -> Iterator[tuple[Segment, Entry]]:
    for paragraph in document.paragraphs:
        for each in paragraph.segments:
            yield each, state.entries[each.id]
