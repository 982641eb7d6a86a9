"""Units of measurement: Chinese ones that English converts (15亩 mu as one hectare), and wrong ones."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from briefing.quantities.values import Duration, Measure, Number, Range, Several
from briefing.verify.readings import MOST
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span
    from briefing.document import Range as Place
    from briefing.quantities.values import Value
    from briefing.verify.mask import Mask
    from briefing.verify.readings import Readings

# How many of the English unit one of the Chinese is. The mu is a fifteenth of a hectare, the jin half a
# kilogram, the li half a kilometre (State Council order on legal units of measurement, February 27, 1984).
_NAMES: dict[str, str] = {
    "hectare": "hectare|ha", "acre": "acre", "square mile": "square mile",
    "square kilometer": "square kilometer|square kilometre|sq km|km²",
    "square meter": "square meter|square metre|sq m|m²",
    "kilogram": "kilogram|kg|kilo", "gram": "gram|g", "ton": "metric ton|metric tonne|ton|tonne",
    "pound": "pound", "kilometer": "kilometer|kilometre|km", "meter": "meter|metre", "mile": "mile",
    "centimeter": "centimeter|centimetre|cm", "kilowatt": "kilowatt|kw", "megawatt": "megawatt|mw",
    "gigawatt": "gigawatt|gw", "kilowatt-hour": "kilowatt-hour|kilowatt hour|kwh",
    "megawatt-hour": "megawatt-hour|mwh", "gigawatt-hour": "gigawatt-hour|gwh",
    "terawatt-hour": "terawatt-hour|twh", "degree Fahrenheit": "fahrenheit",
}  # fmt: skip
_CALLED = {name: unit for unit, names in _NAMES.items() for name in names.split("|")}
_OF_A_JIN = {"kilogram": "0.5", "gram": "500", "ton": "0.0005", "pound": "1.1023"}
_UNITS: dict[str, dict[str, str]] = {
    "亩": {"hectare": "0.0666667", "acre": "0.1647368", "square kilometer": "0.000666667",
          "square meter": "666.667"},
    "斤": _OF_A_JIN,
    "市斤": _OF_A_JIN,
    "里": {"kilometer": "0.5", "mile": "0.310686", "meter": "500"},
    "尺": {"meter": "0.333333", "centimeter": "33.3333"},
    "公里": {"kilometer": "1", "mile": "0.621371"},
    "千米": {"kilometer": "1", "mile": "0.621371"},
    "米": {"meter": "1", "kilometer": "0.001", "centimeter": "100"},
    "公顷": {"hectare": "1", "acre": "2.47105", "square kilometer": "0.01"},
    "平方公里": {"square kilometer": "1", "hectare": "100", "square mile": "0.386102"},
    "平方米": {"square meter": "1", "hectare": "0.0001"},
    "公斤": {"kilogram": "1", "ton": "0.001", "pound": "2.20462", "gram": "1000"},
    "千克": {"kilogram": "1", "ton": "0.001", "gram": "1000"},
    "克": {"gram": "1", "kilogram": "0.001"},
    "吨": {"ton": "1", "kilogram": "1000"},
    "摄氏度": {"degree Celsius": "1"},
    "千瓦": {"kilowatt": "1", "gigawatt": "0.000001", "megawatt": "0.001"},
    "千瓦时": {"kilowatt-hour": "1", "megawatt-hour": "0.001", "gigawatt-hour": "0.000001",
            "terawatt-hour": "0.000000001"},
}  # fmt: skip
_MEASURE = re.compile("[余多来]?(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")(?![程级层头])")
_UNIT_EN = re.compile(
    r"[\s-]?(" + "|".join(map(re.escape, sorted(_CALLED, key=len, reverse=True))) + r")s?(?![\w²-])",
    re.IGNORECASE,
)
TOLERANCE = Decimal("0.05")
"""How far a converted figure may be off: translators round (20,000 mu as more than 1,300 hectares)."""


def converted(segment: Segment, span: Span, value: Value, readings: Readings, mask: Mask) -> Place | None:
    """Where the English has the figure in another unit, as far as it is free; or None."""
    factors = _factors(segment, span)
    amounts = _amounts(value)
    if not factors or not amounts:
        return None
    for told in islice((*readings.ranges, *readings.told), MOST):
        found = _amounts(told.values[0])
        factor = factors.get(_unit_at(segment.en, told.end))
        if factor and len(found) == len(amounts) and mask.free(told.start, told.end):
            pairs = zip(found, amounts, strict=True)
            if all(abs(one - other * Decimal(factor)) <= TOLERANCE * one for one, other in pairs):
                return told.start, told.end
    return None


def units(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """Figures that stand beside another unit of measurement, and are not converted."""
    for span in segment.spans:
        if span.en_at is None or not (factors := _factors(segment, span)):
            continue
        told = next(iter(readings.over(*span.en_at)), None)
        unit = _unit_at(segment.en, told.end) if told else ""
        if not told or not unit or factors.get(unit) == "1" or _is_converted(told.text, span):
            continue
        measure = _MEASURE.match(segment.zh, span.zh_at[1])
        message = f"{span.zh}{measure[0] if measure else ''} is {told.text} {unit}s in the English"
        yield finding("unit", message, "", span.zh_at, (told.start, told.end))


def _is_converted(text: str, span: Span) -> bool:
    """Whether the English has other digits than the rendering, that is, was found by its converted value."""
    return re.sub(r"\D", "", text).strip("0") != re.sub(r"\D", "", span.en).strip("0")


def _factors(segment: Segment, span: Span) -> dict[str, str]:
    """How many of each English unit one of the Chinese unit behind the span is."""
    measure = _MEASURE.match(segment.zh, span.zh_at[1]) if span.kind == "figure" else None
    return _UNITS[measure[1]] if measure else {}


def _unit_at(en: str, at: int) -> str:
    match = _UNIT_EN.match(en, at)
    return _CALLED[match[1].lower()] if match else ""


def _amounts(value: Value) -> tuple[Decimal, ...]:
    match value:
        case Number(number) | Measure(number) | Duration(number):
            return (abs(number),)
        case Range(low, high):
            return (*_amounts(low), *_amounts(high))
        case Several(scale):
            return (scale,)
    return ()
