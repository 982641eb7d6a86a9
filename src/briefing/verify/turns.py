"""What went from one thing to its opposite, and goes the other way in the English: from losses to gains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_W = r"[\w-]{1,30}"
_FROM_TO = (
    re.compile(rf"\bfrom (?P<start>(?:{_W} ){{0,4}}?{_W}) (?:in)?to (?P<end>(?:{_W} ){{0,3}}{_W})"),
    re.compile(
        rf"\b(?P<end>{_W}) from (?P<start>(?:(?!(?:in)?to\b){_W} ){{0,2}}(?!(?:in)?to\b){_W})(?! (?:in)?to\b)"
    ),
    re.compile(rf"\b(?P<end>{_W}) (?:rather than|instead of) (?P<start>{_W})"),
    re.compile(
        rf"\b(?P<start>{_W}(?: {_W}){{0,2}}) (?:(?:was|were|is|are|been|be) )?"
        rf"(?:changed|converted|turned|shifted|transformed|replaced) (?:in)?(?:to|by|with) "
        rf"(?P<end>{_W}(?: {_W}){{0,2}})"
    ),
)


class _Turn(NamedTuple):
    """A turn in the Chinese, and the English of where it begins and where it ends."""

    zh: re.Pattern[str]
    one: re.Pattern[str]
    other: re.Pattern[str]


_TURN = "(?:[^，。；]{0,5}?(?:转|变|到|至|走向|向|往)[^，。；]{0,2}?)"


def _turn(one: str, other: str, one_en: str, other_en: str) -> _Turn:
    en = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (one_en, other_en))
    became = "[^，。；]{0,6}(?:改为|变为|转为|变成|转变成|升级为|替换为|代替为)[^，。；]{0,2}"
    zh = f"[由从自](?:{one}){_TURN}(?:{other})|不(?:{one})反而?(?:{other})|(?:{one}){became}(?:{other})"
    return _Turn(re.compile(zh), *en)


_RISE_WORDS = r"posit\w*|ris\w*|rose|gain\w*|increas\w*|gr(?:ow\w*|ew)|profit\w*|surplus\w*|up\w*|black"
_FALL_WORDS = r"negat\w*|f[ae]ll\w*|declin\w*|decreas\w*|los\w*|deficit\w*|drop\w*|down\w*|red|contract\w*"
_EAST, _WEST = r"(?:north|south)?-?east\w*", r"(?:north|south)?-?west\w*"
_TURNS = (
    _turn("负|降|跌|亏|减", "正|升|涨|盈|增", _FALL_WORDS, _RISE_WORDS),
    _turn("正|升|涨|盈|增", "负|降|跌|亏|减", _RISE_WORDS, _FALL_WORDS),
    _turn(
        "事前", "事后", r"prior|ante|before\w*|advance|pre-?\w*", r"after\w*|post\w*|subsequent\w*|follow\w*"
    ),
    _turn("被动", "主动", r"passiv\w*|reactiv\w*", r"proactiv\w*|activ\w*|initiative"),
    _turn("少", "多", r"few\w*|little|small\w*|scarc\w*|none", r"many|more|lots?|plent\w*|abundan\w*"),
    _turn("多", "少", r"many|more|lots?|plent\w*", r"few\w*|little|less"),
    _turn("小", "大", r"small\w*|minor|little|tiny", r"large\w*|big\w*|great\w*|major"),
    _turn("弱", "强", r"weak\w*", r"strong\w*|strength|power\w*"),
    _turn("低", "高", r"low\w*", r"high\w*"),
    _turn("高", "低", r"high\w*", r"low\w*"),
    _turn("贫", "富", r"poor|poverty", r"rich\w*|prosper\w*|wealth\w*|afflu\w*|well-off"),
    _turn("乱", "治", r"chao\w*|disorder\w*", r"order\w*|stab\w*|govern\w*|peace"),
    _turn("线下", "线上", r"offline", r"online"),
    _turn("点", "面", r"points?", r"areas?|whole|surfaces?|overall"),
    _turn("紧", "松", r"tight\w*", r"loos\w*|eas\w*|relax\w*"),
    _turn("东", "西", _EAST, _WEST),
    _turn("西", "东", _WEST, _EAST),
    _turn("南", "北", r"south\w*", r"north\w*"),
    _turn("北", "南", r"north\w*", r"south\w*"),
    _turn("松", "紧", r"loos\w*|eas\w*|relax\w*", r"tight\w*"),
)


def check(segment: Segment) -> Iterator[Finding]:
    """Turns of the Chinese that the English reverses; one at most."""
    told = [match for pattern in _FROM_TO for match in pattern.finditer(segment.en)]
    for turn in _TURNS if told else ():
        if match := turn.zh.search(segment.zh):
            for each in told:
                right = turn.one.search(each["start"]) or turn.other.search(each["end"])
                if turn.other.search(each["start"]) and turn.one.search(each["end"]) and not right:
                    message = f"{match[0]} goes the other way in the English: {each[0]!r}"
                    yield finding("direction", message, "", match.span(), each.span())
                    return
