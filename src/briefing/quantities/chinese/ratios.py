"""Reads ratios, splits and scores, fractions with a slash or of one character, powers of ten, 数以亿计:
1∶50万, 三七开, 以四比三获胜, 1/3, ½."""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.quantities.chinese.figure import captioned
from briefing.quantities.chinese.parsed import Parsed
from briefing.quantities.numerals import DIGITS, parse_numeral
from briefing.quantities.values import Code, Date, Fraction, Number, Percent, Range, Ratio, Several

_SIDE = r"[0-9]{1,9}(?:\.[0-9]{1,4})?[万亿]?"
_TO_WIN = (
    "(?:[0-9]{1,3}|[一二三四五六七八九])比(?:[0-9]{1,3}|[零一二三四五六七八九])"
    "(?=[大小险]?(?:胜|负)|获胜|取胜|战胜|击败|战平|力克|逆转|告负|不敌)"
)
_RATIO = re.compile(
    r"1 ?[:：∶] ?[1-9][0-9]{0,2}(?:[ \u00a0]000)++(?![0-9])"
    rf"|{_SIDE}(?: ?[:：∶] ?{_SIDE}){{1,4}}+(?![0-9:：∶年月日号时]|\.[0-9])"
    r"|[一二三四五六七八九十]{1,4}(?:比[一二三四五六七八九十]{1,4}){1,3}+(?=[之的]混合|为原则)"
    r"|[0-9]{1,3}比[0-9]{1,4}(?![0-9.年月日时%％万亿个倍])"
    r"|[一二三四五六七八九](?:比[一二三四五六七八九]){1,3}+(?=的(?:比例|比率|配比))"
    r"|[一二三四五六七八九十]{1,3}比[一二三四五六七八九十]{1,3}(?=[，。；）]|$)"
    r"|(?<=低于|高于|超过)[一二三四五六七八九十]{1,3}比[一二三四五六七八九十]{1,3}(?![一二三四五六七八九十百例])"
    r"|(?<=以)(?P<side>[0-9]{1,3}|[一二三四五六七八九]?十?[零一二三四五六七八九])比(?:[0-9]{1,3}|[一二三四五六七八九]?十?[零一二三四五六七八九])(?=的?(?:比分|总比分|[大小险]?[胜败负]|获胜|取胜|战胜|击败|战平|领先|落后|力克|逆转|告负|不敌))"
    rf"|{_TO_WIN}"
)


_WON = re.compile(_TO_WIN)
"""三比一获胜, without 以."""
_OF_RATIO = re.compile("比例|比率|之比|配比|生师比|容量比|体积比|重量比|为原则|混合")


def ratio(zh: str, at: int) -> Parsed | None:
    """1∶1, 2.9:43.6:53.5, 1∶50万: numbers compared, not a time of day (9:00 is one)."""
    if zh[at - 1 : at] in tuple("0123456789:：∶."):
        return None
    match = _RATIO.match(zh, at)
    if not match or captioned(zh, at + len(re.split("[:：∶比]", match[0])[0])):
        return None
    sides = tuple(parse_numeral(side.strip()) for side in re.split(r"[:：∶比]", match[0]))
    if any(side is None for side in sides):
        return None
    plain = "比" in match[0] and not _OF_RATIO.search(zh, max(0, at - 14), match.end() + 4)
    if plain and zh[at - 1 : at] != "以" and not _WON.match(zh, at):
        return None
    value = Ratio(tuple(side for side in sides if side is not None))
    in_words = "比" in match[0] and (zh[at - 1 : at] != "以" or zh.startswith("为原则", match.end()))
    return Parsed(at, match.end(), value, match.end(), free=in_words)


_SPLIT = re.compile(
    "(?P<a>[一二三四五六七八九])(?P<b>[一二三四五六七八九])(?:开(?![始放展会业工])|分成|分账|比例)"
)


def split(zh: str, at: int) -> Parsed | None:
    """三七开 and 五五分成: a split of 30 to 70."""
    match = _SPLIT.match(zh, at)
    if not match or DIGITS[match["a"]] + DIGITS[match["b"]] != 10:
        return None
    sides = Decimal(10 * DIGITS[match["a"]]), Decimal(10 * DIGITS[match["b"]])
    return Parsed(at, at + 2, Ratio(sides), match.end(), free=True)


