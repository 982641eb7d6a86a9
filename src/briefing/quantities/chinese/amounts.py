"""Reads numbers with their units: counts, sums of money, percentages and points, durations, temperatures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import (
    BEFORE_CODES,
    COUNTED,
    CURRENCY,
    CURRENCY_BEFORE,
    CURRENCY_CODES,
    LONGEST_BEFORE,
    UNIT,
)
from briefing.quantities.chinese.parsed import Parsed, Suffix
from briefing.quantities.currencies import OF_REGION
from briefing.quantities.numerals import DIGITS, parse_numeral
from briefing.quantities.values import (
    Date,
    Duration,
    Measure,
    Money,
    Number,
    Percent,
    Points,
    Range,
    Rate,
    Several,
    SeveralMoney,
)

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Approx, Region, Single, UnitOfTime, Value

_RATE = re.compile(r" ?(?:(?P<percent>[%％])|(?P<mille>‰)|个?(?P<point>百分点)|个?(?P<basis>基点|BP\b|bp\b))")
_DURATION = re.compile(
    r"(?:(?P<century>个世纪)|(?P<decade>个年代)|(?P<year>周?年(?![级代度轮初底末]))|(?P<quarter>个季度)|(?P<month>个月|个多月)"
    r"|(?P<week>个?星期(?![一二三四五六日天几])|周(?![岁年边围末报刊期一二三四五六日长])|个?礼拜)|(?P<day>天(?![然津气])|个?昼夜)"
    r"|(?P<hour>个?小时|个钟头)|(?P<minute>分钟)|(?P<second>秒(?!杀)))"
)
_DEGREES = re.compile(r" ?(?:℃|°C|摄氏度|°(?![EWNS东西南北]))|度(?=[。，；、至到以左及和的高低））]|$)")
_CHANGE = re.compile(
    r"(?P<unit>[元块圆])(?:[零〇]?(?P<jiao>[0-9一二两三四五六七八九])(?P<j>[角毛])(?![色度落逐星形]))?"
    r"(?:[零〇]?(?P<fen>[0-9一二两三四五六七八九])(?P<f>分(?![之钟])))?"
    r"(?P<bare>(?<=[块毛])[0-9一二三四五六七八九](?![0-9一二三四五六七八九十百千万亿个点元块年月日分成折倍%]))?"
)
_SMALL_CHANGE = re.compile(
    r"(?P<j>[角毛])(?![色度落逐星形])(?P<coin>钱)?(?:(?P<fen>[0-9一二两三四五六七八九])分(?![之钟]))?"
)
_NO_MEANING_ALONE = re.compile(r"[，。、；：）！？\s”]|以上|以下|以内|左右|$")
# Provinces by one character each (湘鄂赣三省), and other lists without 、.
_LISTED = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台]{2,}$|今明$|县乡村?$|省市县?$"
)
_ITEM = 8
"""The last item of such a list is not longer."""
_CLAUSE = re.compile(r"[，。；：！？“”]")
_BEFORE_MINUS = frozenset(" （(“，。、；：:/至到为是达约于从由降升跌即在了")
_NEARLY = re.compile("(?<![附最接将邻远临靠逼])近$")
_OR_SO = re.compile("[个名家位项所座种]?左右(?!为难|逢源|手)")
_PAST = re.compile("个?(?:多|来|余)?个?(?:年|月|日|天|周|期|届|代|世纪)")
_BARE_FIGURE = frozenset(("近", "约", "逾", "超", "共", "达", "有", "¥", "$", "￥"))


def suffix(zh: str, n: Numeral, region: Region, sign_at: int) -> Suffix | None:
    """The unit at the end of `n`, or that of a currency before `sign_at`, where the number begins."""
    at = n.end
    if match := _RATE.match(zh, at):
        if match["percent"]:
            return Suffix(match.end(), Percent, inside=True)
        if match["mille"]:
            return Suffix(match.end(), partial(_rate, per=1000), inside=True)
        if match["point"]:
            return Suffix(match.end(), Points, inside=True)
        return Suffix(match.end(), _basis, inside=True)
    prefix = CURRENCY_BEFORE.search(zh, max(0, sign_at - LONGEST_BEFORE), sign_at)
    if match := CURRENCY.match(zh, at):
        code = _code(match["name"], region)
        if prefix and match["name"] in "元圆":
            code = BEFORE_CODES[prefix["name"]]
        return Suffix(match.end(), partial(_money, code=code))
    if prefix:
        return Suffix(at, partial(_money, code=BEFORE_CODES[prefix["name"]]))
    if match := _DEGREES.match(zh, at):
        return Suffix(match.end(), partial(_measure, unit="degrees Celsius"))
    if (match := _DURATION.match(zh, at)) and match.lastgroup:
        unit: UnitOfTime = match.lastgroup  # type: ignore[assignment]
        return Suffix(match.end(), partial(_duration, unit=unit))
    return None


def _rate(value: Decimal, approx: Approx, per: int) -> Rate:
    return Rate(value, per, approx)


def _basis(value: Decimal, approx: Approx) -> Points:
    return Points(value / 100, approx)


def _money(value: Decimal, approx: Approx, code: str) -> Money:
    return Money(value, code, approx)


def _measure(value: Decimal, approx: Approx, unit: str) -> Measure:
    return Measure(value, unit, approx)


def _duration(value: Decimal, approx: Approx, unit: UnitOfTime) -> Duration:
    return Duration(value, unit, approx)


def _code(name: str, region: Region) -> str:
    return OF_REGION[region] if name in ("元", "圆", "块钱") else CURRENCY_CODES[name]


def sign(zh: str, n: Numeral) -> tuple[int, int]:
    """Where `n` begins with its sign, and -1 or 1; in 歼-20, 5%-10% and 担负三项 there is none."""
    at = n.start
    before = zh[at - 1 : at]
    if zh.startswith("零下", at - 2) and at >= 2:
        return at - 2, -1
    if before == "负" and zh[at - 2 : at - 1] not in tuple("担正欺抱辜自肩背胜减"):
        signed = (
            n.arabic
            or n.text[0] == "零"
            or "点" in n.text
            or _RATE.match(zh, n.end)
            or _DEGREES.match(zh, n.end)
        )
        if signed:
            return at - 1, -1
    if n.arabic and before and before in "-−－":
        measured = (_RATE.match(zh, n.end) or _DEGREES.match(zh, n.end)) and "一" <= zh[
            at - 2 : at - 1
        ] <= "鿿"
        if at == 1 or zh[at - 2] in _BEFORE_MINUS or measured:
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


def amount(zh: str, n: Numeral, region: Region, after: int) -> Parsed | None:
    """The number `n` with its unit, where it is a figure; `after` is where what it counts stands: the end of the
    second number of a range."""
    if change := _change(zh, n, region):
        return change
    start, factor = sign(zh, n)
    unit = suffix(zh, n, region, start)
    if unit and unit.inside and n.end == after:
        if n.several:
            return None
        return Parsed(start, unit.end, value(n, unit, factor), unit.end, n, unit)
    if (half := _half(zh, n, unit)) is not None:
        return half
    if not is_figure(zh, n, after):
        return None
    if is_year(zh, n):
        return Parsed(n.start, n.end, Date(int(n.value)), n.end, n)
    end = unit.end if unit else n.end
    return Parsed(start, n.end, value(n, unit, factor), max(end, n.end), n, unit, note=n.doubt)


def qualified(zh: str, parsed: Parsed) -> Parsed:
    """近7600个 (nearly 7,600), which engines turn into `more than`, and 10个左右 (about 10), where English has no
    word for the measure between them. 近3年 is the past."""
    value, start, end = parsed.value, parsed.start, parsed.end
    if not isinstance(value, Number | Money | Percent | Points | Rate | Measure | Duration) or value.approx:
        return parsed
    if _NEARLY.search(zh, max(0, start - 2), start) and not _PAST.match(zh, end):
        return replace(parsed, start=start - 1, value=replace(value, approx="nearly"))
    so = _OR_SO.match(zh, end)
    if so and not isinstance(value, Money):
        return replace(parsed, end=so.end(), after=so.end(), value=replace(value, approx="about"))
    return parsed


_HALF = re.compile(
    r"(?P<measure>个|年|天|周|小时|公里|公斤|公顷|亩|斤|里|尺|丈|寸|吨|米|岁|元|块|升|成|箱|袋|碗|杯|页|层|间|度|圈|折|平方米|平米|分钟|个小时)"
    r"半(?![导决径数截夜价路途边载身])"
)


def _half(zh: str, n: Numeral, unit: Suffix | None) -> Parsed | None:
    """三亩半 (three and a half mu), 两个半小时 (two and a half hours): the measure may stand before the half."""
    match = _HALF.match(zh, n.end)
    if not match or n.high is not None or n.several or n.value != n.value.to_integral_value():
        return None
    if match["measure"] in ("年", "天") and zh.startswith(tuple("年天"), match.end()):
        return None
    number = n.value + Decimal("0.5")
    rest = COUNTED.match(zh, match.end()) or zh.startswith(("月", "小时"), match.end())
    unit_at = suffix_after_half(zh, match.end()) if match["measure"] == "个" else unit
    if match["measure"] == "个" and not rest:
        return None
    made: Value = unit_at.make(number, "") if unit_at else Number(number)
    return Parsed(
        n.start,
        match.end(),
        made,
        unit_at.end if match["measure"] == "个" and unit_at else match.end(),
        n,
        free=True,
    )


_HALF_A = re.compile(
    r"半(?:(?P<point>个百分点)|(?P<year>年(?![度报级]))|(?P<month>个月)|(?P<day>天(?!然))|(?P<hour>个?小时)|(?P<century>个世纪)"
    r"|(?P<decade>个年代)|(?P<measure>亩|公里|公斤|斤|吨|米|里地|倍(?![频])))"
)


def half_a_unit(zh: str, at: int) -> Parsed | None:
    """半年 (half a year), 半个百分点 (half a percentage point), 半亩; 上半年 is a period, and 一半 a share."""
    match = _HALF_A.match(zh, at)
    if not match or zh[at - 1 : at] in tuple("上下前后大小多过一两三四五六七八九十百千万年月天个0123456789"):
        return None
    number = Decimal("0.5")
    if match["point"]:
        made: Single = Points(number)
    elif match["measure"]:
        return Parsed(at, at + 1, Number(number), match.end(), free=True)
    else:
        unit: UnitOfTime = match.lastgroup  # type: ignore[assignment]
        made = Duration(number, unit)
    return Parsed(at, match.end(), made, match.end(), free=True)


def suffix_after_half(zh: str, at: int) -> Suffix | None:
    """The unit behind 个半: 两个半月 (two and a half months), 三个半小时."""
    for text, unit in (("月", "month"), ("小时", "hour"), ("世纪", "century"), ("百分点", "")):
        if zh.startswith(text, at):
            if not unit:
                return Suffix(at + len(text), Points, inside=True)
            return Suffix(at + len(text), partial(_duration, unit=unit))  # type: ignore[arg-type]
    return None


def _change(zh: str, n: Numeral, region: Region) -> Parsed | None:
    """3元6角, 十二块五, 三块二毛五, 五角六分: a sum in yuan, jiao (a tenth) and fen (a hundredth).

    3元 alone is a figure with its unit, 5分 a score, 三角 a triangle; 五角六分 and 5角 are sums.
    """
    if n.high is not None or n.several or n.approx or region == "taiwan":
        return None
    before = zh[n.start - 1 : n.start]
    if before == "第":
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
        if not (match["fen"] or match["coin"] or arabic_alone):
            return None
        total = n.value / 10 + _digit(match["fen"]) / 100
    else:
        return None
    code = OF_REGION[region]
    return Parsed(
        n.start,
        match.end(),
        Money(total, code),
        match.end(),
        n,
        Suffix(match.end(), partial(_money, code=code), inside=True),
    )


def _digit(text: str | None) -> Decimal:
    return (parse_numeral(text) if text else None) or Decimal(0)


def is_figure(zh: str, n: Numeral, last: int) -> bool:
    """Whether a number is a figure, and not an idiom or part of a name; in doubt it is none.

    `last` is where what it counts stands.
    """
    before, after = zh[max(0, n.start - 1) : n.start], zh[n.end : n.end + 1]
    if before == "第" or after == "番":
        return False
    if n.arabic:
        return len(n.text) <= 24 and not (
            before and before.isascii() and (before.isalnum() or before in "._")
        )
    text = n.text
    if before in ("数", "几", "初", "周", "期", "拜") and before:
        if not (before == "数" and n.value >= 10):
            return False
    if text in ("一", "零", "〇", "○") and after != "号":
        return False
    if n.several or n.high is not None:
        return True
    if n.approx and len(text) > 1:
        return True
    if (
        n.value < 10
        and "点" not in text
        and (before in ("“", "‘", "「", "『", "《", '"') or enumerated(zh, n.start))
    ):
        return False
    if text + after in ("四周", "两国", "两岸") or zh.startswith(("国集团", "行各业"), n.end):
        return False
    if text[0] not in DIGITS and text[0] in "百千万亿":
        # 百姓, 千方百计, 万众; 百亿元 is a figure.
        if before in ("上", "近", "好", "成"):
            return False
        alone = (
            len(text) == 1
            and after not in ("余", "多", "元", "吨")
            and before not in ("每", "逾", "超", "达")
        )
        return not alone and COUNTED.match(zh, n.end) is not None
    if n.value > 10 and UNIT.match(zh, last) and after != "大":
        return True
    if CURRENCY.match(zh, last):
        return True
    if "点" in text:
        return (
            len(text) > 3
            or UNIT.match(zh, last) is not None
            or (_NO_MEANING_ALONE.match(zh, last) is not None and text[0] != "两")
        )
    if COUNTED.match(zh, last) and not (n.value >= 10 and zh.startswith("大", last)):
        return True
    return n.value >= 100 and len(text) > 1 and _NO_MEANING_ALONE.match(zh, last) is not None


def enumerated(zh: str, at: int) -> bool:
    """Whether a list stands before 三 of 税务、环保、消防三个部门: English has no need of the number."""
    clause = _CLAUSE.split(zh[max(0, at - 24) : at])[-1]
    return "、" in clause[-_ITEM:] or _LISTED.search(clause) is not None


def is_year(zh: str, n: Numeral) -> bool:
    """Whether four digits with no unit behind them are a year: 2024中国国际服务贸易交易会."""
    return (
        n.plain
        and len(n.text) == 4
        and 1900 <= n.value <= 2099
        and not UNIT.match(zh, n.end)
        and zh[max(0, n.start - 1) : n.start] not in _BARE_FIGURE
    )
