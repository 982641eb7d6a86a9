"""Reads a briefing's Word document back, once somebody has edited it; tracked changes count as made."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from briefing.bilingual import docx_original
from briefing.bilingual.docx_text import comments_on, text_of, value_of, walk
from briefing.bilingual.pairs import AsWritten, Bilingual, Comment, Pair, as_written
from briefing.errors import ReadError
from briefing.read.docx.package import Package
from briefing.write.docx import parts
from briefing.write.docx.parts import W
from briefing.write.record import APPENDIX_TITLE, RECORD_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Kind

_KINDS: dict[str, Kind] = {style.lower(): kind for kind, style in parts.CHINESE.items()}
_NUMBER = re.compile(r"\s*(p\d+)(?:\u00a0[✗!·✓])?(?=\s|$) ?")
_AGAIN = "Save it again as .docx in the program that made it."
_OF_RECORD = re.compile(r"[a-z_]{1,40}:|[- ] |$")
"""How a line of the record begins: a key, an item, what goes on with it."""
_FINDING = re.compile(r"(p\d+)\.\d+ \S \w+, ([a-z-]+): (.*)", re.DOTALL)


class _Line(NamedTuple):
    """A paragraph of the file: its style's name, text, marks of failure and ids of comments."""

    style: str
    text: str
    failed: tuple[str, ...]
    comments: tuple[str, ...]


def read(file: str, data: bytes) -> Bilingual:
    """The pairs of a Word document; `file` is its name for messages. Raises ReadError."""
    try:
        package = Package(data)
        kinds = package.kinds()
        root = package.xml(package.main())
        body = root.find(f"{{{W}}}body") if root is not None else None
        if body is None:
            raise ReadError("is not a Word document, or a damaged one", _AGAIN)
        styles = _styles(package.xml(kinds.get("styles", "")))
        notes = _notes(package.xml(kinds.get("comments", "")))
    except ReadError as error:
        raise ReadError(f"{file} {error.message}", error.hint) from error
    kept = docx_original.is_original(body)
    blocks = list(_blocks(body, styles))
    end = max((at for at, each in enumerate(blocks) if _is_appendix(each, kept)), default=len(blocks))
    if kept:
        return _in_original(file, data, blocks[end:], notes)
    pairs: list[Pair] = []
    failed: list[str] = []
    comments: dict[str, str] = {}
    for id_, kind, zh, english in _paragraphs(blocks[:end]):
        pairs.append(Pair(id_, kind, zh.text, "\n".join(each.text for each in english if each.text.strip())))
        failed += [place for line in english for place in line.failed]
        comments |= {number: id_ for line in (zh, *english) for number in line.comments}
    if not pairs:
        raise ReadError(
            f"{file} has no paragraphs as briefing writes them (p1, 中文, English)",
            "Check a document that `briefing translate -o x.docx` wrote",
        )
    ends = tuple(dict.fromkeys(failed))
    return Bilingual(file, "docx", tuple(pairs), _written(blocks[end:]), ends, _said(notes, comments))


def _in_original(
    file: str,
    data: bytes,
    appendix: Sequence[_Block],
    notes: Mapping[str, tuple[str, str]],
) -> Bilingual:
    """The pairs of a document that keeps its layout; `appendix` is its last section."""
    rows = [row for each in appendix if not isinstance(each, _Line) for row in each]
    texts = [["".join(line.text for line in cell) for cell in row] for row in rows]
    found = docx_original.paragraphs(data, texts)
    pairs = tuple(Pair(id_, each.kind or "body", each.zh, "\n".join(each.en)) for id_, each in found.items())
    places = {number: id_ for id_, each in found.items() for number in each.comments}
    failed = tuple(id_ for id_, each in found.items() if each.failed)
    return Bilingual(file, "docx", pairs, _written(appendix), failed, _said(notes, places))


def _said(notes: Mapping[str, tuple[str, str]], places: Mapping[str, str]) -> tuple[Comment, ...]:
    """The comments of people."""
    people = {number: note for number, note in notes.items() if note[0] != parts.AUTHOR}
    return tuple(Comment(places.get(number, ""), *note) for number, note in people.items())


_Block = _Line | tuple[tuple[tuple[_Line, ...], ...], ...]
"""A paragraph, or a table: rows of cells of paragraphs."""


