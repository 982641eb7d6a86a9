"""What an engine around another engine hands on as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.base import remarks_of

if TYPE_CHECKING:
    from briefing.engine.base import Engine, Request


class Around:
    """The base of an engine that wraps one: it has the inner one's name, fingerprint and prompts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """The inner engine's name."""
        return self._engine.name

    @property
    def fingerprint(self) -> str:
        """The inner engine's fingerprint."""
        return self._engine.fingerprint

    def prompt(self, request: Request) -> str:
        """The inner engine's prompt."""
        return self._engine.prompt(request)

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What is to be said of the inner engine."""
        return remarks_of(self._engine)
