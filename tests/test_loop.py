from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.engine.loop import MAX_PERIOD, LoopDetector


def said(*phrases: tuple[list[int], int]) -> list[int]:
    return [token for phrase, times in phrases for token in phrase * times]


def phrase(length: int, seed: int = 0) -> list[int]:
    return random.Random(seed).sample(range(1000), length)


@pytest.mark.parametrize("period", [1, 2, 5, 12, 13, 30, MAX_PERIOD])
@pytest.mark.parametrize("before", [0, 1, 40])
def test_a_loop_is_cut_after_its_first_saying(period: int, before: int) -> None:
    lead = phrase(before, 1)
    loop = [token + 2000 for token in phrase(period)]
    answer = lead + loop * 40
    assert LoopDetector().feed(answer) == before + period


@pytest.mark.parametrize(
    "answer",
    [
        said((phrase(90), 2)),
        said((phrase(5), 3), ([7000], 1), (phrase(5), 3)),
        said(([1], 10)),
        [token for number in range(30) for token in (1, 2, 3, 100 + number)],
        [],
    ],
    ids=["a long sentence twice", "a phrase thrice", "a row of dots", "parallel clauses", "nothing"],
)
def test_ordinary_repetition_is_no_loop(answer: list[int]) -> None:
    assert LoopDetector().feed(answer) is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=200), st.integers(1, 20))
def test_chunks_do_not_matter(answer: list[int], size: int) -> None:
    whole = LoopDetector().feed(answer)
    detector = LoopDetector()
    chunks = (answer[at : at + size] for at in range(0, len(answer), size))
    cuts = [cut for cut in map(detector.feed, chunks) if cut is not None]
    assert (cuts[0] if cuts else None) == whole
