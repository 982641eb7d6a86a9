"""Finds where the paragraphs of a text lie, from its lines, indents, and, in one long line, its spaces."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefing.chinese import HAN_RANGES, LINE_BREAKS
from briefing.segment import kinds, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Edit, Kind, Origin, Part, Range
    from briefing.normalize.edits import OffsetMap


class Block(NamedTuple):
    """Where a paragraph lies in the normalized text, without the spaces and pipes around it.

    `row` says that it had pipes around it; `markup` are edits that take out Markdown's marks, counted in the
    paragraph, and `kind` is what those say that it is. One that is `verbatim` is kept as it stands.
    """

    start: int
    end: int
    row: bool = False
    kind: Kind | None = None
    markup: tuple[Edit, ...] = ()
    verbatim: bool = False
    origin: Origin | None = None


LINE = re.compile(f"[^{LINE_BREAKS}]+")
_LINE_BREAK = re.compile(f"[{LINE_BREAKS}]")
_GAP = re.compile("(?:\\s|(?<!\\\\)\\|)+")
_SPACED_END = re.compile('[。！？!?…][”’」』）)》"]*[\\s|]+[^\\s|]')
_BARE_END = re.compile('[。！？][”’」』）)》"]*[^\\s|。！？!?…”’」』）)》"]')
_ENDS = re.compile('[。！？!?…][”’」』）)》"]*$')
_NAME = re.compile(f"[{HAN_RANGES}]{{2,4}}|[{HAN_RANGES}]{{2,4}}[)）]")
_HEADING = re.compile(f"(?=.*[{HAN_RANGES}]{{4}})[^，。；：！？,;:!?|\\s]{{6,30}}")
_BODY = re.compile("[^\\s|]{15,}")
_CLAUSE = re.compile("[，。；：]")
_CRUMBS = re.compile("(?:[^\\s：]{0,8}位置\\s*[：:]\\s*)?首页(?:\\s*[>»＞]\\s*[^\\s>»＞]{1,12})+")
"""Where a page stood on its site: 首页 > 时政 > 正文 (Home > Politics > Text)."""
_CREDIT_GOES_ON = re.compile("[特超]?[大中小]】?|[0-9:：./-]{4,10}")
"""What a reader may choose behind 字号 (type size): 大 中 小; and when it was published."""

_NUMBER = "[一二三四五六七八九十]"
_ITEM_INSIDE = re.compile(
    "(?:(?<=[。！？])|(?<=[。！？][”’」』）)》]))"
    f"(?={_NUMBER}{{1,3}}、(?!{_NUMBER})|[（(]{_NUMBER}{{1,3}}[)）]|第{_NUMBER}{{1,5}}[章条](?:\\s|\\Z))"
)
"""Where a section or an item begins that nothing parts from the sentence before it: ……意见。一、总体目标。"""
_ADDRESSEES = re.compile(
    "各[^。；：:！？要应将须]{1,200}(?:政府|部门|单位|机构|委员会|企业|院校|[厅局办委部])[：:](?=[^\\s])"
)
"""To whom a notice goes: 各省、自治区、直辖市人民政府：."""
_HEAD_ALONE = re.compile(f"第{_NUMBER}{{1,5}}[编章节条]")
"""What stands before the heading of a chapter, or the text of an article."""
_ADOPTED = re.compile("[（(][0-9]{4}年[^（）()]{8,}[)）]")
"""When and by whom a statute was adopted, under its title."""

# The title of an official document may be broken into lines anywhere: 省人民政府关于\n进一步…的若干意见
# (opinions of the provincial people's government on ...). It ends with what kind of document it is.
_TITLE_LINE = re.compile("[ \u3000]*[^\\s|。，；：？！]{2,44}[ \u3000]*")
_TITLE_END = re.compile(
    "(?:通知|意见|决定|批复|复函|函|报告|公告|通告|通报|方案|办法|规定|请示|措施|计划|规划|纲要|条例|细则"
    "|指南|决议|公报|要点|规范)(?:[（(][^（）()]{2,8}[)）])?[ \u3000]*$"
)
_TITLE_LINES = 4

# From this length on, a line among others may be several paragraphs run together.
_LONG = 300


def plain(text: str) -> Iterator[Block]:
    """Yield the paragraphs of plain text, in order. Only spaces, line breaks and pipes lie outside them."""
    total = sum(match.end() - match.start() for match in LINE.finditer(text))
    start = 0
    if title := _title(text):
        yield Block(*title)
        start = title[1]
    for group in wrapped.groups(text, [match.span() for match in LINE.finditer(text, start)]):
        begun, end = group[0][0], group[-1][1]
        content = text[begun:end]
        if len(group) == 1:
            yield from line(text, begun, end, run_on=_is_run_on(content, alone=end - begun > 0.8 * total))
        else:
            yield Block(begun + len(content) - len(content.lstrip()), begun + len(content.rstrip()))


def _title(text: str) -> Range | None:
    """Where the title lies that the text begins with, if that is broken into several lines."""
    lines = list(islice((match for match in LINE.finditer(text) if match[0].strip()), _TITLE_LINES))
    if not lines or "关于" not in lines[0][0]:
        return None
    for at, match in enumerate(lines):
        parted = at and text[lines[at - 1].end() : match.start()].count("\n") > 1
        if parted or not _TITLE_LINE.fullmatch(match[0]) or kinds.starts_item(match[0].lstrip(), 0):
            return None
        goes_on = at + 1 < len(lines) and lines[at + 1][0].lstrip().startswith("的")
        if _TITLE_END.search(match[0]) and not goes_on:
            start, end = lines[0].start(), match.end()
            spaces = len(text[start:end]) - len(text[start:end].lstrip())
            return (start + spaces, start + len(text[start:end].rstrip())) if at else None
    return None


def of_parts(text: str, parts: Sequence[Part], offsets: OffsetMap) -> Iterator[Block]:
    """Yield the paragraphs of a document whose format has told its parts, counted in the text as it was read.

    What the format only calls a paragraph may still be several, run together in one line.
    """
    for part in parts:
        start, end = offsets.to_clean(part.at[0]), offsets.to_clean(part.at[1])
        content = text[start:end]
        if part.kind is None and not _LINE_BREAK.search(content):
            run_on = _is_run_on(content, alone=len(parts) == 1)
            found = line(text, start, end, run_on=run_on)
        elif part.kind is None:
            found = _lines(text, start, end)
        else:
            found = iter([Block(start + len(content) - len(content.lstrip()), start + len(content.rstrip()))])
        for block in found:
            if block.start < block.end:
                yield block._replace(kind=part.kind, origin=part.origin)


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the paragraphs of lines that stand as they were written, by themselves or wrapped."""
    spans = [match.span() for match in LINE.finditer(text, start, end)]
    for group in wrapped.groups(text, [each for each in spans if text[slice(*each)].strip()]):
        begun, until = group[0][0], group[-1][1]
        content = text[begun:until]
        yield Block(begun + len(content) - len(content.lstrip()), begun + len(content.rstrip()))


