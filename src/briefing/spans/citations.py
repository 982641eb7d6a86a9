"""Finds what texts cite by number: articles, document numbers, items of a list; and ordinals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities import wording as english
from briefing.quantities.numerals import parse_small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import SpanKind
    from briefing.spans import SpanContext

_N = r"(?:[0-9]{1,5}+(?![0-9.,万亿千百])|[〇零一二三四五六七八九十百千]{1,8}+(?![万亿]))"
_SUB = r"(?:之(?P<sub>[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?![0-9])))?"
_NTH = re.compile(rf"第(?:(?P<n>{_N})|[（(](?P<bracketed>{_N})[）)])(?P<what>[条章款项目节编号]{_SUB})?")
_MORE = re.compile(
    rf"(?<=[0-9一二三四五六七八九十百])[、和及](?P<n>{_N})(?=(?:[、和及]{_N})*[条章款项节编期批届])"
)
"""The others of 第三、四章, behind the first."""
_NAMES = {"条": "Article", "章": "Chapter", "款": "paragraph", "项": "item", "节": "Section", "编": "Part"}
# Taiwan's laws divide an article into 项, 款 and 目, and say so in English: Paragraph, Subparagraph, Item.
_NAMES_IN_TAIWAN = _NAMES | {"项": "Paragraph", "款": "Subparagraph", "目": "Item"}
# 第十二条 is an article after the name of a law, or before what one says of articles. 第十二条高铁 is the
# 12th railway, and in 第二产业 (secondary sector), 第三方 (third party) the ordinal is part of a name.
_LAW_BEFORE = re.compile(
    r"(?:[》）〉法例定则章程约办案照据反合依按本该款项条、]|(?:以及|适用|违反|和|与|及|至|或)|^\s*)$"
)
_LAW_AFTER = re.compile(
    r"(?:[ 　、，：）」”》]?(?:规定|第|的规定|所列|所称|修改|中[，的规所]|至第|和第|及第)|[ 　：]|$)"
)
_ROADS = re.compile("[^，。；]{0,4}?[路线道河街]")
_DOCUMENT = re.compile(r"[〔﹝\[（(［【](?P<year>(?:19|20)[0-9]{2})[〕﹞\]）)］】](?:第)?(?P<n>[0-9]{1,5})号")
# An agency's abbreviation reaches back to one of these, which are in none.
_NOT_IN_PREFIX = frozenset("据照按依以的和与及见由经在于对了被将把文件知即从自是为现原并《》")
_CASE = re.compile(
    r"[（(〔](?P<year>(?:19|20)[0-9]{2})[）)〕](?P<court>[一-鿿]{1,2}[0-9]{0,4})(?P<kind>[一-鿿]{1,4}?)(?:字第?)?(?P<n>[0-9]{1,6})号"
)
_LAW = re.compile(r"第(?P<n>[0-9]{1,4}/(?:[0-9]{4}|[0-9]{2,3}(?:/[A-Z]{1,3})?))号")
"""第5/2024号法律 and 第57/99/M号法令 of Macao, 第73/195号决议 of the United Nations."""
_ORDER = re.compile(rf"(?P<what>令|公告|通告)[（(]?(?:第?(?P<n>{_N})号)[）)]?")
_NUMBERED = re.compile("(?<![令告])第(?P<n>[0-9]{6,20})号")
"""第2024001号: a permit or a certificate; shorter ones are numbers that one may say in other ways."""
_SESSION = re.compile(
    r"(?:(?<=党的)|(?<=中共)|(?<![第0-9一二三四五六七八九十续共办的]))(?P<n>[1-9][0-9]|[一二三四五六]?十[一二三四五六七八九]?)(?=届)"
)
# The plans and congresses that every text names, where no glossary has them.
_PLAN = re.compile(
    r"[“‘]十(?P<n>[一二三四五六])五[”’](?:规划)?|第十(?P<full>[一二三四五六])个五年规划"
    r"|(?<![一二三四五六七八九十])十(?P<bare>[一二三四五六])五(?:规划|(?=时期|期间|[、和至](?:十[一二三四五六]五[、和]?)+(?:时期|期间|规划)))"
)
_CONGRESS = re.compile(r"(?<=党的)(?P<n>二十|十[五六七八九])大(?![批量部])")
_ENUMERATOR = re.compile(
    r"(?<=[：「『])(?P<listed>[一二三四五六七八九十]{1,3})(?=、(?![一二三四五六七八九十]))|"
    r"^\s*(?:(?P<n>[一二三四五六七八九十]{1,3})(?=、)|(?P<digits>[0-9]{1,2})(?=[、．]|\.(?![0-9])))"
    r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,3}|(?<=^[（(])[0-9]{1,2})(?=[）)])"
)
_FIRST_OF = re.compile(
    "届|审|行|列|排|轮|卷|册|级|类|组|顺[序位]|阶段|部分|梯[队次]|次(?:会议|全体|全国|全会|修[订正改]|审议|代表)|个(?:五年|工作日|百年|月|年度|学期)|学期|日(?![报财])|期(?![待望])"
)
"""What the first is counted of; 第一时间 (promptly) and 第一手 (first-hand) are words, 第一次 and 第一位 are
said in many ways."""
_FIRST_FORMS = (
    "1st", "No. 1", "1", "I", "one", "initial", "inaugural", "original", "opening", "firstly", "earliest",
    "trial court", "maiden", "phase 1",
)  # fmt: skip
_ONE_PLENUM = re.compile("(?<=届)[一二三四五六七八](?=中(?:全会|全体))")
_LAW_PLAN = re.compile("[“‘](?P<n>[一二三四五六七八九])五[”’](?=普法)")
_FUEL = re.compile("(?<=国)[一二三四五六](?=[a-zA-Z]?(?:标准|排放|及以[上下]|燃[油料]|[柴汽]油|汽?车))")
"""国六标准: China VI, the limits of emissions."""
_PLENUMS = re.compile(
    "届(?P<list>(?:[一二三四五六七八]中(?:全会)?[、和及与]){1,4}[一二三四五六七八]中)(?=全会|全体)"
)
_PLENUM = re.compile("[一二三四五六七八](?=中)")
_ANNEX = re.compile(
    "(?:附[件表录图]|格式|模式|方案)(?P<whole>(?P<n>[一二三四五六七八九十]{1,3})(?:[-－—之](?P<sub>[一二三四五六七八九十]{1,3}))?)"
    "(?![一二三四五六七八九十百千万]|[份张个页式种件项]|、(?![附格]))"
)
_ROMAN_PARTS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Articles, chapters, document numbers, ordinals from tenth (below that only checked), list numbers."""
    for match in _DOCUMENT.finditer(zh):
        yield from _document(match)
    for match in _CASE.finditer(zh):
        court = "".join(
            part if part.isdigit() else _pinyin(part)
            for part in re.split(r"([0-9]+)", match["court"])
            if part
        )
        court = re.sub(r"(?<=[a-z])(?=[0-9])", " ", court)
        en = f"({match['year']}) {court} {_pinyin(match['kind'])} No. {match['n']}"
        yield _span("document-number", match.string, match.span(), en)
    for match in _ORDER.finditer(zh):
        n = parse_small(match["n"])
        if n is not None:
            start = match.start("n") - (zh[match.start("n") - 1] == "第")
            also = (f"Number {n}", f"no. {n}", f"No {n}", f"#{n}")
            yield _span("document-number", zh, (start, match.end("n") + 1), f"No. {n}", also, value=n)
    for match in _LAW.finditer(zh):
        which = str(match["n"])
        others = (which, f"no. {which}", f"No {which}")
        yield _span("document-number", zh, match.span(), f"No. {which}", others)
    for match in _NUMBERED.finditer(zh):
        which = match["n"]
        yield _span(
            "document-number", zh, match.span(), f"No. {which}", (which, f"no. {which}", f"No {which}")
        )
    for match in _NTH.finditer(zh):
        yield from _nth(match, context)
        yield from _more(zh, match)
    for match in _ANNEX.finditer(zh):
        yield from _annex(match)
    for match in _ONE_PLENUM.finditer(zh):
        yield _nth_of(match, match[0])
    for match in _LAW_PLAN.finditer(zh):
        n = parse_small(match["n"]) or 0
        nth = (english.ordinal_words(n), english.ordinal(n))
        forms = tuple(f"{each} Five-Year" for each in nth)
        yield _span("ordinal", zh, match.span(), f"{nth[0]} five-year", (*forms, *nth), marked=False, value=n)
    for match in _FUEL.finditer(zh):
        n = parse_small(match[0]) or 0
        yield _span(
            "ordinal", zh, match.span(), roman(n), (str(n), *_ordinal_forms(n)), marked=False, value=n
        )
    for match in _PLENUMS.finditer(zh):
        for each in _PLENUM.finditer(zh, *match.span("list")):
            yield _nth_of(each, each[0])
    for match in _PLAN.finditer(zh):
        nth = english.ordinal(10 + (parse_small(match["n"] or match["full"] or match["bare"]) or 0))
        en = f"{nth} Five-Year Plan"
        yield _span("ordinal", zh, match.span(), en, (nth,), article="the")
    for match in _CONGRESS.finditer(zh):
        nth = english.ordinal(parse_small(match["n"]) or 0)
        also = (f"{nth} CPC National Congress", f"{nth} Party Congress", f"{nth} Party congress", nth)
        yield _span("ordinal", zh, match.span(), f"{nth} National Congress", also, article="the")
    for match in _SESSION.finditer(zh):
        n = parse_small(match["n"])
        if n is not None:
            yield _span("ordinal", zh, match.span(), english.ordinal(n), _ordinal_forms(n), value=n)
    for match in _ENUMERATOR.finditer(zh):
        group = match.lastgroup or 0
        if n := parse_small(match[group]):
            at = match.span(group)
            forms = (f"({n})", f"{n}.", *_ordinal_forms(n), english.ordinal(n))
            yield _span("ordinal", zh, at, str(n), forms, marked=False, value=n)


