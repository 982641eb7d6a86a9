from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import CHRF

from briefing.repair.agreement import agreement

TEXTS = (
    "The province has 80,000 social organizations.",
    "There are 80,000 social organizations in the province.",
    "The province has 80,000 social organizations.",
    "Rain.",
    "",
)


def test_it_is_the_mean_chrf_with_all_texts() -> None:
    metric = CHRF(eps_smoothing=False)

    def expected(text: str) -> float:
        return sum(metric.sentence_score(text, [other]).score for other in TEXTS) / len(TEXTS) / 100

    # The empty text has no chrF with itself here, as there is nothing that could agree.
    assert agreement(TEXTS)[:4] == pytest.approx([expected(text) for text in TEXTS[:4]])


def test_what_most_say_is_agreed_most() -> None:
    scores = agreement(TEXTS)
    assert scores[0] == scores[2] == max(scores)
    assert scores[4] == min(scores)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_texts_have_a_score_from_0_to_1_whatever_their_order(texts: list[str]) -> None:
    scores = agreement(texts)
    assert all(0 <= score <= 1 + 1e-9 for score in scores)
    assert agreement(texts[::-1]) == pytest.approx(scores[::-1])
