"""Finds dates, months, years and parts of them, decades, centuries."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from briefing.document import Span
from briefing.numerals import parse_digits, parse_small
from briefing.quantities import wording as english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_N = r"(?:[0-9]{1,2}+|[一二三四五六七八九十]{1,3}+)"
_YEAR = r"(?:[0-9]{4}|[一二三四五六七八九][〇○零一二三四五六七八九]{3})"
_NOT_BEFORE = r"(?<![0-9A-Za-z.,一二三四五六七八九十百千万第数几])"
# What may stand after a month for it to be a part of a date, and what it is then called.
_PARTS: dict[str, tuple[str, ...]] = {
    "底": ("end of {}", "late {}", "end-{}", "close of {}"),
    "初": ("early {}", "beginning of {}", "start of {}", "outset of {}"),
    "上旬": ("early {}", "first ten days of {}", "first 10 days of {}", "beginning of {}"),
    "中旬": ("mid-{}", "mid {}", "middle of {}", "second ten days of {}"),
    "中下旬": (
        "mid-to-late {}",
        "mid- to late {}",
        "mid to late {}",
        "second half of {}",
        "middle and late {}",
    ),
    "上中旬": ("early to mid-{}", "early and mid-{}", "first half of {}"),
    "下旬": ("late {}", "last ten days of {}", "last 10 days of {}", "end of {}"),
}
_PARTS["末"], _PARTS["中"] = _PARTS["底"], _PARTS["中旬"]
_PERIODS: dict[str, tuple[str, ...]] = {
    "上半年": ("first half", "H1", "first six months", "first-half"),
    "下半年": ("second half", "H2", "last six months", "second-half", "latter half"),
    "前三季度": ("first three quarters", "first nine months", "first three-quarters"),
    "前两季度": ("first two quarters", "first half"),
}
for _i, _word in enumerate(("first", "second", "third", "fourth")):
    for _zh in f"{'一二三四'[_i]}{_i + 1}":
        _PERIODS[f"第{_zh}季度"] = _PERIODS[f"{_zh}季度"] = (
            f"{_word} quarter",
            f"Q{_i + 1}",
            f"{_word}-quarter",
        )

_REPUBLIC = (
    r"(?P<roc>民国|中华民国)?(?P<year>"
    + _YEAR
    + r"|(?P<rocyear>[0-9]{1,3}|元|[一二三四五六七八九十百〇零]{1,4}))学?年"
)
_DATE = re.compile(
    rf"{_NOT_BEFORE}(?:{_REPUBLIC}[ ]?)?(?P<month>{_N})月(?![龄嫂饼球薪租一]|三(?![日号十]))"
    rf"(?:(?P<day>{_N})[日号](?![线楼院机文]|公路)"
    rf"|份?(?P<part>上中旬|上旬|中下旬|中旬|下旬|底|末|初(?![一二三四五六七八九十])|中(?![国央旬华共下]))|份(?![额子量]))?"
)
# The first of 1至8月: January.
_FIRST_MONTH = re.compile(rf"{_NOT_BEFORE}(?P<month>{_N})(?=[至到—–~-]{_N}月)")
_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z.,/-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z/-]|\.[0-9])"
)
_DAY = re.compile(
    rf"(?<![0-9A-Za-z.,一二三四五六七八九十百千万第数几周期每])(?P<day>{_N})日(?![元均本报照常])"
)
_DAY_COUNT = re.compile(r"日(?:内|以内|之内|以上|以下|之后|后|以后|前|期限|为期|龄|游|达|的)")
_PERIOD_NAMES = "|".join(sorted(_PERIODS, key=len, reverse=True))
_YEAR_ALONE = re.compile(
    rf"{_NOT_BEFORE}(?:{_REPUBLIC}(?P<period>(?:度?(?:{_PERIOD_NAMES})|年?(?:底|末|初(?!中))|中期))?"
    rf"|(?P<first>{_YEAR})(?=[至到—–~-]{_YEAR}年))"
)
_PERIOD = re.compile(_PERIOD_NAMES)
_DECADE = re.compile(
    r"(?:(?P<century>[0-9]{2}|[一二]十[一二]?|十[六七八九])世纪|上个?世纪|本世纪)?"
    r"(?<![0-9一二三四五六七八九十])(?P<decade>[1-9]0|[一二三四五六七八九]?十)年代(?P<part>初期?|中期|末期?|后期)?"
)
_SYMBOLIC = re.compile(r"(?<![0-9.])(?P<month>1[0-2]|[1-9])[·•・](?P<day>3[01]|[12][0-9]|[1-9])(?![0-9.])")
_GENERATION = re.compile(r"(?<![0-9])(?P<decade>[5-9][05]|[01][05])后(?![勤续来备期方])")
_CENTURY = re.compile(rf"{_NOT_BEFORE}(?P<century>[0-9]{{1,2}}|{_N})世纪(?P<part>初|中叶|末)?")
# 1500年历史 and 近5000年 are spans of time, 1500年 alone is a year.
_DURATION_BEFORE = re.compile(
    r"(?:近|约|逾|超|超过|长达|达|满|历时|为期|每|前|后|未来|过去|这|头|用|整整|将近|大约)$"
)
_DURATION_AFTER = re.compile(r"年(?:来|间|以上|以下|以内|内|历史|的历史|之久|多|余|左右|期|后|前|一遇|生|龄)")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Dates (`July 26, 2022`), months, years, quarters and halves, decades and centuries."""
    for match in _DATE.finditer(zh):
        yield from _date(match, context)
    for match in _FIRST_MONTH.finditer(zh):
        month = parse_small(match["month"])
        if month and 1 <= month <= 12:
            yield _span(match, english.MONTHS[month - 1])
    for match in _NUMERIC.finditer(zh):
        month, day, year = int(match["month"]), int(match["day"]), int(match["year"])
        also = (match[0], *english.date_forms(month, day, year))
        yield _span(match, english.date(month, day, year), also=also)
    for match in _YEAR_ALONE.finditer(zh):
        yield from _year(match, context)
    for match in _PERIOD.finditer(zh):
        en, *others = _PERIODS[match[0]]
        yield _span(match, en, also=tuple(others), article="the", marked=False)
    for match in _DAY.finditer(zh):
        yield from _day(match)
    for match in _SYMBOLIC.finditer(zh):
        month, day = int(match["month"]), int(match["day"])
        written = tuple(f"{month}{mark}{day}" for mark in "·./-")
        also = (*english.date_forms(month, day), *written)
        yield _span(match, english.date(month, day), also=also, marked=False)
    for match in _DECADE.finditer(zh):
        yield from _decade(match)
    for match in _GENERATION.finditer(zh):
        decade = int(match["decade"])
        name = f"{(1900 if decade >= 50 else 2000) + decade}s"
        also = (
            f"post-{match['decade']}s",
            f"{match['decade']}s",
            f"post-{name}",
            name[:-1],
            f"post-{name[:-1]}",
        )
        yield _span(match, name, also=also, marked=False, value=int(name[:-1]))
    for match in _CENTURY.finditer(zh):
        yield from _century(match)


