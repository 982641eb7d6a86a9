"""Rules on the English of one entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese import has_han, is_wide
from briefing.glossary.model import Place
from briefing.renderings import stands_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.glossary.lint.problem import Problem, Record, Value

_RENDERINGS = ("en", "forms", "also", "not", "whole_en")
_ARTICLE = re.compile(r"(the|an?)\s+(?=\S)", re.IGNORECASE)
_NAMES_WITH_ARTICLE = ("The Hague",)
_VOWEL = re.compile(r"(?!one\b|once|eu)[aeio]|un(?!i)|u[lmprt]|us(?![eu])|hono|hour|heir", re.IGNORECASE)
# The full stop of U.S. and D.C. is theirs, and that of Co., Ltd.
_END = re.compile(r"(?<!\.[A-Za-z])(?<!\bLtd)(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\betc)(?<!\b[JS]r)[.,;:]$")

# Where English sets a space on one side of the mark, or none.
_MARKS = {"，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? "}
_MARKS |= {"（": " (", "）": ") ", "\u3000": " "}
_HALF = str.maketrans(_MARKS | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _MARKS)


def check(record: Record) -> Iterator[Problem]:
    """The problems of the renderings of `record` that show without looking at any other."""
    for value in record.values(*_RENDERINGS):
        if has_han(value.text):
            yield record.problem("chinese-in-english", f"`{value.field}` has Chinese characters", value)
        elif any(is_wide(char) or char == "\u3000" for char in value.text):
            yield _full_width(record, value)
        elif value.field != "not":
            yield from _untidy(record, value)
    if isinstance(record.what, Place):
        return
    for value in record.values("en"):
        yield from _leading_article(record, value)
    yield from _misfit_article(record)
    yield from _repeated(record)
    yield from _own_forbidden(record)


def _full_width(record: Record, value: Value) -> Problem:
    half = _tidied(value.text.translate(_HALF).strip())
    message = f"`{value.field}` has full-width punctuation: {value.text}"
    if any(map(is_wide, half)) or not half:
        return record.problem("full-width-punctuation", message, value)
    return record.problem(
        "full-width-punctuation",
        message,
        value,
        fix=half,
        mends=(record.changed(value, half),),
    )


def _untidy(record: Record, value: Value) -> Iterator[Problem]:
    tidy = _tidied(value.text)
    if tidy != value.text:
        message = f"`{value.field}` has a space too many: {value.text}"
        yield record.problem("untidy-english", message, value, fix=tidy, mends=(record.changed(value, tidy),))
    elif _END.search(value.text):
        message = f"`{value.field}` ends in punctuation, which would stand inside sentences: {value.text}"
        bare = value.text[:-1]
        yield record.problem("untidy-english", message, value, fix=bare, mends=(record.changed(value, bare),))


def _tidied(text: str) -> str:
    """`text` with single spaces, and none before a closing mark or after an opening one."""
    return re.sub(r" (?=[,.;:!?)\]])|(?<=[(\[]) ", "", " ".join(text.split()))


def _leading_article(record: Record, value: Value) -> Iterator[Problem]:
    found = _ARTICLE.match(value.text)
    if not found or value.text in _NAMES_WITH_ARTICLE or record.term.zh.startswith(("《", "〈")):
        return
    article, head = found[1].lower(), value.text[found.end() :]
    message = f"`en` starts with an article: {value.text}"
    mends = [record.changed(value, head)]
    fix = f"en: {head}"
    if not record.term.article:
        fix += f", article: {article}"
        mends.append(record.given("article", article))
    yield record.problem("leading-article", message, value, fix=fix, mends=tuple(mends))


def _misfit_article(record: Record) -> Iterator[Problem]:
    article = next(record.values("article"), None)
    en = record.term.en
    if article is None or article.text not in ("a", "an") or en.startswith("{"):
        return
    right = "an" if _starts_with_vowel(en) else "a"
    if right != article.text:
        message = f"`article: {article.text}` before {en}"
        mend = record.changed(article, right)
        yield record.problem("article-sound", message, article, fix=f"article: {right}", mends=(mend,))


def _starts_with_vowel(en: str) -> bool:
    """Whether the first sound is a vowel, as far as the letters tell it: an hour, an SME, a UN agency."""
    if re.match(r"[A-Z]{2,}(?![a-z])", en):  # spelled out
        return en[0] in "AEFHILMNORSX"
    return (
        re.match(r"(?!one\b|once|eu)[aeio]|un(?!i)|up|ur|ul|ut|um|us(?!e|u)|hono|hour|heir", en.lower())
        is not None
    )


def _repeated(record: Record) -> Iterator[Problem]:
    """A value that its own entry has already, in the same list or in a field that says more."""
    seen: dict[str, str] = {}
    for value in record.values("en", "forms", "also"):
        if value.text in seen:
            message = f"`{value.field}` repeats {value.text}, which stands under `{seen[value.text]}`"
            yield record.problem(
                "repeated-rendering",
                message,
                value,
                fix="leave it out",
                mends=(record.changed(value, None),),
            )
        seen.setdefault(value.text, value.field)


def _own_forbidden(record: Record) -> Iterator[Problem]:
    for value in record.values("not"):
        for field in ("en", "forms", "also"):
            admitted = next(
                (each.text for each in record.values(field) if stands_for(value.text, each.text)), ""
            )
            if admitted:
                message = f"`not` rules out {value.text}, and `{field}` admits it as {admitted}"
                yield record.problem("forbidden-rendering", message, value, fix="leave one of them out")
                break
