"""A home in which Argos's own tools have nothing installed."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


@contextmanager
def argos_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make `folder` the user's home; argostranslate reads its settings when it is imported."""
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in [*os.environ]:
        if name.startswith(("ARGOS_", "XDG_", "SNAP")):
            monkeypatch.delenv(name)
    forget()
    yield folder
    forget()


def forget() -> None:
    """Have argostranslate imported anew."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "argostranslate"]:
        del sys.modules[name]
