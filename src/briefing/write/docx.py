"""The briefing as a Word document (DOCX): Chinese and English in a table or one under the other.

Findings are comments at their places, by the author `briefing`. A paragraph's number stands before its
Chinese, and the paragraph styles say what kind it is: so `bilingual` reads the file back, once somebody has
edited it. The last section has the terms, the findings, counts, signature and record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lxml import etree
from lxml.builder import ElementMaker

from briefing.visible import visible
from briefing.write import docx_parts as parts
from briefing.write.docx_parts import CHINESE, ENGLISH, W, style_id
from briefing.write.layers import apart, pieces, placed_findings, role
from briefing.write.palette import MARKS
from briefing.write.record import APPENDIX_TITLE, RECORD_TITLE, facts, record, title_of, used_terms
from briefing.write.summary import read_first, worst
from briefing.write.text import failure_mark, is_untranslated, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Briefing, Document, Finding, Kind, Paragraph, Range, Span
    from briefing.write.layers import Placed

_WIDTHS = (760, 4100, 4780)
"""Of the columns in twentieths of a point: together the width of A4 (ISO 216) less margins of 20 mm."""

_PAGE = (("w", "11906"), ("h", "16838"))
_MARGINS = ("top", "right", "bottom", "left")
_STYLES = {"term": parts.TERM, "figure": parts.FIGURE, "missing": parts.MISSING}
_make = ElementMaker(namespace=W, nsmap={"w": W, "r": parts.R})


def render(
    briefing: Briefing,
    document: Document,
    *,
    layout: Literal["columns", "stacked"] = "columns",
    show_source: Literal["clean", "raw"] = "clean",
    highlight: bool = False,
) -> bytes:
    """One document of the briefing as DOCX; the same arguments give the same bytes.

    `show_source` "raw" shows the Chinese as it was read. `highlight` marks terms and figures by their ground.
    """
    writer = _Writer(document, raw=show_source == "raw", highlight=highlight)
    body = _make.body()
    if layout == "columns":
        body.append(writer.table())
    else:
        body.extend(each for paragraph in writer.rows() for each in paragraph)
    body.extend(_appendix(briefing, document, writer, show_source))
    body.append(_section())
    comments = _make.comments(*writer.comments())
    return parts.package(_bytes(_make.document(body)), _bytes(comments), visible(title_of(document)[1]))


class _Writer:
    """The paragraphs of one document as elements."""

    def __init__(self, document: Document, *, raw: bool, highlight: bool) -> None:
        self._document = document
        self._raw = raw
        self._highlight = highlight
        self.findings = placed_findings(document.paragraphs)
        self._titled = False

    def rows(self) -> Iterator[list[Element]]:
        """The elements of each paragraph in the stacked layout."""
        for number, paragraph in enumerate(self._document.paragraphs):
            head = [*self._number(number, paragraph), _run(" ")]
            yield [self._chinese(number, paragraph, head), *self._english(number, paragraph)]

    def table(self) -> Element:
        """All paragraphs in a table: number, Chinese, English."""
        titles = [[_paragraph(parts.HEADER, _run(title))] for title in ("", "中文", "English")]
        rows = [_row(titles, header=True)]
        for number, paragraph in enumerate(self._document.paragraphs):
            english = list(self._english(number, paragraph)) or [_paragraph(ENGLISH["body"])]
            head = _paragraph(CHINESE["body"], *self._number(number, paragraph))
            rows.append(_row([[head], [self._chinese(number, paragraph, [])], english]))
        return _table(rows, _WIDTHS)

    def _number(self, number: int, paragraph: Paragraph) -> list[Element]:
        """The paragraph's number with the mark of its gravest finding, and a bookmark for the appendix."""
        severity = worst(paragraph)
        text = paragraph.id if severity is None else f"{paragraph.id}\u00a0{MARKS[severity]}"
        start = _element("bookmarkStart", id=str(number), name=paragraph.id)
        return [start, _run(text, parts.NUMBER), _element("bookmarkEnd", id=str(number))]

    def _chinese(self, number: int, paragraph: Paragraph, head: list[Element]) -> Element:
        content: list[Element] = []
        findings = [each for each in self.findings[number] if _on_chinese(each.finding)]
        if self._raw:
            content = list(_marked(paragraph.raw, [], [(None, each) for each in findings]))
        else:
            for segment in paragraph.segments:
                spans = [(span.zh_at, span) for span in segment.spans] if self._highlight else []
                own = [(each.finding.zh_at, each) for each in findings if each.segment is segment]
                content += _marked(segment.zh, spans, own)
        return _paragraph(_style(CHINESE, paragraph.kind), *head, *content)

    def _english(self, number: int, paragraph: Paragraph) -> Iterator[Element]:
        content: list[Element] = []
        for segment in paragraph.segments:
            own = [
                (each.finding.en_at, each)
                for each in self.findings[number]
                if each.segment is segment and not _on_chinese(each.finding)
            ]
            before = [_run(" ")] if content else []
            if is_untranslated(segment):
                mark = _marked(
                    failure_mark(segment), [], [(None, each) for _, each in own], parts.UNTRANSLATED
                )
                content += [*before, *mark]
            elif segment.en.strip():
                spans = [(span.en_at, span) for span in segment.spans if span.en_at]
                content += [*before, *_marked(segment.en, spans if self._highlight else [], own)]
        if content:
            style = _style(ENGLISH, paragraph.kind)
            if paragraph.kind == "heading" and not self._titled:
                style, self._titled = parts.TITLE, True
            yield _paragraph(style, *content)

    def comments(self) -> Iterator[Element]:
        """What stands in the margin: a comment a finding."""
        for each in (each for own in self.findings for each in own):
            text = f"{MARKS[each.finding.severity]} {_said(each.finding)}"
            reference = _make.r(_properties("annotation reference"), _make.annotationRef())
            yield _element(
                "comment",
                _paragraph("annotation text", reference, _run(text)),
                id=str(each.number),
                author=parts.AUTHOR,
                initials="b",
            )


