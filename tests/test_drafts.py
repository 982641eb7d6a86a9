"""The store of drafts when something is wrong: what may pass destroys nothing, and holds nobody up."""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.cli import app as application
from briefing.engine import drafts
from briefing.engine.base import Draft
from briefing.engine.drafts import DraftStore
from briefing.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = "By the end of June, support had been provided to 977,000 people. " * 4
MANY = 400


@pytest.fixture
def path(work: Path) -> Path:
    """Where the user's store is, with drafts in it."""
    path = work.parent / "home/cache/drafts.sqlite"
    with closing(DraftStore(path)) as store:
        for number in range(MANY):
            store.put(key(number), draft(number))
    return path


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "PATIENCE", 0.3)


def key(number: int) -> bytes:
    return f"key {number}".encode()


def draft(number: int) -> Draft:
    return Draft(f"{number}: {ENGLISH}", (), "stop")


def put_aside(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if ".damaged-" in each.name]


def found(store: DraftStore) -> int:
    return sum(store.get(key(number)) == draft(number) for number in range(MANY))


def damage(path: Path, *, whole: bool = False) -> None:
    """Overwrite the file, or all of it but its first page and a few more."""
    size = path.stat().st_size
    assert size > 100_000
    start = 0 if whole else 8 * 4096
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * (size - start))


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Another program has the store: for itself alone (`all`), or to write (`writing`)."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if how == "all":
            other.execute("pragma locking_mode = exclusive")
        other.execute("begin immediate")
        other.execute("insert into speeds values ('other', 1)")
        yield
        other.execute("rollback")


# Damage


def test_what_is_no_database_is_put_aside_and_told_once(path: Path) -> None:
    damage(path, whole=True)
    before = path.read_bytes()
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append)) as store:
        store.put(key(0), draft(0))
        assert store.get(key(0)) == draft(0)
        assert store.on_disk
    [aside] = put_aside(path)
    assert aside.read_bytes() == before
    assert len(told) == 1
    assert str(aside) in told[0]
    with closing(DraftStore(path, tell=told.append)) as store:
        assert store.get(key(0)) == draft(0)
    assert len(told) == 1


@pytest.mark.parametrize("first", ["get", "put", "count", "evict"])
def test_damage_that_shows_later_is_mended(path: Path, first: str) -> None:
    damage(path)
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append, limit=1000 if first == "evict" else 10**9)) as store:
        if first == "get":
            found(store)
        for number in range(MANY if first in ("put", "evict") else 0):
            store.put(key(number), draft(number))
        if first == "count":
            store.count()
        store.put(key(1), draft(1))
        assert store.get(key(1)) == draft(1)
        assert store.on_disk
    assert len(told) == 1
    assert len(put_aside(path)) >= 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_two_that_find_the_same_damage_put_one_file_aside(path: Path) -> None:
    told: list[str] = []
    with (
        closing(DraftStore(path, tell=told.append)) as one,
        closing(DraftStore(path, tell=told.append)) as two,
    ):
        damage(path)
        found(one)
        one.put(key(1), draft(1))
        found(two)
        assert two.get(key(1)) == draft(1)
    assert len([each for each in put_aside(path) if each.name[-1].isdigit()]) == 1
    assert len(told) == 1


# What may pass


A_WAIT, LESS_THAN_MANY = 1.0, 20.0
"""Seconds that one wait takes here, and what many would take on any machine: one on a busy one does not."""


def test_a_store_that_another_holds_is_waited_for_once_and_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PATIENCE", A_WAIT)
    told: list[str] = []
    with held(path, "all"):
        started = time.monotonic()
        with closing(DraftStore(path, tell=told.append)) as store:
            store.put(key(0), Draft("another", (), "stop"))
            assert store.get(key(0)) == Draft("another", (), "stop")  # As long as this run lasts.
            assert found(store) == 0
            assert not store.on_disk
        assert time.monotonic() - started < LESS_THAN_MANY
    assert len(told) == 1
    assert "go on without" in told[0]
    assert not put_aside(path)
    with closing(DraftStore(path)) as store:
        assert found(store) == MANY


def test_a_store_that_another_writes_to_is_still_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "PATIENCE", A_WAIT)
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append)) as store:
        with held(path, "writing"):
            started = time.monotonic()
            assert found(store) == MANY
            for number in range(40):
                store.put(key(1000 + number), draft(number))
            assert time.monotonic() - started < LESS_THAN_MANY
        assert len(told) == 1
        assert "not kept from here on" in told[0]
        assert found(store) == MANY


def test_a_full_disk_costs_what_comes_after_it(path: Path) -> None:
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append)) as store:
        # What SQLite says of a full disk it says of a database that may not grow.
        store._db.execute(f"pragma max_page_count = {store._db.execute('pragma page_count').fetchone()[0]}")
        for number in range(MANY, 2 * MANY):
            store.put(key(number), draft(number))
        assert found(store) == MANY
    assert len(told) == 1
    assert "full" in told[0]
    assert not put_aside(path)
    with closing(DraftStore(path)) as store:
        assert found(store) == MANY
        assert store.on_disk


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table drafts (page integer)")
        db.execute("insert into drafts values (1)")
        db.commit()
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append)) as store:
        store.put(key(0), draft(0))
        assert store.get(key(0)) == draft(0)
    assert len(told) == 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select page from drafts").fetchall() == [(1,)]


