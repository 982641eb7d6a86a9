"""The runs of a paragraph in somebody's document: cut, marked, and taken out."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.read.docx.paragraphs import texts_in
from briefing.write.docx.direct import put
from briefing.write.docx.elements import element, make
from briefing.write.docx.parts import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from briefing.document import Range

_W = f"{{{W}}}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX = f"{_W}txbxContent"
_REVISED = (f"{_W}del", f"{_W}moveFrom")
_WRAPPERS = tuple(
    f"{_W}{name}"
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "fldSimple",
        "sdtContent",
        "sdt",
        "dir",
        "bdo",
    )
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_PROOF = f"{_W}proofErr"
KEPT = frozenset((f"{_W}rPr", f"{_W}lastRenderedPageBreak"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """An element that stands for a stretch of a paragraph's text: `at` is where."""

    element: Element
    at: Range


def stretches(paragraph: Element) -> tuple[str, list[Stretch]]:
    """The text of a paragraph, and the elements that it is made of."""
    found: list[Stretch] = []
    at = 0
    parts = texts_in(paragraph)
    for each, text in parts:
        if text:
            found.append(Stretch(each, (at, at + len(text))))
            at += len(text)
    return "".join(text for _, text in parts), found


def longest_run(paragraph: Element, at: Range) -> Element | None:
    """The run that most of the text in a range stands in."""
    best, most = None, 0
    for each in stretches(paragraph)[1]:
        common = min(at[1], each.at[1]) - max(at[0], each.at[0])
        run = each.element.getparent()
        if common > most and run is not None and run.tag == f"{_W}r":
            best, most = run, common
    return best


def cut(paragraph: Element, offsets: Iterable[int]) -> None:
    """Cut the runs of a paragraph so that one begins at each of these offsets in its text."""
    for offset in sorted(set(offsets)):
        for each in stretches(paragraph)[1]:
            if each.at[0] <= offset < each.at[1]:
                _cut(each, offset)
                break


def _cut(stretch: Stretch, offset: int) -> None:
    first = stretch.element
    run = first.getparent()
    if run is None or run.tag != f"{_W}r":
        return
    if offset > stretch.at[0]:
        if first.tag != f"{_W}t":
            return
        text, inside = first.text or "", offset - stretch.at[0]
        rest = make.t(text[inside:])
        first.text = text[:inside]
        for half in (first, rest):
            half.set(_PRESERVE, "preserve")
        first.addnext(rest)
        first = rest
    elif all(each.tag in KEPT for each in first.itersiblings(preceding=True)):
        return  # a run begins here
    properties = run.find(f"{_W}rPr")
    second = make.r() if properties is None else make.r(deepcopy(properties))
    second.extend([first, *first.itersiblings()])
    run.addnext(second)


def runs_within(paragraph: Element, at: Range) -> list[Element]:
    """The runs with the text in a range, which was cut at its ends."""
    found: list[Element] = []
    for each in stretches(paragraph)[1]:
        run = each.element.getparent()
        inside = at[0] <= each.at[0] and each.at[1] <= at[1]
        if inside and run is not None and run.tag == f"{_W}r" and run not in found:
            found.append(run)
    return found


def shade(run: Element, properties: Iterable[Element]) -> None:
    """Give a run some properties more."""
    own = run.find(f"{_W}rPr")
    if own is None:
        own = make.rPr()
        run.insert(0, own)
    for each in properties:
        put(own, each)


def replace_text(paragraph: Element, content: Iterable[Element]) -> None:
    """Put other content in the place of a paragraph's text. What is no text stays: pictures, notes, breaks.

    Tracked deletions go with it, and fields whose results are text.
    """
    texts = [each.element for each in stretches(paragraph)[1] if not ends_page(each.element)]
    anchor = texts[0] if texts else element("r")
    if not texts:
        paragraph.append(anchor)
    while (above := anchor.getparent()) is not None and above is not paragraph:
        anchor = above
    for each in content:
        anchor.addprevious(each)
    keep = {id(each) for each in content}
    for run in _fields(paragraph):
        _remove(run)
    for each in texts:
        _remove(each)
    for each in [*paragraph.iter(*_REVISED, _PROOF)]:
        if each.getparent() is not None and each.getparent().tag != f"{_W}rPr":
            _remove(each)
    for each in [*own_of(paragraph, f"{_W}r")]:
        ruby = each.find(f"{_W}ruby") is not None
        if id(each) not in keep and (ruby or all(child.tag in KEPT for child in each)):
            _remove(each)
    for each in [*own_of(paragraph, _MATH)]:
        if not any(text.text for text in each.iter("{*}t")):
            _remove(each)
    for each in reversed([*own_of(paragraph, *_WRAPPERS)]):
        if not [*each.iter(f"{_W}r", _MATH)]:
            _remove(each)


def ends_page(each: Element) -> bool:
    """Whether an element ends a page or a column."""
    return each.tag == f"{_W}br" and each.get(f"{_W}type") in ("page", "column")


def own_of(paragraph: Element, *tags: str) -> Iterator[Element]:
    """The elements of a paragraph, but for those of paragraphs in its text boxes."""
    for each in paragraph.iter(*tags):
        if next(each.iterancestors(f"{_W}p"), None) is paragraph:
            yield each


def _fields(paragraph: Element) -> list[Element]:
    """The runs of the fields that begin and end in a paragraph, but for their results."""
    found: list[Element] = []
    told: set[Element] = set()
    open_: list[list[Element]] = []
    for run in own_of(paragraph, f"{_W}r"):
        for each in open_:
            each.append(run)
        for mark in run.iter(f"{_W}fldChar"):
            kind = mark.get(f"{_W}fldCharType")
            if kind == "begin":
                open_.append([run])
            elif kind == "separate" and open_:
                told.update(open_[-1])
            elif kind == "end" and open_:
                found += open_.pop()
    marks = (f"{_W}fldChar", f"{_W}instrText", f"{_W}rPr")
    return [run for run in dict.fromkeys(found) if run in told or all(each.tag in marks for each in run)]


def _remove(each: Element) -> None:
    above = each.getparent()
    if above is not None:
        above.remove(each)


def bookmark(number: int, name: str) -> list[Element]:
    """A bookmark at a place."""
    return [element("bookmarkStart", id=str(number), name=name), element("bookmarkEnd", id=str(number))]
