"""Every figure that stands in an English text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from briefing.quantities.wording import SCALE_WORDS, SMALL, TENS


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in an English text: `text` at `start` to `end` (code points), worth `value`.

    5.2% and 5.2 percent are worth 5.2, and `percent`; `words` says that it is spelled out (`twelve`).
    """

    start: int
    end: int
    value: Decimal
    text: str
    words: bool = False
    percent: bool = False


_WORD_VALUE = {word: i for i, word in enumerate(SMALL)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}
_WORD_VALUE["dozen"] = 12
_BASE = "|".join(sorted(_WORD_VALUE, key=len, reverse=True))
_SCALE_NAMES = "|".join(SCALE_WORDS)
_GAP = r"(?:[ \t\u00a0]{1,3}|-)"
# Digits glued to letters are names, not figures: COVID-19, G20, H7N9, 5G, PM2.5.
_FIGURE = re.compile(
    rf"""(?<![\w.])(?<![0-9],)(?:(?<![A-Za-z]-)|(?<=mid-)|(?<=pre-)|(?<=post-)|(?<=late-)|(?<=early-)|(?<=non-)|(?<=sub-))
    (?P<sign>(?<![\w)\]-])[-−])?
    (?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})++(?![0-9])|[0-9]++)(?P<fraction>\.[0-9]++)?+
    (?:(?:st|nd|rd|th|s)\b)?
    (?![A-Za-z]|\.[0-9])
    (?P<scale>(?:{_GAP}(?:{_SCALE_NAMES})\b){{1,3}}+)?+
    (?P<percent>[ ]?(?:%|per[ ]?cent(?:age[- ]points?)?\b))?
    |\b(?P<words>(?:(?:{_BASE})|(?<=\ba[ ])(?:{_SCALE_NAMES}))\b
    (?:{_GAP}(?:and[ ])?(?:{_BASE}|{_SCALE_NAMES})\b){{0,12}}+)
    (?!-?(?:fold|sided|self)\b|-(?:thirds?|quarters?|fifths?|tenths?|half)\b)
    (?P<wpercent>[ ](?:per[ ]?cent(?:age[- ]points?)?\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:to|-|–|—)\s?", re.IGNORECASE)


def english_figures(en: str) -> list[FoundFigure]:
    """Every figure of an English text, in order: digits with scale and percent sign, and number words.

    `3 to 5 million` and `10-15%` are two figures that share the scale or the percent sign. Digits in
    a name (G20, COVID-19, 5G) are none; those of a date or time are (`July 26, 2022`: 26 and 2022).
    """
    found: list[FoundFigure] = []
    scales: list[int] = []
    for match in _FIGURE.finditer(en):
        figure, scale = _figure(match)
        if figure is None:
            continue
        if found and not figure.words and not found[-1].words:
            first = found[-1]
            plain = scales[-1] == 1 and not first.percent and not figure.percent
            share = scale if plain and first.value < figure.value / scale else 1
            percent = figure.percent and not first.percent and scales[-1] == 1
            gap = en[first.end : figure.start]
            if (share > 1 or percent) and len(gap) <= 4 and _RANGE.fullmatch(gap):
                value = first.value * share
                found[-1] = FoundFigure(
                    first.start, first.end, value, first.text, percent=figure.percent or first.percent
                )
        found.append(figure)
        scales.append(scale)
    return found


def _figure(match: re.Match[str]) -> tuple[FoundFigure | None, int]:
    scale = 1
    if spelled := match["words"]:
        value = _word_value(spelled)
    elif len(match["digits"]) > 24 or len(match["fraction"] or "") > 24:
        return None, scale
    else:
        value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
        for word in re.findall(r"[a-z]+", (match["scale"] or "").lower()):
            scale *= SCALE_WORDS[word]
        value = value * scale * (-1 if match["sign"] else 1)
    percent = bool(match["percent"] or match["wpercent"])
    return FoundFigure(match.start(), match.end(), value, match[0], bool(spelled), percent), scale


def _word_value(spelled: str) -> Decimal:
    total = section = 0
    for word in re.findall(r"[a-z]+", spelled.lower()):
        if word == "and":
            continue
        if word in _WORD_VALUE:
            section += _WORD_VALUE[word]
        elif word == "hundred":
            section = (section or 1) * 100
        else:
            total += (section or 1) * SCALE_WORDS[word]
            section = 0
    return Decimal(total + section)
