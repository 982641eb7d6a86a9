"""Finds approximate numbers: 数百 (hundreds), 近千家 (nearly 1,000), 七八千 (7,000 to 8,000)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import parse_numeral
from briefing.quantities import wording as english
from briefing.spans.figures import COUNTED, unique
from briefing.spans.money import currency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_APPROXIMATE = re.compile(
    r"(?P<word>[数几上近好])(?P<unit>万亿|[十百千]?[万亿]|[十百千])(?![分瓦米克伏帕卡赫焦面])"
)
_PLURAL = {
    10: "dozens", 100: "hundreds", 10**3: "thousands", 10**4: "tens of thousands",
    10**5: "hundreds of thousands",
    10**6: "millions", 10**7: "tens of millions", 10**8: "hundreds of millions", 10**9: "billions",
    10**10: "tens of billions", 10**11: "hundreds of billions", 10**12: "trillions",
}  # fmt: skip
_ADJACENT = re.compile(
    r"(?<![0-9一二三四五六七八九十百千万数几第])(?P<first>[一二两三四五六七八])(?P<second>[二三四五六七八九])(?P<unit>万亿|[十百千]?[万亿]|[十百千])"
    r"(?![一二三四五六七八九分之])"
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Approximate numbers in words are checked, those with an English in digits marked."""
    for match in _APPROXIMATE.finditer(zh):
        yield from _approximate(match, context)
    for match in _ADJACENT.finditer(zh):
        yield from _adjacent(match, context)


def _approximate(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    zh, word = match.string, match["word"]
    value = parse_numeral(match["unit"])
    before = zh[max(0, match.start() - 1) : match.start()]
    if value is None or before in ("百", "千", "成", "第", "系", "多", "无", "函", "参", "指", "整", "附"):
        return
    counted = COUNTED.match(zh, match.end())
    if word not in "数几" and not counted:
        return
    amount, plural = english.number(value), _PLURAL[int(value)]
    amounts = [amount, *english.number_forms(value)]
    if word == "近":
        forms = [
            f"{near} {form}" for near in ("nearly", "almost", "close to", "some", "about") for form in amounts
        ]
    elif word in "上好":
        forms = [f"{over} {form}" for over in ("more than", "over", "some", "at least") for form in amounts]
        forms += [plural, f"up to {amount}"]
    else:
        single = english.words(value).removeprefix("one ") or ""
        forms = [plural, *(f"{some} {single or amount}" for some in ("several", "a few"))]
        forms += {10: ["scores", "tens of", "several dozen", "several tens", "decades"]}.get(int(value), [])
    yield Span(
        kind="figure",
        zh=match[0],
        zh_at=match.span(),
        en=forms[0],
        marked=False,
        also=unique(forms),
        unit=currency(zh, match.end(), context),
    )


def _adjacent(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    """七八千: 7,000 to 8,000."""
    low, high, unit = (parse_numeral(match[name]) for name in ("first", "second", "unit"))
    if low is None or high is None or unit is None or high - low != 1:
        return
    ends = [english.number(low * unit), english.number(high * unit)]
    worded = [english.words(low * unit), english.words(high * unit)]
    forms = [join.join(pair) for pair in (ends, worded) for join in (" to ", " or ", "-", "–")]
    yield Span(
        kind="figure",
        zh=match[0],
        zh_at=match.span(),
        en=forms[0],
        also=unique(forms),
        unit=currency(match.string, match.end(), context),
    )
