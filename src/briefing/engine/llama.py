"""A model in a GGUF file as an engine: llama.cpp's server in a child process, asked as any other server."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from briefing import machine
from briefing.engine.around import Around
from briefing.engine.bounds import Bounds
from briefing.engine.child import Child
from briefing.engine.llama_serving import Settings
from briefing.engine.served.address import Address, Key
from briefing.engine.served.asked import Server
from briefing.engine.served.client import Timeouts
from briefing.engine.served.engine import ServedEngine
from briefing.engine.served.exam import Exam
from briefing.engine.served.flow import Flow
from briefing.engine.served.ladder import Hold
from briefing.engine.served.tries import Patience
from briefing.errors import ModelError, ServerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.engine.base import Draft, Request
    from briefing.engine.served.profiles import Profile

SLOTS = 8
"""Requests at once: on two cores 16 were slower (measured)."""
SLOTS_UNKNOWN = 4
"""The same where nobody says how much memory is free."""
CONTEXT = 4096
"""Tokens of a request: the longest text that is translated at once takes 1,500, and as many in English."""
BESIDES = 700_000_000
"""Bytes that llama.cpp takes besides weights and cache, for what it works out (0.5 GB seen with 1.5 billion
parameters), and this process."""
START, A_SECOND = 120.0, 10_000_000
"""Seconds that the start may take, whatever the model, and bytes of it that are read in one more: a network
drive's speed. What takes longer is a chat template that does not end, which llama.cpp tries at its start."""
SPARE = 1_000_000_000
"""Bytes that llama.cpp may take beyond twice what it should."""
PATIENCE = Patience(gone=1.0)
TIMEOUTS = Timeouts(first=3600.0, idle=1800.0)
"""If llama.cpp ends, that is seen at once. On a busy machine it may read eight texts for minutes before it
writes a word."""
STARTS = 2
"""Times that llama.cpp is started in a run: once more than it should have to be."""


@dataclass(frozen=True, slots=True)
class File:
    """The model's file: its hash, which tells it from others, its size and what a token takes, in bytes."""

    path: Path
    sha256: str
    size: int
    token_bytes: int
    context: int
    architecture: str
    thinks: bool


class LlamaEngine(Around):
    """Implements `briefing.engine.base.Engine`. llama.cpp is started when the first request has to be run.

    If it ends while it works, it is started once more, and what it had not answered is asked again.

    Args:
        file: what is known of the model's file.
        name: the model's name as `--model` takes it.
        profile: how its family wants to be asked.
        exam: what an examination found, if there was one.
        threads: threads of computation; 0 is llama.cpp's choice.
        gpu_layers: layers that a GPU takes; -1 as many as fit, where llama.cpp was built for one.
    """

    def __init__(
        self,
        file: File,
        *,
        name: str,
        profile: Profile,
        exam: Exam | None = None,
        threads: int = 0,
        gpu_layers: int = -1,
    ) -> None:
        self._file = file
        self._given = name
        self.profile = profile
        self.exam = exam or usual_exam(file, profile)
        self._threads = threads
        self._gpu_layers = gpu_layers
        self._child: Child | None = None
        super().__init__(self._served(Address("http", "127.0.0.1", 1), None, 1))

    def _served(self, address: Address, key: Key | None, slots: int) -> ServedEngine:
        return ServedEngine(
            address,
            key,
            self._given,
            self.profile,
            self.exam,
            name=self._given,
            identity=self._file.sha256,
            slots=slots,
            patience=PATIENCE,
            timeouts=TIMEOUTS,
        )

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Which guarantee terms and figures have."""
        return self._served(Address("http", "127.0.0.1", 1), None, 1).remarks

    def flow(self) -> Flow:
        """How many requests may be in flight."""
        return Flow(SLOTS)

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Yield (request id, draft) as drafts are finished.

        Raises:
            ModelError: there is too little memory; llama.cpp cannot load the model, or ended a second time.
        """
        flying = _Flying(iter(requests))
        starts = 0
        while flying.any():
            if self._child is None:
                self._child = self.start()
                starts += 1
            child = self._child
            try:
                for request_id, draft in self.at(child).translate(flying):
                    flying.landed(request_id)
                    yield request_id, draft
            except ServerError as error:
                if child.alive:
                    raise
                self._child = None
                if starts >= STARTS:
                    raise ModelError(
                        f"llama.cpp ended while it translated, and again ({child.last_words()})",
                        "What was translated is kept. Try again with fewer --threads, or another model",
                    ) from error
                flying.start_again()

    def at(self, child: Child) -> ServedEngine:
        """The engine that asks `child`."""
        return self._served(Address.parse(child.address), Key(child.key), child.slots)

    def start(self) -> Child:
        """llama.cpp with the model. Raises ModelError."""
        slots = self.slots()
        context = self.exam.server.context
        settings = Settings(str(self._file.path), "", slots, context, self._threads, self._gpu_layers)
        needed = self._file.size + BESIDES + slots * context * self._file.token_bytes
        return Child(settings, Bounds(START + self._file.size / A_SECOND, 2 * needed + SPARE))

    def slots(self) -> int:
        """Requests at once, as far as there is memory. Raises ModelError where it is too little for one."""
        free = machine.available_memory()
        if free is None:
            return SLOTS_UNKNOWN
        each = self._file.token_bytes * self.exam.server.context
        needed = self._file.size + BESIDES + each
        if free < needed:
            # Otherwise the system would end it, or another program, half-way and without a word.
            raise ModelError(
                f"there is too little memory for the model {self._given}: {machine.gigabytes(needed)} are "
                f"needed, {machine.gigabytes(free)} are free",
                "Close other programs, or use a smaller model",
            )
        return min(SLOTS, 1 + int((free - needed) // max(each, 1)))


def usual_exam(file: File, profile: Profile) -> Exam:
    """What an examination would find of llama.cpp, which is known, and suppose of the model."""
    context = min(file.context or CONTEXT, CONTEXT)
    hold = Hold(
        "marked" if profile.marked else "bare", True, "template" if file.thinks else "", log_probs=True
    )
    build = f"xllamacpp {_installed()}"
    server = Server("llama-server", build, (), file.sha256, context, SLOTS, architecture=file.architecture)
    return Exam(server, profile.name, hold, False, (), 0.0)


def _installed() -> str:
    try:
        return version("xllamacpp")
    except PackageNotFoundError:
        return "unknown"


@dataclass(slots=True)
class _Flying:
    """Requests on their way: those that were taken and not answered can be taken once more."""

    requests: Iterator[Request]
    taken: dict[str, Request] = field(default_factory=dict)
    again: deque[Request] = field(default_factory=deque)

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        request = self.again.popleft() if self.again else next(self.requests)
        self.taken[request.id] = request
        return request

    def any(self) -> bool:
        """Whether there is anything to ask; it then comes first."""
        if not self.again and (request := next(self.requests, None)):
            self.again.append(request)
        return bool(self.again)

    def landed(self, request_id: str) -> None:
        """The request was answered."""
        del self.taken[request_id]

    def start_again(self) -> None:
        """What was taken and not answered is to be asked again, before all else."""
        self.again.extendleft(reversed(self.taken.values()))
        self.taken.clear()