def _blocks(parent: Element, styles: Mapping[str, str]) -> Iterator[_Block]:
    """The paragraphs and tables of the body or of a content control, in order."""
    for child in parent:
        if child.tag == f"{{{W}}}p":
            yield _line(child, styles)
        elif child.tag == f"{{{W}}}tbl":
            yield tuple(
                tuple(
                    tuple(_line(each, styles) for each in cell.iter(f"{{{W}}}p"))
                    for cell in row.iterchildren(f"{{{W}}}tc")
                )
                for row in child.iterchildren(f"{{{W}}}tr")
            )
        elif child.tag in (f"{{{W}}}sdt", f"{{{W}}}sdtContent", f"{{{W}}}ins", f"{{{W}}}customXml"):
            yield from _blocks(child, styles)


def _paragraphs(blocks: Iterable[_Block]) -> Iterator[tuple[str, Kind, _Line, list[_Line]]]:
    """Number, kind, Chinese and English of each paragraph, in either layout."""
    found: tuple[str, Kind, _Line] | None = None
    english: list[_Line] = []
    for block in blocks:
        rows = list(_rows(block)) if not isinstance(block, _Line) else []
        number = _NUMBER.match(block.text) if isinstance(block, _Line) else None
        begins = isinstance(block, _Line) and number and block.style.lower().startswith("chinese")
        if found and (rows or begins):
            yield *found, english
            found, english = None, []
        yield from rows
        if not isinstance(block, _Line):
            continue
        if number and begins:
            zh = block._replace(text=block.text[number.end() :])
            found = number[1], _KINDS.get(block.style.lower(), "body"), zh
        elif found:
            english.append(block)
    if found:
        yield *found, english


def _rows(table: Sequence[Sequence[Sequence[_Line]]]) -> Iterator[tuple[str, Kind, _Line, list[_Line]]]:
    """The rows of a table whose first cell is a paragraph's number."""
    for row in table:
        number = _NUMBER.fullmatch("".join(line.text for line in row[0]).strip()) if len(row) > 1 else None
        if number:
            lines = row[1]
            zh = _Line(
                lines[0].style if lines else "",
                "\n".join(line.text for line in lines),
                (),
                tuple(each for line in (*row[0], *lines) for each in line.comments),
            )
            yield (
                number[1],
                _KINDS.get(zh.style.lower(), "body"),
                zh,
                [line for cell in row[2:] for line in cell],
            )


def _line(paragraph: Element, styles: Mapping[str, str]) -> _Line:
    runs = (each for each in walk(paragraph) if each.tag == f"{{{W}}}r")
    text, failed = text_of(runs, styles)
    name = styles.get(value_of(paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")), "")
    return _Line(name, text, tuple(failed), comments_on(paragraph))


def _styles(root: Element | None) -> dict[str, str]:
    """The names of the styles by their ids, which other programs change."""
    return {
        str(style.get(f"{{{W}}}styleId")): value_of(style.find(f"{{{W}}}name"))
        for style in (root.iter(f"{{{W}}}style") if root is not None else ())
    }


def _notes(root: Element | None) -> dict[str, tuple[str, str]]:
    """Author and text of the comments by their ids."""
    return {
        str(each.get(f"{{{W}}}id")): (
            str(each.get(f"{{{W}}}author") or ""),
            " ".join("".join(str(text.text or "") for text in each.iter(f"{{{W}}}t")).split()),
        )
        for each in (root.iter(f"{{{W}}}comment") if root is not None else ())
    }


def _is_appendix(block: _Block, kept: bool) -> bool:
    """Whether the last section begins with it: by its style too, but in a document that keeps its own."""
    titled = isinstance(block, _Line) and block.text.strip() == APPENDIX_TITLE
    return titled and (kept or (isinstance(block, _Line) and block.style == parts.APPENDIX))


def _written(appendix: Sequence[_Block]) -> AsWritten:
    """What the last section tells: the record, and what a reader sees of terms and findings."""
    lines = [each for each in appendix if isinstance(each, _Line)]
    at = next((at for at, each in enumerate(lines) if each.text == RECORD_TITLE), len(lines))
    rows = [row for each in appendix if not isinstance(each, _Line) for row in each]
    cells = [tuple("".join(line.text for line in cell) for cell in row) for row in rows]
    found = (_FINDING.fullmatch(each.text) for each in lines[:at])
    # What somebody wrote behind the record is none of it.
    told = takewhile(_OF_RECORD.match, (each.text for each in lines[at + 1 :]))
    return replace(
        as_written("\n".join(told)),
        terms=frozenset((row[0], row[1]) for row in cells if len(row) == 4 and row[2].isdecimal()),
        findings=frozenset((match[1], match[2], match[3]) for match in found if match),
    )
