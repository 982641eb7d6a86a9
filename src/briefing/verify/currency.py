"""The currency of a sum of money: beside its figure, and the right one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.quantities.currencies import BY_CODE
from briefing.quantities.values import Money, Range, SeveralMoney
from briefing.verify.readings import wanted
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.readings import Readings

_LIST = (
    r"(?>\s*(?:,|and|or|to|through|-|–|—)\s*(?:and\s+|or\s+)?"
    r"[\d.,]*\d(?:[\s-](?:thousand|million|billion|trillion))?)*"
)
_AFTER = r"[\s-]+(?:(?:[^\W\d]+|(?:[A-Z]\.)+)[\s-]+){0,3}?"


_DOLLARS = frozenset(("HKD", "TWD"))
_NAMED = re.compile("港[元币]|台币")


def currency(segment: Segment, readings: Readings) -> Iterator[Finding]:
    """Sums of money without their currency beside the figure (260 million yuan, RMB 260 million)."""
    for span in segment.spans:
        if not span.en_at:
            continue
        start, end = span.en_at
        value = wanted(segment, span)
        value = value.low if isinstance(value, Range) else value
        code = value.currency if isinstance(value, Money | SeveralMoney) else ""
        told = next(iter(readings.over(start, end)), None)
        sums = [each for each in told.values if isinstance(each, Money | SeveralMoney)] if told else []
        ours = code in _DOLLARS and not _NAMED.search(
            segment.zh, max(0, span.zh_at[0] - 4), span.zh_at[1] + 3
        )
        if ours and told and re.search(r"(?<![A-Z])\$", told.text):
            # Hong Kong and Taiwan write their own dollar with a bare $.
            continue
        if not span.unit:
            # 3块5, of which the rendering has the yuan.
            if code and sums and told and all(each.currency != code for each in sums):
                message = f"the English has {told.text} where the Chinese has {span.en}"
                yield finding("currency", message, span.en, span.zh_at, span.en_at)
            continue
        if span.unit.removesuffix("s").lower() in segment.en[start:end].lower():
            continue
        if any(each.currency == code for each in sums) or (
            not sums and _near(segment.en, start, end, code, span.unit)
        ):
            continue
        expected = f"{span.en} {span.unit}"
        if sums and told:
            message = f"the English has {told.text} where the Chinese has {span.unit}"
        else:
            message = f"{span.en}: {span.unit} is not beside it"
        yield finding("currency", message, expected, span.zh_at, span.en_at)


def _near(en: str, start: int, end: int, code: str, unit: str) -> bool:
    """Whether the currency stands near enough: behind a list of figures, or a few words before."""
    known = BY_CODE.get(code)
    words = {unit, *((known.one, known.many, *known.signs) if known else ())}
    words |= {word.split()[-1] for word in words}
    if code != "USD":
        words -= {"dollar", "dollars", "$"}
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    after, before = en[end : end + 100], en[max(0, start - 24) : start]
    if re.match(rf"{_LIST}(?:{_AFTER}|\s*)(?:{names})(?!\w)", after, re.IGNORECASE):
        return True
    return re.search(rf"(?<!\w)(?:{names})(?:\s+[^\W\d]+){{0,2}}\s*$", before, re.IGNORECASE) is not None
