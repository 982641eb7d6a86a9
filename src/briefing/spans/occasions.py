"""Finds the ordinals of what is counted in years and meetings: five-year plans, congresses, plenary sessions;
and of annexes and the points of a list."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities import wording as english
from briefing.quantities.numerals import parse_small
from briefing.spans.nth import numbered, ordinal_forms, roman
from briefing.spans.numbering import IN_A_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_SESSION = re.compile(
    r"(?:(?<=党的)|(?<=中共)|(?<![第0-9一二三四五六七八九十续共办的]))(?P<n>[1-9][0-9]|[一二三四五六]?十[一二三四五六七八九]?)(?=届)"
)
# The plans and congresses that every text names, where no glossary has them.
_FIVE = "十[一二三四五六七]?五|[一二三四五六七八九]五"
_PLAN = re.compile(
    r"[“‘](?P<n>十[一二三四五六七])五[”’](?:规划)?|第(?P<full>十?[一二三四五六七八九]|十)个五年[规计]划"
    rf"|[“‘](?P<quoted>十|[一二三四五六七八九])五[”’](?:[规计]划|(?=(?:[、和及与至到]?[“‘](?:{_FIVE})[”’]){{0,8}}"
    r"(?:[规计]划|时期|期间|以来|攻关|重点|末|[前中后]期)))"
    rf"|(?<![一二三四五六七八九十百月第])(?P<bare>十[一二三四五六七]?|[一二三四五六七八九])五(?:[规计]划|"
    rf"(?=(?:[、和及与至到](?:{_FIVE})){{0,8}}(?:时期|期间|[规计]划)))"
)
"""“十四五”规划 (the 14th), and those before the 11th where what follows tells a plan: “九五”期间, 十五计划;
正月十五期间 is none, and the “八五”普法 is one of its own."""
_CONGRESS = re.compile(r"(?<=党的)(?P<n>二十|十[五六七八九])大(?![批量部])")
_CONGRESSES = re.compile(
    "(?<![第一二三四五六七八九十百的])(?:二十|十[二三四五六七八九])(?=大(?:[、，。；”》]|[和及与](?:二十|十[三四五六七八九])大|以来"
    "|报告|精神|召开|[开闭]幕|胜利|代表(?![性作])|[提作]出|部署|[前后](?![部门])|期间)|大$)"
)
"""十九大 of 党的十八大、十九大精神 and 十九大以来: without 党的 it is only looked for."""
_UNITS = re.compile("[军师旅团]")
_TROOPS = re.compile(
    "(?<![第几数上近一二三四五六七八九〇○零十百千万0-9])(?:"
    "[一二三四五六七八九][〇○零一二三四五六七八九]{2}(?=[师旅团](?![结队长体]))"
    "|[二三四五六七]?十[一二三四五六七八九]?(?=集团军)|[0-9]{2}(?=集团军)"
    "|[一二三四五六七八九十]{1,3}(?=师[、和及][一二三四五六七八九十]{1,3}师(?![生资范傅德长]))"
    "|(?:[二三四五六七]十[一二三四五六七八九]?|十[一二三四五六七八九])"
    "(?=军(?:[，。、；：）”的在奉入参某各和与及]|进[军驻入藏攻]|出[征发兵动击]|战士|官兵|[一二三四五六七八九]{1,3}师|$))"
    "|(?:(?<=兵团)|(?<=新四军)|(?<=八路军)|(?<=陆军)|(?<=[一二三四五六七八九十][师旅])|(?<=[一二三四五六七八九十]师[、和]))"
    "[一二三四五六七八九十]{1,3}(?=师(?![生资范傅德长])|旅(?![客游行])|团(?![结队长体员])))"
)
"""一一五师 (the 115th Division), 三十八军 (the 38th Army), 八师 of the 兵团; 三军 and 一师一校 tell of
none."""
_ENUMERATOR = re.compile(
    r"(?<=[：「『])(?P<listed>[一二三四五六七八九十]{1,3})(?=、(?![一二三四五六七八九十]))|"
    rf"^\s*(?!{IN_A_ROW})(?:(?P<n>[一二三四五六七八九十]{{1,3}})(?=、)|(?P<digits>[0-9]{{1,2}})(?=[、．]|\.(?![0-9])))"
    r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,3}|(?<=^[（(])[0-9]{1,2})(?=[）)])"
)
_ONE_PLENUM = re.compile("(?<=届)[一二三四五六七八](?=中(?:全会|全体))")
_LAW_PLAN = re.compile("[“‘](?P<n>[一二三四五六七八九])五[”’](?=普法)")
_FUEL = re.compile("(?<=国)[一二三四五六](?=[a-zA-Z]?(?:标准|排放|及以[上下]|燃[油料]|[柴汽]油|汽?车))")
"""国六标准: China VI, the limits of emissions."""
_SECTOR = re.compile(
    "(?<![第一二三四五六七八九十百0-9生投])[一二三](?=产(?:增[速长加]|占比?|投资|比重|[、，。；]|$))"
)
_SECTOR_NAMES = {1: ("primary",), 2: (), 3: ("service", "services")}
"""二产增长5%: the secondary sector; 三产融合 are all three."""
_PHASE = re.compile(
    "(?<![第一二三四五六七八九十百0-9新下上每这那各本同首])一(?=期(?:工程|项目|投资|建设|投产|扩建|厂房|用地|主体|竣工|临床"
    "|[、和及与]二期|[，。、；]二期))"
)
"""一期投资 (of the first phase); the others are counted: 二期."""
_GENERATION = re.compile(
    "(?<![第一二三四五六七八九十百0-9富])[二三四五六](?=代(?:战斗?机|机(?![械器房构关会制理])|核电|火箭|身份证|社保卡|半导体))"
)
"""五代机: a fighter of the fifth generation."""
_INSTANCE = re.compile(
    "(?<![一二三四五六七八九十第每不审])[一二三](?=审(?![议查核计批视慎讯阅定美时制校]|判[员长]|三校))"
)
_INSTANCES = {
    1: ("first-instance", "trial", "original"),
    2: ("second-instance", "appeal", "appeals", "appellate"),
    3: ("third-instance", "third reading", "third review"),
}
"""一审判决 and 二审宣判: courts of first and second instance."""
_TIER = re.compile(
    "(?<![一二三四五六七八九十百])[一二三四五](?=(?:、[二三四五])?线(?:城市|、[二三四五]线|[和及][二三四五]线))"
)
"""一线、二线、三线城市: tiers of cities."""
_SECTORS = re.compile("(?<![第一二三四五六七八九十])第?一、?二、?三(?=(?:次|类)?产业|产融合)")
_SECTOR_FORMS = (
    "first, second and third",
    "primary, secondary, and tertiary",
    "first, second, and third",
    "three",
)
"""一二三产业: farming, industry and services."""
_PLENUMS = re.compile(
    "届(?P<list>(?:[一二三四五六七八]中(?:全会)?[、和及与]){1,4}[一二三四五六七八]中)(?=全会|全体)"
)
_PLENUM = re.compile("[一二三四五六七八](?=中)")
_ANNEX = re.compile(
    "(?:附[件表录图]|格式|模式|方案)(?P<whole>(?P<n>[一二三四五六七八九十]{1,3})(?:[-－—之](?P<sub>[一二三四五六七八九十]{1,3}))?)"
    "(?![一二三四五六七八九十百千万]|[份张个页式种件项]|、(?![附格]))"
)

_ANNEXES = re.compile(
    "附[件表录图](?P<list>[一二三四五六七八九十]{1,3}(?:[、和及与至到][一二三四五六七八九十]{1,3}){1,9})"
    "(?=[，。；：）)、所规之的中内]|及附|$)"
)
_IN_LIST = re.compile("[一二三四五六七八九十]{1,3}")
"""附表二、三 and 附件一至三."""


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Plans, congresses and sessions, marked; plenums, annexes and points of a list, checked."""
    del context
    annexed, met = "附" in zh, "届" in zh
    for match in _ANNEX.finditer(zh) if annexed or "式" in zh or "方案" in zh else ():
        yield from _annex(match)
    for match in _ANNEXES.finditer(zh) if annexed else ():
        for each in _IN_LIST.finditer(zh, *match.span("list")):
            yield _numbered(each)
    for plenums in _PLENUMS.finditer(zh) if met else ():
        for each in _PLENUM.finditer(zh, *plenums.span("list")):
            yield _checked(each, english.ordinal_words)
    for match in _ONE_PLENUM.finditer(zh) if met else ():
        yield _checked(match, english.ordinal_words)
    for match in _FUEL.finditer(zh) if "国" in zh else ():
        yield _checked(match, roman)
    for match in _TIER.finditer(zh) if "线" in zh else ():
        yield _checked(match, english.ordinal_words)
    for match in _SECTOR.finditer(zh) if "产" in zh else ():
        yield _checked(match, english.ordinal_words, _SECTOR_NAMES[parse_small(match[0]) or 2])
    for match in _PHASE.finditer(zh) if "一期" in zh else ():
        yield _checked(match, english.ordinal_words, ("initial",))
    for match in _GENERATION.finditer(zh) if "代" in zh else ():
        yield _checked(match, english.ordinal_words)
    for match in _CONGRESSES.finditer(zh) if "大" in zh and "十" in zh else ():
        yield _checked(match, english.ordinal)
    for match in _TROOPS.finditer(zh) if _UNITS.search(zh) else ():
        yield _checked(match, english.ordinal)
    for match in _INSTANCE.finditer(zh) if "审" in zh else ():
        yield _checked(match, english.ordinal_words, _INSTANCES[parse_small(match[0]) or 1])
    for match in _LAW_PLAN.finditer(zh) if "普法" in zh else ():
        yield _law_plan(match)
    for match in _SECTORS.finditer(zh) if "产" in zh else ():
        en = "primary, secondary and tertiary"
        yield numbered("ordinal", zh, match.span(), en, _SECTOR_FORMS, marked=False)
    for match in _PLAN.finditer(zh) if "五" in zh else ():
        which = parse_small(match[match.lastgroup or 0]) or 0
        nth, *others = (*([english.ordinal_words(which)] if which < 10 else []), english.ordinal(which))
        also = (*(f"{other} Five-Year Plan" for other in others), nth, *others)
        yield numbered("ordinal", zh, match.span(), f"{nth} Five-Year Plan", also, article="the")
    for match in _CONGRESS.finditer(zh) if "党的" in zh else ():
        nth = english.ordinal(parse_small(match["n"]) or 0)
        also = (f"{nth} CPC National Congress", f"{nth} Party Congress", f"{nth} Party congress", nth)
        yield numbered("ordinal", zh, match.span(), f"{nth} National Congress", also, article="the")
    for match in _SESSION.finditer(zh) if met else ():
        if n := parse_small(match["n"]):
            yield numbered("ordinal", zh, match.span(), english.ordinal(n), ordinal_forms(n), value=n)
    for match in _ENUMERATOR.finditer(zh):
        group = match.lastgroup or 0
        if n := parse_small(match[group]):
            forms = (f"({n})", f"{n}.", *ordinal_forms(n), english.ordinal(n))
            yield numbered("ordinal", zh, match.span(group), str(n), forms, marked=False, value=n)


