"""What has become of a document on the desk: immutable states, and the steps from one to the next.

A segment's Englishes (`Version`) are only ever added, so that none is lost; a step adds some, and says which
one stands, whether a person confirmed it, and what findings were settled (`Choice`). Undoing a step brings
the choices back that held before it. Nothing here knows of files, checks or engines.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.document import Ended, Finding

By = Literal["engine", "person"]


@dataclass(frozen=True, slots=True)
class Version:
    """An English of a segment: who wrote it, the `model` if it was an engine, and how that ended.

    `notes` tell how it, or what it was made from, came about: no check finds them again, but where in it.
    """

    en: str
    by: By
    model: str = ""
    ended: Ended = "stop"
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds of a segment: the number of the version that stands (-1: none), whether it is confirmed,
    and the findings that were settled, each with a word why."""

    chosen: int = -1
    confirmed: bool = False
    settled: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment on the desk. `revision` counts what people did to it: no engine comes between them."""

    versions: tuple[Version, ...] = ()
    choice: Choice = Choice()
    revision: int = 0

    @property
    def version(self) -> Version | None:
        """The version that stands."""
        return self.versions[self.choice.chosen] if self.choice.chosen >= 0 else None

    @property
    def is_persons(self) -> bool:
        """Whether a person wrote or confirmed what stands, so that no engine may put anything else there."""
        return self.choice.confirmed or (self.version is not None and self.version.by == "person")


@dataclass(frozen=True, slots=True)
class Step:
    """A change: what it is called, the versions that it adds, and the choices that hold after it.

    `undoable` is what a person does; what an engine does is not taken back by the person's undo. `facts` are
    about the whole document: what its writers must know besides. `instead` puts it in the place of the last
    step (`going_on`): a person goes on typing.
    """

    what: str
    added: tuple[tuple[str, Version], ...] = ()
    choices: tuple[tuple[str, Choice], ...] = ()
    undoable: bool = True
    facts: tuple[tuple[str, str], ...] = ()
    instead: bool = False


UNDO, REDO = Step("undo", undoable=False), Step("redo", undoable=False)

Choices = tuple[tuple[str, Choice], ...]


@dataclass(frozen=True, slots=True)
class State:
    """All segments, and what can be undone and redone: pairs of the choices before and after a step."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    undoable: tuple[tuple[Choices, Choices], ...] = ()
    redoable: tuple[tuple[Choices, Choices], ...] = ()
    revision: int = 0


def applied(state: State, step: Step) -> State:
    """The state after a step. UNDO and REDO do nothing where there is nothing to undo or redo.

    Raises ValueError if the step is about a segment or a version that is not there.
    """
    if step == UNDO:
        return _gone_back(state)
    if step == REDO:
        return _gone_forth(state)
    entries = dict(state.entries)
    if step.instead:
        for id_, _ in step.choices:
            entries[id_] = _earlier(state, id_)
        state = replace(state, undoable=state.undoable[:-1])
    for id_, version in step.added:
        entry = _entry(entries, id_)
        entries[id_] = replace(entry, versions=(*entry.versions, version))
    before = tuple((id_, _entry(entries, id_).choice) for id_, _ in step.choices)
    _choose(entries, step.choices, counted=step.undoable)
    facts = {**state.facts, **dict(step.facts)} if step.facts else state.facts
    state = replace(state, entries=entries, facts=facts, revision=state.revision + 1)
    if not step.undoable:
        return state
    # Who typed and put it back has done nothing.
    done = () if step.instead and before == step.choices else ((before, step.choices),)
    return replace(state, undoable=(*state.undoable, *done), redoable=())


def going_on(state: State, id_: str) -> Entry | None:
    """A segment as it was before the last step, if that was English that a person wrote for it alone and has
    not confirmed: who goes on typing writes another in its place, and neither undo nor the versions have the
    stages in between."""
    entry = _entry(state.entries, id_)
    before, after = state.undoable[-1] if state.undoable else ((), ())
    if after != ((id_, entry.choice),) or entry.choice.confirmed:
        return None
    if before[0][1].chosen == entry.choice.chosen or entry.choice.chosen != len(entry.versions) - 1:
        return None
    if entry.version is None or entry.version.by != "person":
        return None
    return replace(entry, versions=entry.versions[:-1], choice=before[0][1])


def _earlier(state: State, id_: str) -> Entry:
    earlier = going_on(state, id_)
    if earlier is None:
        raise ValueError(f"{id_} is nothing that is gone on with")
    return earlier


def number_of(entry: Entry, en: str) -> int:
    """The number of the version with this English; that of the next one if there is none."""
    return next((at for at, each in enumerate(entry.versions) if each.en == en), len(entry.versions))


def _gone_back(state: State) -> State:
    if not state.undoable:
        return state
    *rest, (before, after) = state.undoable
    return _gone(state, before, tuple(rest), (*state.redoable, (before, after)))


def _gone_forth(state: State) -> State:
    if not state.redoable:
        return state
    *rest, (before, after) = state.redoable
    return _gone(state, after, (*state.undoable, (before, after)), tuple(rest))


def _gone(
    state: State,
    choices: Choices,
    undoable: tuple[tuple[Choices, Choices], ...],
    redoable: tuple[tuple[Choices, Choices], ...],
) -> State:
    entries = dict(state.entries)
    _choose(entries, [(id_, _with_something(entries[id_], choice)) for id_, choice in choices])
    return State(entries, state.facts, undoable, redoable, state.revision + 1)


def _with_something(entry: Entry, choice: Choice) -> Choice:
    """The choice, but for that of no version where an engine has given one since."""
    given = [at for at, version in enumerate(entry.versions) if version.by == "engine"]
    return replace(choice, chosen=given[-1]) if choice.chosen < 0 and given else choice


def _choose(
    entries: dict[str, Entry], choices: Iterable[tuple[str, Choice]], *, counted: bool = True
) -> None:
    for id_, choice in choices:
        entry = _entry(entries, id_)
        if not -1 <= choice.chosen < len(entry.versions):
            raise ValueError(f"{id_} has no version {choice.chosen}")
        entries[id_] = replace(entry, choice=choice, revision=entry.revision + counted)


def _entry(entries: Mapping[str, Entry], id_: str) -> Entry:
    if id_ not in entries:
        raise ValueError(f"there is no segment {id_}")
    return entries[id_]
