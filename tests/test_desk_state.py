"""States and journals of the desk: nothing that was acknowledged is lost, whatever is cut off where."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from briefing.desk import commands
from briefing.desk.journal import DAMAGED, Journal, as_line, as_step, replayed
from briefing.desk.state import REDO, UNDO, Choice, Entry, State, Step, Version, applied, going_on
from briefing.document import Segment
from briefing.errors import ConflictError, UsageError, WriteError
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from pathlib import Path

IDS = ("p1.1", "p2.1", "p2.2")
NEW = State(dict.fromkeys(IDS, Entry()))
ENGLISH = st.sampled_from(
    [
        "By the end of June, Jiangsu had provided support to 977,000 people.",
        "Localities upheld the “Fengqiao model”.",
        "Strengthen primary-level governance.",
        '\U0001f600 \ud800 \u2028 \\ "quoted" \x00',
        "",
    ]
)


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, str, str, int]]:
    kinds = ("edit", "type", "confirm", "unconfirm", "choose", "settle", "draft", "undo", "redo")
    return draw(
        st.lists(
            st.tuples(st.sampled_from(kinds), st.sampled_from(IDS), ENGLISH, st.integers(0, 3)),
            min_size=1,
            max_size=25,
        )
    )


def step_of(state: State, act: tuple[str, str, str, int]) -> Step | None:
    """What the command makes of the state; None where it does nothing, or is refused."""
    kind, id_, text, number = act
    entry = state.entries[id_]
    try:
        if kind in ("edit", "type", "confirm"):
            earlier = going_on(state, id_) if kind == "type" else None
            confirm = kind == "confirm"
            return commands.edited(
                id_, entry, text, confirm=confirm, revision=entry.revision, earlier=earlier
            )
        if kind == "choose":
            return commands.chosen(id_, entry, number)
    except UsageError:
        return None
    if kind == "unconfirm":
        return commands.unconfirmed(id_, entry)
    if kind == "settle":
        return commands.settled(id_, entry, f"finding{number}", text if number % 2 else None)
    if kind == "draft":
        noted = (finding("name-by-sound", f"Was set to {text}", text, (0, number)),) if number % 2 else ()
        answer = Segment(id_, "各地坚持“枫桥经验”。", en=text, ended="stop", findings=noted)
        return commands.drafted("asked", [(entry, answer)], "fake", [("model:fake", "1")])
    return UNDO if kind == "undo" else REDO


def run(steps: list[Step]) -> list[State]:
    states = [NEW]
    for step in steps:
        states.append(applied(states[-1], step))
    return states


def steps_of(made: list[tuple[str, str, str, int]]) -> list[Step]:
    state, steps = NEW, []
    for act in made:
        if (step := step_of(state, act)) is not None:
            steps.append(step)
            state = applied(state, step)
    return steps


@settings(deadline=None, max_examples=60)
@given(acts(), st.data())
def test_killed_at_any_byte_all_that_was_acknowledged_is_there(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str, str, int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    path = folder / "a.jsonl"
    steps = steps_of(made)
    journal = Journal(path)
    ends = [0]
    for step in steps:
        journal.append(step)
        ends.append(path.stat().st_size)  # On the disk when it is acknowledged, not when the desk ends.
    journal.close()
    states = run(steps)
    cut = data.draw(st.integers(0, ends[-1]), label="bytes that were written")
    path.write_bytes(path.read_bytes()[:cut])
    acknowledged = sum(end <= cut for end in ends) - 1
    found, told = replayed(path, NEW, mend=True)
    assert found == states[acknowledged]
    assert bool(told) == (cut not in ends)
    assert replayed(path, NEW) == (found, "")
    if acknowledged < len(steps):  # It goes on where it was.
        journal = Journal(path)
        journal.append(steps[acknowledged])
        journal.close()
        assert replayed(path, NEW)[0] == states[acknowledged + 1]


@pytest.mark.parametrize("fails", ["write", "fsync"])
def test_what_a_full_disk_cut_off_tears_nothing_that_comes_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    path = tmp_path / "a.jsonl"
    steps = steps_of([("confirm", "p1.1", "First.", 0), ("edit", "p2.1", "Lost.", 0)])
    after = steps_of([("confirm", "p1.1", "First.", 0), ("confirm", "p2.1", "Second.", 0)])[1]
    journal = Journal(path)
    journal.append(steps[0])
    write = os.write

    def half(file: int, data: bytes) -> int:
        if len(data) > 20:
            return write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    def unforced(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, fails, half if fails == "write" else unforced)
        with pytest.raises(WriteError, match="cannot keep what is done"):
            journal.append(steps[1])
    journal.append(after)
    journal.close()
    state, told = replayed(path, NEW)
    assert told == ""
    assert state == run([steps[0], after])[-1]


@given(acts())
def test_a_line_says_what_the_step_says(made: list[tuple[str, str, str, int]]) -> None:
    for step in steps_of(made):
        line = as_line(step)
        assert line.count(b"\n") == 1
        assert line.endswith(b"\n")
        assert as_step(line) == step


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[1]\n",
        b'{"do":1}\n',
        b'{"do":"edit","set":[["p1.1",5,false,[]]]}\n',
        b'{"do":"edit","set":[["p9.9",0,false,[]]]}\n',
        b'{"do":"edit","add":[["p1.1","x","nobody","","stop"]]}\n',
        b'{"do":"edit","add":[["p1.1","x","person","","sometime"]]}\n',
        b'{"do":"edit","set":[["p1.1",true,false,[]]]}\n',
        b'{"do":"edit","set":3}\n',
        b"\xff\n",
    ],
)
def test_a_line_that_is_none_ends_what_is_read_and_is_kept_aside(tmp_path: Path, line: bytes) -> None:
    good = commands.edited("p1.1", Entry(), "Strengthen governance.", confirm=True, revision=0)
    assert good is not None
    path = tmp_path / "a.jsonl"
    whole = as_line(good) + line + as_line(good)
    path.write_bytes(whole)
    state, told = replayed(path, NEW, mend=True)
    assert state.entries["p1.1"].choice.confirmed
    assert told == "2 of the changes could not be read, and are not there"
    assert path.read_bytes() == as_line(good)
    assert (tmp_path / f"a.jsonl{DAMAGED}").read_bytes() == whole


class Session(RuleBasedStateMachine):
    """A person and an engine at work on three sentences: undo goes back through all, redo forth again."""

    def __init__(self) -> None:
        super().__init__()
        self.state = NEW
        self.choices = [self.now()]
        self.at = 0

    def now(self) -> tuple[Choice, ...]:
        return tuple(self.state.entries[id_].choice for id_ in IDS)

    @rule(
        kind=st.sampled_from(("edit", "type", "confirm", "unconfirm", "choose", "settle")),
        id_=st.sampled_from(IDS),
        text=ENGLISH,
        number=st.integers(0, 3),
    )
    def act(self, kind: str, id_: str, text: str, number: int) -> None:
        step = step_of(self.state, (kind, id_, text, number))
        if step is not None:
            revision = self.state.entries[id_].revision
            self.state = applied(self.state, step)
            assert self.state.entries[id_].revision == revision + 1
            del self.choices[self.at + 1 :]
            if step.instead:  # It is as if what is gone on with had never been.
                del self.choices[self.at]
                self.at -= 1
            if not step.instead or self.choices[self.at] != self.now():
                self.choices.append(self.now())
                self.at += 1

    @rule()
    def undo(self) -> None:
        self.state = applied(self.state, UNDO)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        self.state = applied(self.state, REDO)
        self.at = min(len(self.choices) - 1, self.at + 1)

    @invariant()
    def it_is_as_it_was_then(self) -> None:
        assert self.now() == self.choices[self.at]

    @invariant()
    def every_choice_is_of_a_version(self) -> None:
        assert all(each.choice.chosen < len(each.versions) for each in self.state.entries.values())


TestSession = Session.TestCase
TestSession.settings = settings(deadline=None, max_examples=30, stateful_step_count=25)


def entry(*versions: Version, confirmed: bool = False) -> Entry:
    return Entry(versions, Choice(len(versions) - 1, confirmed))


def answer(en: str) -> Segment:
    return Segment("p1.1", "各地坚持“枫桥经验”。", en=en, ended="stop")


DRAFT, PERSONS = Version("Localities upheld it.", "engine", "fake"), Version("They upheld it.", "person")


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (Entry(), "Everywhere it was upheld."),
        (entry(DRAFT), "Everywhere it was upheld."),
        (entry(DRAFT, PERSONS), "They upheld it."),
        (entry(DRAFT, confirmed=True), "Localities upheld it."),
    ],
    ids=["nothing", "a draft", "a person's text", "a draft that a person confirmed"],
)
def test_an_engine_never_takes_the_place_of_a_persons_text(before: Entry, stands: str) -> None:
    step = commands.drafted("asked", [(before, answer("Everywhere it was upheld."))], "fake")
    state = applied(State({"p1.1": before}), step)
    after = state.entries["p1.1"]
    assert after.version is not None
    assert after.version.en == stands
    assert after.versions[-1].en == "Everywhere it was upheld."
    assert applied(state, UNDO) is state


def test_undoing_a_persons_first_word_leaves_the_draft_that_came_meanwhile() -> None:
    state = State({"p1.1": Entry()})
    mine = commands.edited("p1.1", Entry(), "They upheld it.", confirm=False, revision=0)
    assert mine is not None
    state = applied(state, mine)
    state = applied(
        state, commands.drafted("translated", [(state.entries["p1.1"], answer("Draft."))], "fake")
    )
    assert state.entries["p1.1"].version == Version("They upheld it.", "person")
    state = applied(state, UNDO)
    assert state.entries["p1.1"].version == Version("Draft.", "engine", "fake")


def test_an_edit_of_what_somebody_else_edited_is_refused() -> None:
    with pytest.raises(ConflictError, match=r"p1\.1 has been changed since"):
        commands.edited("p1.1", Entry(revision=3), "Anything.", confirm=False, revision=2)


def test_giving_back_what_stands_changes_nothing() -> None:
    confirmed = entry(DRAFT, confirmed=True)
    assert commands.edited("p1.1", confirmed, " Localities  upheld it.\n", confirm=False, revision=0) is None
    assert commands.edited("p1.1", confirmed, "Localities upheld it.", confirm=True, revision=0) is None
    assert commands.edited("p1.1", Entry(), "  ", confirm=False, revision=0) is None


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="no English to be confirmed"):
        commands.edited("p1.1", Entry(), " ", confirm=True, revision=0)
    with pytest.raises(UsageError, match="20,000"):
        commands.edited("p1.1", Entry(), "x" * 20_001, confirm=False, revision=0)
    with pytest.raises(UsageError, match="has no version 2"):
        commands.chosen("p1.1", entry(DRAFT), 1)


def test_who_goes_on_typing_makes_one_version_and_one_step_of_it() -> None:
    state = State({"p1.1": entry(DRAFT), "p2.1": entry(DRAFT)})

    def put(id_: str, en: str, *, on: bool, confirm: bool = False) -> None:
        nonlocal state
        given = state.entries[id_]
        earlier = going_on(state, id_) if on else None
        step = commands.edited(id_, given, en, confirm=confirm, revision=given.revision, earlier=earlier)
        assert step is not None
        state = applied(state, step)

    for number, text in enumerate(("They", "They up", "They upheld", "They upheld it.")):
        put("p1.1", text, on=number > 0)
    assert [each.en for each in state.entries["p1.1"].versions] == [DRAFT.en, "They upheld it."]
    # Another visit is another step, and what is confirmed is not typed on.
    put("p1.1", "They upheld it all.", on=False)
    put("p1.1", "They upheld it all!", on=True, confirm=True)
    assert going_on(state, "p1.1") is None
    put("p2.1", "Elsewhere.", on=True)
    assert going_on(state, "p1.1") is None
    seen = []
    for _ in range(4):
        state = applied(state, UNDO)
        seen.append(tuple(each.version.en for each in state.entries.values() if each.version))
    assert seen == [
        ("They upheld it all!", DRAFT.en),
        ("They upheld it.", DRAFT.en),
        (DRAFT.en, DRAFT.en),
        (DRAFT.en, DRAFT.en),
    ]
    # Typed, and put back: nothing was done.
    put("p1.1", "Th", on=False)
    put("p1.1", DRAFT.en, on=True)
    assert state.undoable == ()
