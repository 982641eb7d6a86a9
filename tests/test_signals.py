"""Ctrl-C, whenever it comes: one line, 130, no traceback, and nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fakes import FakeEngine

from briefing import cli
from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.glossary import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "江苏省民政工作综述\n\n截至6月底，江苏省共保障低收入人口97.7万人。坚持“枫桥经验”。\n"

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture(autouse=True)
def text(work: Path) -> None:
    (work / "t.txt").write_text(TEXT, encoding="utf-8")


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """SIGINT is not ignored, as it is where a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupts(*_: object, **__: object) -> None:
    """What a user does at this point."""
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
    pytest.fail("the signal did not arrive")


PHASES = {
    "while the glossary is loaded": (compiled, "load"),
    "while the text is read": (runner, "read_source"),
    "while terms are looked for": (runner, "prepare_document"),
    "while the model is loaded": (runner, "load_engine"),
    "while it is signed": (runner, "signed"),
    "while it is written": (runner, "write_whole"),
}


@pytest.mark.parametrize("phase", PHASES)
def test_stopped_at_any_point_says_so(
    phase: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: FakeEngine())
    monkeypatch.setattr(*PHASES[phase], interrupts)
    assert application.run(["translate", "t.txt", "-o", "out.md"]) == 130
    error = capsys.readouterr().err
    assert error.startswith("briefing: stopped")
    assert error.count("\n") == 1
    assert not Path("out.md").exists()


@pytest.mark.parametrize(
    "arguments", [["glossary", "list"], ["model", "list"], ["doctor"], ["cache", "show"]]
)
def test_stopped_while_the_program_is_imported(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["briefing", *arguments])
    monkeypatch.setattr(cli, "_run", interrupts)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "briefing: stopped\n"
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL


CHILD = """
import signal, sys
from briefing import cli

def ready(arguments):
    print("ready", flush=True)
    return run(arguments)

signal.signal(signal.SIGINT, signal.default_int_handler)
run, cli._run = cli._run, ready
sys.argv[:] = ["briefing", *sys.argv[1:]]
cli.main()
"""
"""Says when Python itself has started, which nobody but Python can guard."""


def stopped_after(seconds: float, *arguments: str) -> tuple[int, str]:
    """The exit status of a command that gets the signal so long after it began, and what it said."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stderr
    child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    return child.returncode, said


@pytest.mark.slow
def test_stopped_at_random_moments() -> None:
    """A real process, from its imports on. `TIMES` is how many times as often."""
    rng = random.Random(12)
    rounds = 30 * int(os.environ.get("TIMES", "1"))
    stopped = 0
    for _ in range(rounds):
        status, said = stopped_after(rng.uniform(0.01, 1.5), "glossary", "find", "枫桥")
        assert "Traceback" not in said
        # The work was done: either nothing was left to stop, or Python was on its way out.
        if status in (0, -signal.SIGINT):
            continue
        assert (status, said) == (130, "briefing: stopped\n")
        stopped += 1
    assert stopped > rounds // 3
