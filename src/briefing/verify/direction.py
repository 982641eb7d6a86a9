"""Which way it went: up, down, and what became slower or smaller.

A rate in the Chinese stands behind the word that says its direction (同比下降3.5%, down 3.5 percent year on
year). The English beside the same figure must not say only the opposite, and neither must that beside a term
whose clause says it without a figure (进口有所下降, imports declined somewhat).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span

_UP_ZH = "增长|增加|上升|提高|提升|上涨|回升|扩大|攀升|增|升|涨|增幅|涨幅|增速"
_DOWN_ZH = "下降|下滑|下跌|回落|减少|降低|缩减|缩小|收窄|萎缩|负增长|压减|降幅|跌幅|减|降|跌"
# What may stand between the word and its figure: 增长了约, 下降幅度达到, 提高至.
_BETWEEN = "(?:了|幅度?|约|近|超过?|逾|达到?|至|到|为|不足|将近|至少|同比|环比|[：:]){0,3}"
_GOVERNED = re.compile(f"(?P<down>{_DOWN_ZH})|(?P<up>{_UP_ZH})")
_TAIL = re.compile(f"(?:{_DOWN_ZH}|{_UP_ZH}){_BETWEEN}\\Z")
_CLAUSE_ZH = re.compile("[，。；：、！？,;（）()]")

UP = (
    r"up|increas\w*|ris(?:e|es|en|ing)|rose|gr(?:ow\w*|ew)|gain\w*|climb\w*|expan\w*|higher|above|add\w*|"
    r"jump\w*|surg\w*|soar\w*|rebound\w*|recover\w*|improv\w*|rais\w*|exceed\w*|more|faster|accelerat\w*|"
    r"pick\w*|advanc\w*|widen\w*|strengthen\w*|enhanc\w*|boost\w*|larger|over|growth|lift\w*|upward\w*|"
    r"extend\w*|quicken\w*|reach\w*|doubl\w*|inflation|outpac\w*|upgrad\w*|hike\w*"
)
DOWN = (
    r"down|declin\w*|decreas\w*|drop\w*|fall(?:s|en|ing)?|fell|reduc\w*|lower\w*|less|fewer|cut\w*|"
    r"contract\w*|shrink\w*|shr[au]nk|slip\w*|slid\w*|narrow\w*|slow\w*|eas\w*|dip\w*|los(?:t|e|es|ing|ses)|loss(?!-making)|below|"
    r"plung\w*|plummet\w*|tumbl\w*|decelerat\w*|moderat\w*|retreat\w*|minus|negative|weaken\w*|smaller|"
    r"downward\w*|diminish\w*|sav\w*|compress\w*|short\w*|deflation|under|halv\w*|trim\w*|slash\w*|curtail\w*|"
    r"off|par(?:e|es|ed|ing)|drawdown|ebb\w*|mitigat\w*|alleviat\w*|sank|sink\w*|sunk\w*|reced\w*|subsid\w*"
)
_UP = re.compile(rf"\b(?:{UP})\b", re.IGNORECASE)
_DOWN = re.compile(rf"\b(?:{DOWN})\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:.](?=\s|$)")
_JOINT = re.compile(r",|\b(?:while|and|but|as|whereas)\b")
_APART = re.compile(r"[,;:.](?=\s|$)|\b(?:while|and|but|as|whereas|with|after)\b")
_WIDE = 90
"""Characters of English on either side of a figure in which its direction is looked for."""
_NEAR = 24
"""Characters before a figure in which the word right before it is looked for."""

_NARROWED = re.compile("(?:降幅|跌幅|减幅)[^，。；]{0,12}(?:收窄|缩小|放缓|趋缓|减小)")
_WIDENED = re.compile("(?:降幅|跌幅|减幅)[^，。；]{0,12}(?:扩大|加深|加大)")
_SLOWED = re.compile("(?:增速|增幅|涨幅|增长|升幅)[^，。；增降]{0,12}(?:回落|放缓|收窄|趋缓|减缓|下滑)")
_QUICKENED = re.compile("(?:增速|增幅|涨幅)[^，。；快降缓回落]{0,8}(?:加快|扩大|提升|提高|回升|上升)")
_PACE = re.compile(
    r"\b(?:growth|grew|grow\w*|ris\w+|rose|increas\w*|gains?|gained|rate|pace|inflation|slow\w*|eas\w+|moderat\w*|"
    r"narrow\w*|expan\w*|up|cool\w*|decelerat\w*|less|taper\w*|lower|higher|soften\w*|from|climb\w*)\b",
    re.IGNORECASE,
)
_LESS_MORE = re.compile("(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|较去年(?:同期)?)少增")
_TURNED_FLAT = re.compile("由[升涨降跌][^，。；]{0,3}转[平稳]")
_LEVEL = re.compile("持平")
_TURNED_DOWN = re.compile("由[^，。；]{0,4}[升增涨正盈][^，。；]{0,6}转[^，。；]{0,3}[降减跌负亏]")
_TURNED_UP = re.compile(
    "由[^，。；]{0,4}[降减跌负亏][^，。；]{0,6}转[^，。；]{0,3}[升增涨正盈]|扭亏为盈|止跌回升"
)

_FALL = re.compile(
    r"\b(?:down|declin\w*|decreas\w*|drop\w*|fall\w*|fell|reduc\w*|los(?:s|ses|ing|t)|contract\w*|deflat\w*|minus|"
    r"negative|shr[iau]nk\w*|slid\w*|slump\w*|red|downturn\w*|downward\w*|pull\w* back|weaken\w*)\b",
    re.IGNORECASE,
)
_GREATER = re.compile(
    r"\b(?:wid\w+|expan\w+|deepen\w*|larg\w+|great\w+|steep\w*|accelerat\w*|increas\w*|more|further|faster|"
    r"sharp\w*|gr[eo]w\w*|extend\w*|worse\w*|bigger|higher|rose|ris\w+|up|pick\w*|by|to|quick\w*|aggravat\w*)\b",
    re.IGNORECASE,
)
_NOT_SMALLER = re.compile(
    r"\A(?!.*\b(?:narrow|eas(?:e|ed|ing)\b|shr[iau]nk|moderat)).*", re.IGNORECASE | re.DOTALL
)
_UP_AGAIN = re.compile(
    rf"\b(?:{UP}|positive|(?:to|into|in|a) (?:the )?(?:surplus|profit\w*|black))\b", re.IGNORECASE
)
_FLAT = re.compile(
    r"\b(?:flat\w*|level\w*|stab\w*|stead\w*|unchanged|stop\w*|halt\w*|ceas\w*|held|hold\w*|plateau\w*|same|even|"
    r"equal\w*|match\w*|similar|in line|par|changed|zero|remain\w*|constant|comparable|stood)\b",
    re.IGNORECASE,
)
_SMALLER = re.compile(
    r"\b(?:narrow\w*|eas(?:e|ed|es|ing)|slow\w*|small\w*|moderat\w*|less\w*|shr[iau]nk\w*|soften\w*|reduc\w*|cut\w*|"
    r"improv\w*|lower\w*|taper\w*|par(?:e|ed|es|ing))\b",
    re.IGNORECASE,
)


_OPPOSED = re.compile(
    r"\b(?:rose|grew|increased|climbed|gained)(?: by [0-9.]+ (?:percent|percentage points))?"
    r"(?: (?:month on month|year on year))? to (?:fall|drop|decline|decrease)\b"
    r"|\b(?:fell|dropped|declined|decreased)(?: by [0-9.]+ (?:percent|percentage points))?"
    r"(?: (?:month on month|year on year))? to (?:rise|grow|increase|climb)\b"
)
_BESIDE_AVERAGE = re.compile(r"(?:高于|低于|快于|慢于|高出)(?P<of>[^，。；0-9]{0,14}?)\Z")
_COMPARED = re.compile(
    r"\b(?:high\w*|above|low\w*|below|fast\w*|slow\w*|more|less|few\w*|than|exceed\w*|ahead|behind|outpac\w*|"
    r"trail\w*|over|under|larger|smaller|great\w*|lead\w*|surpass\w*|better|worse|lag\w*|beat\w*)\b",
    re.IGNORECASE,
)
_AVERAGE_OF = re.compile(r"\b(?:average|level|rate)(?: \w+){0,2} of \Z")


def _clause_start(zh: str, at: int) -> int:
    """Where the clause begins in which `at` stands."""
    return max((each.end() for each in _CLAUSE_ZH.finditer(zh, 0, at)), default=0)


def _beside_others(segment: Segment) -> Iterator[Finding]:
    """Distances from an average or another's figure, told as a change or as the average itself."""
    if match := _OPPOSED.search(segment.en):
        message = f"{match[0]!r} goes both ways"
        yield finding("direction", message, en_at=match.span())
    for span in segment.spans:
        if not span.en_at or not span.zh.endswith("个百分点"):
            continue
        clause = _clause_start(segment.zh, span.zh_at[0])
        said = _BESIDE_AVERAGE.search(segment.zh[clause : span.zh_at[0]])
        if said is None or _A_TIME.search(said["of"]):
            continue
        before, after = _beside(segment, span)
        if _AVERAGE_OF.search(before) or not (_COMPARED.search(before) or _COMPARED.search(after)):
            message = f"{said[0]} {span.zh} is a distance; beside {span.en} the English has none"
            yield finding("direction", message, "", span.zh_at, span.en_at)


