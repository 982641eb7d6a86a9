"""Two systems on one set: is the difference real? Paired bootstrap over the sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sacrebleu.significance import PairedTest

from benchmarks.quality.documents import SetError
from benchmarks.quality.metrics import METRICS, RESAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sacrebleu.metrics.base import Metric

    from benchmarks.quality.sets import EvalSet

SEED = 12345
REAL = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """B against A by one metric: both scores, p of sacrebleu's test, the 95% interval of B less A."""

    metric: str
    a: float
    b: float
    p: float
    low: float
    high: float

    @property
    def real(self) -> bool:
        """Whether chance is ruled out: by the test, and by an interval that zero is not in."""
        return self.p < REAL and not self.low <= 0 <= self.high

    def __str__(self) -> str:
        difference = self.b - self.a
        what = "higher" if difference > 0 else "lower"
        verdict = (
            f"B is {what}, and that is real" if self.real else "no difference that chance could not make"
        )
        return (
            f"{self.metric}: A {self.a:.2f}, B {self.b:.2f}, difference {difference:+.2f} "
            f"(95%: {self.low:+.2f} to {self.high:+.2f}; p = {self.p:.3f}): {verdict}"
        )


def compare(references: Sequence[str], a: Sequence[str], b: Sequence[str]) -> list[Difference]:
    """B against A, sentence by sentence in one order, by every metric."""
    metrics = {name: make() for name, make in METRICS.items()}
    _, found = PairedTest(
        [("A", a), ("B", b)], metrics, [list(references)], test_type="bs", n_samples=RESAMPLES
    )()
    out = []
    for name, metric in metrics.items():
        first, second = found[name]
        low, high = interval(metric, references, a, b)
        # sacrebleu's test calls no difference at all a very certain one.
        p = 1.0 if low == high == 0 else second.p_value
        out.append(Difference(name, first.score, second.score, p, low, high))
    return out


def interval(
    metric: Metric, references: Sequence[str], a: Sequence[str], b: Sequence[str]
) -> tuple[float, float]:
    """The middle 95% of the differences over resampled sentences: sacrebleu gives a p value alone."""
    chosen = np.random.default_rng(SEED).choice(len(references), size=(RESAMPLES, len(references)))
    scores = []
    for side in (a, b):
        found = np.array(metric._extract_corpus_statistics(side, [list(references)]), dtype="float64")
        scores.append([metric._compute_score_from_stats(found[each].sum(0)).score for each in chosen])
    low, high = np.percentile(np.subtract(scores[1], scores[0]), (2.5, 97.5))
    return float(low), float(high)


def stored(name: str, chosen: EvalSet) -> dict[str, str] | None:
    """The English of `FILE.json:SYSTEM` (or `FILE.json` with one system in it) by the sentences' ids.

    None if `name` names no file. Raises SetError if the file does not have that set, as it is now.
    """
    path, _, system = name.partition(".json")
    file = Path(f"{path}.json")
    if not file.is_file():
        return None
    system = system.removeprefix(":")
    on_set = [each for each in json.loads(file.read_text("utf-8"))["results"] if each["set"] == chosen.name]
    found = [each for each in on_set if system in ("", each["system"])]
    if len(found) != 1:
        there = ", ".join(each["system"] for each in on_set) or "nothing"
        raise SetError(f"{file} has {there} for {chosen.name}: name one, as in {file}:default")
    if found[0]["digest"] != chosen.digest:
        raise SetError(f"{file} was measured on another {chosen.name} than there is now")
    if not all("en" in row for row in found[0]["rows"]):
        raise SetError(f"{file} has no English of {found[0]['system']}: give --published and its name")
    return {row["id"]: row["en"] for row in found[0]["rows"]}


def aligned(references: Mapping[str, str], english: Mapping[str, str], name: str) -> list[str]:
    """The English in the order of the references. Raises SetError if the sentences are not the same ones."""
    if references.keys() != english.keys():
        raise SetError(f"{name} has other sentences than there are now: measure it again")
    return [english[key] for key in references]
