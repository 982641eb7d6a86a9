"""A large text: the time and the memory that it takes grow with its length, and it loses nothing.

1 and 4 MB; `TIMES=5` makes the larger one 20 MB, the most that briefing reads.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

JOB = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[2])
from fakes import FakeEngine
from briefing.glossary.compiled import load
from briefing.pipeline import prepare_document, translate_document
from briefing.read import read_source

def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000

matcher = load()[1]
before, begun = megabytes(), time.process_time()
document = prepare_document(read_source(sys.argv[1]), matcher)
empty = sum(1 for paragraph in translate_document(document, FakeEngine()) if not paragraph.en)
print(json.dumps({
    "paragraphs": len(document.paragraphs),
    "empty": empty,
    "megabytes": megabytes() - before,
    "seconds": time.process_time() - begun,
}))
"""
SMALL, LARGE = 1_000_000, 4_000_000 * int(os.environ.get("TIMES", "1"))


def taken(path: Path, size: int) -> dict[str, Any]:
    """What a text of `size` bytes takes."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            number += 1
            sentence = f"截至{number % 12 + 1}月底，全省共保障低收入人口{number}人，推动社会组织健康发展。"
            file.write(f"{sentence * 3}\n")
    done = subprocess.run(
        [sys.executable, "-c", JOB, str(path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    print(f"{size / 1e6:.0f} MB: {found}")
    assert found["paragraphs"] == number
    assert found["empty"] == 0
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")
def test_a_large_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    small, large = (taken(tmp_path / "big.txt", size) for size in (SMALL, LARGE))
    assert large["megabytes"] - small["megabytes"] < 75 * (LARGE - SMALL) / 1e6
    assert large["seconds"] < 1.5 * small["seconds"] * LARGE / SMALL
