"""Sentences that are none: fragments, phrases said twice, stray capitals, quotations in quotations."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.verify.coverage import FUNCTION_WORDS
from briefing.verify.lists import twice
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment
    from briefing.verify.mask import Mask

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_PURPOSE = re.compile(
    r"(?:In order to|So as to|To) (?!date\b|the\b|a\b|this\b|be (?:sure|honest)\b|him\b|my\b)"
)
_PURPOSE_ZH = re.compile("\\s*(?:为|要想|要使|以|旨在|想)")
_DEMAND_ZH = re.compile("\\s*要(?![想使求是不])")
_NUMBERED_ZH = re.compile("\\s*(?:[一二三四五六七八九十]{1,3}是|[其第][一二三四五六七八九十][，是])")
_CARDINAL = re.compile(
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?:,|:| of (?:them|which|these))?"
    r" (?:is|are|was|were|to|has|have|[a-z]+ing)\b|(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) of them\b"
    r"|The (?:first|second|third|fourth|fifth|sixth|seventh|eighth) (?:is|was|has) [a-z]{2,20}ed\b"
)
_SERVED = re.compile(
    r"\b(?:is|are|was|were|means|requires?) |, (?!and\b|to\b|or\b|so\b|as well\b|including\b|such\b|\w+ing\b)"
)
"""What shows that there is a clause which a purpose serves, or whose subject it is."""
_GERUND = re.compile(r"[A-Z][a-z]+ing\b(?! to\b).*, (?:and )?[a-z]+ing\b", re.DOTALL)
_FINITE = re.compile(
    r"\b(?:will|shall|should|must|may|can|could|would|is|are|was|were|be|has|have|had|do|does|did|[a-z]{3,}ed|"
    r"means?|makes?|helps?|requires?|remains?|gives?|gave|comes?|became?|becomes?|led|made|saw|rose|fell|grew|held|"
    r"plays?|brings?|brought|needs?|takes?|took|leads?|calls?|depends?|lies|stands?|reflects?|shows?|provides?)\b"
)
_SUBORDINATE = re.compile(
    r",? (?:so that|so as to|that|which|who|where|when|if|as|while|because)\b.*", re.DOTALL
)
_DANGLES = re.compile(
    r"(?<![\w'’“\"-])(?:the|an?|of|and|or|will|shall|must|its|their|than)[,;:]?[.”\"]*\s*\Z"
)
_STRAY = re.compile(
    r"(?<=[a-z,;] )(?:Of|And|With|From|By|Into|Or|Their|Its|Are|Were|Will|Shall|Has|Have)(?= )"
)
_MARK = re.compile("[“”]")
_SENTENCE_END = re.compile(r"[.!?][”\"]?(?=\s|\Z)")
_RUN = 6
"""Words on end that a sentence seldom says twice."""
_LEAST_CHINESE = 8
_RUN_NEAR = 3
_NEAR = 6
"""Words on end that are not said twice with so many words between them."""
_SAME_CHINESE = 3
_SAME_CHINESE_NEAR = 2


def fragment(segment: Segment) -> Iterator[Finding]:
    """A sentence of purpose without the clause that it serves (To carry out ..., and to ensure ...), or one
    that breaks off at a word after which English goes on."""
    en = segment.en.strip()
    if len(HAN.findall(segment.zh)) < _LEAST_CHINESE or not segment.zh.rstrip().endswith(("。", "！", "；")):
        return
    if dangles := _DANGLES.search(en):
        place = (dangles.start(), dangles.end())
        yield finding("shape-fragment", f"the sentence ends with {dangles[0].strip()!r}", en_at=place)
    elif (
        len(_SENTENCE_END.findall(en)) < 2
        and (opens := _GERUND.match(en))
        and not _FINITE.search(_SUBORDINATE.sub("", en))
    ):
        yield finding("shape-fragment", f"no main clause behind {opens[0].split()[0]!r}", en_at=(0, len(en)))
    elif _NUMBERED_ZH.match(segment.zh) and (number := _CARDINAL.match(en)):
        yield finding("shape-fragment", f"{number[0]!r} is no number of a point", en_at=number.span())
    elif (
        (opens := _PURPOSE.match(en))
        and not _PURPOSE_ZH.match(segment.zh)
        # 要 at the head demands; where the English has a purpose, somebody was made up whom it serves.
        and (_DEMAND_ZH.match(segment.zh) or not _SERVED.search(en))
    ):
        yield finding("shape-fragment", f"a clause with {opens[0].strip()!r} alone", en_at=(0, len(en)))


def repeated(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Six words on end, three near each other, or an item of a list, said twice where the Chinese is not."""
    if place := twice(segment, mask):
        item = segment.en[slice(*place)]
        yield finding("shape-repeated", f"{item!r} stands twice in a list", en_at=place)
        return
    place = None
    if not _says_twice(segment.zh, _SAME_CHINESE):
        place = _again(segment.en, mask, _RUN, within=len(segment.en))
    if place is None and not _says_twice(segment.zh, _SAME_CHINESE_NEAR):
        place = _again(segment.en, mask, _RUN_NEAR, within=_NEAR)
    if place:
        said = segment.en[slice(*place)].lower()
        yield finding("shape-repeated", f"{said!r} is said twice", en_at=place)


def _again(en: str, mask: Mask, run: int, *, within: int) -> Range | None:
    """Where `run` words stand again with at most `within` words between, two of them no small ones."""
    found = list(_WORD.finditer(en))
    words = [match[0].lower().rstrip("s") for match in found]
    last: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - run + 1):
        said = tuple(words[at : at + run])
        place = found[at].start(), found[at + run - 1].end()
        heavy = sum(word not in FUNCTION_WORDS for word in said) > 1
        if heavy and said in last and run <= at - last[said] <= run + within and mask.free(*place):
            return place
        last[said] = at
    return None


def _says_twice(zh: str, size: int) -> bool:
    """Whether the Chinese itself says some `size` characters twice."""
    counts = Counter(zh[at : at + size] for at in range(len(zh) - size + 1))
    return any(count > 1 and all(map(HAN.match, text)) for text, count in counts.items())


def capitals(segment: Segment, mask: Mask, *, heading: bool) -> Iterator[Finding]:
    """A small word with a capital inside a sentence that is none of title case: work Of the bureau."""
    if heading or not segment.zh.rstrip().endswith(("。", "；", "！", "？")):
        return
    for match in _STRAY.finditer(segment.en):
        if mask.free(*match.span()):
            yield finding("shape-capitals", f"{match[0]} has a capital inside a sentence", en_at=match.span())
            return


def nested(segment: Segment) -> Iterator[Finding]:
    """Quotation marks opened inside quotation marks of the same kind: “the “Fengqiao model” way”."""
    inside = False
    for mark in _MARK.finditer(segment.en):
        if inside and mark[0] == "“":
            yield finding("shape-quotes", "a quotation mark is opened inside a quotation", en_at=mark.span())
            return
        inside = mark[0] == "“"
