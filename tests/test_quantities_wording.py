from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.quantities import wording
from briefing.quantities.english import read_english
from briefing.quantities.values import Duration


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


@settings(deadline=None, max_examples=50)
@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_a_number_is_read_back_as_it_was_written(value: Decimal) -> None:
    for form in (wording.number(value), *wording.number_forms(value)):
        (told,) = read_english(f"in {form} years")
        assert told.value == Duration(value, "year"), form
