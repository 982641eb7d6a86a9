"""What CI takes for told of somebody else's model: an error or a warning of the sentence, or what is at the
place."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

PATH = Path(__file__).parent.parent / ".ci" / "foreign_model.py"
SPAN = {
    "kind": "term",
    "zh": "低收入人口",
    "en": "low-income population",
    "zh_at": [4, 9],
    "en_at": None,
    "by": None,
}


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("foreign_model", PATH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look for their types
    spec.loader.exec_module(module)
    return module


def silent(*findings: dict[str, Any], by: str | None = None) -> list[str]:
    segment = {"en": "People are supported.", "spans": [SPAN | {"by": by}], "findings": list(findings)}
    found: list[str] = script().silent(segment, Counter(), Counter())
    return found


def finding(severity: str, zh_at: list[int] | None) -> dict[str, Any]:
    return {"severity": severity, "zh_at": zh_at, "en_at": None, "expected": "low-income population"}


@pytest.mark.parametrize(
    "told",
    [finding("warning", None), finding("error", [0, 2]), finding("note", [4, 9]), finding("note", [8, 20])],
    ids=["a warning of the sentence", "an error elsewhere", "a note at the place", "a note over its end"],
)
def test_what_is_told_is_not_silent(told: dict[str, Any]) -> None:
    assert silent(told) == []


@pytest.mark.parametrize(
    "told", [finding("note", None), finding("note", [0, 4]), finding("note", [9, 12])],
    ids=["a note of the sentence", "a note before it", "a note behind it"],
)  # fmt: skip
def test_a_note_elsewhere_tells_nothing_of_it(told: dict[str, Any]) -> None:
    assert len(silent(told)) == 1
    assert len(silent()) == 1
    assert silent(told, by="text") == []
