"""Sentences that are none: fragments, phrases said twice, stray capitals, quotations in quotations."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.chinese import HAN
from briefing.renderings import admitted
from briefing.verify.coverage import FUNCTION_WORDS
from briefing.verify.lists import twice
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Range, Segment
    from briefing.verify.mask import Mask

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_PURPOSE = re.compile(
    r"(?:In order (?:to|for)|So as to|To) (?!date\b|the\b|a\b|this\b|be (?:sure|honest)\b|him\b|my\b)"
)
_PURPOSE_ZH = re.compile("\\s*(?:为|要想|要使|以|旨在|想)")
_DEMAND_ZH = re.compile("\\s*要(?![想使求是不])")
_NUMBERED_ZH = re.compile(
    "\\s*(?:[一二三四五六七八九十]{1,3}(?:是|要(?!求|[素点]))|[其第][一二三四五六七八九十][，是])"
)
_CARDINAL = re.compile(
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?:,|:| of (?:them|which|these))?"
    r" (?:is|are|was|were|to|has|have|wants?|needs?|must|should|[a-z]+ing)\b"
    r"|(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) of them\b"
    r"|The (?:first|second|third|fourth|fifth|sixth|seventh|eighth) (?:is|was|has) [a-z]{2,20}ed\b"
)
_SERVED = re.compile(
    r"\b(?:is|are|was|were|means|requires?) |, (?!and\b|to\b|or\b|so\b|as well\b|including\b|such\b|\w+ing\b)"
)
"""What shows that there is a clause which a purpose serves, or whose subject it is."""
_NO_GERUND = (
    r"(?!(?:During|Lightning|\w+thing|Spring|King|Morning|Evening|Ceiling|Wedding|Beijing|Nanjing|Chongqing|Liaoning|Xining"
    r"|Jining|Nanning|Anqing|Daqing|Zhaoqing|Suining)\b)"
)
_GERUND = re.compile(rf"{_NO_GERUND}[A-Z][a-z]+ing\b(?! to\b).*, (?:and )?[a-z]+ing\b", re.DOTALL)
_GERUND_ALONE = re.compile(r"(?:[A-Z][a-z]+ly )?[A-Za-z][a-z]+ing\b(?! to\b)")
_FINITE = re.compile(
    r"\b(?:will|shall|should|must|may|can|could|would|is|are|was|were|be|has|have|had|do|does|did|[a-z]{3,}ed|"
    r"means?|makes?|helps?|requires?|remains?|gives?|gave|comes?|became?|becomes?|led|made|saw|rose|fell|grew|held|"
    r"sent|put|struck|swept|won|kept|told|plays?|brings?|brought|needs?|takes?|took|leads?|calls?|depends?|lies|stands?|reflects?|shows?|provides?)\b"
)
_AFFECTED = re.compile(r"(?:Affected|Influenced|Driven|Hit|Boosted|Impacted) by (?=[^,]*, and [^,]*\Z)")
_AIM_ALONE = re.compile(
    r"(?:In order to|So as to)\b[^,]*\Z|(?:After|Following|During|Since|Upon)\b[^,]*, [a-z]+ing\b[^,]*\Z"
    r"|The (?:\w+ ){0,3}?\w+, to [a-z]+\b[^,]*\Z"
)
_NOT_FINITE = re.compile(r"\bto be \w+|,? (?:which|who|that) [^,.]*")
_WITHOUT_SUBJECT = re.compile(
    r"(?:With|Through|By|Due to|Because of|Based on|In (?:view|light) of|As a result of)\b"
    r"(?:[^,]*|[^,]*, and [^,]*)\Z"
)
_CONDITION = re.compile(r"(?:If|When|Although|Because|While|Unless|Once|Whether)\b[^,:;—?]*\Z")
_IRREGULAR = (
    "said|says|got|ate|eat|lay|sang|hid|bit|drank|went|came|set|met|read|hit|drew|sent|cost|cut|put|won|lost|found|told|kept|left|felt|fought|taught|thought|spoke|wrote|"
    "broke|chose|drove|sold|bought|built|spent|struck|swept|sought|began|ran|sat|stood|understood|wore|paid|laid|let|"
    "beat|burst|spread|shut|hurt|split|shook|sank|sprang|stole|swore|threw|woke|withdrew|bore|bound|caught|clung|dealt|"
    "dug|fled|flew|forbade|froze|hung|knew|lent|lit|meant|overcame|oversaw|rode|rang|shot|shone|slept|slid|stuck|swung|"
    "tore|upheld|want|say|see|know|think|believe|come|go|play|work|live|face|hope|welcome|agree|support|attend|carry"
)
_NOUN_ALONE = re.compile(
    rf"(?!.*(?<![’'us])s\b)(?!.*\b(?:{_IRREGULAR})\b)"
    r"(?:The|This|Its|Their|His|Her) (?:[\w’'-]+ ){1,3}(?:of|with) ",
    re.DOTALL,
)
_SOMEBODY_TO = re.compile(
    r"(?:(?:The|All|Relevant|Local|Each|Every) )?(?:[\w’'-]+ ){0,4}?(?:[a-z]+[^s\W]s|concerned) to [a-z]+",
    re.IGNORECASE,
)
_MUST_ZH = re.compile("\\A\\s*[^，。；]{2,12}?(?<![主重需只首将])要(?![求素点闻害职事么是])")
_DEMANDS_ZH = re.compile("(?:\\A|[，；：])\\s*(?:就|都)?要(?![想使求是不])")
_SUBORDINATE = re.compile(
    r",? (?:so that|so as to|that|which|who|where|when|if|as|while|because)\b.*", re.DOTALL
)
_DANGLES = re.compile(
    r"(?<![\w'’“\"-])(?:the|an?|of|and|or|shall|must|its|their|than"
    r"|(?<!own )(?<!free )(?<!the )(?<!political )will)"
    r"[,;:]?[.”\"]*\s*\Z"
)
_STRAY = re.compile(
    r"(?<=[a-z,;] )(?:Of|And|With|From|By|Into|Or|Their|Its|Are|Were|Will|Shall|Has|Have|In|To|For|On)(?= )"
)
_MARK = re.compile("[“”]")
_SENTENCE_END = re.compile(r"[.!?][”\"]?(?=\s|\Z)")
_CLAUSE_TWICE = re.compile(r"\b((?:[\w’'-]{1,20} ){3,12}[\w’'-]{1,20})[,;.] (?:and )?\1\b", re.IGNORECASE)
_RUN = 6
"""Words on end that a sentence seldom says twice."""
_LEAST_CHINESE = 8
_LEAST_DEMAND = 6
"""The same where 要 demands something."""
_RUN_NEAR = 3
_NEAR = 6
"""Words on end that are not said twice with so many words between them."""
_SAME_CHINESE = 3
_SAME_CHINESE_NEAR = 2


def fragment(segment: Segment) -> Iterator[Finding]:
    """A sentence of purpose without the clause that it serves (To carry out ..., and to ensure ...), or one
    that breaks off at a word after which English goes on."""
    en = segment.en.strip()
    if not segment.zh.rstrip().endswith(("。", "！", "；")):
        return
    if _NUMBERED_ZH.match(segment.zh) and (number := _CARDINAL.match(en)):
        yield finding("shape-fragment", f"{number[0]!r} is no number of a point", en_at=number.span())
    least = _LEAST_DEMAND if _DEMAND_ZH.match(segment.zh) else _LEAST_CHINESE
    if len(HAN.findall(segment.zh)) < least:
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
    elif told := _no_clause(segment.zh, en):
        yield finding("shape-fragment", told, en_at=(0, len(en)))
    elif (
        (opens := _PURPOSE.match(en))
        and not _PURPOSE_ZH.match(segment.zh)
        # 要 at the head demands; where the English has a purpose, somebody was made up whom it serves.
        and (_DEMAND_ZH.match(segment.zh) or not _SERVED.search(en))
    ):
        yield finding("shape-fragment", f"a clause with {opens[0].strip()!r} alone", en_at=(0, len(en)))


def _no_clause(zh: str, en: str) -> str:
    """What shows that a sentence has no main clause: a condition or a noun alone; empty if it has one."""
    if len(_SENTENCE_END.findall(en)) > 1:
        return ""
    if _CONDITION.match(en) and "，" in zh:
        return f"a clause with {en.split()[0]!r} alone"
    if (opens := _AFFECTED.match(en)) and not _FINITE.search(en, opens.end()):
        return f"no verb behind {opens[0]!r}"
    if _FINITE.search(_NOT_FINITE.sub("", en)):
        return ""
    noun = _NOUN_ALONE.match(en) if len(HAN.findall(zh)) > _LEAST_CHINESE else None
    if opens := _WITHOUT_SUBJECT.match(en) or noun or _AIM_ALONE.match(en):
        return f"no verb behind {opens[0].split()[0]!r}"
    if (_MUST_ZH.search(zh) and (opens := _SOMEBODY_TO.match(en))) or (
        _DEMANDS_ZH.search(zh) and (opens := _GERUND_ALONE.match(en))
    ):
        return f"no main clause behind {opens[0]!r}"
    return ""


def repeated(segment: Segment, mask: Mask) -> Iterator[Finding]:
    """Six words on end, three near each other, or an item of a list, said twice where the Chinese is not."""
    if place := twice(segment, mask):
        item = segment.en[slice(*place)]
        yield finding("shape-repeated", f"{item!r} stands twice in a list", en_at=place)
        return
    place = None
    if not _says_twice(segment.zh, _SAME_CHINESE):
        place = _again(segment.en, mask, _RUN, within=len(segment.en))
        if place is None and (match := _CLAUSE_TWICE.search(segment.en)):
            place = match.span()
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
    small = {word for span in segment.spans for text in admitted(span) for word in text.split()}
    for match in _STRAY.finditer(segment.en):
        if mask.free(*match.span()) or (match[0].lower() in small and match[0] not in small):
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
