"""What speaks for and against a translation, in numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.verify.coverage import founded, rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Segment

WINDOW = 6
"""Tokens of the stretch of which the least likely one is looked for: some four words."""
UNSURE = math.log(0.5)
PER_CHARACTER = 5.1
"""Characters of English for a Chinese one, as in `verify.text`."""


def signs(segment: Segment, log_probs: Sequence[float]) -> dict[str, float]:
    """The signs of a verified segment, by name.

    Of the engine (`log_probs` of its first draft): `unlikely` is the mean surprise of its tokens in nats,
    `worst` that of the worst stretch, `unsure` the share of tokens below one half. Of the text: `size` is
    the logarithm of its Chinese characters, `clauses` how many there are, `held` the share of characters in
    spans that are accounted for. Of the English: `errors` and `warnings` are numbers of findings, `length`
    how far its length is from the usual, `lost` what the Chinese words without English weigh, and
    `unfounded` the share of English words without Chinese.
    """
    surprise = [-each for each in log_probs]
    han = len(HAN.findall(segment.zh)) or 1
    severities = [each.severity for each in segment.findings]
    lost = sum(word.weight for word in rendered(segment) if not word.rendered)
    held = sum(span.zh_at[1] - span.zh_at[0] for span in segment.spans if span.by)
    share = founded(segment)
    return {
        "unlikely": sum(surprise) / len(surprise),
        "worst": max(
            sum(surprise[at : at + WINDOW]) / len(surprise[at : at + WINDOW])
            for at in range(max(1, len(surprise) - WINDOW + 1))
        ),
        "unsure": sum(each < UNSURE for each in log_probs) / len(log_probs),
        "size": math.log(han),
        "clauses": float(sum(map(segment.zh.count, "，；：、"))),
        "held": held / len(segment.zh),
        "errors": float(min(severities.count("error"), 2)),
        "warnings": float(min(severities.count("warning"), 3)),
        "length": abs(math.log((len(segment.en) + 1) / (PER_CHARACTER * len(segment.zh)))),
        "lost": math.log1p(lost),
        "unfounded": 1 - share,
    }
