from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.quality import metrics, numbers
from benchmarks.quality.metrics import Row
from briefing.document import FIGURE_KINDS, Segment, Span
from briefing.renderings import ONE_EACH
from briefing.verify import Setting, verify

MODEL = Span(
    "term", "枫桥经验", (0, 4), "Fengqiao model", forms=("Fengqiao models",), also=("Fengqiao practice",)
)


def row(
    en: str,
    *,
    zh: str = "各地要抓好落实。",
    reference: str = "",
    spans: tuple[Span, ...] = (),
    text: str = "t",
) -> Row:
    segment = verify(Segment("s", zh, spans, en, "stop"), Setting(first_person=True))
    return Row("s", text, zh, reference or en, segment)


SAME_VALUE = [
    ("21,300 people", "21.3 thousand people"),
    ("1.4 trillion yuan", "1,400 billion yuan"),
    ("1.4 trillion yuan", "1,400,000,000,000 yuan"),
    ("up 5.2%", "up 5.2 percent"),
    ("up 5.2 per cent", "up 5.20 percent"),
    ("3 to 5 million", "3 million to 5 million"),
    ("10-15%", "10% to 15%"),
    ("the 14th plan", "the fourteenth plan in 14 parts"),
    ("12 departments", "twelve departments"),
    ("forty-five days", "45 days"),
    ("8 million", "eight million"),
    ("a fall of 3%", "growth of -3%"),
    ("December 10, 2025", "10 December 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "hypothesis"), SAME_VALUE)
def test_a_number_is_found_however_it_is_written(reference: str, hypothesis: str) -> None:
    found, total = numbers.recall(reference, hypothesis)
    assert found == total > 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("21.3 thousand", {21300}),
        ("260 million yuan", {260_000_000}),
        ("1,567.4 billion", {1_567_400_000_000}),
        ("98.5%", {Decimal("98.5")}),
        ("by July 26", {26}),
        ("COVID-19 and G20", set()),
        ("one of the two sides", set()),
        ("3 departments", {3}),
        ("eleven departments", {11}),
    ],
)
def test_values(text: str, found: set[Decimal]) -> None:
    assert set(numbers.values(text)) == {Decimal(value) for value in found}


@pytest.mark.parametrize(
    ("reference", "hypothesis", "expected"),
    [
        ("21,300 people", "2.13 million people", (0, 1)),
        ("8 homes and 8 schools", "8 homes and schools", (1, 2)),
        ("3 departments", "three departments", (1, 1)),
        ("in 2025, 5% of 40,000", "in 2025, 5% of 4,000", (2, 3)),
        ("no number", "95%", (0, 0)),
    ],
)
def test_recall_counts_each_number_as_often_as_it_stands(
    reference: str, hypothesis: str, expected: tuple[int, int]
) -> None:
    assert numbers.recall(reference, hypothesis) == expected


@pytest.mark.parametrize(
    ("source", "reference", "hypothesis", "expected"),
    [
        ("社会组织8万家。", "80,000 social organizations", "80,000 social organizations", []),
        ("社会组织8万家。", "80,000 social organizations", "8,000 social organizations", [8000]),
        ("社会组织8万家。", "many social organizations", "80 thousand social organizations", []),
        ("社会组织多家。", "a dozen social organizations", "12 social organizations", []),
        ("两部门发文。", "Two departments issued it.", "The 2 departments issued it.", []),
        ("部门发文。", "The departments issued it.", "15 departments issued 15 notices.", [15]),
    ],
)
def test_a_number_is_made_up_that_neither_source_nor_reference_has(
    source: str, reference: str, hypothesis: str, expected: list[int]
) -> None:
    assert numbers.invented(source, (), reference, hypothesis) == expected


def test_a_value_of_the_spans_is_not_made_up() -> None:
    span = Span("fraction", "三成", (0, 2), "30 percent", value=Decimal(30))
    assert numbers.invented("三成以上。", (span,), "almost a third", "30%") == []


def test_identical_texts_score_a_hundred_with_no_doubt() -> None:
    found = metrics.score([row(f"The ministry issued notice {n} on social assistance.") for n in range(8)])
    assert {name: (each["score"], each["ci"]) for name, each in found.items()} == {
        "chrF2++": (100.0, 0.0),
        "BLEU": (100.0, 0.0),
    }
    assert "nw:2" in found["chrF2++"]["signature"]
    assert all("bs:1000|seed:12345" in each["signature"] for each in found.values())


def test_scores_are_those_of_sacrebleu() -> None:
    """By hand: of the six words five are right, and 4 of 5 pairs, 3 of 4 triples, 2 of 3 fours."""
    rows = [row("The ministry issued a notice yesterday", reference="The ministry issued a notice today")]
    precision = (5 / 6 * 4 / 5 * 3 / 4 * 2 / 3) ** 0.25
    assert metrics.score(rows)["BLEU"]["score"] == pytest.approx(100 * precision, abs=0.001)


def test_spans_are_counted_by_kind() -> None:
    figure = Span("figure", "8万", (5, 7), "80,000", value=Decimal(80000))
    both = (MODEL, figure)
    rows = [
        row("The Fengqiao model has 80,000 fans.", zh="枫桥经验有8万粉丝。", spans=both),
        row("The Fengqiao practice has 8,000 fans.", zh="枫桥经验有8万粉丝。", spans=both),
        row("Maple Bridge has 80 thousand fans.", zh="枫桥经验有8万粉丝。", spans=both),
    ]
    assert metrics.spans(rows, ONE_EACH) == {"exact": 2, "total": 3, "silent": 0}
    assert metrics.spans(rows, FIGURE_KINDS) == {"exact": 2, "total": 3, "silent": 0}


