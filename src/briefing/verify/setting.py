"""What the checks are told of the text that a segment stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.document import opens_article
from briefing.quantities.region import region_of
from briefing.quantities.values import COUNTED_FROM_1911

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document import Segment
    from briefing.quantities.values import Region

_ARTICLE = re.compile("第[一二三四五六七八九十百零〇0-9]{1,5}条[\\s　]")
_PLAN_TITLE = re.compile(r"(?:意见|通知|方案|规划|计划|要点|措施|行动|部署)(?:（[^）]{1,20}）)?\s*\Z")
_PLAN = re.compile("(?:提出|制定)(?:以下|如下)|通知如下|如下(?:意见|通知|措施)")
_TITLES = 3
"""Paragraphs at the head of a text among which its title is."""
_ARTICLES_OF_A_STATUTE = 3
_TAIWAN = re.compile(
    "台湾|陆委会|卫福部|考试院|立委|中选会|中央选举委员会|国民党|民进党|海基会|数发部|主委|次长"
)
_HONG_KONG = re.compile("香港|澳门|特区政府|港元|立法会|金管局|廉政公署")


@dataclass(frozen=True, slots=True)
class Setting:
    """`first_person`: its text speaks as "we"; `statute`: it is a law in articles; `plan`: it says
    what is to be done, as a notice or an opinion does; `taiwan` and `hong_kong`:
    it is from there, or about it, and spells names otherwise than in pinyin. `named` are words that may stand
    in the English of a sentence though its Chinese has them not: a person who translates knows the text.
    """

    first_person: bool = False
    statute: bool = False
    plan: bool = False
    taiwan: bool = False
    hong_kong: bool = False
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, paragraphs: Iterable[str], region: Region = "") -> Setting:
        """The setting that the Chinese of all paragraphs of a text makes, which is from `region`."""
        texts = list(paragraphs)
        return cls(
            first_person=any("我们" in text for text in texts),
            statute=sum(bool(_ARTICLE.match(text)) for text in texts) >= _ARTICLES_OF_A_STATUTE,
            plan=any(map(_PLAN_TITLE.search, texts[:_TITLES])) or any(map(_PLAN.search, texts)),
            taiwan=(region or region_of(texts)) in COUNTED_FROM_1911
            or any(_TAIWAN.search(text) for text in texts),
            hong_kong=any(_HONG_KONG.search(text) for text in texts),
        )

    def is_statute(self, segment: Segment) -> bool:
        """Whether a segment speaks as a statute does: its text is one, or it is an article by itself."""
        return self.statute or any(
            span.zh_at[0] == 0 and (span.kind == "article" or opens_article(span)) for span in segment.spans
        )
