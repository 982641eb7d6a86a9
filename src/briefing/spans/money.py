"""Finds sums of money in yuan, jiao and fen (3元6角: 3.6 yuan), and tells the currency after a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.numerals import ARABIC, HANZI, parse_numeral
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_CURRENCIES = {
    "元人民币": "yuan", "人民币": "yuan", "美元": "US dollars", "美金": "US dollars", "欧元": "euros",
    "港元": "Hong Kong dollars", "港币": "Hong Kong dollars", "澳门元": "Macao patacas", "日元": "yen",
    "英镑": "pounds", "卢布": "rubles", "韩元": "won", "新台币": "New Taiwan dollars",
    "新加坡元": "Singapore dollars", "新元": "Singapore dollars", "澳元": "Australian dollars",
    "加元": "Canadian dollars", "瑞士法郎": "Swiss francs", "法郎": "francs", "泰铢": "baht",
    "卢比": "rupees", "越南盾": "dong", "林吉特": "ringgit", "兰特": "rand", "雷亚尔": "reais",
    "坚戈": "tenge", "元": "yuan",
}  # fmt: skip
UNITS_BEFORE = {"新台币": "New Taiwan dollars"}
"""Currencies that may stand before their sum."""
_CURRENCY = re.compile(rf"[余多来]?(?P<name>{'|'.join(_CURRENCIES)})(?<!元(?=[旦素首宵帅老件月年]))")

_ONE = "[0-9一二两三四五六七八九]"
_AMOUNT = re.compile(
    rf"(?<!{HANZI})(?<![0-9.,第])(?<!新台币)(?:(?P<yuan>{ARABIC}|{HANZI}++)[元块][零〇]?)?"
    rf"(?:(?P<jiao>{_ONE})[角毛](?![色度落逐星形]))?"
    rf"(?:[零〇]?(?P<fen>{_ONE})分(?![之钟]))?"
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Sums that are told in yuan, jiao (a tenth of it) and fen (a hundredth), as yuan: `3.6 yuan`.

    None in a text from Taiwan, whose 元 is another one.
    """
    for match in _AMOUNT.finditer(zh):
        if match[0] and not context.taiwan:
            yield from _amount(match)


def _amount(match: re.Match[str]) -> Iterator[Span]:
    yuan, jiao, fen = (parse_numeral(match[name] or "零") for name in ("yuan", "jiao", "fen"))
    # 3元 (yuan) alone is a figure, 5分 a score; 三角 is a triangle and 八角 star anise, but 五角六分 a sum.
    told = (match["jiao"] or match["fen"]) if match["yuan"] else match["jiao"] and match["fen"]
    alone = match["jiao"] and match["jiao"].isascii() and "角" in match[0]
    if yuan is None or jiao is None or fen is None or yuan % 1 or not (told or alone):
        return
    value = yuan + jiao / 10 + fen / 100
    amounts = dict.fromkeys((english.digits(value), format(value, ",.2f")))
    forms = [f"{amount} yuan" for amount in amounts]
    forms += [f"{name}{amount}" for name in ("RMB ", "RMB", "¥", "CNY ") for amount in amounts]
    parts = [(amount, unit) for amount, unit in ((yuan, "yuan"), (jiao, "jiao"), (fen, "fen")) if amount]
    for style in (english.digits, english.words):
        said = [f"{style(amount)} {unit}" for amount, unit in parts if style(amount)]
        forms += [" ".join(said), " and ".join(said)] if len(said) == len(parts) else []
    also = tuple(dict.fromkeys(forms[1:]))
    yield Span(kind="figure", zh=match[0], zh_at=match.span(), en=forms[0], also=also, value=value)


def currency(zh: str, at: int, context: SpanContext) -> str:
    """The English of the currency that stands at `at`, or an empty string."""
    match = _CURRENCY.match(zh, at)
    if match is None or (context.taiwan and match["name"] == "元"):
        return ""
    return _CURRENCIES[match["name"]]
