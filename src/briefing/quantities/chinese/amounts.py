"""Reads numbers with their units: counts, sums of money, percentages and points, durations, temperatures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from briefing.quantities.chinese.durations import compound
from briefing.quantities.chinese.figure import is_figure, is_minus, is_round, is_year
from briefing.quantities.chinese.halves import and_a_half
from briefing.quantities.chinese.parsed import Parsed, Suffix
from briefing.quantities.chinese.units import DEGREES, RATE, money, suffix
from briefing.quantities.currencies import OF_REGION
from briefing.quantities.numerals import CAPITALS, DIGITS, parse_numeral
from briefing.quantities.values import (
    Date,
    Duration,
    Fraction,
    Measure,
    Money,
    Multiple,
    Number,
    Percent,
    Qualified,
    Range,
    Several,
    SeveralMoney,
    Time,
)

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Region, Single, Value

_COIN = f"[0-9一二两三四五六七八九{''.join(CAPITALS)}]"
_CHANGE = re.compile(
    rf"(?P<unit>[元块圆])(?:[零〇]?(?P<jiao>{_COIN})(?P<j>[角毛])(?![色度落逐星形]))?"
    rf"(?:[零〇]?(?P<fen>{_COIN})(?P<f>分(?![之钟])))?"
    r"(?P<bare>(?<=[块毛])[0-9一二三四五六七八九](?![0-9一二三四五六七八九十百千万亿个点元块年月日分成折倍%]))?"
)
_SMALL_CHANGE = re.compile(
    r"(?P<j>[角毛])(?![色度落逐星形])钱?"
    r"(?:(?P<fen>[0-9一二两三四五六七八九])(?:分(?![之钟])|(?<=毛.)(?![0-9一二三四五六七八九十百千万分年月日])))?"
    r"(?P<coin>(?<=钱)|(?<=毛)(?=[，。；：、）”“到至不]|$))?"
    r"|(?P<f>分)钱"
)
_DECIMALS = re.compile(
    r"(?P<unit>[秒米])(?P<decimals>[0-9]{1,2}|[零一二三四五六七八九][一二三四五六七八九]|[二三四五六七八九]|一(?=[，。；、）的]|$))(?![0-9.,%个名家亿万至到米秒十百千条层间座]|[一二三四五六七八九])"
)
_WARM = re.compile("度(?P<tenths>[1-9一二三四五六七八九])(?![0-9一二三四五六七八九十百千万个人名次级])")
_WARMTH = re.compile("温|烧|热")
_TENTHS = re.compile(
    "(?:(?P<mu>亩)(?P<fen>[1-9一二三四五六七八九])分(?![之钟])(?:(?P<li>[1-9一二三四五六七八九])厘(?!米))?|(?P<jin>(?<!公)斤)(?P<liang>[1-9一二三四五六七八九])[两兩](?![岸国院会]))"
)
_BEFORE_MINUS = frozenset(" （(“，。、；：:/至到为是达约于从由降升跌即在了～~—–")
_SIGNED = re.compile(
    "(?:利润(?:总额)?|净利|差额|净额|余额|结余|收益|损益|盈余|净增|净流入|增[长速幅]|涨幅|同比|环比)$"
)
"""净利润-3.2亿元: what may be below zero, straight before its minus."""
_TO_DEGREES = re.compile(r"[～~—–至到-][-−－]?[0-9]{1,3}(?:\.[0-9]{1,3})? ?(?:[%％‰]|℃|°C|摄氏度|度)")
"""What stands behind the lower end of -5至3℃."""
_NEARLY = re.compile("(?<![附最接将邻远临靠逼])近$")
_OR_SO = re.compile("[个名家位项所座种]?左右(?!为难|逢源|手)")
_MORE_BEHIND = re.compile("年多|天多|周多|个?小时多|个?月多|倍多")
_MORE_WITHIN = re.compile("个多(?=小时|月|星期|礼拜|钟头|世纪|百分点)")
_MORE_ENDS = re.compile("[，。、；：）的来以前后了]|时间|之|$")
"""What shows that 多 belongs to the number before it: 3年多来, but not 3年多次 (many times in 3 years)."""
_LASTING = re.compile("(?:历时|历经|用时|耗时|长达|用了|花了|过去|已有|有)[了约近]?$")
_MANY = re.compile("[次个项种人名家方元轮层级样重位地国党部处点数少头维]")
_SLIGHTLY_MORE = re.compile("强(?![大化制调力度烈者弱行硬盛国省市县村企健])|多(?=[，。、；：）的]|$)")
_WEAK = ("弱势", "弱小", "弱化", "弱者", "弱视", "弱智", "弱项", "弱电")
_PAST = re.compile(
    "个?(?:多|来|余)?个?(?:年(?!的?(?:悠久)?(?:历史(?!性)|文明|建城|[校院]史|传承))|月|日|天|周|期|届|代|世纪)"
)


def amount(zh: str, n: Numeral, region: Region, after: int) -> Parsed | None:
    """The number `n` with its unit, where it is a figure; `after` is where what it counts stands: the end
    of the second number of a range."""
    if told := _change(zh, n, region) or _parted(zh, n):
        return told
    start, factor = sign(zh, n)
    unit = suffix(zh, n, region, start)
    if unit and (long := _long(zh, n, unit)):
        return long
    if unit and unit.inside and n.end == after:
        if n.several:
            return None
        return Parsed(start, unit.end, value(n, unit, factor), unit.end, n, unit)
    if (half := and_a_half(zh, n, unit)) is not None:
        return half
    if not is_figure(zh, n, after) and factor > 0:
        return None
    if is_year(zh, n):
        return Parsed(n.start, n.end, Date(int(n.value)), n.end, n)
    end = unit.end if unit else n.end
    made = value(n, unit, factor)
    return Parsed(start, n.end, made, max(end, n.end), n, unit, free=is_round(zh, n), note=n.doubt)


def _long(zh: str, n: Numeral, unit: Suffix) -> Parsed | None:
    """一年六个月, where `unit` is that of a length of time."""
    if n.whole is None or zh[n.start - 1 : n.start] in tuple("第几数"):
        return None
    one = unit.make(n.value, "")
    return compound(zh, n, one.unit, unit.end) if isinstance(one, Duration) else None


def sign(zh: str, n: Numeral) -> tuple[int, int]:
    """Where `n` begins with its sign, and -1 or 1; in 歼-20, 5%-10% and 担负三项 there is none."""
    at = n.start
    before = zh[at - 1 : at]
    if zh.startswith("零下", at - 2) and at >= 2:
        return at - 2, -1
    if before == "负" and (
        is_minus(zh, at - 1) or (DEGREES.match(zh, n.end) and zh[at - 2 : at - 1] != "担")
    ):
        signed = n.arabic or len(n.text) > 1 or RATE.match(zh, n.end) or DEGREES.match(zh, n.end)
        if signed:
            return at - 1, -1
    if n.arabic and before and before in "-−－":
        measured = RATE.match(zh, n.end) or DEGREES.match(zh, n.end) or _TO_DEGREES.match(zh, n.end)
        told = _SIGNED.search(zh, max(0, at - 5), at - 1) and not (n.plain and len(n.text) == 4)
        if at == 1 or zh[at - 2] in _BEFORE_MINUS or (measured and "一" <= zh[at - 2] <= "鿿") or told:
            return at - 1, -1
    return at, 1


def value(n: Numeral, unit: Suffix | None, factor: int = 1) -> Value:
    """What `n` is worth with its unit and sign: a pair is a Range, a magnitude alone Several."""

    def one(number: Decimal) -> Single:
        return unit.make(number * factor, n.approx) if unit else Number(number * factor, n.approx)

    low = one(n.value)
    if n.several:
        return SeveralMoney(n.value, low.currency) if isinstance(low, Money) else Several(n.value)
    return low if n.high is None else Range(low, one(n.high), "or")


def qualified(zh: str, parsed: Parsed) -> Parsed:
    """近7600个 (nearly 7,600), which engines turn into `more than`, and 10个左右 (about 10), where English
    has no word for the measure between them; 4个多小时, 15年多, 三分之一强. 近3年 is the past."""
    value, start, end = parsed.value, parsed.start, parsed.end
    if not isinstance(value, Qualified) or value.approx:
        return parsed
    if more := _more_behind(zh, parsed, value):
        return replace(parsed, end=more, after=max(more, parsed.after), value=replace(value, approx="more"))
    if isinstance(value, Multiple | Time):
        return parsed
    if isinstance(value, Fraction) and zh.startswith("弱", end) and not zh.startswith(_WEAK, end):
        return replace(parsed, end=end + 1, after=end + 1, value=replace(value, approx="nearly"))
    past = _PAST.match(zh, end) or zh[start] == "半"
    if _NEARLY.search(zh, max(0, start - 2), start) and not past:
        return replace(parsed, start=start - 1, value=replace(value, approx="nearly"))
    so = _OR_SO.match(zh, end)
    if so and not isinstance(value, Money):
        return replace(parsed, end=so.end(), after=so.end(), value=replace(value, approx="about"))
    return parsed


def _more_behind(zh: str, parsed: Parsed, value: Qualified) -> int | None:
    """Where 4个 of 4个多小时 (more than four hours) ends with its 多, and 3 of 3年多; None if there is none.

    Greater numbers are carried in a marker, and their unit with them: 15年多.
    """
    end = parsed.end
    if isinstance(value, Fraction) or (isinstance(value, Percent) and zh[end - 1] in "成%"):
        return end + 1 if _SLIGHTLY_MORE.match(zh, end) else None
    if isinstance(value, Time):
        return None
    if within := _MORE_WITHIN.match(zh, end):
        return within.end()
    unit = zh[end - 1] if zh[end - 1] in "年天周月倍" else ""
    behind = _MORE_BEHIND.match(zh, end - len(unit)) or (unit and zh.startswith("小时多", end - 2))
    if not behind:
        return None
    at = zh.index("多", end) + 1
    lasting = _LASTING.search(zh, max(0, parsed.start - 4), parsed.start) and not _MANY.match(zh, at)
    if not lasting and not _MORE_ENDS.match(zh, at):
        return None
    if value.value <= 10:
        return end
    return at if isinstance(value, Duration) else None


def _change(zh: str, n: Numeral, region: Region) -> Parsed | None:
    """3元6角, 十二块五, 三块二毛五, 五角六分: a sum in yuan, jiao (a tenth) and fen (a hundredth).

    3元 alone is a figure with its unit, 5分 a score, 三角 a triangle; 五角六分 and 5角 are sums.
    """
    if n.high is not None or n.several or n.approx or region == "taiwan":
        return None
    before = zh[n.start - 1 : n.start]
    if before in ("第", "牛") or zh.startswith("毛不拔", n.end):
        # 九牛一毛 (a drop in the ocean) and 一毛不拔 (stingy) are no sums.
        return None
    if (match := _CHANGE.match(zh, n.end)) and (match["jiao"] or match["fen"] or match["bare"]):
        if n.value % 1:
            return None
        parts = [_digit(match["jiao"]), _digit(match["fen"])]
        if match["bare"]:
            parts[1 if match["jiao"] else 0] = _digit(match["bare"])
        total = n.value + parts[0] / 10 + parts[1] / 100
    elif (match := _SMALL_CHANGE.match(zh, n.end)) and n.value < 10 and n.value % 1 == 0:
        arabic_alone = n.arabic and match["j"] == "角"
        if not (match["fen"] or match["coin"] is not None or match["f"] or arabic_alone):
            return None
        if n.value == 1 and match["coin"] is not None and not match[0].endswith("钱"):
            # 九牛一毛 and 一毛不拔 speak of hairs.
            return None
        total = n.value / 100 if match["f"] else n.value / 10 + _digit(match["fen"]) / 100
    else:
        return None
    code = OF_REGION[region]
    unit = Suffix(match.end(), partial(money, code=code), inside=True)
    # 每一分钱 is every penny: said in other ways.
    free = total < Decimal("0.1")
    return Parsed(n.start, match.end(), Money(total, code), match.end(), n, unit, free=free)


def _parted(zh: str, n: Numeral) -> Parsed | None:
    """11秒21 (11.21 seconds), 1米62 (1.62 meters), 三亩七分五厘 (3.75 mu): decimals behind the unit."""
    if n.whole is None or zh.startswith("一亩三分地", n.start):
        return None
    if match := _TENTHS.match(zh, n.end):
        name, tenths = ("mu", match["fen"]) if match["mu"] else ("jin", match["liang"])
        more = _digit(tenths) / 10 + _digit(match["li"]) / 100
        made: Measure | Duration = Measure(n.value + more, name)
        return Parsed(n.start, match.end(), made, match.end(), n)
    if (match := _WARM.match(zh, n.end)) and _WARMTH.search(zh, max(0, n.start - 8), n.start):
        degrees = n.value + _digit(match["tenths"]) / 10
        return Parsed(n.start, match.end(), Measure(degrees, "degrees Celsius"), match.end(), n)
    match = _DECIMALS.match(zh, n.end)
    if not match or (match["decimals"].isascii() != n.arabic):
        return None
    decimals = match["decimals"]
    number = n.value + Decimal(f"0.{''.join(str(DIGITS.get(digit, digit)) for digit in decimals)}")
    made = Duration(number, "second") if match["unit"] == "秒" else Measure(number, "meters")
    return Parsed(n.start, match.end(), made, match.end(), n)


def _digit(text: str | None) -> Decimal:
    return (parse_numeral(text) if text else None) or Decimal(0)
