"""Somebody else's model, held to account: the default model's weights without the adapter, run by llama.cpp.

Translates one of the examples whole and pieces of the others through `briefing model install`, and pieces of
all through `briefing model add` from a server that this starts, as a user would. Every paragraph must be
there, every term and figure exact or flagged, and most of them exact. `--all` takes the examples whole both
ways (half an hour on two cores), `--quick` a piece of one (a minute).
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import socket
import struct
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
WHOLE = Path("examples/state-council-notice.zh-Hans.txt")
PIECE = 80
"""Characters of a piece of an example, at least; whole sentences."""
WANTED = {"term": 0.8, "figure": 0.8}
"""Of the terms and figures, how many must be exact: fewer than usually are, since these are few; what is not
exact must be flagged in any case."""
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


def piece(path: Path, folder: Path) -> Path:
    """The first sentences of a text, as a file in `folder`."""
    text = path.read_text(encoding="utf-8")
    made = folder / path.name
    made.write_text(text[: text.index("。", PIECE) + 1], encoding="utf-8")
    return made


def loopback() -> None:
    """Where this runs without any network, switch on loopback, over which briefing talks to llama.cpp."""
    flags, up, running = 0x8914, 0x1, 0x40  # SIOCSIFFLAGS, IFF_UP, IFF_RUNNING (Linux)
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, flags, struct.pack("16sH14x", b"lo", up | running))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="the examples whole, both ways")
    parser.add_argument("--quick", action="store_true", help="a piece of one")
    given = parser.parse_args()
    loopback()
    exact: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gguf = folder / "foreign.gguf"
        join(parts_or_error(), DEFAULT.size, DEFAULT.sha256, gguf, lambda _done, _all: None)
        (folder / "pieces").mkdir()
        pieces = [piece(path, folder / "pieces") for path in EXAMPLES]
        installed = [path if path == WHOLE else cut for path, cut in zip(EXAMPLES, pieces, strict=True)]
        added = pieces[:1] if given.quick else EXAMPLES if given.all else pieces
        installed = pieces[:1] if given.quick else EXAMPLES if given.all else installed
        briefing("model", "install", str(gguf), "--as", "foreign", "--link")
        found = problems(translated(installed, "foreign"), installed, exact, all_)
        child = Child(Settings(str(gguf), "", slots=8, context=2048))
        os.environ[KEY] = child.key
        briefing("model", "add", "desk", child.address, "--key-env", KEY)
        found += problems(translated(added, "desk"), added, exact, all_)
        child.stop()
        briefing("model", "remove", "desk")
        briefing("model", "remove", "foreign")
        if not gguf.exists():
            found.append("removing a linked model removed its file")
    for kind in sorted(all_):
        print(f"{kind}: {exact[kind]} of {all_[kind]} exact")
    for kind, wanted in WANTED.items():
        if exact[kind] < wanted * all_[kind] and not given.quick:
            found.append(f"{kind}: only {exact[kind]} of {all_[kind]} are exact")
    if found:
        sys.exit("\n".join(found))
    print("somebody else's model: all checks passed")


if __name__ == "__main__":
    main()
