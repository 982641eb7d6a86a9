"""The rooms of `src/briefing` use each other one way, in the order of rooms.toml."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "briefing"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

PLAN = tomllib.loads((ROOT / "tests" / "rooms.toml").read_text(encoding="utf-8"))
ORDER = [*PLAN["ground"], *PLAN["rooms"]]
EVERYWHERE = ("",)
"""The package itself: its version."""
DOOR = "__main__"
"""`python -m briefing`: above everything, and nothing for anybody to use."""


def modules(root: Path) -> dict[str, Path]:
    """The modules below `root` by their names, without the package's own."""
    named = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def imports(root: Path) -> list[tuple[str, str, int]]:
    """Who imports whom, and in which line: also inside functions and for types alone."""
    named = modules(root)
    found = []
    for name, path in named.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                targets = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                targets = [f"{node.module}.{each.name}" for each in node.names]
            else:
                continue
            for target in targets:
                if target.split(".")[0] != "briefing":
                    continue
                inner = target.removeprefix("briefing").removeprefix(".")
                while inner and inner not in named:
                    inner = inner.rpartition(".")[0]
                found.append((name, inner, node.lineno))
    return found


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def faults(root: Path) -> list[str]:
    """What breaks the order, a line each: which room may not use which, and which it may."""
    told = []
    for importer, imported, line in imports(root):
        user, used = room(importer), room(imported)
        if used in EVERYWHERE or user == used or user in ("", DOOR):
            continue
        unknown = [each for each in (user, used) if each not in ORDER]
        if unknown:
            told.append(f"{importer}:{line}: {unknown[0]} is no room of tests/rooms.toml")
        elif ORDER.index(used) > ORDER.index(user):
            below = ", ".join(ORDER[: ORDER.index(user)])
            told.append(f"{importer}:{line} imports {imported}: {user} may use {below}; not {used}")
    return told


def circles(root: Path) -> list[list[str]]:
    """Modules that import each other in a ring. The package that a module is in is its door, and no ring."""
    uses: dict[str, set[str]] = {}
    for importer, imported, _ in imports(root):
        if imported and importer != imported and not importer.startswith(f"{imported}."):
            uses.setdefault(importer, set()).add(imported)
    done: set[str] = set()
    found = []

    def walk(module: str, path: list[str]) -> None:
        if module in path:
            found.append(path[path.index(module) :])
            return
        if module in done:
            return
        for each in sorted(uses.get(module, ())):
            walk(each, [*path, module])
        done.add(module)

    for module in sorted(uses):
        walk(module, [])
    return found


def test_imports_run_one_way() -> None:
    assert faults(SOURCE) == []


def test_no_two_files_import_each_other() -> None:
    assert circles(SOURCE) == []


def test_each_room_stands_in_the_plan_and_in_the_source() -> None:
    there = {room(module) for module in modules(SOURCE)} - {"", DOOR}
    assert there == set(ORDER)


@pytest.mark.parametrize(
    "line",
    [
        "from briefing.cli import app",
        "def f():\n    from briefing.pipeline import Work",
        "import briefing.write.json",
    ],
)
def test_an_import_upward_is_told(tmp_path: Path, line: str) -> None:
    for name in ("cli", "spans", "pipeline", "write"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "spans" / "dates.py").write_text(line)
    (told,) = faults(tmp_path)
    assert re.match(
        r"spans\.dates:[12] imports \w+: spans may use errors, .*glossary; not (cli|pipeline|write)", told
    )


def test_a_ring_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("from briefing import two\n")
    (tmp_path / "two.py").write_text("from briefing.one import x\n")
    assert circles(tmp_path) == [["one", "two"]]


def picture() -> str:
    """CONTRIBUTING's picture: the rooms with what is in them, each above what it uses."""
    rows = [f"{name:<11}{PLAN['rooms'][name]}" for name in reversed(PLAN["rooms"])]
    rows += ["-" * 11 + " the ground, for every room:"]
    rows += [f"{name:<11}{PLAN['ground'][name]}" for name in reversed(PLAN["ground"])]
    return "".join(f"    {row}\n" for row in rows)


def test_the_picture_in_contributing_is_of_the_plan() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    assert picture() in text, f"put this into CONTRIBUTING.md:\n{picture()}"
