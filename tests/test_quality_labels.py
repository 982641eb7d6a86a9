"""What two revisers marked: the data as they stand, and how they are counted."""

from __future__ import annotations

import pytest

from benchmarks.quality.labels import HALVES, Judged, Mark, marks, outputs, revisers
from benchmarks.quality.labels.fit import fitted
from benchmarks.quality.labels.score import Half, is_right, kappa, pointed_at, points, tables
from briefing.document import Finding, Segment

EN = "Exports rose in the first half of the year."


def judged(row, *findings, doubt=0.5, logs=(-0.1,), document="d"):
    segment = Segment(f"{row}.1", "出口增长。", (), EN, "stop", tuple(findings), doubt=doubt)
    return Judged(document, row, segment, logs)


def warning(rule, at=None):
    return Finding(rule, "warning", "", en_at=at)


HALF = Half(
    (
        judged("r1", warning("time-unfounded", (13, 27)), doubt=0.2),
        judged("r2", warning("direction", (8, 12)), doubt=0.3),
        judged("r3", doubt=0.9),
        judged("r4", doubt=0.1),
    ),
    {
        "A": (
            Mark("r1", "major", "time", "the first half", ""),
            Mark("r2", "minor", "wording", "of the year", ""),
            Mark("r3", "major", "omission", "", "出口"),
        ),
        "B": (
            Mark("r1", "major", "time", "first half of the year", ""),
            Mark("r2", "major", "sense", "rose", ""),
        ),
    },
)


def test_a_finding_points_at_what_stands_in_its_place():
    assert pointed_at(HALF, HALF.marks["A"][0])
    assert not pointed_at(HALF, HALF.marks["A"][1])
    assert not pointed_at(HALF, HALF.marks["A"][2])
    assert pointed_at(HALF, HALF.marks["B"][1])


def test_a_finding_without_a_place_is_about_its_sentence():
    segment = HALF.segments[0].segment
    assert points(warning("length"), segment, HALF.marks["A"][2])


def test_a_finding_is_right_if_either_reviser_marked_it():
    assert [is_right(HALF, *pair) for pair in HALF.findings()] == [True, True]


def test_agreement_beyond_chance():
    value, agreed, counts = kappa(HALF)
    # Of four rows A has two, B two, one of them in common: they agree on two, as chance would have it.
    assert (value, agreed, counts) == (0.0, 0.5, (2, 2))


def test_the_tables_count_what_was_pointed_at():
    text = tables(HALF)
    assert "| major errors marked by either | 4 |" in text
    assert "| pointed at by an error or a warning | 3 of 4 (75%) |" in text
    assert "| in a sentence of those to be read first | 1 of 4 (25%) |" in text
    assert "| either of the two | 4 of 4 (100%) |" in text


def test_a_model_is_fitted_that_tells_the_wrong_from_the_right():
    segments = [
        judged(f"r{at}", doubt=None, logs=(-0.1 if at % 2 else -2.0,) * 9, document=f"d{at % 5}")
        for at in range(40)
    ]
    wrong = tuple(Mark(f"r{at}", "major", "sense", "", "") for at in range(0, 40, 2))
    fit = fitted(Half(tuple(segments), {"A": wrong, "B": wrong}))
    assert dict(zip(fit.names, fit.weights, strict=False))["worst"] > 0
    assert fit.left_out < 0.4


@pytest.mark.parametrize("half", HALVES)
def test_each_mark_is_in_a_row_that_was_read(half):
    rows = {each.row for each in outputs(half)}
    assert revisers(half)
    for reviser in revisers(half):
        own = marks(half, reviser)
        assert own
        assert {mark.row for mark in own} <= rows
