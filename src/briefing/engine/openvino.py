"""The one place that imports OpenVINO: with its telemetry off, or not at all.

`import openvino_genai` starts a telemetry client, by default on, that writes files to the user's home and
sends from a child process. It loads that client from the package `openvino_telemetry` and does without where
there is none, so the name is blocked before anything of OpenVINO is imported.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from briefing.errors import ModelError

if TYPE_CHECKING:
    from types import ModuleType

TELEMETRY = "openvino_telemetry"


def load() -> tuple[ModuleType, ModuleType]:
    """Return the modules `openvino` and `openvino_genai`.

    Raises:
        ModelError: the libraries are not installed, cannot be loaded on this machine, or telemetry is already
            loaded, so that nobody can promise any more that nothing is sent.
    """
    if sys.modules.get(TELEMETRY) is not None:
        raise ModelError(
            "OpenVINO's telemetry is already loaded in this process",
            "Import briefing.engine.openvino before anything else that imports openvino",
        )
    # None in sys.modules makes every later import of the name an ImportError, which OpenVINO expects.
    sys.modules[TELEMETRY] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("openvino"), importlib.import_module("openvino_genai")
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"the inference library openvino-genai cannot be loaded ({reason})",
            "Install it with `pip install openvino-genai`; it has wheels for Linux, Windows and Macs with an "
            "Apple processor. Elsewhere use an Argos package: `pip install 'briefing[argos]'`",
        ) from error
