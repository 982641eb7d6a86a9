"""Finds figures: counts, sums of money, percentages and percentage points, ranges, ratios."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import DIGITS, MAGNITUDES, UNITS, Number, numbers
from briefing.quantities import wording as english
from briefing.spans.money import UNITS_BEFORE, currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range
    from briefing.spans import SpanContext

_RATE = re.compile(r" ?(?:(?P<percent>[%％])|(?P<mille>‰)|个?(?P<point>百分点))")
# What is counted: after a Chinese numeral one of these shows that it is a number (三个), not an idiom (三农).
COUNTED = re.compile(
    r"[余多来几]?(?:个|名|位(?!一体)|人(?!行)|家(?!渠)|所|座|项|条|种|类|款|批|台(?![河山县区])|辆|艘|架|套|间|栋|幢|层|级(?!跳)"
    r"|周?岁|天|周年?|小时|分钟|秒|元|块钱|亩|公[顷里斤]|平方|立方|[千厘毫]?米|千[克瓦伏]|[万兆]?瓦|毫?升|吨|克|斤|度"
    r"|届|场|轮(?![车椅胎])|期|篇|部|册|份|枚|颗|棵|株|头|只|匹|户|处|起|例|件|宗|笔|张|省|市|县|区(?!块)|乡|镇|村|国|州|大(?!小)|号"
    r"|年|日|次(?!产业)|人次|方面|欧元|美元|港元|人民币|倍|摄氏度|余)"
)
# After a digit, these show that four digits are a count, and not a year.
_UNIT = re.compile(
    r"[余多来]|"
    + COUNTED.pattern
    + r"|[斤户对平只床桶箱瓶盏盆袋发粒宗例起笔单遍趟样步字页卷本集首幅节道口面排行列队班"
    r"团组股支段顷尾羽头枝朵丛片块英海华摄毫微纳吉太千万亿百十号%％‰℃°㎡]|[A-Za-z/.]"
)
_NO_MEANING_ALONE = re.compile(r"[，。、；：）！？\s”]|以上|以下|以内|左右|$")
_SIDE = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_RATIO = re.compile(rf"(?<![0-9:：∶.]){_SIDE}(?: ?[:：∶] ?{_SIDE}){{1,4}}+(?![0-9:：∶]|\.[0-9])")
_AND_OTHERS = re.compile(r"个?(?:中央)?(?:[部委办局]|单位|机构|[国省市县区]|企业|家|组织|地|所|方|人|名|位)")
# Provinces by one character each (湘鄂赣三省), and other lists without 、.
_LISTED = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台]{2,}$|今明$|县乡村?$|省市县?$"
)
_DEGREES = re.compile(r" ?(?:[%％‰℃°]|摄氏度|个?百分点)")
_NEARLY = re.compile("(?<![附最接将邻远临靠逼])近$")
_OR_SO = re.compile("[个名家位项所座种]?左右(?!为难|逢源|手)")
_PAST = re.compile("个?(?:多|来|余)?个?(?:年|月|日|天|周|期|届|代|世纪)")
_BEFORE_MINUS = frozenset(" （(“，。、；：:/至到为是达约于从由降升跌即在了")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Figures, marked where they are large enough to be written in digits, and only checked otherwise."""
    found = numbers(zh)
    for i, number in enumerate(found):
        # The first of 3%至5%, 3至5% and 3至5万元 has the sign and the currency of the second.
        last = found[i + 1] if number.ranged else number
        span = _rate(zh, number, last) or _count(zh, number, last, context)
        if span is not None and not number.ranged and not number.shared:
            span = _about(zh, _nearly(zh, span))
        if span is not None:
            yield span
    for match in _RATIO.finditer(zh):
        sides = re.split(r" ?[:：∶] ?", match[0])
        worded = [english.words(Decimal(side)) for side in sides]
        forms = [mark.join(sides) for mark in (":", " to ", "-to-", " : ")]
        forms += [" to ".join(worded), "-to-".join(worded)] if all(worded) else []
        yield Span(kind="figure", zh=match[0], zh_at=match.span(), en=forms[0], also=unique(forms))


def _rate(zh: str, number: Number, last: Number) -> Span | None:
    match = _RATE.match(zh, number.end) or _RATE.match(zh, last.end)
    if match is None or number.more:
        return None
    start, sign = _signed(zh, number)
    end = match.end() if match.start() == number.end else number.end
    shown = sign + (format(number.value, "f") if number.shared or not number.arabic else number.text)
    plain = sign + english.digits(number.value)
    values = [shown, plain]
    if not sign and (word := english.words(number.value)):
        values.append(word)
    if match["percent"]:
        forms = [f"{value}{unit}" for value in values for unit in (" percent", "%", " per cent")]
    elif match["mille"]:
        forms = [
            f"{value}{unit}"
            for value in values
            for unit in (" per thousand", "‰", " per mille", " per 1,000")
        ]
    else:
        units = ("percentage points", "percentage point", "points", "pct points")
        forms = [f"{value} {unit}" for value in values for unit in units]
        forms += [f"{value}-percentage-point" for value in values]
        if number.value == 1:
            forms[0], forms[1] = forms[1], forms[0]
    if end == number.end:
        forms += values
    if sign:
        forms += [form.replace("-", mark, 1) for form in forms for mark in ("−", "minus ", "negative ")]
    value = -number.value if sign else number.value
    return Span(
        kind="percent", zh=zh[start:end], zh_at=(start, end), en=forms[0], also=unique(forms), value=value
    )


