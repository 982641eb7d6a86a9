"""Chinese measures that English converts: 15亩 mu as one hectare, 3000斤 jin as 1,500 kilograms."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.values import Duration, Measure, Number, Range, Several

if TYPE_CHECKING:
    from briefing.document import Range as Place
    from briefing.document import Segment, Span
    from briefing.quantities.values import Value
    from briefing.verify.mask import Mask
    from briefing.verify.readings import Readings

# How many of the English unit one of the Chinese is. The mu is a fifteenth of a hectare, the jin half a
# kilogram, the li half a kilometre (State Council order on legal units of measurement, February 27, 1984).
_MASS = {"kilogram": "0.5", "kg": "0.5", "gram": "500", "g": "500", "ton": "0.0005", "tonne": "0.0005",
         "metric ton": "0.0005", "pound": "1.1023"}  # fmt: skip
_UNITS: dict[str, dict[str, str]] = {
    "亩": {"hectare": "0.0666667", "ha": "0.0666667", "acre": "0.1647368", "square kilometer": "0.000666667",
          "square kilometre": "0.000666667", "square meter": "666.667", "square metre": "666.667"},
    "斤": _MASS,
    "市斤": _MASS,
    "两": {"gram": "50", "g": "50"},
    "里": {"kilometer": "0.5", "kilometre": "0.5", "km": "0.5", "mile": "0.310686", "meter": "500",
          "metre": "500"},
    "公里": {"mile": "0.621371"},
    "公顷": {"acre": "2.47105", "square kilometer": "0.01", "square kilometre": "0.01"},
    "公斤": {"ton": "0.001", "tonne": "0.001", "metric ton": "0.001", "pound": "2.20462", "gram": "1000"},
    "吨": {"kilogram": "1000", "kg": "1000"},
    "尺": {"meter": "0.333333", "metre": "0.333333", "centimeter": "33.3333", "centimetre": "33.3333"},
    "丈": {"meter": "3.33333", "metre": "3.33333"},
    "平方公里": {"hectare": "100", "square mile": "0.386102"},
    "万千瓦": {"gigawatt": "0.01", "gw": "0.01", "megawatt": "10", "mw": "10", "kilowatt": "10000",
            "kw": "10000"},
    "千瓦": {"gigawatt": "0.000001", "gw": "0.000001", "megawatt": "0.001", "mw": "0.001"},
    "千瓦时": {"gwh": "0.000001", "twh": "0.000000001", "mwh": "0.001"},
}  # fmt: skip
_MEASURE = re.compile("[余多来]?(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")(?![程级层头])")
_UNIT_EN = re.compile(
    r"(?:[\s-]|million|billion)*("
    + "|".join(sorted({unit for units in _UNITS.values() for unit in units}, key=len, reverse=True))
    + r")s?\b",
    re.IGNORECASE,
)
TOLERANCE = Decimal("0.05")
"""How far a converted figure may be off: translators round (20,000 mu as more than 1,300 hectares)."""


def converted(segment: Segment, span: Span, value: Value, readings: Readings, mask: Mask) -> Place | None:
    """Where the English has the figure in another unit, as far as it is free; or None."""
    measure = _MEASURE.match(segment.zh, span.zh_at[1])
    amounts = _amounts(value)
    if measure is None or not amounts:
        return None
    factors = _UNITS[measure[1]]
    for told in (*readings.ranges, *readings.told):
        found = _amounts(told.values[0])
        unit = _UNIT_EN.match(segment.en, told.end)
        if len(found) != len(amounts) or unit is None or not mask.free(told.start, told.end):
            continue
        factor = factors.get(unit[1].lower())
        if factor and all(
            abs(one - other * Decimal(factor)) <= TOLERANCE * one
            for one, other in zip(found, amounts, strict=True)
        ):
            return told.start, told.end
    return None


def _amounts(value: Value) -> tuple[Decimal, ...]:
    match value:
        case Number(number) | Measure(number) | Duration(number):
            return (abs(number),)
        case Range(low, high):
            return (*_amounts(low), *_amounts(high))
        case Several(scale):
            return (scale,)
    return ()
