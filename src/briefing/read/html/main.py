"""Tells the text of a page from what is around it, by where its sentences are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.read.html.chrome import is_spam, is_tool, without_tools
from briefing.read.parts import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.read.html.blocks import Block, Page

_SENTENCE = re.compile("[，。；！？]")
_DAY = "[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_CREDIT = re.compile(
    "(?:信息|文章|资料|資料)?(?:来源|來源)|稿源|發[布佈]|发布|刊登|更新|发文|成文|作者|[日时時](?:期|间|間)"
    "|[■□]?\\s*(?:本报|本刊|本网)?(?:记者|通讯员)"
    f"|《[^》]{{2,14}}》[（(]{_DAY}|{_DAY}(?:$|[|｜]?(?:信息|文章)?(?:来源|來源|作者|发布))"
)
"""How the line begins that says who says it, and when, without its spaces."""
_NUMBER = "[0-9一二三四五六七八九十]{1,3}"
_END = re.compile(
    f"[（(]?完[）)]?|(?:[0-9]{{4}}|[二２][〇○零０][^ ]{{2}})年{_NUMBER}月{_NUMBER}日.{{0,6}}"
    "|(?:香港|北京|当地)[時时][間间].{0,12}"
)
"""How a text ends: with a word for it, the date, the time."""
_LABEL = re.compile("[^：:]{2,8}[：:]")
"""What a table above the text says of the cell beside it: 发文字号： (document number)."""
_IN_CELL = re.compile("[^：:0-9]{2,6}")
_SITE = re.compile(
    "(?<!\\s)\\s*(?:(?:[_|｜丨]|--+|—+| [-–] ).*"
    "|-[^-]{2,30}(?:[网局厅部委院站]|政府|委员会|办公室|中心|频道))$",
    re.DOTALL,
)
"""What follows the title in a window's: the site and its sections."""
_ATTACHED = re.compile(
    "附[件表图：:]|[0-9]+[.、]|.*\\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|txt|zip|rar)$", re.I
)
_FILE = re.compile("附[件表图：:]|.*\\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|txt|zip|rar)$", re.I)
_ATTACHMENTS = re.compile("(?:相关)?附[件表图][^。]{0,4}")
"""What stands over links to attachments."""
_SIGNER = re.compile("[一-鿿、\\s]{2,30}(?:[厅局部委会府院室办处站社校署团]|中心|公司|[总支大]队)")
_MOST_SIGNERS = 5

# A child takes the place of its parent as what holds the text if it has so much of it; where its name says
# that it holds the text, and none beside it does, half will do: the rest are summaries of other pages.
_NEARLY_ALL, _HALF = 0.95, 0.5
_LINKED = 0.8


def main_text(page: Page) -> Iterator[Piece]:
    """The pieces of a page's text in order, its title first; all else is added to what it has `left_out`."""
    _join_title(page)
    page.blocks[:] = _said(page)
    first, chosen = 0, page.blocks
    held = _held(page)
    if held:
        first = next(at for at, block in enumerate(page.blocks) if held[block.inside])
        chosen = [block for block in page.blocks[first:] if held[block.inside]]
    links = _link_lists(chosen)
    if chosen is not page.blocks:
        chosen += _closing(page.blocks[first + len(chosen) :])
    kept = [
        block
        for at, block in enumerate(chosen)
        if at not in links and not block.chrome and not is_spam(block.text, block.linked)
    ]
    head = _head(page, page.blocks[:first], kept)
    used = {id(block) for block in kept}
    named = {(each.origin.element, each.text) for each in head}
    page.left_out += (
        each.text for each in page.blocks if id(each) not in used and (each.path, each.text) not in named
    )
    return chain(head, (block.piece() for block in kept))


def _said(page: Page) -> Iterator[Block]:
    """The blocks without counters and buttons, if anything else is in them.

    Cells stay as they are, and so does text that is set as it stands.
    """
    for block in page.blocks:
        if block.kind == "table-cell" or (block.kind is None and "\n" in block.text):
            yield block
            continue
        text, tools = without_tools(block.text)
        page.left_out += tools
        if text and not is_tool(text, block.linked):
            yield block if text == block.text else replace(block, text=text)
        elif text:
            page.left_out.append(text)


def _join_title(page: Page) -> None:
    """Put the lines together that the title was broken into: 关于加强 / 队伍建设的通知 is one heading."""
    names = {_bare(_SITE.sub("", each)) for each in page.titles}
    if not names:
        return
    blocks: list[Block] = []
    for block in page.blocks:
        blocks.append(block)
        first = len(blocks) - 1
        around = block.path.rpartition("/")[0]
        said = _bare(block.text)
        while first and blocks[first - 1].path.startswith(around):
            first -= 1
            said = _bare(blocks[first].text) + said
            if not any(name.endswith(said) for name in names):
                break
            if said in names:
                lines = [each.text for each in blocks[first:]]
                blocks[first:] = [replace(block, text="\n".join(lines), kind="heading")]
                break
    page.blocks[:] = blocks


