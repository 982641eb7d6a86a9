"""Scans the numeral at a place of a Chinese text: a number, a pair (三五百), or a magnitude alone (数百,
几十万).

What belongs to the words around it is left to them: 两 of 三百两 (50 g each), 千 of 千瓦 (kilowatt), 百 of
百分点, and 数, 上, 近 of 人数, 以上 and 附近.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import COUNTED, CURRENCY, IN_TENS, UNIT, groups
from briefing.quantities.chinese.spelled import spelled
from briefing.quantities.numerals import ARABIC, MAX_TOKENS, NUMERAL, UNITS, Token, tokens, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.quantities.values import Approx


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `start` to `end`: `value`, or of a pair (`high`) the lower; of `several`, the magnitude.

    `tail` is the magnitude at its end, which the first of a range shares (千万 of 三至五千万). `doubt` says
    why it may be none.
    """

    start: int
    end: int
    text: str
    value: Decimal
    high: Decimal | None = None
    several: bool = False
    approx: Approx = ""
    tail: str = ""
    doubt: str = ""

    @property
    def arabic(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isascii() and self.text[0].isdigit()

    @property
    def plain(self) -> bool:
        """Whether it is digits and nothing else: what a year or a code may be."""
        return self.text.isascii() and self.text.isdigit()

    @property
    def whole(self) -> int | None:
        """Its value as a whole number, if it is one and exact: a month, a day, an hour."""
        simple = self.high is None and not self.several and not self.approx
        return int(self.value) if simple and self.value == self.value.to_integral_value() else None


_UNIT_WORDS = {
    "千": re.compile("[瓦米克伏帕卡赫焦方]"),
    "百": re.compile("分[点比制]|[帕货姓科]"),
    "十": re.compile("分(?![之钟])|字"),
    "万": re.compile("[能里象]"),
}
"""What makes a numeral character the beginning of a word: 千瓦, 百分点, 十分 (very), 万能 (all-purpose)."""
_CAPITALS_OF = tuple("队退入大内着登收捡重行伙")
"""What makes a capital numeral the end of a word: 队伍 (ranks), 大陆 (mainland), 收拾 (to tidy)."""
_MORE = re.compile("[多余]|[几数][十百千]?|好几(?=[岁个人，。、；了的])")
_REST = re.compile("余[额量下地热震波孽粮款生数弦缺闲辉温音留党悸脉角]")
"""What 余 begins: 100余额 and 30余热 are no more than that."""
_OR_SO = re.compile("把(?=[人户块斤亩名里])")
"""千把人: a thousand or so."""
_WHOLES = re.compile("个(?:多亿|亿(?![万元级欧美港日]))")
_ENDS = re.compile("[，。；、！？）”至到—–~～近]|$")
_NEARLY = re.compile("(?<![附最接将邻远临靠逼])近$")
_PAST_YEARS = re.compile("十个?[年天月](?!的?历史)|[百千]年(?:以?来|间)")
"""近十年 and 近百年来 are the past ten and hundred years, 近百年 nearly a hundred."""
# 人数十人以上: the number of persons, ten or more. After these words 数 is theirs.
COUNT_OF = frozenset(
    "人户次件天岁份总指系函基倍多少半分代变度点负计字名职学读频序位约众参整票级度班台页基对实奇偶因积商"
)
_ON = frozenset(
    "以之加马路早晚天地海网线楼船山街桌车床市党历世手身面湖江河岛塔坡头岗赶跟看爱遇碰晋登送交献呈配补填算连带追府省"
)
"""What makes 上 before a number a part of a word, or of a place; 上百 is up to a hundred elsewhere."""


def scan(zh: str, at: int) -> Numeral | None:
    """The numeral at `at`, or None: what is there is no well-formed one, or belongs to a word."""
    pieces = tokens(zh, at)
    if not pieces or len(pieces) > MAX_TOKENS:
        return None
    if pieces[0].kind == "a" and (how := groups(zh, pieces[0])) != "one":
        head = next(ARABIC.finditer(zh, at, min(len(zh), at + 3)))
        if how == "doubtful":
            end, value = pieces[0].end, pieces[0].value
            return Numeral(at, end, zh[at:end], value, doubt=f"{zh[at:end]} may be one number or two")
        return Numeral(at, at + len(head[0]), head[0], Decimal(head[0]))
    if pieces[0].kind == "c" and zh[at - 1 : at] in _CAPITALS_OF:
        return None
    pieces = _own(zh, pieces)
    return _read(zh, pieces) if pieces else None


def numbers(zh: str) -> Iterator[Decimal]:
    """Every number that stands in `zh`, whatever it is: also that of a date, a name or an idiom."""
    at = 0
    while match := NUMERAL.search(zh, at):
        at = match.start()
        n = scan(zh, at)
        if n is None:
            at = run_end(zh, at)
            continue
        at = n.end
        yield n.value
        if n.high is not None:
            yield n.high


def run_end(zh: str, at: int) -> int:
    """Where the run of numeral characters at `at` ends."""
    while pieces := tokens(zh, at):
        at = pieces[-1].end
        if len(pieces) <= MAX_TOKENS:
            break
    return at


def _own(zh: str, pieces: list[Token]) -> list[Token]:
    """The pieces without those that belong to what follows or stands before."""
    end = pieces[-1].end
    last, after = pieces[-1].text, zh[end : end + 1]
    if (_begins_word(zh, pieces[-1]) and not (last in "十千" and _is_needed(pieces))) or (
        last == "兆" and not (after in "元新余多圆" and after)
    ):
        pieces = pieces[:-1]
    elif last in "两兩" and len(pieces) > 1 and not (pieces[-2].text == "一" and COUNTED.match(zh, end)):
        # 白银三百两: 300 liang. A digit 两 stands only before a magnitude or a measure word.
        pieces = pieces[:-1]
    for at, piece in enumerate(pieces):
        if piece.text == "兆" and at + 1 < len(pieces) and pieces[at + 1].kind not in "ad":
            return pieces[:at]
    return pieces


def _is_needed(pieces: list[Token]) -> bool:
    """Whether the last 十 or 千 is the number's: 四十分 (forty points) and 三万五千伏 (35,000 volts), but not
    十分 (very) and 五千瓦, which are as much either way."""
    if pieces[-1].text == "十":
        return len(pieces) > 1
    return len(pieces) > 2 and pieces[-2].kind in "dc" and pieces[-3].kind == "m"


def _begins_word(zh: str, piece: Token) -> bool:
    word = _UNIT_WORDS.get(piece.text)
    return word is not None and word.match(zh, piece.end) is not None


def _read(zh: str, pieces: Sequence[Token]) -> Numeral | None:
    start, end = pieces[0].start, pieces[-1].end
    value = value_of(pieces)
    if value is None:
        return _pair(zh, pieces) or _spelled(zh, pieces) or _shorter(zh, pieces)
    approx: Approx = ""
    exact = end
    if pieces[-1].kind in "umt" or pieces[-1].text[-1] == "0":
        end, value, approx = _more(zh, pieces, value)
    if wholes := _WHOLES.match(zh, end):
        # 三个亿, 两个多亿元; 三个亿元项目 are three projects.
        end, value = wholes.end(), value * 10**8
        return Numeral(
            start, end, zh[start:end], value, approx="more" if "多" in wholes[0] else "", tail="亿"
        )
    tail = _magnitude(zh[start:exact] if end == exact else zh[start:end])
    return Numeral(start, end, zh[start:end], value, approx=approx, tail=tail)


def _spelled(zh: str, pieces: Sequence[Token]) -> Numeral | None:
    """一○五公里: digit by digit."""
    if (value := spelled(zh, pieces)) is None:
        return None
    start = pieces[0].start
    end, value, approx = _more(zh, pieces, value)
    return Numeral(start, end, zh[start:end], value, approx=approx)


def _shorter(zh: str, pieces: Sequence[Token]) -> Numeral | None:
    """3万 of 3万12000人, where what follows the magnitude is a number of its own; no Chinese numeral is
    cut."""
    for at in range(1, len(pieces)):
        if pieces[at].kind == "a" and pieces[at - 1].kind in "um":
            return _read(zh, pieces[:at])
    return None


def _more(zh: str, pieces: Sequence[Token], value: Decimal) -> tuple[int, Decimal, Approx]:
    """30多万, 十几亿, 十数万, 百余万, 百几十名, and 二百四十多个, 1360余场: the end, the value and that it is
    more."""
    end = pieces[-1].end
    match = _MORE.match(zh, end)
    about = zh.startswith("来", end) and value >= 10 and not zh.startswith("来自", end)
    about = about or (len(pieces) == 1 and value >= 100 and _OR_SO.match(zh, end) is not None)
    if not match and not about:
        return end, value, ""
    approx: Approx = "more" if match else "about"
    if match and match[0] == "好几":
        return match.end(), value, approx
    few = match[0] if match and match[0][0] in "几数" else ""
    if (
        few and pieces[-1].value not in (10, 100)
        if len(few) == 1
        else few and pieces[-1].value <= UNITS[few[1]]
    ):
        return end, value, ""
    behind = match.end() if match else end + 1
    after = tokens(zh, behind)[:4]
    while after and after[-1].kind not in "um":
        after.pop()
    whole = value_of([*pieces, *after]) if after and after[0].kind in "um" else None
    if whole is not None and not _begins_word(zh, after[-1]):
        return after[-1].end, whole, approx
    if value >= 10 and (
        (_ENDS.match(zh, behind) and few != "数")
        or COUNTED.match(zh, behind)
        or IN_TENS.match(zh, behind)
        or CURRENCY.match(zh, behind)
        or zh.startswith(_MEASURED, behind)
    ):
        return behind, value, approx
    if match and match[0] == "余" and value >= 10 and not _REST.match(zh, end):
        return behind, value, approx
    if match and match[0] == "多" and pieces[-1].value >= 10**4 and not zh.startswith("元化", end + 1):
        return end + 1, value, approx
    if few.startswith("几") and value >= 10:
        return behind, value, approx
    return end, value, ""


_MEASURED = ("%", "％", "公", "平", "立", "百分", "岁", "对", "粒", "英", "海", "桶", "幅")
_PAIR_ENDS = re.compile(
    r"(?:个(?!百分(?!点))|名|位|人|家|天|岁|周岁|年(?!级|代)|次(?!产业)|种|项|条|座|户|件|份|斤|公里|公斤|米|亩|倍|成(?!群)"
    r"|层|辆|台|篇|人次|分钟|小时|元|块|度|吨|折|遍|趟|口|里|所|处|场|本|张|头|只|厘米|毫米|千米)"
)


def _pair(zh: str, pieces: Sequence[Token]) -> Numeral | None:
    """五六名 (five or six), 三五百 (300 to 500), 十五六 (15 or 16), 八九十 (80 to 90), 一百五六十.

    The two digits follow each other, or are 三 and 五. Without a magnitude behind them a measure word has
    to say that they are a number: 十四五 is a plan, and 二三线 are second and third tier.
    """
    for at in range(len(pieces) - 1):
        one, two = pieces[at], pieces[at + 1]
        if one.kind != "d" or two.kind != "d":
            continue
        if two.value - one.value != 1 and (one.text, two.text) != ("三", "五"):
            return None
        if not one.value:
            return None
        last = at + 2 == len(pieces)
        end = pieces[-1].end
        if last and (not _PAIR_ENDS.match(zh, end) or (at and two.text == "五")):
            return None
        low = value_of([*pieces[: at + 1], *pieces[at + 2 :]])
        high = value_of([*pieces[:at], *pieces[at + 1 :]])
        if low is None or high is None or low >= high:
            return None
        start = pieces[0].start
        return Numeral(start, end, zh[start:end], low, high, tail=_magnitude(zh[start:end]))
    return None


def several(zh: str, at: int) -> Numeral | None:
    """数百, 几十万, 好几千 (hundreds, hundreds of thousands); 上百 (more than 100), 近千 (nearly 1,000): at
    `at` stands the word before a magnitude without a number."""
    word = zh[at]
    before = zh[at - 1 : at]
    pieces = tokens(zh, at + 1)
    if not pieces or len(pieces) > 3 or pieces[0].kind not in "um":
        return None
    pieces = _own(zh, pieces)
    value = value_of(pieces) if pieces else None
    if value is None:
        return None
    end = pieces[-1].end
    if word == "上" and zh[at - 2 : at] in ("成千", "成百"):
        return None
    if word == "数" and before and before in COUNT_OF:
        return None
    if word in "数几" and any(piece.kind not in "um" for piece in pieces):
        # 客房数十五间: 15 rooms.
        return None
    hundred_million = word == "上" and zh[end - 1] == "亿"
    if word in "上近" and not (hundred_million or UNIT.match(zh, end) or _ENDS.match(zh, end)):
        return None
    if word == "上" and (value == 10 or before in _ON):
        return None
    if word == "近" and _PAST_YEARS.match(zh, end - 1):
        return None
    if word == "近" and not _NEARLY.search(zh, max(0, at - 1), at + 1):
        return None
    if word in "数几" and zh.startswith(("以", "之", "分之"), end):
        # 几分之一; 实征数百分之十 is ten percent.
        return None
    approx: Approx = {"上": "more", "近": "nearly"}.get(word, "")  # type: ignore[assignment]
    text = zh[at:end]
    return Numeral(at, end, text, value, several=not approx, approx=approx, tail=_magnitude(text))


def _magnitude(text: str) -> str:
    tail = len(text)
    while tail and text[tail - 1] in "十百千万亿兆萬億拾佰仟":
        tail -= 1
    if not tail and text[0] in "十拾":
        # 十万 at the end of 九至十万 is ten of 万.
        return text[1:]
    # 十 at the end of 五十 is no magnitude to share: 三至五十 is from 3 to 50.
    return text[tail:] if tail and text[tail:] not in ("十", "拾") else ""
