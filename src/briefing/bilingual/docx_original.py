"""Reads English back from the Word document that it was put into, by its bookmarks (`parts.MARK`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.bilingual.docx_text import FAILURE, comments_on, text_of, walk
from briefing.read.docx import opened
from briefing.segment.kinds import kinds
from briefing.write.docx.parts import MARK, W
from briefing.write.record import APPENDIX_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Kind
    from briefing.read.docx import Opened
    from briefing.read.parts import Piece

_MARKED = re.compile(f"{MARK}(p[0-9]+)_(zh|en|same)")
_NUMBER = re.compile("p[0-9]+")


@dataclass(slots=True)
class Found:
    """A paragraph: its kind, Chinese and English; whether a mark of failure is in it; comments on it."""

    kind: Kind | None = None
    zh: str = ""
    en: list[str] = field(default_factory=list)
    failed: bool = False
    comments: list[str] = field(default_factory=list)


def is_original(body: Element) -> bool:
    """Whether the English was put into a document of somebody's."""
    return any(True for _ in _marks(body))


def paragraphs(data: bytes, rows: Sequence[Sequence[str]]) -> dict[str, Found]:
    """The paragraphs of the package in `data` by their numbers, in order.

    `rows` are those of the tables in its last section. What has no bookmark goes on what stands before it:
    somebody parted a paragraph. Raises ReadError.
    """
    found: dict[str, Found] = {}
    document = opened(data)
    last_section = _last_section(document)
    last: Found | None = None
    for name, group in groupby(document.pieces, key=lambda piece: piece.origin.element):
        part, _, _ = name.partition("#")
        if part == document.main and name in last_section:
            continue
        place = document.elements[name]
        marks = [mark for mark in _marks(place) if _is_own(mark, place)]
        if what := {each for each in map(_names, marks) if each[1] != "en"}:
            # At one place, LibreOffice does not keep the order of bookmarks.
            ids = sorted(
                (id_ for id_, kind in map(_names, marks) if kind != "en"), key=lambda id_: int(id_[1:])
            )
            last = _chinese(found, ids, list(group), same=("same" in {kind for _, kind in what}))
        else:
            last = found.setdefault(_names(marks[0])[0], Found(next(group).kind)) if marks else last
            last = _english(found, place, last)
        if last is not None:
            last.comments += comments_on(place)
    for row in rows:
        if len(row) in (2, 3) and _NUMBER.fullmatch(row[0]):
            each = found.setdefault(row[0], Found())
            each.zh = each.zh or row[1]
            each.failed |= any(map(FAILURE.search, row[2:]))
            each.en += [en for en in row[2:] if not FAILURE.search(en)]
    known = kinds([each.zh for each in found.values()], [each.kind for each in found.values()])
    for each, kind in zip(found.values(), known, strict=True):
        each.kind = kind
    return found


def _last_section(document: Opened) -> frozenset[str]:
    """What origins say of the paragraphs from the title of the last section on."""
    names = [name for name in document.elements if name.startswith(f"{document.main}#")]
    titled = (
        at
        for at, name in enumerate(names)
        if text_of(_runs(document.elements[name]), {})[0].strip() == APPENDIX_TITLE
    )
    return frozenset(names[max(titled, default=len(names)) :])


def _runs(paragraph: Element) -> Iterator[Element]:
    return (each for each in walk(paragraph) if each.tag == f"{{{W}}}r")


def _chinese(found: dict[str, Found], ids: Sequence[str], lines: Sequence[Piece], *, same: bool) -> Found:
    """Take in the lines of Chinese paragraphs; what are more lines than paragraphs are the last one's."""
    texts = [each.text for each in lines]
    texts[len(ids) - 1 :] = ["\n".join(texts[len(ids) - 1 :])]
    for id_, text, line in zip(ids, texts, lines, strict=False):
        found[id_] = Found(line.kind, text, [text] if same else [])
    return found.setdefault(ids[0], Found())


def _english(found: dict[str, Found], place: Element, last: Found | None) -> Found | None:
    """Take in the English of a paragraph, parted where bookmarks say that another begins."""
    runs: list[Element] = []
    for each in [*walk(place), None]:
        if each is not None and each.tag == f"{{{W}}}r":
            runs.append(each)
            continue
        text, failed = text_of(runs, {})
        if last is not None and (text.strip() or failed):
            last.en.append(text.strip("\n"))
            last.failed |= bool(failed)
        runs = []
        if each is not None and (match := _MARKED.fullmatch(str(each.get(f"{{{W}}}name")))):
            last = found.setdefault(match[1], Found())
    return last


def _marks(element: Element) -> Iterator[Element]:
    for each in element.iter(f"{{{W}}}bookmarkStart"):
        if _MARKED.fullmatch(str(each.get(f"{{{W}}}name"))):
            yield each


def _is_own(mark: Element, paragraph: Element) -> bool:
    return next(mark.iterancestors(f"{{{W}}}p"), None) is paragraph


def _names(mark: Element) -> tuple[str, str]:
    """The number of the paragraph, and what is marked."""
    match = _MARKED.fullmatch(str(mark.get(f"{{{W}}}name")))
    assert match
    return match[1], match[2]
