"""How often the checks are wrong: clean English by professionals, verified as a draft is.

    uv run python -m benchmarks.false_findings                      the references of the policy set
    uv run python -m benchmarks.false_findings PAIRS.tsv ...        and pairs: Chinese, a tab, English
    uv run python -m benchmarks.false_findings PAIRS.tsv --show     with every finding

A finding on such English is nearly always false. Prints a Markdown table: of how many sentences each rule has
a finding, and all rules together, those that compare the sense (`rules_of_sense.py`) apart.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.sets import load_set
from briefing.document import Segment
from briefing.glossary.compiled import load
from briefing.normalize import normalize
from briefing.spans import find_spans
from briefing.verify import RULES, Setting, verify
from briefing.verify.rules_of_sense import RULES_OF_SENSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.matcher import Matcher

SEED = 5
SENTENCE = ("。", "！", "？", "；", "”")
SENSE = frozenset(rule.name for rule in RULES_OF_SENSE)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.false_findings", description=__doc__)
    asked.add_argument("files", nargs="*", type=Path, metavar="PAIRS.tsv")
    asked.add_argument("--limit", type=int, default=1000, help="pairs of the files, drawn at random (1,000)")
    asked.add_argument("--skip", type=int, default=0, help="of those drawn, leave so many out (0)")
    asked.add_argument("--show", action="store_true", help="print every finding of sense")
    chosen = asked.parse_args()
    pairs = list(policy())
    rows = [row for path in chosen.files for row in rows_of(path)]
    random.Random(SEED).shuffle(rows)
    pairs += rows[chosen.skip : chosen.skip + chosen.limit]
    _, matcher = load()
    found: Counter[str] = Counter()
    for zh, en in pairs:
        found.update(judged(zh, en, matcher, show=chosen.show))
    print(table(found, len(pairs)))


def policy() -> Iterator[tuple[str, str]]:
    """The sentences of the development half of the policy set."""
    for text in load_set("policy-dev", corpus=Path(), limit=0).texts:
        for pair in text.pairs:
            yield pair.zh, pair.en


def rows_of(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        zh, tab, en = line.partition("\t")
        if tab:
            yield zh, en.partition("\t")[0]


def judged(zh: str, en: str, matcher: Matcher, *, show: bool) -> set[str]:
    """The rules that have a finding on a pair, and `sense` if one of those that compare it has."""
    text = normalize(zh).text
    spans, _ = find_spans(text, matcher)
    heading = not text.rstrip().endswith(SENTENCE)
    done = verify(Segment("s", text, spans, en, "stop"), Setting.of([text]), heading=heading)
    rules = {each.rule for each in done.findings if each.severity != "note" or each.rule in SENSE}
    for each in done.findings:
        if show and each.rule in SENSE:
            print(f"{each.rule}: {each.message}\n  {text}\n  {en}")
    return rules | ({"sense"} if rules & SENSE else set())


def table(found: Counter[str], sentences: int) -> str:
    """Sentences with a finding, by rule."""
    lines = [f"| rule | of {sentences:,} sentences | share |", "| --- | ---: | ---: |"]
    names: Sequence[str] = [name for name in RULES if found[name]]
    for name in (*names, "sense"):
        shown = "any that compares the sense" if name == "sense" else name
        lines.append(f"| {shown} | {found[name]} | {100 * found[name] / sentences:.2f}% |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
