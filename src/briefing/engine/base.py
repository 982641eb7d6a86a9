"""What an engine is: requests in as room frees up, drafts out as they finish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.document import Ended, Range, Span


@dataclass(frozen=True, slots=True)
class Request:
    """A segment to be translated.

    `zh_at` of each span counts in `text`. A `marked` span is to be carried over; an engine with no markers
    puts its rendering in place bare. `must` lists spans of `spans` that the output has to contain, which an
    engine that can force it does (the repair step; at most three). `attempt` is 0 for the first draft. Where
    nobody speaks as "we" in the text, `first_person` is False, and an engine that can avoid it does.
    `drawn` asks an engine that can for a draft drawn by its probability, another one for each `attempt`.
    `opening` is English that a draft with what it `must` have may begin with: an engine that can make sure of
    both goes on from there.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    must: tuple[Span, ...] = ()
    attempt: int = 0
    first_person: bool = True
    drawn: bool = False
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer: English without the engine's marker syntax.

    `marks` are the stretches of `text` that stood in markers, in order, as the engine wrote them. `log_probs`
    are natural logarithms of the probability of each token that it wrote, markers and end included, as far as
    the engine tells.
    """

    text: str
    marks: tuple[Range, ...]
    ended: Ended
    log_probs: tuple[float, ...] = ()


def document_of(request_id: str) -> str:
    """The number of the document that a request is of, where several share a stream: `12` of `12/p3s1`."""
    return request_id.rpartition("/")[0]


class Engine(Protocol):
    """A machine translation engine, loaded and ready."""

    @property
    def name(self) -> str:
        """The model's name, as `--model` takes it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Whatever would change the output: weights, adapter, library, decoding settings, threads."""
        ...

    def prompt(self, request: Request) -> str:
        """Everything of the request that the output depends on, as one string: the cache's key."""
        ...

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Yield (request id, draft) for each request once, in any order.

        `requests` is pulled lazily, whenever there is room, so that its producer can put in new requests
        on the way; an iterator that had none may have some when it is asked again, once answers came out.
        Closing the iterator cancels what runs and leaves the engine usable.
        """
        ...


@runtime_checkable
class Remarking(Protocol):
    """An engine of which an output has to say more than its name."""

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What an output is to say, by key: which guarantee it carries, where the text was sent."""
        ...


def remarks_of(engine: Engine) -> tuple[tuple[str, str], ...]:
    """What an output by `engine` is to say of how its English came about."""
    return engine.remarks if isinstance(engine, Remarking) else ()
