"""Finds the numbers of documents, cases, orders and acts: 国发〔2022〕12号, 公告第3号, 第5/2024号法律."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.quantities.numerals import parse_small
from briefing.spans.nth import NUMBER, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_DOCUMENT = re.compile(r"[〔﹝\[（(［【](?P<year>(?:19|20)[0-9]{2})[〕﹞\]）)］】](?:第)?(?P<n>[0-9]{1,5})号")
# An agency's abbreviation reaches back to one of these, which are in none.
_NOT_IN_PREFIX = frozenset("据照按依以的和与及见由经在于对了被将把文件知即从自是为现原并《》")
_CASE = re.compile(
    r"[（(〔](?P<year>(?:19|20)[0-9]{2})[）)〕](?P<court>[一-鿿]{1,2}[0-9]{0,4})(?P<kind>[一-鿿]{1,4}?)(?:字第?)?(?P<n>[0-9]{1,6})号"
)
_LAW = re.compile(r"第(?P<n>[0-9]{1,4}/(?:[0-9]{4}|[0-9]{2,3}(?:/[A-Z]{1,3})?))号")
"""第5/2024号法律 and 第57/99/M号法令 of Macao, 第73/195号决议 of the United Nations."""
_ORDER = re.compile(rf"(?P<what>令|公告|通告)[（(]?(?:第?(?P<n>{NUMBER})号)[）)]?")
_NUMBERED = re.compile(
    "第(?P<n>[0-9]{6,20}|0[0-9]{1,4}|(?:19|20)[0-9]{2}[-－—–][0-9]{1,5}|(?<![令告]第)[0-9]{1,5}(?=[（(]))"
    "(?P<sub>[（(][0-9A-Z]{1,8}[）)])?号"
)
"""第2024001号, 第0012号, 第2024-18号: a permit, a proposal, a notice of that year; shorter ones are numbers
that one may say in other ways, but for 第2758（XXVI）号, which tells its session."""


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Document numbers, marked, as English writes them: `Guo Fa [2022] No. 12`, `No. 3`."""
    del context
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
        yield numbered("document-number", match.string, match.span(), en)
    for match in _ORDER.finditer(zh):
        n = parse_small(match["n"])
        if n is not None:
            start = match.start("n") - (zh[match.start("n") - 1] == "第")
            also = (f"Number {n}", f"no. {n}", f"No {n}", f"#{n}")
            yield numbered("document-number", zh, (start, match.end("n") + 1), f"No. {n}", also, value=n)
    for match in _LAW.finditer(zh):
        which = str(match["n"])
        others = (which, f"no. {which}", f"No {which}")
        yield numbered("document-number", zh, match.span(), f"No. {which}", others)
    for match in _NUMBERED.finditer(zh):
        which = re.sub("[－—–]", "-", match["n"]) + (match["sub"] or "").replace("（", "(").replace("）", ")")
        forms = tuple(
            f"{no}{each}" for each in (which, which.lstrip("0")) for no in ("No. ", "no. ", "No ", "")
        )
        yield numbered("document-number", zh, match.span(), forms[0], forms[1:])


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
    name, year, n = _pinyin(zh[start:bracket]), match["year"], match["n"]
    names = (f"{name} ", f"{name.replace(' ', '').capitalize()} ", f"{name.replace(' ', '')} ", "")
    en = f"{name} [{year}] No. {n}"
    also = [
        form
        for each in names
        for pair in ("[]", "()", "〔〕")
        for no in ("No. ", "No.", "No ")
        for form in (f"{each}{pair[0]}{year}{pair[1]} {no}{n}", f"{each}{no}{n} {pair[0]}{year}{pair[1]}")
    ]
    also += [f"{no}{n} of {year}" for no in ("No. ", "No.", "No ")]
    yield numbered("document-number", zh, (start, match.end()), en, tuple(also))


def _pinyin(zh: str) -> str:
    """国办发 -> `Guo Ban Fa`."""
    from pypinyin import lazy_pinyin

    return " ".join(syllable.capitalize() for syllable in lazy_pinyin(zh))
