"""What an engine costs: seconds and drafts, counted around it."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.engine.around import Around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.engine.base import Draft, Engine, Request


class Meter(Around):
    """An engine that keeps what the one inside is asked and gives, and the seconds that it takes.

    With `warm`, a sentence is translated before the clock starts, so that loading the model is not counted;
    nothing is loaded where nothing is asked for. With `label`, a line on standard error tells how it goes.
    """

    def __init__(self, engine: Engine, *, warm: bool = False, label: str = "") -> None:
        super().__init__(engine)
        self._cold = warm
        self._label = label
        self.prompts: set[str] = set()
        self.drafts: list[Draft] = []
        self.seconds = 0.0

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        """As the inner engine does."""
        later = iter(requests)
        first = next(later, None)
        if first is None:
            return
        if self._cold:
            plain = replace(first, text="各地区各部门要抓好落实。", spans=(), must=(), attempt=0)
            list(self._engine.translate([plain]))
            self._cold = False
        started = time.perf_counter()
        try:
            # A generator that once ended would stay so; map asks again.
            for key, draft in self._engine.translate(map(self._noted, _Resumed(first, later))):
                self.drafts.append(draft)
                if self._label and len(self.drafts) % 20 == 0:
                    print(f"{self._label}: {len(self.drafts)} drafts", file=sys.stderr, flush=True)
                yield key, draft
        finally:
            # Whoever reads the drafts may stop reading behind the last one.
            self.seconds += time.perf_counter() - started

    def _noted(self, request: Request) -> Request:
        self.prompts.add(self.prompt(request))
        return request


class _Resumed:
    """`first` and then what `later` has; as an engine may ask again after there was none, no generator."""

    def __init__(self, first: Request, later: Iterator[Request]) -> None:
        self._first: Request | None = first
        self._later = later

    def __iter__(self) -> Iterator[Request]:
        return self

    def __next__(self) -> Request:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return next(self._later)


class Timings:
    """Seconds of runs in which every draft was computed, by what was run; kept beside the drafts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, float]:
        """All of them."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, key: str, seconds: float) -> None:
        """Remember the seconds of one more."""
        whole = self.read() | {key: round(seconds, 2)}
        self._path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
