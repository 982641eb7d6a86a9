"""`briefing desk`: how it is started, where it listens, what it prints, and how it ends."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pairs
import pytest
from desk_fake import FakeDesk
from fakes import FakeEngine

pytest.importorskip("starlette")

from briefing.cli import app as application
from briefing.cli import desk as command
from briefing.desk import desk as desks
from briefing.desk.web import server as serving
from briefing.desk.web.server import Server
from briefing.errors import BriefingError
from briefing.write import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.engine.base import Engine

SOON = 20


@pytest.fixture
def article(work: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text in the working directory; the default model is a fake."""
    del shipped

    def engine(name: str | None = None, **given: object) -> Engine:
        del name, given
        return FakeEngine()

    monkeypatch.setattr(desks, "load_apart", engine)
    path = work / "article.txt"
    path.write_text(pairs.source_text(), encoding="utf-8")
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was started with."""
    found: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: found.append(address) or True)
    monkeypatch.setattr(command, "_has_screen", lambda: True)
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """A desk that is ended as soon as it runs; what its first page said to whoever has the address."""
    found: list[tuple[int, str]] = []

    def run(self: Server) -> None:
        thread = threading.Thread(target=lambda: _visit(self, found))
        thread.start()
        real(self)
        thread.join()

    real = Server.run
    monkeypatch.setattr(Server, "run", run)
    return found


def _visit(server: Server, found: list[tuple[int, str]]) -> None:
    try:
        cookie = ask(server, f"/?token={server.keys.token}")[2].split(";")[0]
        found.append(ask(server, "/d/d1", cookie=cookie)[:2])
        found.append(ask(server, "/end", cookie=cookie, method="POST")[:2])
    finally:
        server.end()


def ask(server: Server, path: str, cookie: str = "", method: str = "GET") -> tuple[int, str, str]:
    """Status, text and cookie of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    headers = {"cookie": cookie, "origin": f"http://127.0.0.1:{server.port}"}
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.getheader("set-cookie") or ""


