"""How long reading takes, and how much memory: `uv run python -m benchmarks.documents.speed [SCAN]...`.

A page of 5 MB, a PDF of 200 pages, a Word document as long, and scans (of `benchmarks.documents.make`),
each in a process of its own. The seconds are the processor's, so that other programs do not count; memory is
the peak of the whole process. Prints a Markdown table.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import machine

from documents.articles import NOTICE, RELEASE, RULES, STATISTICS
from documents.pages import FOOT, MENU, indented, page, paragraphs
from documents.sheets import pdf, set_out
from documents.words import by_hand, p

PAGES = 200


def made(folder: Path) -> list[Path]:
    one = "".join(paragraphs(lines[1:], indented) for lines in (NOTICE, STATISTICS, RELEASE))
    text = one * (5_000_000 // len(one.encode()))
    body = f'{MENU}<div class="article"><h1>{NOTICE[0].zh}</h1>{text}</div>{FOOT}'
    (folder / "page.html").write_bytes(page(body, title=NOTICE[0].zh))
    lines = [line for line in (*NOTICE, *RELEASE, *RULES) if line.what != "title"]
    sheets = set_out(lines * (PAGES // 2))[:PAGES]
    (folder / "report.pdf").write_bytes(pdf(sheets))
    content = "".join(p(line.zh) for line in lines * (PAGES // 2))
    (folder / "report.docx").write_bytes(by_hand(content))
    return [folder / "page.html", folder / "report.pdf", folder / "report.docx"]


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        return measure(Path(sys.argv[2]))
    print(f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.\n")
    print("| document | size | characters | read in | peak memory |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for path in [*made(Path(folder)), *map(Path, sys.argv[1:])]:
            subprocess.run(
                [sys.executable, "-m", "benchmarks.documents.speed", "--one", str(path)], check=True
            )
    return None


def measure(path: Path) -> None:
    """Read the first time to import what is needed and load models, and once more to be measured."""
    from briefing.read import read_source

    if path.suffix in (".jpg", ".png"):
        read_source(path)
    started = time.process_time()
    source = read_source(path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(
        f"| {path.name} | {size:.1f} MB | {len(source.text):,} | {seconds:.2f} s | {peak:.0f} MB |",
        flush=True,
    )


if __name__ == "__main__":
    main()
