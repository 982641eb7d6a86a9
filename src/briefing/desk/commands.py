"""What a person does to a document, as steps. Each looks at the state; none changes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.desk.state import Choice, Step, Version, number_of
from briefing.errors import ConflictError, UsageError
from briefing.repair.respell import NOTE
from briefing.visible import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.desk.state import Entry
    from briefing.document import Segment

MAX_ENGLISH = 20_000
"""Characters of English that a sentence may have: ten times the longest source of an engine."""


def edited(
    id_: str, entry: Entry, en: str, *, confirm: bool, revision: int, earlier: Entry | None = None
) -> Step | None:
    """A person's English for a segment, confirmed or not; None if that changes nothing.

    `earlier` is the segment before what is gone on with (`going_on`), if something is.

    A confirmation holds for what was confirmed: other English without a word is `edited` again. Raises
    ConflictError if a person changed the segment since `revision`, UsageError for English that cannot be.
    """
    if revision != entry.revision:
        raise ConflictError(
            f"{id_} has been changed since, in another window perhaps", "Look at it as it is now"
        )
    en = one_line(en)
    if confirm and not en:
        raise UsageError(f"{id_} has no English to be confirmed", "Write some first")
    before = entry.version
    if before is not None and en == before.en:
        return _confirmed(id_, entry, confirm=confirm) if confirm != entry.choice.confirmed else None
    if before is None and not en:
        return None
    step = written("edit", [(id_, earlier or entry, en)], confirm=confirm)
    return replace(step, instead=earlier is not None)


def _confirmed(id_: str, entry: Entry, *, confirm: bool) -> Step | None:
    # English that is given back as it stands says nothing against a confirmation.
    if not confirm:
        return None
    return Step("confirm", choices=((id_, replace(entry.choice, confirmed=True)),))


def written(what: str, texts: Iterable[tuple[str, Entry, str]], *, confirm: bool | None = None) -> Step:
    """A person's English for segments; `confirm` None leaves them confirmed that are."""
    added: list[tuple[str, Version]] = []
    choices: list[tuple[str, Choice]] = []
    for id_, entry, en in texts:
        number = number_of(entry, en)
        if number == len(entry.versions):
            added.append((id_, persons(entry, en)))
        confirmed = entry.choice.confirmed if confirm is None else confirm
        choices.append((id_, replace(entry.choice, chosen=number, confirmed=confirmed)))
    return Step(what, tuple(added), tuple(choices))


def unconfirmed(id_: str, entry: Entry) -> Step | None:
    """A confirmation taken back; None if there is none."""
    if not entry.choice.confirmed:
        return None
    return Step("unconfirm", choices=((id_, replace(entry.choice, confirmed=False)),))


def settled(id_: str, entry: Entry, finding: str, why: str | None) -> Step:
    """A finding taken as it is, with a word why; None opens it again."""
    kept = tuple(each for each in entry.choice.settled if each[0] != finding)
    if why is not None:
        kept = (*kept, (finding, one_line(why)))
    what = "unsettle" if why is None else "settle"
    return Step(what, choices=((id_, replace(entry.choice, settled=kept)),))


def chosen(id_: str, entry: Entry, number: int) -> Step | None:
    """An earlier version put in place, not confirmed; None if it stands. Raises UsageError without such."""
    if not 0 <= number < len(entry.versions):
        raise UsageError(f"{id_} has no version {number + 1}", f"It has {len(entry.versions)}")
    if number == entry.choice.chosen:
        return None
    return Step("choose", choices=((id_, replace(entry.choice, chosen=number, confirmed=False)),))


def drafted(
    what: str, answers: Iterable[tuple[Entry, Segment]], model: str, facts: Iterable[tuple[str, str]] = ()
) -> Step:
    """An engine's English for segments: it stands where no person has written or confirmed anything."""
    added: list[tuple[str, Version]] = []
    choices: list[tuple[str, Choice]] = []
    for entry, segment in answers:
        number = number_of(entry, segment.en)
        if number == len(entry.versions):
            notes = tuple(replace(each, en_at=None) for each in segment.findings if each.rule == NOTE)
            added.append((segment.id, Version(segment.en, "engine", model, segment.ended, notes)))
        if not entry.is_persons:
            choices.append((segment.id, replace(entry.choice, chosen=number)))
    return Step(what, tuple(added), tuple(choices), undoable=False, facts=tuple(facts))


def persons(entry: Entry, en: str) -> Version:
    """English that a person has made of what stands."""
    return Version(en, "person", notes=entry.version.notes if entry.version else ())


def one_line(text: str) -> str:
    """What was typed or pasted, as a sentence has it. Raises UsageError for what is too long."""
    if len(text) > MAX_ENGLISH:
        raise UsageError(
            f"this is {len(text):,} characters long, and a sentence may have {MAX_ENGLISH:,}", "Shorten it"
        )
    return " ".join(without_unseen(text).split())
