"""What limits a figure or says what it is compared with: 以上 (or more), 约 (about), 同比 (year on year).

A word of the Chinese must have some counterpart anywhere in the English. The lists of counterparts are wide:
of 5,992 pairs of policy and news Chinese with a translator's English, in which such words stand 640 times,
one was flagged. They were drawn up with these pairs in view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.document import FIGURE_KINDS
from briefing.quantities.agreement import qualifies
from briefing.verify.bounds import MEASURE, MORE_BEHIND, SAYS, SIDES, bound, bound_afar
from briefing.verify.readings import wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.readings import Readings, Told

_NUMBER = "[0-9一二两三四五六七八九十百千万亿][0-9,.零〇一二两三四五六七八九十百千万亿]{0,20}"


@dataclass(frozen=True, slots=True)
class _Qualifier:
    """Words of the Chinese, and what the English has for any of them; `means` names them in a finding."""

    rule: str
    means: str
    zh: re.Pattern[str]
    en: re.Pattern[str]


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_MORE = (
    "more|over|above|exceed\\w*|upwards?|at least|surpass\\w*|beyond|greater|higher|larger|longer|older|"
    "(?:no|not) (?:be )?(?:less|fewer|lower|below|under)|minimum|and up|plus|aged?|"
    "top(?:ped|s|ping)?|past|from|neither[^.;]{0,40}(?:less|fewer)"
)
_MORE_NEAR = (
    "more|over|above|exceed\\w*|upwards?|at least|surpass\\w*|beyond|(?:no|not) (?:be )?(?:less|fewer)|"
    "and up|top(?:ped|s|ping)?|past|pass(?:ed|es|ing)?|some|about|plus|odd"
)
_QUALIFIERS = (
    _Qualifier(
        "figure-qualifier",
        "about",
        re.compile(
            rf"(?<![合契节条签预特公制相一])约(?=占?{_NUMBER})|(?:大概|约莫)(?!一[两、]|百里)(?={_NUMBER})"
            rf"|{_NUMBER}{MEASURE}(?:左右|(?<![分相])上下(?=[，。；、）的]|$))|[0-9一二三四五六七八九十][点时日]前后(?![0-9一二两三四五六各共])"
        ),
        _words(
            "about|around|roughly|approximately|some|nearly|almost|or so|close to|more or less|circa|"
            "estimated|in the region of|before (?:and|or) after|either side|perhaps|probably|maybe"
        ),
    ),
    _Qualifier(
        "figure-qualifier",
        "more than",
        re.compile(
            rf"(?<!不)(?<!不[得能])(?:超过|高于|多于)(?={_NUMBER})|(?<![不赶])[超逾](?={_NUMBER})|(?:至少|起码|不下于?|不止(?!一)|(?<!不)超出)(?={_NUMBER})"
            rf"|不[得能应可]?[少低]于(?={_NUMBER})|{_NUMBER}{MEASURE}以上(?!{_NUMBER}{MEASURE}以下)"
        ),
        _words(_MORE),
    ),
    _Qualifier(
        "figure-qualifier",
        "less than",
        re.compile(
            rf"(?<![看见找得说用])(?:不足|不到|未[满达]|不满|不超过|[至顶]多|最多(?!一)|(?<![来赶等])不及(?![0-9]{{4}}年))(?={_NUMBER})|(?<!不)(?<!不[得能应可])[少低]于(?={_NUMBER})"
            rf"|(?<![上.,0-9一二两三四五六七八九十百千万亿]){_NUMBER}{MEASURE}(?:以下|以内|之内)"
        ),
        _words(
            "less|fewer|under|below|within|(?:no|not) (?:more|longer|later|older|exceed\\w*)|up to|"
            "at most|never exceed\\w*|maximum|max|short|shy|lower|younger|smaller|limit\\w*|cap\\w*|barely|"
            "(?:not|never|t|fail\\w* to|without) reach\\w*|nearly|almost|yet|aged|minors?|children"
        ),
    ),
    _Qualifier(
        "comparison",
        "year on year",
        re.compile("同比|[上去]年同[期月]"),
        _words(
            "year[- ]o(?:n|ver)[- ]year|from (?:a|the|one) year|year[- ](?:earlier|ago|before)|"
            "(?:same|corresponding) (?:period|month|quarter|time|day)|(?:last|previous|prior|preceding) year|"
            "annual\\w*|o(?:n|ver) the year|y/y"
        ),
    ),
    _Qualifier(
        "figure-qualifier",
        "nearly",
        re.compile(rf"(?:将近|(?<![最更])[接逼]近|差不多)(?!一[^半百千万])(?={_NUMBER})"),
        _words(
            "near\\w*|almost|approach\\w*|close|clos(?:er|ing)|about|around|roughly|approximately|some|under|less|fewer|"
            "short|towards?|edg\\w*|or so|more or less|border\\w*"
        ),
    ),
    _Qualifier(
        "figure-qualifier",
        "more than",
        re.compile(rf"{_NUMBER}{MEASURE}(?:{MORE_BEHIND})"),
        _words(
            rf"{_MORE}|some|about|around|odd|early|late|away|off|apart|or so|to spare|[0-9]0s|\w+ties|mid\w*"
        ),
    ),
    _Qualifier(
        "figure-qualifier",
        "to have passed",
        re.compile(r"(?<![未不没])突破(?=[0-9.,一二两三四五六七八九十百千]{0,12}[万亿%％])"),
        _words(
            "more|over|above|exceed\\w*|surpass\\w*|beyond|past|pass(?:ed|es|ing)?|top(?:ped|s|ping)?|br(?:eak|oke)\\w*|"
            "cross\\w*|hit\\w*|reach\\w*|mark|threshold|milestone|eclips\\w*|ceiling|barrier|higher|greater"
        ),
    ),
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|without|prohibit\w*|forbid\w*|barred|cannot)\b|n't\b", re.IGNORECASE
)
_CLAUSE = (", ", "; ", ". ", ": ")
_ABOUT = re.compile("(?<![合契节条签预特公制相一])约[为占有合]?$|大约$|大概$")
_OPPOSITE = {"less": "more", "more": "less"}
NEAR = 40
"""So many characters from its figure a qualifier may stand: a population that has topped 300 million."""
_PREVIOUS = re.compile("环比")
_QUARTER = re.compile("季度")
_MONTH = re.compile("月")
_OWN = {
    "about": _QUALIFIERS[0], "more": replace(_QUALIFIERS[1], en=_words(_MORE_NEAR)),
    "nearly": replace(_QUALIFIERS[0], means="nearly"), "less": _QUALIFIERS[2],
}  # fmt: skip
_OTHER_PERIOD = {
    True: _words("month[- ]o(?:n|ver)[- ]month|(?:previous|preceding|prior|last) month"),
    False: _words("quarter[- ]o(?:n|ver)[- ]quarter|(?:previous|preceding|prior|last) quarter"),
}
_ANY_PERIOD = _words(
    "(?:month|quarter|week)[- ](?:o(?:n|ver)|earlier)\\b.*|sequential\\w*|"
    "o(?:n|ver) (?:the )?(?:month|quarter|week)|"
    "(?:previous|preceding|prior|last) (?:month|quarter|week|period|year)|"
    "(?:from|than) (?:in )?(?:the|a) \\w+ (?:month|quarter|period)|"
    "(?:from|than in) (?:January|February|March|April|May|June|"
    "July|August|September|October|November|December)"
)


def check(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """Qualifiers and bases of comparison that the English leaves out, turns round, or has otherwise."""
    own = list(_own(segment, readings))
    yield from own
    told = [each.zh_at for each in own if each.zh_at]
    for each in _QUALIFIERS:
        said = each.zh.search(segment.zh)
        if said and any(start <= said.end() and said.start() <= end for start, end in told):
            continue
        if said and not each.en.search(segment.en):
            message = f"{said[0]} ({each.means}) has nothing in the English"
            yield finding(each.rule, message, each.means, said.span())
    if said := _PREVIOUS.search(segment.zh):
        by_quarter = bool(_QUARTER.search(segment.zh))
        if not _ANY_PERIOD.search(segment.en):
            message = "环比 (from the period before) has nothing in the English"
            yield finding("comparison", message, "from the previous period", said.span())
        elif by_quarter != bool(_MONTH.search(segment.zh)) and (
            wrong := _OTHER_PERIOD[by_quarter].search(segment.en)
        ):
            message = f"环比 is by the {'quarter' if by_quarter else 'month'} here"
            yield finding("comparison", message, "", said.span(), wrong.span())


def _own(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """Figures with a qualifier of their own (300余, 十年以下) which the English leaves out or turns."""
    for span in segment.spans:
        if span.en_at is None or span.kind not in FIGURE_KINDS or (value := wanted(segment, span)) is None:
            continue
        told = next(iter(readings.over(*span.en_at)), None)
        said = told.says(value) if told else None
        if told is None or said is None:
            continue
        clause = max(segment.en.rfind(mark, 0, told.start) for mark in _CLAUSE)
        negated = _NOT.search(segment.en, max(0, clause), told.start) is not None
        approx = getattr(said, "approx", "")
        if not qualifies(said, value):
            means = _OWN[getattr(value, "approx", "") or "about"]
            opposite = approx in _OPPOSITE and not negated
            if opposite or not means.en.search(_near(segment.en, told, readings)):
                message = f"{span.zh} ({means.means}) is {told.text} in the English"
                yield finding("figure-qualifier", message, span.en, span.zh_at, span.en_at)
        elif _ABOUT.search(segment.zh, max(0, span.zh_at[0] - 3), span.zh_at[0]) and approx in _OPPOSITE:
            message = f"约{span.zh} (about) is {told.text} in the English"
            yield finding("figure-qualifier", message, "about", span.zh_at, span.en_at)
        elif (
            (limit := bound(segment.zh, span) or bound_afar(segment.zh, span))
            and approx == _OPPOSITE[SIDES[limit[1]]]
            and not negated
        ):
            message = f"{limit[0]} ({SAYS[limit[1]]}) is {told.text} in the English"
            yield finding("figure-qualifier", message, SAYS[limit[1]], span.zh_at, span.en_at)


def _near(en: str, told: Told, readings: Readings) -> str:
    """What stands near a figure, without the other figures there, whose qualifiers are their own."""
    start, end = max(0, told.start - NEAR), told.end + NEAR
    near = en[start:end]
    for other in readings.over(start, end):
        if other is not told:
            first, last = max(0, other.start - start), other.end - start
            near = near[:first] + "#" * (min(last, len(near)) - first) + near[last:]
    return near
