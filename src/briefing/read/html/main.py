"""Tells the text of a page from what is around it, by where its sentences are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.read.html.chrome import is_spam, is_tool, without_tools
from briefing.read.parts import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.read.html.blocks import Block, Page

_SENTENCE = re.compile("[，。；！？]")
_CREDIT = re.compile(
    "来源|信息来源|文章来源|稿源|發布|发布|发文|成文|作者|日期|时间|[■□]?\\s*(?:本报|本刊|本网)?(?:记者|通讯员)"
)
"""How the line begins that says who says it, and when."""
_LABEL = re.compile("[^：:]{2,8}[：:]")
"""What a table above the text says of the cell beside it: 发文字号： (document number)."""
_SITE = re.compile(
    "(?<!\\s)\\s*(?:(?:[_|｜丨]|--+|—+| [-–] ).*"
    "|-[^-]{2,30}(?:[网局厅部委院站]|政府|委员会|办公室|中心|频道))$",
    re.DOTALL,
)
"""What follows the title in a window's: the site and its sections."""
_ATTACHED = re.compile("附[件表图：:]|[0-9]+[.、]")

# A child takes the place of its parent as what holds the text if it has so much of it; where its name says
# that it holds the text, and none beside it does, half will do: the rest are summaries of other pages.
_NEARLY_ALL, _HALF = 0.95, 0.5
_LINKED = 0.8
_LONGEST_TITLE = 200


def main_text(page: Page) -> tuple[list[Piece], int]:
    """The pieces of a page's text in order, its title first, and how many lines were left out."""
    _join_title(page)
    if not any(_weight(block) for block in page.blocks):
        chosen = page.blocks  # a page of headings or tables alone
        first = 0
    else:
        holder = _holder(page)
        chosen = [block for block in page.blocks if holder in block.inside]
        first = page.blocks.index(chosen[0])
    links = _link_lists(chosen)
    pieces: list[Piece] = []
    for at, block in enumerate(chosen):
        text = without_tools(block.text)
        share = block.linked / max(1, len("".join(text.split())))
        if at in links or block.chrome or not text or is_tool(text) or is_spam(text, share):
            continue
        pieces.append(Piece(text, block.kind, block.origin))
    head = _head(page, page.blocks[:first], pieces)
    return head + pieces, len(page.blocks) - len(pieces) - sum(1 for each in head if each.origin.element)


def _join_title(page: Page) -> None:
    """Put the lines together that the title was broken into: 关于加强 / 队伍建设的通知 is one heading."""
    names = {_bare(_SITE.sub("", each)) for each in page.titles}
    blocks: list[Block] = []
    for block in page.blocks:
        blocks.append(block)
        first = len(blocks) - 1
        while first and blocks[first - 1].origin.element == block.origin.element:
            first -= 1
            lines = [each.text for each in blocks[first:]]
            if sum(map(len, lines)) > _LONGEST_TITLE:
                break
            if _bare("".join(lines)) in names:
                blocks[first:] = [replace(block, text="\n".join(lines), kind="heading")]
                break
    page.blocks[:] = blocks


def _weight(block: Block) -> int:
    """Characters of sentences in a block, outside links."""
    if block.chrome or not _SENTENCE.search(block.text) or is_tool(block.text):
        return 0
    return max(0, len(block.text) - 2 * block.linked)


def _holder(page: Page) -> int:
    """The number of the smallest element that holds the text."""
    weights: dict[int, int] = defaultdict(int)
    children: dict[int, list[int]] = defaultdict(list)
    seen: set[int] = set()
    for block in page.blocks:
        weight = _weight(block)
        for at, number in enumerate(block.inside):
            weights[number] += weight
            if number not in seen:
                seen.add(number)
                if at:
                    children[block.inside[at - 1]].append(number)
    at = page.blocks[0].inside[0]
    while True:
        within = sorted((child for child in children[at] if weights[child]), key=lambda each: -weights[each])
        if not within:
            return at
        best, others = within[0], within[1:]
        share = weights[best] / weights[at]
        named = _is_named(best, page, weights, children)
        if not (
            (share >= _NEARLY_ALL and weights[best] > 0)
            or (
                share >= _HALF
                and named
                and not any(_is_named(each, page, weights, children) for each in others)
            )
        ):
            return at
        if not any(weights[child] for child in children[best]):
            return at  # a single paragraph: what holds it holds the text
        at = best


def _is_named(at: int, page: Page, weights: dict[int, int], children: dict[int, list[int]]) -> bool:
    """Tell whether an element, or the one in it with nearly all its text, is named as one that holds text."""
    while at not in page.hints:
        deeper = [child for child in children[at] if weights[child] >= _NEARLY_ALL * weights[at]]
        if not deeper or not weights[at]:
            return False
        at = deeper[0]
    return True


def _link_lists(blocks: Sequence[Block]) -> set[int]:
    """Which blocks are links in a row to other pages: menus, related news; attachments are text."""
    found: set[int] = set()
    run: list[int] = []
    for at in range(len(blocks) + 1):
        if at < len(blocks) and _is_link(blocks[at]):
            run.append(at)
            continue
        if len(run) > 1:
            found.update(run)
        run = []
    return found


def _is_link(block: Block) -> bool:
    length = len("".join(block.text.split()))
    return (
        block.linked >= _LINKED * length
        and block.kind != "heading"
        and not _ATTACHED.match(block.text)
        and "。" not in block.text
    )


def _head(page: Page, before: Sequence[Block], pieces: Sequence[Piece]) -> list[Piece]:
    """The title and the line with source and date, where they stand before the element with the text."""
    opening = [_bare(piece.text) for piece in pieces[:4]]
    names = [_bare(_SITE.sub("", each)) for each in page.titles]
    windows = [_bare(each) for each in page.titles]

    def is_title(text: str, heading: bool) -> bool:
        bare = _bare(text)
        return len(bare) > 4 and (bare in names or (heading and any(bare in each for each in windows)))

    top = next((n for n, each in enumerate(before) if is_title(each.text, each.kind == "heading")), None)
    if top is None:
        top = next((n for n, each in enumerate(before) if each.origin.level == 1 and not each.chrome), None)
    found: list[Piece] = []
    if top is not None:
        title = before[top]
        found.append(Piece(title.text, "heading", title.origin))
        found += _credits(before[top + 1 :], title.inside[:-1])
    elif (
        names
        and names[0]
        and len(names[0]) > 4
        and not any(names[0] in each or each in names[0] for each in opening)
    ):
        found.append(Piece(_SITE.sub("", page.titles[0]), "heading", Origin(level=1)))
    if found and _bare(found[0].text) in opening[:2]:
        found.pop(0)
    return found


def _credits(below: Sequence[Block], around: Sequence[int]) -> Iterator[Piece]:
    """What stands below the title, before the text: who says it and when, and a heading right under it.

    `around` are the elements that the title is in, without its own.
    """
    labelled = False
    for block in below:
        text = without_tools(block.text)
        if block.chrome or not text or is_tool(text):
            continue
        under = block.kind == "heading" and block.inside[:-1] == tuple(around)
        if labelled or under or _CREDIT.match(text):
            yield Piece(text, block.kind, block.origin)
            labelled = not labelled and _LABEL.fullmatch(text) is not None


def _bare(text: str) -> str:
    return "".join(text.split())
