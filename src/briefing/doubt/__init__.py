"""How doubtful the English of a segment is: one number, about the chance that it would mislead a reader.

A logistic model over five signs (`signs.py`): how long it is, how sure the engine was, how many words have
no English, and what the checks found. Its coefficients are in `data/model.json`;
`benchmarks/quality/labels/fit.py` fitted them to sentences in which two revisers marked what would mislead.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from briefing.doubt.signs import signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.document import Segment

FIRST = 0.3
"""Share of the segments of a text that are to be read first."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: the `bias`, and of each sign its mean and deviation where it was fitted, and its
    weight."""

    bias: float
    weights: Mapping[str, tuple[float, float, float]]

    def probability(self, found: Mapping[str, float]) -> float:
        """The probability for the signs `found`, from 0 to 1."""
        total = self.bias + sum(
            weight * (found[name] - mean) / deviation
            for name, (mean, deviation, weight) in self.weights.items()
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def doubt(segment: Segment, log_probs: Sequence[float]) -> float | None:
    """The doubt about a verified segment in hundredths, from 0 to 1.

    `log_probs` are those of the first draft; without any, from an engine that tells none, nobody can say:
    None.
    """
    return round(shipped().probability(signs(segment, log_probs)), 2) if log_probs else None


def to_read_first(segments: Iterable[Segment]) -> list[Segment]:
    """The most doubtful segments of a text, the most doubtful first.

    They are `FIRST` as many as the text has segments with a doubt. A finding points at one place of a
    sentence; where the doubt is great, the rest of it is to be read too.
    """
    known = [(each.doubt, each) for each in segments if each.doubt is not None]
    known.sort(key=lambda pair: -pair[0])
    return [each for _, each in known[: max(1, round(FIRST * len(known)))]]


@cache
def shipped() -> Model:
    """The model that comes with briefing."""
    data = json.loads((files("briefing.doubt") / "data" / "model.json").read_text(encoding="utf-8"))
    weights = {
        name: (each["mean"], each["deviation"], each["weight"]) for name, each in data["signs"].items()
    }
    return Model(data["bias"], weights)
