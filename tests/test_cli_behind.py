"""Files written behind the work: in order, told once they are there, no error lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from briefing.cli.behind import MOST, Behind

if TYPE_CHECKING:
    from pathlib import Path


def writing(path: Path) -> None:
    path.write_text("完成", encoding="utf-8")


def test_each_is_told_once_it_is_there_and_in_order(tmp_path: Path) -> None:
    told: list[str] = []

    def tell(name: str) -> None:
        assert (tmp_path / name).exists()
        told.append(name)

    names = [f"{number:02}.md" for number in range(3 * MOST)]
    with Behind(tell) as files:
        for name in names:
            files.do(lambda path=tmp_path / name: writing(path), name)
    assert told == names


def test_no_more_wait_in_memory_than_may() -> None:
    disk, told = threading.Event(), list[str]()
    with Behind(told.append) as files:
        for number in range(MOST):
            files.do(disk.wait, str(number))
        assert told == []
        threading.Timer(0.05, disk.set).start()
        files.do(disk.wait, "one more")
        assert told[0] == "0"


def test_what_went_wrong_comes_out_at_the_latest_at_the_end(tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(FileNotFoundError), Behind(told.append) as files:
        files.do(lambda: writing(tmp_path / "no folder" / "a.md"), "a.md")
    assert told == []


def test_stopped_on_the_way_all_that_was_begun_is_there(tmp_path: Path) -> None:
    def stopped() -> None:
        with Behind(lambda _: None) as files:
            for number in range(MOST):
                files.do(lambda path=tmp_path / str(number): writing(path), "")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert len(list(tmp_path.iterdir())) == MOST
