"""Rules on the Chinese of one entry, and on quotation marks and brackets in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.glossary.keys import simplified
from briefing.glossary.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.glossary.lint.problem import Problem, Record

_PAIRS = dict(zip("“‘「『《〈（(【〔[", "”’」』》〉）)】〕]", strict=True))
_CLOSING = frozenset(_PAIRS.values())


def check(record: Record) -> Iterator[Problem]:
    """The problems of the term of `record` that show without looking at any other."""
    for value in record.values("zh", "whole", "unless"):
        plain = simplified(value.text)
        if plain != value.text:
            message = f"`{value.field}` is written in Traditional characters: {value.text}"
            yield record.problem(
                "traditional",
                message,
                value,
                fix=plain,
                mends=(record.changed(value, plain),),
            )
    for value in record.values("zh", "unless", "en", "forms", "also"):
        if char := unbalanced(value.text):
            yield record.problem("unbalanced-quotes", f"{char} has no partner in {value.text}", value)
    if isinstance(record.what, Place):
        return
    if len(record.term.key) == 1:
        message = f"a term of one character, {record.term.zh}, is found inside many other words"
        yield record.problem("one-character", message, fix="enter the whole words that you mean, or `unless`")
    if "source" not in record.fields:
        message = f"no `source` for {record.term.zh} ({record.term.en})"
        yield record.problem("missing-source", message, fix="say where the rendering is in use")


def unbalanced(text: str) -> str:
    """The first quotation mark or bracket in `text` without a partner, empty if all are paired.

    “十四五“规划 (14th Five-Year Plan) has two opening ones. A ’ that closes nothing is an apostrophe.
    """
    open_: list[str] = []
    for char in text:
        if char in _PAIRS:
            open_.append(char)
        elif char in _CLOSING:
            if open_ and _PAIRS[open_[-1]] == char:
                open_.pop()
            elif char != "’":
                return char
    if not open_ and text.count('"') % 2:
        return '"'
    return open_[0] if open_ else ""
