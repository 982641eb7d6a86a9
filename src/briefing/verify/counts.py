"""What a figure is of, and how it stands there: a share turned about, two figures run into each other, three
as the third, 新增2000万亩 (20 million mu more) as to 20 million, and 提高到5000元 (to 5,000) as by 5,000."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from briefing.document import touch
from briefing.quantities.english.fractions import ORDINALS
from briefing.quantities.numerals import parse_numeral
from briefing.verify.readings import numbers_in
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment, Span

_SHARE_ZH = re.compile(
    "(?:^|[，。；、：])(?!其中)(?P<part>[^，。；：]{1,30}[^，。；：的域])占比?(?:为|达到?)?(?:近|约|超过?)?\\Z"
)
_OF = re.compile(r" of (?:the |all )?")
_UNIT_ALONE = re.compile(
    r" (?:(?:yuan|people|persons|units|households|tonnes|kilometers|hectares|mu|items|projects) )?"
)
_BETWEEN_ZH = re.compile("[，、；。]")
_SIDE_BY_SIDE = re.compile(
    r"(?<![\d.,:/$€£-])(?!(?:1[89]|20)\d\d )\d+(?:,\d{3})*(?:\.\d+)?"
    r" \d+(?:,\d{3})*(?:\.\d+)?(?![\d:/-]|[.,]\d| ?[ap]\.m)"
)
"""Two numbers with a space alone between them; a year may stand before one (by 2030 300 schools)."""
_CARDINAL = re.compile("[两二三四五六七八九十]")
_COUNTED = re.compile("[个条项名家类件人座所种批]")
_NO_CARDINAL = ("第", "前", "连续", "近")
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)
_MORE_ZH = re.compile(
    "(?<!转)(?<!转为)(?:新增|增加|减少|压减|精简|增长|缩短|提高|下降|降低|[上下][调浮]|调[高低升涨降]|上升|回落)"
    "[^，。；、：0-9到至为达转免]{0,12}\\Z"
)
_REACHED_ZH = re.compile(
    "[^，。；]?[高加升长降少调增减涨大短缩落][到至为](?:每[^，。；0-9]{1,4}){0,2}(?:约|近|超过)?\\Z"
)
_RESULT_ZH = re.compile("[^，。；]{0,6}[到至为]")
_CHANGED_TO = re.compile(
    r"\b(?:increas|expand|rais|reduc|cut|streamlin|ris|rose|fell|fall|declin|drop|lower|shorten|gr[eo]w|bring|"
    r"brought|improv|boost|extend|narrow)\w{0,8}\b(?P<of>[^,.;:]{0,60}) to"
    r" (?:(?:about|nearly|over|around|only|more than) )?\Z"
)
_BY = re.compile(r"\bby\b")
_CHANGED_BY = re.compile(
    r"\b(?:increas|expand|rais|reduc|cut|rose|fell|declin|drop|lower|shorten|gr[eo]w|extend)\w{0,8}\b"
    r"[^,.;:]{0,40} by (?:(?:about|nearly|over|around|more than) )?\Z"
)
_NEAR = 90
_POINT_ZH = re.compile("(?:\\A\\s*|[，。；：])(?:第(?=.，)|其(?=.[，是])|(?=.是))([一二三四五六七八九十])")
_POINT = re.compile(
    r"(?:\A\W*|[;:,.] (?:and )?)"
    r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:ly)?\b,?(?= )",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|with) \Z")
_OTHER = re.compile(r" (?:other|more|further)\b")


def check(segment: Segment) -> Iterator[Finding]:
    """Figures that say something else in the English, though they are right."""
    figures = sorted(
        (span for span in segment.spans if span.en_at and span.kind in ("figure", "percent")),
        key=lambda span: span.en_at or (0, 0),
    )
    for span in figures:
        yield from _share(segment, span)
        yield from _ordinal(segment, span)
        yield from _change(segment, span)
        yield from _others(segment, span)
    yield from _points(segment)
    together = (found for pair in pairwise(figures) for found in _run_together(segment, *pair))
    found = list(islice(together, 1))
    yield from found or islice(_side_by_side(segment), 1)


def _share(segment: Segment, span: Span) -> Iterator[Finding]:
    """60岁以上老年人占34.7% (those over 60 are 34.7 percent) as 34.7 percent of those over 60."""
    said = _SHARE_ZH.search(segment.zh, 0, span.zh_at[0]) if span.kind == "percent" else None
    end = (span.en_at or (0, 0))[1]
    of = _OF.match(segment.en, end) if said else None
    if not said or not of:
        return
    for part in segment.spans:
        if part.en_at and touch(part.zh_at, said.span("part")) and of.end() <= part.en_at[0] <= of.end() + 3:
            message = f"{said['part'].lstrip('，')} is the part, not the whole: {span.en} of what?"
            place = ((span.en_at or (0, 0))[0], part.en_at[1])
            yield finding("figure-relation", message, "", (said.start("part"), span.zh_at[1]), place)
            return


def _ordinal(segment: Segment, span: Span) -> Iterator[Finding]:
    """三条路线 (three routes) as the third route."""
    start, end = span.zh_at
    if (
        span.kind == "figure"
        and span.en_at
        and _CARDINAL.fullmatch(span.zh)
        and _COUNTED.match(segment.zh, end)
        and not segment.zh.endswith(_NO_CARDINAL, 0, start)
        and (said := _ORDINAL.search(segment.en[slice(*span.en_at)]))
    ):
        message = f"{span.zh} is how many; the English has {said[0]!r}"
        yield finding("small-figure-missing", message, span.en, span.zh_at, span.en_at)


def _change(segment: Segment, span: Span) -> Iterator[Finding]:
    """精简材料11项 (11 fewer documents) as streamlined to 11, 提高到5000元 (to 5,000) as by 5,000."""
    if not span.en_at:
        return
    near = max(0, span.en_at[0] - _NEAR), span.en_at[0]
    reached = _REACHED_ZH.search(segment.zh, 0, span.zh_at[0])
    if reached and (said := _CHANGED_BY.search(segment.en, *near)):
        message = f"{reached[0]}{span.zh} is what it came to; the English has by {span.en}"
        place = (said.start(), span.en_at[1])
        yield finding("figure-relation", message, f"to {span.en}", (reached.start(), span.zh_at[1]), place)
    more = _MORE_ZH.search(segment.zh, 0, span.zh_at[0])
    if not more or _RESULT_ZH.match(segment.zh, span.zh_at[1]):
        return
    said = _CHANGED_TO.search(segment.en, *near)
    if said and not _BY.search(said["of"]):
        message = f"{more[0]}{span.zh} is by how much; the English has to {span.en}"
        place = (said.end("of"), span.en_at[1])
        yield finding("figure-relation", message, f"by {span.en}", (more.start(), span.zh_at[1]), place)


def _points(segment: Segment) -> Iterator[Finding]:
    """二是 and 第二， (second) as first, where both texts number as many points."""
    asked, told = list(_POINT_ZH.finditer(segment.zh)), list(_POINT.finditer(segment.en))
    for point, said in zip(asked, told, strict=True) if len(asked) == len(told) else ():
        if parse_numeral(point[1]) != ORDINALS[said[1].lower()]:
            message = f"{point[0].strip('，。；：')} is {said[1]!r} in the English"
            yield finding("figure-order", message, "", point.span(), said.span())
            return


def _others(segment: Segment, span: Span) -> Iterator[Finding]:
    """教育部等六部门 (the Ministry of Education and five other departments) as six others."""
    start, end = span.en_at or (0, 0)
    if (
        segment.zh.endswith("等", 0, span.zh_at[0])
        and _AND.search(segment.en, 0, start)
        and _OTHER.match(segment.en, end)
        and span.value in numbers_in(segment.en[start:end])
    ):
        message = f"等{span.zh} takes in those named; the English has {segment.en[start:end]} others"
        yield finding("figure-relation", message, "", (span.zh_at[0] - 1, span.zh_at[1]), (start, end))


def _side_by_side(segment: Segment) -> Iterator[Finding]:
    """每百户20平方米 (20 square meters per 100 households) as 20 100 households; a date may have both."""
    whole = [span.en_at for span in segment.spans if span.en_at and span.kind not in ("figure", "percent")]
    for match in _SIDE_BY_SIDE.finditer(segment.en):
        if match[0] not in segment.zh and not any(touch(match.span(), each) for each in whole):
            yield finding("figure-relation", f"{match[0]} are two figures run together", en_at=match.span())


def _run_together(segment: Segment, one: Span, other: Span) -> Iterator[Finding]:
    """Two figures with nothing between them that Chinese has a comma between."""
    (start, end), (first, last) = one.en_at or (0, 0), other.en_at or (0, 0)
    if (
        one.zh_at[1] < other.zh_at[0]
        and any(char.isdigit() for char in segment.en[first:last])
        and _UNIT_ALONE.fullmatch(segment.en, end, first)
        and _BETWEEN_ZH.search(segment.zh, one.zh_at[1], other.zh_at[0])
    ):
        message = f"{one.en} and {other.en} are run together"
        yield finding("figure-relation", message, "", (one.zh_at[0], other.zh_at[1]), (start, last))
