"""The table of words that `briefing.verify.coverage` reads, learned from pairs of sentences.

    uv run --with jieba --group training python -m training.lexicon PAIRS.tsv ... --out
    src/briefing/verify/data/lexicon.xz

IBM's first model of translation (Brown et al., "The Mathematics of Statistical Machine Translation",
Computational Linguistics 19(2), 1993), six rounds of expectation maximization over words of two characters
and more, and stems of English words that are no function words. Of each Chinese word the likeliest stems are
kept, and in which share of the sentences that have the word the English has one of them.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefing.verify.coverage import FUNCTION_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

ROUNDS = 6
LEAST_SENTENCES = 5
"""Sentences with a Chinese word from which it is kept."""
LEAST_PROBABILITY = 0.012
MOST_STEMS = 10
DOUBT = 2
"""Sentences without any of its stems that a word is taken to have had besides: rare words seem surer than
they are."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile("[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs of sentences as numbers: of each, its Chinese words and its English stems, each once."""

    chinese: list[list[int]]
    english: list[list[int]]
    words: list[str]
    stems: list[str]


def main() -> None:
    """Read the pairs, learn, write the table."""
    asked = argparse.ArgumentParser(prog="python -m training.lexicon", description=__doc__)
    asked.add_argument("files", nargs="+", type=Path, metavar="PAIRS.tsv")
    asked.add_argument("--out", type=Path, required=True)
    chosen = asked.parse_args()
    rows = [line.split("\t") for path in chosen.files for line in read(path).splitlines() if "\t" in line]
    counts = counted((row[0], row[1]) for row in rows)
    lines = sorted(table(counts, learned(counts)))
    chosen.out.write_bytes(lzma.compress("\n".join(lines).encode("utf-8"), preset=9))
    print(f"{len(rows):,} pairs, {len(lines):,} words, {chosen.out.stat().st_size:,} bytes")


def read(path: Path) -> str:
    """The text of a file, packed by xz or not."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")


def counted(pairs: Iterable[tuple[str, str]]) -> Counts:
    """The words of the pairs, numbered; those that are rare are left out."""
    import jieba

    chinese, english = [], []
    for zh, en in pairs:
        cut = (word for run in _HAN.findall(zh) for word in jieba.cut(run) if len(word) > 1)
        chinese.append(list(dict.fromkeys(cut)))
        stemmed = (stem(word) for word in _WORD.findall(en.lower()) if word not in FUNCTION_WORDS)
        english.append(list(dict.fromkeys(stemmed)))
    words, stems = (_frequent(sentences) for sentences in (chinese, english))
    return Counts(_numbered(chinese, words), _numbered(english, stems), words, stems)


def _frequent(sentences: Sequence[Sequence[str]]) -> list[str]:
    times = Counter(word for sentence in sentences for word in sentence)
    return [word for word, number in times.items() if number >= LEAST_SENTENCES]


def _numbered(sentences: Sequence[Sequence[str]], words: Sequence[str]) -> list[list[int]]:
    number = {word: at for at, word in enumerate(words)}
    return [[number[word] for word in sentence if word in number] for sentence in sentences]


def learned(counts: Counts) -> dict[int, list[int]]:
    """The likeliest stems of each word, by number. A word besides takes what has no ground."""
    nothing, size = len(counts.words), len(counts.stems)
    keys, groups = [], []
    number = 0
    for zh, en in zip(counts.chinese, counts.english, strict=True):
        words = np.array([nothing, *zh], dtype=np.int64)
        for each in en:
            keys.append(words * size + each)
            groups.append(np.full(len(words), number))
            number += 1
    pairs, at = np.unique(np.concatenate(keys), return_inverse=True)
    group = np.concatenate(groups)
    probability = _maximized(pairs // size, at, group, number)
    return _likeliest(pairs, probability, nothing, size)


def _maximized(
    words: NDArray[np.int64], at: NDArray[np.int64], group: NDArray[np.int64], groups: int
) -> NDArray[np.float64]:
    probability = np.full(len(words), 1.0)
    for _ in range(ROUNDS):
        share = probability[at]
        share /= np.bincount(group, weights=share, minlength=groups)[group]
        expected = np.bincount(at, weights=share, minlength=len(words))
        probability = expected / np.bincount(words, weights=expected)[words]
    return probability


def _likeliest(
    pairs: NDArray[np.int64], probability: NDArray[np.float64], nothing: int, size: int
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at in np.argsort(-probability, kind="stable"):
        if probability[at] < LEAST_PROBABILITY:
            break
        word, each = divmod(int(pairs[at]), size)
        if word != nothing and len(found.setdefault(word, [])) < MOST_STEMS:
            found[word].append(each)
    return found


def table(counts: Counts, stems: dict[int, list[int]]) -> list[str]:
    """The lines of the table: a word, its share in thousandths, its stems."""
    seen: Counter[int] = Counter()
    hits: Counter[int] = Counter()
    for zh, en in zip(counts.chinese, counts.english, strict=True):
        said = set(en)
        seen.update(zh)
        hits.update(word for word in zh if not said.isdisjoint(stems.get(word, ())))
    return [
        " ".join(
            [counts.words[word], str(round(1000 * hits[word] / (seen[word] + DOUBT)))]
            + [counts.stems[each] for each in known]
        )
        for word, known in stems.items()
    ]


if __name__ == "__main__":
    main()
