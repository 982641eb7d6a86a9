"""Goes through the paragraphs of a part of a DOCX, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.read.cells import as_one
from briefing.read.docx.equations import printed
from briefing.read.docx.formulas import FORMULA, texts_of
from briefing.read.docx.numbering import LEVELS, Numbering, W, is_on, value
from briefing.read.docx.styles import Style, looks_like_heading, numbering_of, outline_of
from briefing.read.docx.symbols import UNKNOWN, sign, signs
from briefing.read.parts import Piece
from briefing.read.powers import raised
from briefing.read.zipped import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from briefing.document import Kind

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rt", "delText", "delInstrText", "pPr", "rPr"))
"""What is not in the accepted text; `rt` is the reading over a character."""
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "cellIns", "cellDel"))
_TEXT = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"
"""WordArt, as the red heads of official documents are."""
_CONTROL = f"{W}sdt"
_SHOWN = 20
"""Characters of a prompt that are told."""
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Field:
    """A field: what it is told, where its text begins, what it shows if it has no result."""

    start: int
    told: str = ""
    shown: str = ""


@dataclass(slots=True)
class _Found:
    """What is found in a paragraph: its text, the boxes and the notes that hang on it.

    `fields` are those that are open; `prompts` what controls ask for that nobody has filled in.
    """

    fields: list[_Field] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    text: list[tuple[_Element, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """Reads the parts of one document, whose lists count on from one to the next."""

    styles: dict[str, Style]
    numbering: Numbering
    _notes: dict[tuple[str, str], _Element] = field(default_factory=dict)
    _indexes: dict[_Element, str] = field(default_factory=dict)
    _joined: list[tuple[_Element, str]] = field(default_factory=list)
    _changes: int = 0
    _unknown: int = 0
    _prompts: list[str] = field(default_factory=list)
    chunks: int = 0

    def add_notes(self, kind: str, part: str, root: _Element) -> None:
        """Take in a part of footnotes or endnotes: they are given where they are called for."""
        self._index(part, root)
        for each in root:
            if each.get(f"{W}type") in (None, "normal"):
                self._notes[kind, str(each.get(f"{W}id"))] = each

    def pieces(self, part: str, root: _Element) -> list[Piece]:
        """The paragraphs of a part, in order; each origin has the part's name and the number of its `w:p`."""
        self._index(part, root)
        self._changes += sum(1 for _ in root.iter(*_CHANGES))
        self.chunks += sum(1 for _ in root.iter(f"{W}altChunk"))
        body = root.find(f"{W}body")
        return list(self._whole(root if body is None else body, None))

    def told(self) -> Iterator[str]:
        """What the user should know."""
        if self._changes:
            yield f"has {self._changes:,} tracked changes: read as if all were accepted"
        if self._unknown:
            yield f"has {self._unknown:,} signs of fonts that are not known: {UNKNOWN} stands for them"
        if asked := [each for each in self._prompts if each.strip()]:
            shown = [each.strip()[:_SHOWN] for each in asked[:3]] + ["..."] * (len(asked) > 3)
            yield f"{len(asked):,} controls that nobody has filled in are not read: {'; '.join(shown)}"
        if self.chunks:
            yield "holds files of other formats (altChunk), which are not read"

    def elements(self) -> dict[str, _Element]:
        """The paragraphs of all parts by what origins say of them."""
        return {name: element for element, name in self._indexes.items()}

    def _index(self, part: str, root: _Element) -> None:
        self._indexes.update((each, f"{part}#{n}") for n, each in enumerate(root.iter(f"{W}p")))

    def _whole(self, parent: _Element, kind: Kind | None) -> Iterator[Piece]:
        """A part, a cell, a box, a note: no paragraph in it goes on outside."""
        around, self._joined = self._joined, []
        yield from self._blocks(parent, kind)
        yield from self._flush(kind)
        self._joined = around

    def _flush(self, kind: Kind | None) -> Iterator[Piece]:
        """A paragraph with those that go on in it, which may be all that is left of them."""
        text = "".join(text for _, text in self._joined)
        if self._joined and (text or not is_joined(self._joined[-1][0])):
            paragraph = self._joined[-1][0]
            yield from self._lines(paragraph, paragraph.find(f"{W}pPr"), text, kind)
        self._joined.clear()

    def _blocks(self, parent: _Element, kind: Kind | None) -> Iterator[Piece]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, kind)
            elif tag == f"{W}tbl":
                yield from self._flush(kind)
                yield from self._table(child)
            elif tag == f"{W}tc":
                if child.find(f"{W}tcPr/{W}cellDel") is None and not _is_covered(child):
                    yield from self._whole(child, kind)
            elif tag == f"{_MC}AlternateContent":
                if (chosen := _choice(child)) is not None:
                    yield from self._blocks(chosen, kind)
            elif tag == _CONTROL and asks(child):
                self._prompts.append("".join(map(str, child.itertext(f"{W}t"))))
            elif tag not in _GONE:
                yield from self._blocks(child, kind)

    def _table(self, table: _Element) -> Iterator[Piece]:
        """The cells of a table, row by row; a table of one cell is a frame around paragraphs."""
        own = [
            each for each in table.iter(f"{W}tr", f"{W}tc") if next(each.iterancestors(f"{W}tbl")) is table
        ]
        rows = [each for each in own if each.tag == f"{W}tr"]
        cells = len(own) - len(rows)
        for row in rows:
            if row.find(f"{W}trPr/{W}del") is not None or is_on(row.find(f"{W}trPr/{W}hidden")):
                continue
            yield from self._blocks(row, "table-cell" if cells > 1 else None)

    def _paragraph(self, paragraph: _Element, kind: Kind | None) -> Iterator[Piece]:
        found = _Found()
        _collect(paragraph, found)
        self._unknown += sum(1 for each, text in found.text if text == UNKNOWN and each.tag == f"{W}sym")
        self._prompts += found.prompts
        self._joined.append((paragraph, "".join(text for _, text in found.text)))
        if not is_joined(paragraph):
            yield from self._flush(kind)
        for box in found.boxes:
            yield from self._whole(box, None)
        for note in found.notes:
            if (element := self._notes.pop(note, None)) is not None:
                yield from self._whole(element, "footnote")

    def _lines(
        self, paragraph: _Element, properties: _Element | None, text: str, kind: Kind | None
    ) -> Iterator[Piece]:
        """A paragraph with its number; but for headings and cells, a line break parts paragraphs."""
        style = self.styles.get("", Style())
        numbered = None
        level = style.level
        if properties is not None:
            style = self.styles.get(value(properties.find(f"{W}pStyle")), style)
            numbered = numbering_of(properties)
            outline = outline_of(properties)
            level = outline + 1 if outline is not None and outline < LEVELS else style.level
        of_style = self.numbering.level_of(style.number, style.numbered_by, style.number_level)
        number, at = numbered if numbered is not None else (style.number, of_style)
        bare = text.strip()
        if not bare and properties is not None and is_on(properties.find(f"{W}rPr/{W}vanish")):
            return  # hidden with its end: its list does not count it
        label, bullet = self.numbering.label(number, at)
        if not bare:
            return
        if kind is None:
            kind = style.kind
            if level:
                kind = "heading"
            elif bullet:
                kind = "list-item"
            elif kind is None and looks_like_heading(paragraph, bare):
                kind = "heading"
        origin = Origin(element=self._indexes[paragraph], level=level if kind == "heading" else 0)
        whole = as_one(label, bare)
        for line in whole.splitlines() if kind in (None, "list-item", "footnote") else [whole]:
            yield Piece(line, kind, origin)


