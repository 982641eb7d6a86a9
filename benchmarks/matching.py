"""Loading and matching a large termbase, beside other matchers: `uv run python benchmarks/matching.py`.

20,000 entries, made of the shipped ones and of pairs of them, over 1 MB (10^6 bytes of UTF-8) of text, made
of the sentences of the examples and of entries drawn at random. Prints a Markdown table; each row is measured
in a process of its own, the best of three. Memory is the peak of the whole process. The other matchers get
the same keys and the same text, already folded as briefing folds it; that they find the same is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
from speed import EXAMPLES, machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import ahocorasick

ENTRIES = 20_000
TEXT_BYTES = 1_000_000
ALTERNATION_BYTES = 5_000
"""The standard library's alternation is measured on so much, and what it would take for all is told."""


def keys() -> list[str]:
    """Distinct keys, the shipped ones first; as long as terms are, and overlapping one another."""
    from briefing.glossary.layers import load_termbase
    from briefing.glossary.model import fold

    shipped = [term.key for term in load_termbase(user=False).terms]
    draw = random.Random(20_000)
    found = dict.fromkeys(shipped)
    while len(found) < ENTRIES:
        pair = fold(draw.choice(shipped) + draw.choice(shipped))
        if len(pair) <= 12:
            found[pair] = None
    return list(found)[:ENTRIES]


def text_over(terms: list[str]) -> str:
    sentences = [
        sentence
        for path in EXAMPLES
        for sentence in re.split(r"(?<=[。！？])|\n", path.read_text(encoding="utf-8"))
        if sentence
    ]
    draw = random.Random(1_000_000)
    parts, size = [], 0
    while size < TEXT_BYTES:
        part = draw.choice(sentences) + f"推进{draw.choice(terms)}，完善{draw.choice(terms)}。\n"
        parts.append(part)
        size += len(part.encode())
    return "".join(parts).encode()[:TEXT_BYTES].decode(errors="ignore")


def prepare(folder: Path) -> None:
    """The termbase, the text, and both folded, as files."""
    from briefing.glossary.model import fold

    terms = keys()
    text = text_over(terms)
    entries = "".join(
        f"  - zh: {key}\n    en: rendering {n}\n    article: the\n    forms: [renderings {n}]\n"
        f"    also: [another rendering {n}]\n    source: an institution's own English usage\n"
        for n, key in enumerate(terms)
    )
    (folder / "glossary").mkdir()
    (folder / "glossary/large.yaml").write_text(f"domain: large\nterms:\n{entries}", encoding="utf-8")
    (folder / "text.txt").write_text(text, encoding="utf-8")
    (folder / "keys.json").write_text(json.dumps(terms), encoding="utf-8")
    (folder / "folded.txt").write_text(fold(text), encoding="utf-8")


def clocked(job: Callable[[], object]) -> tuple[float, object]:
    started = time.perf_counter()
    result = job()
    return time.perf_counter() - started, result


def ours(folder: Path) -> dict[str, object]:
    """Load, from YAML where nothing is compiled yet, and match; the large termbase is the only one."""
    from briefing.glossary import layers

    layers.shipped_folder = lambda: folder / "none"
    from briefing.glossary.compiled import load

    loading, (_, matcher) = clocked(lambda: load(project_dir=folder))
    text = (folder / "text.txt").read_text(encoding="utf-8")
    matching, found = clocked(lambda: matcher.matches(text))
    return {"ready": loading, "scan": matching, "found": len(found)}


