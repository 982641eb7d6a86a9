"""Puts the lines of hard-wrapped plain text together again.

E-mail, PDF files and old editors break a line at a width, inside a sentence and even inside a number: 最高50
at the end of a line and 0万元 (up to 5 million yuan) on the next. Lines belong together where the break tears
a number, where no line may end or begin so (after 的, before a comma), or where one ends inside a sentence at
the width that is common to the text; and what they give must end as a sentence. Headings, items, bylines,
verse and lists end before that width, or have no sentence to end.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefing.chinese import LINE_BREAKS, NUMERALS, has_han
from briefing.segment import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Range

_NARROWEST = (36, 18)
"""In columns, of which a Chinese character takes two, and in characters: verse and lists are narrower."""
_WIDEST = (160, 80)
"""Longer lines are paragraphs that nobody wrapped."""
_MANY = 4
_SLACK = (2, 1)
"""What a line may lack where there are many: PDF files are not of one width to the letter."""
_LONGER = 20
"""One line of so many may be longer than the common width: an address, a heading."""

_ENDS = re.compile("(?:[。！？；：!?;:…]|(?<![0-9])[．.])[”’」』）)》】\"']*$")
_CLAUSE = re.compile("[，。；：、,;（“]")
_TABLE = re.compile("[|\t]")
_ARTICLE = re.compile(f"第[{NUMERALS}]+条\\S")
_CANNOT_BEGIN = re.compile("[，。、；：！？）》”’」』】％%‰℃]")
_CANNOT_END = re.compile(
    "[，、（《“「『的和与及或在对为把将被从向于以按因并使由至]$|(?:依据|根据|按照|关于|第)$"
)
_CHINESE = "一二三四五六七八九十百千万亿零〇两"
_UNIT = (
    "万亿千百十年月日号时分秒元个人名户家所项件次倍成吨亩公平立米克升度台套条章款页岁周届位只辆艘座处张间栋片批"
    "棵头匹支架床枚起宗场门"
)
_TORN = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after))
    for before, after in (
        ("[0-9]", f"[0-9]|[.,，．][0-9]|[%％‰℃{_UNIT}]"),
        ("[0-9][.,．]", "[0-9]"),
        ("[百千万]|[百千万]分|百分点", f"分|之|点|[{NUMERALS}]"),
        ("[百千万]分之|第", f"[{NUMERALS}]"),
        (f"[{_CHINESE}]", f"[{_CHINESE}{_UNIT}]|分之|点[{_CHINESE}]"),
        ("[0-9][年月]", "[0-9]{1,2}[月日]"),
    )
)
_WORD = re.compile("[!-~]+|.", re.DOTALL)


class _Line(NamedTuple):
    """A line: where its text lies, without the spaces around it, the columns before that, and its width in
    columns and in characters. `joined` says that nothing but one line break parts it from the line before."""

    start: int
    end: int
    text: str
    indent: int
    width: tuple[int, int]
    joined: bool


class _Width(NamedTuple):
    """The common width, in columns (`by` 0) or characters (1), and what a full line may lack of it."""

    by: int
    width: int
    slack: int


def groups(text: str, lines: Sequence[Range]) -> list[list[Range]]:
    """The lines of `text` in order, in one list those that are one paragraph."""
    found = [_line(text, *lines[at], lines[at - 1][1] if at else 0) for at in range(len(lines))]
    margin = min((line.indent for line in found if line.text), default=0)
    may = [_may_go_on(one, other, margin) for one, other in pairwise(found)]
    width = _common([pair for pair, ok in zip(pairwise(found), may, strict=True) if ok], found)
    goes_on = [ok and _goes_on(*pair, width) for pair, ok in zip(pairwise(found), may, strict=True)]
    ends = bool(found) and _ENDS.search(found[-1].text) is not None
    for at in range(len(goes_on) - 1, -1, -1):
        ends = goes_on[at] and ends
        goes_on[at] = ends
        ends = ends or _ENDS.search(found[at].text) is not None
    grouped = [[each] for each in lines[:1]]
    for at, joined in enumerate(goes_on):
        if joined:
            grouped[-1].append(lines[at + 1])
        else:
            grouped.append([lines[at + 1]])
    return grouped


def _line(text: str, start: int, end: int, previous: int) -> _Line:
    content = text[start:end].rstrip()
    bare = content.lstrip()
    lead = content[: len(content) - len(bare)]
    joined = text[previous:start].replace("\r\n", "\n") in {*LINE_BREAKS}
    width = (_columns(content), len(content))
    return _Line(start + len(lead), start + len(content), bare, _columns(lead), width, joined)


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _may_go_on(one: _Line, other: _Line, margin: int) -> bool:
    """Tell whether nothing forbids that a sentence goes on from one line to the next."""
    if not other.joined or not one.text or not other.text or other.indent > margin:
        return False
    if _ENDS.search(one.text) or not has_han(one.text) or _TABLE.search(one.text + other.text):
        return False
    if kinds.starts_item(other.text, 0) and not _ARTICLE.match(other.text):
        return False
    if kinds.is_numbered_heading(one.text) and not _CLAUSE.search(one.text, kinds.number_end(one.text)):
        return False
    return not (kinds.is_byline(one.text) or kinds.is_byline(other.text))


def _goes_on(one: _Line, other: _Line, common: _Width | None) -> bool:
    if _CANNOT_BEGIN.match(other.text):
        return True
    running = one.width[0] >= _NARROWEST[1] and (_CLAUSE.search(one.text) or one.width[0] >= 24)
    if running and any(b.search(one.text) and a.match(other.text) for b, a in _TORN):
        return True
    if one.width[0] >= _NARROWEST[0] and _CANNOT_END.search(one.text):
        return True
    return common is not None and _is_full(one, other, common)


def _is_full(one: _Line, other: _Line, common: _Width) -> bool:
    """Tell whether the next line's first word would not have fitted into a line."""
    word = _WORD.match(other.text)
    first = word[0] if word else ""
    most = one.width[common.by] + (_columns(first), len(first))[common.by] + common.slack
    return one.width[common.by] <= common.width < most


def _common(pairs: Sequence[tuple[_Line, _Line]], lines: Sequence[_Line]) -> _Width | None:
    """The width at which most lines end that may go on, and that hardly any exceeds, if there is one."""
    best: tuple[int, _Width] | None = None
    for by in (0, 1):
        longest = sorted((line.width[by] for line in lines if line.text), reverse=True)
        least = longest[len(longest) // _LONGER] if longest else 0
        for width in {one.width[by] for one, _ in pairs}:
            if not max(least, _NARROWEST[by]) <= width <= _WIDEST[by]:
                continue
            for slack in (0, _SLACK[by]):
                common = _Width(by, width, slack)
                full = [one for one, other in pairs if _is_full(one, other, common)]
                clauses = sum(_CLAUSE.search(one.text) is not None for one in full)
                enough = 2 if slack == 0 else _MANY
                if len(full) < max(enough, 0.6 * len(pairs)) or clauses < 0.5 * len(full):
                    continue
                if best is None or len(full) > best[0]:
                    best = len(full), common
    return best[1] if best else None
