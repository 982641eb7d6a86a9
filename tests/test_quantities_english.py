"""Reads English figures into values: one table a kind, then the laws that hold for all of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from growth import outgrown
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.quantities.agreement import qualifies, says
from briefing.quantities.english import read_english
from briefing.quantities.sameness import same
from briefing.quantities.values import (
    Century,
    Code,
    Date,
    Decade,
    Discount,
    Duration,
    Fraction,
    LunarDate,
    Measure,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Period,
    Points,
    Range,
    Rate,
    Ratio,
    Several,
    SeveralMoney,
    Time,
    Value,
)
from briefing.quantities.write import write

D = Decimal


def read(en: str) -> list[Value]:
    """The likeliest value of each stretch."""
    found: dict[tuple[int, int], Value] = {}
    for reading in read_english(en):
        found.setdefault((reading.start, reading.end), reading.value)
    return list(found.values())


def n(value: str | int, approx="") -> Number:
    return Number(D(value), approx)


def yuan(value: str | int, approx="") -> Money:
    return Money(D(value), "CNY", approx)


def dollars(value: str | int, approx="") -> Money:
    return Money(D(value), "USD", approx)


def years(value: str | int, approx="") -> Duration:
    return Duration(D(value), "year", approx)


NUMBERS = [
    ("A total of 21,300 villages took part.", [n(21300)]),
    ("Some 1.25 million people and 977 thousand households", [n(1250000, "about"), n(977000)]),
    ("twelve departments, forty-three banks, two hundred and fifty posts", [n(12), n(43), n(250)]),
    ("one thousand two hundred and five trees", [n(1205)]),
    ("a million people, a hundred schools", [n(1000000), n(100)]),
    ("half a million visits and a quarter of a million calls", [n(500000), n(250000)]),
    ("one and a half million jobs, two and a half mu", [n(1500000), n("2.5")]),
    ("2½ mu, 3 1/2 mu", [n("2.5"), n("3.5")]),
    ("three dozen trucks and a dozen boats", [n(36), n(12)]),
    ("zero point six", [n("0.6")]),
    ("1,200 billion and 36bn", [n(1200 * 10**9), n(36 * 10**9)]),
    ("two three-story buildings", [n(2), n(3)]),
    ("passing the million mark", [n(1000000)]),
    ("60 thousand million", [n(60 * 10**9)]),
]
NO_NUMBERS = [
    "COVID-19, G20, 5G, H7N9 and PM2.5",
    "the Type 4A rating",
    "No one knows it; someone may march on.",
    "The old secretary won an award, which is a real honor.",
]
SIGNED = [
    ("a change of -3.1 percent", [Percent(D("-3.1"))]),
    ("minus 5, negative 7", [n(-5), n(-7)]),
    ("to 20 degrees below zero", [Measure(D(-20), "degrees")]),
    (
        "at -20°C, or minus 4 degrees Celsius",
        [Measure(D(-20), "degrees Celsius"), Measure(D(-4), "degrees Celsius")],
    ),
    ("growth of −0.3%", [Percent(D("-0.3"))]),
]
QUALIFIED = [
    ("more than 300 schools", [n(300, "more")]),
    ("over 40 percent of them", [Percent(D(40), "more")]),
    ("nearly 30 billion yuan", [yuan(30 * 10**9, "nearly")]),
    ("Turnover nears 3 billion", [n(3 * 10**9, "nearly")]),
    ("about 12 or so", [n(12, "about")]),
    ("300-odd villages; 60+ stations", [n(300, "more"), n(60, "more")]),
    ("three years or more", [years(3, "more")]),
    ("three or more years", [years(3, "more")]),
    ("no more than ten years, not less than 5 percent", [years(10, "less"), Percent(D(5), "more")]),
    ("shall not be less than 60 square meters", [n(60, "more")]),
    ("up to 500,000 yuan", [yuan(500000, "less")]),
    ("after three years and more than 400 tests", [years(3), n(400, "more")]),
    ("≥1.8 and ~40", [n("1.8", "more"), n(40, "about")]),
]
PERCENT = [
    ("5.2%, 5.2 percent, 5.2 per cent, 5.2 pct", [Percent(D("5.2"))] * 4),
    ("half a percent, one percent", [Percent(D("0.5")), Percent(D(1))]),
    ("1.3 percentage points, half a percentage point, a percentage point",
     [Points(D("1.3")), Points(D("0.5")), Points(D(1))]),
    ("50 basis points, 25bp, 10 bps", [Points(D("0.5")), Points(D("0.25")), Points(D("0.1"))]),
    ("a 0.6-percentage-point drop and a 25-basis-point cut", [Points(D("0.6")), Points(D("0.25"))]),
    ("6.01 per thousand, 5 per million, 3 per 10,000, 4‰",
     [Rate(D("6.01"), 1000), Rate(D(5), 10**6), Rate(D(3), 10**4), Rate(D(4), 1000)]),
    ("15 percent off; a 20% discount", [Discount(D(15)), Discount(D(20))]),
]  # fmt: skip
FRACTIONS = [
    ("two thirds, three-quarters of it, one fifth", [Fraction(2, 3), Fraction(3, 4), Fraction(1, 5)]),
    ("a third of the villages, half of them", [Fraction(1, 3), Fraction(1, 2)]),
    ("3/4 of them, nine out of ten, one in 10,000", [Fraction(3, 4), Fraction(9, 10), Fraction(1, 10**4)]),
    ("one in every six jobs", [Fraction(1, 6)]),
]
MULTIPLES = [
    ("Output doubled, tripled and quadrupled.", [Multiple(D(times), grown=True) for times in (2, 3, 4)]),
    (
        "three times, 3.5 times, threefold, 10-fold",
        [Multiple(D(3)), Multiple(D("3.5")), Multiple(D(3)), Multiple(D(10))],
    ),
    ("two and a half times as much; twice a year", [Multiple(D("2.5")), Multiple(D(2)), years(1)]),
]
ORDINALS = [
    ("the 14th plan, the twenty-first meeting", [Ordinal(14), Ordinal(21)]),
    ("the 100,000th train and the 1 millionth car", [Ordinal(100000), Ordinal(1000000)]),
    ("the one hundred and fifth case, the third time", [Ordinal(105), Ordinal(3)]),
    ("the hundredth", [Ordinal(100)]),
]
MONEY = [
    ("RMB 2.68bn, CNY2.68 billion, 2.68 billion yuan, ¥2.68 billion", [yuan("2680000000")] * 4),
    ("$240m, US$240 million, 240 million US dollars, USD 0.24 billion", [dollars(240000000)] * 4),
    ("HK$5 million, NT$36 billion, MOP 3 million",
     [Money(D(5000000), "HKD"), Money(D(36 * 10**9), "TWD"), Money(D(3000000), "MOP")]),
    ("a 260-million-yuan fund and a $5-6 million grant",
     [yuan(260000000), Range(dollars(5000000), dollars(6000000))]),
    ("50 million won, 800 Australian dollars, £3.5bn, 12 euros",
     [Money(D(50000000), "KRW"), Money(D(800), "AUD"), Money(D(3500000000), "GBP"), Money(D(12), "EUR")]),
    ("1.5 tn yuan, RMB1.5trn, RMB200k", [yuan(1500 * 10**9), yuan(1500 * 10**9), yuan(200000)]),
    ("five fen, every cent", [yuan("0.05"), yuan("0.01")]),
    ("100 patacas, 300 New Taiwan dollars, 5,000 renminbi",
     [Money(D(100), "MOP"), Money(D(300), "TWD"), yuan(5000)]),
]  # fmt: skip
SEVERAL = [
    ("dozens of towns, hundreds of thousands of jobs", [Several(D(10)), Several(D(100000))]),
    ("several hundred people, a few thousand", [Several(D(100)), Several(D(1000))]),
    ("tens of millions of yuan", [SeveralMoney(D(10**7), "CNY")]),
]
DURATIONS = [
    ("three years, 45 minutes, a 15-minute walk",
     [years(3), Duration(D(45), "minute"), Duration(D(15), "minute")]),
    ("half a year, a year and a half, half an hour, a decade",
     [years("0.5"), years("1.5"), Duration(D("0.5"), "hour"), Duration(D(1), "decade")]),
    ("within 20 working days", [Duration(D(20), "day", "less")]),
    ("around the clock", [Duration(D(24), "hour")]),
]  # fmt: skip
DATES = [
    ("June 30, 2026; 30 June 2026; 2026-06-30; 2026/6/30; 2026.06.30; 6/30/2026; 20260630",
     [Date(2026, 6, 30)] * 7),
    ("on July 26, the 26th of July, Jul. 26", [Date(None, 7, 26)] * 3),
    ("in May 2025, in September, by May", [Date(2025, 5), Date(None, 9), Date(None, 5)]),
    ("the end of June, late June 2026, mid-May, early October",
     [Date(None, 6, part="end"), Date(2026, 6, part="late"), Date(None, 5, part="mid"),
      Date(None, 10, part="early")]),
    ("by year-end, the end of the year, year-end 2025, the beginning of 2026, mid-2025",
     [Date(part="end"), Date(part="end"), Date(2025, part="end"), Date(2026, part="beginning"),
      Date(2025, part="mid")]),
    ("Friday, October 8; on Monday", [Date(None, 10, 8, weekday=5), Date(weekday=1)]),
    ("in 2026", [Date(2026)]),
    ("the 1990s, the early 1950s, mid-20th century, the 21st century",
     [Decade(1990), Decade(1950, "early"), Century(20, "mid"), Century(21)]),
    ("in the 1950s and 1960s", [Range(Decade(1950), Decade(1960), "and")]),
    ("the fifth day of the fifth lunar month", [LunarDate(5, 5)]),
    ("the 12th month of the lunar calendar", [LunarDate(12)]),
]  # fmt: skip
PERIODS = [
    ("the first half of 2026, the second half of the year, H1 2026",
     [Period("half", 1, 1, 2026), Period("half", 2, 2), Period("half", 1, 1, 2026)]),
    ("in the third quarter, Q3 2025, the first three quarters",
     [Period("quarter", 3, 3), Period("quarter", 3, 3, 2025), Period("quarter", 1, 3)]),
    ("the first eight months, the first 11 months of 2025, the past three months",
     [Period("month", 1, 8), Period("month", 1, 11, 2025), Period("month", -3, -1)]),
    ("January-June; from January to August 2026",
     [Range(Date(None, 1), Date(None, 6)), Range(Date(2026, 1), Date(2026, 8))]),
]  # fmt: skip
TIMES = [
    ("at 5 p.m., 9:30 a.m., 17:00, 5:05 pm", [Time(17), Time(9, 30), Time(17, colon=True), Time(17, 5)]),
    ("at noon, at midnight, 12 noon, 12 midnight", [Time(12), Time(0), Time(12), Time(0)]),
    ("at six in the morning, half past five, seven o'clock",
     [Time(6), Time(5, 30, half=False), Time(7, half=False)]),
    ("about 3 a.m. on the 12th, shortly after 3 p.m.",
     [Time(3, approx="about"), Ordinal(12), Time(15, approx="more")]),
    ("a ratio of 5:3:2, a 1:500,000 map", [Ratio((D(5), D(3), D(2))), Ratio((D(1), D(500000)))]),
]  # fmt: skip
RANGES = [
    ("from 3 to 5 million", [Range(n(3000000), n(5000000))]),
    ("10-15% of them; between 5 and 6 percent",
     [Range(Percent(D(10)), Percent(D(15))), Range(Percent(D(5)), Percent(D(6)))]),
    ("five or six officers", [Range(n(5), n(6), "or")]),
    ("two to three years, a three- to five-year term",
     [Range(years(2), years(3)), Range(years(3), years(5))]),
    ("4,000 to 5,000 yuan", [Range(yuan(4000), yuan(5000))]),
    ("from 2 to 5 p.m., 10 a.m. to 4 p.m., 11 to 1 p.m.",
     [Range(Time(14), Time(17)), Range(Time(10), Time(16)), Range(Time(11), Time(13))]),
    ("April 12 to 19, 2026; from 12 to 19 April 2026; June 5-July 7, 2026",
     [Range(Date(2026, 4, 12), Date(2026, 4, 19))] * 2 + [Range(Date(2026, 6, 5), Date(2026, 7, 7))]),
    ("2021-2025, 2024/2025, 2024-25",
     [Range(Date(2021), Date(2025)), Range(Date(2024), Date(2025), "slash"), Range(Date(2024), Date(2025))]),
    ("from 41 percent to 76 percent", [Range(Percent(D(41)), Percent(D(76)))]),
    ("two and three, three of five", [n(2), n(3), n(3), n(5)]),
]  # fmt: skip
CODES = [
    ("call 0571-8836-2119", [Code("0571-8836-2119")]),
    ("vessel 09", [Code("09")]),
    ("version 1.2.3", [Code("1.2.3")]),
]
TABLES = [
    *NUMBERS, *SIGNED, *QUALIFIED, *PERCENT, *FRACTIONS, *MULTIPLES, *ORDINALS, *MONEY, *SEVERAL, *DURATIONS,
    *DATES, *PERIODS, *TIMES, *RANGES, *CODES,
]  # fmt: skip


@pytest.mark.parametrize(("en", "values"), TABLES, ids=[en[:40] for en, _ in TABLES])
def test_english_is_read_to_values(en: str, values: list[Value]) -> None:
    assert read(en) == values


@pytest.mark.parametrize("en", NO_NUMBERS)
def test_names_and_idioms_are_no_figures(en: str) -> None:
    assert [value for value in read(en) if not isinstance(value, Ordinal)] == []


def test_a_stretch_with_two_readings_has_a_note() -> None:
    for en in ("It is 240m.", "at 9:30", "a third of it", "¥300", "in 2.5 points"):
        assert len({reading.value for reading in read_english(en)}) == 2, en
        assert all(reading.note for reading in read_english(en)), en


SAME = [
    ("six months", years("0.5")), ("a 24-hour line", Duration(D(1), "day")), ("50 percent", Fraction(1, 2)),
    ("0.5%", Rate(D(5), 1000)), ("the first half", Period("month", 1, 6)),
    ("doubled", Multiple(D(2), grown=True)),
    ("January-June", Period("half", 1, 1)), ("midnight", Time(24)),
    ("a 20 percent reduction", Discount(D(20))),
    ("80 percent of the price", Discount(D(20))), ("early May", Date(None, 5, part="beginning")),
    ("2025", n(2025)), ("the 26th", Date(day=26)), ("June 30, 2026", Date(None, 6, 30)), ("5.2", n("5.20")),
    ("300", years(300)), ("1,200", yuan(1200)), ("a dozen", n(10, "more")),
    ("quadrupled", Multiple(D(3), more=True)),
    ("1 to 500,000", Ratio((D(1), D(500000)))), ("the first eight months", Duration(D(8), "month")),
]  # fmt: skip
OTHER = [
    ("three months", years(3)), ("5 percent", Points(D(5))), ("5 percentage points", Percent(D(5))),
    ("5 a.m.", Time(17)), ("noon", Time(0)), ("HK$5", yuan(5)), ("August", Period("month", 1, 8)),
    ("100,000", Ordinal(100000)), ("10th", Ordinal(100000)), ("6 percentage points", Points(D("0.6"))),
    ("2024", Date(2024, 1, 1)), ("2025", Date(2025, part="end")), ("in 26 June", Date(None, 7, 26)),
    ("20 degrees", Measure(D(-20), "degrees Celsius")), ("tripled", Multiple(D(2))), ("1960s", Decade(1950)),
    ("3 to 6", Range(n(3), n(5))), ("hundreds", Several(D(1000))), ("the second half", Period("half", 1, 1)),
    ("one third", Fraction(2, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("en", "value"), SAME)
def test_what_says_a_value(en: str, value: Value) -> None:
    assert any(says(reading.value, value) for reading in read_english(en))


@pytest.mark.parametrize(("en", "value"), OTHER)
def test_what_says_something_else(en: str, value: Value) -> None:
    assert not any(says(reading.value, value) for reading in read_english(en))


@pytest.mark.parametrize(
    ("en", "value", "kept"),
    [
        ("more than 300", n(300, "more"), True),
        ("some 300", n(300, "more"), True),
        ("300", n(300, "more"), False),
        ("nearly 300", n(300, "more"), False),
        ("300", n(300), True),
        ("nearly 7,600", n(7600, "nearly"), True),
        ("over 7,600", n(7600, "nearly"), False),
    ],
)
def test_a_qualifier_of_the_chinese_counts(en: str, value: Value, kept: bool) -> None:
    (found,) = read(en)
    assert says(found, value)
    assert qualifies(found, value) is kept


APPROX = st.sampled_from(["", "", "about", "more", "nearly"])
NUMERALS = st.one_of(
    st.integers(1, 9999).map(D),
    st.builds(lambda of, ten: D(of) * D(10) ** ten, st.integers(1, 99999), st.integers(2, 9)),
    st.builds(lambda of, ten: D(of) / ten, st.integers(1, 99999), st.sampled_from([10, 100])),
)
YEARS = st.none() | st.integers(1949, 2050)
CURRENCY = st.sampled_from(["CNY", "USD", "HKD", "TWD", "MOP", "EUR", "GBP", "KRW", "AUD"])
SINGLES = st.one_of(
    st.builds(Number, NUMERALS, APPROX),
    st.builds(Percent, NUMERALS.filter(lambda of: of < 10**6), APPROX),
    st.builds(Points, st.integers(1, 999).map(lambda of: D(of) / 10), APPROX),
    st.builds(Rate, st.integers(1, 99).map(D), st.sampled_from([1000, 10**4, 10**6])),
    st.builds(Money, NUMERALS, CURRENCY, APPROX),
    st.builds(Measure, st.integers(-60, 60).map(D), st.just("degrees Celsius")),
    st.builds(
        Duration, NUMERALS, st.sampled_from(["minute", "hour", "day", "week", "month", "year"]), APPROX
    ),
    st.builds(Several, st.integers(1, 12).map(lambda ten: D(10) ** ten)),
    st.builds(Discount, st.integers(1, 19).map(lambda of: D(5 * of))),
    st.builds(Multiple, st.integers(2, 99).map(D)),
    st.builds(Ordinal, st.one_of(st.integers(1, 400), st.just(100000), st.just(10**6))),
    st.builds(Fraction, st.integers(1, 2), st.sampled_from([3, 5, 7, 9])),
    st.builds(Date, YEARS, st.integers(1, 12), st.integers(1, 28)),
    st.builds(
        Date, YEARS, st.integers(1, 12), st.none(), st.sampled_from(["", "end", "late", "mid", "early"])
    ),
    st.builds(Date, st.integers(1949, 2050), part=st.sampled_from(["", "end", "early", "mid", "beginning"])),
    st.builds(Period, st.just("quarter"), st.integers(1, 4).map(int), st.just(4), YEARS).map(
        lambda of: Period("quarter", of.first, of.first, of.year)
    ),
    st.builds(Period, st.just("month"), st.just(1), st.integers(2, 11), YEARS),
    st.builds(Decade, st.integers(190, 203).map(lambda of: 10 * of), st.sampled_from(["", "early", "late"])),
    st.builds(Century, st.integers(15, 22)),
    st.builds(LunarDate, st.integers(1, 12), st.integers(1, 30)),
    st.builds(Time, st.integers(0, 24), st.sampled_from([0, 5, 30, 59])),
)
RANGED = st.one_of(
    st.builds(lambda a, b: Range(Number(a), Number(a * b)), NUMERALS, st.integers(2, 50)),
    st.builds(
        lambda a, b: Range(Percent(a), Percent(a + b)), st.integers(1, 50).map(D), st.integers(1, 50).map(D)
    ),
    st.builds(lambda a, b, of: Range(Money(a, of), Money(a * b, of)), NUMERALS, st.integers(2, 50), CURRENCY),
    st.builds(lambda a: Range(Number(D(a)), Number(D(a + 1)), "or"), st.integers(1, 9)),
    st.builds(lambda a, b: Range(Time(a), Time(a + b)), st.integers(1, 11), st.integers(1, 12)),
)


def read_back(value: Value, form: str) -> None:
    frame = f"It is {form} by then."
    found = [
        reading for reading in read_english(frame) if reading.start <= 6 and reading.end >= 6 + len(form)
    ]
    assert any(same(reading.value, value) or says(reading.value, value) for reading in found), (form, found)


@settings(deadline=None, max_examples=300)
@given(SINGLES | RANGED)
def test_what_is_written_is_read_back_as_the_value(value: Value) -> None:
    read_back(value, write(value).en)


@pytest.mark.slow
@settings(deadline=None, max_examples=20_000)
@given(SINGLES | RANGED)
def test_what_is_written_is_read_back_as_the_value_many(value: Value) -> None:
    read_back(value, write(value).en)


@settings(deadline=None, max_examples=100)
@given(
    st.text(alphabet="0123456789 ,.-–/:%$¥abcdehilmnorstuvwxyand tofmillion'", max_size=80)
    | st.text(max_size=80)
)
def test_readings_slice_the_text_in_order(en: str) -> None:
    end = 0
    places = dict.fromkeys((reading.start, reading.end) for reading in read_english(en))
    for start, stop in places:
        assert end <= start < stop <= len(en)
        end = stop


@pytest.mark.parametrize(
    "run",
    [
        "million ",
        "5-",
        "1:2:",
        "two hundred and ",
        "more than ",
        "hundreds of ",
        "1.2.",
        "$",
        "June 5 to ",
        "half a ",
    ],
)
def test_no_run_takes_more_than_its_share(run: str) -> None:
    assert outgrown(lambda times: read_english(run * times), 2_000, 8_000) == ""
