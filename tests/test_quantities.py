"""The sentences of `quantities.txt`: the right value and the right English of each kind of quantity."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.document import FIGURE_KINDS
from briefing.quantities import values as v
from briefing.quantities.chinese import read
from briefing.quantities.region import region_of as region_from
from briefing.spans import SpanContext, find_spans

if TYPE_CHECKING:
    from decimal import Decimal

    from briefing.quantities.values import Region, Value

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "figures.md"
ANNOTATION = re.compile(r"\{(?P<zh>[^{}=~]+)(?P<how>[=~])(?P<en>[^{};]+);(?P<value>[^{}]+)\}")
REGIONS = ("taiwan", "hongkong", "macao")


def kinds() -> dict[str, list[str]]:
    """The annotated sentences by kind."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "quantities.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line[1:-1]
            found[kind] = []
        elif line and not line.startswith("#"):
            found[kind].append(line)
    return found


def region_of(line: str) -> tuple[Region, str]:
    for region in REGIONS:
        if line.startswith(f"({region}) "):
            return region, line.removeprefix(f"({region}) ")
    return "", line


KINDS = kinds()
CASES = [(kind, line) for kind, lines in KINDS.items() for line in lines]
_MARK = {"": "", "more": "+", "about": "~", "nearly": "-", "less": "<"}


def told(value: Value) -> str:
    """A value in short: `34000`, `125000000 CNY`, `2026-6-30`, `15:05`, `85%`, `0.5pt`, `x1.5`, `~100`
    (hundreds)."""
    match value:
        case v.Range(low, high, mark):
            joint = {"to": "|", "or": "|", "and": ",", "slash": "/"}[mark]
            first, last = told(low), told(high)
            return f"{first.removesuffix(' CNY')}{joint}{last}"
        case v.Number(number, approx):
            return _n(number) + _MARK[approx]
        case v.Several(scale) | v.SeveralMoney(scale, _):
            return f"~{_n(scale)}"
        case v.Percent(number, approx):
            return f"{_n(number)}%{_MARK[approx]}"
        case v.Points(number, _):
            return f"{_n(number)}pt"
        case v.Rate(number, per, _):
            return f"{_n(number)}/{per}"
        case v.Fraction(part, whole, approx):
            return f"{part}/{whole}{_MARK[approx]}"
        case v.Discount(off):
            return f"-{_n(off)}%"
        case v.Multiple(number, _, _, approx):
            return f"x{_n(number)}{_MARK[approx]}"
        case v.Ordinal(n):
            return f"#{n}"
        case (
            v.Money(number, unit, approx) | v.Measure(number, unit, approx) | v.Duration(number, unit, approx)
        ):
            return f"{_n(number)}{_MARK[approx]} {unit}"
        case v.Date(year, month, day, part, weekday):
            if weekday and not (month or day):
                return f"weekday {weekday}"
            parts = [str(each) for each in (year, month, day) if each is not None]
            return ("day " if not month and day else "") + "-".join(parts) + (f" {part}" if part else "")
        case v.LunarDate(month, day, year, leap):
            return f"lunar {'leap ' * leap}{f'{year}-' if year else ''}{month}{f'-{day}' if day else ''}"
        case v.Period(unit, first, last, year, part):
            tail = (f" {year}" if year else "") + (f" {part}" if part else "")
            return f"{unit} {first}{tail}" if first == last else f"{unit}s {first}-{last}{tail}"
        case v.Decade(year, part):
            return f"{year}s" + (f" {part}" if part else "")
        case v.Century(n, part):
            return f"century {n}" + (f" {part}" if part else "")
        case v.Time(hour, minute, _, half, _, approx):
            return f"{'' if half else '?'}{hour}:{minute:02}{_MARK[approx]}"
        case v.Ratio(sides):
            return ":".join(_n(side) for side in sides)
        case v.Code(text):
            return f"code {text}"


def _n(number: Decimal) -> str:
    return format(number.normalize() if number % 1 else number.to_integral_value(), "f")


@pytest.mark.parametrize(
    ("kind", "line"), CASES, ids=[f"{kind[:40]}-{i}" for i, (kind, _) in enumerate(CASES)]
)
def test_the_right_value_and_the_right_english(kind: str, line: str) -> None:
    region, annotated = region_of(line)
    zh = ANNOTATION.sub(lambda m: m["zh"], annotated)
    expected = [(m["zh"], m["en"], m["how"] == "=") for m in ANNOTATION.finditer(annotated)]
    spans, findings = find_spans(zh, None, context=SpanContext(region=region))
    assert [(s.zh, s.en, s.marked) for s in spans if s.kind in FIGURE_KINDS] == expected
    assert findings == ()
    values = [m["value"].strip() for m in ANNOTATION.finditer(annotated)]
    assert [told(reading.value) for reading in read(zh, region)] == values