# What goes up and down by itself, and a clause in which there is more than that: 增速, 差距, 成本, 不, 由.
_RISES_ZH = "增长|增加(?!值)|上升|上涨|回升|攀升|扩大|增强|加快|提高|走高|走强|改善|好转"
_FALLS_ZH = "下降|下滑|下跌|减少|回落|缩小|收窄|减弱|放缓|降低|走低|萎缩|恶化|减慢"
_MOVES = re.compile(f"(?P<up>{_RISES_ZH})|(?P<down>{_FALLS_ZH})")
_INVOLVED = re.compile("[速幅率止]|(?<![同环])比|差距|缺口|亏|负债|成本|赤字|逆差|不|由|从|持平|可")
_A_TIME = re.compile("[年月期比]")


def _clauses(segment: Segment) -> Iterator[Finding]:
    """A term that goes down in its clause, and up in that of the English: 财政收入下降 (revenue fell)."""
    terms = [span for span in segment.spans if span.kind == "term" and not _A_TIME.search(span.zh)]
    for span in terms:
        if not span.en_at:
            continue
        low = _clause_start(segment.zh, span.zh_at[0])
        end = _CLAUSE_ZH.search(segment.zh, span.zh_at[1])
        high = end.start() if end else len(segment.zh)
        if sum(low <= each.zh_at[0] < high for each in terms) > 1 or _INVOLVED.search(segment.zh, low, high):
            continue
        words = list(_MOVES.finditer(segment.zh, span.zh_at[1], high))
        if len({each.lastgroup for each in words}) != 1:
            continue
        start, stop = span.en_at
        begin = max((each.end() for each in _APART.finditer(segment.en, 0, start)), default=0)
        close = _APART.search(segment.en, stop)
        en = segment.en[begin:start] + " # " + segment.en[stop : close.start() if close else len(segment.en)]
        right, wrong = (_UP, _DOWN) if words[0]["up"] else (_DOWN, _UP)
        if not right.search(en) and (said := wrong.search(en)):
            message = (
                f"{span.zh} goes {words[0].lastgroup} ({words[0][0]}); beside {span.en} stands {said[0]!r}"
            )
            yield finding(
                "direction", message, words[0].lastgroup or "", (span.zh_at[0], words[-1].end()), span.en_at
            )


