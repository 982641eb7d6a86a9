"""What is around a paragraph in somebody's document: rows, controls, the ends of pages and of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.read.docx.paragraphs import is_joined
from briefing.write.docx.direct import directly, put
from briefing.write.docx.elements import element, make
from briefing.write.docx.parts import W
from briefing.write.docx.runs import KEPT, ends_page, own_of, replace_text, stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_W = f"{{{W}}}"
_HANGING = (f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}footnoteReference", f"{_W}endnoteReference")


def make_room(place: Element) -> None:
    """Let what is around a paragraph grow with it, and let nothing put the Chinese back.

    Its end, which was deleted, but in which nothing went on, is there to stay.
    """
    for mark in place.findall(f"{_W}pPr/{_W}rPr"):
        for gone in mark.findall(f"{_W}del") + mark.findall(f"{_W}moveFrom"):
            mark.remove(gone)
    for row in place.iterancestors(f"{_W}tr"):
        for height in row.iterfind(f"{_W}trPr/{_W}trHeight"):
            if height.get(f"{_W}hRule") == "exact":
                height.set(f"{_W}hRule", "atLeast")
    for control in place.iterancestors(f"{_W}sdt"):
        for bound in control.findall(f"{_W}sdtPr/{_W}dataBinding"):
            bound.getparent().remove(bound)
    for other in place.iterancestors("{*}AlternateContent"):
        for fallback in other.findall("{*}Fallback"):
            other.remove(fallback)


def after(place: Element) -> Element:
    """What a new paragraph may follow: a control for plain text holds one."""
    for control in place.iterancestors(f"{_W}sdt"):
        if control.find(f"{_W}sdtPr/{_W}text") is not None:
            return control
    return place


def take_in_joined(place: Element) -> None:
    """Remove the paragraphs that went on in this one, but nothing that hangs on them."""
    before = place.getprevious()
    while before is not None and before.tag == f"{_W}p" and is_joined(before):
        if before.find(f"{_W}pPr/{_W}sectPr") is not None:
            return
        above = before.getprevious()
        replace_text(before, ())
        if next(before.iter(*_HANGING), None) is None:
            before.getparent().remove(before)
        before = above


def add_section(root: Element, content: Sequence[Element]) -> None:
    """Put content into a section of its own behind all others, on A4, with their headers and footers."""
    body = root.find(f"{_W}body")
    assert body is not None
    old = body.find(f"{_W}sectPr")
    if old is None:
        old = element("sectPr", element("pgSz", w="11906", h="16838"))
        body.append(old)
    end = old.getprevious()
    if end is None or end.tag != f"{_W}p" or end.find(f"{_W}pPr/{_W}sectPr") is not None:
        end = make.p()
        old.addprevious(end)
    properties = end.find(f"{_W}pPr")
    if properties is None:
        properties = make.pPr()
        end.insert(0, properties)
    put(properties, old)
    body.extend(content)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1134")
    body.append(
        make.sectPr(
            element("type", val="nextPage"),
            element("pgSz", w="11906", h="16838"),
            element("pgMar", **margins, header="567", footer="567", gutter="0"),
        )
    )
    for each in content:
        directly(each)
    for each in content[0].iter(f"{_W}pageBreakBefore"):
        each.getparent().remove(each)


def move_end(paragraph: Element, under: Element) -> None:
    """What ends a page or a section after a paragraph does so after the one that stands `under` it."""
    properties = paragraph.find(f"{_W}pPr")
    section = None if properties is None else properties.find(f"{_W}sectPr")
    if section is not None:
        own = under.find(f"{_W}pPr")
        if own is None:
            own = make.pPr()
            under.insert(0, own)
        put(own, section)
    texts = [each for each in stretches(paragraph)[1] if not ends_page(each.element)]
    runs = [*own_of(paragraph, f"{_W}r")]
    last = texts[-1].element.getparent() if texts else None
    after = runs[runs.index(last) + 1 :] if last in runs else []
    for run in after:
        breaks = [each for each in run.iter(f"{_W}br") if ends_page(each)]
        if breaks and all(each in breaks or each.tag in KEPT for each in run):
            under.append(run)
