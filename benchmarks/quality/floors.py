"""Floors: what the shipped default must not fall below, on a few documents of the development half."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks.quality.sets import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.quality.run import Result

FILE = HERE / "floors.json"
SET = "policy-dev"
SYSTEM = "default"
KINDS_OF_TEXT = ("notice", "statistics release")
"""One document of each, the first: with what is asked again they take under five minutes on two cores."""

TOLERANCE = {"chrF2++": 1.0, "terms": 2.0, "figures": 2.0}
"""Points that may be lost without a word: on another processor one sentence in thirty comes out otherwise,
and a figure of these documents is most of a point."""


def measured(result: Result) -> dict[str, float]:
    """What floors are kept for, in points of a hundred."""
    figures = result.figures
    shares = {
        kind: round(100 * figures[kind]["exact"] / max(1, figures[kind]["total"]), 2)
        for kind in ("terms", "figures")
    }
    return {"chrF2++": round(figures["chrF2++"]["score"], 2), **shares}


def drops(floors: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """The measures that fell below their floors by more than is tolerated, in words."""
    return [
        f"{name}: {now[name]:.2f}, and the floor is {floor:.2f} (less {TOLERANCE[name]})"
        for name, floor in floors.items()
        if now[name] < floor - TOLERANCE[name]
    ]


def raised(kept: Mapping[str, Any] | None, digest: str, now: Mapping[str, float]) -> dict[str, Any]:
    """The content of the file after a run: floors only rise. Of another set there are none to be kept."""
    old = kept["floors"] if kept and kept["digest"] == digest else {}
    floors = {name: max(value, old.get(name, value)) for name, value in now.items()}
    return {"set": SET, "system": SYSTEM, "digest": digest, "floors": floors}


def read(path: Path) -> dict[str, Any] | None:
    """What is kept; None if nothing is."""
    if not path.is_file():
        return None
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def check(result: Result, *, update: bool, path: Path) -> tuple[int, list[str]]:
    """(exit status, lines to print): 0 fine, 1 for a drop, 2 where there are no floors for this set."""
    now, digest = measured(result), result.set.digest
    kept = read(path)
    lines = [f"{name}: {value:.2f}" for name, value in now.items()]
    if update:
        floors = raised(kept, digest, now)
        path.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        return 0, [*lines, *(f"floor of {name}: {value:.2f}" for name, value in floors["floors"].items())]
    if kept is None or kept["digest"] != digest:
        return 2, [*lines, "the floors are not of these documents: set them anew with --floors --update"]
    fallen = drops(kept["floors"], now)
    return int(bool(fallen)), [*lines, *fallen]
