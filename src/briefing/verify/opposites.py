"""Words whose opposite stands in the English: 重罚 (heavy penalties) as light penalties, 出口 as imports.

A finding needs the opposite in the English, nothing there that is right for the word, and no opposite in the
Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.verify.direction import DOWN, UP
from briefing.verify.rules import finding
from briefing.verify.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two opposites, each with words of the Chinese and what the English has for them."""

    one_zh: re.Pattern[str]
    one_en: re.Pattern[str]
    other_zh: re.Pattern[str]
    other_en: re.Pattern[str]


def _pair(one_zh: str, one_en: str, other_zh: str, other_en: str) -> _Pair:
    en = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (one_en, other_en))
    return _Pair(re.compile(one_zh), next(en), re.compile(other_zh), next(en))


# Growth is spoken of whichever way it went.
_FASTER = UP.replace(r"gr(?:ow\w*|ew)|", "").replace("growth|", "")

_PAIRS = (
    _pair(
        "(?:增速|增幅|涨幅|增长率)[^，。；增降]{0,12}(?:提高|加快|提升|回升|上升|扩大)",
        rf"{_FASTER}|pace|strong\w*|better|larger|great\w*|speed\w*|sped",
        "[降减跌落缩窄低少亏弱压削省慢缓]|负增",
        r"lower|slow\w*|fell|fall(?:s|en|ing)?|declin\w*|decelerat\w*|eased|easing|narrow\w*|moderat\w*|"
        r"less|down",
    ),
    _pair(
        "稳中(?:有|趋)[降减缓]",
        DOWN,
        "[升增涨]",
        r"ris(?:e|es|en|ing)|rose|grew|grow(?:n|ing)?|increas\w*|higher",
    ),
    _pair(
        "稳中(?:有|趋)[升增涨]",
        UP,
        "[降减跌落]",
        r"f[ae]ll\w*|declin\w*|decreas\w*|drop\w*|lower",
    ),
    _pair(
        "跌(?:破|至|到|落|回)",
        rf"{DOWN}|from|low",
        "[升涨增]|突破",
        r"rose|ris(?:e|es|en|ing)|climb\w*|increas\w*|grew|above",
    ),
    _pair(
        "上升|上涨|回升|攀升|走高|增加(?!值)|增长|增强|增多|扩大|偏[多高]|加重|提高|提升",
        rf"{UP}|better|heighten\w*|greater|elevat\w*|from|intensif\w*|broad\w*",
        "[降减跌落缩窄低少亏弱压削省]|(?<!缓)慢|缓(?!慢)|负增",
        r"fell|fall(?:s|en|ing)?|declin\w*|decreas\w*|dropp?\w*|reduc(?:e|es|ed|ing)|narrow\w*|weaken\w*|"
        r"reced\w*|"
        r"lower(?:s|ed|ing)?|cuts?|cutting|less|below|shr[iau]nk\w*|fewer",
    ),
    _pair(
        "(?<!不)(?:下[降滑跌调修]|减少|回落|走低|减弱|偏[少低]|降低|调[降低]|减轻|缓解|收窄|缩小)",
        rf"{DOWN}|minimi\w*|lighten\w*|cheap\w*|curb\w*|lessen\w*|small\w*|limit\w*|reliev\w*|weak\w*|"
        r"eliminat\w*|cool\w*|from",
        "上调|提高|提升|增|[上回攀]升|扩大|上涨|加[大强快]|偏[高多]",
        r"rose|ris(?:e|es|en|ing)|increas\w*|gr[eo]w\w*|climb\w*|expand\w*|higher|widen\w*|strengthen\w*|"
        r"rais\w*|worsen\w*|intensif\w*|heighten\w*|more than|above",
    ),
    _pair(
        "加[大强](?=对|[^，。；]{0,12}(?:力度|投入|强度|处罚|惩|打击|支持|执法|监管))",
        rf"{UP}|step\w*|intensif\w*|great\w*|more|tough\w*|scal\w*|ramp\w*|redoubl\w*|great\w*|heav\w*|"
        rf"harsh\w*|"
        r"tighten\w*|stronger|crack\w*|forcef\w*|sever\w*|strict\w*|further|closer|better|increasingly|"
        r"focus\w*",
        "[降减跌落缩低少弱压削省缓]",
        r"reduc(?:e|es|ed|ing)|weaken\w*|lower(?:s|ed|ing)?|cuts?|cutting|decreas\w*|relax\w*",
    ),
    _pair(
        "(?<!不)增产|丰收",
        rf"{UP}|bumper|good|rich|abundan\w*|harvest\w*|plent\w*|record|success\w*",
        "减|歉|降|损",
        r"reduc\w*|cuts?|decreas\w*|declin\w*|poor|failures?",
    ),
)
"""Those that go by what all checks of direction take for up and down; all others are in the table."""


@cache
def _listed() -> tuple[_Pair, ...]:
    """The pairs of `data/opposites.tsv`."""
    return tuple(_pair(*each) for each in rows("opposites.tsv"))


def check(segment: Segment) -> Iterator[Finding]:
    """Words for which the English has the opposite alone."""
    for pair in (*_PAIRS, *_listed()):
        said = pair.one_zh.search(segment.zh)
        wrong = said and pair.other_en.search(segment.en)
        if not said or not wrong:
            continue
        if not pair.other_zh.search(segment.zh) and not pair.one_en.search(segment.en):
            message = f"{said[0]} has its opposite in the English, {wrong[0]!r}"
            yield finding("direction", message, "", said.span(), wrong.span())
            return