_SLASHED = re.compile(
    r"(?P<part>[0-9]{1,3})/(?P<whole>[0-9]{1,3}(?:(?<=[0-9]{2})[万亿])?)(?![0-9A-Za-z/年月学]|\.[0-9])"
)


def slashed(zh: str, at: int) -> Parsed | None:
    """1/3, which is no date and no list of two."""
    before = zh[at - 1 : at]
    match = _SLASHED.match(zh, at)
    if not match or (before and (before in "./" or (before.isascii() and before.isalnum()))):
        return None
    part, whole = int(match["part"]), int(parse_numeral(match["whole"]) or 0)
    if whole > 1000 and part > 1:
        return None
    if match["part"][0] == "0" or match["whole"][0] == "0":
        # 06/11 is a day.
        day = Date(month=part, day=whole) if 1 <= part <= 12 and 1 <= whole <= 31 else None
        return Parsed(at, match.end(), day, match.end()) if day else None
    if not 0 < part < whole:
        return None
    return Parsed(at, match.end(), Fraction(part, whole), match.end(), free=True)


_POWER = re.compile(
    r"[1-9](?:\.[0-9]{1,6})? ?[×xX✕] ?10(?:[1-9][0-9]?|[-－–−][1-9][0-9]?)(?![0-9]|[.,，][0-9])"
)


def power(zh: str, at: int) -> Parsed | None:
    """1.85×1011, which is 1.85×10¹¹ where the text has lost that its digits were raised: a doubt, whatever
    it is."""
    match = _POWER.match(zh, at)
    if not match:
        return None
    doubt = f"{match[0]} may be a power of ten that lost its superscript"
    return Parsed(at, match.end(), Code(match[0]), match.end(), note=doubt)


VULGAR = "¼½¾⅓⅔⅛"
_VULGAR = re.compile(f"(?P<whole>[0-9]{{0,4}}) ?(?P<part>[{VULGAR}])")
_PARTS_OF = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}


def vulgar(zh: str, at: int) -> Parsed | None:
    """½ and 2½."""
    match = _VULGAR.match(zh, at)
    if not match:
        return None
    part, whole = _PARTS_OF[match["part"]]
    value: Fraction | Number = Fraction(part, whole)
    if match["whole"]:
        value = Number(int(match["whole"]) + Decimal(part) / whole)
    return Parsed(at, match.end(), value, match.end(), free=True)


_NINE_IN_TEN = re.compile("十[之有](?P<low>[七八])(?P<high>[八九])(?=的)")


def nine_in_ten(zh: str, at: int) -> Parsed | None:
    """十之八九的农户: eight or nine in ten. Without a noun it says that something is likely."""
    match = _NINE_IN_TEN.match(zh, at)
    if not match or match["low"] == match["high"]:
        return None
    low, high = (Percent(Decimal(10 * DIGITS[match[name]])) for name in ("low", "high"))
    return Parsed(at, match.end(), Range(low, high, "or"), match.end(), free=True)


_COUNTED_BY = re.compile("数?以(?P<n>[十百千]?[万亿]|[百千])计(?![算划较])")


_VAST = {"亿万": 10**8, "千百万": 10**6, "成千上万": 10**4, "成百上千": 100}
_OF_MANY = re.compile(f"(?:{'|'.join(_VAST)})(?![富身财资斯元])")


def vast(zh: str, at: int) -> Parsed | None:
    """亿万群众 (hundreds of millions), 成千上万 (tens of thousands); 亿万富翁 is a billionaire."""
    match = _OF_MANY.match(zh, at)
    if not match or zh[at - 1 : at] in tuple("0123456789一二两三四五六七八九十几数百千"):
        return None
    return Parsed(at, match.end(), Several(Decimal(_VAST[match[0]])), match.end(), free=True)


def counted_by(zh: str, at: int) -> Parsed | None:
    """数以亿计 (hundreds of millions), 以千万计 (tens of millions)."""
    match = _COUNTED_BY.match(zh, at)
    n = parse_numeral(f"一{match['n']}") if match else None
    return Parsed(at, match.end(), Several(n), match.end(), free=True) if match and n else None
