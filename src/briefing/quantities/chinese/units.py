"""The units behind a number, and what they make of it: percent signs, currencies, degrees, lengths of
time."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import (
    BEFORE_CODES,
    CURRENCY,
    CURRENCY_BEFORE,
    CURRENCY_CODES,
    LONGEST_BEFORE,
)
from briefing.quantities.chinese.howlong import days_long
from briefing.quantities.chinese.parsed import Suffix
from briefing.quantities.currencies import OF_REGION
from briefing.quantities.values import Duration, Measure, Money, Percent, Points, Rate

if TYPE_CHECKING:
    from decimal import Decimal

    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Approx, Region, UnitOfTime

RATE = re.compile(
    r" ?(?:(?P<percent>[%％])|(?P<mille>‰)|(?P<myriad>‱)|个?(?P<point>百分点)|个?(?P<basis>基点|BP\b|bp\b)"
    r"|(?P<points>个点)(?![子心儿位]))"
)
_MOVED = re.compile("[增降升涨跌调减加落滑][长低高至到升落幅]?[了近约超]?$")
_INDEX = re.compile("指数|荣枯线|临界点|PMI")
"""What moves by points of its own: 低于临界点0.3个点."""
_DURATION = re.compile(
    r"(?:(?P<century>个世纪)|(?P<decade>个年代)|(?P<year>周?年(?![级代度轮初底末]))|(?P<quarter>个季度)|(?P<month>个月|个多月)"
    r"|(?P<week>个?星期(?![一二三四五六日天几])|周(?![岁年边围末报刊期一二三四五六日长])|个?礼拜)|(?P<day>天(?![然津气])|个?昼夜)"
    r"|(?P<hour>个?小时|个钟头)|(?P<minute>分钟|分(?=零?[0-9一二三四五六七八九十]{1,3}秒))|(?P<second>秒(?!杀)))"
)
_WARMTH = re.compile("温|摄氏|零下|负|冷|热|寒")
_DAYS = 1000
_PASSED = ("逾", "满")
"""逾二十四时: more than twenty-four hours."""
DEGREES = re.compile(r" ?(?:℃|°C|摄氏度|°(?![EWNS东西南北]))|度(?=[。，；、至到以左及和的高低））]|$)")


def suffix(zh: str, n: Numeral, region: Region, sign_at: int) -> Suffix | None:
    """The unit at the end of `n`, or that of a currency before `sign_at`, where the number begins."""
    at = n.end
    if match := RATE.match(zh, at):
        if match["percent"]:
            return Suffix(match.end(), Percent, inside=True)
        if match["mille"]:
            return Suffix(match.end(), partial(_rate, per=1000), inside=True)
        if match["myriad"]:
            return Suffix(match.end(), _myriad, inside=True)
        if match["basis"]:
            return Suffix(match.end(), _basis, inside=True)
        of_index = match["points"] and _INDEX.search(zh, max(0, sign_at - 20), sign_at)
        # 下降0.2个点 and 下调5个点; three points of a list are 三个点.
        moved = n.value % 1 or _MOVED.search(zh, max(0, sign_at - 4), sign_at)
        if match["point"] or (moved and not of_index):
            return Suffix(match.end(), Points, inside=True)
    prefix = CURRENCY_BEFORE.search(zh, max(0, sign_at - LONGEST_BEFORE), sign_at)
    if match := CURRENCY.match(zh, at):
        code = _code(match["name"], region)
        if prefix and match["name"] in "元圆":
            code = _code_before(prefix["name"], region)
        return Suffix(match.end(), partial(money, code=code))
    if prefix:
        return Suffix(at, partial(money, code=_code_before(prefix["name"], region)))
    if (match := DEGREES.match(zh, at)) and (match[0] != "度" or _WARMTH.search(zh[max(0, at - 14) : at])):
        return Suffix(match.end(), partial(_measure, unit="degrees Celsius"))
    if (match := _DURATION.match(zh, at)) and match.lastgroup:
        unit: UnitOfTime = match.lastgroup  # type: ignore[assignment]
        return Suffix(match.end(), partial(duration, unit=unit))
    if n.value < _DAYS and zh.startswith("日", at) and days_long(zh, sign_at, at):
        return Suffix(at + 1, partial(duration, unit="day"))
    if zh.startswith("时", at) and zh[sign_at - 1 : sign_at] in _PASSED:
        return Suffix(at + 1, partial(duration, unit="hour"))
    return None


def _rate(value: Decimal, approx: Approx, per: int) -> Rate:
    return Rate(value, per, approx)


def _myriad(value: Decimal, approx: Approx) -> Percent:
    return Percent(value / 100, approx)


def _basis(value: Decimal, approx: Approx) -> Points:
    return Points(value / 100, approx)


def money(value: Decimal, approx: Approx, code: str) -> Money:
    """A sum of money, with the arguments as `Suffix.make` has them."""
    return Money(value, code, approx)


def _measure(value: Decimal, approx: Approx, unit: str) -> Measure:
    return Measure(value, unit, approx)


def duration(value: Decimal, approx: Approx, unit: UnitOfTime) -> Duration:
    """A length of time, with the arguments as `Suffix.make` has them."""
    return Duration(value, unit, approx)


def _code_before(name: str, region: Region) -> str:
    """The currency of a sign before its sum: a bare $ is the dollar of where the text is from."""
    return OF_REGION[region] if name == "$" and region else BEFORE_CODES[name]


def _code(name: str, region: Region) -> str:
    return OF_REGION[region] if name in ("元", "圆", "块钱") else CURRENCY_CODES[name]
