"""Reads one Chinese or mixed numeral to its value: 二十一, 廿一, 贰拾万, 1亿5千万, 2.13万, 3万4000, 12 350.

A numeral is scanned once, from left to right, by its characters; what is longer than any figure is passed
over whole, so that time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_CAPITALS = ("壹", "贰貳", "叁參叄参", "肆", "伍", "陆陸", "柒", "捌", "玖")
CAPITALS = {char: i for i, group in enumerate(_CAPITALS, 1) for char in group}
"""The numerals of cheques and contracts, which cannot be altered with a stroke of the pen."""
TENS = {"廿": 20, "卅": 30, "卌": 40}
UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MAGNITUDES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
ZEROS = "零〇○0０OＯoо"
"""What stands for zero in years that are told digit by digit: 二〇二四, 二Ｏ二四, 二0二四."""

MAX_DIGITS = 20
"""Longer than any figure: a bank account, a code. Decimal's default precision would round it, too."""
MAX_TOKENS = 40

HANZI = "[零〇○一二两三四五六七八九十百千万亿]"
"""One character of a plain Chinese numeral, as the inside of a pattern."""

# Thousands parted by commas, by full-width commas, by single spaces; one group alone after a full-width
# comma or a space is settled by what stands around it (`counted.groups`).
_ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]{1,3}(?:，[0-9]{3})++(?![0-9])"
    r"|[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
)
_HAN_DIGITS = "零〇○一二三四五六七八九"
_WORDLIKE = "参"
_HAN = "".join({*DIGITS, *CAPITALS, *TENS, *UNITS, *MAGNITUDES} - {_WORDLIKE})
_ONE_HAN = f"(?:[{_HAN}]|{_WORDLIKE}(?=[拾佰仟万亿年月日元圆角分])|(?<=[拾佰仟]){_WORDLIKE})"
"""參 of 參拾萬 is 参 once it is Simplified, and 参 begins words besides (参加, 参天)."""
_TOKEN = re.compile(
    rf"(?P<arabic>{_ARABIC})|[点點．‧](?P<point>[{_HAN_DIGITS}]+)|(?P<han>{_ONE_HAN})",
)
NUMERAL = re.compile(f"[0-9]|{_ONE_HAN}")
"""A character that a numeral may begin with."""
ARABIC = re.compile(_ARABIC)
"""A number in digits, with its decimals."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a numeral: `kind` is a(rabic), d(igit), c(apital digit), t(ens), u(nit), m(agnitude),
    p(oint)."""

    kind: str
    value: Decimal
    text: str
    start: int
    end: int


def tokens(zh: str, at: int) -> list[Token]:
    """The pieces of the run of numeral characters at `at`, at most MAX_TOKENS and one more."""
    found: list[Token] = []
    while len(found) <= MAX_TOKENS and (match := _TOKEN.match(zh, at)):
        if text := match["arabic"]:
            linked = len(found) > 1 and found[-1].text in "零〇" and found[-2].kind in "um"
            if found and found[-1].kind in "adct" and not linked:
                break
            plain = "".join(char for char in text if char in "0123456789.")
            value = Decimal(plain) if len(plain) <= MAX_DIGITS else Decimal("NaN")
            found.append(Token("a", value, text, at, match.end()))
        elif text := match["point"]:
            digits = "".join(str(DIGITS[char]) for char in text[:MAX_DIGITS])
            found.append(Token("p", Decimal(f"0.{digits}"), match[0], at, match.end()))
        else:
            char = match["han"]
            found.append(Token(*_kind(char), char, at, match.end()))
        at = match.end()
    return found


def _kind(char: str) -> tuple[str, Decimal]:
    for kind, table in (("d", DIGITS), ("u", UNITS), ("m", MAGNITUDES), ("c", CAPITALS)):
        if char in table:
            return kind, Decimal(table[char])
    return "t", Decimal(TENS[char])