def page() -> str:
    """docs/figures.md: what is read and how it is rendered, one line a kind."""
    rows = []
    for kind, lines in KINDS.items():
        region, annotated = region_of(lines[0])
        sentence = ANNOTATION.sub(lambda m: f"**{m['zh']}**", annotated)
        english = "; ".join(
            f"{m['en']}{'' if m['how'] == '=' else ' (checked)'}" for m in ANNOTATION.finditer(annotated)
        )
        where = f" ({REGION_NAMES[region]})" if region else ""
        rows.append(f"| {kind}{where} | {sentence} | {english} |".replace("|1", "\\|1"))
    return HEAD + "\n".join(rows) + "\n"


REGION_NAMES = {"taiwan": "in a text from Taiwan", "hongkong": "from Hong Kong", "macao": "from Macao"}
HEAD = """# Figures

What briefing reads in the Chinese, and how it says it in English. A figure is read to a value, and the
value is written in the house style: digits with commas below a million, from there `22 million`, `3.317
billion`, `1.2 trillion`; `5.2 percent`; `June 30, 2026`; `9:30 a.m.`. What is read is carried through the
translation as it stands here; what is marked *checked* English may say in other ways, and the check knows
them. The unit of a sum or a measure (yuan, mu, degrees) is the translation's to say, and is checked. A
figure that can be read two ways is neither forced nor demanded: a note tells of it (`doubtful-figure`).

Whose yuan 元 is depends on where the text is from, as far as it tells: of a text that speaks of Taiwan's
offices, its money or the years of the Republic it is the New Taiwan dollar; of one that speaks as Hong
Kong's or Macao's, and says nothing of the mainland's own, the Hong Kong dollar or the pataca.

| kind | Chinese | English |
|---|---|---|
"""


def test_the_page_of_figures_is_made_from_these_tables() -> None:
    assert DOCS.read_text("utf-8") == page()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("分别为5，200。", []),
        ("奖励三至五十万元。", ["500,000"]),
        ("奖励三万至五十万元。", ["30,000", "500,000"]),
        ("校舍建于二十年代。", []),
        ("二五年建成通车。", []),
        ("展览（7.1—8.31）", []),
        ("1/2—3/5布展。", []),
        ("气温零下5至3度。", ["-5"]),
    ],
)
def test_what_can_be_read_two_ways_is_not_marked_and_told(zh: str, en: list[str]) -> None:
    spans, findings = find_spans(zh, None)
    assert [span.en for span in spans] == en
    assert [(each.rule, each.severity) for each in findings] == [("doubtful-figure", "note")] * (len(en) < 2)


def test_a_law_of_before_1949_counts_its_years_from_1911_and_its_money_in_yuan() -> None:
    spans, _ = find_spans("十九年五月修正，罚款三百元。", None, context=SpanContext(region="republic"))
    assert [(span.en, span.unit) for span in spans] == [("May 1930", ""), ("300", "yuan")]


@pytest.mark.parametrize(
    ("texts", "region"),
    [
        (["行政院会通过总预算案，编列360亿元。"], "taiwan"),
        (["本院于民国113年成立。"], "taiwan"),
        (["财政司司长公布财政预算案，拨款5亿元。", "本港失业率下降。"], "hongkong"),
        (["澳门特区政府向居民发放1万元。"], "macao"),
        (["国务院批准，香港特区政府负责实施，投资5亿元。"], ""),
        (["全省投入5亿元。"], ""),
        (["政府统计处公布，十月份零售业总销货价值为352亿元。"], "hongkong"),
        (["国家统计局和香港政府统计处会谈。国务院发文。"], ""),
        (["民国二十一年三月公布，公费不得逾四百元。"], "republic"),
        (["民国二十一年公布。", "民国九十四年修正，罚款四百元。"], "taiwan"),
        (["民国二十一年公布，罚款折合新台币四百元。"], "taiwan"),
        (["民国二十一年建桥。", "2023年我省投资4亿元重修。"], ""),
    ],
)
def test_where_a_text_is_from_is_told_by_what_it_says(texts: list[str], region: str) -> None:
    assert region_from(texts) == region
