from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import floors
from benchmarks.quality.documents import Pair, Text
from benchmarks.quality.run import Result
from benchmarks.quality.sets import EvalSet

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("chrF2++", "terms", "figures")
points = st.fixed_dictionaries(dict.fromkeys(NAMES, st.floats(0, 100)))


def result(chrf: float = 60, terms: int = 90, figures: int = 95, zh: str = "要抓好。") -> Result:
    measured = {
        "chrF2++": {"score": chrf},
        "terms": {"exact": terms, "total": 100},
        "figures": {"exact": figures, "total": 100},
    }
    chosen = EvalSet("policy-dev", (Text("t", ((Pair(zh, "Do it."),),)),), True)
    return Result(chosen, "default", "fake", "fake", (), measured, {})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    assert floors.check(result(), update=True, path=path)[0] == 0
    return path


def test_the_same_result_holds(file: Path) -> None:
    status, lines = floors.check(result(), update=False, path=file)
    assert status == 0
    assert lines == ["chrF2++: 60.00", "terms: 90.00", "figures: 95.00"]


@pytest.mark.parametrize(
    ("now", "named"),
    [(result(chrf=58.9), "chrF2++"), (result(terms=87), "terms"), (result(figures=92), "figures")],
)
def test_a_drop_is_refused_and_named(file: Path, now: Result, named: str) -> None:
    status, lines = floors.check(now, update=False, path=file)
    assert status == 1
    assert "the floor is" in lines[-1]
    assert lines[-1].startswith(named)


def test_a_drop_within_the_tolerance_is_let_pass(file: Path) -> None:
    assert floors.check(result(chrf=59.4, terms=89, figures=94), update=False, path=file)[0] == 0


def test_floors_rise_and_never_fall(file: Path) -> None:
    floors.check(result(chrf=70, terms=80, figures=95), update=True, path=file)
    kept = floors.read(file)
    assert kept is not None
    assert kept["floors"] == {"chrF2++": 70, "terms": 90, "figures": 95}


@given(points, points)
def test_after_an_update_a_floor_is_the_higher_of_the_two(
    old: dict[str, float], new: dict[str, float]
) -> None:
    kept = floors.raised(floors.raised(None, "a", old), "a", new)
    assert kept["floors"] == {name: max(old[name], new[name]) for name in NAMES}
    assert not floors.drops(old, kept["floors"])


def test_other_documents_have_no_floors_until_they_are_set(file: Path) -> None:
    other = result(chrf=20, zh="要办好。")
    assert floors.check(other, update=False, path=file)[0] == 2
    assert floors.check(other, update=True, path=file)[0] == 0
    assert floors.check(other, update=False, path=file)[0] == 0


def test_without_a_file_there_is_nothing_to_hold_it_against(tmp_path: Path) -> None:
    status, lines = floors.check(result(), update=False, path=tmp_path / "none.json")
    assert status == 2
    assert "--floors --update" in lines[-1]
