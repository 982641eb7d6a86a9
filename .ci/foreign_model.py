"""Somebody else's model, held to account: the default model's weights without the adapter, run by llama.cpp.

Translates the examples as a user would, through `briefing model install` and `briefing model add` from a
server that this starts. Every paragraph must be there, every term and figure exact or flagged, and most of
them exact. With `--minutes` a piece of each comes first, which tells how fast this machine is; then they
are translated whole, the shortest first, while there is time, and the last lines say which were.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import math
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.document import FIGURE_KINDS, touch
from briefing.engine.child import Child
from briefing.engine.llama_serving import Settings
from briefing.models.weights import DEFAULT, join, parts_or_error

EXAMPLES = sorted(Path("examples").glob("*.zh-Han?.txt"), key=lambda path: path.stat().st_size)
PIECE = 80
"""Characters of a piece of an example, at least; whole sentences."""
SURE = 0.8
"""Of the time that is left, how much may be planned with: a piece's speed is not that of a whole text."""
WANTED = {"term": 0.8, "figure": 0.8}
"""Of the terms and figures, how many must be exact: fewer than usually are, since these are few; what is not
exact must be flagged in any case."""
BRIEFING = str(Path(sys.executable).with_name("briefing"))
KEY = "BRIEFING_CI_KEY"


