"""Tells where a text is from by what it says: whose yuan it speaks of, and whether its years count from
1911."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.quantities.numerals import parse_small

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.quantities.values import Region

# Traditional characters alone do not make a text Taiwan's: mainland texts are printed in them too. Nor does
# the name of a place: what its own texts say of themselves does, their offices, and their money.
_SIGNS: tuple[tuple[Region, re.Pattern[str]], ...] = (
    ("taiwan", re.compile("民国[0-9一二三四五六七八九十百〇零]|行政院|立法院|监察院|新台币")),
    (
        "hongkong",
        re.compile(
            "本港|港府|香港特(?:别行政)?区政府|财政司司长|政务司司长|立法会财务委员会"
            "|政府统计处|入境事务处|房屋局局长|医务卫生局|运输及物流局|劳工及福利局|差饷物业估价署"
        ),
    ),
    ("macao", re.compile("本澳|澳门特(?:别行政)?区政府|经济财政司|社会文化司|运输工务司|行政法务司")),
)
# Who speaks of 我国 or counts in 人民币 is at home on the mainland, whatever he speaks about.
_MAINLAND = re.compile("人民币|我国|国务院|党中央|党委|国家发展改革委|我省|全省|全区各级")


_OF_REPUBLIC = re.compile("民国([0-9]{1,3}|[一二三四五六七八九十百零〇]{1,5})年")
_MOVED = 38
"""The year of the Republic, 1949, before which its money was not Taiwan's."""
_RECENT = re.compile("(?<![0-9])(?:19[5-9]|20[0-4])[0-9]年")


def region_of(texts: Iterable[str]) -> Region:
    """The region of a document, given its clean Simplified texts; empty for the mainland and where it is
    not told.

    Taiwan's offices, its money and the years of the Republic tell at once; if all those years are before
    1949, the text is of that time, or of the mainland's history. Hong Kong's and Macao's do so
    only in a text without a word of the mainland's own: a mainland text on Hong Kong counts in yuan.
    """
    counts: dict[Region, int] = dict.fromkeys(("taiwan", "hongkong", "macao", ""), 0)
    latest, recent, ours = 0, False, False
    for text in texts:
        years = [parse_small(year) or 0 for year in _OF_REPUBLIC.findall(text)]
        latest = max([latest, *years])
        recent = recent or _RECENT.search(text) is not None
        ours = ours or "新台币" in text
        for region, signs in _SIGNS:
            counts[region] += len(signs.findall(text))
        counts[""] += len(_MAINLAND.findall(text))
    if ours or (counts["taiwan"] and not 0 < latest < _MOVED):
        return "taiwan"
    if counts["taiwan"] and not counts[""]:
        return "taiwan" if recent else "republic"
    if counts[""] or counts["hongkong"] == counts["macao"]:
        return ""
    return "hongkong" if counts["hongkong"] > counts["macao"] else "macao"