def texts_in(paragraph: _Element) -> list[tuple[_Element, str]]:
    """The elements of a paragraph that its text is made of, in order, each with what it stands for.

    Without its automatic number, and without what is in its text boxes.
    """
    found = _Found()
    _collect(paragraph, found)
    return found.text


def is_joined(paragraph: _Element) -> bool:
    """Whether it goes on in the next: a large initial, or one whose end is deleted in the accepted text."""
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
        return True
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def asks(control: _Element) -> bool:
    """Whether a control shows what it asks for: 单击此处输入文字 (click here to enter text)."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _is_covered(cell: _Element) -> bool:
    """Whether the cell above goes on in its place: what may stand in it is not shown."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and value(merged) != "restart"


def _font(run: _Element) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")


def _choice(alternatives: _Element) -> _Element | None:
    """What a program that knows everything shows of several ways to show one thing."""
    chosen = alternatives.find(f"{_MC}Choice")
    return alternatives.find(f"{_MC}Fallback") if chosen is None else chosen


def _collect(parent: _Element, found: _Found) -> None:
    """Put together what stands in a paragraph, in order; hidden text and what is deleted is left out."""
    for child in parent:
        tag = child.tag
        if tag in _GONE:
            continue
        if tag == f"{W}r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            continue
        if tag == f"{W}fldChar":
            _turn(child, found)
        elif tag == f"{W}instrText":
            if found.fields:
                found.fields[-1].told += child.text or ""
        elif tag == f"{W}t":
            text = signs(_font(parent), child.text or "")
            high = value(parent.find(f"{W}rPr/{W}vertAlign")) == "superscript"
            found.text.append((child, raised(text) if high else text))
        elif tag in _TEXT:
            found.text.append((child, _TEXT[tag]))
        elif tag == f"{W}br":
            found.text.append((child, "\n"))
        elif tag == f"{W}sym":
            found.text.append((child, sign(str(child.get(f"{W}font")), str(child.get(f"{W}char")))))
        elif tag in _NOTES:
            found.notes.append((_NOTES[tag], str(child.get(f"{W}id"))))
        elif tag == f"{W}txbxContent":
            found.boxes.append(child)
        elif tag == _TEXTPATH and "watermark" not in str(parent.get("id")).lower():
            found.text.append((child, str(child.get("string") or "")))
        elif tag == FORMULA:
            found.text += texts_of(child)
        elif tag == f"{W}fldSimple":
            start = len(found.text)
            _collect(child, found)
            if not any(text for _, text in found.text[start:]):
                found.text.append((child, printed(str(child.get(f"{W}instr") or ""))))
        elif tag == _CONTROL and asks(child):
            found.prompts.append("".join(map(str, child.itertext(f"{W}t"))))
        elif tag == f"{_MC}AlternateContent":
            if (chosen := _choice(child)) is not None:
                _collect(chosen, found)
        else:
            _collect(child, found)