def _nth_of(match: re.Match[str], numeral: str) -> Span:
    """三 of 三中全会: the third plenary session."""
    n = parse_small(numeral) or 0
    said = (english.ordinal(n), english.words(Decimal(n)), str(n))
    return _span("ordinal", match.string, match.span(), english.ordinal_words(n), said, marked=False, value=n)


def roman(n: int) -> str:
    """14 -> `XIV`; empty outside 1 to 199."""
    if not 0 < n < 200:
        return ""
    text = ""
    for value, letters in _ROMAN_PARTS:
        while n >= value:
            text, n = text + letters, n - value
    return text


def _span(
    kind: SpanKind,
    zh: str,
    at: tuple[int, int],
    en: str,
    also: tuple[str, ...] = (),
    *,
    marked: bool = True,
    article: str = "",
    value: int | None = None,
) -> Span:
    others = tuple(form for form in dict.fromkeys(also) if form and form != en)
    number = None if value is None else Decimal(value)
    return Span(
        kind=kind,
        zh=zh[at[0] : at[1]],
        zh_at=at,
        en=en,
        marked=marked,
        article=article,
        also=others,
        value=number,
    )


def _ordinal_forms(n: int) -> tuple[str, ...]:
    word = english.ordinal_words(n) if n < 100 else ""
    special = {2: ("secondary", "next", "following", "secondly"), 3: ("tertiary", "thirdly")}.get(n, ())
    return (word, *special, f"No. {n}", str(n), english.words(Decimal(n)), roman(n))