def first_compile(folder: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIEFING_HOME"] = home
        return ours(folder)


def from_cache(folder: Path) -> dict[str, object]:
    os.environ["BRIEFING_HOME"] = str(folder / "home")
    return ours(folder)


def spans(folder: Path) -> dict[str, object]:
    """What a translation does with each paragraph: terms, figures, dates, names, the choice among them."""
    os.environ["BRIEFING_HOME"] = str(folder / "home")
    from briefing.glossary import layers

    layers.shipped_folder = lambda: folder / "none"
    from briefing.glossary.compiled import load
    from briefing.spans import find_spans

    loading, (_, matcher) = clocked(lambda: load(project_dir=folder))
    lines = (folder / "text.txt").read_text(encoding="utf-8").splitlines()
    finding, found = clocked(lambda: sum(len(find_spans(line, matcher)[0]) for line in lines))
    return {"ready": loading, "scan": finding, "found": found}


def folded(folder: Path) -> tuple[list[str], str]:
    text = (folder / "folded.txt").read_text(encoding="utf-8")
    return json.loads((folder / "keys.json").read_text(encoding="utf-8")), text


def pyahocorasick(folder: Path) -> dict[str, object]:
    """Its `iter` gives all matches.

    Its `iter_long` loses some: 知识产权 in 国家知识产权, where 国家知识产权局 is a key too.
    """
    import ahocorasick

    terms, text = folded(folder)

    def build() -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for key in terms:
            automaton.add_word(key, key)
        automaton.make_automaton()
        return automaton

    building, automaton = clocked(build)
    scanning, found = clocked(
        lambda: [(end + 1 - len(key), end + 1, key) for end, key in automaton.iter(text)]
    )
    return {"ready": building, "scan": scanning, "found": len(found)}


def longest(found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The leftmost matches, of those that start together the longest."""
    free = 0
    for start, minus_end in sorted((start, -end) for start, end in found):
        if start >= free:
            free = -minus_end
            yield start, free


def ours_longest(folder: Path) -> dict[str, object]:
    os.environ["BRIEFING_HOME"] = str(folder / "home")
    from briefing.glossary.matcher import Matcher
    from briefing.glossary.model import Term, Termbase

    terms, text = folded(folder)
    matcher_of = Termbase(tuple(Term(zh=key, en="x") for key in terms))
    building, matcher = clocked(lambda: Matcher(matcher_of))
    scanning, found = clocked(lambda: list(longest(match.zh_at for match in matcher.matches(text))))
    return {"ready": building, "scan": scanning, "found": len(found)}


def of_lengths(folder: Path) -> tuple[float, ahocorasick.Automaton, str]:
    """Seconds of building an automaton of the lengths of all keys, the automaton, and the text."""
    import ahocorasick

    terms, text = folded(folder)
    automaton = ahocorasick.Automaton()

    def build() -> None:
        for key in terms:
            automaton.add_word(key, len(key))
        automaton.make_automaton()

    building, _ = clocked(build)
    return building, automaton, text


def pyahocorasick_longest(folder: Path) -> dict[str, object]:
    building, automaton, text = of_lengths(folder)
    scanning, found = clocked(
        lambda: list(longest((end + 1 - size, end + 1) for end, size in automaton.iter(text)))
    )
    return {"ready": building, "scan": scanning, "found": len(found)}


def pyahocorasick_iter_long(folder: Path) -> dict[str, object]:
    building, automaton, text = of_lengths(folder)
    scanning, found = clocked(lambda: list(automaton.iter_long(text)))
    return {"ready": building, "scan": scanning, "found": len(found)}


def alternation(folder: Path) -> dict[str, object]:
    """One regular expression of all keys, the longest first: it tries them one by one at each place."""
    terms, text = folded(folder)
    part = text.encode()[:ALTERNATION_BYTES].decode(errors="ignore")
    ordered = sorted(terms, key=len, reverse=True)
    building, pattern = clocked(lambda: re.compile("|".join(map(re.escape, ordered))))
    scanning, _ = clocked(lambda: list(pattern.finditer(part)))
    return {"ready": building, "scan": scanning * TEXT_BYTES / ALTERNATION_BYTES, "found": None}


ROWS: dict[str, tuple[str, Callable[[Path], dict[str, object]]]] = {
    "compile": ("briefing: first compile, from YAML", first_compile),
    "cache": ("briefing: from the compiled cache", from_cache),
    "ahocorasick": ("pyahocorasick, `iter`", pyahocorasick),
    "longest": ("briefing, leftmost longest only", ours_longest),
    "ahocorasick-longest": ("pyahocorasick, `iter` and the same choice", pyahocorasick_longest),
    "ahocorasick-iter-long": ("pyahocorasick, its own `iter_long`", pyahocorasick_iter_long),
    "alternation": (f"`re`, alternation (from {ALTERNATION_BYTES:,} bytes)", alternation),
    "spans": ("briefing: all kinds of spans, by paragraph", spans),
}
SAME = (("compile", "cache", "ahocorasick"), ("longest", "ahocorasick-longest"))


def measured(row: str, folder: Path) -> dict[str, float]:
    """The best of three runs, each in a process of its own."""
    runs = []
    for _ in range(1 if row == "alternation" else 3):
        done = subprocess.run(
            [sys.executable, __file__, "--row", row, "--folder", str(folder)],
            stdout=subprocess.PIPE,
            check=True,
        )
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda run: run["ready"] + run["scan"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.row:
        result = ROWS[arguments.row][1](arguments.folder)
        result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(json.dumps(result))
        return
    print(f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        (folder / "none").mkdir()
        measured("cache", folder)  # so that there is a cache
        text = (folder / "text.txt").read_text(encoding="utf-8")
        print(f"{ENTRIES:,} entries, {len(text.encode()):,} bytes of text, {len(text):,} characters.\n")
        print("| what | ready after | 1 MB matched in | both | found | peak memory |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        found = {}
        for row, (label, _) in ROWS.items():
            run = measured(row, folder)
            found[row] = run["found"]
            count = "" if run["found"] is None else f"{run['found']:,}"
            both = run["ready"] + run["scan"]
            print(
                f"| {label} | {run['ready']:.2f} s | {run['scan']:.2f} s | {both:.2f} s | {count}"
                f" | {run['memory']:.0f} MB |",
                flush=True,
            )
        for rows in SAME:
            if len({found[row] for row in rows}) > 1:
                sys.exit(f"not the same is found: { {row: found[row] for row in rows} }")


if __name__ == "__main__":
    main()
