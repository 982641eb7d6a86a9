"""What stands on pages beside their text: numbers, running heads, watermarks, what a browser prints."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.read.fragments import Fragment, Page

_NUMBER = re.compile(
    "[—–\\-·•~一\\s]*+(?:第\\s*+)?(?:[0-9]{1,4}|[ivxlc]{1,6})(?:\\s*+页)?"
    "(?:\\s*+(?![,，][0-9]{3}$)[/／,，共]++\\s*+[0-9]{1,4}(?:\\s*+页)?)?[—–\\-·•~一\\s]*+"
    "|共\\s*+[0-9]{1,4}\\s*+页",
    re.I,
)
_DIGITS = re.compile("[0-9]+")
_FIGURE = re.compile("[-+−]?[0-9]{1,4}(?:[,，][0-9]{3})*(?:\\.[0-9]+)?[%％‰]?")
_HEADING = re.compile("(?:第?[0-9]{1,4}(?:年度?|月份?|日|季度|章|节|条|部分))+")
"""What is all of a line, and differs from page to page: 2024年 over one, 2025年 over the next."""
_YEAR = re.compile("[12][0-9]{3}")
"""No number of a page, unless others count on from it."""
_BROWSER = re.compile(
    "[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{2,4}[,，]?\\s*(?:上午|下午)?[0-9]{1,2}:[0-9]{2}.*|(?:https?|file)://\\S+"
)
"""What a browser prints over and under a page: the time, and the address."""

_EDGE = 0.11
"""The share of a page's height, at its top and bottom, where numbers and running heads stand."""
_REPEATED = 3
_PRINTED = 8
"""Lines that a browser prints around a page, and some more."""


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], int, int]:
    """The pages without their numbers, and without lines that stand at the same place of page after page.

    The cells of a table that reaches to the edge are neither, much as 58 may look like the number of a page.
    """
    places: Counter[tuple[str, int]] = Counter()
    words: Counter[tuple[str, int]] = Counter()
    offsets: Counter[int] = Counter()
    for page in pages:
        places.update({_place(each) for each in page.fragments})
        words.update({(each.text, _line(each)) for each in page.fragments})
        offsets.update({_offset(each, page) for each in page.fragments if _like_number(each, page)})
    numbers = heads = 0
    large = 1.5 * body_size(pages)  # a watermark across the page; a form may repeat its words on each
    kept = []
    for page in pages:
        left = []
        printed = [each.middle for each in page.fragments if _BROWSER.fullmatch(each.text)][:_PRINTED]
        lines = Counter(_line(each) for each in page.fragments)
        rows = {
            _line(each)
            for each in page.fragments
            if _FIGURE.fullmatch(each.text)
            and not (_like_number(each, page) and offsets[_offset(each, page)] > 1)
            and lines[_line(each)] > 1
        }
        for each in page.fragments:
            at_edge = _at_edge(each, page) and _line(each) not in rows and not _in_cell(each, page)
            again = places[_place(each)]
            on_each = at_edge and words[each.text, _line(each)] == len(pages) == 2
            if at_edge and any(abs(each.middle - middle) < 3 for middle in printed):
                heads += 1
            elif (
                at_edge
                and _like_number(each, page)
                and (offsets[_offset(each, page)] > 1 or not _YEAR.fullmatch(each.text))
            ):
                numbers += 1
            elif on_each or (
                again >= _REPEATED and again > 0.3 * len(pages) and (at_edge or each.size > large)
            ):
                heads += 1
            else:
                left.append(each)
        kept.append(replace(page, fragments=tuple(left)))
    return kept, numbers, heads


def _at_edge(fragment: Fragment, page: Page) -> bool:
    return not _EDGE * page.height < fragment.middle < (1 - _EDGE) * page.height


def _like_number(fragment: Fragment, page: Page) -> bool:
    return _at_edge(fragment, page) and _NUMBER.fullmatch(fragment.text) is not None


def _offset(fragment: Fragment, page: Page) -> int:
    """How far the number on a page is from its place among the pages: the same on all, if it is theirs."""
    digits = _DIGITS.search(fragment.text)
    return int(digits[0]) - page.number if digits else 0


def _in_cell(fragment: Fragment, page: Page) -> bool:
    """Whether lines are drawn on both sides of it."""
    sides = [rule.at for rule in page.down if rule.start <= fragment.middle <= rule.end]
    return any(at <= fragment.left + 1 for at in sides) and any(at >= fragment.right - 1 for at in sides)


def _line(fragment: Fragment) -> int:
    return round(fragment.middle / 4)


def _place(fragment: Fragment) -> tuple[str, int]:
    text = fragment.text
    own = _FIGURE.fullmatch(text) or _HEADING.fullmatch(text)
    return text if own else _DIGITS.sub("0", text), _line(fragment)


def body_size(pages: Sequence[Page]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for each in page.fragments:
            sizes[round(each.size * 2) / 2] += len(each.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