def _annex(match: re.Match[str]) -> Iterator[Span]:
    """九 of 附件九 (Annex 9 or IX), 六-四 of 格式六-四 (Form 6-4)."""
    n, sub = parse_small(match["n"]), parse_small(match["sub"] or "")
    if not n or (match["sub"] and not sub):
        return
    if sub:
        also = (f"{n}–{sub}", f"{n}.{sub}", f"{n}({sub})")
        yield _span("ordinal", match.string, match.span("whole"), f"{n}-{sub}", also, marked=False)
        return
    letter = chr(64 + n) if n <= 26 else ""
    forms = (roman(n), english.words(Decimal(n)), letter, english.ordinal_words(n) if n < 100 else "")
    yield _span("ordinal", match.string, match.span("whole"), str(n), forms, marked=False, value=n)


def _nth(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    zh, start = match.string, match.start()
    n = parse_small(match["n"] or match["bracketed"])
    if n is None or not n:
        return
    what = (match["what"] or "")[:1]
    before, after = zh[max(0, start - 3) : start], match.end()
    if what == "目" and not context.taiwan:
        what = ""
    if what and _is_citation(what, match, before, context):
        name = (_NAMES_IN_TAIWAN if context.taiwan else _NAMES).get(what, "No.")
        sub = f"-{parse_small(match['sub'])}" if match["sub"] else ""
        number = f"({n})" if what == "项" and not context.taiwan else f"{n}{sub}"
        word = english.ordinal_words(n) if n < 100 else ""
        also = [
            f"{form} {which}"
            for form in (name, name.lower(), name.capitalize())
            for which in (number, f"{n}{sub}", roman(n))
        ]
        also += [f"{name}s {number}", f"{word} {name.lower()}", f"{n}{sub}", english.words(Decimal(n)), word]
        also += [f"Art. {n}", f"Art {n}"] if what == "条" else []
        also += [f"subparagraph {number}", f"subparagraph {n}", f"Item {number}"] if what in "项款目" else []
        also += [f"({n})", f"Item {n}", f"item {n}"] if context.taiwan and what in "款目" else []
        kind: SpanKind = "document-number" if what == "号" else "article"
        yield _span(kind, zh, (start, after), f"{name} {number}", tuple(also), value=n)
        return
    end = match.end("n") if match["n"] else 0
    if not end or (
        n <= 3
        and zh.startswith(("产业", "方", "课堂", "书记", "时间", "线", "手", "者", "性", "居所", "世界"), end)
    ):
        return
    if n == 1:
        if _FIRST_OF.match(zh, end):
            yield _span("ordinal", zh, (start, end), "first", _FIRST_FORMS, marked=False, value=n)
        return
    if n < 10:
        en, also_n = english.ordinal_words(n), (english.ordinal(n), *_ordinal_forms(n))
        if zh.startswith("代", end):
            also_n = (*also_n, f"{n}G")
        yield _span("ordinal", zh, (start, end), en, also_n, marked=False, value=n)
    else:
        # 第12页 is page 12, 第30卷 Volume 30: English has the number behind the noun.
        marked = not zh.startswith(("页", "卷", "辑", "集"), end)
        en = english.ordinal(n)
        yield _span("ordinal", zh, (start, end), en, _ordinal_forms(n), marked=marked, value=n)


def _more(zh: str, first: re.Match[str]) -> Iterator[Span]:
    at = first.end()
    while match := _MORE.match(zh, at):
        at = match.end()
        n = parse_small(match["n"])
        if n:
            yield _span("ordinal", zh, match.span("n"), str(n), _ordinal_forms(n), marked=False, value=n)


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
        return before.endswith(("条", "款")) or bool(
            re.match(r"第|规定|的规定|所列|所称|之|[、和或至]第", zh[after : after + 3])
        )
    if context.taiwan and not _ROADS.match(zh, after):
        return True
    if before and before[-1] in "的是":
        return False
    # Cutting `before` short must not make its beginning look like that of the text.
    lawful = _LAW_BEFORE.search(before) if before else True
    return bool(lawful) or _LAW_AFTER.match(zh, after) is not None


def _document(match: re.Match[str]) -> Iterator[Span]:
    zh, bracket = match.string, match.start()
    start = bracket
    while (
        start
        and bracket - start < 8
        and "一" <= zh[start - 1] <= "鿿"
        and zh[start - 1] not in _NOT_IN_PREFIX
    ):
        start -= 1
    if start == bracket:
        return
    en = f"{_pinyin(zh[start:bracket])} [{match['year']}] No. {match['n']}"
    also = (en.replace("[", "(").replace("]", ")"), en.replace("[", "〔").replace("]", "〕"))
    yield _span("document-number", zh, (start, match.end()), en, also)


def _pinyin(zh: str) -> str:
    """国办发 -> `Guo Ban Fa`."""
    from pypinyin import lazy_pinyin

    return " ".join(syllable.capitalize() for syllable in lazy_pinyin(zh))
