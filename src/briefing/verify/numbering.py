"""The number that opens a heading or an item: 三、 as II., or 四、工作步骤 (IV. Steps) as four steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import opens_article
from briefing.quantities.english.cardinals import UNITS
from briefing.quantities.english.fractions import ORDINALS
from briefing.quantities.numerals import parse_small
from briefing.spans.nth import roman
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_NUMERAL_ZH = re.compile("[0-9]{1,3}|[一二三四五六七八九十]{1,3}")
_ANY_NUMBER_ZH = re.compile("[0-9一二两三四五六七八九十几双单首次初]")
_ROMANS = {roman(n).lower(): n for n in range(1, 40)}
_CARDINALS = {word: n for word, n in UNITS.items() if 1 <= n <= 12}
_LABEL = re.compile(
    r"\s*[(（]?(?:(?P<roman>[IVXL]+|[ivxl]+)(?:[.)）:、]|(?= [A-Z]))|(?P<figure>[0-9]{1,3})[.)）:、](?![0-9])"
    rf"|(?P<word>(?i:{'|'.join(ORDINALS)}))(?:ly)?[,:.)])\s*"
)
_COUNTED = re.compile(
    rf"\s*(?:The )?(?P<word>{'|'.join((*_CARDINALS, *ORDINALS))}) [a-z]"
    rf"|.*\bin (?P<parts>{'|'.join(_CARDINALS)}) parts?\b",
    re.IGNORECASE,
)


def check(segment: Segment) -> Iterator[Finding]:
    """A heading or an item that opens with another number, or that counts things instead."""
    number = next((span for span in segment.spans if span.kind == "list-number"), None)
    if number is None or opens_article(number) or not (said := _NUMERAL_ZH.search(number.zh)):
        return
    n = parse_small(said[0])
    label = _LABEL.match(segment.en)
    if label and (told := _value(label)) != n:
        message = f"{number.zh.strip()} is {label[0].strip()!r} in the English, which is {told}"
        yield finding("figure-order", message, number.en, number.zh_at, label.span())
    elif not _ANY_NUMBER_ZH.search(segment.zh, number.zh_at[1]):
        counted = _COUNTED.match(segment.en, label.end() if label else 0)
        word = (counted["word"] or counted["parts"]).lower() if counted else ""
        if counted and n in (_CARDINALS.get(word), ORDINALS.get(word)):
            message = f"{number.zh.strip()} is the number of a point; the English counts {word!r}"
            yield finding("figure-order", message, number.en, number.zh_at, counted.span())


def _value(label: re.Match[str]) -> int | None:
    if label["figure"]:
        return int(label["figure"])
    return _ROMANS.get(label["roman"].lower()) if label["roman"] else ORDINALS[label["word"].lower()]
