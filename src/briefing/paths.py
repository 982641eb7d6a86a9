"""Where briefing keeps things: the models it prepared, and its cache.

`BRIEFING_HOME` puts both under one folder of the user's choice (`$BRIEFING_HOME/data` and
`$BRIEFING_HOME/cache`); otherwise they go where the operating system wants such things.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefing.errors import UsageError


def _home() -> Path | None:
    """The user's choice, None without one. Raises UsageError if it cannot be a folder for this user."""
    home = os.environ.get("BRIEFING_HOME")
    if not home:
        return None
    try:
        path = Path(home).expanduser().absolute()
        (path / "data").exists()
    except (RuntimeError, OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise UsageError(
            f"BRIEFING_HOME is {home}, which cannot be used: {why}", "Set it to a folder of your own"
        ) from error
    return path


def data_dir() -> Path:
    """Return the folder of what must last (it need not exist yet)."""
    home = _home()
    if home:
        return home / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("briefing", appauthor=False))


def cache_dir() -> Path:
    """Return the folder of what can be made again (it need not exist yet)."""
    home = _home()
    if home:
        return home / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("briefing", appauthor=False))


def models_dir() -> Path:
    """Return the folder that holds one folder for each prepared model (it need not exist yet)."""
    return data_dir() / "models"
