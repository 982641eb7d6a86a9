from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.quantities import wording
from briefing.spans import english


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("823", "823"),
        ("1315", "1,315"),
        ("21300.00", "21,300"),
        ("873400", "873,400"),
        ("977000", "977,000"),
        ("1000000", "1 million"),
        ("22000000", "22 million"),
        ("260000000", "260 million"),
        ("3317000000", "3.317 billion"),
        ("1200000000000", "1.2 trillion"),
        ("126058200000000", "126.0582 trillion"),
        ("4268350000000", "4,268.35 billion"),
        ("1411780000", "1,411.78 million"),
        ("1234567", "1,234,567"),
        ("0.50", "0.5"),
        ("-5", "-5"),
    ],
)
def test_numbers_are_written_in_the_house_style(value: str, expected: str) -> None:
    assert wording.number(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("260000000", "260,000,000"),
        ("260000000", "0.26 billion"),
        ("22000000", "22,000,000"),
        ("80000", "80 thousand"),
        ("80000", "eighty thousand"),
        ("12", "twelve"),
        ("43", "forty-three"),
        ("100", "a hundred"),
        ("1000000", "one million"),
        ("4268350000000", "4.26835 trillion"),
    ],
)
def test_other_right_forms_are_known(value: str, form: str) -> None:
    assert form in wording.number_forms(Decimal(value))


@pytest.mark.parametrize(
    ("n", "expected", "word"),
    [(1, "1st", "first"), (3, "3rd", "third"), (11, "11th", "eleventh"), (14, "14th", "fourteenth"),
     (20, "20th", "twentieth"), (21, "21st", "twenty-first"), (112, "112th", "")],
)  # fmt: skip
def test_ordinals(n: int, expected: str, word: str) -> None:
    assert (wording.ordinal(n), wording.ordinal_words(n)) == (expected, word)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(9, 30, "9:30 a.m."), (15, 0, "3 p.m."), (0, 5, "12:05 a.m."), (12, 0, "noon"), (24, 0, "midnight"),
     (12, 30, "12:30 p.m.")],
)  # fmt: skip
def test_times(hour: int, minute: int, expected: str) -> None:
    assert wording.clock(hour, minute) == expected


@pytest.mark.parametrize(
    ("en", "values"),
    [
        ("In 2022, about 260 million yuan went to 21,300 communities.", ["2022", "260000000", "21300"]),
        ("On July 26, 2022, up 5.2% or 1.3 percentage points", ["26", "2022", "5.2", "1.3"]),
        ("from 3 to 5 million", ["3000000", "5000000"]),
        ("between 10-15% of them", ["10", "15"]),
        ("the 14th Five-Year Plan", ["14", "5"]),
        ("a 15-minute circle in the mid-1990s", ["15", "1990"]),
        ("COVID-19, G20, 5G, H7N9, PM2.5 and v1.2.3", []),
        ("a change of -3.1 percent", ["-3.1"]),
        ("2021-2025", ["2021", "2025"]),
        ("twelve departments, forty-three banks, two hundred and fifty posts", ["12", "43", "250"]),
        ("two-thirds of them", []),
        ("a million people", ["1000000"]),
        ("1.2 trillion yuan ($170 billion)", ["1200000000000", "170000000000"]),
        ("It ends with 12.", ["12"]),
    ],
)
def test_figures_of_an_english_text(en: str, values: list[str]) -> None:
    assert [figure.value for figure in english.english_figures(en)] == [Decimal(value) for value in values]


def test_number_words_and_percentages_are_flagged() -> None:
    twelve, share = english.english_figures("Twelve departments gave 5.2 percent.")
    assert (twelve.words, twelve.percent, twelve.text) == (True, False, "Twelve")
    assert (share.words, share.percent, share.text) == (False, True, "5.2 percent")


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_a_number_is_read_back_as_it_was_written(value: Decimal) -> None:
    written = [wording.number(value), *wording.number_forms(value)]
    for form in written:
        figures = english.english_figures(f"about {form} people")
        assert [figure.value for figure in figures] == [value], form


@settings(deadline=None)
@given(st.text())
def test_offsets_slice_the_text(en: str) -> None:
    end = 0
    for figure in english.english_figures(en):
        assert figure.start >= end
        assert en[figure.start : figure.end] == figure.text
        end = figure.end
