"""The reader beside others': generated numerals, sums and times of day, and every disagreement decided.

The others are no part of the project (`uv sync --group differential`); what is not installed is skipped.
"""

from __future__ import annotations

import random
import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import pytest
from notations import notations, spelled

from briefing.quantities.chinese import read
from briefing.quantities.numerals import parse_numeral
from briefing.quantities.sameness import same
from briefing.quantities.values import Money, Time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

pytestmark = pytest.mark.slow
ROUNDS = 3000


@pytest.fixture(autouse=True)
def _own_precision() -> Iterator[None]:
    """The recognizers set the precision of decimals for the whole process; here it ends with the test."""
    with localcontext():
        yield


DECIDED_NUMERALS = {
    "一百零": "no number: a zero at the end has nothing behind it; cn2an drops it",
    "一二三": "digits one by one are a code or a list, and a year only of four; cn2an joins them",
    "二〇二五": "as 一二三: a year, where 年 stands behind it",
    "负三点五": "the sign is read from the text around the numeral, not by it",
}
"""Numerals that cn2an reads otherwise."""
DECIDED_SUMS = (
    (r"[万亿][0-9]", "jionlp adds what stands before and behind a magnitude twice: 9万6000 as 186,006"),
    (r"[百千零]十", "jionlp has no 十 without 一 inside a number: 九千四百十三 as 13,003"),
    (r"[余多]", "where jionlp has a range, ours is the number with `more`"),
)
"""Sums that jionlp reads otherwise, by what is in them."""


def whole_numbers(seed: int) -> list[int]:
    chance = random.Random(seed)
    return [
        chance.choice(
            (
                chance.randint(11, 9999),
                chance.randint(10**4, 10**7),
                chance.randint(1, 999) * 10 ** chance.randint(2, 7),
            )
        )
        for _ in range(ROUNDS)
    ]


def test_numerals_beside_cn2an() -> None:
    cn2an: ModuleType = pytest.importorskip("cn2an")
    for value in whole_numbers(1):
        for text in notations(value):
            theirs = _read(cn2an, re.sub("[,， ]", "", text))
            assert parse_numeral(text) == value
            assert theirs in (None, value), text


@pytest.mark.parametrize("text", DECIDED_NUMERALS)
def test_numerals_that_were_decided_against_cn2an(text: str) -> None:
    cn2an: ModuleType = pytest.importorskip("cn2an")
    assert parse_numeral(text) is None
    assert _read(cn2an, text) is not None


def _read(cn2an: ModuleType, text: str) -> Decimal | None:
    try:
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except ValueError:
        return None


def test_sums_beside_jionlp() -> None:
    jionlp: ModuleType = pytest.importorskip("jionlp")
    chance = random.Random(2)
    currencies = {
        "元": "CNY",
        "美元": "USD",
        "港元": "HKD",
        "欧元": "EUR",
        "日元": "JPY",
        "英镑": "GBP",
        "澳元": "AUD",
    }
    for value in whole_numbers(3)[:1000]:
        name = chance.choice(list(currencies))
        text = (
            chance.choice([form for form in notations(value) if " " not in form and "，" not in form]) + name
        )
        (ours,) = (reading.value for reading in read(text))
        assert ours == Money(Decimal(value), currencies[name]), text
        try:
            theirs = jionlp.parse_money(text)
        except ValueError:
            continue
        agreed = theirs is not None and Decimal(str(theirs["num"])) == value
        assert agreed or any(re.search(pattern, text) for pattern, _ in DECIDED_SUMS), (text, theirs)


def written(seed: int) -> list[str]:
    """Dates, times, shares and counts as texts have them in digits."""
    chance = random.Random(seed)
    n = chance.randint
    texts = []
    for _ in range(ROUNDS // 10):
        year, month, day, hour, minute = n(1950, 2049), n(1, 12), n(1, 28), n(7, 11), n(10, 59)
        texts += [
            f"于{year}年{month}月{day}日公布", f"自{month}月{day}日起", f"更新于{year}-{month:02}-{day:02}",
            f"上午{hour}:{minute:02}开始", f"{n(13, 23)}时{minute}分到达", f"增长{n(1, 999) / 10}%",
            f"下降{n(1, 99) / 10}个百分点", f"共{n(11, 9999)}家",
            f"投资{n(2, 9999)}万元", f"第{n(10, 300)}届",
            f"气温{-n(1, 30)}℃", f"按{n(1, 9)}:{n(1, 9)}的比例", f"为期{n(3, 9)}~{n(10, 30)}天",
        ]  # fmt: skip
    return texts


DECIDED_WORDS = (
    (r"月两日", "两日 (two days) is how long; the second of a month is 二日"),
    (r"幺", "wetext says 119 and 110 as numbers to call, digit by digit"),
)
"""What wetext makes of digits and ours reads otherwise, by what is in it."""
DECIDED_DIGITS = (
    (r"[仟佰拾萬]", "wetext turns a part of a numeral into digits: 贰万玖仟 as 29000仟"),
    (r"[万亿][0-9]{1,3}(?![0-9])", "wetext drops the zero of 九百万零二, and 900万2 is 9,002,000"),
    (r"¥|[A-Z]{3}[0-9]", "wetext writes ¥ for every 元, and forgets the currency before it"),
)
"""What wetext makes of numerals, where ours reads the numeral rightly and the digits otherwise."""


def test_digits_said_in_words_by_wetext_are_the_same_values() -> None:
    wetext: ModuleType = pytest.importorskip("wetext")
    say = wetext.Normalizer(lang="zh", operator="tn").normalize
    for text in written(4):
        spoken = say(text)
        if any(re.search(pattern, spoken) for pattern, _ in DECIDED_WORDS):
            continue
        assert alike(text, spoken), (text, spoken, read(text), read(spoken))


def test_numerals_put_into_digits_by_wetext_are_the_same_values() -> None:
    wetext: ModuleType = pytest.importorskip("wetext")
    put = wetext.Normalizer(lang="zh", operator="itn").normalize
    for value in whole_numbers(5)[:1000]:
        for text in (
            f"共{spelled(value)}家",
            f"投资{spelled(value)}元",
            f"增长{spelled(value % 100)}点五个百分点",
        ):
            digits = put(text)
            if any(re.search(pattern, digits) for pattern, _ in DECIDED_DIGITS):
                continue
            assert alike(text, digits), (text, digits, read(text), read(digits))


def alike(one: str, other: str) -> bool:
    """Whether the same values are read in both texts."""
    ours, theirs = ([reading.value for reading in read(text)] for text in (one, other))
    return len(ours) == len(theirs) and all(same(a, b) for a, b in zip(ours, theirs, strict=True))


def test_times_of_day_beside_the_recognizers() -> None:
    recognizers: ModuleType = pytest.importorskip("recognizers_date_time")
    words = {"上午": range(7, 12), "下午": range(1, 7), "晚上": range(7, 12), "凌晨": range(1, 6)}
    for word, hours in words.items():
        for hour in hours:
            for minute in (0, 30):
                text = f"{word}{spelled(hour)}点{'半' if minute else ''}"
                (ours,) = (reading.value for reading in read(text))
                found = recognizers.recognize_datetime(text, recognizers.Culture.Chinese)
                theirs = found[0].resolution["values"][0]["value"]
                assert isinstance(ours, Time)
                assert f"{ours.hour:02}:{ours.minute:02}:00" == theirs, text