def _is_run_on(line: str, *, alone: bool) -> bool:
    """Tell whether a space after a full stop parts paragraphs in this line, or is its writer's habit."""
    if alone:
        return True
    return len(line) > _LONG and _SPACED_END.search(line) is not None and _BARE_END.search(line) is not None


def line(text: str, start: int, end: int, *, run_on: bool) -> Iterator[Block]:
    """Yield the paragraphs of one line, `start`:`end` of `text`."""
    begun: int | None = None
    last: Range = (start, start)  # the piece before the gap, between spaces
    row = False
    for piece in _run_in(text, start, end) if run_on else _pieces(text, start, end):
        if begun is None:
            begun, row = piece[0], "|" in text[start : piece[0]]
        elif piece[0] == last[1] or _parted(text, begun, last, piece, run_on=run_on):
            gap = "|" in text[last[1] : piece[0]]
            yield Block(begun, last[1], row or gap)
            begun, row = piece[0], gap
        last = piece
    if begun is not None:
        yield Block(begun, last[1], row or "|" in text[last[1] : end])


def _pieces(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def _run_in(text: str, start: int, end: int) -> Iterator[Range]:
    """The pieces of a line of several paragraphs, cut, too, where no space is left between two of them."""
    for at, until in _pieces(text, start, end):
        addressed = _ADDRESSEES.match(text, at, until)
        cuts = [addressed.end()] if addressed else []
        cuts += [match.start() for match in _ITEM_INSIDE.finditer(text, at, until) if match.start() > at]
        yield from pairwise((at, *cuts, until))


def _parted(text: str, begun: int, last: Range, piece: Range, *, run_on: bool) -> bool:
    """Tell whether a paragraph ends between two pieces; `begun` is where the paragraph of the first began."""
    gap = text[last[1] : piece[0]]
    if "\u3000\u3000" in gap and _is_indent(text, begun, last, piece):
        return True
    so_far = text[begun : last[1]] if last[1] - begun <= 80 else ""
    if so_far and kinds.is_byline(so_far) and (run_on or not kinds.is_credit(so_far)):
        following = text[piece[0] : piece[1]] if piece[1] - piece[0] <= 80 else ""
        if run_on and kinds.is_credit(so_far) and kinds.starts_dateline(following, 0):
            return True
        return not (
            following
            and (
                following[0] in "（("
                or _NAME.fullmatch(following)
                or _CREDIT_GOES_ON.fullmatch(following)
                or kinds.is_byline(following)
            )
        )
    if not run_on:
        return False
    if last[1] - begun > 1 and kinds.starts_dateline(text, piece[0]):
        return True
    if so_far and (kinds.is_credit(text, piece[0]) or _CRUMBS.fullmatch(so_far)):
        return text[piece[0]] not in ">»＞"
    tail = text[max(last[0], last[1] - 6) : last[1]]
    if _ENDS.search(tail):
        return True
    if tail.endswith(("；", "：", ";", ":")) and kinds.starts_item(text, piece[0]):
        return True
    if so_far and kinds.starts_byline(text, piece[0]) and last[0] == begun and len(so_far) > 3:
        return True
    if text[last[1] - 1] not in "、和及或与的" and _HEAD_ALONE.fullmatch(text, *piece):
        return True
    if so_far and last[0] == begun and _is_title(so_far, text[piece[0] : piece[1]]):
        return True
    in_a_number = text[last[1] - 1].isdigit() and text[piece[0]].isdigit()
    return last[0] == begun and not in_a_number and _is_heading(so_far, text, piece)


def _is_indent(text: str, begun: int, last: Range, piece: Range) -> bool:
    """Tell an indent from the gap in 目　　录 (contents) and 总理　　李克强 (Premier Li Keqiang)."""
    return bool(_ENDS.search(text[last[1] - 1 : last[1]])) or (
        last[1] - begun > 6 and piece[1] - piece[0] > 3
    )


def _is_title(so_far: str, following: str) -> bool:
    """Tell whether a title ends before the number or the adoption of what it names, or that number does."""
    if kinds.is_document_number(so_far):
        return not following.startswith("文件")
    under = kinds.is_document_number(following) or _ADOPTED.fullmatch(following)
    return bool(under and _TITLE_END.search(so_far))


def _is_heading(so_far: str, text: str, piece: Range) -> bool:
    if kinds.is_numbered_heading(so_far):
        return len(so_far) > 4
    body = text[piece[0] : min(piece[1], piece[0] + 400)]
    return bool(_HEADING.fullmatch(so_far) and _BODY.match(body) and _CLAUSE.search(body))
