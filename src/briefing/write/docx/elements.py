"""Elements of WordprocessingML (ISO/IEC 29500-1, 17), and sentences as runs with comments on their places."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lxml import etree
from lxml.builder import ElementMaker

from briefing.visible import visible
from briefing.write.docx import parts
from briefing.write.docx.parts import W, style_id
from briefing.write.layers import apart, pieces, role
from briefing.write.palette import MARKS
from briefing.write.text import failure_mark, is_untranslated, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Finding, Paragraph, Range, Segment, Span
    from briefing.write.layers import Placed

    Dress = Callable[[Segment, str], Element | None]
    """The properties of a run of a segment (`w:rPr`), by the name of a character style or ""."""

make = ElementMaker(namespace=W, nsmap={"w": W, "r": parts.R})
ROLES = {"term": parts.TERM, "figure": parts.FIGURE, "missing": parts.MISSING}
"""What a span is to a reader -> the character style that shows it."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of Word's, with attributes of Word's."""
    made = make(tag, *children)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", value)
    return made


def styled(style: str) -> Element:
    """Properties of a run: a character style."""
    return make.rPr(element("rStyle", val=style_id(style)))


def run(text: str, properties: Element | str | None = None) -> Element:
    """Text in one run, with properties or a character style."""
    content = make.t(text)
    content.set(_SPACE, "preserve")
    if isinstance(properties, str):
        properties = styled(properties) if properties else None
    return make.r(content) if properties is None else make.r(properties, content)


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph in a style."""
    return make.p(make.pPr(element("pStyle", val=style_id(style))), *content)


def table(rows: Sequence[Element], widths: Sequence[int]) -> Element:
    """A table with lines between its rows; `widths` are in twentieths of a point."""
    sides = ("top", "bottom", "insideH")
    lines = [element(side, val="single", sz="4", space="0", color="BFBFBF") for side in sides]
    properties = make.tblPr(
        element("tblW", w=str(sum(widths)), type="dxa"),
        make.tblBorders(*lines),
        element("tblLayout", type="fixed"),
    )
    for each in rows:
        for cell, width in zip(each.iterchildren(f"{{{W}}}tc"), widths, strict=True):
            cell.insert(0, make.tcPr(element("tcW", w=str(width), type="dxa")))
    grid = make.tblGrid(*(element("gridCol", w=str(width)) for width in widths))
    return make.tbl(properties, grid, *rows)


def row(cells: Sequence[Sequence[Element]], header: bool = False) -> Element:
    """A row of cells of paragraphs; a `header` stands again on each page."""
    head = [make.trPr(make.tblHeader())] if header else []
    return make.tr(*head, *(make.tc(*cell) for cell in cells))


def to_bytes(root: Element) -> bytes:
    """A part of the package."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def on_chinese(finding: Finding) -> bool:
    """Whether the finding is about a place in the Chinese, and none in the English."""
    return finding.zh_at is not None and finding.en_at is None


def in_english(
    of: Paragraph, findings: Sequence[Placed], dress: Dress, *, highlight: bool
) -> Iterator[Element]:
    """The English of a paragraph as runs: the comments that are about it at their places, terms shown."""
    first = True
    for segment in of.segments:
        own = [
            (each.finding.en_at, each)
            for each in findings
            if each.segment is segment and not on_chinese(each.finding)
        ]
        mark = failure_mark(segment) if is_untranslated(segment) else ""
        text = mark or segment.en
        if not text.strip():
            continue
        if not first:
            yield run(" ", dress(segment, ""))
        first = False
        if mark:
            own = [(None, each) for _, each in own]
            yield from marked(mark, [], own, partial(dress, segment), parts.UNTRANSLATED)
            continue
        spans = [(span.en_at, span) for span in segment.spans if span.en_at] if highlight else []
        yield from marked(text, spans, own, partial(dress, segment))


def marked(
    text: str,
    spans: Iterable[tuple[Range, Span]],
    findings: Sequence[tuple[Range | None, Placed]],
    dress: Callable[[str], Element | None],
    style: str = "",
) -> Iterator[Element]:
    """The text as runs: with the styles of the spans, and comments on their ranges or on all of it."""
    shown = apart(spans)
    ranges = [(at if at and at[0] < at[1] else (0, len(text)), placed.number) for at, placed in findings]
    text = visible(text)
    cuts = [cut for at, _ in (*shown, *ranges) for cut in at]
    for start, end in pieces(text, cuts):
        for at, number in ranges:
            if at[0] == start:
                yield element("commentRangeStart", id=str(number))
        span = next((span for at, span in shown if at[0] <= start and end <= at[1]), None)
        yield run(text[start:end], dress(ROLES.get(role(span), "") if span else style))
        for at, number in ranges:
            if min(at[1], len(text)) == end:
                yield from comment_end(number)


def comment_end(number: int) -> Iterator[Element]:
    """What ends the range of a comment."""
    yield element("commentRangeEnd", id=str(number))
    yield make.r(styled("annotation reference"), element("commentReference", id=str(number)))


def comment(placed: Placed) -> Element:
    """What stands in the margin about a finding."""
    text = f"{MARKS[placed.finding.severity]} {said(placed.finding)}"
    reference = make.r(styled("annotation reference"), make.annotationRef())
    return element(
        "comment",
        paragraph("annotation text", reference, run(text)),
        id=str(placed.number),
        author=parts.AUTHOR,
        initials="b",
    )


def said(finding: Finding) -> str:
    """A finding in a line."""
    expected = f" Expected: {finding.expected}." if finding.expected else ""
    return visible(f"{finding.severity}, {finding.rule}: {sentence(finding.message)}{expected}")
