"""Starts a training that nobody waits for, and keeps a second one off the same folder."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from briefing.errors import ModelError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LOCK, _PID, _LOG = "train.lock", "train.pid", "train.log"
_LOWEST = "19"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold `folder` as the only training in it, however this process may end.

    Raises ModelError that names the other one's process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        pid = (folder / _PID).read_text(encoding="ascii").strip()
        raise ModelError(
            f"a training is under way in {folder}: process {pid}", f"To end it in good order: kill {pid}"
        ) from None
    try:
        (folder / _PID).write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        lock.release()


def start(arguments: Sequence[str], folder: Path, say: Callable[[str], None]) -> None:
    """Run `python -m training train` with `arguments`, in the background, at the lowest priority, its words
    going into a file; it stays when the terminal goes. Raises ModelError if there is one in `folder`."""
    with alone(folder):
        pass
    # Threads that wait for each other would spin, and take from the work that this one gives way to; and the
    # C library would give each large tensor back, and take its time for fresh pages (7.6%, measured).
    quiet = {
        "OMP_WAIT_POLICY": "PASSIVE",
        "TQDM_DISABLE": "1",
        "MALLOC_MMAP_THRESHOLD_": str(2**32),
        "MALLOC_TRIM_THRESHOLD_": str(2**34),
    }
    with (folder / _LOG).open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            ["nice", "-n", _LOWEST, sys.executable, "-m", "training", "train", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | quiet,
        )
    # Linux shares time out among sessions first, and this is one: without this, being nice would be in vain.
    with suppress(OSError):
        Path(f"/proc/{process.pid}/autogroup").write_text(_LOWEST, encoding="ascii")
    say(f"process {process.pid}; it tells how it goes in {folder / _LOG}")
    say(
        f"to end it, the checkpoint saved and converted: kill {process.pid}; to go on: the same command again"
    )


def seconds_until(text: str, now: datetime) -> float:
    """From `now` to the next time that the clock shows `text`, as 22:40. Raises UsageError."""
    try:
        clock = datetime.strptime(text, "%H:%M")
    except ValueError:
        raise UsageError(f"{text} is no time of day", "Give it as 22:40") from None
    end = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return (end + timedelta(days=end <= now) - now).total_seconds()
