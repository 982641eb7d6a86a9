"""Finds what texts cite by number: articles, chapters, items of a law; and ordinals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities import wording as english
from briefing.quantities.numerals import parse_small
from briefing.spans.nth import NUMBER, numbered, ordinal_forms, roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span, SpanKind
    from briefing.spans import SpanContext

_SUB = (
    r"(?:之(?P<sub>(?!一[定般切旦致律些种部者])(?!(?<=[款项]之)一)[一二三四五六七八九十]{1,4}+(?!分之|[人名个年]|次以)"
    r"|[0-9]{1,2}(?![0-9])))?"
)
_NTH = re.compile(
    rf"第(?:(?P<n>{NUMBER})|[（(](?P<bracketed>{NUMBER})[）)])(?P<what>[条章款项目节编号]{_SUB})?"
)
_MORE = re.compile(
    rf"(?<=[0-9一二三四五六七八九十百])[、和及或至到—–~～-](?P<n>{NUMBER})"
    rf"(?=(?:[、和及或至到—–~～-]{NUMBER})*(?P<what>[条章款项目节编号期批届]|名(?![称字单额])|产业))"
)
"""The others of 第三、四章 and the end of 第二十至二十五条, behind the first."""
_MORE_SUBS = re.compile("[、和及或至到]之(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?![人名个年0-9])")
"""第五条之一至之六."""
_NAMED = frozenset("条章款项目节编号")
_NAMES = {"条": "Article", "章": "Chapter", "款": "paragraph", "项": "item", "节": "Section", "编": "Part"}
# Taiwan's laws divide an article into 项, 款 and 目, and say so in English: Paragraph, Subparagraph, Item.
_NAMES_IN_TAIWAN = _NAMES | {"项": "Paragraph", "款": "Subparagraph", "目": "Item"}
# 第十二条 is an article after the name of a law, or before what one says of articles. 第十二条高铁 is the
# 12th railway, and in 第二产业 (secondary sector), 第三方 (third party) the ordinal is part of a name.
_LAW_BEFORE = re.compile(
    r"(?:[》）〉法例定则章程约办案照据反合依按本该款项条、]|(?:以及|适用|违反|和|与|及|至|或者?|改[为作]|作为|删[去除]|废止|(?:[参详]|^|[（(，；])见)|^\s*)$"
)
_LAW_AFTER = re.compile(
    r"(?:[ 　、，：）」”》]?(?:规定|第|的规定|所列|所称|修改|中[，的规所]|[至和及或]第|或者第"
    r"|(?:修?改|调整|作)为|删[去除]|(?:同时)?废止|[以之]?外[，。])|[ 　：]|$)"
)
_DIVIDED = re.compile("[条款](?:之[一二三四五六七八九十0-9]{1,3})?$")
"""第三百零二条之一第一款: what an article is divided into stands behind it."""
_ITEM_BEFORE_IT = re.compile("项[、和及或]$")
_ITEM_AFTER = re.compile("情形|行为|条件")
"""有第一项、第三项情形的: both are items."""
_ROADS = re.compile("[^，。；]{0,4}?[路线道河街]")
_FIRST_OF = re.compile(
    "[至到—–、及和或与]第[二三四五六七八九十0-9]|(?:[、和及][二三四五六七八九十]{1,3}){1,8}[条章款项目节编期批届类]|[、和及至到—–~～-][0-9]{1,3}[期批届名、和及至到]|[、和及][二三四五]{1,2}名|至[二三四五六七八九十]|课(?![堂题程本])|届|审|行|列|排|轮|卷|册|级|类|组|联|顺[序位]|阶段|部(?![长队委门落署])|梯[队次]|次(?!产业)"
    "|个(?![吃半])|学期|日(?![报财])|期(?![待望])|[家座艘架辆笔件枚首幅栋场站所套]"
    "|职?等(?=[至级以])|职等|等级|档(?!案)|批|支(?![部出])|台(?!湾)|任(?!务)|代(?![表理])|层(?![次级面])"
    "|[盏颗堂朵棵株粒滴束碗杯句页例剂针间片顶根匹只双张块段]|把(?![手火关])|道(?!理)|口(?!岸)|桶(?!金)"
    "|年(?!代)|名(?![称字单额利])|(?:营业|工作)日|季|字(?=符|母)|位(?=[^的置，。；、）])|天"
    "|条(?=通报|消息|信息|短信|微博|生产线|[^，。；、：]{0,4}(?:铁路?|公路|高速|航线|线路|隧道|通道))"
)
"""What the first is counted of; 第一时间 (promptly), 第一手 (first-hand) and 第一桶金 are words, 第一步
is said in many ways."""
_ITEM_BEFORE = re.compile("(?:^|[。；：！？”])[ \u3000]*$")
_BEST_BEFORE = re.compile(
    "(?:世界|全球|亚洲|全国|全省|全市|全区|全县|省内|国内|[省市县部]|[率额值]|(?<!质)量|[居列]|排名?|序位)$"
)
_BEST_AFTER = re.compile(
    "位?(?:[，。；、！）者]|$)|[高长大][^，。；、]{0,3}[桥峰楼塔河坝洞湖]|[^，。；、]{0,6}(?:大国|强国|大省|大市)"
)
_SECTORS = re.compile("[、和及][二三](?:、三)?产业")
_PLACES = re.compile("[至到—–~～-]第?[0-9一二三四五六七八九十]{1,3}[名位]")
"""第1—3名: the top three."""
_FIRST_FORMS = (
    "1st", "No. 1", "1", "I", "one", "initial", "inaugural", "original", "opening", "firstly", "earliest",
    "trial court", "maiden", "phase 1", "initially", "never before",
)  # fmt: skip
_ITEM_FORMS = ("to begin with", "to start with", "for one", "for a start")
"""第一，opens the first of several points."""
_BEST_FORMS = (
    "largest", "biggest", "top", "number one", "leading", "highest", "greatest", "best", "most", "foremost",
    "ranked", "ranks", "leads", "led", "tops", "topped", "topping", "main", "principal", "premier",
    "longest", "tallest", "deepest", "fastest", "any other", "any of the", "no other", "all other",
)  # fmt: skip
_RANK_FORMS = (
    *_BEST_FORMS, "primary", "prime", "paramount", "chief", "priority", "first and foremost", "above all",
    "above everything", "above everything else", "above all else", "before all else",
    "before everything else", "key", "direct",
    "most important", "utmost", "overriding", "uppermost", "vital", "fundamental", "No. One", "first class",
)  # fmt: skip
_NO_RANK = re.compile(
    "步|桶金|反应|[，。、；：）”]|炮|夫人|[印现直]|次产业|个[吃半]|核电站|人称|枪|眼|吃|[0-9一二三四五六七八九十]"
)
"""第一步 (to begin with), 第一桶金 and 第一夫人 are words; 第一动力 and 放在第一位 are of the first rank."""
_NEXT_DAY = (
    "next", "following", "second", "2nd", "day 2", "day two", "the day after", "a day later", "one day later",
    "tomorrow", "morning after", "overnight", "two", "2", "secondly",
)  # fmt: skip
"""全球第一 and 第一大 are said by a superlative, too."""


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Articles, chapters and the like, and ordinals from tenth (below that only checked)."""
    for match in _NTH.finditer(zh):
        more = [*_more(zh, match, _MORE_SUBS if match["sub"] else _MORE)]
        if match["n"] and not match["what"] and more and more[0]["what"] in _NAMED:
            more.insert(0, match)
        else:
            yield from _nth(match, context)
        yield from filter(None, (_listed(each) for each in more))