_COMPARES_ZH = re.compile(
    "(?<!不)(?<!不[得能应可])(?:(?P<high>[高快大多优好]于|超过(?![约近0-9一二三四五六七八九十百千万两半]))"
    "|(?P<low>[低慢小少]于|不及|落后于))"
)
_COMPARES = re.compile(
    r"\b(?:(?P<low>(?:lower|slower|smaller|worse|less|fewer|more slowly)(?: [\w-]{1,30}){0,3}? than|below|"
    r"(?:fell|falls?|falling) short of|lag\w*|trail\w*)"
    r"|(?P<high>(?:higher|faster|larger|greater|better|bigger|more)(?: [\w-]{1,30}){0,3}? than|above|"
    r"exceed\w*|outpac\w*|surpass\w*|ahead of))\b(?! [0-9])",
    re.IGNORECASE,
)
_BOUNDED_ZH = re.compile("以[上下]")


def _comparison(segment: Segment) -> Iterator[Finding]:
    """增速低于全国平均水平 (slower than the average) as faster, where each text compares but once."""
    asked, told = list(_COMPARES_ZH.finditer(segment.zh)), list(_COMPARES.finditer(segment.en))
    if len(asked) == len(told) == 1 and not _BOUNDED_ZH.search(segment.zh):
        (word,), (said,) = asked, told
        if word.lastgroup != said.lastgroup:
            message = f"{word[0]} has its opposite in the English, {said[0]!r}"
            yield finding("direction", message, "", word.span(), said.span())


