"""The store of drafts: what it keeps, what it forgets, and what it survives."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.engine.base import Draft, Request
from briefing.engine.cache import ENOUGH_CHARACTERS, CachedEngine
from briefing.engine.drafts import DraftStore
from briefing.engine.stored import StoredEngine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DRAFT = Draft("By the end of June, 977,000 people", ((21, 28),), "stop")


class CountingEngine:
    """Answers with the length of the text, and keeps a list of what it was asked."""

    name = "counting"
    fingerprint = "counting-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def prompt(self, request: Request) -> str:
        return request.text

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        for request in requests:
            self.asked.append(request.id)
            yield (
                request.id,
                Draft(f"{len(request.text)} characters", (), "failed" if "fail" in request.text else "stop"),
            )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "drafts.sqlite"


def test_a_draft_comes_back_as_it_was(path: Path) -> None:
    store = DraftStore(path)
    store.put(b"k", DRAFT)
    store.close()
    assert DraftStore(path).get(b"k") == DRAFT
    assert DraftStore(path).get(b"other") is None


def test_how_likely_its_tokens_were_comes_back_with_a_draft(path: Path) -> None:
    told = replace(DRAFT, log_probs=(-0.01, 0.0, -2.35, -12.0))
    store = DraftStore(path)
    store.put(b"k", told)
    assert store.get(b"k") == told


def test_only_the_owner_may_read_it(path: Path) -> None:
    DraftStore(path).put(b"k", DRAFT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_source_text_is_not_in_it(path: Path) -> None:
    store = DraftStore(path)
    list(CachedEngine(CountingEngine(), store).translate([Request("p1.1", "截至6月底")]))
    store.close()
    assert "截至".encode() not in path.read_bytes()


def test_what_is_known_is_not_asked_again(path: Path) -> None:
    requests = [Request(f"p1.{i}", f"text {i}") for i in range(5)]
    first = CountingEngine()
    expected = dict(CachedEngine(first, DraftStore(path)).translate(requests))
    second = CountingEngine()
    more = [*requests[:3], Request("p2.1", "new"), *requests[3:]]
    answers = list(CachedEngine(second, DraftStore(path)).translate(more))
    assert second.asked == ["p2.1"]
    assert sorted(request_id for request_id, _ in answers) == sorted(request.id for request in more)
    assert {key: value for key, value in answers if key != "p2.1"} == expected


def test_what_is_asked_twice_at_once_is_written_once(path: Path) -> None:
    """A heading may be a sentence of the text too. From the store, both would get the same."""

    class Batches(CountingEngine):
        def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
            for request in list(requests):  # All are in before the first is answered.
                self.asked.append(request.id)
                yield request.id, Draft(f"{request.id} said {request.text}", (), "stop")

    engine = Batches()
    requests = [Request("p1.1", "甲"), Request("p2.1", "乙"), Request("p3.1", "甲"), Request("p4.1", "甲")]
    answers = dict(CachedEngine(engine, DraftStore(path)).translate(requests))
    assert engine.asked == ["p1.1", "p2.1"]
    assert {key: answers[key].text for key in ("p1.1", "p2.1", "p3.1", "p4.1")} == {
        "p1.1": "p1.1 said 甲",
        "p2.1": "p2.1 said 乙",
        "p3.1": "p1.1 said 甲",
        "p4.1": "p1.1 said 甲",
    }


def test_another_fingerprint_is_another_engine(path: Path) -> None:
    list(CachedEngine(CountingEngine(), DraftStore(path)).translate([Request("a", "text")]))
    other = CountingEngine()
    other.fingerprint = "counting-2"
    list(CachedEngine(other, DraftStore(path)).translate([Request("a", "text")]))
    assert other.asked == ["a"]


def test_a_failure_is_not_remembered(path: Path) -> None:
    for _ in range(2):
        engine = CountingEngine()
        list(CachedEngine(engine, DraftStore(path)).translate([Request("a", "fail")]))
        assert engine.asked == ["a"]


def test_a_broken_file_is_started_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 1000)
    store = DraftStore(path)
    store.put(b"k", DRAFT)
    assert store.get(b"k") == DRAFT


def test_a_folder_that_cannot_be_made_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = DraftStore(tmp_path / "file" / "drafts.sqlite")
    store.put(b"k", DRAFT)
    assert store.get(b"k") == DRAFT
    assert store.file_size() == 0


@pytest.mark.parametrize(
    "text", ["{", "[]", '["a", [], "no such end"]', '["a", [["x", 1]], "stop"]', "[1, [], 3]"]
)
def test_a_draft_of_another_version_is_ignored(path: Path, text: str) -> None:
    DraftStore(path).close()
    with sqlite3.connect(path) as db:
        db.execute("insert into drafts values (?, ?, 1, 1)", (b"k", text))
    assert DraftStore(path).get(b"k") is None


def test_what_is_stored_is_given_and_nothing_is_run_or_measured(path: Path) -> None:
    store, inner = DraftStore(path), CountingEngine()
    list(CachedEngine(inner, store).translate([Request("a", "甲" * ENOUGH_CHARACTERS)]))
    engine = StoredEngine(inner, store)
    speed = engine.speed()
    again = engine.translate([Request("b", "乙" * ENOUGH_CHARACTERS), Request("c", "甲" * ENOUGH_CHARACTERS)])
    assert [(key, draft.ended) for key, draft in again] == [("b", "failed"), ("c", "stop")]
    assert inner.asked == ["a"]
    assert engine.speed() == speed is not None


def test_it_stays_within_its_limit_and_keeps_what_was_used_last(path: Path) -> None:
    store = DraftStore(path, limit=20_000)
    for i in range(300):
        store.put(str(i).encode(), Draft("x" * 200, (), "stop"))
    store.get(b"250")
    store.close()
    again = DraftStore(path, limit=20_000)
    assert 0 < again.size() <= 20_000
    assert again.get(b"250") is not None
    assert again.get(b"0") is None
    assert again.clear() > 0
    assert again.count() == 0


def test_a_kill_loses_nothing_that_was_stored(path: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from briefing.engine.drafts import DraftStore\n"
        "from briefing.engine.base import Draft\n"
        "store = DraftStore(pathlib.Path(sys.argv[1]))\n"
        "for i in range(50): store.put(str(i).encode(), Draft('x', (), 'stop'))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == -9
    assert DraftStore(path).count() == 50
