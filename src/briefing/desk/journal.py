"""The journal of a document: a line of JSON for each step, added at the end and never changed.

A step counts once its line, with the line break, is written: a process that is killed loses nothing that it
acknowledged, and a line that was cut off was not acknowledged.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, get_args

from briefing.desk.state import REDO, UNDO, By, Choice, State, Step, Version, applied
from briefing.document import Ended
from briefing.errors import ReadError, WriteError
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.document import Finding, Range

SYNC_SECONDS = 1.0
"""What an engine wrote may wait as long until it is forced onto the disk: it can be had again."""

DAMAGED = ".damaged"
"""What the name of a copy ends in that is kept of a journal which cannot be read to its end."""

Name = TypeVar("Name")

_BY: tuple[By, ...] = get_args(By)
_ENDED: tuple[Ended, ...] = get_args(Ended)


class Journal:
    """A journal that is open for more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._synced = time.monotonic()
        self._closed = False
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(path, flags, 0o600)
        except OSError as error:
            raise self._unwritten(error) from error

    def append(self, step: Step) -> None:
        """Write a step down. What a person did is on the disk after this. Raises WriteError.

        Then nothing of the line is left: what comes after it must not be torn with it.
        """
        line = as_line(step)
        end = os.fstat(self._file).st_size
        try:
            while line:
                line = line[os.write(self._file, line) :]
            if step.undoable or step in (UNDO, REDO) or time.monotonic() - self._synced > SYNC_SECONDS:
                self.sync()
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, end)
            raise self._unwritten(error) from error

    def sync(self) -> None:
        """Force all that is written onto the disk. Raises OSError."""
        os.fsync(self._file)
        self._synced = time.monotonic()

    def close(self) -> None:
        """Force it onto the disk, as far as that can be done, and close it."""
        if not self._closed:
            self._closed = True
            with suppress(OSError):
                self.sync()
            os.close(self._file)

    def _unwritten(self, error: OSError) -> WriteError:
        return WriteError(
            f"the desk cannot keep what is done in {self._path.parent}: {error.strerror or error}",
            "Make room or mend that, and start the desk again",
        )


def replayed(path: Path, state: State, *, mend: bool = False) -> tuple[State, str]:
    """The state after the steps of the journal at `path`, and a line about what could not be read of it.

    There need not be one. Lines from the first bad one on are left out; with `mend` they are cut off, and
    but for an end that was torn, a copy of the whole is kept beside it. Raises ReadError, WriteError.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return state, ""
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}", "Check its permissions") from error
    done = 0
    while (end := data.find(b"\n", done) + 1) > 0:
        try:
            state = applied(state, as_step(data[done:end]))
        except ValueError:
            break
        done = end
    if done == len(data):
        return state, ""
    lost = data.count(b"\n", done)
    told = "the last change was cut off when the desk was ended, and is not there"
    if lost:
        told = f"{lost:,} of the changes could not be read, and are not there"
    if mend:
        try:
            if lost:
                path.with_name(path.name + DAMAGED).write_bytes(data)
            os.truncate(path, done)
        except OSError as error:
            raise WriteError(f"{path} cannot be mended: {error.strerror}", "Check its permissions") from error
    return state, told


def as_line(step: Step) -> bytes:
    """A step as a line of the journal."""
    data: dict[str, object] = {"do": step.what}
    if step.undoable:
        data["mine"] = True
    if step.instead:
        data["instead"] = True
    if step.added:
        data["add"] = [_added(id_, each) for id_, each in step.added]
    if step.choices:
        data["set"] = [[id_, each.chosen, each.confirmed, each.settled] for id_, each in step.choices]
    if step.facts:
        data["facts"] = step.facts
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"


def as_step(line: bytes) -> Step:
    """The step of a line. Raises ValueError if it is none."""
    try:
        data = json.loads(line)
        return Step(
            _text(data["do"]),
            tuple(
                (
                    _text(id_),
                    Version(_text(en), _one_of(_BY, by), _text(model), _one_of(_ENDED, ended), _noted(notes)),
                )
                for id_, en, by, model, ended, *notes in data.get("add", ())
            ),
            tuple(
                (_text(id_), Choice(_number(chosen), confirmed is True, _pairs(settled)))
                for id_, chosen, confirmed, settled in data.get("set", ())
            ),
            data.get("mine") is True,
            _pairs(data.get("facts", ())),
            data.get("instead") is True,
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _added(id_: str, version: Version) -> list[object]:
    notes = ([each.rule, each.message, each.expected, each.zh_at] for each in version.notes)
    return [id_, version.en, version.by, version.model, version.ended, *notes]


def _noted(notes: Sequence[Sequence[object]]) -> tuple[Finding, ...]:
    """What a line has of notes; journals of earlier versions have none."""
    return tuple(
        finding(_text(rule), _text(message), _text(expected), _range(zh_at))
        for rule, message, expected, zh_at in notes
    )


def _range(value: object) -> Range | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError
    return _number(value[0]), _number(value[1])


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple((_text(key), _text(text)) for key, text in value)


def _one_of(names: tuple[Name, ...], value: object) -> Name:
    """The one of `names` that `value` is. Raises ValueError."""
    return names[[str(each) for each in names].index(_text(value))]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
