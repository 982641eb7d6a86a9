"""Measures reading: `uv run python -m benchmarks.documents.measure FOLDER [--reader NAME=COMMAND]...`.

FOLDER is what `benchmarks.documents.make` made. A reader is a command that is given a file and prints its
text; briefing is measured in this process, after a first document, for what it imports. Prints a Markdown
table: of the characters that should come out (without spaces), how many did, in order; how many were lost;
how many came that should not; and how many of the figures are there whole.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Callable

from speed import machine

KINDS = ("html", "docx", "pdf", "scan")
FIGURE = re.compile("[0-9]+(?:[.,][0-9]+)*")
_SPACE = re.compile(r"\s+")
_TABLE = re.compile("[|\\\\*#>_`~=-]+")
"""Marks of Markdown and of plain tables, which are no characters of the text."""


@dataclass
class Score:
    """Characters and figures of some documents, and the seconds that reading them took."""

    wanted: int = 0
    right: int = 0
    added: int = 0
    figures: int = 0
    whole: int = 0
    seconds: float = 0
    failed: int = 0

    def add(self, expected: str, got: str, seconds: float) -> None:
        """Count one document in."""
        want, have = bare(expected), bare(got)
        right = LCSseq.similarity(want, have)
        figures, found = Counter(FIGURE.findall(expected)), Counter(FIGURE.findall(got))
        self.wanted += len(want)
        self.right += right
        self.added += len(have) - right
        self.figures += figures.total()
        self.whole += (figures & found).total()
        self.seconds += seconds

    def row(self) -> str:
        """The cells of a table."""
        share = 100 * self.right / max(1, self.wanted)
        cells = (
            f"{self.wanted:,}", f"{share:.2f}%", f"{self.wanted - self.right:,}", f"{self.added:,}",
            f"{self.whole} of {self.figures}", f"{self.seconds:.2f} s",
        )  # fmt: skip
        return " | ".join(cells) + (f" | {self.failed} not read" if self.failed else " | ")


def bare(text: str) -> str:
    """The characters that count."""
    return _TABLE.sub("", _SPACE.sub("", text))


def ours(path: Path) -> str:
    from briefing.read import read_source

    return read_source(path).text


def by_command(command: str) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        done = subprocess.run([*shlex.split(command), str(path)], capture_output=True, timeout=600)
        if done.returncode:
            raise OSError(done.stderr.decode(errors="replace").strip().splitlines()[-1:])
        return done.stdout.decode("utf-8", "replace")

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument(
        "--each", action="store_true", help="tell what is wrong in each document of briefing's"
    )
    parser.add_argument("--kind", action="append", choices=KINDS)
    options = parser.parse_args()
    readers = {"briefing": ours}
    readers |= {
        name: by_command(command) for name, _, command in (each.partition("=") for each in options.reader)
    }
    print(f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.\n")
    print("| documents | reader | characters | right | lost | added | figures whole | time | |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for kind in options.kind or KINDS:
        for name, read in readers.items():
            score = measured(options.folder / kind, read, tell=options.each and read is ours)
            if score.right:
                print(f"| {kind} | {name} | {score.row()} |", flush=True)


def measured(folder: Path, read: Callable[[Path], str], *, tell: bool) -> Score:
    """The score of a reader on the documents of a folder."""
    score = Score()
    for expected in sorted(folder.glob("*.expected.txt")):
        stem = expected.name.removesuffix(".expected.txt")
        (path,) = (each for each in folder.glob(f"{stem}.*") if each != expected)
        text = expected.read_text(encoding="utf-8")
        started = time.perf_counter()
        try:
            got = read(path)
        except (OSError, subprocess.TimeoutExpired) as error:
            got = ""
            score.failed += 1
            print(f"{path}: {error}", file=sys.stderr)
        score.add(text, got, time.perf_counter() - started)
        if tell:
            difference(path, text, got)
    return score


def difference(path: Path, expected: str, got: str) -> None:
    want, have = bare(expected), bare(got)
    for kind, a, b, c, d in LCSseq.opcodes(want, have):
        if kind != "equal":
            print(
                f"{path.name}: {kind} {want[a:b]!r} -> {have[c:d]!r} (after {want[max(0, a - 8) : a]})",
                file=sys.stderr,
            )


if __name__ == "__main__":
    main()
