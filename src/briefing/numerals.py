"""Reads Chinese and mixed numerals: 二十一, 一百二十万, 1亿5千万, 2.13万, 30多万, 3至5万."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {"万": 10**4, "亿": 10**8, "兆": 10**12}

# Longer than any figure: a bank account, a code. Decimal's default precision would round it, too.
MAX_DIGITS = 20

# The thousands separator may be full-width, but then one group alone is more likely an enumeration.
ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]{1,3}(?:，[0-9]{3}){2,40}+(?![0-9])|[0-9]++)"
    r"(?:\.[0-9]++)?+"
)
# 千 of 千瓦 (kilowatt), 百 of 百分点 (percentage point) and the like belong to the unit.
_MAGNITUDE = r"(?:十(?=[万亿])|百(?![分帕货])|千(?![瓦米克伏帕卡赫焦字])|万|亿|兆(?=元|新台币))"
HANZI = r"[零〇○一二两三四五六七八九十百千万亿]"
_ARABIC_WITH_MAGNITUDE = rf"{ARABIC}(?:{_MAGNITUDE}++(?:零?[0-9]++{_MAGNITUDE}++)*+)?+"
_HANZI_RUN = (
    rf"(?:(?!千[瓦米克伏帕卡赫焦字]|百分[之点]){HANZI})++(?:点[零〇一二三四五六七八九]++{_MAGNITUDE}*+)?+"
)
_NUMBER = re.compile(rf"(?P<arabic>{_ARABIC_WITH_MAGNITUDE})|(?P<hanzi>{_HANZI_RUN})")
_MORE_INSIDE = re.compile(rf"[多余几](?P<rest>{_MAGNITUDE}++)")
_TOKEN = re.compile(rf"{ARABIC}|{HANZI}|兆|点[零〇一二三四五六七八九]+")
RANGE_MARKS = frozenset("至到—-－–~～")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a Chinese text, at `start` to `end` (code points).

    `more` says that 多 or 余 stands inside it (30多万: more than 300,000). `ranged` marks the first of two
    numbers joined by a range mark, `shared` one that took its magnitude from the second (3至5万).
    """

    start: int
    end: int
    value: Decimal
    text: str
    arabic: bool
    more: bool = False
    ranged: bool = False
    shared: bool = False


def parse_numeral(text: str) -> Decimal | None:
    """The value of a whole numeral, or None if it is not a well-formed one (十四五, 三四十, 一二三).

    兆 is a trillion, as in Taiwan; elsewhere it is no numeral, but mega-.
    """
    total = wan = section = Decimal(0)
    current: Decimal | None = None
    unit = last = 10**16
    zero = False
    at = 0
    if sum(c.isdigit() for c in text) > MAX_DIGITS or len(text) > 2 * MAX_DIGITS:
        return None
    for match in _TOKEN.finditer(text):
        token = match[0]
        if match.start() != at:
            return None
        at = match.end()
        if token[0].isascii():
            if current is not None:
                return None
            current = Decimal(token.replace(",", "").replace("，", ""))
        elif token[0] == "点":
            if current is None and not section:
                return None
            fraction = "".join(str(DIGITS[c]) for c in token[1:])
            current = (current or Decimal(0)) + Decimal(f"0.{fraction}")
        elif token in DIGITS:
            if DIGITS[token] == 0:
                if current is not None or zero:
                    return None
                zero = True
                continue
            if current is not None:
                return None
            current = Decimal(DIGITS[token])
        elif token in UNITS:
            if UNITS[token] >= unit or (current is None and token != "十" and at > 1):
                return None
            unit = last = UNITS[token]
            section += (Decimal(1) if current is None else current) * unit
            current, zero = None, False
        else:
            section += current or 0
            current, zero, unit = None, False, 10**16
            if token == "万":
                if wan or (not section and at > 1):
                    return None
                wan, last = (section or Decimal(1)) * 10**4, 10**4
            else:
                if not (wan or section) and at > 1:
                    return None
                total += (wan + section or Decimal(1)) * MAGNITUDES[token]
                wan, last = Decimal(0), MAGNITUDES[token]
            section = Decimal(0)
    if at != len(text) or not text:
        return None
    if current is not None:
        # 一万五 is 15,000, but 一万零五 10,005.
        colloquial = (
            100 <= last < 10**16 and not zero and current < 10 and text[-1] in DIGITS and "点" not in text
        )
        section += current * (last // 10) if colloquial else current
    elif zero and (total or wan or section):
        return None
    return total + wan + section


def parse_digits(text: str) -> int | None:
    """The number that digits one by one spell, in either script (二〇二二 and 2022 are 2022)."""
    digits = [str(DIGITS.get(c, c)) for c in text if c != "两"]
    joined = "".join(digits)
    return int(joined) if joined.isascii() and joined.isdigit() and len(joined) <= MAX_DIGITS else None


def parse_small(text: str) -> int | None:
    """A whole number such as a month, day, hour or article has (7, 二十六, 一〇三)."""
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= MAX_DIGITS else None
    value = parse_numeral(text)
    if value is None:
        return parse_digits(text) if len(text) > 1 else None
    return int(value) if value == value.to_integral_value() else None


def numbers(zh: str) -> list[Number]:
    """All well-formed numbers of `zh`, in order; the first of a range has the magnitude of the second."""
    found = list(_scan(zh))
    for i, (first, second) in enumerate(pairwise(found)):
        if second.start - first.end == 1 and zh[first.end] in RANGE_MARKS:
            factor = _shared_factor(first, second)
            found[i] = replace(first, value=first.value * factor, ranged=True, shared=factor > 1)
    return found


def _shared_factor(first: Number, second: Number) -> int:
    if first.more or second.more or _magnitude_at_end(first.text)[-1:] in MAGNITUDES:
        return 1
    units = _magnitude_at_end(second.text)
    # 三至五千万 shares 千万, 三千至五千万 only 万, 三百至五千 nothing.
    for shared in (units, units.lstrip("十百千")):
        factor = parse_numeral(shared)
        if factor is not None and first.value < second.value / factor:
            return int(factor)
    return 1


def _magnitude_at_end(text: str) -> str:
    tail = len(text)
    while tail and (text[tail - 1] in UNITS or text[tail - 1] in MAGNITUDES):
        tail -= 1
    # 十 at the end of 五十 is no magnitude to share: 三至五十 is from 3 to 50.
    return text[tail:] if tail and text[tail:] != "十" else ""


def _scan(zh: str) -> Iterator[Number]:
    at = 0
    while match := _NUMBER.search(zh, at):
        at = match.end()
        value = parse_numeral(match[0])
        if value is None:
            continue
        if more := _MORE_INSIDE.match(zh, at):
            whole = parse_numeral(match[0] + more["rest"])
            if whole is not None:
                at, value = more.end(), whole
        yield Number(
            start=match.start(),
            end=at,
            value=value,
            text=zh[match.start() : at],
            arabic=match["arabic"] is not None,
            more=at > match.end(),
        )