def _nth(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    zh, start = match.string, match.start()
    n = parse_small(match["n"] or match["bracketed"])
    nth_of = parse_small(match["sub"]) if match["sub"] else None
    if not n or (match["sub"] and not nth_of):
        # 第二目之十十 is a slip, of which nobody can say what was meant.
        return
    what = (match["what"] or "")[:1]
    before, after = zh[max(0, start - 5) : start], match.end()
    if what == "目" and not context.taiwan:
        what = ""
    if what and _is_citation(what, match, before, context):
        name = (_NAMES_IN_TAIWAN if context.taiwan else _NAMES).get(what, "No.")
        sub = f"-{nth_of}" if nth_of else ""
        number = f"({n})" if what == "项" and not context.taiwan else f"{n}{sub}"
        word = english.ordinal_words(n) if n < 100 else ""
        also = [
            f"{form} {which}"
            for form in (name, name.lower(), name.capitalize())
            for which in (number, f"{n}{sub}", f"({n})", roman(n))
        ]
        also += [f"({n})"] if what in "项款目" and not sub else []
        also += [f"{name}s {number}", f"{word} {name.lower()}", f"{n}{sub}", english.words(Decimal(n)), word]
        also += [f"Art. {n}", f"Art {n}"] if what == "条" else []
        also += [english.ordinal(n)] if what == "号" else []  # 第18号台风, the 18th typhoon of the year
        also += [f"subparagraph {number}", f"subparagraph {n}", f"Item {number}"] if what in "项款目" else []
        also += [f"Item {n}", f"item {n}"] if context.taiwan and what in "款目" else []
        also += _sub_items(n, nth_of) if what == "目" and nth_of else []
        kind: SpanKind = "document-number" if what == "号" else "article"
        yield numbered(kind, zh, (start, after), f"{name} {number}", tuple(also), value=n)
        return
    end = match.end("n") if match["n"] else 0
    if (
        not end
        or (
            n <= 3
            and zh.startswith(("产业", "课堂", "书记", "时间", "线", "手", "者", "性", "居所", "世界"), end)
        )
        or (n == 123 and zh.startswith("产业", end))
    ):
        return
    if n == 1:
        if forms := _first(zh, start, end):
            yield numbered("ordinal", zh, (start, end), forms[0], forms[1:], marked=False, value=n)
        return
    if n < 10:
        en, also_n = english.ordinal_words(n), (english.ordinal(n), *ordinal_forms(n))
        if n == 2 and zh.startswith("天", end):
            en, also_n = _NEXT_DAY[0], _NEXT_DAY[1:]
        if zh.startswith("代", end):
            also_n = (*also_n, f"{n}G")
        yield numbered("ordinal", zh, (start, end), en, also_n, marked=False, value=n)
    else:
        # 第12页 is page 12, 第30卷 Volume 30: English has the number behind the noun.
        marked = not zh.startswith(("页", "卷", "辑", "集"), end)
        en = english.ordinal(n)
        yield numbered("ordinal", zh, (start, end), en, ordinal_forms(n), marked=marked, value=n)


def _sub_items(n: int, sub: int) -> list[str]:
    """How else the laws of Taiwan say 第二目之1, Item 2-1."""
    letter = chr(96 + sub) if sub <= 26 else str(sub)
    forms = [
        f"Item ({n})-{sub}",
        f"Item {n}.{sub}",
        f"Item ({n}).{sub}",
        f"Item ({n}).{letter}",
        f"Item {n}-{letter}",
    ]
    return forms + [
        f"{name} {which}"
        for name in ("Sub-item", "Subitem", "sub-item", "subitem")
        for which in (f"{sub} of Item {n}", f"{n}-{sub}", f"{n}.{sub}", f"{sub} of Item ({n})")
    ]


def _first(zh: str, start: int, end: int) -> tuple[str, ...]:
    """The English of 第一 between `start` and `end`, the usual word first; empty where it need not be
    there."""
    if zh.startswith("名", end) or _PLACES.match(zh, end):
        return (
            "first",
            *_FIRST_FORMS,
            *_BEST_FORMS,
            "champion",
            "champions",
            "winner",
            "won",
            "winning",
            "title",
        )
    if zh.startswith("天", end):
        return ("first", *_FIRST_FORMS, "day 1", "day one", "the start", "the beginning")
    if _SECTORS.match(zh, end):
        return ("first", *_FIRST_FORMS, "primary")
    if zh.startswith("大", end):
        return ("largest", *_BEST_FORMS, "first", *_FIRST_FORMS)
    if _BEST_BEFORE.search(zh, max(0, start - 2), start) and _BEST_AFTER.match(zh, end):
        return ("first", *_FIRST_FORMS, *_BEST_FORMS)
    if zh.startswith(("，", ","), end) and _ITEM_BEFORE.search(zh, max(0, start - 3), start):
        return ("first", *_FIRST_FORMS, *_ITEM_FORMS)
    if zh.startswith("位", end) or not _FIRST_OF.match(zh, end):
        nothing = end == len(zh) or zh[end - 1] != "一" or _NO_RANK.match(zh, end)
        return () if nothing else ("first", *_FIRST_FORMS, *_RANK_FORMS)
    return ("first", *_FIRST_FORMS)


def _more(zh: str, first: re.Match[str], another: re.Pattern[str]) -> Iterator[re.Match[str]]:
    at = first.end()
    while match := another.match(zh, at):
        at = match.end()
        yield match


def _listed(match: re.Match[str]) -> Span | None:
    """五 and 六 of 第五、六条: English may have Articles 5 and 6, items (5) and (6), the fifth and sixth."""
    if not (n := parse_small(match["n"])):
        return None
    forms = (f"({n})", english.ordinal(n), *ordinal_forms(n))
    return numbered("ordinal", match.string, match.span("n"), str(n), forms, marked=False, value=n)


def _is_citation(what: str, match: re.Match[str], before: str, context: SpanContext) -> bool:
    zh, after = match.string, match.end()
    if match["bracketed"] or match["sub"]:
        return True
    if what in "章号":
        return True
    if what == "编":
        return (
            not match.start()
            or zh.startswith((" ", "　", "第", "规定"), after)
            or before.endswith(("典", "》"))
        )
    if what == "节":
        return before.endswith("章") or (not match.start() and zh.startswith((" ", "　"), after))
    if what in "款项目":
        if context.taiwan:
            return not zh.startswith(("技术", "标"), after) and (
                what != "目" or before.endswith(("款", "、", "至", "及", "或"))
            )
        return (
            _DIVIDED.search(before) is not None
            or bool(re.match(r"第|规定|的规定|所列|所称|之|[、和或至]第", zh[after : after + 3]))
            or bool(_ITEM_BEFORE_IT.search(before) and _ITEM_AFTER.match(zh, after))
        )
    if context.taiwan and not _ROADS.match(zh, after):
        return True
    if before and before[-1] in "的是":
        return False
    # Cutting `before` short must not make its beginning look like that of the text.
    lawful = _LAW_BEFORE.search(before) if before else True
    return bool(lawful) or _LAW_AFTER.match(zh, after) is not None
