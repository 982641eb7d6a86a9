"""OpenVINO is imported in one place, with its telemetry off: nothing is sent, nothing is left in the home."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "briefing"
SCAN = Path(__file__).parent / "documents" / "scans" / "notice.jpg"

WATCHED = """
import json, sys
seen = []
def watch(event, arguments):
    if event in ("socket.__new__", "socket.bind"):
        return  # urllib3, which RapidOCR imports, tries whether there is an IPv6 address of this machine
    if event.startswith(("socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.exec", "os.spawn")):
        seen.append([event, repr(arguments)])
sys.addaudithook(watch)
SCAN
from briefing.engine.openvino import load
openvino, genai = load()
telemetry = [name for name in sys.modules if "telemetry" in name and sys.modules[name] is not None
             and not name.startswith(("openvino.", "briefing."))]
print(json.dumps({"seen": seen, "telemetry": telemetry, "names": [openvino.__name__, genai.__name__]}))
"""


NO_SCAN = ""
A_SCAN = """
from briefing.read import read_source
assert read_source(sys.argv[1]).text
"""


@pytest.mark.skipif(find_spec("openvino_genai") is None, reason="needs openvino-genai")
@pytest.mark.parametrize("before", [NO_SCAN, A_SCAN], ids=["a text", "a scan"])
def test_no_telemetry(tmp_path: Path, before: str) -> None:
    """Neither from the engine nor from what reads scans, which imports OpenVINO before the engine does."""
    if before and find_spec("rapidocr") is None:
        pytest.skip("needs rapidocr")
    # CI=true switches the telemetry off as well, so that a test would prove nothing.
    env = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_ACTIONS")}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", WATCHED.replace("SCAN", before), SCAN],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    result = json.loads(run.stdout.splitlines()[-1])
    assert result["names"] == ["openvino", "openvino_genai"]
    assert result["seen"] == []
    assert result["telemetry"] == []
    assert list(tmp_path.rglob("*")) == []


def test_telemetry_that_is_already_loaded_is_refused() -> None:
    script = (
        "import sys, types; sys.modules['openvino_telemetry'] = types.ModuleType('openvino_telemetry')\n"
        "from briefing.engine.openvino import load\n"
        "from briefing.errors import ModelError\n"
        "try: load()\n"
        "except ModelError as error: print(error)\n"
        "assert 'openvino' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "telemetry is already loaded" in run.stdout


@pytest.mark.parametrize(
    "cause",
    [
        "ImportError('no such module')",
        "OSError('libtbb.so.12: cannot open shared object file\\nNo such file')",
    ],
)
def test_a_library_that_cannot_be_loaded_gives_one_line(cause: str) -> None:
    script = (
        "import importlib\n"
        "from briefing.engine import openvino\n"
        "from briefing.errors import ModelError\n"
        f"def fail(name): raise {cause}\n"
        "openvino.importlib.import_module = fail\n"
        "try: openvino.load()\n"
        "except ModelError as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.count("\n") == 1
    assert "pip install openvino-genai" in run.stdout


def test_it_is_imported_nowhere_else() -> None:
    imports = re.compile(r"^\s*(?:import|from)\s+openvino|import_module\(.openvino", re.MULTILINE)
    found = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if imports.search(path.read_text())
    ]
    assert found == ["engine/openvino.py"]
