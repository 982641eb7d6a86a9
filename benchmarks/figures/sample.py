"""Draws expressions with a digit or a Chinese numeral from a folder of texts, with what is read in them,
for readers.

    uv run python -m benchmarks.figures.sample FOLDER... [--count 1500] [--seed 1] [--out SAMPLE.tsv]

Each folder or file gives as many; where its texts are from is told by all of them together. Texts are
`.tsv` or `.tsv.xz` files, Chinese in the first column. Each line of the sample has a number, the file, the
sentence around the expression (in 【】), and what the spans say of it, with the termbase that ships: a figure
inside a term is the term's, as in `第二产业=secondary industry (term)`. A reader writes `right`, `wrong`,
`missing` (a policy text needs it and there is no span) or `none` (no figure: an idiom, a name) into the
last column.

    uv run python -m benchmarks.figures.sample --judge SAMPLE.tsv

counts them.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS, touch
from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.normalize import normalize
from briefing.quantities.region import region_of
from briefing.segment import sentences
from briefing.segment.spacing import clean
from briefing.spans import SpanContext, find_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.quantities.values import Region

EXPRESSION = re.compile(
    "[0-9〇零一二两三四五六七八九十百千万亿兆廿卅半壹贰叁肆伍陆柒捌玖拾佰仟][0-9〇零一二两三四五六七八九十百千万亿兆点.,，壹贰叁肆伍陆柒捌玖拾佰仟]*"
)
AROUND = 16
VERDICTS = ("right", "wrong", "missing", "none")


def texts(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The Chinese of all files, with the file's name."""
    for folder in folders:
        files = sorted(folder.glob("*.tsv*")) if folder.is_dir() else [folder]
        for file in files:
            with (
                lzma.open(file, "rt", encoding="utf-8")
                if file.suffix == ".xz"
                else file.open(encoding="utf-8") as lines
            ):
                for line in lines:
                    if zh := line.split("\t")[0].strip():
                        yield file.name, zh


def cleaned(zh: str) -> str:
    """The text of a paragraph as the product has it when it looks for figures."""
    return clean(normalize(zh, "s").text, "body", row=False)[0]


def draw(rows: Iterable[tuple[str, str]], count: int, seed: int) -> list[tuple[str, str, int]]:
    """`count` expressions by reservoir sampling: the file, its text, and which expression of it."""
    chance = random.Random(seed)
    kept: list[tuple[str, str, int]] = []
    seen = 0
    for name, zh in rows:
        for nth, _ in enumerate(EXPRESSION.finditer(zh)):
            seen += 1
            if len(kept) < count:
                kept.append((name, zh, nth))
            elif (at := chance.randrange(seen)) < count:
                kept[at] = (name, zh, nth)
    return kept


def shown(zh: str, nth: int, region: Region, terms: Matcher) -> tuple[str, str]:
    """The surroundings of the nth expression of a text, and what is read there: figures, and terms that hold
    it."""
    expressions = list(EXPRESSION.finditer(zh))
    expression = expressions[min(nth, len(expressions) - 1)]
    start, end = expression.span()
    at = 0
    found = []
    for sentence in sentences.cut(zh):
        for span in find_spans(sentence, terms, context=SpanContext(region=region))[0]:
            place = (span.zh_at[0] + at, span.zh_at[1] + at)
            if span.kind in (*FIGURE_KINDS, "term") and touch(place, (start, end)):
                unit = f" {span.unit}" if span.unit else " (term)" if span.kind == "term" else ""
                found.append(f"{span.zh}{'=' if span.marked else '~'}{span.en}{unit}")
        at += len(sentence)
    context = f"{zh[max(0, start - AROUND) : start]}【{expression[0]}】{zh[end : end + AROUND]}"
    return context.replace("\n", " "), " | ".join(found)


def judged(path: Path) -> str:
    """The verdicts of a sample that was read, counted."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    counts = Counter(row[-1].strip() for row in rows)
    unknown = set(counts) - set(VERDICTS)
    if unknown:
        raise SystemExit(f"{path}: no verdict of {', '.join(VERDICTS)}: {', '.join(sorted(unknown))}")
    figures = counts["right"] + counts["wrong"] + counts["missing"]
    lines = [f"{verdict:<8}{counts[verdict]:>6}" for verdict in VERDICTS]
    lines.append(f"wrong {1000 * counts['wrong'] / max(1, len(rows)):.1f} in 1,000 expressions")
    lines.append(f"missing {100 * counts['missing'] / max(1, figures):.1f} in 100 figures")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--judge", type=Path)
    options = parser.parse_args()
    if options.judge:
        print(judged(options.judge))
        return
    terms = Matcher(load_termbase(user=False))
    lines = []
    for folder in options.folders:
        rows = list(texts([folder]))
        region = region_of(zh for _, zh in rows)
        for name, zh, nth in draw(rows, options.count // len(options.folders), options.seed):
            context, read = shown(cleaned(zh), nth, region, terms)
            lines.append(f"{len(lines) + 1}\t{name}\t{context}\t{read}\t")
    text = "\n".join(lines) + "\n"
    if options.out:
        options.out.write_text(text, "utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
