"""The text of paragraphs of a Word document, as it is once changes are accepted, without marks of failure."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.read.docx.numbering import is_on
from briefing.read.docx.paragraphs import asks
from briefing.write.docx import parts
from briefing.write.docx.parts import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_W = f"{{{W}}}"
_GAP = "\0"
"""Where a mark of failure stood: XML has no such character."""

FAILURE = re.compile(r"\[(p\d+)\.\d+ not translated: ")
# What is not there once changes are accepted, what is shown otherwise, and what is no text.
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")
}
_TEXT = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def walk(element: Element) -> Iterator[Element]:
    """The runs and the beginnings of bookmarks in a paragraph, in order, but for those in its text boxes."""
    for child in element:
        if child.tag in _SKIPPED or is_on(child.find(f"{_W}rPr/{_W}vanish")) or asks(child):
            continue
        if child.tag in (f"{_W}r", f"{_W}bookmarkStart"):
            yield child
        if child.tag != f"{_W}r":
            yield from walk(child)


def text_of(runs: Iterable[Element], styles: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text of runs, and the numbers of the paragraphs that marks of failure in it name."""
    text, failed = "", []
    marked = ((_is_failure(run, styles), "".join(_said(run))) for run in runs)
    # Editors cut runs anywhere: those of a mark are put together first.
    for untranslated, of_mark in groupby(marked, key=lambda each: each[0]):
        said = "".join(each for _, each in of_mark)
        if untranslated and (found := FAILURE.match(said)):
            failed.append(found[1])
            said = _GAP
        text += said
    # A mark goes with the space that parts it from what it stands beside.
    return re.sub(f" {_GAP}|{_GAP} ?", "", text), failed


def comments_on(paragraph: Element) -> tuple[str, ...]:
    """The ids of the comments that are about a paragraph."""
    return tuple(str(each.get(f"{_W}id")) for each in paragraph.iter(f"{_W}commentReference"))


def value_of(element: Element | None) -> str:
    """The `w:val` of an element, empty if there is none."""
    return "" if element is None else str(element.get(f"{_W}val") or "")


def _is_failure(run: Element, styles: Mapping[str, str]) -> bool:
    """Whether a run looks like a mark of failure: by our style, or by what that stands for."""
    style = styles.get(value_of(run.find(f"{_W}rPr/{_W}rStyle")), "")
    return style == parts.UNTRANSLATED or value_of(run.find(f"{_W}rPr/{_W}color")) == parts.ALARM


def _said(run: Element) -> Iterator[str]:
    for child in run:
        yield (child.text or "") if child.tag == f"{_W}t" else _TEXT.get(str(child.tag), "")
