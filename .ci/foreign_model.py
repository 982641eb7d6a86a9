"""Somebody else's model, held to account: the default model's weights without the adapter, run by llama.cpp.

Translates the three examples through `briefing model install`, and pieces of them through `briefing model add`
from a server that this starts, as a user would. Every paragraph must be there, and every term and figure
exact or flagged. Prints how many were exact. `--quick` takes a piece of one example each way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from briefing.document import FIGURE_KINDS
from briefing.engine.child import Child
from briefing.engine.llama_serving import Settings
from briefing.models.weights import DEFAULT, join, parts_or_error

EXAMPLES = sorted(Path("examples").glob("*.zh-Han?.txt"))
PIECE = 260
"""Characters of an example for the second way, at least; whole paragraphs."""
WANTED = {"term": 0.9, "figure": 0.95}
"""Of the terms and figures, how many must be exact."""
BRIEFING = str(Path(sys.executable).with_name("briefing"))
KEY = "BRIEFING_CI_KEY"


def briefing(*arguments: str) -> str:
    done = subprocess.run([BRIEFING, *arguments], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"briefing {' '.join(arguments)} ended with {done.returncode}")
    return done.stdout


def translated(files: list[Path], model: str) -> dict[str, Any]:
    begun = time.monotonic()
    report: dict[str, Any] = json.loads(
        briefing("translate", *map(str, files), "--model", model, "--to", "json")
    )
    characters = sum(len(path.read_text(encoding="utf-8")) for path in files)
    print(f"{model}: {len(files)} texts, {characters:,} characters, {time.monotonic() - begun:.0f} s")
    return report


def problems(report: dict[str, Any], files: list[Path], exact: Counter[str], all_: Counter[str]) -> list[str]:
    """What is wrong with the English of `files`, a line each; counts the spans on the way."""
    found = []
    for path, document in zip(files, report["documents"], strict=True):
        raw, at = path.read_text(encoding="utf-8"), 0
        for paragraph in document["paragraphs"]:
            start, end = paragraph["source_at"]
            where = f"{path.name} {paragraph['id']}"
            if raw[at:start].strip(" |\n") or raw[start:end] != paragraph["raw"]:
                found.append(f"{where}: text before it is lost")
            if not paragraph["en"]:
                found.append(f"{where}: no English")
            at = end
            for segment in paragraph["segments"]:
                found += [f"{where}: {each}" for each in silent(segment, exact, all_)]
        if raw[at:].strip(" |\n"):
            found.append(f"{path.name}: the end of the text is lost")
    return found


def silent(segment: dict[str, Any], exact: Counter[str], all_: Counter[str]) -> list[str]:
    """The terms and figures of a segment that are neither exact nor flagged."""
    found = []
    flagged = any(finding["severity"] in ("error", "warning") for finding in segment["findings"])
    for span in segment["spans"]:
        kind = "figure" if span["kind"] in FIGURE_KINDS else span["kind"]
        all_[kind] += 1
        if span["by"]:
            exact[kind] += 1
            if span["en_at"] and segment["en"][slice(*span["en_at"])] == "":
                found.append(f"{span['zh']} is said to be where nothing is")
        elif not flagged:
            found.append(f"{span['zh']} ({span['en']}) is neither in the English nor flagged")
    return found


def pieces(folder: Path, count: int) -> list[Path]:
    """The first paragraphs of `count` of the examples, as files."""
    made = []
    for path in EXAMPLES[:count]:
        text = ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            text += line
            if len(text) >= PIECE:
                break
        made.append(folder / path.name)
        made[-1].write_text(text, encoding="utf-8")
    return made


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    exact: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gguf = folder / "foreign.gguf"
        join(parts_or_error(), DEFAULT.size, DEFAULT.sha256, gguf, lambda _done, _all: None)
        (folder / "pieces").mkdir()
        some = pieces(folder / "pieces", 1 if quick else len(EXAMPLES))
        whole = some if quick else EXAMPLES
        briefing("model", "install", str(gguf), "--as", "foreign", "--link")
        found = problems(translated(whole, "foreign"), whole, exact, all_)
        child = Child(Settings(str(gguf), "", slots=8, context=2048))
        os.environ[KEY] = child.key
        briefing("model", "add", "desk", child.address, "--key-env", KEY)
        found += problems(translated(some, "desk"), some, exact, all_)
        child.stop()
        briefing("model", "remove", "desk")
        briefing("model", "remove", "foreign")
        if not gguf.exists():
            found.append("removing a linked model removed its file")
    for kind in sorted(all_):
        print(f"{kind}: {exact[kind]} of {all_[kind]} exact")
    for kind, wanted in WANTED.items():
        if exact[kind] < wanted * all_[kind] and not quick:
            found.append(f"{kind}: only {exact[kind]} of {all_[kind]} are exact")
    if found:
        sys.exit("\n".join(found))
    print("somebody else's model: all checks passed")


if __name__ == "__main__":
    main()
