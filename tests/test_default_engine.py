"""The default engine as it ships, in processes of its own: no network, signals, memory, two at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefing.engine.local import MEMORY
from briefing.engine.openvino import CACHE_GB
from briefing.paths import models_dir

NAME = "qwen2.5-coder-1.5b-briefing"
PREPARED = models_dir() / NAME
"""Where it is on this machine; the tests have homes of their own."""
PLACES = ["苏州", "无锡", "常州", "南通", "扬州", "镇江", "泰州", "盐城", "淮安", "宿迁"]
TEXT = "".join(f"{place}新建{number + 12}处站点。\n\n" for number, place in enumerate(PLACES))

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PREPARED / "manifest.json").is_file(), reason="the default model is not prepared on this machine"
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's signals, namespaces and /proc"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh home: nothing in it but the model, and the text to translate."""
    models = tmp_path / "briefing/data/models"
    models.mkdir(parents=True)
    (models / NAME).symlink_to(PREPARED)
    (tmp_path / "user").mkdir()
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def started(home: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A command, in an environment where nothing tells a library to be quiet."""
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "XDG_CONFIG_HOME")}
    environment |= {"BRIEFING_HOME": str(home / "briefing"), "HOME": str(home / "user")}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "briefing", *arguments],
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # Where the tests run in the background, a shell has them ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def drafts_of(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8"))["signature"]["drafts"])


def until_first_paragraph(child: subprocess.Popen[str]) -> None:
    assert child.stdout
    for line in child.stdout:
        if line.startswith("p1\t"):
            return
    pytest.fail(f"it ended before anything was translated: {child.stderr and child.stderr.read()}")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_it_opens_no_socket_and_writes_nothing_at_home(home: Path) -> None:
    """Under strace, in a network namespace of its own where the machine allows that."""
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(home / "trace")]
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0:
        trace = ["unshare", "-n", *trace]
    child = started(home, "translate", "t.txt", "-o", "t.json", before=tuple(trace))
    said = child.communicate()[1]
    assert child.returncode == 0, said
    assert "socket(" not in (home / "trace").read_text(encoding="utf-8", errors="replace")
    assert list((home / "user").rglob("*")) == []
    assert drafts_of(home / "t.json") == "at-once"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on_where_it_was(number: signal.Signals, home: Path) -> None:
    # The first is done long before the others, however many are written together.
    longer = "，并为老人提供助餐、助浴、助医、助洁等上门服务，探索互助养老的新路子，受到群众欢迎"
    first, *others = TEXT.split("\n\n")
    later = [f"{each.removesuffix('。')}{longer}。" for each in others[:3]]
    (home / "t.txt").write_text("\n\n".join((first, *later)), encoding="utf-8")
    child = started(home, "translate", "t.txt")
    until_first_paragraph(child)
    stopped = time.monotonic()
    child.send_signal(number)
    said = child.communicate()[1]
    assert time.monotonic() - stopped < 60
    if number == signal.SIGINT:
        assert child.returncode == 130
        assert said.endswith(
            "briefing: stopped; what is translated is kept, and the same command goes on from there\n"
        )
        assert "Traceback" not in said
    else:
        assert child.returncode == -number
    again = started(home, "translate", "t.txt", "-o", "t.json")
    said = again.communicate()[1]
    assert again.returncode == 0, said
    assert drafts_of(home / "t.json") == "resumed"
    assert not list(home.glob(".briefing-*"))


def test_two_at_once_give_what_one_gives(home: Path) -> None:
    children = [started(home, "translate", "t.txt", "-o", f"{name}.json", "--no-cache") for name in "ab"]
    for child in children:
        said = child.communicate()[1]
        assert child.returncode == 0, said
    assert (home / "a.json").read_bytes() == (home / "b.json").read_bytes()


def test_memory_over_a_long_document(home: Path) -> None:
    """What is taken early on is all that is taken but for the cache for tokens, which fills once. `TIMES` is
    how many times as long it is."""
    number = 500 * int(os.environ.get("TIMES", "1"))
    text = "".join(f"{PLACES[at % 10]}新建{at + 12}处站点。\n\n" for at in range(number))
    (home / "long.txt").write_text(text, encoding="utf-8")
    child = started(home, "translate", "long.txt")
    samples: list[int] = []
    assert child.stdout
    assert child.stderr
    drained = threading.Thread(target=child.stderr.read)
    drained.start()
    for line in child.stdout:
        if re.match(r"p\d+\t", line):
            samples.append(resident(child.pid))
    assert child.wait() == 0
    drained.join()
    assert len(samples) >= 2 * number
    early, most = samples[number // 5], max(samples)
    shares = [max(samples[: len(samples) * tenths // 10]) // 1_000_000 for tenths in (1, 2, 4, 6, 8, 10)]
    print(f"{number} paragraphs: at most {shares} MB in the first 1, 2, 4, 6, 8, 10 tenths")
    assert most < MEMORY
    assert most < early + CACHE_GB * 2**30


def resident(pid: int) -> int:
    """Bytes of memory that a process has to itself: without the files that it maps, which can be let go."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
