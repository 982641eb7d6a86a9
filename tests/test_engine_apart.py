"""An engine in a process of its own: the same drafts, and nobody waits for it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.engine.apart import ApartEngine
from briefing.engine.base import Draft, Request
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENTENCES = ("社区服务设施全覆盖。", "共登记社会组织8万家。", "总数全国第一。")
"""All communities are covered; 80,000 social organizations are registered; the most in the country."""


@dataclass
class Lengths:
    """An engine that says how long a sentence is, and holds Python's lock while it thinks."""

    seconds: float = 0.0
    name: str = "lengths"
    fingerprint: str = "lengths-1"
    remarks: tuple[tuple[str, str], ...] = (("guarantee", "none"),)

    def prompt(self, request: Request) -> str:
        return f"{request.attempt} {request.text}"

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        pulled = iter(requests)
        while (request := next(pulled, None)) is not None:
            if "总数" in request.text:
                raise ModelError("it cannot count", "Count by hand")
            if self.seconds:
                # PyDLL calls with the lock held, as OpenVINO GenAI's `step` does.
                ctypes.PyDLL(None).usleep(int(self.seconds * 1e6))
            yield request.id, Draft(f"{len(request.text)} characters", (), "stop", (-0.5,))


def missing() -> Lengths:
    raise ModelError("the model is not there", "Prepare it")


@pytest.fixture(scope="module")
def engine() -> Iterator[ApartEngine]:
    made = ApartEngine(Lengths)
    yield made
    made.close()


def asked(*texts: str) -> list[Request]:
    return [Request(f"p{number}.1", text) for number, text in enumerate(texts, 1)]


def test_it_says_what_the_engine_says(engine: ApartEngine) -> None:
    own = Lengths()
    assert (engine.name, engine.fingerprint, engine.remarks) == (own.name, own.fingerprint, own.remarks)
    requests = asked(*SENTENCES[:2])
    assert engine.prompt(requests[0]) == own.prompt(requests[0])
    assert list(engine.translate(requests)) == list(own.translate(requests))


def test_requests_may_ask_for_prompts_and_come_later(engine: ApartEngine) -> None:
    given: list[str] = []

    def requests() -> Iterator[Request]:
        for each in asked(*SENTENCES[:2]):
            given.append(engine.prompt(each))
            yield each

    answers = engine.translate(requests())
    assert next(answers)[0] == "p1.1"
    assert len(given) == 1
    assert [id_ for id_, _ in answers] == ["p2.1"]


def test_what_is_given_up_leaves_it_usable(engine: ApartEngine) -> None:
    answers = engine.translate(asked(*SENTENCES[:2]))
    next(answers)
    answers.close()  # type: ignore[attr-defined]

    def stopping() -> Iterator[Request]:
        yield from asked(SENTENCES[0])
        raise KeyError

    with pytest.raises(KeyError):
        list(engine.translate(stopping()))
    with pytest.raises(ModelError, match=r"it cannot count\. Count by hand"):
        list(engine.translate(asked(SENTENCES[2])))
    assert len(list(engine.translate(asked(*SENTENCES[:2])))) == 2


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelError, match=r"the model is not there\. Prepare it"):
        ApartEngine(missing)


@pytest.mark.skipif(sys.platform == "win32", reason="needs usleep")
def test_no_thread_waits_for_it() -> None:
    engine = ApartEngine(partial(Lengths, 1.0))
    done: list[object] = []
    thread = threading.Thread(target=lambda: done.extend(engine.translate(asked(*SENTENCES[:2]))))
    thread.start()
    gaps, last = [], time.monotonic()
    while thread.is_alive():
        time.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - last)
        last = now
    engine.close()
    assert len(done) == 2
    # Two waits of a second, were it in this process; a busy machine makes a few shorter ones.
    assert len(gaps) > 20
    assert sorted(gaps)[-2] < 0.9


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_one_that_was_killed_is_told() -> None:
    engine = ApartEngine(Lengths)
    process = engine._process.pid
    assert process
    os.kill(process, signal.SIGKILL)
    with pytest.raises(ModelError, match=r"the process that runs the model has ended \(lengths\)"):
        list(engine.translate(asked(SENTENCES[0])))
    engine.close()


def tell_process(path: str) -> Lengths:
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    return Lengths(0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    told = tmp_path / "process"
    code = (
        "from functools import partial; from test_engine_apart import *;"
        f"e = ApartEngine(partial(tell_process, {str(told)!r}));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=False)
    assert killed.returncode == -signal.SIGKILL
    process = Path("/proc", told.read_text(encoding="ascii"), "stat")
    end = time.monotonic() + 30
    while process.exists() and process.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < end
        time.sleep(0.05)