def test_a_text_that_is_no_text_costs_its_draft_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("update drafts set draft = cast(x'ff' as text) where key = ?", (key(7),))
        db.commit()
    told: list[str] = []
    with closing(DraftStore(path, tell=told.append)) as store:
        assert store.get(key(7)) is None
        assert found(store) == MANY - 1
        store.put(key(7), draft(7))
        assert found(store) == MANY
    assert not told


# Clearing, and the commands


@pytest.mark.parametrize("state", ["whole", "damaged", "no database", "put aside"])
def test_clear_always_works(state: str, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if state in ("damaged", "no database", "put aside"):
        damage(path, whole=state == "no database")
    if state == "put aside":
        with closing(DraftStore(path)) as store:
            found(store)
        assert put_aside(path)
    assert application.run(["cache", "clear"]) == 0
    left = b"".join(each.read_bytes() for each in path.parent.iterdir() if each.is_file())
    assert ENGLISH.encode()[:60] not in left
    assert "drafts removed" in capsys.readouterr().out
    with closing(DraftStore(path)) as store:
        assert store.count() == 0
        store.put(key(1), draft(1))
        assert store.get(key(1)) == draft(1)


def test_clear_does_not_take_a_store_from_another(path: Path) -> None:
    with closing(DraftStore(path)) as store:
        with held(path, "writing"), pytest.raises(WriteError, match="locked"):
            store.clear()
        assert found(store) == MANY
    with held(path, "all"), closing(DraftStore(path)) as store, pytest.raises(WriteError, match="locked"):
        store.clear()
    with closing(DraftStore(path)) as store:
        assert store.clear() == MANY


def test_what_is_wrong_is_told_by_the_commands(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(path, "all"):
        assert application.run(["cache", "show"]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        assert "locked" in shown.err
        application.run(["doctor"])
        assert "locked" in capsys.readouterr().out
        assert application.run(["cache", "clear"]) == 1
        assert "locked" in capsys.readouterr().err
    assert application.run(["cache", "show"]) == 0
    assert f"{MANY} drafts" in capsys.readouterr().out


# Several at once


def _writes(path: Path, start: int, number: int, together: object) -> None:
    together.wait()  # type: ignore[attr-defined]
    with closing(DraftStore(path)) as store:
        for at in range(start, start + number):
            store.put(key(at), draft(at))
        os._exit(0 if store.on_disk else 1)


def _round(path: Path, processes: int, each: int) -> None:
    """New processes open a new store at once, and write to it: nothing is lost."""
    context = multiprocessing.get_context("fork")
    together = context.Barrier(processes)
    children = [
        context.Process(target=_writes, args=(path, at * each, each, together)) for at in range(processes)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * processes
    with closing(DraftStore(path)) as store:
        assert all(store.get(key(at)) == draft(at) for at in range(processes * each))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("processes", "each", "rounds"), [(4, 10, 2), pytest.param(8, 40, 50, marks=pytest.mark.slow)]
)
def test_many_open_a_new_store_at_once(
    processes: int, each: int, rounds: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`TIMES` is how many times as often."""
    monkeypatch.setattr(drafts, "PATIENCE", 300.0)
    for number in range(rounds * int(os.environ.get("TIMES", "1"))):
        _round(tmp_path / str(number) / "drafts.sqlite", processes, each)


# A disk that is full


ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=5m tmpfs "$BRIEFING_HOME"
"$PYTHON" "$CHILD" translate long.txt -o long.json
"$PYTHON" "$CHILD" cache show --json
"""
CHILD = """
import sys
from briefing.cli import main, run
from fakes import FakeEngine
run.load_engine = lambda *_, **__: FakeEngine()
main()
"""
NAMESPACE = ["unshare", "--map-root-user", "--mount"]


def may_mount() -> bool:
    mount = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_a_disk_that_fills_up_while_drafts_are_written(work: Path) -> None:
    if not may_mount():
        pytest.skip("no disk of one's own may be mounted here")
    home = work.parent / "full"
    home.mkdir()
    (work / "child.py").write_text(CHILD, encoding="utf-8")
    text = "".join(f"今年新建{at + 12}处便民服务点，{at + 3}个街道开展志愿服务。\n\n" for at in range(6000))
    (work / "long.txt").write_text(text, encoding="utf-8")
    environment = os.environ | {
        "BRIEFING_HOME": str(home),
        "PYTHON": sys.executable,
        "CHILD": "child.py",
        "PYTHONPATH": str(Path(__file__).parent),
    }
    command = [*NAMESPACE, "sh", "-c", ON_A_SMALL_DISK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [told] = [line for line in done.stderr.splitlines() if "drafts" in line]
    assert told.startswith("briefing: drafts are not kept from here on: ")
    assert "full" in told
    assert "unexpected" not in done.stderr
    assert json.loads(done.stdout)["drafts"] > 100
    written = json.loads((work / "long.json").read_text(encoding="utf-8"))
    assert len(written["documents"][0]["paragraphs"]) == 6000