def _turn(mark: _Element, found: _Found) -> None:
    """Begin or end a field or its result: one without a result may print what it is told.

    What stands before the result is for the field alone, such as the results of others in what it is told.
    """
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        found.fields.append(_Field(len(found.text), shown=_of_form(mark)))
    elif found.fields and kind == "separate":
        at = found.fields[-1]
        del found.text[at.start :]
        at.shown = at.shown or printed(at.told)
        at.told = ""
    elif found.fields and kind == "end":
        at = found.fields.pop()
        shown = at.shown or printed(at.told)
        if shown and not any(text for _, text in found.text[at.start :]):
            found.text.append((mark, shown))


def _of_form(mark: _Element) -> str:
    """What a field of a form shows: what was chosen from its list, or its box."""
    if (choice := mark.find(f"{W}ffData/{W}ddList")) is not None:
        entries = [value(each) for each in choice.iterfind(f"{W}listEntry")]
        chosen = choice.find(f"{W}result")
        at = as_number(value(choice.find(f"{W}default") if chosen is None else chosen))
        return entries[at] if at in range(len(entries)) else ""
    if (box := mark.find(f"{W}ffData/{W}checkBox")) is not None:
        state = box.find(f"{W}checked")
        return "☑" if is_on(box.find(f"{W}default") if state is None else state) else "□"
    return ""
