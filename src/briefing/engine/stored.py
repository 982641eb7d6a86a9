"""An engine that gives no answers: around it, a cache gives those that it has, and nothing is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.base import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.engine.base import Engine, Request


class SilentEngine:
    """Stands for `engine`, whose name, fingerprint and prompts it has, and fails every request."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._engine.name

    @property
    def fingerprint(self) -> str:
        """The engine's fingerprint."""
        return self._engine.fingerprint

    def prompt(self, request: Request) -> str:
        """The engine's prompt."""
        return self._engine.prompt(request)

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """Fail each request."""
        for request in requests:
            yield request.id, Draft("", (), "failed")
