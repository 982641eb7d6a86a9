"""What a figure says, whatever the language and the notation: the typed values of this room.

Two readers make them and one writer takes them:

    read(zh, region)      Chinese -> Readings       (`quantities.chinese`)
    read_english(en)      English -> Readings       (`quantities.english`)
    write(value)          value -> Rendering        (`quantities.write`)

Three laws hold, and are tested with generated values: what `write` gives is read back as the `same` value
by `read_english`; the Chinese of a value, in any of its notations, is read as it; and no reader guesses: a
stretch that can be read two ways gives no value, or one with a `note`.

Spans are a thin layer over this: each Reading of the Chinese is one span (each end of a range `to` is a
Reading and a span of its own, with all that the two share; a pair `or` is one), `en` and `also` come from
`write`. A marker holds the number with its magnitude and percent sign; the unit of a `Money`, `Measure` or
`Duration` stays outside (`write(amount(value))`). The check compares values: a span is in the English where
`read_english` finds the `same` value.

All numbers are exact Decimals that keep the decimals as they were written: 2.0 equals 2 and is written `2.0`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Region = Literal["", "taiwan", "republic", "hongkong", "macao"]
"""Where a text is from, as far as it tells: it decides whose 元 is meant, and whether years count from
1911. A text of before 1949 is of the `republic`, which had yuan and no New Taiwan dollars."""
COUNTED_FROM_1911: frozenset[Region] = frozenset(("taiwan", "republic"))

Approx = Literal["", "about", "more", "nearly", "less"]
"""How a number is qualified inside its own expression: 约100 and 100左右 (about), 100余 and 100多 (more),
近100 (nearly). 以上 and 不足 beside a number qualify what is said of it, not the number, and are no part
of it."""

UnitOfTime = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"
]
Part = Literal["", "beginning", "early", "early-mid", "mid", "mid-late", "late", "end"]
"""Of a month, year, decade or century: 初 and 上旬 (early), 中旬 (mid-), 下旬 (late), 底 and 末 (end)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count or other bare number: 2.13万 (21,300), 负3 (-3), 300余 (more than 300)."""

    value: Decimal
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Several:
    """A number of which only the magnitude is told: 数百 (hundreds), 几十万 (hundreds of thousands)."""

    scale: Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """So many hundredths: 5.2% and 百分之五点二 are 5.2, 三成 is 30, 万分之二 0.02."""

    value: Decimal
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A difference between percentages: 半个百分点 is 0.5; so are 50个基点 (basis points)."""

    value: Decimal
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in `per`: 6.01‰ is 6.01 in 1000, 百万分之五 5 in 1,000,000."""

    value: Decimal
    per: int
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Fraction:
    """三分之二: 2 of 3; 一半: 1 of 2; 三分之一强: more than 1 of 3."""

    part: int
    whole: int
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off: 八五折 is 15."""

    off: Decimal


@dataclass(frozen=True, slots=True)
class Multiple:
    """So many times: 3倍 is 3. `grown` is 翻番: 翻一番 is 2 (doubled), 翻两番 4.

    `more` says that the number may be what was added (增长3倍: to grow by three times is to quadruple).
    """

    value: Decimal
    grown: bool = False
    more: bool = False
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """第10万: the 100,000th."""

    value: int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum; `currency` is the code of ISO 4217 (see `currencies`), CNY for yuan."""

    value: Decimal
    currency: str
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class SeveralMoney:
    """上亿元 aside, a sum of which only the magnitude is told: 数十万元 (hundreds of thousands of yuan)."""

    scale: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a sign and a unit that has one: 零下20摄氏度 is -20 `degrees Celsius`."""

    value: Decimal
    unit: str
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long: 两年半 is 2.5 years, 半年 0.5 years, 24小时 24 hours."""

    value: Decimal
    unit: UnitOfTime
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year of the Gregorian calendar; what is not told is None.

    2026年6月30日 has all, 6月底 a month and the part `end`, 2025年底 a year and a part, 26日 a day alone.
    民国113年 and 98年 are given as the year of the common era, 公元前221年 as -221. `weekday` is 1 (Monday)
    to 7.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: Part = ""
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day or month of the Chinese calendar: 五月初五 is month 5, day 5. `leap`: 闰四月."""

    month: int
    day: int | None = None
    year: int | None = None
    leap: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a year, in units: 上半年 is half 1, 前三季度 quarters 1 to 3, 前8月 months 1 to 8.

    The units run from `first` to `last`, both included; 第三季度 is quarters 3 to 3. Those below zero count
    back from now (近三月, the last three months: -3 to -1). 1月至8月 is a Range of
    two Dates, and the `same` as 前8月. 二季度末 is the `end` of quarter 2.
    """

    unit: Literal["half", "quarter", "month"]
    first: int
    last: int
    year: int | None = None
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Decade:
    """20世纪90年代 is 1990; 五六十年代 is a Range of two."""

    year: int
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Century:
    """廿一世纪 is 21, 公元前5世纪 -5."""

    value: int
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day, 0 to 24 hours: 下午3点零5分 is 15, 5. Midnight is 0 or 24, which are the `same`.

    `half` says that the half of the day is told (3点 alone may be either: 3 and 15 are then the `same`).
    `colon` that it was written 9:30, which may be a score or ratio, too. 14时许 is `about` 14, 3点多 `more`.
    """

    hour: int
    minute: int = 0
    second: int | None = None
    half: bool = True
    colon: bool = False
    approx: Approx = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """1∶50万 is 1 to 500,000."""

    sides: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Digits that are no number and stay as they are: a hotline, the tail of an account, a version."""

    text: str


Single = (
    Number | Several | Percent | Points | Rate | Fraction | Discount | Multiple | Ordinal | Money
    | SeveralMoney | Measure | Duration | Date | LunarDate | Period | Decade | Century | Time | Ratio | Code
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """Two values of one kind: `to` (3至5万元: 30,000 to 50,000 yuan), `or` (五六名: five or six), `and`
    (五六十年代: the 1950s and 1960s), `slash` (2024/2025).

    Each end is whole: it has the magnitude, sign, unit, year, month and half of the day that they share.
    """

    low: Single
    high: Single
    mark: Literal["to", "or", "and", "slash"] = "to"


Value = Single | Range
Qualified = Number | Percent | Points | Rate | Fraction | Multiple | Money | Measure | Duration | Time
"""What may have an `approx`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that stands at `start` to `end` (code points, half-open) of a text.

    Of an English Range the two ends are in `parts`; in Chinese each end is a Reading itself. `free` says
    that English has ways of its own to say it (三成, 千分之三, 半年): it is checked, never forced. `note`
    says in English why a reading is doubtful: such a one is told, and neither forced nor checked.
    """

    start: int
    end: int
    value: Value
    parts: tuple[Reading, ...] = ()
    free: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The English of a value: `en` in the house style, `also` other right forms, accepted and never produced.

    `article` is what English needs before it (`the` end of June). `spoken` is the form in words that is usual
    where nothing has to be in digits (half a year, two and a half), if there is one. `loose` are words that
    say it in a sentence (both, a dozen, third, a decade): they show that a free or small figure is there.
    """

    en: str
    also: tuple[str, ...] = ()
    article: str = ""
    spoken: str = ""
    loose: tuple[str, ...] = ()