def _checked(match: re.Match[str], written: Callable[[int], str], also: tuple[str, ...] = ()) -> Span:
    """三 of 三中全会 (third), 六 of 国六标准 (VI)."""
    n = parse_small(match[0]) or 0
    forms = (english.ordinal(n), *ordinal_forms(n), *also)
    return numbered("ordinal", match.string, match.span(), written(n), forms, marked=False, value=n)


def _law_plan(match: re.Match[str]) -> Span:
    """“八五”普法: the eighth five-year plan to make the law known."""
    n = parse_small(match["n"]) or 0
    names = (english.ordinal_words(n), english.ordinal(n))
    forms = (*(f"{name} Five-Year" for name in names), *names)
    en = f"{names[0]} five-year"
    return numbered("ordinal", match.string, match.span(), en, forms, marked=False, value=n)


def _annex(match: re.Match[str]) -> Iterator[Span]:
    """九 of 附件九 (Annex 9 or IX), 六-四 of 格式六-四 (Form 6-4)."""
    n, sub = parse_small(match["n"]), parse_small(match["sub"] or "")
    if not n or (match["sub"] and not sub):
        return
    if sub:
        also = (f"{n}–{sub}", f"{n}.{sub}", f"{n}({sub})")
        yield numbered("ordinal", match.string, match.span("whole"), f"{n}-{sub}", also, marked=False)
        return
    yield _numbered(match, "whole")


def _numbered(match: re.Match[str], group: str | int = 0) -> Span:
    """The number of an annex: 9, IX or I."""
    n = parse_small(match[group]) or 0
    letter = chr(64 + n) if 0 < n <= 26 else ""
    forms = (roman(n), english.words(Decimal(n)), letter, english.ordinal_words(n) if n < 100 else "")
    return numbered("ordinal", match.string, match.span(group), str(n), forms, marked=False, value=n)