def _style(names: dict[Kind, str], kind: Kind) -> str:
    return names.get(kind, names["body"])


def _on_chinese(finding: Finding) -> bool:
    return finding.zh_at is not None and finding.en_at is None


def _marked(
    text: str,
    spans: Iterable[tuple[Range, Span]],
    findings: Sequence[tuple[Range | None, Placed]],
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
                yield _element("commentRangeStart", id=str(number))
        span = next((span for at, span in shown if at[0] <= start and end <= at[1]), None)
        yield _run(text[start:end], _STYLES.get(role(span), "") if span else style)
        for at, number in ranges:
            if min(at[1], len(text)) == end:
                yield _element("commentRangeEnd", id=str(number))
                reference = _element("commentReference", id=str(number))
                yield _make.r(_properties("annotation reference"), reference)


def _said(finding: Finding) -> str:
    expected = f" Expected: {finding.expected}." if finding.expected else ""
    return visible(f"{finding.severity}, {finding.rule}: {sentence(finding.message)}{expected}")


def _appendix(briefing: Briefing, document: Document, writer: _Writer, show_source: str) -> Iterator[Element]:
    yield _paragraph(parts.APPENDIX, _run(APPENDIX_TITLE))
    for name, value in facts(briefing, document).items():
        yield _paragraph(parts.FINDING, _run(f"{name.capitalize()}: {visible(value)}"))
    yield _paragraph(parts.SECTION, _run("Terms"))
    terms = tuple(used_terms(document))
    if terms:
        rows: list[tuple[str, ...]] = [("中文", "English", "Found", "Enforced")]
        rows += [(each.zh, each.en, str(each.found), str(each.enforced)) for each in terms]
        made = [
            _row(
                [[_paragraph(parts.HEADER if not at else "Normal", _run(visible(cell)))] for cell in row],
                not at,
            )
            for at, row in enumerate(rows)
        ]
        yield _table(made, (3200, 4440, 1000, 1000))
    else:
        yield _paragraph("Normal", _run("No glossary term occurs in the text."))
    if ids := read_first([document]):
        yield _paragraph(parts.SECTION, _run("Read these first"))
        yield _paragraph(
            "Normal",
            _run(f"Nothing is flagged in these, and they are the most doubtful, the worst first: {ids}."),
        )
    yield _paragraph(parts.SECTION, _run("Findings"))
    findings = [
        (paragraph, each)
        for paragraph, own in zip(document.paragraphs, writer.findings, strict=True)
        for each in own
    ]
    for paragraph, each in findings:
        link = _element("hyperlink", _run(each.segment.id, parts.NUMBER), anchor=paragraph.id)
        text = f" {MARKS[each.finding.severity]} {_said(each.finding)}"
        yield _paragraph(parts.FINDING, link, _run(text))
    if not findings:
        yield _paragraph("Normal", _run("None."))
    yield _paragraph(parts.SECTION, _run(RECORD_TITLE))
    for line in record(briefing, document, show_source=show_source).split("\n"):
        yield _paragraph(parts.RECORD, _run(visible(line)))


def _section() -> Element:
    """The last properties: an A4 page with margins of 20 mm, and the footer with the page's number."""
    footer = _element("footerReference", type="default")
    footer.set(f"{{{parts.R}}}id", parts.FOOTER_ID)
    sizes = {**dict.fromkeys(_MARGINS, "1134"), "header": "567", "footer": "567", "gutter": "0"}
    return _make.sectPr(footer, _element("pgSz", **dict(_PAGE)), _element("pgMar", **sizes))


def _table(rows: Sequence[Element], widths: Sequence[int]) -> Element:
    lines = [
        _element(side, val="single", sz="4", space="0", color="BFBFBF")
        for side in ("top", "bottom", "insideH")
    ]
    properties = _make.tblPr(
        _element("tblW", w=str(sum(widths)), type="dxa"),
        _make.tblBorders(*lines),
        _element("tblLayout", type="fixed"),
    )
    for row in rows:
        for cell, width in zip(row.iterchildren(f"{{{W}}}tc"), widths, strict=True):
            cell.insert(0, _make.tcPr(_element("tcW", w=str(width), type="dxa")))
    grid = _make.tblGrid(*(_element("gridCol", w=str(width)) for width in widths))
    return _make.tbl(properties, grid, *rows)


def _row(cells: Sequence[Sequence[Element]], header: bool = False) -> Element:
    head = [_make.trPr(_make.tblHeader())] if header else []
    return _make.tr(*head, *(_make.tc(*cell) for cell in cells))


def _paragraph(style: str, *content: Element) -> Element:
    properties = _make.pPr(_element("pStyle", val=style_id(style)))
    return _make.p(properties, *content)


def _run(text: str, style: str = "") -> Element:
    content = _make.t(text)
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _make.r(_properties(style), content) if style else _make.r(content)


def _properties(style: str) -> Element:
    return _make.rPr(_element("rStyle", val=style_id(style)))


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    made = _make(tag, *children)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", value)
    return made


def _bytes(root: Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
