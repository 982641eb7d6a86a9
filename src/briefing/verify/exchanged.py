"""Two who changed places in the English, and one who was taken for another.

河北向山东输送电力 (Hebei supplies power to Shandong) is turned about where Shandong supplies it to Hebei; and
the prosecutor reads no judgment where 法官 (the judge) does.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefing.document import touch
from briefing.verify.mask import Mask
from briefing.verify.parties import roles
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Finding, Range, Segment
    from briefing.verify.parties import Party

_THE = r"(?:the |a |an |its |his |her |their |all |any |our |that of (?:the )?)?"


class _Act(NamedTuple):
    """What stands between one and the other in the Chinese; in the English before the first and after the
    other, where they changed places."""

    zh: re.Pattern[str]
    en: re.Pattern[str]


def _act(zh: str, en: str) -> _Act:
    words = en.replace(r"\w*", r"\w{0,12}")
    return _Act(
        re.compile(f"[^，。；：、被由受遭获从自]{{0,8}}?(?:{zh})了?"), re.compile(rf"(?:{words}) {_THE}\Z")
    )


_DONE_TO = tuple(
    _act(zh, rf"(?:\A|[^,.;]{{0,12}} )(?:{en})")
    for zh, en in (
        ("接替|接任|取代", r"(?:replac|succeed)\w*|tak(?:es|ing) over from|took over from"),
        ("采访", r"interview\w*"),
        ("罢免|解聘|开除|解雇", r"remov\w*|dismiss\w*|oust\w*|fir(?:ed|es|ing)|sack\w*|vot\w* out"),
        ("起诉|状告|控告|举报", r"sue[sd]?|suing|prosecut\w*|accus\w*|report\w*|indict\w*"),
        ("收购|并购|兼并", r"acquir\w*|b(?:ought|uys?|uying)|t(?:ook|akes?|aking) over|merg\w*"),
        ("击败|战胜|打败", r"beat\w*|defeat\w*|overc[ao]m\w*"),
        ("批评|谴责|指责", r"critici\w*|condemn\w*|blam\w*"),
        (
            "委托|授权|聘请|雇用|雇佣",
            r"entrust\w*|authori\w*|hir(?:ed|es|ing)|employ\w*|commission\w*|engag\w*",
        ),
        ("赔偿|补偿", r"compensat\w*|indemnif\w*|pa(?:id|ys?|ying)"),
        (
            "照顾|照料|护理|救治|治疗",
            r"look\w* after|car(?:ed?|es|ing) for|tend\w*|treat\w*|to?[oa]kes? care of",
        ),
        ("感谢", r"thank\w*"),
        ("救(?:起|出|助|下)", r"rescu\w*|sav(?:e|es|ed|ing)"),
        ("看望|慰问|拜访|探望", r"visit\w*|call\w* on"),
        ("审计|监督|检查|考核", r"audit\w*|supervis\w*|inspect\w*|overs\w+|assess\w*"),
        ("控股|持有|出资设立", r"holds?|held|own\w*|control\w*|set up"),
        ("邀请", r"invit\w*"),
        ("反对|支持|制裁", r"oppos\w*|support\w*|sanction\w*"),
    )
)
_GIVEN = _act(
    "向|给|为|对|支援|援助|帮助|捐给",
    r"to|for|help\w*|assist\w*|support\w*|against|pa(?:y|ys|id)|giv(?:e|es|en)|gave|tell|told|inform\w*|notif\w*|"
    r"offer\w*|lend|lent|ow(?:es?|ed)|s[oe](?:ld|ll)|sent|send\w*",
)
_FROM = re.compile("[^，。；：、被由受]{0,6}?[从自由向]")
_FROM_BEHIND = re.compile(
    "[^，。；：、]{0,3}(?:进口|采购|引进|购买|购入|借|获|取|学习|请教|租|订|收到|接|调|运|买|进)"
)
_FROM_EN = re.compile(rf"\bfrom {_THE}(?:(?:[\w’'-]+ ){{0,3}}of {_THE})?\Z")
_WAY_ZH = re.compile("[^，。；：、]{0,5}(?:到|至|往|抵|赴|向)[^，。；：、]{0,2}")
_BOUND_FOR = re.compile("[运开销输发迁飞送驶调]往|[运送调]至")
_WAY_BEFORE = re.compile("[从由自]\\Z")
_WAY = re.compile(rf"[^.;]{{0,25}}? (?:to|for) {_THE}")
_NO_SUBJECT = re.compile(
    rf"\b(?:to|for|by|from|of|with|in|on|at|as|between|against|among|into|through|than|via|"
    rf"(?:invit|receiv|accept|ask|request)\w{{0,12}}) {_THE}\Z"
)
_SENTENCE = re.compile(r"[.;:](?=\s|\Z)")
_BEFORE = 40
"""Characters before one of the two that are looked at."""
_APART = 16
"""Characters of Chinese between the two at most."""


def _ahead(segment: Segment, party: Party) -> str:
    return segment.en[max(0, party.en_at[0] - _BEFORE) : party.en_at[0]]


def _turned(segment: Segment, one: Party, other: Party) -> Range | None:
    """Where the English has `other` do what `one` does to it in the Chinese; None if it does not."""
    between = segment.zh[one.zh_at[1] : other.zh_at[0]]
    first, last = other.en_at, one.en_at
    ahead = _ahead(segment, other)
    leaves = _WAY_BEFORE.search(segment.zh, max(0, one.zh_at[0] - 1), one.zh_at[0])
    if (leaves or _BOUND_FOR.search(between)) and _WAY_ZH.fullmatch(between):
        way = _FROM_EN.search(ahead) and _WAY.fullmatch(segment.en, first[1], last[0])
        return (first[0], last[1]) if way else None
    if first[1] > last[0] or _SENTENCE.search(segment.en, first[1], last[0]) or _NO_SUBJECT.search(ahead):
        return None
    said = segment.en[first[1] : last[0]]
    turned = (
        (_GIVEN.zh.fullmatch(between) and _GIVEN.en.search(_ahead(segment, one)))
        or any(act.zh.fullmatch(between) and act.en.fullmatch(said) for act in _DONE_TO)
        or (
            _FROM.fullmatch(between)
            and _FROM_BEHIND.match(segment.zh, other.zh_at[1])
            and _FROM_EN.search(_ahead(segment, one))
        )
    )
    return (first[0], last[1]) if turned else None


def _each_others(segment: Segment, found: Sequence[Party]) -> Iterator[Finding]:
    """浙江省增长6%，福建省增长5.5% with the rate of each beside the other."""
    clauses = _figured(segment, found)
    for (one, first), (other, second) in pairwise(clauses):
        order = sorted((one.en_at, other.en_at, first, second))
        if "。" in segment.zh[one.zh_at[1] : other.zh_at[0]]:
            continue
        crossed = [other.en_at, first, one.en_at, second], [first, other.en_at, second, one.en_at]
        if order in crossed:
            message = f"{one.zh} and {other.zh} have changed places beside their figures"
            yield finding("figure-order", message, "", one.zh_at, (order[0][0], order[-1][1]))
            return


_CLAUSE_ZH = re.compile("[^，。；：、]+")
_A_TIME = re.compile("[年月期比]")


def _figured(segment: Segment, found: Sequence[Party]) -> list[tuple[Party, Range]]:
    """Clauses that open with a party and have no other, and one rate: the party, and where its rate is."""
    clauses = []
    for clause in _CLAUSE_ZH.finditer(segment.zh):
        start, end = clause.span()
        named = [each for each in found if start <= each.zh_at[0] < end]
        rates = [
            span.en_at
            for span in segment.spans
            if span.kind in ("figure", "percent") and start <= span.zh_at[0] < end and span.en_at
        ]
        if len(named) == len(rates) == 1 and named[0].zh_at[0] == start and not _A_TIME.search(named[0].zh):
            clauses.append((named[0], rates[0]))
    return clauses


def _mistaken(segment: Segment) -> Iterator[Finding]:
    """A role that has nothing in the English, where another one has nothing in the Chinese."""
    spared = [(span.zh_at, span.en_at) for span in segment.spans if span.en_at]
    for role in roles():
        asked = role.zh.search(segment.zh)
        if not asked:
            continue
        others = Mask(list({en_at for zh_at, en_at in spared if not touch(zh_at, asked.span())}))
        if role.en.search(others.blank(segment.en, "#")):
            continue
        for other in roles():
            said = other.told.search(segment.en)
            if (
                said
                and not other.grounds.search(segment.zh)
                and not any(touch(said.span(), en_at) for _, en_at in spared)
            ):
                message = f"{asked[0]} is {said[0]!r} in the English"
                yield finding("actor", message, "", asked.span(), said.span())
                return


def check(segment: Segment, found: Sequence[Party]) -> Iterator[Finding]:
    """Those of `found` who changed places, one pair at most, and those who were taken for others."""
    yield from _mistaken(segment)
    yield from _each_others(segment, found)
    for one, other in combinations(sorted(found, key=lambda party: party.zh_at), 2):
        if not one.zh_at[1] < other.zh_at[0] <= one.zh_at[1] + _APART:
            continue
        if place := _turned(segment, one, other):
            message = f"{one.zh} and {other.zh} have changed places: {segment.en[slice(*place)]!r}"
            yield finding("actor", message, "", (one.zh_at[0], other.zh_at[1]), place)
            return