def test_a_text_is_opened_in_the_browser_and_ended_on_the_page(
    article: Path, opened: list[str], asked: list[tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert application.run(["desk", article.name]) == 0
    assert [status for status, _ in asked] == [200, 200]
    assert "江苏省民政工作综述" in asked[0][1]
    assert "The desk has ended" in asked[1][1]
    printed = capsys.readouterr()
    address = printed.out.strip()
    assert address.startswith("http://127.0.0.1:")
    # Another user can read what a browser is started with: not the address that stays good.
    (started,) = opened
    assert started.split("=")[0] == address.split("=")[0]
    assert started != address
    assert printed.err.splitlines() == [
        "briefing: the desk is in your browser; Ctrl-C ends it",
        "briefing: the desk has ended; everything is kept",
    ]


def test_the_browser_is_left_alone_where_it_is_asked_or_has_no_screen(
    article: Path,
    opened: list[str],
    asked: list[tuple[int, str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert application.run(["desk", article.name, "--no-open"]) == 0
    monkeypatch.setattr(command, "_has_screen", lambda: False)
    assert application.run(["desk", article.name]) == 0
    assert opened == []
    assert len(asked) == 4
    assert capsys.readouterr().err.count("open this address in a browser on this machine") == 2


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["nothing.txt"], 1, "nothing.txt"),
        (["empty"], 1, "empty"),
        (["article.txt", "--port", "70000"], 2, "--port"),
        (["article.txt", "-g", "nothing.yaml"], 1, "nothing.yaml"),
        (["article.txt", "--model", "nothing"], 1, "there is no model called 'nothing'"),
        ([], 2, "FILE|FOLDER"),
    ],
)
def test_what_is_wrong_is_one_line(
    article: Path, arguments: list[str], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "empty").mkdir()
    assert application.run(["desk", *arguments]) == status
    printed = capsys.readouterr()
    assert told in printed.err.splitlines()[-1]
    assert printed.out == ""


def test_what_is_kept_of_a_text_is_forgotten(
    article: Path, asked: list[tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = article.parent.parent / "home" / "data" / "desk"
    (article.parent / "other.txt").write_text("民政部发布公告。", encoding="utf-8")
    for name in ("article.txt", "other.txt"):
        assert application.run(["desk", name, "--no-open"]) == 0
    folders = set(kept.iterdir())
    assert len(folders) == 2
    capsys.readouterr()
    desk = desks.Desk.open(["article.txt"])
    assert application.run(["desk", "article.txt", "--forget"]) == 1
    assert "article.txt is open on a desk. End that first" in capsys.readouterr().err
    desk.close()
    article.unlink()  # What was kept of it is found by its name alone.
    assert application.run(["desk", "--forget", "article.txt"]) == 0
    assert capsys.readouterr().err == "briefing: article.txt: what the desk kept is deleted\n"
    (left,) = kept.iterdir()
    assert "民政部" in next(left.glob("*.json")).read_text(encoding="utf-8").encode().decode("unicode-escape")
    assert application.run(["desk", "--forget", "."]) == 0
    assert "other.txt: what the desk kept is deleted" in capsys.readouterr().err
    assert not any(kept.iterdir())
    assert application.run(["desk", "--forget", "other.txt"]) == 0
    assert "the desk has kept nothing" in capsys.readouterr().err
    assert len(asked) == 4


def test_a_port_that_is_taken_is_told(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert application.run(["desk", article.name, "--port", str(port)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"briefing: port {port} cannot be used: ")
    assert "--port" in line


def test_without_the_extra_it_is_told_what_to_install(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "briefing.desk.web.server")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert application.run(["desk", article.name]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "briefing: the desk's page needs uvicorn, which is not installed. "
        "Install it: pip install 'briefing[desk]'"
    )


@pytest.fixture
def served() -> Iterator[Callable[..., Server]]:
    """Starts a desk in a thread; all are ended at the end."""
    started: list[tuple[Server, threading.Thread]] = []

    def start(desk: FakeDesk | None = None, **options: float) -> Server:
        server = Server(desk or FakeDesk(), tell=lambda _: None, **options)  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run)
        thread.start()
        started.append((server, thread))
        return server

    yield start
    for server, thread in started:
        server.end()
        thread.join(SOON)
        assert not thread.is_alive()


def test_it_listens_on_this_machine_alone(served: Callable[..., Server]) -> None:
    server = served()
    assert server._socket.getsockname()[0] == "127.0.0.1"
    assert ask(server, "/")[0] == 403
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in own - {"127.0.0.1"}:
        with socket.socket() as other:
            other.settimeout(1)
            assert other.connect_ex((str(address), server.port)) != 0 or str(address).startswith("127.")


def test_an_idle_desk_ends_and_one_that_is_worked_at_does_not(
    served: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_LOOK", 0.05)
    working, idle = served(idle=3), served(idle=0.5)
    cookie = ask(working, f"/?token={working.keys.token}")[2].split(";")[0]
    end = time.monotonic() + 4
    while time.monotonic() < end:
        assert ask(working, "/d/d1/keys", cookie=cookie)[0] == 200
        time.sleep(0.2)
    with pytest.raises(OSError, match=r"refused|reset"):
        ask(idle, "/")


def test_a_stranger_who_asks_does_not_keep_it_awake(
    served: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_LOOK", 0.05)
    idle = served(idle=0.5)
    end = time.monotonic() + SOON
    with contextlib.suppress(OSError):
        while time.monotonic() < end:
            assert ask(idle, "/d/d1")[0] == 403
            time.sleep(0.1)
    assert time.monotonic() < end


def test_a_port_may_be_chosen(served: Callable[..., Server]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert served(port=port).port == port
    with pytest.raises(BriefingError, match=f"port {port} cannot be used"):
        Server(FakeDesk(), port=port, tell=lambda _: None)  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_ends_it_and_everything_is_kept(work: Path) -> None:
    briefing = pairs.briefing()
    text = markdown.render(briefing, briefing.documents[0])
    (work / "article.md").write_text(text, encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "briefing", "desk", "article.md", "--no-open"],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert child.stdout
    assert child.stdout.readline().startswith("http://127.0.0.1:")
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=SOON)
    assert child.returncode == 0, err
    assert err.splitlines()[-1] == "briefing: the desk has ended; everything is kept"