_LIMIT_ZH = re.compile("(?:(?P<most>上限|最高|最多)|(?P<least>下限|最低|最少))[^，。；：0-9上下最]{0,6}\\Z")
_MOST = re.compile(r"\b(?:max\w*|upper|ceiling|cap\w*|most|high\w*|up to|top\w*|limit)\b", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:minim\w*|lower|floor|least|low\w*)\b", re.IGNORECASE)


def _limits(segment: Segment) -> Iterator[Finding]:
    """上限12% (a maximum of 12 percent) as a minimum."""
    for span in segment.spans:
        limit = _LIMIT_ZH.search(segment.zh, 0, span.zh_at[0])
        if not limit or not span.en_at or span.kind not in ("percent", "figure"):
            continue
        before, after = _beside(segment, span)
        right, wrong = (_MOST, _LEAST) if limit["most"] else (_LEAST, _MOST)
        said = wrong.search(before) or wrong.search(_JOINT.split(after)[0])
        if said and not right.search(before) and not right.search(_JOINT.split(after)[0]):
            message = f"{limit[0]}{span.zh} has its opposite in the English, {said[0]!r}"
            yield finding("direction", message, "", (limit.start(), span.zh_at[1]), span.en_at)


def check(segment: Segment) -> Iterator[Finding]:
    """Rates whose direction is turned round, and what became slower that the English makes faster."""
    yield from _figures(segment)
    yield from _beside_others(segment)
    yield from _clauses(segment)
    yield from _comparison(segment)
    yield from _limits(segment)
    yield from _from_to(segment)
    yield from _shares(segment)
    for said, means, wanted in (
        (_NARROWED, "the decline became smaller", (_FALL, _SMALLER)),
        (_WIDENED, "the decline became greater", (_FALL, _GREATER, _NOT_SMALLER)),
        (_LESS_MORE, "it grew by less", (_DOWN,)),
        (_TURNED_FLAT, "it stopped to rise or to fall", (_FLAT,)),
        (_LEVEL, "it stayed the same", (_FLAT,)),
        (_SLOWED, "the growth became slower", (_DOWN, _PACE)),
        (_QUICKENED, "the growth became faster", (_UP,)),
        (_TURNED_DOWN, "a rise became a fall", (_FALL,)),
        (_TURNED_UP, "a fall became a rise", (_UP_AGAIN,)),
    ):
        match = said.search(segment.zh)
        if match and not all(each.search(segment.en) for each in wanted):
            yield finding(
                "direction", f"{match[0]}: {means}; the English does not say so", means, match.span()
            )


_FROM = r" from (?:[\w$¥€£]+ ){0,2}\Z"
_ROSE_FROM = re.compile(rf"\b(?:rose|grew|increased|climbed|risen|grown|up){_FROM}")
_FELL_FROM = re.compile(rf"\b(?:fell|dropped|declined|decreased|fallen|down){_FROM}")
_TO = re.compile(r" to (?:[\w$¥€£]+ ){0,2}")