def _nearly(zh: str, span: Span) -> Span:
    """近7600个 (nearly 7,600) with its qualifier, which engines turn into `more than`; 近3年 is the past."""
    start, end = span.zh_at
    marked = span.marked and span.kind in ("figure", "percent") and not span.en.startswith("more than")
    if not marked or not _NEARLY.search(zh, max(0, start - 2), start) or _PAST.match(zh, end):
        return span
    return _qualified(zh, span, (start - 1, end), ("nearly", "almost", "close to", "approximately"))


def _about(zh: str, span: Span) -> Span:
    """10个左右 (about 10) with its qualifier, where English has no word for the measure between them."""
    start, end = span.zh_at
    match = _OR_SO.match(zh, end)
    if not match or not span.marked or span.unit or span.zh[0] == "近" or span.en.startswith("more than"):
        return span
    words = ("about", "around", "some", "approximately", "roughly")
    return _qualified(zh, span, (start, match.end()), words)


def _qualified(zh: str, span: Span, zh_at: Range, words: Sequence[str]) -> Span:
    """The span with the qualifier that `zh_at` takes in, rendered by any of `words`, the first before all."""
    forms = [f"{word} {form}" for word in words for form in (span.en, *span.also)]
    return replace(span, zh=zh[slice(*zh_at)], zh_at=zh_at, en=forms[0], also=tuple(forms[1:]))


def _count(zh: str, number: Number, last: Number, context: SpanContext) -> Span | None:
    if not _is_figure(zh, number, last):
        return None
    if _is_year(zh, number):
        return Span(
            kind="year",
            zh=number.text,
            zh_at=(number.start, number.end),
            en=number.text,
            also=(english.digits(number.value),),
            value=number.value,
        )
    start, sign = _signed(zh, number)
    value = -number.value if sign else number.value
    unit = UNITS_BEFORE.get(zh[max(0, start - 3) : start].strip()) or currency(zh, last.end, context)
    # 300多万 is one number; in 1360余场 and 30多人 the qualifier follows it.
    behind = number.arabic and value >= 10 and zh.startswith(("余", "多"), number.end)
    span = (start, number.end + behind)
    if number.more or (behind and COUNTED.match(zh, number.end)):
        amount = english.number(value)
        forms = [f"{word} {amount}" for word in ("more than", "over", "upwards of", "above", "some")]
        forms += [f"{word} {form}" for word in ("more than", "over") for form in english.number_forms(value)]
        return Span(
            kind="figure",
            zh=zh[slice(*span)],
            zh_at=span,
            en=forms[0],
            also=unique(forms),
            value=value,
            unit=unit,
        )
    span = (start, number.end)
    en, forms = english.number(value), list(english.number_forms(value))
    if (
        number.arabic
        and not number.shared
        and number.text[-1] not in MAGNITUDES
        and number.text[-1] not in UNITS
    ):
        # 2.0 is not 2; 12345号 and the like have no commas.
        exact = sign + number.text.replace("，", ",")
        if "." in exact:
            en, forms = (exact, [*forms, en]) if value < 10**6 else (en, [*forms, exact])
        elif zh.startswith("号", number.end):
            en, forms = exact, [*forms, en]
    if sign:
        forms += [en.replace("-", mark, 1) for mark in ("−", "minus ", "negative ")]
    marked = abs(value) > 10 or "." in number.text or (number.arabic and value == 10)
    if _AND_OTHERS.match(zh, number.end) and zh[max(0, start - 1) : start] == "等":
        # 民政部等五部门: the Ministry of Civil Affairs and four other departments.
        marked = False
        for named in (1, 2, 3, 4):
            forms += [english.number(value - named), english.words(value - named)]
    forms += _period_forms(zh, number)
    if number.text == "一百" and zh.startswith("年", number.end):
        marked = False
        forms += ["century", "centenary", "centennial", "centenaries"]
    if not marked:
        forms += _small_forms(value)
    return Span(
        kind="figure",
        zh=zh[start : number.end],
        zh_at=span,
        en=en,
        marked=marked,
        also=unique([en, *forms]),
        value=value,
        unit=unit,
    )


