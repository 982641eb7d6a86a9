"""Finds the number that an item of a list or a heading begins with: 一、, （二）, 3.

An engine is not asked for it. One rule writes it for the whole document, so that no two levels look the same:
Chinese numerals as State Council documents have them in English, figures as they stand (一、 I., （一） (1)).
So it is with the article of a law that its number opens (第十二条　国家……, Article 12): an engine drops that,
or hangs it on what follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities.numerals import parse_small
from briefing.spans.nth import roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_COORDINATED = (
    "[一二三四五六七八九十]{1,3}(?:、[一二三四五六七八九十]{1,3})*(?:[级等类线期批届次章季名号轮]|年级)"
)
"""一、二级保护动物 are animals of the first and second grades, and no first item."""
_EARLY = "一、二|二、三|三、四|1、2|2、3|3、4"
_NEXT = "四、五|五、六|六、七|七、八|八、九|九、十|十、十一|4、5|5、6|6、7|7、8|8、9|9、10|10、11"
IN_A_ROW = (
    f"(?:{_NUMERAL}(?:、{_NUMERAL}){{2,}}月份?(?:是|为(?!了)|间))|(?:{_NEXT}|十一、十二|11、12)(?:两个?月|月份?(?![0-9一二三四五六七八九十底初末上中下])(?=.*[，。；]))"
    f"|(?:{_EARLY})月份?(?:是|为(?!了)|间)|(?:{_EARLY}|{_NEXT})岁"
    "|(?:[一二三四五六七八]、[二三四五六七八九]十|[2-8]0、[3-9]0)年代"
)
"""七、八月份为主汛期。 tells of two months, and 八、九十年代 of two decades. The headings 四、五月份工作 and
二、三月份工作 may well be the fourth and second, and 五、六月底前完成 is the fifth."""
# 1.6月30日前 (1. By June 30): no month has a part.
_NUMBER = re.compile(
    f"\\s*(?!{IN_A_ROW})(?P<whole>(?P<top>{_NUMERAL})(?:、(?!{_COORDINATED})|[．.])|[（(](?P<second>{_NUMERAL})[）)][、．.]?"
    "|(?P<third>[0-9]{1,2})(?:[、．]|[.](?![0-9](?![0-9]?月[0-9]{1,2}日)))"
    "|[（(](?P<fourth>[0-9]{1,2})[）)][、．.]?|(?P<circled>[①-⑳])[、．.]?"
    "|第(?P<nth>[一二三四五六七八九十百千零〇]{1,9}|[0-9]{1,4})条(?:之(?P<sub>[一二三四五六七八九十]{1,3}|[0-9]{1,2}))?"
    "(?:[：:]|(?=\\s+(?!规定|所[列称]|[的和或及与至到、，第]|之外|以外))))\\s*(?=\\S)"
)
_UNLISTED = ("top", "second", "nth")
"""What is a number wherever a paragraph opens with it."""


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """The number that `zh` begins with, and the spaces behind it; figures in headings and items alone."""
    match = _NUMBER.match(zh)
    if match is None or (
        context.kind not in ("heading", "list-item") and not any(match[each] for each in _UNLISTED)
    ):
        return
    if en := _english(match):
        start = match.start("whole")
        also = _other_articles(en) if match["nth"] else ()
        yield Span("list-number", zh[start : match.end()], (start, match.end()), en, also=also)


def _english(match: re.Match[str]) -> str:
    """The number as English has it; empty if the numeral is none (十一十)."""
    if match["nth"]:
        n, sub = parse_small(match["nth"]), parse_small(match["sub"]) if match["sub"] else None
        return f"Article {n}{f'-{sub}' if sub else ''}" if n and bool(sub) == bool(match["sub"]) else ""
    if match["third"]:
        return f"{int(match['third'])}."
    if match["fourth"]:
        return f"{int(match['fourth'])})"
    if match["circled"]:
        return match["circled"]
    n = parse_small(match["top"] or match["second"]) or 0
    if match["top"]:
        return f"{roman(n)}." if roman(n) else ""
    return f"({n})" if n else ""


def _other_articles(en: str) -> tuple[str, ...]:
    """How else a translator heads Article 12."""
    number = en.removeprefix("Article ")
    return tuple(f"{name} {number}" for name in ("Art.", "ARTICLE", "Section", "article"))
