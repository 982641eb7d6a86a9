"""Finds the numbers of slogans and set phrases: 一人一档 (one file for each), 一码通行 (one code for all),
一对一 (one-on-one), 三死五伤 (three dead, five injured), 三证合一 (three certificates in one),
三读 (third reading), 约法三章."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities.numerals import parse_small
from briefing.quantities.wording import digits, ordinal, ordinal_words, words
from briefing.spans.nth import numbered, ordinal_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_EACH = re.compile(
    "(?<![一-鿿]第)一[一-鿿]{1,2}一"
    "(?:档|码|策|表|证|卡|案|卷|照|品|张|份|号|图|库|屏|单|牌|价|考|评|审|签|议|报|查|巡|册|账|台账|方案|清单"
    "|调度|走访|讲评|通报|研判|会商|专班|预案|团|警|医|师|桩|柜|箱|景|韵|特色|主题|策略|政策|对策)(?!一)"
)
_EACH_FORMS = (
    "each", "every", "per", "individual", "individually", "individualized", "own", "single", "unique",
    "separate", "specific", "dedicated", "tailored", "customized", "targeted", "case by case", "a", "an",
    "1", "weekly", "monthly", "quarterly", "yearly", "annually", "annual", "daily",
)  # fmt: skip
_ALL_IN_ONE = re.compile(
    "(?<![第统单同唯任每某逐])一(?:站式|门式|键(?!盘)|[窗网码表证照卡口点端号屏地岗签库图单门企车院机桶港]"
    "(?:受理|办理|办成|通办|通[行用享查]|申[请报领]|缴|参保|付|审批|监管|统管|多[能用址行责岗证照]|读懂|结算|报销|登记|入库))"
)
_ALL_FORMS = (
    "single", "a", "an", "1", "once", "unified", "integrated", "universal", "all in one", "one stop",
    "same", "common", "combined", "multiple", "multi", "anywhere", "any", "all",
)  # fmt: skip
_KEY_FORMS = (
    "button", "buttons", "instant", "instantly", "tap", "taps", "click", "clicks", "push", "touch",
    "emergency", "automatic", "automatically", "quick", "swipe", "key",
)  # fmt: skip
_STOP_FORMS = ("under one roof", "comprehensive", "seamless", "full service", "in one place", "in one go")
_PAIRED = re.compile("(?P<a>[一二两三四五多])对(?P<b>[一多])(?=[一-鿿“”，。；、）]|$)(?![对定般])")
_PAIR_FORMS = (
    "individual", "individually", "individualized", "personal", "personalized", "paired", "pairing",
    "pair", "direct", "directly", "dedicated", "tailored", "face to face", "1", "a", "each",
)  # fmt: skip
_READING = re.compile(
    "(?<![0-9第解宣朗阅研通审导])(?P<n>[一二三])读(?=通过|程序|会(?!议)|表决|审议|修正|辩论|后|时|[，。）])"
)
_IN_ONE = re.compile("(?P<n>[二两三四五六七八九多])[一-鿿]{0,2}合一|[规证格登]合一")
_IN_ONE_FORMS = (
    "single", "integrated", "integrate", "integrates", "integrating", "integration", "merge", "merged",
    "merging", "merger", "combine", "combined", "combining", "consolidate", "consolidated",
    "consolidating", "consolidation", "unified", "unify", "unification", "multi", "multiple",
    "multipurpose", "three in one", "match", "matched", "matching",
    "matches", "consistent", "consistency", "mixed use",
)  # fmt: skip
_TRINITY = re.compile("(?P<n>[二三四五六七八九])位一体")
_TRINITY_FORMS = ("integrated", "integration", "trinity", "unified", "one", "all round", "comprehensive")
_VALENT = re.compile("(?P<n>[二三四五九])价(?=[^，。；、]{0,7}疫苗)")
_VALENCES = {2: "bivalent", 3: "trivalent", 4: "quadrivalent", 5: "pentavalent", 9: "nonavalent"}
_DIMENSIONS = re.compile("(?P<n>[二三四])维(?![护修持权稳生吾多也系和克港码])")
_N = "[一二两三四五六七八九十]{1,3}"
_SIDES = re.compile(
    f"(?<![一二两三四五六七八九十百千万0-9第])(?!一男一女)(?P<a>{_N})(?:死(?P<dead>{_N})伤(?![者员亡情势])|正(?P<chief>{_N})副"
    f"|男(?P<men>{_N})女)"
)
_ONE_OF_SIDES = ("a", "an", "another", "other", "single")
"""三死五伤: three dead and five injured; 一正两副, 三男两女."""
_RULES = re.compile("约法(?P<n>三)章")
_RULES_FORMS = (
    "rules",
    "pledges",
    "commitments",
    "agreement",
    "terms",
    "disciplines",
    "requirements",
    "conditions",
)
_MYRIADS = re.compile(
    "(?<![0-9一二两三四五六七八九十百几数近超逾上.])千万(?=知青|家庭|农民|群众|百姓|学子|考生|游客|同胞|儿女|党员|读者|观众|青年|职工|农户|市民|居民)"
)
_MYRIADS_FORMS = (
    "ten million", "10 million", "millions", "millions upon millions", "thousands",
    "thousands upon thousands",
    "countless", "numerous", "multitudes", "vast numbers", "hundreds of thousands", "myriad", "myriads",
)  # fmt: skip
_NEIGHBOURS = re.compile(
    "(?P<next>(?<![0-9一二三四五六七八九十百两几多每首数再此上下本初届])[次翌](?=[日年](?![本历报度起0-9零一二三四五六七八九十上下凌早晚清]))"
    "|随后一(?=[日天年周]))|(?P<last>(?<![日天年月])(?:之前|此前|前)一(?=[日天](?:[，。；、的晚以]|之)))"
)
_NEXT = (
    "next", "following", "second", "2nd", "after", "afterwards", "later", "subsequent", "succeeding",
    "ensuing",
    "tomorrow", "coming", "upcoming", "thereafter", "overnight", "immediately",
)  # fmt: skip
_LAST = (
    "previous", "preceding", "before", "prior", "earlier", "last", "eve", "yesterday", "past", "in advance",
    "by", "former", "immediately", "one", "a", "1",
)  # fmt: skip
"""次日, 翌年 and 随后一年 are those that follow, 前一日 the day before; 次日起 counts from a day that English
need not name, and 次日6时 tells a time."""
_RENT = re.compile("三七五(?=减租)")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """The numbers of slogans in `zh`, looked for in many forms and never forced."""
    del context
    if "一" in zh:
        for match in _EACH.finditer(zh) if zh.count("一") > 1 else ():
            yield _loose(match, "one", _EACH_FORMS)
        for match in _ALL_IN_ONE.finditer(zh):
            named = _KEY_FORMS if zh[match.start() + 1] == "键" else _STOP_FORMS
            yield _loose(match, "one", (*_ALL_FORMS, *named))
        for match in _IN_ONE.finditer(zh) if "合一" in zh else ():
            yield _loose(match, "one", (*_counted(match["n"]), *_IN_ONE_FORMS))
        for match in _TRINITY.finditer(zh) if "位一体" in zh else ():
            yield _loose(
                match, words(Decimal(parse_small(match["n"]) or 0)), (*_counted(match["n"]), *_TRINITY_FORMS)
            )
    if "价" in zh:
        for match in _VALENT.finditer(zh):
            n = parse_small(match["n"]) or 0
            yield _loose(match, _VALENCES[n], (f"{n} valent", f"{words(Decimal(n))} valent"))
    if "维" in zh:
        for match in _DIMENSIONS.finditer(zh):
            n = parse_small(match["n"]) or 0
            spatial = (f"{n} D", f"{words(Decimal(n))} dimensional", f"{words(Decimal(n))} dimensions")
            yield _loose(match, f"{n}D", spatial)
    for match in _SIDES.finditer(zh):
        for side in ("a", match.lastgroup or ""):
            n = parse_small(match[side]) or 0
            forms = (digits(Decimal(n)), *(_ONE_OF_SIDES if n == 1 else ()))
            yield numbered("figure", zh, match.span(side), words(Decimal(n)), forms, marked=False, value=n)
    if "对" in zh:
        yield from _paired(zh)
    if "读" in zh:
        for match in _READING.finditer(zh):
            n = parse_small(match["n"]) or 0
            also = (ordinal(n), *ordinal_forms(n), "readings", "final reading")
            yield Span("ordinal", match["n"], match.span("n"), ordinal_words(n), marked=False, also=also)
    if "千万" in zh:
        for match in _MYRIADS.finditer(zh):
            yield _loose(match, "tens of millions", _MYRIADS_FORMS)
    if "次" in zh or "翌" in zh or "前一" in zh or "后一" in zh:
        for match in _NEIGHBOURS.finditer(zh):
            forms = _NEXT if match["next"] else _LAST
            yield _loose(match, forms[0], forms[1:])
    if "三" in zh:
        for match in _RULES.finditer(zh) if "约法" in zh else ():
            yield _loose(match, "three", ("3", *_RULES_FORMS))
        for match in _RENT.finditer(zh) if "三七五" in zh else ():
            yield _loose(match, "37.5 percent", ("37.5", "375", "37.5%", "37.5 per cent"))


def _paired(zh: str) -> Iterator[Span]:
    """一对一 (one-on-one), 三对一, 多对一 (several to one); 一对 alone is a pair."""
    for match in _PAIRED.finditer(zh):
        if match["a"] == match["b"] == "多":
            continue
        side = match["a"] if match["a"] not in "一多" else "一"
        n = words(Decimal(parse_small(side) or 1))
        yield _loose(match, n, (*_counted(side), *(_PAIR_FORMS if side == "一" else ())))


def _counted(numeral: str | None) -> tuple[str, ...]:
    n = parse_small(numeral) if numeral and numeral != "多" else None
    return (words(Decimal(n)), digits(Decimal(n))) if n else ()


def _loose(match: re.Match[str], en: str, forms: tuple[str, ...]) -> Span:
    also = tuple(form for form in dict.fromkeys(forms) if form and form != en)
    return Span("figure", match[0], match.span(), en, marked=False, also=also)
