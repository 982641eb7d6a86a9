from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.quality import compare
from benchmarks.quality.documents import Pair, SetError, Text
from benchmarks.quality.sets import EvalSet

if TYPE_CHECKING:
    from pathlib import Path

REFERENCES = [f"The ministry issued notice {n} on social assistance in county {n * 7}." for n in range(40)]
WORSE = [
    f"Ministry gave note {n} for help of society at county {n * 7}." if n % 3 else REFERENCES[n]
    for n in range(40)
]
SET = EvalSet(
    "policy-dev", (Text("t", ((Pair("要抓好。", "Do it."), Pair("要办好。", "Do it well.")),)),), True
)


def test_a_clear_difference_is_real_and_its_interval_is_on_one_side() -> None:
    for found in compare.compare(REFERENCES, WORSE, REFERENCES):
        assert found.real
        assert 0 < found.low < found.b - found.a < found.high
        assert "B is higher, and that is real" in str(found)


def test_the_other_way_round_the_difference_is_the_same_and_lower() -> None:
    there, back = (compare.compare(REFERENCES, *pair) for pair in ((WORSE, REFERENCES), (REFERENCES, WORSE)))
    for one, other in zip(there, back, strict=True):
        assert (one.low, one.high) == (-other.high, -other.low)
        assert "B is lower, and that is real" in str(other)


def test_a_system_does_not_differ_from_itself() -> None:
    for found in compare.compare(REFERENCES, WORSE, WORSE):
        assert not found.real
        assert (found.low, found.high, found.p) == (0, 0, 1)


def test_a_difference_by_chance_is_not_real() -> None:
    """Each is better in half of the sentences, and by as much."""
    a = [WORSE[n] if n % 2 else REFERENCES[n] for n in range(40)]
    b = [REFERENCES[n] if n % 2 else WORSE[n] for n in range(40)]
    for found in compare.compare(REFERENCES, a, b):
        assert not found.real
        assert found.low < 0 < found.high


def written(path: Path, **changed: Any) -> Path:
    result = {
        "set": "policy-dev",
        "digest": SET.digest,
        "system": "default",
        "rows": [{"id": "t.1", "en": "Do so."}, {"id": "t.2", "en": "Do so well."}],
    } | changed
    path.write_text(json.dumps({"results": [result, result | {"system": "plain", "rows": []}]}), "utf-8")
    return path


def test_the_english_is_taken_from_a_file(tmp_path: Path) -> None:
    path = written(tmp_path / "old.json")
    assert compare.stored(f"{path}:default", SET) == {"t.1": "Do so.", "t.2": "Do so well."}
    assert compare.stored("default", SET) is None


@pytest.mark.parametrize("system", ["", ":best"])
def test_a_file_of_several_systems_wants_one_named(tmp_path: Path, system: str) -> None:
    path = written(tmp_path / "old.json")
    with pytest.raises(SetError, match="default, plain"):
        compare.stored(f"{path}{system}", SET)


def test_a_file_of_another_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="another policy-dev"):
        compare.stored(f"{written(tmp_path / 'old.json', digest='0')}:default", SET)


def test_sentences_are_put_in_the_references_order_or_refused() -> None:
    references = {"t.1": "Do it.", "t.2": "Do it well."}
    assert compare.aligned(references, {"t.2": "b", "t.1": "a"}, "x") == ["a", "b"]
    with pytest.raises(SetError, match="other sentences"):
        compare.aligned(references, {"t.1": "a"}, "x")
