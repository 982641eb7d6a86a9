from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.quantities.numerals import parse_digits, parse_numeral, parse_small


@pytest.mark.parametrize(
    ("zh", "value"),
    [
        ("二十一", "21"),
        ("十", "10"),
        ("一百零三", "103"),
        ("一百一十一", "111"),
        ("两千", "2000"),
        ("一百二十万", "1200000"),
        ("一万五", "15000"),
        ("一万零五", "10005"),
        ("二亿四千万", "240000000"),
        ("1亿5千万", "150000000"),
        ("2亿4000万", "240000000"),
        ("3万5千", "35000"),
        ("2.13万", "21300"),
        ("1.2万亿", "1200000000000"),
        ("8千亿", "800000000000"),
        ("3.5兆", "3500000000000"),
        ("三点五", "3.5"),
        ("1,234,567", "1234567"),
        ("1，234，567", "1234567"),
        ("百万", "1000000"),
    ],
)
def test_numerals(zh: str, value: str) -> None:
    assert parse_numeral(zh) == Decimal(value)


@pytest.mark.parametrize(
    "zh", ["十四五", "三四十", "一二三", "五千零", "二〇二二", "", "万亿亿", "一百千", "9" * 30]
)
def test_no_numerals(zh: str) -> None:
    assert parse_numeral(zh) is None


def test_digits_one_by_one() -> None:
    assert parse_digits("二〇二二") == 2022
    assert parse_small("一〇三") == 103
    assert parse_small("十二") == 12
    assert parse_small("一二三四五") == 12345


def _spelled(n: int) -> str:
    digits = "零一二三四五六七八九"
    if n < 10:
        return digits[n]
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if n >= unit:
            head, rest = divmod(n, unit)
            gap = "零" if rest and rest < unit // 10 else ""
            return _spelled(head) + name + gap + (_spelled(rest) if rest else "")
    raise AssertionError(n)


@given(st.integers(min_value=10, max_value=10**12 - 1))
def test_a_numeral_that_is_spelled_out_is_read_back(n: int) -> None:
    assert parse_numeral(_spelled(n)) == n
