"""What stands beside an English number: currencies, units of time, qualifiers, percent and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.quantities.currencies import CURRENCIES
from briefing.quantities.english.tokens import by_first_word
from briefing.quantities.wording import SMALL, TENS

if TYPE_CHECKING:
    from briefing.quantities.english.tokens import Tokens
    from briefing.quantities.values import Approx, UnitOfTime

_MORE_NAMES = {
    "CNY": "chinese yuan,renminbi yuan,rmb yuan,yuan renminbi,yuan rmb,yuans,kuai",
    "USD": "dollar,dollars,american dollar,american dollars,u s dollars",
    "MOP": "pataca,patacas,macau pataca,macau patacas,macanese patacas",
    "TWD": "taiwan dollar,taiwan dollars,new taiwanese dollars,nt dollars",
    "HKD": "hk dollar,hk dollars",
    "JPY": "japanese yen",
    "GBP": "pound sterling,pounds sterling,british pounds,sterling",
    "RUB": "rouble,roubles,russian rubles,russian roubles",
    "KRW": "south korean won,korean won",
    "PHP": "philippine pesos",
    "CHF": "franc,francs",
}
_NAMES: dict[str, tuple[str, ...]] = {}
_SIGNS: dict[str, tuple[str, ...]] = {}
for _currency in CURRENCIES:
    _more = _MORE_NAMES.get(_currency.code, "")
    for _name in {_currency.one.lower(), _currency.many.lower(), *filter(None, _more.split(","))}:
        if _name != "real":
            _NAMES[_name] = (*_NAMES.get(_name, ()), _currency.code)
    for _sign in _currency.signs:
        if len(_sign) > 1 or not _sign.isalpha():
            _SIGNS[_sign.lower()] = (*_SIGNS.get(_sign.lower(), ()), _currency.code)
            if _sign.isalpha() and len(_sign) > 2:
                _NAMES[_sign.lower()] = (*_NAMES.get(_sign.lower(), ()), _currency.code)
_NAME_PHRASES = by_first_word(list(_NAMES))


def currency_before(tokens: Tokens, at: int) -> tuple[tuple[str, ...], int] | None:
    """The currencies that a sign or code at `at` may stand for (¥: yuan or yen), and where it ends."""
    token, after = tokens[at], tokens[at + 1]
    if token.kind == "word" and after.text == "$" and after.glued:
        codes = _SIGNS.get(f"{token.text}$")
        return (codes, at + 2) if codes else None
    if token.text == "rmb" and after.text == "¥" and after.glued:
        return ("CNY",), at + 2
    codes = _SIGNS.get(token.text)
    if codes and (token.kind == "sign" or tokens.text[token.start : token.end] != token.text):
        return codes, at + 1
    return (codes, at + 1) if codes and token.text == "renminbi" else None


def currency_after(tokens: Tokens, at: int) -> tuple[tuple[str, ...], int] | None:
    """The currency that is named at `at`, also behind a hyphen (260-million-yuan), and where it ends."""
    if tokens[at].text == "-" and tokens[at].glued:
        at += 1
    if tokens[at].kind == "sign":
        codes = _SIGNS.get(tokens[at].text) if tokens[at].text != "$" else None
        return (codes, at + 1) if codes and tokens[at].glued else None
    found = tokens.phrase(at, _NAME_PHRASES)
    return (_NAMES[found[0]], found[1]) if found else None


def _table(words: dict[str, str]) -> dict[str, str]:
    return {phrase: meaning for meaning, phrases in words.items() for phrase in phrases.split(",")}


_QUALIFIERS = _table(
    {
        "about": "about,around,some,roughly,approximately,circa,an estimated,in the region of,approx",
        "nearly": (
            "nearly,almost,nears,neared,nearing,approached,approaches,approaching,close to,just under,"
            "just short of,just below"
        ),
        "more": (
            "more than,over,above,upwards of,upward of,exceed,at least,no less than,no fewer than,"
            "not less than,not fewer than,in excess of,exceeding,exceeded,exceeds,surpassing,surpassed,"
            "topping,beyond,not lower than,no lower than,a minimum of,greater than,higher than"
        ),
        "less": (
            "less than,fewer than,under,below,up to,at most,no more than,not more than,not exceeding,within,"
            "a maximum of,lower than,not to exceed,not over,not higher than,no higher than"
        ),
    }
)
_BEFORE = by_first_word(list(_QUALIFIERS))
_BEHIND_WORDS = _table(
    {
        "about": "or so,or thereabouts,more or less",
        "more": (
            "or more,or above,or older,or over,or higher,or longer,and above,and over,and older,and more,"
            "and up,plus,or upward,or upwards,or greater"
        ),
        "less": "or less,or fewer,or below,or under,or younger,or lower,or shorter,and below,and under",
    }
)
_BEHIND = by_first_word(list(_BEHIND_WORDS))
_FORWARD = frozenset(("than", "half", *SMALL, *TENS)) | frozenset(
    sign.removesuffix("$") or "$" for sign in _SIGNS
)
"""What makes a qualifier that of the next figure: three years and more than 400 tests."""
_APPROX: dict[str, Approx] = {"about": "about", "nearly": "nearly", "more": "more", "less": "less"}


def qualifier_before(tokens: Tokens, at: int) -> tuple[Approx, int] | None:
    """The qualifier that begins at `at` (more than, about), and where it ends."""
    if tokens[at].text in ("~", "≈") and tokens[at + 1].glued:
        return "about", at + 1
    for sign, approx in ((">", "more"), ("≥", "more"), ("<", "less"), ("≤", "less")):
        if tokens[at].text == sign:
            return _APPROX[approx], at + 1
    found = tokens.phrase(at, _BEFORE)
    return (_APPROX[_QUALIFIERS[found[0]]], found[1]) if found else None


BEFORE_NUMBERS = frozenset((*_BEFORE, *"~≈<>≤≥", "renminbi", "rmb")) | frozenset(
    sign.removesuffix("$") or "$" for sign in _SIGNS
)
"""The words and signs with which a qualifier or a currency begins."""


def qualifier_behind(tokens: Tokens, at: int) -> tuple[Approx, int] | None:
    """The qualifier behind a number at `at` (or more, 300+, 30-odd), and where it ends."""
    if tokens[at].text == "+" and tokens[at].glued and tokens[at + 1].kind != "number":
        return "more", at + 1
    if tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].text in ("odd", "plus"):
        return "more", at + 2
    if tokens[at].text == "odd":
        return "more", at + 1
    found = tokens.phrase(at, _BEHIND)
    if found is None or tokens[found[1]].kind == "number" or tokens[found[1]].text in _FORWARD:
        return None
    return _APPROX[_BEHIND_WORDS[found[0]]], found[1]


_TIMES: dict[str, UnitOfTime] = {}
for _unit in ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade"):
    _TIMES |= {_unit: _unit, f"{_unit}s": _unit, f"{_unit}s'": _unit, f"{_unit}'s": _unit}
_TIMES |= {"century": "century", "centuries": "century", "min": "minute", "mins": "minute", "hr": "hour"}
_TIMES |= {"hrs": "hour", "h": "hour", "secs": "second", "sec": "second"}


def unit_of_time(tokens: Tokens, at: int) -> tuple[UnitOfTime, int] | None:
    """The unit of time at `at`, also behind a hyphen, an adjective or `full`, and where it ends."""
    if tokens[at].text == "-":
        at += 1
    for _ in range(2):
        if tokens[at].text in ("full", "whole", "consecutive", "straight", "calendar", "more", "working",
                               "business", "additional", "long", "short", "solid", "successive"):  # fmt: skip
            at += 1
    unit = _TIMES.get(tokens[at].text)
    return (unit, at + 1) if unit else None


_RATES = {
    "%": "percent", "percent": "percent", "per cent": "percent", "pct": "percent",
    "per centum": "percent", "% points": "points", "percentage points": "points",
    "percentage point": "points", "percentage - points": "points",
    "percentage - point": "points",
    "percent points": "points", "pct points": "points", "pct point": "points", "pp": "points",
    "ppt": "points", "ppts": "points",
    "pps": "points", "p . p .": "points", "basis points": "basis", "basis point": "basis", "bps": "basis",
    "bp": "basis", "- basis - point": "basis", "bpts": "basis",
    "‰": "1000", "per mille": "1000", "per mil": "1000", "permil": "1000", "per thousand": "1000",
    "per hundred": "100", "per million": "1000000", "per billion": "1000000000",
    "parts per million": "1000000", "ppm": "1000000", "ppb": "1000000000", "parts per billion": "1000000000",
}  # fmt: skip
_RATE_PHRASES = by_first_word(list(_RATES))


def rate(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """`percent`, `points`, `basis`, or so many in how many (`1000`), as it stands at `at`; where it ends."""
    if (
        tokens[at].text == "-"
        and tokens[at].glued
        and tokens[at + 1].text in ("percent", "percentage", "basis")
    ):
        at += 1
        if tokens.words(at + 1, "-", "point"):
            return ("basis" if tokens[at].text == "basis" else "points"), at + 3
    found = tokens.phrase(at, _RATE_PHRASES)
    return (_RATES[found[0]], found[1]) if found else None
