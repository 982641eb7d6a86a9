"""Tells 年, 月 and 日 that say how long from those of the calendar: 1500年历史, 三月以上, 三十日内."""

from __future__ import annotations

import re

AGES = re.compile(
    r"(?:近|约|逾|超|超过|长达|达|满|历时|为期|每|前|后|未来|过去|这|头|用|整整|将近|大约|最近|连续|不足|少于|以来|共|再|等)$"
)
"""What stands before a number of years: 近5000年 is a span of time, 1500年 alone is a year."""
YEARS_LONG = re.compile(
    r"年(?:来|之|间|以上|以下|以内|内|历史|的历史|之久|多|余|左右|期|后|前|一遇|生|龄|的?有期|制)"
)
"""What stands behind one: 1500年历史."""
MONTHS_BEFORE = re.compile(
    r"(?P<word>前|近|最近|过去|头|后|未来|今后|连续|为期|历时|满|每|逾|超过|不足|达|长达|约|未满|不满|至少|逾期|怀胎|怀孕)$"
)
MONTHS_AFTER = re.compile(r"以上|以下|以内|之内|内|来|怀胎|有余|之久|左右|期|[一三两][次期换报评]")
_BEFORE_DAYS = re.compile(
    "(?:提前|至少|连续|为期|历时|长达|不少|少于|多于|超过|累计|用时|耗时|顺延|空窗|间隔|相隔|等待)$"
)
_TERM = re.compile(
    "(?:拘留|拘役|禁闭|整顿|停业|停产|公示|隔离|[产婚丧病事]假|(?<![日学暑近前中后])期限?|时限)(?:时间)?[为是了：:]{0,2}$"
)
_SENTENCE = re.compile("(?:徒刑|刑期)[为至]?$")
_TERM_OF_LAW = re.compile("[0-9一二三四五六七八九十]{1,3}年[0-9一二三四五六七八九十]{1,2}月以[上下]")
_LEGAL = re.compile("日(?:内|以内|之内|以上|以下)")
DAY_COUNT = re.compile(
    r"日(?:内|以内|之内|以上|以下|之后|后|以后|前|期限|为期|龄|游|达|的|元|均|本|报|照|常)"
)
"""What stands behind N日 where it is no day of a month, or no day at all: 日元 (yen), 日本 (Japan)."""


def sentenced(zh: str, at: int) -> bool:
    """Whether a term begins at `at`: 有期徒刑三年六月 of Taiwan's courts, 一年六月以上 of its laws."""
    return _SENTENCE.search(zh, max(0, at - 3), at) is not None or _TERM_OF_LAW.match(zh, at) is not None


def days_long(zh: str, start: int, end: int) -> bool:
    """Whether the number at `start` to `end`, with 日 behind it, certainly says how long: 拘留7日, 提前30日,
    三十日内."""
    return _LEGAL.match(zh, end) is not None or told_before(zh, start, end)


def told_before(zh: str, start: int, end: int) -> bool:
    """Whether what stands before the number says that it is how long."""
    if _BEFORE_DAYS.search(zh, max(0, start - 2), start):
        return True
    return _TERM.search(zh, max(0, start - 8), start) is not None and zh[end + 1 : end + 2] != "起"
