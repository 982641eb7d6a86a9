"""Fits the model of doubt: a logistic regression with a ridge, by Newton's method."""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefing.doubt.signs import signs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.quality.labels.score import Half
    from briefing.document import Segment

RIDGES = (0.3, 1.0, 3.0, 10.0, 30.0)
"""Penalties on the squared weights that are tried, each leaving one document out at a time."""
ROUNDS = 30
_SINCE = frozenset(("actor", "word-lost", "word-unfounded"))
"""Rules that were made from the errors that the others had not pointed at in the very half that is fitted to.

They find all the more there; counted, a sentence without a finding would seem safer than it is elsewhere.
"""


@dataclass(frozen=True, slots=True)
class Fit:
    """The names of the signs, their means and deviations, the weights with the bias last, and how it was
    found."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]
    ridge: float
    left_out: float


def fitted(half: Half) -> Fit:
    """The model that foretells best what the revisers marked in documents that it has not seen.

    What is foretold is the share of those who read the row of a segment that mark a major error there.
    """
    known = [each for each in half.segments if each.log_probs and half.wrong(each.row) is not None]
    found = [signs(_before(each.segment), each.log_probs) for each in known]
    names = tuple(found[0])
    raw = np.array([[each[name] for name in names] for each in found])
    means, deviations = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    x = np.hstack([(raw - means) / deviations, np.ones((len(raw), 1))])
    y = np.array([half.wrong(each.row) or 0.0 for each in known])
    groups = np.array([each.document for each in known])
    losses = {ridge: _left_out(x, y, groups, ridge) for ridge in RIDGES}
    best = min(losses, key=lambda ridge: losses[ridge])
    return Fit(
        names,
        tuple(map(float, means)),
        tuple(map(float, deviations)),
        tuple(map(float, _weights(x, y, best))),
        best,
        losses[best],
    )


def _before(segment: Segment) -> Segment:
    return replace(segment, findings=tuple(each for each in segment.findings if each.rule not in _SINCE))


def _weights(x: NDArray[np.float64], y: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 0.0
    for _ in range(ROUNDS):
        p = _probability(x, weights)
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def _probability(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ weights, -30, 30))))


def _left_out(
    x: NDArray[np.float64], y: NDArray[np.float64], groups: NDArray[np.str_], ridge: float
) -> float:
    """The mean log loss over documents, each foretold from the others."""
    losses = []
    for group in sorted(set(groups)):
        own = groups == group
        p = _probability(x[own], _weights(x[~own], y[~own], ridge)).clip(1e-6, 1 - 1e-6)
        losses += [float(each) for each in -(y[own] * np.log(p) + (1 - y[own]) * np.log(1 - p))]
    return statistics.fmean(losses)


def written(fit: Fit) -> str:
    """Put the model where briefing reads it; returns what it came to."""
    signs_of = {
        name: {"mean": round(mean, 4), "deviation": round(deviation, 4), "weight": round(weight, 4)}
        for name, mean, deviation, weight in zip(
            fit.names, fit.means, fit.deviations, fit.weights[:-1], strict=True
        )
    }
    data = {"bias": round(fit.weights[-1], 4), "signs": signs_of}
    path = Path(str(files("briefing.doubt") / "data" / "model.json"))
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    lines = [f"{name:10} {each['weight']:+.2f}" for name, each in signs_of.items()]
    return "\n".join([*lines, f"ridge {fit.ridge:g}, log loss on documents left out {fit.left_out:.3f}"])