def _from_to(segment: Segment) -> Iterator[Finding]:
    """What rose from 62 to 55 percent, and goes both ways."""
    located = [span for span in segment.spans if span.kind in ("percent", "figure") and span.en_at]
    for one, other in pairwise(sorted(located, key=lambda span: span.en_at or (0, 0))):
        start, end = (one.en_at or (0, 0)), (other.en_at or (0, 0))
        low, high = one.value, other.value
        if low is None or high is None or one.kind != other.kind:
            continue
        if not _TO.fullmatch(segment.en, start[1], end[0]):
            continue
        before = segment.en[max(0, start[0] - _WIDE) : start[0]]
        rose, fell = _ROSE_FROM.search(before), _FELL_FROM.search(before)
        if (rose and low > high) or (fell and low < high):
            message = f"to go {'up' if rose else 'down'} from {one.en} to {other.en} is to go both ways"
            yield finding("direction", message, "", (one.zh_at[0], other.zh_at[1]), (start[0], end[1]))


_SHARE_ZH = re.compile("占[^，。；0-9提升降增减回落扩下上]{0,6}\\Z")
_CHANGED = re.compile(r"\b(?:rose|grew|increas\w+|climbed|fell|dropped|declin\w+|decreas\w+)(?: by)? \Z")


def _shares(segment: Segment) -> Iterator[Finding]:
    """占三成 (makes up 30 percent) as a rise by 30 percent."""
    for span in segment.spans:
        if not span.en_at or span.kind not in ("percent", "fraction") or span.zh.endswith("点"):
            continue
        share = _SHARE_ZH.search(segment.zh, max(0, span.zh_at[0] - _NEAR), span.zh_at[0])
        said = _CHANGED.search(segment.en, max(0, span.en_at[0] - _NEAR), span.en_at[0])
        if share and said:
            message = f"{share[0]}{span.zh} is a share; the English has {said[0].strip()!r}"
            place = said.start(), span.en_at[1]
            yield finding("direction", message, "", (share.start(), span.zh_at[1]), place)


def _figures(segment: Segment) -> Iterator[Finding]:
    """Figures whose direction in the Chinese is certain, and is the other one beside them in the English."""
    for span in segment.spans:
        if span.kind not in ("percent", "figure") or not span.en_at:
            continue
        up = _direction(segment.zh, span)
        if up is None:
            continue
        before, after = _beside(segment, span)
        right, wrong = (_UP, _DOWN) if up else (_DOWN, _UP)
        if right.search(before) or right.search(after):
            continue
        # Behind a figure that has no word of its own before it may stand the next one's.
        near = _JOINT.split(after)[0] if not wrong.search(before) else ""
        if said := wrong.search(before) or wrong.search(near):
            way = "up" if up else "down"
            message = f"{span.zh} went {way} in the Chinese; beside {span.en} stands {said[0]!r}"
            yield finding("direction", message, way, span.zh_at, span.en_at)


def _direction(zh: str, span: Span) -> bool | None:
    """Whether the figure went up, by the word right before it; None where there is none, or another one."""
    start = span.zh_at[0]
    clause = _clause_start(zh, start)
    tail = _TAIL.search(zh[clause:start])
    if tail is None:
        return None
    word = _GOVERNED.match(tail[0])
    before = zh[clause : clause + tail.start()]
    # 降幅扩大2个百分点 and 亏损减少, 增速回落: two directions in one.
    if word is None or _GOVERNED.search(before) or re.search("[亏负赤逆]|成本|缺口|差距", before):
        return None
    return word["up"] is not None


def _beside(segment: Segment, span: Span) -> tuple[str, str]:
    """The English before and after a figure, within its clause, and no further than the figures beside it."""
    start, end = span.en_at or (0, 0)
    low, high = max(0, start - _WIDE), min(len(segment.en), end + _WIDE)
    for other in segment.spans:
        if other.en_at and other.kind in ("percent", "figure") and other.en_at != span.en_at:
            if other.en_at[1] <= start:
                low = max(low, other.en_at[1])
            elif other.en_at[0] >= end:
                high = min(high, other.en_at[0])
    while 0 < low < start and segment.en[low - 1].isalnum():
        low += 1
    return _CLAUSE.split(segment.en[low:start])[-1], _CLAUSE.split(segment.en[end:high])[0]
