"""What was found of a model behind a server: kept, shown, and part of its engine's fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from briefing.engine.served.asked import Server, Switch
from briefing.engine.served.json import at, items_at, number_at, text_at
from briefing.engine.served.ladder import Hold, Placement, Rung

if TYPE_CHECKING:
    from briefing.engine.served.json import Json

FORMAT = 2

Thinking = Literal["none", "off", "on"]
"""Whether a model thinks before it answers: never, not when it is told not to, or whatever it is told."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How many of `spans` marked spans were in the English on a rung: `kept`."""

    rung: Rung
    spans: int
    kept: int


@dataclass(frozen=True, slots=True)
class Exam:
    """What the examination found.

    `hold` is how the model is asked from then on. `seeds`: the same seed gave the same answer. `seconds` are
    a sentence's, with as many in flight as there are slots.
    """

    server: Server
    profile: str
    hold: Hold
    seeds: bool
    tried: tuple[Tried, ...]
    seconds: float

    @property
    def thinking(self) -> Thinking:
        """Whether the model thinks."""
        return "on" if self.hold.thinks else "off" if self.hold.switch else "none"

    @property
    def digest(self) -> str:
        """What of it an answer depends on, hashed."""
        server = self.server
        facts = [server.kind, server.build, server.model, server.context, self.profile, asdict(self.hold)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]

    def still_holds(self, server: Server) -> bool:
        """Whether `server`, as it is now, is the one that was examined."""
        now, then = server, self.server
        return (now.kind, now.build, now.model, now.context) == (
            then.kind,
            then.build,
            then.model,
            then.context,
        )

    def as_json(self) -> Json:
        """As it is kept."""
        return cast("Json", {"exam": FORMAT, **asdict(self)})

    @classmethod
    def from_json(cls, value: Json) -> Exam:
        """What `as_json` gave. Raises ValueError where it is something else."""
        rung = text_at(value, "hold", "placement")
        switch = text_at(value, "hold", "switch")
        if at(value, "exam") != FORMAT or rung not in get_args(Placement) or switch not in get_args(Switch):
            raise ValueError("no examination of this version")
        seconds = at(value, "seconds")
        return cls(
            Server(
                kind=text_at(value, "server", "kind"),
                build=text_at(value, "server", "build"),
                models=tuple(map(str, items_at(value, "server", "models"))),
                model=text_at(value, "server", "model"),
                context=number_at(value, "server", "context"),
                slots=number_at(value, "server", "slots") or 1,
                adaptive=at(value, "server", "adaptive") is True,
                architecture=text_at(value, "server", "architecture"),
            ),
            text_at(value, "profile"),
            Hold(
                cast("Placement", rung),
                at(value, "hold", "grammar") is True,
                cast("Switch", switch),
                at(value, "hold", "thinks") is True,
                at(value, "hold", "log_probs") is True,
            ),
            at(value, "seeds") is True,
            tuple(
                Tried(
                    cast("Rung", text_at(each, "rung")),
                    number_at(each, "spans"),
                    number_at(each, "kept"),
                )
                for each in items_at(value, "tried")
                if text_at(each, "rung") in get_args(Rung)
            ),
            float(seconds) if isinstance(seconds, (int, float)) else 0.0,
        )
