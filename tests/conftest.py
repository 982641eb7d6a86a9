"""What tests of several modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pairs
import pytest

from briefing.glossary import layers
from briefing.write import markdown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, an empty one; briefing's own home is the folder `home` beside it."""
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the shipped termbases, an empty one: what comes with briefing changes, tests do not."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(layers, "shipped_folder", lambda: folder)
    return folder


@pytest.fixture
def article(work: Path) -> Path:
    """A briefing's Markdown in the working directory."""
    briefing = pairs.briefing()
    path = work / "article.md"
    path.write_text(markdown.render(briefing, briefing.documents[0]), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny_argos_files() -> dict[str, bytes]:
    """The files of a working Argos package, by name; its model says `hello.` whatever it is asked."""
    tiny_argos = pytest.importorskip("tiny_argos", exc_type=ImportError)
    files: dict[str, bytes] = tiny_argos.files()
    return files
