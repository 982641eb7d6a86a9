"""The reader of a Chinese text: from left to right, at each place where a quantity may begin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.quantities.chinese import (
    ages,
    amounts,
    calendar,
    clock,
    codes,
    eras,
    halves,
    numeric,
    ordinals,
    ranges,
    ratios,
    shares,
    spoken,
)
from briefing.quantities.chinese.lunar import lunar
from briefing.quantities.chinese.numeral import run_end, scan, several
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import CAPITALS, DIGITS, MAGNITUDES, TENS, UNITS
from briefing.quantities.values import Code, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.quantities.chinese.numeral import Numeral
    from briefing.quantities.values import Region

    Reader = Callable[[str, int], Parsed | None]

_NUMERAL = "".join((*"0123456789", *DIGITS, *CAPITALS, *TENS, *UNITS, *MAGNITUDES))
_NUMERALS = frozenset(_NUMERAL)
_WORDS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys("上下首", (eras.period, eras.century, clock.with_half)),
    "前": (eras.before_christ, ordinals.top, eras.period, clock.with_half),
    **dict.fromkeys("公纪", (eras.before_christ,)),
    "元": (eras.reign, calendar.january),
    **dict.fromkeys("正冬腊农阴夏旧闰", (lunar, clock.with_half)),
    **dict.fromkeys("凌清早傍晚深当今昨每明夜午中黄拂黎晨子", (clock.with_half,)),
    **dict.fromkeys("星礼周", (eras.weekday,)),
    **dict.fromkeys("半过对", (shares.half, clock.with_half, halves.half_a_unit)),
    "第": (eras.period, ordinals.ordinal),
    "翻": (shares.doubled,),
    "本": (eras.century,),
    **dict.fromkeys("数以", (ratios.counted_by,)),
    "差": (clock.before_hour,),
    **dict.fromkeys("亿千成", (ratios.vast,)),
    **dict.fromkeys("近减加逾", (shares.half,)),
    **dict.fromkeys("大小", (spoken.part_of_half,)),
    **dict.fromkeys("俩仨", (spoken.together,)),
    "个": (spoken.one_or_so,),
    **dict.fromkeys(ratios.VULGAR, (ratios.vulgar,)),
}
"""What may begin with a character that is no numeral, in the order in which it is tried."""
_HALVES_OF_DAY = frozenset(char for char, readers in _WORDS.items() if clock.with_half in readers)
_SIGNS: tuple[tuple[str, int, Reader], ...] = (
    ("×xX✕", 10, ratios.power),
    ("./", 3, numeric.month_days), ("-./·•・至到—–－0123456789", 9, numeric.numeric), ("半", 3, shares.half),
    ("线", 3, ordinals.tiers), ("刻", 2, halves.quarters), ("折", 4, shares.discount),
    ("点", 4, clock.two_hours), ("时点點:：", 5, clock.time), (ratios.VULGAR, 5, ratios.vulgar),
    ("有之", 3, ratios.nine_in_ten), ("开分比", 4, ratios.split), ("月", 5, lunar), ("季", 7, eras.period),
    ("世", 5, eras.century), ("代", 9, eras.decade), ("后", 3, eras.generation),
    ("年", 4, eras.reign), ("旬", 3, ages.ages),
    (":：∶比", 16, ratios.ratio), ("/", 4, ratios.slashed),
)  # fmt: skip
"""What may begin with a numeral, before dates and amounts: only where one of these signs comes so soon."""
_WITH_NUMERAL = tuple((frozenset(signs), far, reader) for signs, far, reader in _SIGNS)
_DATED = frozenset("年月日号")
_LONGEST_YEAR = 14
_SEVERAL = frozenset("数几上近")
_START = re.compile(f"[{''.join({*_NUMERALS, *_WORDS, *_SEVERAL, '民', '中', '+'})}]")
_SIGNED = _NUMERALS - {"零"}
_MINUS = frozenset("零负-−")
_JOINED = re.compile("[年月周天时分]零[一二两三四五六七八九十0-9](?![点时])")
_WITHIN = re.compile(r"[0-9A-Za-z.,_第数几]")
"""Behind one of these a numeral begins no date and no time: it is a part of something longer."""
_WORD_WITH_ONE = frozenset("统唯之同专单逐任某每合划")
"""统一, 之一 and the like: their 一 is no part of the numeral behind it (统一五项标准)."""


def read(zh: str, region: Region = "") -> list[Reading]:
    """All quantities of `zh`, in order, not overlapping. Time is linear in the length of `zh`."""
    return list(_readings(zh, region))


def _readings(zh: str, region: Region) -> Iterator[Reading]:
    found = sorted(codes.codes(zh, region), key=lambda code: (code.start, -code.end))
    waiting = iter((*found, Parsed(len(zh), len(zh), Code(""), len(zh))))
    code = next(waiting)
    earlier: Reading | None = None
    at = 0
    while match := _START.search(zh, at):
        at = match.start()
        while code.start < at:
            code = next(waiting)
        if code.start == at:
            yield _reading(code)
            at = code.end
            continue
        for reading in _from(zh, at, region):
            earlier, reading = clock.afternoon(zh, earlier, reading)
            yield reading
            at = max(at, reading.end)
        if at == match.start():
            at = max(at + 1, _past(zh, at))


def _past(zh: str, at: int) -> int:
    """Where to go on after a place where nothing was read: behind the numeral there, or the word 统一."""
    if zh[at] not in _NUMERALS:
        return at + 1
    if zh[at] == "一" and zh[at - 1 : at] in _WORD_WITH_ONE:
        return at + 1
    return run_end(zh, at)


def _from(zh: str, at: int, region: Region) -> tuple[Reading, ...]:
    """What is read at `at`: one quantity, the two ends of a range, or a list that shares what it says once
    (下午3时、5时)."""
    listed = (
        (zh[at] in _HALVES_OF_DAY and clock.hours(zh, at))
        or (zh[at] in "星礼周" and eras.weekdays(zh, at))
        or ("月" in zh[at + 2 : at + 14] and zh[at] in _NUMERALS and calendar.months(zh, at))
    )
    if listed:
        return tuple(map(_reading, listed))
    first, n = _at(zh, at, region)
    after = first.after if first else n.end if n else at
    mark = zh[after : after + 1]
    if (
        after > at
        and mark
        and (mark in ranges.MARKS or (mark in "、和" and n and not (first and first.suffix)))
    ):
        if first and first.suffix and (to := shares.part_to(zh, first)):
            return _two(first, to)
        last, _ = _at(zh, after + 1, region)
        joined = ranges.join(zh, first, n, last, mark) if last else None
        if isinstance(joined, Parsed):
            return (_reading(joined),)
        if joined:
            return _two(*joined)
    return (_reading(amounts.qualified(zh, first)),) if first else ()


def _two(first: Parsed, last: Parsed) -> tuple[Reading, ...]:
    return _reading(first), _reading(last)


def _reading(parsed: Parsed) -> Reading:
    return Reading(parsed.start, parsed.end, parsed.value, free=parsed.free, note=parsed.note)


def _at(zh: str, at: int, region: Region) -> tuple[Parsed | None, Numeral | None]:
    """The quantity at `at` by itself, and the bare numeral there, which a range may make something of."""
    char = zh[at : at + 1]
    if char == "零" and _JOINED.match(zh, at - 1):
        # 一个月零五天: the zero joins two lengths of time.
        return _at(zh, at + 1, region)
    if char in _MINUS and (char != "零" or zh.startswith("零下", at)):
        begin = at + 1 + (char == "零")
        return _at(zh, begin, region) if zh[begin : begin + 1] in _SIGNED else (None, None)
    for reader in _WORDS.get(char, ()):
        if found := reader(zh, at):
            return found, None
    if char in "民中" and char:
        return eras.decade_of_republic(zh, at) or calendar.date(zh, at, region), None
    if char in _SEVERAL and char:
        n = several(zh, at)
    elif char in _NUMERALS:
        if at == 0 or not _WITHIN.match(zh[at - 1]):
            if region == "taiwan" and char == "1" and (found := numeric.of_republic(zh, at)):
                return found, None
            for signs, far, reader in _WITH_NUMERAL:
                near = zh[at + 1 : at + far]
                if not signs.isdisjoint(near) and (found := reader(zh, at)):
                    return found, None
            near = zh[at + 1 : at + _LONGEST_YEAR]
            if not _DATED.isdisjoint(near) and (found := calendar.date(zh, at, region)):
                return found, None
        n = scan(zh, at)
    else:
        return None, None
    if n is None:
        return None, None
    found = shares.share(zh, n) or amounts.amount(zh, n, region, n.end)
    if found and char in _SEVERAL:
        # 上百 and 近千 have no digits in English that must be there.
        found = replace(found, free=True)
    return found, n