def test_a_span_that_nothing_tells_of_is_lost_in_silence() -> None:
    lost = Row("s", "t", "枫桥经验好。", "", Segment("s", "枫桥经验好。", (MODEL,), "It is good.", "stop"))
    assert metrics.spans([lost], ONE_EACH) == {"exact": 0, "total": 1, "silent": 1}


def test_a_sentence_without_english_flags_all_its_spans() -> None:
    lost = row("", zh="枫桥经验好。", reference="It is good.", spans=(MODEL,))
    assert metrics.spans([lost], ONE_EACH) == {"exact": 0, "total": 1, "silent": 0}


def test_a_term_that_is_missing_twice_is_flagged_though_it_is_told_once() -> None:
    again = Span("term", "枫桥经验", (5, 9), "Fengqiao model")
    lost = row("It is good.", zh="枫桥经验，枫桥经验。", spans=(MODEL, again))
    assert [finding.rule for finding in lost.segment.findings].count("term-missing") == 1
    assert metrics.spans([lost], ONE_EACH)["silent"] == 0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (row("Local authorities should do this well."), []),
        (row("Do this 未保站 well.", reference="Do this at stations well."), ["chinese"]),
        (row("各地要抓好落实。", reference="All do it well"), ["chinese", "length"]),
        (row("Do it and do it and do it and do it and do it."), ["repetition"]),
        (row("Do this.", reference="Local authorities should do this well."), ["length"]),
        (row("Do this and all the rest of it too.", reference="Do all of this."), ["length"]),
        (row("", reference="Do this."), ["length"]),
        (row("We will do this well.", reference="They will do it well."), ["we"]),
    ],
)
def test_remarks(found: Row, expected: list[str]) -> None:
    assert metrics.remarks(found) == expected


@pytest.mark.parametrize(
    "en",
    [
        "We will do it.",
        "In 2025, we will do it.",
        "Our work is done.",
        "It is done; and our work goes on.",
        "Work was done. We did it.",
    ],
)
def test_a_clause_that_opens_with_we_is_seen(en: str) -> None:
    assert metrics.invented_subject(row(en, reference="The authorities will do it."))


@pytest.mark.parametrize(
    ("zh", "reference", "en"),
    [
        ("我们要抓好落实。", "They should do it.", "We should do it."),
        ("各地要抓好落实。", "We should do it.", "We should do it."),
        ("各地要抓好落实。", "Let it serve our people.", "Our people are served."),
        ("各地要抓好落实。", "They should do it.", "They show what we should do."),
        ("各地要抓好落实。", "They should do it.", "Well begun, weekly done, ours is not a word here."),
    ],
)
def test_no_subject_is_made_up_where_somebody_speaks_or_no_clause_opens_so(
    zh: str, reference: str, en: str
) -> None:
    assert not metrics.invented_subject(row(en, zh=zh, reference=reference))


def _said(*englishes: str, text: str = "t") -> list[Row]:
    return [row(en, zh="枫桥经验好。", spans=(MODEL,), text=text) for en in englishes]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (_said("The Fengqiao model is good."), (0, 0)),
        (_said("The Fengqiao model is good.", "Fengqiao models are good."), (1, 1)),
        (_said("The Fengqiao model is good.", "Fengqiao practice is good."), (0, 1)),
        (_said("The Fengqiao model is good.", "It is good."), (0, 1)),
        (_said("It is good.", "It is fine."), (0, 1)),
        (_said("Fengqiao practice is good.", "Fengqiao practice is fine.", "The Fengqiao model is."), (1, 3)),
        (_said("The Fengqiao model is.") + _said("Fengqiao practice is.", text="other"), (0, 0)),
    ],
)  # fmt: skip
def test_consistency_is_the_share_of_pairs_that_are_alike(rows: list[Row], expected: tuple[int, int]) -> None:
    found = metrics.consistency(rows)
    assert (found["same"], found["pairs"]) == expected


def test_a_term_that_is_rightly_said_once_is_no_pair() -> None:
    again = Span("term", "枫桥经验", (5, 9), "Fengqiao model")
    found = row("The Fengqiao model is good.", zh="枫桥经验，枫桥经验。", spans=(MODEL, again))
    assert metrics.consistency([found]) == {"same": 0, "pairs": 0}


def test_figures_count_everything_once() -> None:
    figure = Span("figure", "8万", (5, 7), "80,000", value=Decimal(80000))
    found = metrics.figures(
        [
            row("The Fengqiao model has 80,000 fans.", zh="枫桥经验有8万粉丝。", spans=(MODEL, figure)),
            row("We have 99 fans.", zh="有粉丝。", reference="It has many fans."),
        ]
    )
    assert found["sentences"] == 2
    assert found["terms"]["exact"] == found["figures"]["exact"] == 1
    assert found["reference figures"] == {"found": 1, "total": 1}
    assert found["invented figures"] == 1
    assert (found["we"], found["chinese"], found["repetition"], found["length"]) == (1, 0, 0, 0)
