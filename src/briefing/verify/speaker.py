"""Who speaks: I in the Chinese, and he, we or nobody in the English, or the reverse; our province, and my."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.setting import Setting

# 我国 (our country) and 我省 (our province) are nobody's own words, 自我 (self) neither. 我认为 (I think) is
# left out in English as often as not; 你情我愿 (of one's own accord) and its kind have no speaker.
_I_ZH = re.compile(
    "(?<![你自忘敌无唯小大毋])(?<!你[点帮追情来争推])我(?!帮你|[们国省市县区州镇乡村局部委厅院校会军党方司社所处台港澳办队馆行军驻舰]"
    "|海[军警]|空军|边[防境]|外[交部]|央行|领[海空土]|使[领馆]|[出进]口(?!袋)"
    "|认为|觉得|想|看|相信|以为|来自|将你无)|(?<![日其户者人员])本人(?!民)|俺"
)
_SELF_ZH = re.compile(
    "[我咱俺吾余]|自己|本人|本[省市县区国部校]|笔者|记者|[“「『]|谁|您|你|谨|提醒|感谢|欢迎|祝|希望|请"
)
# 我省 is our province and 你省 yours. My Government is what a delegate says for 我国政府.
_OUR_ZH = re.compile("我[国省市县区州镇乡村局部委厅院校会军党方司社所处台驻舰]|我海[军警]")
_YOUR_ZH = re.compile("你(?=省|市|县|区|州|局|部|委|厅|院|校|会|单位|公司|企业)|您")
_NO_OWN_ZH = re.compile("[我本咱俺吾余“「『]|自己")
_MY = re.compile(r"\b[Mm]y\b(?! (?i:government|delegation))")
_OUR = re.compile(r"\b(?:[Oo]ur|[Mm]y)\b")
_YOUR = re.compile(r"\b[Yy]ou(?:r|rs)?\b")
_WE_ZH = re.compile("我们|咱|我[家国省市县区村校方军党]")
_SAYS_ZH = re.compile("说|表示|告诉|称|坦言|回忆|感慨|介绍|直言|笑道|问|答|讲")
_I = re.compile(
    r"\b(?P<numeral>(?:Class|Type|Grade|Category|Phase|Part|Level|Chapter|Volume|Annex|Title|War|No"
    r"|(?i:section|paragraph|item|table|schedule|attachment|annex(?:es)?|(?:sub)?paragraphs?)"
    r"(?= I\b(?! (?:am|was|have|had|will|would|shall)\b))) )?"
    r"I\b(?![.)/-])|\b(?:(?<![Ll]et )me|[Mm]y|[Mm]yself)\b"
)
_LET_ME = re.compile(r"\b[Ll]et me\b")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|us)\b")
_OTHER = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|[Tt]hey|[Tt]heir|[Tt]hem|[Oo]ne|[Oo]neself)\b")
_QUOTED = re.compile("[“\"][^“”\"]*[”\"]|(?<!\\w)[‘'](?:[^‘’']|(?<=\\w)['’](?=\\w)){0,600}+[’'](?!\\w)")
_QUOTED_ZH = re.compile("[“「『][^“「『”」』]*[”」』]")
_REPORTED = re.compile(
    r"\b(?<!\bI )(?<!\b[Ww]e )(?:said|says|told|tells|explained|added|recalled|noted|stated|remarked)\b"
)


def check(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """Sentences in which the one who says I is another one in the English, or is not there in the Chinese."""
    said = _I_ZH.search(segment.zh)
    if (whose := _whose(segment)) is not None:
        yield whose
        return
    yield from _quoted(segment)
    outside = _QUOTED.sub(lambda match: " " * len(match[0]), segment.en)
    if said is None:
        own = setting.first_person or _SELF_ZH.search(segment.zh)
        me = _THAT_I.search(outside) if not _WHOSE_I_ZH.search(segment.zh) else None
        if me := me or (None if own else _first(outside)):
            message = f"nobody says I in the Chinese; the English has {me[0]!r}"
            yield finding("speaker", message, en_at=me.span())
        return
    me = _first(segment.en)
    if me is None and not _LET_ME.search(segment.en):
        quoted = outside != segment.en and any(
            _I_ZH.search(match[0]) for match in _QUOTED_ZH.finditer(segment.zh)
        )
        ours = _WE.search(segment.en) and (_WE_ZH.search(segment.zh) or not quoted)
        if not ours and (quoted or not _OTHER.search(segment.en)):
            yield finding("speaker", f"{said[0]} says it in the Chinese; nobody says I", "I", said.span())
    elif (
        (me := _first(outside))
        and _SAYS_ZH.search(segment.zh)
        and outside == segment.en
        and (told := _REPORTED.search(outside))
        and not segment.zh.startswith("我")
    ):
        message = f"{me[0]!r} is said of another: {told[0]} has no quotation marks"
        yield finding("speaker", message, en_at=me.span())


_THIS_ZH = re.compile("本(?:公司|局|院|所|部|厅|委|校|会|市|省|县|区)")
_YOURS = re.compile(r"\b[Yy]our\b")
_WE_QUOTED_ZH = re.compile("我们|咱|我(?![国省市县区州方军])")
_THEY = re.compile(r"\b(?:[Tt]heir|[Tt]hey|[Hh]is|[Hh]er|[Hh]e|[Ss]he)\b")
_ANY_I = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|me|[Mm]y|[Mm]ine|[Mm]yself|[Oo]urselves)\b|\bI['’]")
_WHOSE_I_ZH = re.compile("[我咱俺吾余“「『]|本[人省市县区国部校]|笔者")
_THAT_I = re.compile(
    r"\b(?:said|says|say|told|tells|explained|recalled|noted|admitted)\b[^“”\"]{0,40}\bthat (?:I|my)\b"
)


def _quoted(segment: Segment) -> Iterator[Finding]:
    """Who says we in quotation marks told as they there: “我们村” (our village) as their village."""
    said = [match[0] for match in _QUOTED_ZH.finditer(segment.zh)]
    told = list(_QUOTED.finditer(segment.en))
    if len(said) == len(told) == 1 and (we := _WE_QUOTED_ZH.search(said[0])):
        they = _THEY.search(told[0][0])
        if they and not _ANY_I.search(told[0][0]):
            place = told[0].start() + they.start(), told[0].start() + they.end()
            yield finding(
                "speaker", f"{we[0]} says it in the Chinese; the English has {they[0]!r}", en_at=place
            )


def _whose(segment: Segment) -> Finding | None:
    """What is ours in the Chinese and mine in the English, or yours and ours."""
    for zh, en, right in ((_OUR_ZH, _MY, None), (_THIS_ZH, _YOURS, _ANY_I), (_YOUR_ZH, _OUR, _YOUR)):
        match, said = zh.search(segment.zh), en.search(segment.en)
        if (
            not match
            or not said
            or ((right is None or match[0] == "您") and _NO_OWN_ZH.search(zh.sub("", segment.zh)))
        ):
            continue
        if right is None or not right.search(segment.en):
            message = f"{match[0]} is {said[0]!r} in the English"
            return finding("speaker", message, "", match.span(), said.span())
    return None


def _first(text: str) -> re.Match[str] | None:
    """The first word with which somebody speaks of himself; no numeral, as in Class I."""
    return next((match for match in _I.finditer(text) if not match["numeral"]), None)
