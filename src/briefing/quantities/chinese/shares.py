"""Reads shares and multiples: 三分之二, 百分之五, 八点五成, 八五折, 1.3倍, 一倍半, 翻一番."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.figure import is_minus
from briefing.quantities.chinese.numeral import Numeral, scan
from briefing.quantities.chinese.parsed import Parsed, Suffix
from briefing.quantities.numerals import DIGITS, parse_numeral
from briefing.quantities.values import (
    Discount,
    Fraction,
    Multiple,
    Number,
    Percent,
    Range,
    Rate,
)

if TYPE_CHECKING:
    from briefing.quantities.values import Approx

_RANGE_TO = re.compile("[至到—–~～-]")
_TENTHS = re.compile(
    r"成(?:(?P<half>半)(?![熟年])|(?P<more>[1-9一二三四五六七八九])(?![成个0-9]))?"
    r"(?![员为立功果本效绩就长人年熟都交品套群体分语名型因败活天见书家婚亲份色])"
)
_OFF = re.compile(r"折(?![扣断腾叠射损旧算线合磨])")
_TIMES = re.compile(r"倍(?![增速频率])(?P<half>半(?![导径]))?")
_OF_UNIT = re.compile("秒|毫米|微米|厘米|毫克|克(?![服扣])|毫升")
_SUM = re.compile("所得|金额|价款|货值|收入|[税罚]款|费用|数额|处以?$")
_ONCE = re.compile("倍(?:以上|以下|至|到)")
_FOLD = re.compile(r"番(?![号茄禺薯邦])")
_GROWTH = re.compile(r"(?:增长|增加|提高|上升|扩大|提升|上涨|增幅|增|涨|高出?|多)[了近约超过逾达出将]{0,3}$")
_DOUBLED = re.compile(r"翻(?:了?(?:近|将近|约)|了)?(?P<n>[一两二三四])?番")
_HALF = re.compile(
    r"近?(?:一半|半数)(?![天夜路道])|过半数?(?!百)|逾半数?(?![百年月个天小日])|一多半|半成(?=[，。；、的左以至]|$)|对折|半价|近半(?![年月百个天小日])|(?<!准)减半(?!径)"
    "|加倍(?=处罚|罚|赔|支付|返还|征收|奖励|计算|收取)"
)
_SPELLED = re.compile(
    "[一二三四五六七八九](?:[零〇○]{1,2}|[零〇○][一二三四五六七八九])(?![零〇○一二三四五六七八九十百千万亿点])"
    "|[一二三四五六七八九]{2}[．‧][零〇○一二三四五六七八九]{1,4}+"
)
_SCALE = re.compile("比例尺[^，。；0-9]{0,7}$")
_MAP = re.compile("的?(?:比例尺|(?:地形|地籍|平面|基本|地质|航测|正射影像|像片)[^，。；、]{0,3}图|地图|像片)")
"""千分之一地形图: of a scale of 1 to 1,000, and no percentage."""
_EXACT_PER = {Decimal(1000), Decimal(10**4)}


def share(zh: str, n: Numeral) -> Parsed | None:
    """A share or multiple that begins with the numeral `n`."""
    if zh.startswith("分之", n.end):
        return _parts(zh, n)
    if n.text == "百" and zh.startswith("分百", n.end):
        return Parsed(n.start, n.end + 2, Percent(Decimal(100)), n.end + 2, free=True)
    if zh.startswith("又", n.end):
        return _mixed(zh, n)
    if n.several:
        return None
    return _tenths(zh, n) or _off(zh, n) or _interest(zh, n) or times(zh, n)


_INTEREST = re.compile("(?P<per>[年月])(?:利|息)(?:不[得能]?超过|最高|为|按|计)?$")
_PARTS_OF_INTEREST = {
    ("年", "分"): Decimal(10), ("月", "分"): Decimal(1),
    ("年", "厘"): Decimal(1), ("月", "厘"): Decimal("0.1"),
}  # fmt: skip


def _interest(zh: str, n: Numeral) -> Parsed | None:
    """年利一分 (10 percent a year), 月息二分 (2 percent a month), 月息五厘 (0.5 percent)."""
    before = _INTEREST.search(zh, max(0, n.start - 7), n.start)
    part = _PARTS_OF_INTEREST.get((before["per"], zh[n.end : n.end + 1])) if before else None
    if part is None or n.high is not None or n.approx:
        return None
    return Parsed(n.start, n.end + 1, Percent(_plain(n.value * part)), n.end + 1, free=True)


def _mixed(zh: str, n: Numeral) -> Parsed | None:
    """一又二分之一 (one and a half), 三又四分之三 (three and three quarters)."""
    if zh.startswith("又半", n.end) and n.whole:
        return Parsed(n.start, n.end + 2, Number(n.value + Decimal("0.5")), n.end + 2, free=True)
    bottom = scan(zh, n.end + 1)
    top = scan(zh, bottom.end + 2) if bottom and zh.startswith("分之", bottom.end) else None
    if not bottom or not top or not top.whole or not bottom.whole or top.whole >= bottom.whole:
        return None
    number = n.value + Decimal(top.whole) / bottom.whole
    return Parsed(n.start, top.end, Number(number), top.end, top, free=True)


def _parts(zh: str, n: Numeral) -> Parsed | None:
    """百分之五 (percent), 千分之三, 百万分之五, 三分之二; the last of 百分之三至五 is read as well."""
    whole = n.value
    start, sign, begin = n.start, 1, n.end + 2
    if zh.startswith("负", begin):
        sign, begin = -1, begin + 1
    part = scan(zh, begin) or _spelled(zh, begin)
    if part is None or part.several or not whole or n.high is not None or n.approx:
        return None
    if zh[start - 1 : start] == "负" and is_minus(zh, start - 1):
        start, sign = start - 1, -1

    def made(number: Decimal, approx: Approx) -> Percent | Rate:
        if whole == 100:
            return Percent(sign * number, approx)
        if whole in _EXACT_PER:
            return Percent(sign * number * 100 / whole, approx)
        return Rate(sign * number, int(whole), approx)

    if part.whole and whole.is_finite() and part.whole < whole <= 10**6 and _OF_UNIT.match(zh, part.end):
        # 百分之一秒: a hundredth of a second, and no percentage.
        return Parsed(start, part.end, Fraction(part.whole, int(whole)), part.end, free=True)
    if (
        part.whole == 1
        and whole in _EXACT_PER
        and (_MAP.match(zh, part.end) or _SCALE.search(zh, max(0, n.start - 10), n.start))
    ):
        return Parsed(start, part.end, Fraction(1, int(whole)), part.end, free=True)
    unit = Suffix(part.end, made, inside=True, free=whole != 100)
    if whole == 100 or whole in _EXACT_PER or whole >= 10**5:
        if part.high is not None:
            pair = Range(made(part.value, ""), made(part.high, ""), "or")
            return Parsed(start, part.end, pair, part.end, part, unit, free=whole != 100)
        one = made(part.value, part.approx)
        return Parsed(start, part.end, one, part.end, part, unit, free=whole in _EXACT_PER)
    top, bottom = part.whole, n.whole
    if top and bottom and top < bottom <= (10**7 if top == 1 else 10**4):
        return Parsed(start, part.end, Fraction(top, bottom), part.end, free=True)
    return None


def _spelled(zh: str, at: int) -> Numeral | None:
    """100 of 百分之一○○ and 99.95 of 百分之九九．九五, digit by digit."""
    match = _SPELLED.match(zh, at)
    if match is None:
        return None
    return Numeral(
        at, match.end(), match[0], Decimal("".join(str(DIGITS.get(char, ".")) for char in match[0]))
    )


def part_to(zh: str, first: Parsed) -> Parsed | None:
    """The second of 百分之三至五, which does not say 百分之 again."""
    mark = _RANGE_TO.match(zh, first.after)
    if mark is None or first.suffix is None:
        return None
    to = scan(zh, mark.end())
    if to is None or to.high is not None or zh.startswith(("分之", "个"), to.end):
        return None
    made = first.suffix.make(to.value, to.approx)
    if not isinstance(made, Percent | Rate) or "分之" not in zh[first.start : first.end]:
        return None
    return Parsed(to.start, to.end, made, to.end, to, first.suffix, free=first.free)


def _tenths(zh: str, n: Numeral) -> Parsed | None:
    """三成 (30 percent), 八点五成, 3成5, 六成半, 七八成; 第一成 and 二十成 are none."""
    match = _TENTHS.match(zh, n.end)
    if not match or n.value > 10 or n.approx or zh[n.start - 1 : n.start] == "第":
        return None
    if not n.value or (n.value == 10 and n.text != "十"):
        return None
    extra = 5 if match["half"] else parse_numeral(match["more"]) if match["more"] else 0
    more = Decimal(extra or 0)
    if more and n.value % 1:
        return None

    def made(number: Decimal, approx: Approx) -> Percent:
        return Percent(_plain(number * 10), approx)

    unit = Suffix(match.end(), made, inside=True, free=True)
    low = made(n.value + more / 10, "")
    value = low if n.high is None else Range(low, made(n.high, ""), "or")
    return Parsed(n.start, match.end(), value, match.end(), n, unit, free=True)


def _plain(number: Decimal) -> Decimal:
    """85.0 as 85: the decimal of 8.5成 is none of the percentage."""
    return number.to_integral_value() if number == number.to_integral_value() else number


def _off(zh: str, n: Numeral) -> Parsed | None:
    """八折 (20 percent off), 八五折 and 85折 (15 percent off), 7.5折 (25 percent off)."""
    if not _OFF.match(zh, n.end) or n.approx:
        return None
    return _discount(zh, n.start, n.end)


def discount(zh: str, at: int) -> Parsed | None:
    """八五折: two numerals side by side, which are no number by themselves."""
    one = DIGITS.get(zh[at : at + 1])
    two = DIGITS.get(zh[at + 1 : at + 2])
    if not one or two is None or not _OFF.match(zh, at + 2):
        return None
    return _discount(zh, at, at + 2)


def _discount(zh: str, start: int, end: int) -> Parsed | None:
    text = zh[start:end]
    if len(text) == 2 and all(char in DIGITS for char in text):
        left = Decimal(DIGITS[text[0]] * 10 + DIGITS[text[1]])
    else:
        number = parse_numeral(text)
        if number is None:
            return None
        left = _plain(number * 10) if number < 10 else number
    if not 0 < left < 100:
        return None
    return Parsed(start, end + 1, Discount(100 - left), end + 1, free=True)


def times(zh: str, n: Numeral) -> Parsed | None:
    """3倍 (three times), 一倍半 (one and a half times), 两倍多; 增长3倍 may be to quadruple."""
    match = _TIMES.match(zh, n.end)
    if not match or n.value > 10**6:
        return None
    grown = _GROWTH.search(zh, max(0, n.start - 6), n.start) is not None
    once = _ONCE.match(zh, n.end) if n.text in ("一", "1") and not grown else None
    if once and (once[0][-1] in "至到" or _SUM.search(zh, max(0, n.start - 4), n.start)):
        # 违法所得一倍以上十倍以下的罚款: once the gains, and not twice as much.
        return Parsed(n.start, n.end, Number(Decimal(1)), match.end(), n, free=True)

    def made(number: Decimal, approx: Approx) -> Multiple:
        return Multiple(number, more=grown, approx=approx)

    half = Decimal("0.5") if match["half"] else Decimal(0)
    unit = Suffix(match.end(), made, inside=True)
    low = made(n.value + half, n.approx)
    value = low if n.high is None else Range(low, made(n.high, ""), "or")
    return Parsed(n.start, match.end(), value, match.end(), n, unit, free=True)


def doubled(zh: str, at: int) -> Parsed | None:
    """翻一番 and 翻番 (double), 翻两番 (quadruple)."""
    match = _DOUBLED.match(zh, at)
    if not match:
        return None
    n = parse_numeral(match["n"]) if match["n"] else Decimal(1)
    if n is None:
        return None
    return Parsed(at, match.end(), Multiple(Decimal(2) ** int(n), grown=True), match.end(), free=True)


def half(zh: str, at: int) -> Parsed | None:
    """一半, 半数, 减半, 过半 and 一多半 (more than half), 近半 (nearly half), 对折 and 半价 (half price),
    加倍, 半成 (5 percent)."""
    match = _HALF.match(zh, at)
    if not match or zh[at - 1 : at] in tuple("0123456789一二三四五六七八九十另"):
        return None
    value: Discount | Percent | Fraction | Multiple = Fraction(1, 2)
    if match[0] in ("对折", "半价"):
        value = Discount(Decimal(50))
    elif match[0] == "半成":
        value = Percent(Decimal(5))
    elif match[0].startswith(("过", "近", "逾", "一多")):
        value = Percent(Decimal(50), "nearly" if match[0][0] == "近" else "more")
    elif match[0] == "加倍":
        value = Multiple(Decimal(2), grown=True)
    return Parsed(at, match.end(), value, match.end(), free=True)