def _span(
    match: re.Match[str],
    en: str,
    *,
    kind: Literal["date", "year"] = "date",
    also: tuple[str, ...] = (),
    article: str = "",
    marked: bool = True,
    value: int | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Span:
    first, last = match.start() if start is None else start, match.end() if end is None else end
    return Span(
        kind=kind,
        zh=match.string[first:last],
        zh_at=(first, last),
        en=en,
        marked=marked,
        article=article,
        also=tuple(form for form in dict.fromkeys(also) if form and form != en),
        value=None if value is None else Decimal(value),
    )


def _year_of(match: re.Match[str], context: SpanContext, *, dated: bool) -> int | None:
    """The year of the common era; years of the Republic of China count from 1911."""
    text, republican = match["year"], match["rocyear"]
    if text is None:
        return None
    if republican is None:
        year = parse_digits(text)
        return year if year and 1000 <= year <= 2199 else None
    count = 1 if republican == "元" else parse_small(republican)
    # 15年 alone is how long something took, even in a text from Taiwan; 112年 hardly.
    if not count or count > 200 or not (match["roc"] or (context.taiwan and (dated or count >= 50))):
        return None
    return count + 1911


def _date(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    year = _year_of(match, context, dated=True)
    start = match.start() if year else match.start("month")
    month = parse_small(match["month"])
    day = parse_small(match["day"]) if match["day"] else None
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return
    name = english.date(month, None, year)
    if day is not None:
        also = english.date_forms(month, day, year)
        if match.string[match.end() : match.end() + 1] in ("至", "到", "—", "-"):
            # April 8 to April 12, 2024: the English may give the year of both once, at the end.
            also = (*also, english.date(month, day), *english.date_forms(month, day))
        yield _span(match, english.date(month, day, year), also=also, start=start)
    elif part := match["part"]:
        yield _part(match, part, name, start)
    elif year:
        also = (name.replace(" ", ", "), name.replace(" ", " of "))
        if match.string[match.end() : match.end() + 1] in ("至", "到", "—", "-"):
            also = (*also, name.split()[0])
        yield _span(match, name, also=also, start=start)
    else:
        yield _span(match, name, start=start)


def _part(match: re.Match[str], part: str, name: str, start: int) -> Span:
    en, *also = (form.format(name) for form in _PARTS[part])
    return _span(match, en, also=tuple(also), article="the" if en.startswith("end") else "", start=start)


def _year(match: re.Match[str], context: SpanContext) -> Iterator[Span]:
    zh = match.string
    if match["first"]:
        first = parse_digits(match["first"])
        if first and 1000 <= first <= 2199:
            yield _span(match, str(first), kind="year", value=first)
        return
    year, end = _year_of(match, context, dated=False), match.end("year")
    if year is None:
        return
    if period := (match["period"] or "").removeprefix("度"):
        if period in _PERIODS:
            forms = [f"{form}{of}{year}" for form in _PERIODS[period] for of in (" of ", " ", " in ")]
            yield _span(match, forms[0], also=tuple(forms), article="the")
        else:
            yield _part(match, "中" if period == "中期" else period[-1], str(year), match.start())
        return
    if match["rocyear"] is None or not match["roc"]:
        modern = 1900 <= year <= 2100 and match["rocyear"] is None
        counted = _DURATION_AFTER.match(zh, end) or _DURATION_BEFORE.search(
            zh, max(0, match.start() - 4), match.start()
        )
        if (counted and not modern) or zh.startswith(("年历史", "年的历史", "年来"), end):
            return
    yield _span(match, str(year), kind="year", value=year, end=end)


def _day(match: re.Match[str]) -> Iterator[Span]:
    zh, start = match.string, match.start()
    day = parse_small(match["day"])
    if day is None or not 1 <= day <= 31 or match["day"] == "一" or _DAY_COUNT.match(zh, match.end("day")):
        return
    # After 7月26日至 the day is one of the same month: July 26 to 28.
    ranged = start > 1 and zh[start - 1] in "至到—–-~、和" and zh[start - 2] in "日0123456789"
    en = str(day) if ranged else english.ordinal(day)
    also = (str(day), english.ordinal(day), english.words(Decimal(day)), english.ordinal_words(day))
    yield _span(match, en, also=also, marked=False, value=day)


def _decade(match: re.Match[str]) -> Iterator[Span]:
    decade = parse_small(match["decade"])
    century = parse_small(match["century"]) if match["century"] else 21 if match[0].startswith("本") else 20
    if decade is None or century is None or not 10 <= century <= 21:
        return
    year = (century - 1) * 100 + decade
    word = {"初": "early ", "中": "mid-", "末": "late ", "后": "late "}.get((match["part"] or "")[:1], "")
    also = (f"{word}{year}'s", f"{word}{decade}s", f"{word}'{decade}s")
    yield _span(match, f"{word}{year}s", also=also, article="the", value=year)


def _century(match: re.Match[str]) -> Iterator[Span]:
    century = parse_small(match["century"])
    if not century:
        return
    word = {"初": "early ", "中叶": "mid-", "末": "late "}.get(match["part"] or "", "")
    ordinals = (english.ordinal(century), english.ordinal_words(century))
    names = [f"{word}{ordinal}{gap}century" for ordinal in ordinals for gap in " -"]
    yield _span(match, names[0], also=tuple(names), article="the", value=century)
