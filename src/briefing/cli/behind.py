"""Files that are written behind the work: a disk takes longer to be sure of one than a sentence takes."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

MOST = 8
"""Files that may wait for the disk, in memory."""


class Behind:
    """Writes files in the order in which they come, while the work goes on; `tell` is told of each once it is
    there. At the end all are, also where the work ended by an error."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._writer = ThreadPoolExecutor(1, "briefing-files")
        self._waiting: deque[tuple[Future[None], str]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._writer:
            if error is None:
                self._settle(0)

    def do(self, write: Callable[[], None], told: str) -> None:
        """Have `write` write a file. Raises what it, or one before it, has raised."""
        self._waiting.append((self._writer.submit(write), told))
        self._settle(MOST)

    def _settle(self, most: int) -> None:
        """Tell of the files that are there; wait until no more than `most` are not."""
        while self._waiting and (self._waiting[0][0].done() or len(self._waiting) > most):
            written, told = self._waiting.popleft()
            written.result()
            self._tell(told)
