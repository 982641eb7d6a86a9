"""What tests of several modules share."""

from __future__ import annotations

import contextlib
import math
import os
from typing import TYPE_CHECKING, Any

import pairs
import pytest
from hypothesis import settings

from briefing.glossary import compiled, layers
from briefing.glossary.lint import files
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Termbase
from briefing.verify import omission
from briefing.write import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


USED = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what a test asked for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`TIMES` is how many times as many texts, tables and files are made up for each test that has them."""
    times = int(os.environ.get("TIMES", "1"))
    made_up = {id(each): each for item in items if hasattr(each := getattr(item, "obj", None), USED)}
    for test in made_up.values() if times > 1 else ():
        asked = getattr(test, USED)
        setattr(test, USED, settings(asked, max_examples=asked.max_examples * times))
    for case in {case for item in items if (case := getattr(item, "cls", None))} if times > 1 else ():
        if isinstance(asked := getattr(case, "settings", None), settings):
            case.settings = settings(asked, max_examples=asked.max_examples * times)


@pytest.fixture(scope="session")
def parsed_termbases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped termbases as a cache keeps them: parsed once for all tests."""
    home = tmp_path_factory.mktemp("parsed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_HOME", str(home))
        patch.chdir(home)
        compiled.in_force()
    return home / "cache" / "termbases"


class Known:
    """`make` of a termbase, made once for each: most tests have the shipped ones alone in force."""

    def __init__(self, make: Callable[[Termbase], Any]) -> None:
        self._make = make
        self._made: list[tuple[Termbase, Any]] = []

    def __call__(self, termbase: Termbase) -> Any:
        for known, made in self._made:
            if known == termbase:  # quick: the entries are the same objects
                return made
        self._made.append((termbase, self._make(termbase)))
        return self._made[-1][1]


@pytest.fixture(scope="session")
def read_once() -> Iterator[None]:
    """What was parsed is read once for all tests, and matchers are made once."""
    read, known = compiled._read, {}

    def read_file(kept: Path, layer: str, shown_as: str) -> Any:
        with contextlib.suppress(OSError):
            state = kept.stat()
            file = state.st_ino, state.st_mtime_ns, state.st_size, layer, shown_as
            if file not in known:
                known[file] = read(kept, layer, shown_as)
            return known[file]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "_read", read_file)
        patch.setattr(compiled, "Matcher", Known(Matcher))
        patch.setattr(Termbase, "digest", property(Known(Termbase.digest.func)))
        yield


@pytest.fixture(scope="module", autouse=True)
def fake_english(request: pytest.FixtureRequest) -> Iterator[None]:
    """The words of a fake engine have nothing to do with the Chinese: none is missed."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.startswith("test_verify"):
            patch.setattr(omission, "LEAST_WEIGHT", math.inf)
        yield


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed_termbases: Path, read_once: None) -> Path:
    """The working directory, an empty one; briefing's own home is the folder `home` beside it, with nothing
    in it but the shipped termbases, parsed."""
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    kept = tmp_path / "home" / "cache" / "termbases"
    kept.mkdir(parents=True, mode=0o700)
    for path in parsed_termbases.iterdir():
        (kept / path.name).hardlink_to(path)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the shipped termbases, an empty one: what comes with briefing changes, tests do not."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for module in (layers, files):
        monkeypatch.setattr(module, "shipped_folder", lambda: folder)
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
