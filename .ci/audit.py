"""No dependency with a known hole: what was resolved, and what the bounds in pyproject.toml would admit.

Reads `known-holes.toml` beside it, so that it needs no network. Exit status 1 if anything is found.
"""

from __future__ import annotations

import datetime
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

HERE = Path(__file__).parent
DIRECT = ("project.dependencies", "project.optional-dependencies", "dependency-groups")


@dataclass(frozen=True, slots=True)
class Hole:
    """Releases of `package` before `below` have what `ids` name."""

    package: str
    below: Version
    ids: tuple[str, ...]
    what: str


def holes(path: Path) -> tuple[list[Hole], datetime.date]:
    """The list, and the day when somebody last looked for more."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [
        Hole(named(each["package"]), Version(each["below"]), tuple(each["ids"]), each["what"])
        for each in data["hole"]
    ]
    return found, data["looked_through"]


def named(package: str) -> str:
    """The name of a package as an index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def resolved(lock: Path) -> dict[str, str]:
    """Name and version of each package in uv's lock; of each that is installed, where there is none."""
    if lock.exists():
        packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
        return {named(each["name"]): each["version"] for each in packages if "version" in each}
    return {named(each.metadata["Name"]): each.version for each in metadata.distributions()}


def bounds(project: Path) -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by package."""
    found: dict[str, list[Requirement]] = {}
    for table in DIRECT:
        value = tomllib.loads(project.read_text(encoding="utf-8"))
        for key in table.split("."):
            value = value.get(key, {})
        for lines in value.values() if isinstance(value, dict) else [value]:
            for line in lines:
                requirement = Requirement(line)
                found.setdefault(named(requirement.name), []).append(requirement)
    return found


def problems(known: list[Hole], versions: dict[str, str], asked: dict[str, list[Requirement]]) -> list[str]:
    """One line for each release with a hole that was resolved, and for each bound that admits one."""
    found = []
    for hole in known:
        version = versions.get(hole.package)
        if version and Version(version) < hole.below:
            found.append(f"{hole.package} {version} is resolved: {', '.join(hole.ids)}: {hole.what}")
        for requirement in asked.get(hole.package, []):
            lowest = [
                Version(each.version) for each in requirement.specifier if each.operator in (">=", "==")
            ]
            if not lowest or max(lowest) < hole.below:
                found.append(f"{requirement} admits {', '.join(hole.ids)}: ask for >={hole.below}")
    return found


def main() -> int:
    """Print what is wrong, and how old the list is."""
    known, day = holes(HERE / "known-holes.toml")
    versions = resolved(HERE.parent / "uv.lock")
    found = problems(known, versions, bounds(HERE.parent / "pyproject.toml"))
    for line in found:
        print(line)
    age = (datetime.datetime.now(tz=datetime.UTC).date() - day).days
    print(
        f"{len(versions)} packages held to {len(known)} known holes; "
        f"the list was last looked through on {day}, {age} days ago"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