def value_of(pieces: Sequence[Token]) -> Decimal | None:
    """The value of a whole numeral, or None if it is not a well-formed one (十四五, 三四十, 一二三)."""
    total = wan = section = Decimal(0)
    current: Decimal | None = None
    unit = last = Decimal(10**16)
    zero = pointed = False
    for at, token in enumerate(pieces):
        kind, value = token.kind, token.value
        if value.is_nan() or (pointed and kind not in "mu"):
            return None
        if kind == "a":
            wan_behind = pieces[at + 1 : at + 2] and pieces[at + 1].kind == "m"
            if current is not None or not _fits(token, last, first=not at, pointed=bool(wan_behind)):
                return None
            current = value
        elif kind == "p":
            if current is None and not section and not zero:
                return None
            current, pointed = (current or Decimal(0)) + value, True
        elif kind == "t":
            if current is not None or section % 100 or unit <= 10:
                return None
            section, unit, last, zero = section + value, Decimal(10), Decimal(10), False
        elif kind in "dc":
            if value == 0:
                if current is not None or zero:
                    return None
                zero = True
                continue
            if current is not None:
                return None
            current = value
        elif kind == "u":
            if value >= unit or (current is None and value != 10 and at > 0):
                return None
            unit = last = value
            section += (Decimal(1) if current is None else current) * unit
            current, zero = None, False
        else:
            section += current or 0
            if not section and at > 0 and not wan:
                return None
            if value == 10**4:
                if wan and (section or pieces[at - 1].kind != "m"):
                    return None
                # 四万万 is 400 million.
                wan = (wan or section or Decimal(1)) * value
            else:
                # 1兆2345亿 is one number, 1亿2亿 are two.
                if total and total < value * 10**4:
                    return None
                total += (wan + section or Decimal(1)) * value
                wan = Decimal(0)
            current, zero, pointed, unit, last = None, False, False, Decimal(10**16), value
            section = Decimal(0)
    closed = _closed(pieces, total + wan + section, current, last, zero=zero)
    if closed is not None and len(pieces) > 1 and closed < 10**6 and closed == closed.to_integral_value():
        # The decimals of 2.13万 are none of 21,300.
        return closed.to_integral_value()
    return closed


def _fits(token: Token, last: Decimal, *, first: bool, pointed: bool) -> bool:
    """Whether digits may stand after a magnitude: 3万4000, 12万3456, 1亿2,500万, 1万5, and `pointed` ones
    before the next (1亿零27.1万); but not 3万12000."""
    return first or (token.value < last and (pointed or "." not in token.text))


def _closed(
    pieces: Sequence[Token], value: Decimal, current: Decimal | None, last: Decimal, *, zero: bool
) -> Decimal | None:
    if not pieces:
        return None
    if current is None:
        return None if zero and (value or len(pieces) > 1) else value
    end = pieces[-1]
    # 一万五 is 15,000, but 一万零五 10,005, and 万三 three in ten thousand; 3万4000 is 34,000.
    short = end.kind in "dc" or (end.kind == "a" and len(end.text) == 1)
    told = pieces[0].kind not in "um" or pieces[0].value == 10
    if short and told and 100 <= last < 10**16 and not zero and current < 10:
        return value + current * (last // 10)
    return value + current


def parse_numeral(text: str) -> Decimal | None:
    """The value of `text`, if the whole of it is one well-formed numeral, else None.

    兆 is a trillion, as in Taiwan; elsewhere it is no numeral, but mega-.
    """
    if len(text) > 2 * MAX_DIGITS:
        return None
    pieces = tokens(text, 0)
    return value_of(pieces) if pieces and pieces[-1].end == len(text) else None


def parse_digits(text: str) -> int | None:
    """The number that digits one by one spell, in either script (二〇二二, 二Ｏ二二 and 2022 are 2022)."""
    digits = ["0" if char in ZEROS else str(DIGITS.get(char, char)) for char in text if char not in "两兩"]
    joined = "".join(digits)
    return int(joined) if joined.isascii() and joined.isdigit() and len(joined) <= MAX_DIGITS else None


def parse_small(text: str) -> int | None:
    """A whole number such as a month, day, hour or article has (7, 二十六, 廿六, 一〇三)."""
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= MAX_DIGITS else None
    value = parse_numeral(text)
    if value is None:
        return parse_digits(text) if len(text) > 1 else None
    return int(value) if value == value.to_integral_value() else None
