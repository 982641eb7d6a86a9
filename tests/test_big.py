"""A text of 20 MB: it takes its time, but a bounded amount of memory, and loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

JOB = """
import json, resource, sys
sys.path.insert(0, sys.argv[2])
from fakes import FakeEngine
from briefing.glossary.compiled import load
from briefing.pipeline import prepare_document, translate_document
from briefing.read import read_source

matcher = load()[1]
document = prepare_document(read_source(sys.argv[1]), matcher)
empty = sum(1 for paragraph in translate_document(document, FakeEngine()) if not paragraph.en)
print(json.dumps({
    "paragraphs": len(document.paragraphs),
    "empty": empty,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")
def test_twenty_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    path = tmp_path / "big.txt"
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < 20_000_000:
            number += 1
            file.write(
                f"截至{number % 12 + 1}月底，全省共保障低收入人口{number}人，推动社会组织健康发展。" * 3
                + "\n"
            )
    done = subprocess.run(
        [sys.executable, "-c", JOB, str(path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result = json.loads(done.stdout)
    assert result["paragraphs"] == number
    assert result["empty"] == 0
    assert result["megabytes"] < 2500