def _is_figure(zh: str, number: Number, last: Number) -> bool:
    """Whether a number is a figure, and not an idiom or part of a name; in doubt it is none."""
    before, after = zh[max(0, number.start - 1) : number.start], zh[number.end : number.end + 1]
    if before == "第" or zh.startswith(("分之", "成"), number.end) or after == "番":
        return False
    if number.arabic:
        return len(number.text) <= 24 and not (before.isascii() and (before.isalnum() or before == "."))
    text = number.text
    if before in ("数", "几", "初", "周", "期", "拜") or (text in ("一", "零", "〇", "○") and after != "号"):
        return False
    if number.value < 10 and (before in ("“", "‘", "「", "『", "《", '"') or _enumerated(zh, number.start)):
        return False
    if text + after in ("四周", "两国", "两岸") or zh.startswith(("国集团", "行各业"), number.end):
        return False
    if text[0] not in DIGITS and text[0] != "十":
        # 百姓, 千方百计, 万众, and 上百 and 近万, which are approximate.
        if before in ("上", "近", "好", "成"):
            return False
        alone = (
            len(text) == 1
            and after not in ("余", "多", "元", "吨")
            and before not in ("每", "逾", "超", "达")
        )
        return not alone and COUNTED.match(zh, number.end) is not None
    if number.value > 10 and _UNIT.match(zh, last.end) and after != "大":
        return True
    if COUNTED.match(zh, last.end) and not (number.value >= 10 and zh.startswith("大", last.end)):
        return True
    return number.value >= 100 and len(text) > 1 and _NO_MEANING_ALONE.match(zh, last.end) is not None


def _enumerated(zh: str, at: int) -> bool:
    """Whether a list stands before 三 of 税务、环保、消防三个部门: English has no need of the number."""
    clause = re.split(r"[，。；：！？“”]", zh[max(0, at - 24) : at])[-1]
    return "、" in clause or _LISTED.search(clause) is not None


def _is_year(zh: str, number: Number) -> bool:
    return (
        number.arabic
        and len(number.text) == 4
        and number.text.isdigit()
        and 1900 <= number.value <= 2099
        and not number.shared
        and not zh.startswith(("年历史", "年的历史", "年来"), number.end)
        and (zh.startswith("年", number.end) or not _UNIT.match(zh, number.end))
        and zh[max(0, number.start - 1) : number.start]
        not in ("近", "约", "逾", "超", "共", "达", "有", "¥", "$", "￥")
    )


def _signed(zh: str, number: Number) -> tuple[int, str]:
    """Where the number starts with its minus sign, and that sign; in 歼-20 and 5%-10% there is none."""
    at = number.start - 1
    if number.arabic and at >= 0 and zh[at] in "-−－":
        measured = _DEGREES.match(zh, number.end) is not None and "一" <= zh[at - 1] <= "鿿"
        if at == 0 or zh[at - 1] in _BEFORE_MINUS or measured:
            return at, "-"
    return number.start, ""


def _period_forms(zh: str, number: Number) -> list[str]:
    """二十多年 may be two decades, 三百年 three centuries, 24小时 around the clock."""
    if zh.startswith("倍", number.end):
        percent = english.digits(number.value * 100)
        return [f"{percent}%", f"{percent} percent", f"{percent} per cent"]
    if number.value == 24 and zh.startswith("小时", number.end):
        return ["around the clock", "round the clock", "round-the-clock", "around-the-clock"]
    if re.match(r"[多余来]?年", zh[number.end : number.end + 2]):
        for name, years in (("decades", 10), ("centuries", 100)):
            count = number.value / years
            if count == count.to_integral_value() and 1 < count < 10:
                return [f"{english.words(count)} {name}", f"{english.digits(count)} {name}"]
    return []


def _small_forms(value: Decimal) -> list[str]:
    """How else a whole number up to twelve may be said: third, III, double, a dozen."""
    if value != value.to_integral_value() or not 0 <= value <= 12:
        return []
    n = int(value)
    forms = [english.words(value), english.ordinal(n), english.ordinal_words(n), *_ROMAN[n : n + 1]]
    forms += {
        0: ["no", "nil", "none", "not"],
        1: ["a", "an", "single", "once"],
        2: [
            "both",
            "twice",
            "double",
            "dual",
            "pair",
            "couple",
            "two-way",
            "bilateral",
            "biennial",
            "either",
        ],
        3: ["tertiary", "triple", "thrice", "tripartite", "trilateral"],
        4: ["quarter", "quadruple"],
        10: ["decade", "decades", "dozen", "tens"],
        12: ["dozen", "dozens"],
    }.get(n, [])
    return forms


def unique(forms: list[str]) -> tuple[str, ...]:
    """`also` of a span whose rendering is the first of `forms`."""
    return tuple(form for form in dict.fromkeys(forms) if form and form != forms[0])
