"""Keeps OpenVINO from telling anyone that it is used.

`import openvino` loads a telemetry client, by default on, that writes files to the user's home and sends from
a child process. It does without where there is no package of its name, so the name is blocked before anything
imports OpenVINO: the engine that translates, and RapidOCR, which reads scans.
"""

from __future__ import annotations

import sys

from briefing.errors import ModelError

CLIENT = "openvino_telemetry"


def refuse() -> None:
    """Block OpenVINO's telemetry in this process; to be called before anything of OpenVINO is imported.

    Raises ModelError if it is loaded already, so that nobody can promise any more that nothing is sent.
    """
    if sys.modules.get(CLIENT) is not None:
        raise ModelError(
            "OpenVINO's telemetry is already loaded in this process",
            "Call briefing.telemetry.refuse before anything imports openvino",
        )
    # None in sys.modules makes every later import of the name an ImportError, which OpenVINO expects.
    sys.modules[CLIENT] = None  # type: ignore[assignment]
