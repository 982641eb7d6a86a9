"""Reads a briefing's Word document back, once somebody has edited it; tracked changes count as made."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from briefing.archives import ArchiveError, read_parts
from briefing.bilingual.pairs import AsWritten, Bilingual, Comment, Pair, as_written
from briefing.bilingual.xml import XmlError, parse
from briefing.errors import ReadError
from briefing.write import docx_parts as parts
from briefing.write.docx_parts import W
from briefing.write.record import APPENDIX_TITLE, RECORD_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Kind

_KINDS: dict[str, Kind] = {style.lower(): kind for kind, style in parts.CHINESE.items()}
_NUMBER = re.compile(r"\s*(p\d+)(?:\u00a0[✗!·✓])?(?=\s|$) ?")
_GAP = "\0"
"""Where a mark of failure stood: XML has no such character."""

_FAILURE = re.compile(r"\[(p\d+)\.\d+ not translated: ")
_FINDING = re.compile(r"(p\d+)\.\d+ \S \w+, ([a-z-]+): (.*)", re.DOTALL)
# What is not there once changes are accepted, what is shown otherwise, and what is no text.
_SKIPPED = {
    f"{{{W}}}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")
}


class _Line(NamedTuple):
    """A paragraph of the file: its style's name, text, marks of failure and ids of comments."""

    style: str
    text: str
    failed: tuple[str, ...]
    comments: tuple[str, ...]


def read(file: str, data: bytes) -> Bilingual:
    """The pairs of a Word document; `file` is its name for messages. Raises ReadError."""
    try:
        package = read_parts(data)
        body = parse(package[parts.DOCUMENT])[0]
        styles = _styles(package)
        notes = _notes(package)
    except (ArchiveError, XmlError, KeyError, IndexError) as error:
        why = str(error) if isinstance(error, ArchiveError) else "is not a Word document, or a damaged one"
        raise ReadError(f"{file} {why}", "Save it again as .docx in the program that made it") from error
    blocks = list(_blocks(body, styles))
    end = max((at for at, each in enumerate(blocks) if _is_appendix(each)), default=len(blocks))
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
    said = [
        Comment(comments.get(number, ""), *note) for number, note in notes.items() if note[0] != parts.AUTHOR
    ]
    return Bilingual(
        file, "docx", tuple(pairs), _written(blocks[end:]), tuple(dict.fromkeys(failed)), tuple(said)
    )


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
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    text, failed = "", []
    marked = ((_style_of(run, styles) == parts.UNTRANSLATED, said) for run, said in _runs(paragraph))
    # Editors cut runs anywhere: those of a mark are put together first.
    for untranslated, runs in groupby(marked, key=lambda each: each[0]):
        said = "".join(each for _, each in runs)
        if untranslated and (found := _FAILURE.match(said)):
            failed.append(found[1])
            said = _GAP
        text += said
    # A mark goes with the space that parts it from what it stands beside.
    text = re.sub(f" {_GAP}|{_GAP} ?", "", text)
    name = styles.get(_val(style), "") if style is not None else ""
    numbers = tuple(str(each.get(f"{{{W}}}id")) for each in paragraph.iter(f"{{{W}}}commentReference"))
    return _Line(name, text, tuple(failed), numbers)


def _style_of(run: Element, styles: Mapping[str, str]) -> str:
    mark = run.find(f"{{{W}}}rPr/{{{W}}}rStyle")
    return styles.get(_val(mark), "") if mark is not None else ""


def _runs(element: Element) -> Iterator[tuple[Element, str]]:
    """The runs of a paragraph with their text, as they are once changes are accepted."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{{{W}}}r":
            yield child, "".join(_said(child))
        else:
            yield from _runs(child)


def _said(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{{{W}}}t":
            yield child.text or ""
        elif child.tag == f"{{{W}}}tab":
            yield " "
        elif child.tag in (f"{{{W}}}br", f"{{{W}}}cr"):
            yield "\n"
        elif child.tag == f"{{{W}}}noBreakHyphen":
            yield "-"


def _styles(package: Mapping[str, bytes]) -> dict[str, str]:
    """The names of the styles by their ids, which other programs change."""
    root = parse(package[parts.STYLES])
    return {
        str(style.get(f"{{{W}}}styleId")): _val(style.find(f"{{{W}}}name"))
        for style in root.iter(f"{{{W}}}style")
    }


def _notes(package: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Author and text of the comments by their ids."""
    data = package.get(parts.COMMENTS)
    if data is None:
        return {}
    return {
        str(each.get(f"{{{W}}}id")): (
            str(each.get(f"{{{W}}}author") or ""),
            " ".join("".join(str(text.text or "") for text in each.iter(f"{{{W}}}t")).split()),
        )
        for each in parse(data).iter(f"{{{W}}}comment")
    }


def _val(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{{{W}}}val") or "")


def _is_appendix(block: _Block) -> bool:
    return isinstance(block, _Line) and block.text.strip() == APPENDIX_TITLE and block.style == parts.APPENDIX


def _written(appendix: Sequence[_Block]) -> AsWritten:
    """What the last section tells: the record, and what a reader sees of terms and findings."""
    lines = [each for each in appendix if isinstance(each, _Line)]
    at = next((at for at, each in enumerate(lines) if each.text == RECORD_TITLE), len(lines))
    rows = [row for each in appendix if not isinstance(each, _Line) for row in each]
    cells = [tuple("".join(line.text for line in cell) for cell in row) for row in rows]
    found = (_FINDING.fullmatch(each.text) for each in lines[:at])
    return replace(
        as_written("\n".join(each.text for each in lines[at + 1 :])),
        terms=frozenset((row[0], row[1]) for row in cells if len(row) == 4 and row[2].isdecimal()),
        findings=frozenset((match[1], match[2], match[3]) for match in found if match),
    )
