"""How long a term of years is, how often it comes, which year of it is told of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.quantities.numerals import parse_small
from briefing.quantities.wording import ordinal_words, words
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_NUMERAL = "[两二三四五六七八九十]"
_TERM = re.compile(
    f"(?<![0-9.十百])(?P<n>[1-9][0-9]?|{_NUMERAL})年(?P<what>期(?!间)|制)"
    f"|每(?P<every>[2-9]|{_NUMERAL})年(?!级)|第(?P<nth>[1-9]|{_NUMERAL})年"
)


def check(segment: Segment) -> Iterator[Finding]:
    """Terms of years (20年期, every 3 years, the third year) that the English has not."""
    for match in _TERM.finditer(segment.zh):
        told = match["n"] or match["every"] or match["nth"]
        n = parse_small(told) or 0
        if not _term(match, n).search(segment.en):
            expected = (
                f"{n}-year" if match["n"] else f"every {n} years" if match["every"] else ordinal_words(n)
            )
            yield finding("term-of-years", f"{match[0]} is not in the English", expected, match.span())


def _term(match: re.Match[str], n: int) -> re.Pattern[str]:
    """What the English may have for a term of `n` years, a turn of them, or the nth one."""
    if match["nth"]:
        after = "|next|following|subsequent|later" if n == 2 else ""
        nth = f"{ordinal_words(n)}{after}|{n}(?:st|nd|rd|th)|year (?:{n}|{words(Decimal(n))})"
        return re.compile(rf"\b(?:{nth})\b(?! (?:month|week|day|quarter))", re.I)
    number = rf"\b(?:{n}|{words(Decimal(n))})"
    if match["every"]:
        turn = f"(?:every|each) (?:{ordinal_words(n)}|other) year|(?:bi|tri)ennial"
        return re.compile(rf"{number}[- ](?:\w+ )?years?\b|\b(?:{turn})", re.I)
    return re.compile(rf"{number}[- ](?:\w+[- ])?years?\b|{number}-? ?(?:,|and\b|or\b|to\b)", re.I)
