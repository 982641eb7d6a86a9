"""llama.cpp in a child process, for real, with a very small model: served, crashed, ended."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tiny_gguf

from briefing import machine
from briefing.engine import child as children
from briefing.engine.base import Request
from briefing.engine.child import Child
from briefing.engine.llama import BESIDES, CONTEXT, SLOTS, File, LlamaEngine
from briefing.engine.llama_serving import Settings
from briefing.engine.served.address import Address, Key
from briefing.engine.served.answer import collect
from briefing.engine.served.asked import Ask, Server
from briefing.engine.served.client import Client
from briefing.engine.served.kinds import kind_named
from briefing.engine.served.profiles import profile_for
from briefing.errors import ModelError, ServerRefusesError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.engine.base import Draft

pytest.importorskip("xllamacpp")

ZH = "各地要抓好落实，第{}次。"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf.write(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture(scope="module")
def running(path: Path) -> Iterator[Child]:
    child = Child(Settings(str(path), "", slots=2, context=512))
    yield child
    child.stop()


def engine(path: Path, **more: int) -> LlamaEngine:
    file = File(path, "ab" * 32, path.stat().st_size, 256, 8192, "qwen2", thinks=False)
    return LlamaEngine(file, name="tiny", profile=profile_for("tiny", "qwen2"), **more)


def requests(number: int) -> Iterator[Request]:
    return (Request(f"{each}/p1s1", ZH.format(each)) for each in range(number))


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended (what nobody waited for is a zombie)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ended(pid: int, within: float = 20) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def test_it_serves_on_loopback_alone_and_to_nobody_without_the_key(running: Child) -> None:
    address = Address.parse(running.address)
    assert address.host == "127.0.0.1"
    assert Client(address, Key(running.key)).get_json("/v1/models")
    with pytest.raises(ServerRefusesError) as caught:
        Client(address, Key("another")).get_json("/v1/models")
    assert caught.value.needs_key


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone can be told whom to end")
def test_where_memory_runs_out_it_goes_before_other_programs(running: Child) -> None:
    said = Path(f"/proc/{running._process.pid}/oom_score_adj").read_text(encoding="ascii")
    assert int(said) == 1000


def test_the_key_is_another_each_time_and_in_no_list_of_processes(running: Child) -> None:
    pid = running._process.pid
    for each in ("cmdline", "environ"):
        assert running.key.encode() not in Path(f"/proc/{pid}/{each}").read_bytes()
    assert len(running.key) >= 32


def test_every_request_is_answered_once_whatever_the_model_writes(path: Path) -> None:
    answers = list(engine(path).translate(requests(20)))
    assert sorted(key for key, _ in answers) == sorted(f"{each}/p1s1" for each in range(20))
    written = "".join(draft.text for _, draft in answers)
    assert written
    assert not any("\u4e00" <= char <= "\u9fff" for char in written), "the grammar is of English"


def test_it_tells_how_sure_it_was_of_each_token_of_a_first_answer(path: Path) -> None:
    first, again = Request("0/p1s1", ZH), Request("1/p1s1", ZH, attempt=1)
    drafts = dict(engine(path).translate(iter([first, again])))
    told = drafts["0/p1s1"].log_probs
    assert len(told) >= len(drafts["0/p1s1"].text.split()) > 0
    assert all(-100 <= each <= 0 for each in told)
    assert len(set(told)) > 3
    assert drafts["1/p1s1"].log_probs == ()


@pytest.mark.parametrize("where", ["/v1/chat/completions", "/v1/completions"])
def test_llama_cpp_tells_it_where_it_is_asked_as_others_are(running: Child, where: str) -> None:
    raw = where == "/v1/completions"
    ask = Ask("tiny", "hello", 12, raw=raw, log_probs=True)
    kind, client = kind_named("llama-server"), Client(Address.parse(running.address), Key(running.key))
    assert kind.path(ask) == where
    answer = collect(client.stream(where, kind.body(ask, Server("llama-server", "", (), "tiny"))), kind, 12)
    assert len(answer.log_probs) >= len(answer.text.split())
    assert answer.log_probs
    assert max(answer.log_probs) <= 0


def test_nothing_is_started_where_nothing_is_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("started")

    monkeypatch.setattr(children, "_started", refuse)
    made = engine(path)
    assert made.fingerprint
    assert made.prompt(Request("a", "民生"))
    assert list(made.translate(iter(()))) == []


def test_a_crash_costs_a_fresh_start_and_no_request(path: Path) -> None:
    made = engine(path)
    answers: list[tuple[str, Draft]] = []
    for number, answer in enumerate(made.translate(requests(24))):
        answers.append(answer)
        if number == 3:
            assert made._child
            first = made._child
            first._process.kill()
    assert sorted(key for key, _ in answers) == sorted(f"{each}/p1s1" for each in range(24))
    assert all(draft.ended != "failed" for _, draft in answers)
    assert made._child is not first


def test_a_second_crash_ends_the_run_in_one_line(path: Path) -> None:
    made = engine(path)

    def crashing() -> None:
        for _ in made.translate(requests(200)):
            if made._child:
                made._child._process.kill()

    with pytest.raises(ModelError, match=r"llama.cpp ended while it translated, and again .*SIGKILL") as told:
        crashing()
    assert "\n" not in str(told.value)
    assert "What was translated is kept" in told.value.hint


def test_it_ends_with_the_engine(path: Path) -> None:
    made = engine(path)
    next(made.translate(requests(1)))
    assert made._child
    pid = made._child._process.pid
    assert is_running(pid)
    del made
    gc.collect()
    assert ended(pid)


HOLDER = """
import signal, sys, time
from briefing.engine.child import Child
from briefing.engine.llama_serving import Settings
signal.signal(signal.SIGINT, signal.default_int_handler)
child = Child(Settings(sys.argv[1], "", slots=1, context=256))
print(child._process.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_it_ends_with_whoever_started_it_however_that_ended(path: Path, how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.send_signal(how)
    assert ended(pid)


def test_it_ends_with_whoever_started_it_while_the_model_is_loaded_too() -> None:
    # PyDLL keeps Python from running, as llama.cpp does while it loads.
    held = (
        "import ctypes; from briefing.engine.as_child import end_with_parent; end_with_parent();"
        "print('held', flush=True); ctypes.PyDLL(None).sleep(600)"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", held], stdin=pipe, stdout=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        process.stdin.close()
        assert process.wait(20) == -signal.SIGIO


def test_ctrl_c_on_the_terminal_is_not_for_the_child(running: Child) -> None:
    os.kill(running._process.pid, signal.SIGINT)
    time.sleep(0.2)
    assert running.alive


def test_a_model_that_cannot_be_loaded_is_told_in_llama_cpps_words(tmp_path: Path) -> None:
    whole = tiny_gguf.gguf(tiny_gguf.facts(), tiny_gguf.tensors()[:-1])
    (tmp_path / "part.gguf").write_bytes(whole)
    with pytest.raises(
        ModelError, match=r"cannot load the model \(tensor 'blk.1.ffn_down.weight' not found\)"
    ):
        Child(Settings(str(tmp_path / "part.gguf"), "", slots=1, context=256))


def test_the_log_is_kept_within_bounds(running: Child) -> None:
    assert running._log.maxlen == children.LOG_LINES
    assert all(len(line) <= children.LOG_WIDTH for line in running._log)


def test_an_illegal_instruction_names_the_processor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing() -> subprocess.Popen[bytes]:
        code = "import os, signal; os.kill(os.getpid(), signal.SIGILL)"
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe)

    monkeypatch.setattr(children, "_started", crashing)
    with pytest.raises(ModelError, match="SIGILL") as caught:
        Child(Settings(str(path), "", slots=1, context=256))
    assert "processor" in caught.value.hint


@pytest.mark.parametrize(
    ("free", "slots"), [(10**12, SLOTS), (None, 4), (BESIDES + 2_000_000 + 3 * 256 * CONTEXT, 3)]
)
def test_slots_are_as_many_as_there_is_memory_for(
    path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, slots: int
) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: free)
    found = engine(path).slots()
    assert found == slots or (free and free < 10**10 and 3 <= found <= 5)


def test_too_little_memory_for_one_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "available_memory", lambda: 500_000_000)
    with pytest.raises(ModelError, match=r"too little memory for the model tiny: 0\.7 GB"):
        next(engine(path).translate(requests(1)))


def test_the_fingerprint_is_of_the_file_and_not_of_where_it_runs(path: Path) -> None:
    first, second = engine(path), engine(path, threads=1)
    assert first.fingerprint == engine(path).fingerprint
    next(first.translate(requests(1)))
    assert first.fingerprint == second.fingerprint
    assert dict(first.remarks)["held"] == "forced"
