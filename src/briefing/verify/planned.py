"""What is done, and what is planned or demanded."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing.verify.rules import finding
from briefing.verify.senses import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.setting import Setting

_AIMS = "(?<![虚模比])拟(?=[于在对建新投开出自])|力争"
_FUTURE = re.compile(
    "(?<![上中少即])将(?=[于在对继进以从全加推建努认更会由把为按根启举组发实开出予择完优强扩促支提落深择]|不会)|预计(?=[^，。；]{0,16}(?:完工|建成|竣工|投产|通车|投用|完成|开通|开工|投入使用))"
    "|待[^，。；]{2,10}[后时](?:再|，)|适时(?=[^，。；]{0,4}(?:举行|出台|推出|启动|召开|开展))"
    f"|{_AIMS}|争取(?!到)|计划(?=[于在到用投建新明今])"
    "|(?:到|至)20[2-9][0-9]年(?:底|末)?[，,]?[^。；]{0,40}(?:达到|实现|建成|形成|完成|基本|超过|力争|将)"
    "|(?:预期|主要|发展|工作|奋斗)目标(?:是|为|：)"
    "|(?:年底|年末|月底|月末|[0-9]{1,2}月[0-9]{1,2}日)(?:之|以)?前[，,]?(?=[对将由把全])"
    "|(?:年内|[年月]底前|(?:[0-9]{1,2}月)?[0-9]{1,2}日前|节前)[^。；了]{0,20}(?:完成|建成|实现|到位|开工|投用)"
)
_GOAL = re.compile("(?:预期|主要|发展|工作|奋斗)目标(?:是|为|：)")
_GOAL_PAST = re.compile(r"\b(?:targets?|goals?|objectives?)\b[^.;]{0,60} (?:was|were)\b")
_PAST_BE = re.compile(r"\b(?:was|were)\b(?: \w{3,20}ed\b)?")
_TOLD = 3
"""More places of a list of goals that are told as past, besides the first."""
_DONE = re.compile(
    "已|了(?!解)|过(?=[^程度去])|完成了|累计|截至|取得|曾|来(?=[，,])|去年|上年|显示|获悉|表示|指出|强调|介绍|宣布|说|提出|要求"
    "|印发|发布|公布|(?<![拟将机时])出台|审议|通过|召开|举行|部署|明确|称|规定|安排|下发|公告|启动|签署|决定|批准|认为"
)
_PLAN_EN = any_of(
    "will|would|shall|should|must|plan\\w*|aim\\w*|striv\\w*|seek\\w*|target\\w*|goals?|going to|expect\\w*|"
    "intend\\w*|propos\\w*|by (?:the end of )?20[2-9]\\d|to be|'ll|project(?:ed|ions?)|schedul\\w*|"
    "set to|due|"
    "about to|upcoming|future|next|attempt\\w*|try\\w*|hop\\w*|may|can|"
    "(?:is|are|was|were) (?:to|\\w+ing)|"
    "could|might|remain\\w*|need\\w*|forward to|strive|pledg\\w*|commit\\w*|vow\\w*|promis\\w*"
)
_AIM = re.compile(_AIMS)
_NO_AIM = re.compile(r"\b(?:by (?:the end of )?20[2-9]\d|next|future|upcoming|can|may)\b", re.IGNORECASE)
"""What is of a plan by itself, and says of 力争到2027年 (strive to do by 2027) only when."""
_WAS = re.compile(
    r"\b(?:was|were|had|has|have)(?: been)?(?: \w+ly)? (?:\w+ed|built|made|held|set|put)\b"
    r"|\bNext, [^.]{0,30}\b\w+ed\b"
)
_IS_DONE = re.compile("(?:(?<![早而不购用对活将])已(?![知婚故久]|[^，。；]{0,12}的)|截至|累计(?!达到?|亏损))")
_NOT_YET = re.compile(
    "[将拟要未会应须必可能如若凡者待]|计划|预计|力争|争取|下一步|后续|继续|的，|目标|到20|准备|确保|不得|[继持]续|以来的|届时|推进"
)
_WILL = re.compile(r"\bwill\b")
_SAYS_DONE = re.compile(r"\b(?:has|have|had|having|was|were|already|now)\b|['’]ve\b", re.IGNORECASE)
_PAST_EN = re.compile(
    r"\b(?:was|were|has|have|had|did|\w{3,}ed|built|made|held|set|rose|grew|saw|led|brought|took|went|came|began)\b"
)
_DEMAND = re.compile(
    "(?:^|[，；：])\\s*(?:各地(?:区|方)?|各部门|各单位|全省|全市)?(?:要|必须|着力|务必|奋力)(?![求闻素点么是不])"
)
_PAST = (
    r"(?:\w+ed|written|done|given|taken|shown|driven|begun|put|cut|found|spread|wrote|built|made|held|took|gave|"
    r"kept|set|led|brought|sought|rose|grew|drew|won|met|laid)"
)
_OPENS_WITH_PAST = re.compile(
    rf"(?:\(?(?:[IVXLC]{{1,6}}|[0-9]{{1,2}})[.)] )?(?:\w+ly )?(?:{_PAST}\b"
    rf"|(?:[\w’'-]+ ){{1,8}}(?:was|were|has|have)(?: been)?(?: \w+ly)? {_PAST}\b)",
    re.IGNORECASE,
)


def check(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What is still to come or to be done, told as done."""
    if (match := _GOAL.search(segment.zh)) and (said := _GOAL_PAST.search(segment.en)):
        message = f"{match[0]} is still to come; the English tells it as past"
        yield finding("planned-as-done", message, "is", match.span(), said.span())
        for more in islice(_PAST_BE.finditer(segment.en, said.end()), _TOLD):
            yield finding("planned-as-done", f"and so is {more[0]!r}", "is", match.span(), more.span())
    elif (match := _FUTURE.search(segment.zh)) and not _DONE.search(segment.zh):
        en = _NO_AIM.sub("", segment.en)
        # By 2030, next and can say when or whether: they make no plan of what was.
        past = _PAST_EN if _AIM.search(segment.zh) or not _NO_AIM.search(segment.en) else _WAS
        if not _PLAN_EN.search(en) and (said := past.search(segment.en)):
            message = f"{match[0][:12]} is still to come; the English tells it as done"
            yield finding("planned-as-done", message, "will", match.span(), said.span())
    elif (
        (match := _IS_DONE.search(segment.zh))
        and not _NOT_YET.search(segment.zh)
        and (said := _WILL.search(segment.en))
        and not _SAYS_DONE.search(segment.en)
    ):
        message = f"{match[0]} is done; the English has it still to come"
        yield finding("planned-as-done", message, "has", match.span(), said.span())
    elif (
        (match := _DEMAND.search(segment.zh))
        and (said := _OPENS_WITH_PAST.match(segment.en))
        and not _DONE.search(segment.zh)
    ):
        message = f"{match[0].lstrip('，；：')} demands it; the English tells it as done"
        yield finding("planned-as-done", message, "should", match.span(), said.span())
    elif (
        setting.plan
        and segment.zh.rstrip().endswith(("。", "；"))
        and not _DONE.search(segment.zh)
        and not _PLAN_EN.search(segment.en)
        and (said := _OPENS_WITH_PAST.match(segment.en))
    ):
        message = "the text says what is to be done; the English tells it as done"
        yield finding("planned-as-done", message, "should", None, said.span())
