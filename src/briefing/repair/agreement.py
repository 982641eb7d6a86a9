"""Which of several translations says most of what the others say: minimum Bayes risk decoding with chrF.

Eikema and Aziz, "Sampling-Based Approximations to Minimum Bayes Risk Decoding for Neural Machine Translation"
(EMNLP 2022): what many drawn answers have in common is more likely right than what is likeliest word by word.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDERS = range(1, 7)
BETA = 2
"""Orders of n-grams of characters, and how many times recall weighs precision: chrF2 as Popović defined it
(WMT 2016)."""

Grams = tuple[Counter[str], ...]


def agreement(texts: Sequence[str]) -> list[float]:
    """The mean chrF, from 0 to 1, of each text with all of them as references, itself and equals included."""
    grams = {text: _grams(text) for text in dict.fromkeys(texts)}
    times = Counter(texts)
    scores = {
        text: sum(count * chrf(grams[text], grams[other]) for other, count in times.items()) / len(texts)
        for text in grams
    }
    return [scores[text] for text in texts]


def _grams(text: str) -> Grams:
    """Counts of the n-grams of each order, white space left out."""
    dense = "".join(text.split())
    return tuple(Counter(dense[at : at + n] for at in range(len(dense) - n + 1)) for n in ORDERS)


def chrf(hypothesis: Grams, reference: Grams) -> float:
    """chrF2 of a hypothesis, from 0 to 1, the mean over the orders that both texts are long enough for."""
    precisions, recalls = [], []
    for ours, theirs in zip(hypothesis, reference, strict=True):
        if ours and theirs:
            common = (ours & theirs).total()
            precisions.append(common / ours.total())
            recalls.append(common / theirs.total())
    if not precisions:
        return 0.0
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    whole = BETA**2 * precision + recall
    return (1 + BETA**2) * precision * recall / whole if whole else 0.0
