"""The servers that the user added as models: one file each, with what their examination found.

A key is never kept, only where it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.engine.served.address import Address, Key, is_private
from briefing.engine.served.client import Client
from briefing.engine.served.engine import ServedEngine
from briefing.engine.served.exam import Exam
from briefing.engine.served.examine import examine
from briefing.engine.served.json import at, number_at, parse, text_at
from briefing.engine.served.kinds import recognise
from briefing.engine.served.profiles import find_profile, profile_for
from briefing.engine.served.sentences import CHARACTERS
from briefing.engine.served.tries import Patience
from briefing.errors import ModelError, ServerGoneError, UsageError, WriteError
from briefing.files import write_whole
from briefing.models.entry import ModelEntry
from briefing.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.served.asked import Server
    from briefing.engine.served.json import Json
    from briefing.engine.served.profiles import Profile

FORMAT = 1
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
MOST_SLOTS = 1024


@dataclass(frozen=True, slots=True)
class Added:
    """A server that was added as the model `name`.

    `model` is its name on the server, `profile` a profile's name or file. Of one that is only wanted, both
    may be empty: the server's only model, and the profile that fits it. `key_env` and `key_file` say where
    the key is. `slots` 0 is what the server tells.
    """

    name: str
    address: Address
    model: str
    profile: str = ""
    key_env: str = ""
    key_file: str = ""
    public: bool = False
    slots: int = 0
    exam: Exam | None = None

    def key(self) -> Key | None:
        """The key, if it has one. Raises ModelError."""
        if self.key_env:
            return Key.from_variable(self.key_env)
        return Key.from_file(Path(self.key_file)) if self.key_file else None

    def its_profile(self) -> Profile:
        """How the model wants to be asked. Raises ModelError, UsageError."""
        return find_profile(self.profile)

    def as_json(self) -> Json:
        """As it is kept."""
        return {
            "briefing_served": FORMAT,
            "name": self.name,
            "address": str(self.address),
            "model": self.model,
            "profile": self.profile,
            "key_env": self.key_env,
            "key_file": self.key_file,
            "public": self.public,
            "slots": self.slots,
            "exam": self.exam.as_json() if self.exam else None,
        }

    @classmethod
    def from_json(cls, value: Json) -> Added:
        """What `as_json` gave. Raises ValueError where it is something else."""
        if at(value, "briefing_served") != FORMAT:
            raise ValueError("not as this version of briefing writes it")
        try:
            address = Address.parse(text_at(value, "address"))
        except UsageError as error:
            raise ValueError(error.message) from error
        kept = at(value, "exam")
        try:
            exam = None if kept is None else Exam.from_json(kept)
        except ValueError:
            exam = None  # of another version: it is examined again
        return cls(
            text_at(value, "name"),
            address,
            text_at(value, "model"),
            text_at(value, "profile"),
            text_at(value, "key_env"),
            text_at(value, "key_file"),
            at(value, "public") is True,
            number_at(value, "slots"),
            exam,
        )


def folder() -> Path:
    """Where they are kept (it need not exist)."""
    return data_dir() / "served"


def normalized(name: str) -> str:
    """The name as it is used. Raises UsageError."""
    name = re.sub(r"\s+", "-", name.strip().lower())
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a model", "Letters, digits, dots, hyphens, underscores")
    return name


def added() -> tuple[ModelEntry, ...]:
    """An entry for each server that was added, by name."""
    entries = []
    for path in sorted(folder().glob("*.json")):
        try:
            entries.append(_entry(read(path.stem), path))
        except ModelError as error:
            entries.append(ModelEntry(path.stem, "served", path, "broken", error.message, 0))
    return tuple(entries)


def _entry(one: Added, path: Path) -> ModelEntry:
    where = f"{one.model} at {one.address}"
    if one.exam is None:
        return ModelEntry(one.name, "served", path, "ready", f"{where}; it is examined on first use", 0)
    return ModelEntry(one.name, "served", path, "ready", f"{where}; {summary(one.exam)}", 0)


def summary(exam: Exam) -> str:
    """What an examination found, in a few words."""
    held = "forced" if exam.hold.grammar else "asked for, verified and flagged"
    best = next((each for each in exam.tried if each.rung == exam.hold.rung), None)
    count = f", {best.kept} of {best.spans}" if best else ""
    return f"{exam.server.kind}, rung {exam.hold.rung}{count}: terms and figures are {held}"


def read(name: str) -> Added:
    """The server added as `name`. Raises ModelError where its file is broken, or there is none."""
    path = folder() / f"{name}.json"
    try:
        return replace(Added.from_json(parse(path.read_bytes())), name=name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ModelError(
            f"{path} cannot be read ({reason})", f"`briefing model remove {name}`, then add it again"
        ) from error


def keep(one: Added) -> Path:
    """Keep it, whole or not at all; returns where. Raises WriteError."""
    path = folder() / f"{one.name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{path.parent} cannot be made ({error.strerror})") from error
    write_whole(path, json.dumps(one.as_json(), indent=2) + "\n", force=True, private=True)
    return path


def add(one: Added) -> tuple[Added, Server]:
    """Add a server: it is asked what it is, and told its model if it has but one. Returns it as it is kept.

    Raises:
        UsageError: it is outside the user's own network, and not said to be `public`; no such profile.
        ModelError: the name is taken; the key is not there; the server cannot be asked, or lacks the model.
    """
    if (folder() / f"{one.name}.json").exists():
        raise ModelError(f"there is a model {one.name} already", f"First `briefing model remove {one.name}`")
    outside = not all(map(is_private, one.address.resolve()))
    if outside and not one.public:
        raise UsageError(
            f"{one.address} is not in your own network: texts would leave it",
            "Say --public if they may; every output will tell where they went",
        )
    if one.profile:
        find_profile(one.profile)
        if one.profile.endswith(".toml"):
            one = replace(one, profile=str(Path(one.profile).absolute()))
    if one.key_file:
        one = replace(one, key_file=str(Path(one.key_file).absolute()))
    key = one.key()
    _, server = recognise(Client(one.address, key, public=one.public), one.model)
    profile = one.profile or profile_for(server.model, server.architecture).name
    one = replace(one, model=server.model, profile=profile)
    keep(one)
    return one, server


def reexamine(name: str, on_status: Callable[[str], None] | None = None) -> Added:
    """Examine the server added as `name` (about a minute), and keep what is found. Raises ModelError."""
    one = read(name)
    exam = examine(
        one.address,
        one.key(),
        one.model,
        one.its_profile(),
        public=one.public,
        slots=one.slots,
        on_status=on_status,
    )
    one = replace(one, exam=exam)
    keep(one)
    return one


def open_engine(name: str, on_status: Callable[[str], None] | None = None) -> ServedEngine:
    """The engine of the server added as `name`, examined if it was not, or is another than it was.

    A server that is not there is no error yet: the drafts that are kept may be all that is wanted.
    """
    one = read(name)
    key = one.key()
    client = Client(one.address, key, public=one.public)
    try:
        _, server = recognise(client, one.model, patience=Patience().busy)
    except ServerGoneError:
        if one.exam is None:
            raise
    else:
        if one.exam is None or not one.exam.still_holds(server):
            one = reexamine(name, on_status)
    assert one.exam is not None
    return ServedEngine(
        one.address,
        key,
        one.model,
        one.its_profile(),
        one.exam,
        name=one.name,
        public=one.public,
        slots=one.slots,
    )


def usual_speed(name: str) -> float | None:
    """Characters of source a second that the examination measured; None where nothing is known."""
    if not (folder() / f"{name}.json").exists():
        return None
    exam = read(name).exam
    return CHARACTERS / 10 / exam.seconds if exam and exam.seconds else None


def remove(name: str) -> None:
    """Forget the server added as `name`. Raises ModelError."""
    path = folder() / f"{name}.json"
    try:
        path.unlink()
    except OSError as error:
        raise ModelError(f"{path} could not be removed ({error.strerror})") from error
