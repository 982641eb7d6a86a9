"""What others' systems made of the same sentences: files that somebody published, and the user has.

A folder has `wmt21.zh`, Chinese lines, and for each system `wmt21.NAME.en` with its English, line by line:
`evaluation/zh-en/` of https://github.com/mozilla/firefox-translations-models does. None of it is part of this
project, and none of it goes into anything written.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.quality.documents import SetError
from benchmarks.quality.metrics import figures
from benchmarks.quality.run import Result, rows_of
from benchmarks.quality.systems import given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.quality.metrics import Row
    from benchmarks.quality.sets import EvalSet
    from benchmarks.quality.units import Prepared, Unit

SET = "news"
"""The set that has rows of newstest2021."""

PREFIX = "wmt21"


@dataclass(frozen=True, slots=True)
class Published:
    """A folder's lines. `numbers` has each Chinese line's number, by the line and by its `squeezed` form.

    `english` has the lines of each system by its name, `digests` the SHA-256 of its file.
    """

    folder: Path
    numbers: Mapping[str, int]
    english: Mapping[str, Sequence[str]]
    digests: Mapping[str, str]

    def cut(self, chosen: EvalSet) -> EvalSet:
        """The texts all of whose sentences are among the lines. Raises SetError if there is none."""
        ids = [
            text.id for text in chosen.texts if all(self._key(pair.zh) in self.numbers for pair in text.pairs)
        ]
        if not ids:
            raise SetError(f"{chosen.name}: none of its sentences is in {self.folder}")
        return chosen.only(ids, f"{chosen.name}-published")

    def rows(self, name: str, texts: Sequence[Prepared]) -> tuple[Row, ...]:
        """The sentences of a set that was cut, with the English of the system `name`, checked."""
        return rows_of(
            texts, [[given(text, unit, self._english(name, unit)) for unit in text.units] for text in texts]
        )

    def result(self, name: str, chosen: EvalSet, texts: Sequence[Prepared]) -> Result:
        """The system measured on a set that was cut: all figures but the seconds."""
        rows = self.rows(name, texts)
        cost = {
            "drafts": len(rows),
            "computed": 0,
            "seconds": None,
            "length": sum(len(row.hypothesis.split()) for row in rows),
            "length in": "words",
        }
        label = f"{name} (published)"
        return Result(chosen, label, label, self.digests[name], rows, figures(rows), cost, quoted=False)

    def _english(self, name: str, unit: Unit) -> str:
        found = [self.english[name][self.numbers[self._key(pair.zh)]] for pair in unit.pairs]
        return " ".join(line for line in found if line)

    def _key(self, zh: str) -> str:
        return zh if zh in self.numbers else squeezed(zh)


def squeezed(zh: str) -> str:
    """The text in NFKC without white space: what two copies of one sentence have in common."""
    return "".join(unicodedata.normalize("NFKC", zh).split())


def read(folder: Path) -> Published:
    """The Chinese of a folder and each system's English. Raises SetError if lines are missing."""
    zh = _lines(folder / f"{PREFIX}.zh")
    paths = {
        path.name.removeprefix(f"{PREFIX}.").removesuffix(".en"): path
        for path in sorted(folder.glob(f"{PREFIX}.*.en"))
    }
    if not paths:
        raise SetError(f"{folder} has no {PREFIX}.NAME.en")
    # Google's answers are HTML: what a reader sees as ' is &#39; in them, and would count as a number.
    english = {name: [html.unescape(line) for line in _lines(path)] for name, path in paths.items()}
    for name, lines in english.items():
        if len(lines) != len(zh):
            raise SetError(f"{paths[name]} has {len(lines)} lines for {len(zh)} of Chinese")
    numbers = {squeezed(line): number for number, line in enumerate(zh)}
    numbers |= {line: number for number, line in enumerate(zh)}
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}
    return Published(folder, numbers, english, digests)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeError) as error:
        raise SetError(f"{path}: {error}") from error
    # Not splitlines: other line breaks of Unicode may stand inside of a sentence.
    return [line.strip() for line in text.removesuffix("\n").split("\n")]