def _weight(block: Block) -> int:
    """Characters of sentences in a block, outside links."""
    if block.chrome or not _SENTENCE.search(block.text):
        return 0
    return max(0, len(block.text) - 2 * block.linked)


def _held(page: Page) -> list[bool]:
    """Whether each element of a page is in the smallest that holds the text, or is that; by their numbers.

    Nothing if none does: a page of headings or tables alone.
    """
    weights = [0] * len(page.parents)
    for block in page.blocks:
        weights[block.inside] += _weight(block)
    if not any(weights):
        return []
    for number in range(len(weights) - 1, 0, -1):
        weights[page.parents[number]] += weights[number]
    children: dict[int, list[int]] = defaultdict(list)
    for number, weight in enumerate(weights):
        if number and weight:
            children[page.parents[number]].append(number)
    holder = _holder(page, weights, children)
    held = [False] * len(weights)
    for number in range(holder, len(weights)):
        held[number] = number == holder or held[page.parents[number]]
    return held


def _holder(page: Page, weights: Sequence[int], children: Mapping[int, Sequence[int]]) -> int:
    """The number of the smallest element that holds the text; `children` are those that have a weight."""
    at = 1
    while True:
        within = sorted(children.get(at, ()), key=lambda each: -weights[each])
        if not within:
            return at
        best, others = within[0], within[1:]
        share = weights[best] / weights[at]
        named = _is_named(best, page, weights, children)
        if not (
            share >= _NEARLY_ALL
            or (
                share >= _HALF
                and named
                and not any(_is_named(each, page, weights, children) for each in others)
            )
        ):
            return at
        if best not in children or best in page.cells:
            return at  # a single paragraph, or a cell: what holds it holds the text
        at = best


def _is_named(at: int, page: Page, weights: Sequence[int], children: Mapping[int, Sequence[int]]) -> bool:
    """Tell whether an element, or the one in it with nearly all its text, is named as one that holds text."""
    while at not in page.hints:
        deeper = [child for child in children.get(at, ()) if weights[child] >= _NEARLY_ALL * weights[at]]
        if not deeper:
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
        above = blocks[run[0] - 1].text if run and run[0] else ""
        if (len(run) > 1 and not _ATTACHMENTS.fullmatch(above)) or (run and "|" in blocks[run[0]].text):
            found.update(run)
        run = []
    return found


def _is_link(block: Block) -> bool:
    if not block.linked:
        return False
    length = len(_bare(block.text))
    return (
        block.linked >= _LINKED * length
        and block.kind != "heading"
        and not _ATTACHED.match(block.text)
        and "。" not in block.text
    )


def _head(page: Page, before: Sequence[Block], kept: Sequence[Block]) -> list[Piece]:
    """The title and the line with source and date, where they stand before the element with the text."""
    opening = [_bare(each.text) for each in kept[:4]]
    names = [_bare(_SITE.sub("", each)) for each in page.titles]
    windows = [_bare(each) for each in page.titles]

    def is_title(text: str, heading: bool) -> bool:
        bare = _bare(text)
        return len(bare) > 4 and (bare in names or (heading and any(bare in each for each in windows)))

    said = [n for n, each in enumerate(before) if is_title(each.text, each.kind == "heading")]
    # The longest, as the name of the site is in the window's title too; of equals the first.
    top = max(said, key=lambda n: len(_bare(before[n].text)), default=None)
    if top is None:
        top = next((n for n, each in enumerate(before) if each.level == 1 and not each.chrome), None)
    found: list[Piece] = []
    if top is not None:
        title = before[top]
        found.append(replace(title, kind="heading").piece())
        found += _credits(before[top + 1 :], page.parents, title.inside)
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


def _closing(after: Sequence[Block]) -> Iterator[Block]:
    """What ends a text and stands below the element with it: that it ends, who signs it, its date, what is
    attached to it."""
    signers: list[Block] = []
    for block in after:
        if _FILE.match(block.text) and not block.chrome:
            yield from signers
            yield block
            signers.clear()
            continue
        if block.chrome or block.linked:
            break
        if _END.fullmatch(block.text):
            yield from signers
            yield block
            signers.clear()
        elif len(signers) < _MOST_SIGNERS and _SIGNER.fullmatch(block.text):
            signers.append(block)
        else:
            break


def _credits(below: Sequence[Block], parents: Sequence[int], title: int) -> Iterator[Piece]:
    """What stands below the title, before the text: who says it and when, and a heading right under it.

    `title` is the element that the title is in.
    """
    labelled = False
    for block in below:
        if block.chrome:
            continue
        under = block.kind == "heading" and parents[block.inside] == parents[title]
        if labelled or under or _CREDIT.match(_bare(block.text)):
            yield block.piece()
            in_cell = block.kind == "table-cell" and _IN_CELL.fullmatch(_bare(block.text))
            labelled = not labelled and (_LABEL.fullmatch(block.text) or in_cell) is not None


def _bare(text: str) -> str:
    return "".join(text.split())
