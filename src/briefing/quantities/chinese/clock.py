"""Reads times of day: 上午9时30分, 十一点三十分, 下午三点零五分, 每晚12时, 零时, 20:00."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.quantities.chinese.figure import captioned
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS, parse_digits, parse_numeral
from briefing.quantities.values import Date, Range, Time

if TYPE_CHECKING:
    from briefing.quantities.values import Reading, Value

_MORNING = (
    *("凌晨", "清晨", "早上", "早晨", "上午", "每早", "今早", "明早", "清早", "一早", "早", "拂晓", "黎明"),
    *("今晨", "晨"),
)
_AFTERNOON = ("下午", "午后", "傍晚", "黄昏")
_NIGHT = (
    *("晚上", "晚间", "当晚", "今晚", "昨晚", "每晚", "明晚", "前晚", "夜间", "夜里", "深夜", "半夜", "午夜"),
    *("夜晚", "晚", "当夜", "今夜", "昨夜", "每夜", "明夜", "前夜", "子夜", "夜"),
)
_NOON = ("中午", "正午", "午间")
_TELLING_DAY = frozenset("每今昨明前当")
"""What tells the day, too: 昨晚 (last night). The word stays outside then, for English to say."""
_HALF = re.compile("|".join(sorted((*_MORNING, *_AFTERNOON, *_NIGHT, *_NOON), key=len, reverse=True)))
_HALF_OF_A_DAY = re.compile(f"[{''.join(sorted(_TELLING_DAY))}][晚早夜]的?$")
_N = r"(?:[0-9]{1,2}(?![0-9])|[零〇]|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九])"
_M = (
    r"(?:[0-9]{1,2}(?![0-9])|[零〇0][一二三四五六七八九]|[零〇][1-9]|[二三四五]十[一二三四五六七八九]?"
    r"|十[一二三四五六七八九]?|[二三四五六七八九](?=分))"
)
_CLOCK = re.compile(
    rf"(?P<hour>{_N})(?:(?P<mark>[时點点])(?![期代间尚刻速常任局])"
    rf"(?:(?P<fraction>半(?![个天])|[一三]刻|正|整)|(?P<minute>{_M})(?:分(?![之钟])(?:(?P<second>{_M})秒)?|(?![0-9零〇一二三四五六七八九十.%％‰个万亿倍成])))?整?"
    r"|[:：](?P<colon>[0-5][0-9])(?: ?(?P<latin>[ap]m)(?![A-Za-z]))?(?![0-9:：]|[.][0-9]|[万亿]|\s000))"
)
_LATIN_HALVES = {"am": "上午", "pm": "下午"}
_TO_ANOTHER = re.compile(rf"[至到—–~～-](?:次日|第二天|当日)?(?:{_HALF.pattern})?{_N}[时点]")
_FROM_ANOTHER = re.compile(rf"{_N}[时点](?:{_M}分|半)?[至到—–~～-]$")
_BOTH = re.compile("早、?晚")
_HOUR = re.compile(_N)
_JOINT = re.compile(" ?(?:(?P<to>[至到~～]|[—–-]{1,2})|[、和或及与]) ?")
_FRACTIONS = {"半": 30, "一刻": 15, "三刻": 45, "正": 0, "整": 0}
# What shows that 6点 is an hour and not six points, where no half of the day is told.
_BEFORE = re.compile(r"[至到在于前后晚午晨早日号天从自每次，（、夜起]$|^$")
_AFTER = re.compile(
    r"[整许钟前后起至到—–~-]|开|准|发|之前|之后|以前|以后|左右|[，。；、）\s]|$|抵|出|到|举|开|正|收|关|打烊|[上下]班|闭|结束|睡|才|就"
)


_TWO_HOURS = re.compile(
    "(?P<low>十?[一二三四五六七八九])(?P<high>[二两三四五六七八九十])[点时](?P<clock>(?<=点)钟)?"
    "(?![0-9一二三四五六七八九十半])"
)
_BEFORE_HOUR = re.compile(
    rf"差(?:(?P<minute>{_M})分钟?|(?P<quarter>一刻))(?:到|就)?(?P<hour>{_N})点(?!半|[0-9一二三四])钟?整?"
)
_NEXT = re.compile("[次翌隔]日|第二天|[今明昨]天|每[天日]|[。；]")
_RANGE_MARK = re.compile("[至到—–~～-]")
_ABOUT = re.compile("钟?(?:许(?![可多诺愿久])|左右)|来钟")
_CLOCK_SAID = re.compile("(?<=点)[多来]钟")
_MORE = re.compile("多钟?(?![个次名家人项种])")


def time(zh: str, at: int, half: str = "") -> Parsed | None:
    """The time of day whose hour begins at `at`; `half` is the word before it (下午), which tells its
    half."""
    match = _CLOCK.match(zh, at)
    if not match or (match["colon"] and captioned(zh, match.start("colon") - 1)):
        return None
    half = half or _LATIN_HALVES.get(match["latin"] or "", "")
    hour = parse_numeral(match["hour"])
    minutes = match["minute"] or match["colon"]
    minute = (
        parse_digits(minutes)
        if minutes and minutes[0] in "零〇0"
        else parse_numeral(minutes)
        if minutes
        else _FRACTIONS.get(match["fraction"] or "", 0)
    )
    second = parse_numeral(match["second"]) if match["second"] else None
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if not half and not _is_time(match):
        return None
    told, half_known = _in_day(int(hour), half, match["mark"] or ":")
    seconds = int(second) if second is not None else None
    value = Time(told, int(minute), seconds, half_known, bool(match["colon"]) and not half)
    return _approximate(zh, Parsed(at, match.end(), value, match.end()), value)


def _approximate(zh: str, parsed: Parsed, value: Time) -> Parsed:
    """14时许 and 晚上8点左右 (about), 下午3点多 (shortly after)."""
    if about := _ABOUT.match(zh, parsed.end):
        return replace(parsed, end=about.end(), after=about.end(), value=replace(value, approx="about"))
    if zh[parsed.end - 1] in "点时" and (more := _MORE.match(zh, parsed.end)):
        return replace(parsed, end=more.end(), after=more.end(), value=replace(value, approx="more"))
    return parsed


def with_half(zh: str, at: int) -> Parsed | None:
    """下午3点 and the like, from the word on."""
    match = _HALF.match(zh, at)
    if not match:
        return None
    if (both := _BOTH.match(zh, at)) and (clock := time(zh, both.end(), match[0])):
        # 早晚7时: at 7 in the morning, and at 7 in the evening.
        value = clock.value
        if isinstance(value, Time) and 0 < value.hour < 12:
            pair = Range(value, replace(value, hour=value.hour + 12), "and")
            return replace(clock, start=at, value=pair, free=True)
    begin = _behind(zh, match)
    found = two_hours(zh, begin, match[0]) or before_hour(zh, begin, match[0]) or time(zh, begin, match[0])
    return found if not found or match[0][0] in _TELLING_DAY else replace(found, start=at)


def _behind(zh: str, half: re.Match[str]) -> int:
    return half.end() + (zh[half.end() : half.end() + 1] in ("的", " "))


def hours(zh: str, at: int) -> list[Parsed]:
    """下午2至5时 (2 to 5 p.m.), 晚上7时、8时: two times or more in the half of the day that is said once;
    none where the second has its own (上午9时至下午5时)."""
    half = _HALF.match(zh, at)
    if not half:
        return []
    found: list[Parsed] = []
    waiting: list[tuple[Parsed, Time]] = []
    begin, ranged = _behind(zh, half), False
    while match := _HOUR.match(zh, begin):
        hour = int(parse_numeral(match[0]) or 0)
        clock = time(zh, begin, half[0])
        told = hour if ranged else _in_day(hour, half[0], "")[0]
        parsed = clock or Parsed(begin, match.end(), Time(hour), match.end())
        if isinstance(parsed.value, Time):
            waiting.append((parsed, replace(parsed.value, hour=told)))
        if clock:
            for each, value in waiting:
                value = shared_half(found[-1].value, value) if found else value
                found.append(replace(each, value=value))
            waiting.clear()
        joint = _JOINT.match(zh, parsed.end)
        if not joint:
            break
        begin, ranged = joint.end(), joint["to"] is not None
    if len(found) < 2:
        return []
    return found if half[0][0] in _TELLING_DAY else [replace(found[0], start=at), *found[1:]]


def two_hours(zh: str, at: int, half: str = "") -> Parsed | None:
    """早上七八点 and 七八点钟 (seven or eight); 七八点建议 are suggestions."""
    match = _TWO_HOURS.match(zh, at)
    if not match or not (half or match["clock"]):
        return None
    low = parse_numeral(match["low"]) or 0
    high = DIGITS.get(match["high"], 10) + (10 if low >= 10 else 0)
    if high != low + 1:
        return None
    (first, known), (last, _) = (_in_day(int(hour), half, "点") for hour in (low, high))
    pair = Range(Time(first, half=known), Time(last, half=known), "or")
    return Parsed(at, match.end(), pair, match.end(), free=True)


def before_hour(zh: str, at: int, half: str = "") -> Parsed | None:
    """差五分八点 (five to eight), 差一刻九点."""
    match = _BEFORE_HOUR.match(zh, at)
    hour = parse_numeral(match["hour"]) if match else None
    short = (15 if match["quarter"] else parse_numeral(match["minute"])) if match else None
    if not match or not hour or not short or not 0 < short < 60 or hour > 24:
        return None
    told, known = _in_day(int(hour), half, "点")
    value = Time((told - 1) % 24, 60 - int(short), half=known)
    return Parsed(at, match.end(), value, match.end())


def _in_day(hour: int, half: str, mark: str) -> tuple[int, bool]:
    """The hour of 24, and whether its half of the day is certain. After 晚上 small hours are those of the
    night, and twelve is midnight; 时 counts to 24, 点 to twelve."""
    if half in _NIGHT:
        return (24 if hour == 12 else hour if hour < 5 or hour > 12 else hour + 12), True
    if half in _AFTERNOON:
        return (hour + 12 if 1 <= hour < 12 else hour), True
    if half in _NOON:
        return (hour + 12 if hour < 5 else hour), True
    if half:
        return (0 if hour == 12 and half == "凌晨" else hour), True
    return hour, mark != "点" or hour > 12 or hour == 0


def _is_time(match: re.Match[str]) -> bool:
    """Whether an hour that no half of the day stands before is one: 20时, 10时30分, 至次日八时; 6点 may be
    six points, 3时 hardly stands alone."""
    zh, start = match.string, match.start()
    before = zh[max(0, start - 1) : start]
    if before in (":", "：", "∶") and zh[start - 2 : start - 1].isdigit():
        return False
    if before and (before in ".,第" or (before.isascii() and before.isalnum())):
        return False
    if (
        match["colon"]
        or _CLOCK_SAID.match(zh, match.end())
        or _TO_ANOTHER.match(zh, match.end())
        or _FROM_ANOTHER.search(zh[max(0, start - 6) : start])
    ):
        return True
    if zh[max(0, start - 2) : start] in ("次日", "翌日", "当日", "每日", "隔日"):
        return True
    if zh[max(0, start - 2) : start] in ("每天", "今天", "明天", "昨天", "当天", "次晨", "翌晨"):
        return True
    told = bool(match["minute"] or match["fraction"])
    if zh.startswith("钟", match.end()):
        return True
    if match["hour"] in "零〇" and (match["minute"] or "").startswith(("零", "〇")) and "分" not in match[0]:
        # 零点零一 is 0.01.
        return False
    if match["mark"] == "时" and match["hour"].isascii():
        return True
    if told:
        return not (
            match["mark"] == "点"
            and match["minute"]
            and "分" not in match[0]
            and not match["hour"].isascii()
            and len(match["minute"]) < 2
        )
    around = _BEFORE.search(zh, max(0, start - 1), start) and _AFTER.match(zh, match.end())
    if match["mark"] == "时":
        return bool(around) or match["hour"] in "零〇"
    return bool(around) and zh[max(0, start - 2) : start] not in ("以及",) and start > 0


def shared_half(first: Value, second: Time) -> Time:
    """The second of 下午2时至5时, in the half of the day of the first: it is later, and within half a day
    of it; 夜 runs past midnight."""
    if not isinstance(first, Time) or second.hour > 12 or second.hour == 0:
        return second
    later = [
        hour
        for hour in (second.hour, second.hour + 12)
        if hour * 60 + second.minute > first.hour * 60 + first.minute
    ]
    hour = later[0] if later else second.hour
    return replace(second, hour=hour, half=True)


def afternoon(zh: str, earlier: Reading | None, reading: Reading) -> tuple[Reading | None, Reading]:
    """The time of an afternoon or evening that was told last, and `reading`, which is later in the same half
    of the day where it tells none: 下午2时51分起火，3时34分升级 (3:34 p.m.)."""
    value = reading.value
    if not isinstance(value, Time):
        return (None if isinstance(value, Date | Range) else earlier), reading
    half = tells_half(zh, reading.start)
    if half or value.hour > 12:
        return (reading if half and value.hour >= 12 else None if half else earlier), reading
    if earlier is None or value.hour in (0, 12) or _NEXT.search(zh, earlier.end, reading.start):
        return None, reading
    later = replace(value, hour=value.hour + 12, half=True, colon=False)
    before = earlier.value
    if _RANGE_MARK.fullmatch(zh, earlier.end, reading.start):
        return None, reading
    if not isinstance(before, Time) or (later.hour, later.minute) <= (before.hour, before.minute):
        return None, replace(reading, value=replace(value, half=False))
    found = replace(reading, value=later)
    return found, found


def tells_half(zh: str, at: int) -> bool:
    """Whether a word for a half of the day stands there, or before it and tells the day: 下午, 昨晚."""
    return _HALF.match(zh, at) is not None or _HALF_OF_A_DAY.search(zh, max(0, at - 3), at) is not None