def briefing(*arguments: str, seconds: float = math.inf) -> str:
    """What a command writes; after so many seconds it is stopped, as by Ctrl-C, and TimeoutExpired raised."""
    command = [BRIEFING, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            out, _ = process.communicate(timeout=None if seconds == math.inf else seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.communicate()
            raise
    if process.returncode:
        sys.exit(f"briefing {' '.join(arguments)} ended with {process.returncode}")
    return out


def size(path: Path) -> int:
    """Characters of a text."""
    return len(path.read_text(encoding="utf-8"))


@dataclass
class Way:
    """A way to the model, `name`, as `--model` has it: what came of each example, whole or a piece.

    `speed` is in characters a second, as it was last.
    """

    name: str
    model: str
    speed: float = math.inf
    came: dict[str, tuple[Path, dict[str, Any]]] = field(default_factory=dict)

    def translate(self, files: list[Path], seconds: float = math.inf) -> bool:
        """Whether there was time enough. What there was time for is kept by briefing, and not asked again."""
        begun = time.monotonic()
        asked = ["translate", *map(str, files), "--model", self.model, "--to", "json"]
        try:
            report = json.loads(briefing(*asked, seconds=seconds))
        except subprocess.TimeoutExpired:
            return False
        took = time.monotonic() - begun
        characters = sum(map(size, files))
        self.speed = characters / took
        print(f"{self.name}: {len(files)} texts, {characters:,} characters, {took:.0f} s", flush=True)
        for path, document in zip(files, report["documents"], strict=True):
            self.came[path.name] = (path, document)
        return True

    @property
    def left(self) -> list[Path]:
        """The examples that were not translated whole."""
        return [path for path in EXAMPLES if self.came.get(path.name, (None,))[0] != path]

    def told(self) -> str:
        """Which texts were translated whole, and how much of the others."""
        whole = [path.name for path in EXAMPLES if path not in self.left]
        parts = [
            f"{path.name} ({size(self.came[path.name][0]) if path.name in self.came else 0:,} of "
            f"{size(path):,} characters)"
            for path in self.left
        ]
        said = f"{self.name}: whole: {', '.join(whole) or 'none'}"
        return f"{said}; no time for all of {', '.join(parts)}" if parts else said


def fitting(ways: list[Way], seconds: float) -> dict[str, list[Path]]:
    """What to translate next in so many seconds: by a way's name, texts that were not translated whole.

    A text goes both ways before a longer one goes any.
    """
    chosen: dict[str, list[Path]] = {}
    for path in EXAMPLES:
        for way in ways:
            if path not in way.left:
                continue
            seconds -= size(path) / way.speed
            if seconds < 0:
                return chosen
            chosen.setdefault(way.name, []).append(path)
    return chosen


def translate(ways: list[Way], pieces: list[Path], until: float) -> None:
    """Translate the examples by all ways, whole as far as there is time."""
    if until < math.inf:
        for way in ways:
            way.translate(pieces)
    while chosen := fitting(ways, SURE * (until - time.monotonic())):
        for way in ways:
            if files := chosen.get(way.name):
                seconds = max(until - time.monotonic(), 1)
                if not way.translate(files, seconds):
                    return


def problems(way: Way, exact: Counter[str], all_: Counter[str]) -> list[str]:
    """What is wrong with the English that came by a way, a line each; counts the spans on the way."""
    found = []
    for path, document in way.came.values():
        raw, at = path.read_text(encoding="utf-8"), 0
        for paragraph in document["paragraphs"]:
            start, end = paragraph["source_at"]
            where = f"{way.name}: {path.name} {paragraph['id']}"
            if raw[at:start].strip(" |\n") or raw[start:end] != paragraph["raw"]:
                found.append(f"{where}: text before it is lost")
            if not paragraph["en"]:
                found.append(f"{where}: no English")
            at = end
            for segment in paragraph["segments"]:
                found += [f"{where}: {each}" for each in silent(segment, exact, all_)]
        if raw[at:].strip(" |\n"):
            found.append(f"{way.name}: {path.name}: the end of the text is lost")
    return found


def silent(segment: dict[str, Any], exact: Counter[str], all_: Counter[str]) -> list[str]:
    """The terms and figures of a segment that are neither exact nor flagged: by an error or a warning of the
    sentence, or by any finding at their own place, such as the note that a term's words stand apart.
    """
    found = []
    flagged = any(finding["severity"] in ("error", "warning") for finding in segment["findings"])
    places = [finding["zh_at"] for finding in segment["findings"] if finding["zh_at"]]
    for span in segment["spans"]:
        kind = "figure" if span["kind"] in FIGURE_KINDS else span["kind"]
        all_[kind] += 1
        if span["by"]:
            exact[kind] += 1
            if span["en_at"] and segment["en"][slice(*span["en_at"])] == "":
                found.append(f"{span['zh']} is said to be where nothing is")
        elif not flagged and not any(touch(span["zh_at"], place) for place in places):
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
    parser.add_argument(
        "--minutes", type=float, default=math.inf, metavar="N", help="the time there is (all it takes)"
    )
    until = time.monotonic() + 60 * parser.parse_args().minutes
    loopback()
    ways = [Way("model install", "foreign"), Way("model add", "desk")]
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["BRIEFING_HOME"] = str(folder / "home")
        gguf = folder / "foreign.gguf"
        join(parts_or_error(), DEFAULT.size, DEFAULT.sha256, gguf, lambda _done, _all: None)
        (folder / "pieces").mkdir()
        pieces = [piece(path, folder / "pieces") for path in EXAMPLES]
        briefing("model", "install", str(gguf), "--as", "foreign", "--link")
        child = Child(Settings(str(gguf), "", slots=8, context=2048))
        os.environ[KEY] = child.key
        briefing("model", "add", "desk", child.address, "--key-env", KEY)
        briefing("model", "test", "desk")
        translate(ways, pieces, until)
        exact: Counter[str] = Counter()
        all_: Counter[str] = Counter()
        for way in ways:
            found += problems(way, exact, all_)
        told = [way.told() for way in ways]
        child.stop()
        briefing("model", "remove", "desk")
        briefing("model", "remove", "foreign")
        if not gguf.exists():
            found.append("removing a linked model removed its file")
    for kind in sorted(all_):
        print(f"{kind}: {exact[kind]} of {all_[kind]} exact")
    for kind, wanted in WANTED.items():
        if exact[kind] < wanted * all_[kind]:
            found.append(f"{kind}: only {exact[kind]} of {all_[kind]} are exact")
    print("\n".join(told))
    if found:
        sys.exit("\n".join(found))
    print("somebody else's model: all checks passed")


if __name__ == "__main__":
    main()
