"""What is asked of a server and what it answers, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.document import Ended

Switch = Literal["", "template", "effort", "both"]
"""How thinking is switched off: not at all, by an argument of the chat template, by `reasoning_effort`."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an answer is drawn. `top_k` 0, `repetition` 1 and `presence` 0 are off, and not sent."""

    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    repetition: float = 1.0
    presence: float = 0.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer wanted of `model`.

    `prompt` is a user's message, with `system` before it, or where `raw` all that the model reads. `limit` is
    in tokens. `grammar` is GBNF; `forced` says that an answer cannot end without certain words. `switch` says
    how thinking is kept off; `arguments` are for the template. `log_probs`: the probability of each token is
    wanted, too.
    """

    model: str
    prompt: str
    limit: int
    system: str = ""
    raw: bool = False
    grammar: str = ""
    forced: bool = False
    decoding: Decoding = Decoding()
    seed: int = 0
    stop: tuple[str, ...] = ()
    switch: Switch = ""
    arguments: tuple[tuple[str, str], ...] = ()
    log_probs: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer: what was written, of what was thought, and how it ended if it has.

    `log_probs` are those of its tokens, as natural logarithms, as far as the server tells them.
    """

    text: str = ""
    thought: str = ""
    ended: Ended | None = None
    log_probs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself. `context` is in tokens of one request, 0 where it is not told.

    `slots` is how many requests it works on at once; where `adaptive` as many as do it good, from there.
    `build` changes with the program and, where that can be told, with the model's file.
    """

    kind: str
    build: str
    models: tuple[str, ...]
    model: str
    context: int = 0
    slots: int = 1
    adaptive: bool = False
    architecture: str = ""
