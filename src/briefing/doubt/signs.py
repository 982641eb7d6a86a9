"""What speaks for and against a translation, in numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.verify.coverage import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Segment

WINDOW = 6
"""Tokens of the stretch of which the least likely one is looked for: some four words."""
_OF_TERMS = ("term-", "overlapping-term")


def signs(segment: Segment, log_probs: Sequence[float]) -> dict[str, float]:
    """The signs of a verified segment, by name.

    `size` is the logarithm of its Chinese characters: a long sentence has more to go wrong. `worst` is the
    mean surprise in nats of the stretch that the engine was least sure of (`log_probs` of its first draft).
    `lost` is the share of the Chinese words, by what they weigh, that nothing in the English can stand for.
    `terms` and `sense` say whether there is an error or a warning about terms, and about anything else.

    More were tried, and foretold nothing besides in documents that they were not fitted to: the mean
    surprise, the share of unlikely tokens, clauses, lists, figures, the share that spans account for, how far
    the length is from the usual, English words without Chinese, numbers of findings.
    """
    surprise = [-each for each in log_probs]
    rules = [each.rule for each in segment.findings if each.severity != "note"]
    words = rendered(segment)
    of_terms = [rule.startswith(_OF_TERMS) for rule in rules]
    return {
        "size": math.log(len(HAN.findall(segment.zh)) or 1),
        "worst": max(
            sum(surprise[at : at + WINDOW]) / len(surprise[at : at + WINDOW])
            for at in range(max(1, len(surprise) - WINDOW + 1))
        ),
        "lost": sum(word.weight for word in words if not word.rendered)
        / max(1.0, sum(word.weight for word in words)),
        "terms": float(any(of_terms)),
        "sense": float(not all(of_terms)),
    }
