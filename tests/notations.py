"""Generates values and the Chinese for them in all the notations that texts use: what the reader's laws are
tested with. Nothing here looks at how the reader works; a number is spelled by the rules of the
language."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from briefing.quantities.values import (
    Century,
    Date,
    Decade,
    Duration,
    Fraction,
    LunarDate,
    Measure,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Period,
    Points,
    Range,
    Rate,
    Several,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.quantities.values import Single, Value

Case = tuple[str, "Value"]
_PLAIN, _CAPITAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_UNITS = {"plain": ("十", "百", "千", "万", "亿"), "capital": ("拾", "佰", "仟", "万", "亿")}
_TRADITIONAL = str.maketrans("万亿两", "萬億兩")
_MONEY = {
    "元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "澳元": "AUD", "日元": "JPY",
    "英镑": "GBP", "韩元": "KRW", "新台币": "TWD",
}  # fmt: skip
_BEFORE = {"人民币": "CNY", "港币": "HKD", "美元": "USD", "新台币": "TWD"}


def spelled(n: int, script: str = "plain") -> str:
    """`n` in Chinese numerals: 1005 is 一千零五, 15 十五 (壹拾伍 on a cheque), 120000 十二万."""
    digits = _CAPITAL if script == "capital" else _PLAIN
    ten, hundred, thousand, wan, yi = _UNITS[script]
    if n < 10:
        return digits[n]
    for unit, name in ((10**8, yi), (10**4, wan), (1000, thousand), (100, hundred), (10, ten)):
        if n >= unit:
            head, rest = divmod(n, unit)
            gap = digits[0] if rest and rest < unit // 10 else ""
            first = "" if n < 20 and script == "plain" else spelled(head, script)
            return first + name + gap + (spelled(rest, script) if rest else "")
    raise AssertionError(n)


def _shortened(value: Decimal, unit: int) -> str:
    return format((value / unit).normalize(), "f")


def notations(n: int) -> list[str]:
    """A whole number of at least ten in all its notations."""
    forms = [str(n), spelled(n)]
    if n >= 1000:
        forms += [f"{n:,}", f"{n:,}".replace(",", "，") if n >= 10**6 or n % 1000 == 0 else str(n)]
        forms += [f"{n:,}".replace(",", " ")]
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        head, rest = divmod(n, unit)
        if head and (n * 100) % unit == 0:
            forms += [
                f"{_shortened(Decimal(n), unit)}{name}",
                f"{_shortened(Decimal(n), unit)}{name.translate(_TRADITIONAL)}",
            ]
        if head and rest >= 1000 and head < 10**4 and rest < 10**4:
            forms.append(f"{head}{name}{rest}")
        if name == "亿" and head and rest and rest % 10**4 == 0 and rest >= 10**7:
            forms += [f"{head}亿{rest // 10**4}万", f"{head}亿{rest // 10**4:,}万"]
    if n >= 100:
        forms += [spelled(n).translate(_TRADITIONAL), spelled(n, "capital")]
    if n % 1000 == 0 and 1000 <= n < 10**4:
        forms += [f"{n // 1000}千"]
    if n < 100 and 20 <= n < 40:
        forms.append(("廿" if n < 30 else "卅") + (_PLAIN[n % 10] if n % 10 else ""))
    if n % 200 == 0 and 2000 <= n < 3000:
        forms.append("两千" + spelled(n)[2:])
    return list(dict.fromkeys(forms))


whole = st.one_of(
    st.integers(11, 99),
    st.integers(100, 10**4),
    st.integers(10**4, 10**6),
    st.builds(lambda head, zeros: head * 10**zeros, st.integers(1, 9999), st.integers(2, 8)).filter(
        lambda n: n > 10
    ),
)
decimals = st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(1, 99999), st.integers(0, 3))


@st.composite
def numerals(draw: st.DrawFn, *, shortest: bool = False) -> tuple[str, Decimal]:
    """A number and one of its notations."""
    n = draw(whole)
    return draw(st.sampled_from(notations(n))), Decimal(n)


@st.composite
def _decimal_in_words(draw: st.DrawFn) -> tuple[str, Decimal]:
    head, tail = draw(st.integers(0, 99)), draw(st.text("0123456789", min_size=1, max_size=3))
    text = f"{spelled(head)}点{''.join(_PLAIN[int(digit)] for digit in tail)}"
    return text, Decimal(f"{head}.{tail}")


_APPROXIMATE: tuple[tuple[str, str, str], ...] = (
    ("", "余", "more"),
    ("", "多", "more"),
    ("近", "", "nearly"),
)


def _with(value: Single, approx: str) -> Single:
    return replace(value, approx=approx) if approx else value  # type: ignore[arg-type]


@st.composite
def counts(draw: st.DrawFn) -> Case:
    """A count with its measure word, perhaps approximate: 1.2万名, 三百余家, 近5000人."""
    text, value = draw(numerals())
    measure = draw(st.sampled_from(("个", "名", "家", "人", "户", "项", "亩", "件", "台", "公里")))
    number: Single = Number(value)
    if value % 10 == 0 and not text.endswith(tuple(_PLAIN[1:] + _CAPITAL[1:])):
        before, behind, approx = draw(st.sampled_from((("", "", ""), *_APPROXIMATE)))
        text, number = f"{before}{text}{behind}", _with(number, approx)
    return f"共{text}{measure}", number


@st.composite
def sums(draw: st.DrawFn) -> Case:
    """A sum of money, its currency behind or before: 2.6亿元, 港币五十万元, 近3000万美元."""
    text, value = draw(numerals())
    if draw(st.booleans()):
        name = draw(st.sampled_from(tuple(_MONEY)))
        return f"拨付{text}{name}", Money(value, _MONEY[name])
    name = draw(st.sampled_from(tuple(_BEFORE)))
    return f"拨付{name}{text}元", Money(value, _BEFORE[name])


@st.composite
def shares(draw: st.DrawFn) -> Case:
    """A percentage, points, per mille: 5.2%, 百分之五点二, 零点五个百分点, 负0.3%, 千分之二."""
    text, value = draw(st.one_of(_decimal_in_words(), decimals.map(lambda d: (format(d, "f"), d))))
    arabic = text.isascii()
    kind = draw(st.sampled_from(("percent", "words", "points", "mille", "minus")))
    if kind == "words":
        return f"达到百分之{text}", Percent(value)
    if kind == "points":
        return f"提高{text}个百分点", Points(value)
    if kind == "mille":
        return f"降至{text}‰", Rate(value, 1000)
    if kind == "minus":
        return f"增速为负{text}%", Percent(-value)
    return (f"增长{text}%" if arabic else f"增长{text}％"), Percent(value)


@st.composite
def ranges(draw: st.DrawFn) -> Case:
    """Two numbers with what they share: 3至5万元, 三十到五十名, 10%—15%, 5万至8万元."""
    low, high = sorted(draw(st.lists(st.integers(2, 90), min_size=2, max_size=2, unique=True)))
    mark = draw(st.sampled_from("至到—-~～–"))
    style: Callable[[int], str] = draw(st.sampled_from((str, spelled)))
    magnitude, name = draw(st.sampled_from(((1, ""), (10**4, "万"), (10**8, "亿"))))
    unit = draw(st.sampled_from(("元", "名", "%", "万元")))
    first, last = style(low), style(high)
    if unit == "%":
        return f"占{first}%{mark}{last}%" if draw(st.booleans()) else f"占{first}{mark}{last}%", Range(
            Percent(Decimal(low)), Percent(Decimal(high))
        )
    # 三至五十万 may be from 30,000 or from 300,000: nobody can tell.
    untold = style is spelled and low < 10 <= high
    if unit == "万元":
        pair = Range(Money(Decimal(low * 10**4), "CNY"), Money(Decimal(high * 10**4), "CNY"))
        return f"奖励{first}{'万' * untold}{mark}{last}万元", pair
    both = (draw(st.booleans()) or untold) and name
    text = f"安排{first}{name if both else ''}{mark}{last}{name}{unit}"
    ends = (Decimal(low * magnitude), Decimal(high * magnitude))
    if unit == "元":
        return text, Range(Money(ends[0], "CNY"), Money(ends[1], "CNY"))
    return text, Range(Number(ends[0]), Number(ends[1]))


@st.composite
def dates(draw: st.DrawFn) -> Case:
    """A date in digits, in Chinese numerals, digit by digit, with dashes, compact, of the Republic."""
    year, month, day = draw(st.integers(1950, 2049)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    zero = draw(st.sampled_from("〇○零0Ｏ"))
    by_digit = "".join(zero if digit == "0" else _PLAIN[int(digit)] for digit in str(year))
    forms = [
        f"{year}年{month}月{day}日", f"{year}年{month}月{day}号",
        f"{by_digit}年{spelled(month)}月{spelled(day)}日",
        f"{year}-{month:02}-{day:02}", f"{year}.{month:02}.{day:02}", f"{year}/{month}/{day}",
        f"{year}{month:02}{day:02}", f"民国{year - 1911}年{month}月{day}日",
        f"民国{spelled(year - 1911)}年{spelled(month)}月{spelled(day)}日",
    ]  # fmt: skip
    whole_date = Date(year, month, day)
    other = draw(st.sampled_from(("day", "month", "end", "monthday")))
    if other == "month":
        return f"自{year}年{month}月起", Date(year, month)
    if other == "end":
        word, part = draw(
            st.sampled_from(
                (("底", "end"), ("初", "early"), ("中旬", "mid"), ("下旬", "late"), ("末", "end"))
            )
        )
        return f"截至{year}年{month}月{word}", Date(year, month, part=part)
    if other == "monthday":
        return draw(st.sampled_from((f"于{month}月{day}日", f"于{spelled(month)}月{spelled(day)}日"))), Date(
            None, month, day
        )
    return f"时间：{draw(st.sampled_from(forms))}", whole_date


@st.composite
def times(draw: st.DrawFn) -> Case:
    """A time of day by its half: 下午3时05分, 晚上八点半, 凌晨1点."""
    hour, minute = draw(st.integers(0, 23)), draw(st.sampled_from((0, 5, 15, 30, 45, 59)))
    if hour < 6:
        word, said = "凌晨", hour
    elif hour < 12:
        word, said = draw(st.sampled_from(("上午", "早上"))), hour
    elif hour < 18:
        word, said = ("中午", 12) if hour == 12 else ("下午", hour - 12)
    else:
        word, said = draw(st.sampled_from(("晚上", "当晚", "晚"))), hour - 12
    mark = draw(st.sampled_from("时点"))
    if draw(st.booleans()):
        tail = "" if not minute else "半" if minute == 30 and mark == "点" else f"{minute:02}分"
        return f"会议{word}{said}{mark}{tail}开始", Time(hour, minute)
    tail = "" if not minute else f"零{_PLAIN[minute]}分" if minute < 10 else f"{spelled(minute)}分"
    return f"会议{word}{spelled(said)}{mark}{tail}开始", Time(hour, minute)


def _times(n: int, scale: int) -> Number:
    return Number(Decimal(n * scale))


@st.composite
def others(draw: st.DrawFn) -> Case:
    """What is left: ordinals, fractions, periods, lunar dates, decades, centuries, durations, pairs,
    temperatures."""
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 12))
    unit, scale = draw(
        st.sampled_from((("百", 100), ("千", 1000), ("万", 10**4), ("十万", 10**5), ("百万", 10**6)))
    )
    large, size = (unit, scale) if scale >= 10**4 else ("万", 10**4)
    options: list[Case] = [
        (f"第{n}{large}辆", Ordinal(n * size)),
        (f"占{spelled(n + 2)}分之{spelled(n)}", Fraction(n, n + 2)),
        (f"前{m + 1}月" if m < 11 else "前3月", Period("month", 1, m + 1 if m < 11 else 3)),
        (f"{spelled(m)}月初{spelled(n)}庙会", LunarDate(m, n)),
        (f"{n + 1}0年代建成", Decade(1900 + (n + 1) * 10)),
        (f"{spelled(n + 12)}世纪", Century(n + 12)),
        (f"历时{spelled(n)}年半", Duration(Decimal(n) + Decimal("0.5"), "year")),
        (f"零下{n}摄氏度", Measure(Decimal(-n), "degrees Celsius")),
        (f"约{_PLAIN[n]}{_PLAIN[n + 1]}{unit}人", Range(_times(n, scale), _times(n + 1, scale), "or")),
        (f"有{draw(st.sampled_from('数几'))}{unit}人", Several(Decimal(scale))),
        (f"是去年的{n + 1}倍", Multiple(Decimal(n + 1))),
        (f"{spelled(n)}成五", Percent(Decimal(n * 10 + 5))),
    ]  # fmt: skip
    return draw(st.sampled_from(options))


cases = st.one_of(counts(), sums(), shares(), ranges(), dates(), times(), others())
"""Chinese text with one quantity, and its value."""
