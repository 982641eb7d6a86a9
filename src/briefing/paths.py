"""Where briefing keeps things: the models it prepared, and its cache.

`BRIEFING_HOME` puts both under one folder of the user's choice (`$BRIEFING_HOME/data` and
`$BRIEFING_HOME/cache`); otherwise they go where the operating system wants such things.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType


def data_dir() -> Path:
    """Return the folder of what must last (it need not exist yet).

    Raises UsageError if it may not even be looked at.
    """
    return _usable(_home("data") or Path(_platformdirs().user_data_dir("briefing", appauthor=False)))


def cache_dir() -> Path:
    """Return the folder of what can be made again (it need not exist yet).

    Raises UsageError if it may not even be looked at.
    """
    return _usable(_home("cache") or Path(_platformdirs().user_cache_dir("briefing", appauthor=False)))


def _home(part: str) -> Path | None:
    """A part of the user's choice; None without one."""
    home = os.environ.get("BRIEFING_HOME")
    try:
        return Path(home).expanduser().absolute() / part if home else None
    except RuntimeError as error:
        raise UsageError(
            f"BRIEFING_HOME is {home}, and there is no such user", "Set it to a folder of your own"
        ) from error


def _platformdirs() -> ModuleType:
    import platformdirs

    return platformdirs


def _usable(folder: Path) -> Path:
    """The folder, unless it is where this user may not even look."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be used: {error.strerror}", "Set BRIEFING_HOME to a folder of your own"
        ) from error
    return folder


def models_dir() -> Path:
    """Return the folder that holds one folder for each prepared model (it need not exist yet)."""
    return data_dir() / "models"
