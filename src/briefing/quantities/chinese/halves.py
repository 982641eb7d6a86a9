"""Reads halves behind and before a measure: 三亩半 (three and a half mu), 两个半小时, 半年, 半个百分点."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import COUNTED
from briefing.quantities.chinese.parsed import Parsed, Suffix
from briefing.quantities.chinese.units import duration
from briefing.quantities.values import Duration, Number, Points

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Single, UnitOfTime, Value

_HALF = re.compile(
    r"(?P<measure>个|年|天|周|小时|公里|公斤|公顷|亩|斤|里|尺|丈|寸|吨|米|岁|元|块|升|成|箱|袋|碗|杯|页|层|间|度|圈|折|平方米|平米|分钟|分(?=半钟)|个小时|个月)"
    r"半(?![导决径数截夜价路途边载身])"
)
_HALF_A = re.compile(
    r"半(?:(?P<point>个百分点)|(?P<year>年(?![度报级])|年度?(?=财务|个[体别]|合并|报告|业绩|经济|总结|考核|评估)|(?<=每半)(?:营业|会计)?年度)|(?P<month>个月)|(?P<day>天(?!然)|日(?=[者以，。托制班]))|(?P<hour>个?小时|个钟头)|(?P<century>个世纪)"
    r"|(?P<decade>个年代)|(?P<measure>亩|公里|公斤|斤(?!八两)|吨|[毫厘分]?米|里地|倍(?![频])))"
)


def and_a_half(zh: str, n: Numeral, unit: Suffix | None) -> Parsed | None:
    """三亩半 (three and a half mu), 两个半小时 (two and a half hours): the measure may stand before the
    half. 第一个半年 is the first half-year."""
    match = _HALF.match(zh, n.end)
    if (
        not match
        or zh[n.start - 1 : n.start] == "第"
        or n.high is not None
        or n.several
        or n.value != n.value.to_integral_value()
    ):
        return None
    if match["measure"] in ("年", "天") and zh.startswith(tuple("年天"), match.end()):
        return None
    number = n.value + Decimal("0.5")
    rest = COUNTED.match(zh, match.end()) or zh.startswith(("月", "小时"), match.end())
    unit_at = _after_half(zh, match.end()) if match["measure"] == "个" else unit
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


_QUARTERS = re.compile(r"(?P<n>[一三])刻钟")


def quarters(zh: str, at: int) -> Parsed | None:
    """一刻钟 and 三刻钟: a quarter of an hour, three quarters."""
    match = _QUARTERS.match(zh, at)
    if not match:
        return None
    minutes = Decimal(15 if match["n"] == "一" else 45)
    return Parsed(at, match.end(), Duration(minutes, "minute"), match.end(), free=True)


def half_a_unit(zh: str, at: int) -> Parsed | None:
    """半年 (half a year), 半个百分点 (half a percentage point), 半亩; 上半年 is a period, and 一半 a
    share."""
    match = _HALF_A.match(zh, at)
    if not match or zh[at - 1 : at] in tuple("上下大小多过一两三四五六七八九十百千万年月天个0123456789"):
        return None
    if zh[at - 1 : at] in ("前", "后") and not (
        zh.endswith(
            ("提前", "之前", "推后", "延后", "届期前", "到期前", "届满前", "期满前", "届满后", "期满后"),
            0,
            at,
        )
        or zh.startswith(("内", "之内", "以内"), match.end())
    ):
        # 后半年 is the second half of the year, 到职后半年内 within six months.
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


def _after_half(zh: str, at: int) -> Suffix | None:
    """The unit behind 个半: 两个半月 (two and a half months), 三个半小时."""
    for text, unit in (("月", "month"), ("小时", "hour"), ("世纪", "century"), ("百分点", "")):
        if zh.startswith(text, at):
            if not unit:
                return Suffix(at + len(text), Points, inside=True)
            return Suffix(at + len(text), partial(duration, unit=unit))  # type: ignore[arg-type]
    return None
