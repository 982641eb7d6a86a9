"""The sentences of `quantities.txt`: the right value and the right English of each kind of quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.document import FIGURE_KINDS
from briefing.quantities import values as v
from briefing.quantities.chinese import read
from briefing.spans import SpanContext, find_spans

if TYPE_CHECKING:
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
    """A value in short: `34000`, `125000000 CNY`, `2026-6-30`, `15:05`, `85%`, `0.5pt`, `x1.5`, `~100` (hundreds)."""
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
        case v.Fraction(part, whole):
            return f"{part}/{whole}"
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
        case v.Period(unit, first, last, year):
            tail = f" {year}" if year else ""
            return f"{unit} {first}{tail}" if first == last else f"{unit}s {first}-{last}{tail}"
        case v.Decade(year, part):
            return f"{year}s" + (f" {part}" if part else "")
        case v.Century(n, part):
            return f"century {n}" + (f" {part}" if part else "")
        case v.Time(hour, minute, _, half, _):
            return f"{'' if half else '?'}{hour}:{minute:02}"
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
