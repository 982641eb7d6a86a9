"""Bounds that a statute draws: 十万元以上 (not less than) takes in the hundred thousand, 超过十万元 does not.

以上, 以下 and 以内 take in the number itself, 超过, 不满 and 不足 do not (Civil Code, Article 1259; Criminal
Law, Article 99). Where a penalty or a duty hangs on it, more than 100,000 is another rule than 100,000 or
more; in news English says one for the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.verify.readings import wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span
    from briefing.verify.readings import Readings, Told
    from briefing.verify.setting import Setting

MEASURE = r"(?:[%％‰]|个?百分点|个工作日|[^\W\d_]{0,3}?)"
"""What may stand between a number and 以上 or 左右: a measure word of up to three characters."""
MORE_BEHIND = (
    "开外|有余(?![力粮地款额钱热裕])|出头(?![露之])|(?<![盈剩结节其业残富空多之无])余(?=[，。；、）的来间]|$)"
)
"""More than, behind the measure word: 三百户有余, 四十出头, 3年余."""
# 超过 (more than) before a figure, 以下 (at most) behind its measure word.
_BEFORE = re.compile(
    "(?:(?P<most>不[得应能可宜]{0,2}(?:超过|超出|高于|多于|大于|晚于|逾)|未(?:超过|逾)|至多|顶多|最[多高长])"
    "|(?P<less>不足|不到|未满|不满|未达|低于|少于|小于|(?<![来赶等])不及)|(?P<nearly>将近|[接逼]近|差不多)"
    "|(?P<least>不[得应能可宜]{0,2}(?:低于|少于|小于|早于)|至少|起码|不下于?|最[少低短])"
    "|(?P<more>超过|超出|突破|高于|多于|大于|[超逾]|不止|(?:(?<=[值额模])|(?<=[产销存客总数]量)|(?<=收入))过))[约近]?$"
)
_AFAR = re.compile(
    "(?:(?P<most>不[得应]?(?:超过|高于|多于)|至多|最多|最长)|(?P<least>不[得应]?(?:低于|少于)|至少|起码))"
    "[^，。；：、0-9一二两三四五六七八九十百千万]{1,10}$"
)
_NEGATED = re.compile("[不未没无][得能应可]?$")
_BEHIND = re.compile(
    f"{MEASURE}(?P<more>{MORE_BEHIND})|{MEASURE}[）)]?(?:[（(]含[^）)]{{0,6}}[）)])?"
    "(?:(?P<most>(?:及|或者?)?以下|(?:及|或者?)?以内|之内)|(?P<least>(?:及|或者?)?以上))"
)
_SOFT = ("不足", "不到", "不及", "不止", "不下", "不下于")
_LOOSE = ("以上", "以下", "以内", "之内")
SIDES = {"most": "less", "less": "less", "nearly": "less", "least": "more", "more": "more"}
"""On which side of its figure the bound leaves room."""
SAYS = {
    "most": "at most", "less": "less than", "nearly": "nearly", "least": "at least", "more": "more than",
}  # fmt: skip
_PENAL = re.compile("罚[款金锾]|徒刑|拘役|拘留|违法所得")
_BINDING = re.compile("应当|不得")
"""What a single sentence of a statute has, and one of what binds like it, where 以上 may be loosely meant."""
_OPEN = {
    "more": re.compile(
        r"(?:(?:more|greater|higher|longer|larger) than|over|above|exceed(?:ing|s|ed)?|in excess of|"
        r"surpass(?:ing|ed)|beyond|>(?!=))\s*",
        re.IGNORECASE,
    ),
    "less": re.compile(r"(?:(?:less|fewer|lower|shorter|smaller) than|under|below|<(?!=))\s*", re.IGNORECASE),
}
"""English that leaves the number itself out."""
_CLOSED = {
    "more": re.compile(
        r"^(?:at least|(?:no|not) (?:less|fewer|lower) than|a minimum of|≥)\s*"
        r"|\bor (?:more|above|over|older|longer)$",
        re.IGNORECASE,
    ),
    "less": re.compile(
        r"^(?:at most|up to|(?:no|not) more than|within|a maximum of|not (?:exceeding|to exceed)|≤)\s*"
        r"|\bor (?:less|fewer|below|under|younger)$",
        re.IGNORECASE,
    ),
}
"""English that takes it in."""
_EQUAL = re.compile(r"(?:\bor|\bequal to|=)\s*$|^\W*(?:or equal|or more|or less)", re.IGNORECASE)
_EXPECTED = {"most": "not more than ", "less": "less than ", "least": "not less than ", "more": "more than "}


def bound(zh: str, span: Span) -> tuple[str, str] | None:
    """What bounds the figure of a span, and how: 以上 is `least`, 超过 `more`, 以下 `most`, 不满 `less`."""
    start, end = span.zh_at
    match = _BEFORE.search(zh, max(0, start - 6), start)
    if match and _NEGATED.search(zh, 0, match.start()):
        match = None
    match = match or _BEHIND.match(zh, end)
    return (match[match.lastgroup], match.lastgroup) if match and match.lastgroup else None


def bound_afar(zh: str, span: Span) -> tuple[str, str] | None:
    """What bounds a figure with a verb or a noun between: 至少安排1名, 标准不超过失业保险金的80%."""
    start = span.zh_at[0]
    match = _AFAR.search(zh, max(0, start - 18), start)
    return (match[match.lastgroup], match.lastgroup) if match and match.lastgroup else None


def _firm(zh: str, word: str) -> bool:
    """Whether the word draws its bound sharply outside of a statute, too: 不少于, but not 以上."""
    return (
        (word.startswith("不") and word not in _SOFT)
        or word == "未满"
        or (not word.endswith(_LOOSE) and _BINDING.search(zh) is not None)
    )


def check(segment: Segment, readings: Readings, setting: Setting) -> Iterator[Finding]:
    """Bounds of a statute that take the number in where the Chinese leaves it out, or the other way."""
    lawful = setting.is_statute(segment) or _PENAL.search(segment.zh) is not None
    for span in segment.spans:
        if span.en_at is None or span.kind not in FIGURE_KINDS:
            continue
        limit = bound(segment.zh, span)
        if limit is None or limit[1] == "nearly" or not (lawful or _firm(segment.zh, limit[0])):
            continue
        told, value = next(iter(readings.over(*span.en_at)), None), wanted(segment, span)
        said = told.says(value) if told and value else None
        if told is None or said is None or getattr(said, "approx", "") != SIDES[limit[1]]:
            continue
        if wrong := _otherwise(segment.en, told, limit[1]):
            message = f"{limit[0]} ({SAYS[limit[1]]}) is {told.text} in the English"
            yield finding("figure-qualifier", message, _EXPECTED[limit[1]], span.zh_at, wrong)


def _otherwise(en: str, told: Told, how: str) -> tuple[int, int] | None:
    """Where the English draws the bound on the other side of the number itself; None if it does not."""
    side, takes_in = SIDES[how], how in ("most", "least")
    match = _OPEN[side].match(told.text) if takes_in else _CLOSED[side].search(told.text)
    if match is None:
        return None
    if takes_in and (
        _EQUAL.search(en[max(0, told.start - 12) : told.start]) or _CLOSED[side].search(told.text)
    ):
        return None
    if takes_in and _EQUAL.match(en[told.end : told.end + 12]):
        return None
    return told.start + (0 if takes_in else match.start()), told.start + match.end()
