"""Finds shares and multiples: 三分之二, 百分之五, 三成, 1.3倍, 翻一番, 一半, 两年半."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import ARABIC, HANZI, parse_numeral
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import SpanKind
    from briefing.spans import SpanContext

_N = rf"(?:{ARABIC}|(?:(?!百分){HANZI}){{1,8}}(?:点[零〇一二三四五六七八九]{{1,4}})?)"
_FRACTION = re.compile(
    rf"(?<![0-9.,])(?P<whole>[百千万十]|十万|{_N})分之(?P<part>{_N}|百)(?:(?P<mark>[至到—–~-])(?P<to>{_N})(?![0-9个]|分之))?"
)
_SLASHED = re.compile(
    r"(?<![0-9A-Za-z./])(?P<part>[0-9]{1,3})/(?P<whole>[0-9]{1,3})(?![0-9A-Za-z/年月]|\.[0-9])"
)
_TENTHS = re.compile(
    r"(?<![0-9.第一二三四五六七八九十])(?P<n>[1-9](?:\.[0-9])?|[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九](?![成个]))?"
    r"(?![员为立功果本效绩就长人年熟都交品套群体分语名型因败活天见书家婚亲份色])"
)
_TENTHS_SHARED = re.compile(
    r"(?<![0-9.第一二三四五六七八九十])(?P<n>[1-9]|[一二两三四五六七八九])(?=[至到—–~-][1-9一二三四五六七八九]成)"
)
_TIMES = re.compile(rf"(?<![0-9.,])(?P<n>{_N})(?P<more>[多余])?倍(?![增速频率])")
_GROWTH = re.compile(r"(?:增长|增加|提高|上升|扩大|提升|上涨|增幅|增|涨|高出?|多)[了近约超过逾达出将]{0,3}$")
_DOUBLED = re.compile(r"翻(?:了|近|将近)?(?P<n>[一两二三])?番")
_HALF = re.compile(r"(?<![0-9一二三四五六七八九十另])(?:一半|半数)(?![天夜路道])|过半(?!数)|过半数")
_AND_A_HALF = re.compile(
    rf"(?P<n>[0-9]{{1,3}}|(?!一){HANZI}{{1,3}})(?:多)?(?:个|年|天|倍|小时|周)半(?![导决径数年天夜])"
)

_DISCOUNT = re.compile(
    r"(?<![0-9.一二三四五六七八九十])(?P<n>[1-9]|[一二三四五六七八九])折(?![扣断腾叠射损旧算线合磨价])"
)
_QUARTER_HOUR = re.compile(r"(?P<n>[一三])刻钟")

_DENOMINATORS = {
    2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
    6: ("sixth", "sixths"), 7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"),
    10: ("tenth", "tenths"), 12: ("twelfth", "twelfths"), 20: ("twentieth", "twentieths"),
    100: ("hundredth", "hundredths"),
}  # fmt: skip
_MULTIPLES = {
    2: ("doubled", "double", "doubling", "doubles", "twice", "twofold", "two-fold"),
    3: ("tripled", "triple", "tripling", "triples", "trebled", "three times", "threefold", "three-fold"),
    4: ("quadrupled", "quadruple", "quadrupling", "quadruples", "four times", "fourfold", "four-fold"),
    8: ("octupled", "eight times", "eightfold", "eight-fold"),
}


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """百分之五 is marked (`5 percent`); fractions, tenths, multiples are checked against what may stand."""
    del context
    for match in _FRACTION.finditer(zh):
        yield from _fraction(match)
    for match in _SLASHED.finditer(zh):
        part, whole = int(match["part"]), int(match["whole"])
        if 0 < part < whole:
            yield _checked(match, match[0], *_fraction_words(part, whole))
    for pattern in (_TENTHS, _TENTHS_SHARED):
        for match in pattern.finditer(zh):
            yield from _tenths(match)
    for match in _TIMES.finditer(zh):
        yield from _times(match)
    for match in _DOUBLED.finditer(zh):
        n = parse_numeral(match["n"]) if match["n"] else Decimal(1)
        if n is not None:
            past, *forms = _MULTIPLES[2 ** int(n)]
            percent = ["100%", "100 percent"] if n == 1 else []
            yield _checked(match, forms[0], past, *forms, *percent)
    for match in _HALF.finditer(zh):
        most = ["majority", "most"] if match[0].startswith("过") else ["equally", "halfway", "midway"]
        yield _checked(match, "half", "50%", "50 percent", "50 per cent", "one-half", "halved", *most)
    for match in _AND_A_HALF.finditer(zh):
        n = parse_numeral(match["n"])
        if n is not None and (word := english.words(n)):
            number = english.digits(n)
            also = (f"{word}-and-a-half", f"{number}.5", f"{number} and a half", f"{number} 1/2")
            yield _checked(match, f"{word} and a half", *also, kind="figure", value=n + Decimal("0.5"))
    for match in _DISCOUNT.finditer(zh):
        n = parse_numeral(match["n"])
        if n is not None:
            off, left = 100 - n * 10, n * 10
            also = (f"{off}% off", f"{off} percent", f"{left} percent", f"{left}%")
            yield _checked(match, f"{off} percent off", *also, value=Decimal(off))
    for match in _QUARTER_HOUR.finditer(zh):
        minutes = 15 * int(parse_numeral(match["n"]) or 0)
        also = (f"{minutes} minutes", "a quarter of an hour", "quarter-hour", "three quarters of an hour")
        yield _checked(match, f"{minutes}-minute", *also, kind="figure", value=Decimal(minutes))


def _checked(
    match: re.Match[str], en: str, *also: str, kind: SpanKind = "fraction", value: Decimal | None = None
) -> Span:
    others = tuple(form for form in dict.fromkeys(also) if form and form != en)
    return Span(kind=kind, zh=match[0], zh_at=match.span(), en=en, marked=False, also=others, value=value)


def _fraction(match: re.Match[str]) -> Iterator[Span]:
    part = Decimal(100) if match["part"] == "百" else parse_numeral(match["part"])
    whole = parse_numeral(match["whole"])
    if part is None or whole is None or not part or not whole:
        return
    if whole == 100:
        yield _percent(match.string, match.start(), match.end("part"), part)
        if match["to"] and (upper := parse_numeral(match["to"])):
            yield _percent(match.string, match.start("to"), match.end("to"), upper)
    elif match["whole"] in ("千", "万", "十万"):
        n, percent = english.digits(part), english.digits(part * 100 / whole)
        scale = english.digits(whole)
        also = [
            f"{percent} percent",
            f"{percent} per cent",
            f"{n} per {scale}",
            f"{n} in {scale}",
            f"{n} out of {scale}",
        ]
        word = english.words(part)
        also += [
            f"{w} {per}"
            for w in (word, n)
            if w
            for per in (f"per {english.words(whole).removeprefix('one ')}",)
        ]
        if word:
            name = {1000: "thousandth", 10000: "ten-thousandth"}.get(int(whole), "hundred-thousandth")
            also += [f"{word} {name}{'s' if part > 1 else ''}"]
        if whole == 1000:
            also += [f"{n}‰", f"{n} per mille"]
        end = match.end("part")
        zh = match.string[match.start() : end]
        yield Span(
            kind="fraction", zh=zh, zh_at=(match.start(), end), en=f"{percent}%", marked=False,
            also=tuple(dict.fromkeys(also)), value=part * 100 / whole,
        )  # fmt: skip
    elif part == part.to_integral_value() and whole == whole.to_integral_value() and part < whole <= 1000:
        forms = _fraction_words(int(part), int(whole))
        end = match.end("part")
        zh = match.string[match.start() : end]
        yield Span(
            kind="fraction", zh=zh, zh_at=(match.start(), end), en=forms[0], marked=False, also=forms[1:]
        )


def _fraction_words(part: int, whole: int) -> tuple[str, ...]:
    """2, 3 -> `two thirds`, `two-thirds`, `2/3`; the first is the one to be preferred."""
    singular, plural = _DENOMINATORS.get(whole, ("", ""))
    forms: list[str] = []
    if singular:
        word = english.words(Decimal(part))
        name = singular if part == 1 else plural
        forms += [f"{word} {name}", f"{word}-{name}"]
        if whole == 4:
            forms += [f"{word}{gap}fourth{'s' if part > 1 else ''}" for gap in " -"]
        if part == 1:
            forms += [f"a {singular}", singular]
        if whole == 2:
            forms = ["half", *forms, "50%", "50 percent"]
    forms += [f"{part}/{whole}", f"{part} in {whole}", f"{part} out of {whole}"]
    small = [english.words(Decimal(n)) for n in (part, whole)]
    forms += [f"{small[0]} in {small[1]}", f"{small[0]} out of {small[1]}", f"{small[0]} of {small[1]}"]
    if 100 % whole == 0:
        forms += [f"{part * 100 // whole}%", f"{part * 100 // whole} percent"]
    return tuple(dict.fromkeys(forms))


def _percent(zh: str, start: int, end: int, value: Decimal) -> Span:
    n = english.digits(value)
    word = english.words(value)
    also = [f"{n}%", f"{n} per cent", *([f"{word} percent", f"{word} per cent"] if word else [])]
    return Span(
        kind="percent", zh=zh[start:end], zh_at=(start, end), en=f"{n} percent", also=tuple(also), value=value
    )


def _tenths(match: re.Match[str]) -> Iterator[Span]:
    n = parse_numeral(match["n"])
    half = match.groupdict().get("half")
    extra = Decimal(5) if half == "半" else parse_numeral(half) if half else Decimal(0)
    if n is None or extra is None:
        return
    value = n * 10 + extra
    number, word = english.digits(value), english.words(n)
    also = [f"{number}%", f"{number} per cent", f"{english.words(value)} percent", number]
    if not extra and word:
        also += [f"{word} {'tenth' if n == 1 else 'tenths'}", f"{word}-tenths"]
        also += [f"{word} {of} {ten}" for of in ("in", "out of", "of every") for ten in ("ten", "10")]
        also += [f"{english.digits(n)} {of} 10" for of in ("in", "out of")]
    if value == 50:
        also += ["half"]
    elif value % 20 == 0:
        also += _fraction_words(int(value) // 20, 5)
    yield _checked(match, f"{number} percent", *also, value=value)


def _times(match: re.Match[str]) -> Iterator[Span]:
    n = parse_numeral(match["n"])
    if n is None or n > 10**6:
        return
    zh = match.string
    grown = _GROWTH.search(zh, max(0, match.start() - 6), match.start()) is not None
    number, word = english.digits(n), english.words(n) if n < 100 else ""
    if n == 1:
        en, others = (
            "doubled",
            [*_MULTIPLES[2], "one time", "one", "1", "100%", "100 percent", "as much again"],
        )
    else:
        en = f"{word or number} times"
        others = [
            number,
            word,
            f"{number} times",
            f"{word} times" if word else "",
            f"{number}-fold",
            f"{number} fold",
        ]
        others += [f"{word}fold", f"{word}-fold"] if word else []
        others += _MULTIPLES.get(int(n), ()) if n == n.to_integral_value() else ()
        others += [f"{english.digits(n * 100)}%", f"{english.digits(n * 100)} percent"]
    if grown and n != 1:
        # To grow by three times is to quadruple.
        total = n + 1
        others += _MULTIPLES.get(int(total), ()) if total == total.to_integral_value() else ()
        others += (
            [f"{english.words(total)} times", f"{english.words(total)}fold"] if english.words(total) else []
        )
        others += [f"{english.digits(total)} times"]
    marked = n != n.to_integral_value() or n >= 10
    if marked:
        return
    yield _checked(match, en, *others, value=n)
