"""No regular expression explodes, whatever the text."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

import patterns
import pytest

SOURCE = Path(__file__).parents[1] / "src"
BOUNDED = {"_WORD_BEFORE": 60, "_LISTED": 24, "_ELEMENTS": 120}
"""The characters that an expression gets at most, for those that are called on a slice of a text."""


def found(number: int, seed: int) -> list[str]:
    wrong = []
    for used in patterns.collected():
        # What one is attacked with does not hang on which others there are.
        rng = random.Random(f"{seed} {used.place}")
        for attack in patterns.attacks(used, rng, number):
            for way in sorted(used.ways()):
                if what := patterns.slow(used, way, attack, BOUNDED.get(used.place.rpartition(".")[2])):
                    wrong.append(f"{used.place} {way} {attack!r}: {what}")
                    break
            else:
                continue
            break
    return wrong


def test_every_expression_keeps_step_with_its_text() -> None:
    assert found(3, 1) == []


def test_what_is_bounded_is_there() -> None:
    assert {used.place.rpartition(".")[2] for used in patterns.collected()} >= BOUNDED.keys()


def test_expressions_are_collected_wherever_they_are_written() -> None:
    places = {used.place.split(":")[0].rpartition(".")[0] for used in patterns.collected()}
    assert len(patterns.collected()) > 200
    assert {"briefing.segment", "briefing.segment.kinds"} & places
    assert any(":" in used.place for used in patterns.collected())


def test_no_count_of_a_repetition_is_read_as_a_value() -> None:
    r"""In an f-string \w{0,12} is \w(0, 12), which has to be written \w{{0,12}}."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Tuple)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("expression", "way"),
    [
        (r"(?:a|aa)*b", "match"),
        (r"(?:x|驻[一-鿿]{1,4})*(?:记者)", "match"),
        (r"\s*[|;]\s*", "finditer"),
        (r"(\w+\s?)+$", "match"),
        (r"“[^”]*”", "finditer"),
        (r"[a-z]+@", "finditer"),
        (r"(?:<!--.{0,2000}?-->\s*)*<html", "match"),
        (r"(?:\s|<p(?:\s[^<>]*)?/?>)+", "fullmatch"),
    ],
)
def test_an_expression_that_explodes_is_found(expression: str, way: str) -> None:
    used = patterns.Used(re.compile(expression), "here", {way})
    rng = random.Random(1)
    assert any(patterns.slow(used, way, attack, limits=[0.5]) for attack in patterns.attacks(used, rng, 3))


@pytest.mark.slow
def test_every_expression_keeps_step_with_ten_times_as_many_texts() -> None:
    assert [each for seed in range(10) for each in found(12, seed)] == []
