"""What a model behind a server can do: found out in a minute, kept, and part of its engine's fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.ladder import Hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.served.address import Address, Key
    from briefing.engine.served.profiles import Profile

Thinking = str


@dataclass(frozen=True, slots=True)
class Tried:
    """What of `spans` marked spans was in the English on a rung: `kept`, of them in brackets `bracketed`."""

    rung: str
    spans: int
    kept: int
    bracketed: int


@dataclass(frozen=True, slots=True)
class Exam:
    """What the examination found. `seeds`: the same seed gave the same answer. `seconds` are a sentence's."""

    server: Server
    profile: str
    hold: Hold
    seeds: bool
    tried: tuple[Tried, ...]
    seconds: float

    @property
    def digest(self) -> str:
        """What of it an answer depends on, hashed."""
        facts = [asdict(self.server), self.profile, asdict(self.hold)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def examine(
    address: Address,
    key: Key | None,
    model: str,
    profile: Profile | None,
    *,
    public: bool = False,
    on_status: Callable[[str], None] | None = None,
) -> Exam:
    """Ask the server what it is, and its model some sentences. `profile` None: the one that fits.

    Raises ServerError.
    """
    raise NotImplementedError
