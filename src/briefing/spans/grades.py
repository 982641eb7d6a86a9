"""Finds grades that are told by a numeral behind or before a word: 高二 (the second year of senior high
school), 五A级景区, 两室一厅, 小学一、二年级."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.quantities.numerals import parse_small
from briefing.quantities.wording import digits, ordinal, ordinal_words, words
from briefing.spans.nth import numbered, ordinal_forms, roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_HAN = "一二三四五六七八九"
_PUPILS = (
    "学生|年级|新生|毕业生|考生|家长|女生|男生|班主任|学年|[上下]学期|开学|暑假|寒假|复读|阶段(?:就|的学)"
    "|课程|学业|那年|时就|就读"
)
_YEAR = re.compile("(?P<school>[高初大研])(?P<n>[一二三四])(?!个)")
_NO_YEAR = frozenset("提升更偏最增较再长抬很比月农历广博")
_OTHER = f"(?:[、和及到至][高初大研]?[二三四])?(?:{_PUPILS})"
_BEHIND_YEAR = re.compile(_OTHER)
_LAST_YEAR = re.compile(f"[、和及到至](?P<n>[二三四])(?={_PUPILS})")
_ATTENDS = re.compile("[读念上升]$")
_ENDS = re.compile("[，。；、！？”的时了]|$")
_LISTED = re.compile(f"[高初大研][{_HAN}][、和及到至]$")
_LAST = ("senior", "seniors", "final year", "final-year")
_NAMES = {
    ("大", 1): ("freshman", "freshmen"), ("大", 2): ("sophomore", "sophomores"),
    ("大", 3): ("junior", "juniors"), ("大", 4): _LAST, ("高", 3): _LAST, ("初", 3): _LAST[2:],
}  # fmt: skip
_BEFORE = {"高": 9, "初": 6}
"""So many years of school lie before: 高二 is Grade 11."""
_FORMS = re.compile(
    f"(?<![第{_HAN}十0-9])(?P<list>(?:[{_HAN}]、){{1,5}}|[{_HAN}](?:[至到和及]|(?=[{_HAN}]年级)))[{_HAN}]年级"
)
_ONE_FORM = re.compile(f"[{_HAN}](?=[、至到和及{_HAN}])")
_RATED = re.compile(f"(?<![{_HAN}十百])[一二三四五](?=[AＡ]级?(?:景区|旅游|标准|物流|学会|信用|国家|级))")
_FLAT = re.compile(
    "(?<![0-9一二三四五六七八九十])(?P<rooms>[一二两三四五六])室[零一二两三]厅(?:[一二两三]卫)?"
)

_ROMAN = "[Ⅰ-Ⅹ]|(?<![A-Za-z])(?:I{1,3}|I?V|VI{1,3})(?![A-Za-z])"
_LEVEL = re.compile(
    f"(?<=国)(?:[Ⅰ-Ⅹ]|I?V(?=标准)|VI(?=标准))|(?:{_ROMAN})(?=(?:[、和及或至到—–～~-](?:{_ROMAN})){{0,4}}[级类期])"
)
"""Ⅳ of Ⅳ级响应 (Level IV), Ⅱ and Ⅲ of Ⅱ—Ⅲ类水质, IV级; Ⅵ of 国Ⅵ."""
_ROMANS = {text: n for n in range(1, 11) for text in (chr(0x2160 + n - 1), roman(n))}


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Years of school, ratings and levels, and the number of bedrooms of a flat; only looked for."""
    del context
    for match in _YEAR.finditer(zh):
        yield from _years(match)
    for match in _FORMS.finditer(zh) if "年级" in zh else ():
        for each in _ONE_FORM.finditer(zh, match.start("list"), match.end("list") + 1):
            n = parse_small(each[0]) or 0
            also = (digits(Decimal(n)), ordinal(n), *ordinal_forms(n))
            yield numbered("ordinal", zh, each.span(), ordinal_words(n), also, marked=False, value=n)
    for match in _RATED.finditer(zh) if "A" in zh else ():
        n = parse_small(match[0]) or 0
        also = (f"{n}-A", "A" * n, f"{words(Decimal(n))}-A", str(n), words(Decimal(n)))
        yield Span("figure", match[0], match.span(), f"{n}A", marked=False, also=also)
    for match in _LEVEL.finditer(zh):
        n = _ROMANS[match[0]]
        forms = (
            *(f"{name}-{roman(n)}" for name in ("Level", "Class", "Grade")),
            ordinal(n),
            *ordinal_forms(n),
        )
        yield numbered("ordinal", zh, match.span(), roman(n), forms, marked=False, value=n)
    for match in _FLAT.finditer(zh) if "厅" in zh else ():
        yield _flat(match)


def _years(match: re.Match[str]) -> Iterator[Span]:
    """二 of 高二学生, and 三 of 高二、三学生."""
    zh, start, end = match.string, match.start(), match.end()
    attends = _ATTENDS.search(zh, max(0, start - 1), start) and _ENDS.match(zh, end)
    listed = _LISTED.search(zh, max(0, start - 3), start)
    if not attends and (
        zh[start - 1 : start] in _NO_YEAR
        or not (_BEHIND_YEAR.match(zh, end) or (listed and _ENDS.match(zh, end)))
    ):
        return
    yield _year(zh, match.span("n"), match["school"])
    if last := _LAST_YEAR.match(zh, end):
        yield _year(zh, last.span("n"), match["school"])


def _year(zh: str, at: tuple[int, int], school: str) -> Span:
    """The numeral of 高二: second, or Grade 11; 大二 is a sophomore's, too."""
    text = zh[slice(*at)]
    n = parse_small(text) or 0
    also = [ordinal(n), *ordinal_forms(n), *_NAMES.get((school, n), ())]
    if years := _BEFORE.get(school):
        grade = n + years
        also += [digits(Decimal(grade)), ordinal(grade), ordinal_words(grade), words(Decimal(grade))]
    forms = tuple(form for form in dict.fromkeys(also) if form)
    return Span("figure", text, at, ordinal_words(n), marked=False, also=forms)


def _flat(match: re.Match[str]) -> Span:
    """两室一厅: of its rooms English tells the bedrooms."""
    n = Decimal(parse_small(match["rooms"]) or 0)
    named = [
        f"{said}{gap}{room}"
        for said in (words(n), digits(n))
        for gap in "- "
        for room in ("bedroom", "bed", "room")
    ]
    named += [f"{said} {room}s" for said in (words(n), digits(n)) for room in ("bedroom", "bed", "room")]
    return Span("figure", match[0], match.span(), named[0], marked=False, also=tuple(named[1:]))
