"""Units of measurement: Chinese ones that English converts (15亩 mu as one hectare), and wrong ones."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from briefing.quantities.values import Duration, Measure, Multiple, Number, Range, Several
from briefing.verify.readings import MOST, wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span
    from briefing.document import Range as Place
    from briefing.quantities.values import Value
    from briefing.verify.mask import Mask
    from briefing.verify.readings import Readings, Told

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
    "nautical mile": "nautical mile", "decibel": "decibel",
    "millimeter": "millimeter|millimetre|mm", "milligram": "milligram|mg",
    "microgram": "microgram|μg|µg", "liter": "liter|litre", "milliliter": "milliliter|millilitre|ml",
    "cubic meter": "cubic meter|cubic metre|m³|m3", "mu": "mu", "jin": "jin", "inch": "inche|inch",
}  # fmt: skip
_CALLED = {name: unit for unit, names in _NAMES.items() for name in names.split("|")}
_OF_A_JIN = {"jin": "1", "kilogram": "0.5", "gram": "500", "ton": "0.0005", "pound": "1.1023"}
_UNITS: dict[str, dict[str, str]] = {
    "亩": {"mu": "1", "hectare": "0.0666667", "acre": "0.1647368", "square kilometer": "0.000666667",
          "square meter": "666.667"},
    "斤": _OF_A_JIN,
    "市斤": _OF_A_JIN,
    "里": {"kilometer": "0.5", "mile": "0.310686", "meter": "500"},
    "尺": {"meter": "0.333333", "centimeter": "33.3333"},
    "公里": {"kilometer": "1", "mile": "0.621371"},
    "千米": {"kilometer": "1", "mile": "0.621371"},
    "毫米": {"millimeter": "1", "centimeter": "0.1", "meter": "0.001", "inch": "0.0393701"},
    "厘米": {"centimeter": "1", "millimeter": "10", "meter": "0.01", "inch": "0.393701"},
    "毫克": {"milligram": "1", "gram": "0.001"},
    "微克": {"microgram": "1", "milligram": "0.001"},
    "毫升": {"milliliter": "1", "liter": "0.001"},
    "升": {"liter": "1", "milliliter": "1000"},
    "立方米": {"cubic meter": "1", "liter": "1000"},
    "米": {"meter": "1", "kilometer": "0.001", "centimeter": "100"},
    "公顷": {"hectare": "1", "mu": "15", "acre": "2.47105", "square kilometer": "0.01"},
    "平方公里": {"square kilometer": "1", "hectare": "100", "square mile": "0.386102"},
    "平方米": {"square meter": "1", "hectare": "0.0001"},
    "公斤": {"kilogram": "1", "jin": "2", "ton": "0.001", "pound": "2.20462", "gram": "1000"},
    "千克": {"kilogram": "1", "ton": "0.001", "gram": "1000"},
    "克": {"gram": "1", "kilogram": "0.001"},
    "吨": {"ton": "1", "kilogram": "1000"},
    "摄氏度": {"degree Celsius": "1"},
    "海里": {"nautical mile": "1", "kilometer": "1.852"},
    "分贝": {"decibel": "1"},
    "千瓦": {"kilowatt": "1", "gigawatt": "0.000001", "megawatt": "0.001"},
    "千瓦时": {"kilowatt-hour": "1", "megawatt-hour": "0.001", "gigawatt-hour": "0.000001",
            "terawatt-hour": "0.000000001"},
}  # fmt: skip
_EACH = re.compile(r"(?:every|each|an?|per)\b", re.IGNORECASE)
_TIMES = re.compile("[余多]?人?[次倍趟回遍番]")
_MEASURE = re.compile("[余多来]?(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")(?![程级层头])")
_UNIT_EN = re.compile(
    r"[\s-]?(" + "|".join(map(re.escape, sorted(_CALLED, key=len, reverse=True))) + r")s?(?![\w²-])",
    re.IGNORECASE,
)
NEARLY = Decimal("0.999")
"""Of its last digit, how much a converted figure may be off."""
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
        # What is in the same unit is not converted, and has to be exact.
        if factor and factor != "1" and len(found) == len(amounts) and mask.free(told.start, told.end):
            pairs = zip(found, amounts, strict=True)
            if all(_is_rounded(one, other * Decimal(factor)) for one, other in pairs):
                return told.start, told.end
    return None


def _is_rounded(found: Decimal, exact: Decimal) -> bool:
    """Whether `found` is `exact`, or that cut to as many digits as it has: 1,300 for 1,333, but not 21 for
    20."""
    last = found.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(last) if isinstance(last, int) else Decimal(0)
    return abs(found - exact) <= min(TOLERANCE * found, unit * NEARLY)


def units(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """Figures that stand beside another unit of measurement, and are not converted."""
    for span in segment.spans:
        if span.en_at is None or not (factors := _factors(segment, span)):
            continue
        told = next(iter(readings.over(*span.en_at)), None)
        unit = _unit_at(segment.en, told.end) if told else ""
        if not told or not unit or factors.get(unit) == "1" or _is_converted(told, span):
            continue
        measure = _MEASURE.match(segment.zh, span.zh_at[1])
        message = f"{span.zh}{measure[0] if measure else ''} is {told.text} {unit}s in the English"
        yield finding("unit", message, "", span.zh_at, (told.start, told.end))


def swapped_units(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """A figure with the unit of another one, which has lost it: 三年来口述电影187部 as three films in 187
    years."""
    placed = [
        (span, told)
        for span in segment.spans
        if span.kind == "figure" and span.en_at and (told := next(iter(readings.over(*span.en_at)), None))
    ]
    for span, told in placed[:MOST]:
        unit = _unit_in(segment.en, told)
        if not unit or unit in _units_of(segment, span):
            continue
        owners = [
            (other, its)
            for other, its in placed
            if other.value != span.value
            and unit in _units_of(segment, other)
            and not _units_of(segment, other).intersection((_unit_in(segment.en, its),))
        ]
        if owners and not any(unit in _units_of(segment, each) and its is told for each, its in placed):
            message = f"{told.text} has the unit of {owners[0][0].zh}: have they changed places?"
            yield finding("figure-order", message, span.en, span.zh_at, (told.start, told.end))
            return


def _units_of(segment: Segment, span: Span) -> frozenset[str]:
    """What English calls the unit that a figure of the Chinese is counted in, whatever that is converted
    to."""
    value = wanted(segment, span)
    if isinstance(value, Duration):
        return frozenset(("time",))
    if isinstance(value, Multiple) or _TIMES.match(segment.zh, span.zh_at[1]):
        return frozenset(("times",))
    return frozenset(_factors(segment, span))


def _unit_in(en: str, told: Told) -> str:
    value = told.values[0]
    if isinstance(value, Duration):
        return "" if _EACH.match(told.text) else "time"
    return "times" if isinstance(value, Multiple) else _unit_at(en, told.end)


def _is_converted(told: Told, span: Span) -> bool:
    """Whether the English has another number than the Chinese, that is, was found by its converted value."""
    digits = re.sub(r"\D", "", told.text).strip("0")
    same = any(number == span.value for value in told.values for number in _amounts(value))
    return not same and digits != re.sub(r"\D", "", span.en).strip("0")


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
