"""Finds times of day."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import parse_small
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_N = r"(?:[0-9]{1,2}+|[一二两三四五六七八九十]{1,3}+)"
_AFTERNOON = ("下午", "傍晚", "晚上", "晚间", "晚", "当晚", "今晚", "昨晚", "每晚", "夜间")
_TIME = re.compile(
    r"(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|夜里|[当今昨每]晚|晚间|晚|[每今]早|早|午夜)"
    rf"(?P<hour>{_N})(?:[时点](?:(?P<fraction>半|[一三]刻)|(?P<minute>{_N})分?)?整?|[:：](?P<colon>[0-5][0-9]))"
    r"|(?<![0-9A-Za-z.,])(?<![0-9][:：])(?P<hour24>[0-9]{1,2})"
    r"(?:时(?![期代间尚刻速常任])(?:(?P<minute24>[0-9]{1,2})分)?整?|[:：](?P<colon24>[0-5][0-9]))(?![0-9:：]|[.][0-9])"
    rf"|(?:(?<=[次当翌每]日)|(?<=[至到]))(?P<hanzi24>[一二三四五六七八九十]{{1,3}}+)时(?![期代间尚刻])"
    r"|(?<=[至到在于前后晚])(?P<oclock>1[0-9]|2[0-4])点(?=[，。、；）前后起]|$)"
)
_PARTS = ("in the morning", "in the afternoon", "in the evening", "at night", "sharp")
_FRACTIONS = {"半": 30, "一刻": 15, "三刻": 45}


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """上午9时30分 is `9:30 a.m.`, 20时 `8 p.m.`; 20:00 stays, for it may be a score or a ratio, too."""
    del context
    for match in _TIME.finditer(zh):
        hour = parse_small(match["hour"] or match["hour24"] or match["hanzi24"] or match["oclock"])
        minutes = match["minute"] or match["colon"] or match["minute24"] or match["colon24"]
        minute = parse_small(minutes) if minutes else _FRACTIONS.get(match["fraction"] or "", 0)
        if hour is None or minute is None or hour > 24 or minute > 59:
            continue
        if (match["half"] in _AFTERNOON and 1 <= hour < 12) or (match["half"] == "中午" and hour < 3):
            hour += 12
        en, also = english.clock(hour, minute), english.clock_forms(hour, minute)
        if match["colon24"]:
            en, also = match[0].replace("：", ":"), (en, *also)
        spoken = english.words(Decimal(hour % 12 or 12))
        bare = f"{hour % 12 or 12}:{minute:02}" if minute else f"{hour % 12 or 12}"
        also = (*also, *(f"{form} {part}" for form in (spoken, bare) for part in _PARTS), spoken, bare)
        others = tuple(form for form in dict.fromkeys(also) if form != en)
        yield Span(kind="time", zh=match[0], zh_at=match.span(), en=en, also=others)
