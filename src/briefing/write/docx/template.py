"""A briefing in a document of its own: Chinese and English in a table, or one under the other.

A paragraph's number stands before its Chinese, and the paragraph styles say what kind it is: so `bilingual`
reads the file back, once somebody has edited it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.visible import visible
from briefing.write.docx import parts
from briefing.write.docx.appendix import appendix
from briefing.write.docx.elements import (
    comment,
    element,
    in_english,
    make,
    marked,
    on_chinese,
    paragraph,
    row,
    run,
    styled,
    table,
    to_bytes,
)
from briefing.write.docx.parts import CHINESE, ENGLISH
from briefing.write.layers import placed_findings, sign
from briefing.write.record import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from briefing.document import Briefing, Document, Kind, Paragraph, Segment

_WIDTHS = (760, 4100, 4780)
"""Of the columns in twentieths of a point: together the width of A4 (ISO 216) less margins of 20 mm."""

_PAGE = (("w", "11906"), ("h", "16838"))
_MARGINS = ("top", "right", "bottom", "left")


def render(
    briefing: Briefing,
    document: Document,
    *,
    layout: Literal["columns", "stacked"],
    show_source: Literal["clean", "raw"],
    highlight: bool,
) -> bytes:
    """The file; `docx.render` says what the arguments are."""
    writer = _Writer(document, raw=show_source == "raw", highlight=highlight)
    body = make.body()
    if layout == "columns":
        body.append(writer.table())
    else:
        body.extend(each for of_one in writer.rows() for each in of_one)
    body.extend(appendix(briefing, document, writer.findings, show_source=show_source, place=str))
    body.append(_section())
    comments = make.comments(*(comment(each) for own in writer.findings for each in own))
    title = visible(title_of(document)[1])
    return parts.package(to_bytes(make.document(body)), to_bytes(comments), title)


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
        for number, each in enumerate(self._document.paragraphs):
            head = [*self._number(number, each), run(" ")]
            yield [self._chinese(number, each, head), *self._english(number, each)]

    def table(self) -> Element:
        """All paragraphs in a table: number, Chinese, English."""
        titles = [[paragraph(parts.HEADER, run(title))] for title in ("", "中文", "English")]
        rows = [row(titles, header=True)]
        for number, each in enumerate(self._document.paragraphs):
            english = list(self._english(number, each)) or [paragraph(ENGLISH["body"])]
            head = paragraph(CHINESE["body"], *self._number(number, each))
            rows.append(row([[head], [self._chinese(number, each, [])], english]))
        return table(rows, _WIDTHS)

    def _number(self, number: int, of: Paragraph) -> list[Element]:
        """The paragraph's number with the mark of its gravest finding, and a bookmark for the appendix."""
        mark = sign(of)
        text = f"{of.id}\u00a0{mark}" if mark else of.id
        start = element("bookmarkStart", id=str(number), name=of.id)
        return [start, run(text, parts.NUMBER), element("bookmarkEnd", id=str(number))]

    def _chinese(self, number: int, of: Paragraph, head: list[Element]) -> Element:
        content: list[Element] = []
        findings = [each for each in self.findings[number] if on_chinese(each.finding)]
        if self._raw:
            content = list(marked(of.raw, [], [(None, each) for each in findings], _dress))
        else:
            for segment in of.segments:
                spans = [(span.zh_at, span) for span in segment.spans] if self._highlight else []
                own = [(each.finding.zh_at, each) for each in findings if each.segment is segment]
                content += marked(segment.zh, spans, own, _dress)
        return paragraph(_style(CHINESE, of.kind), *head, *content)

    def _english(self, number: int, of: Paragraph) -> Iterator[Element]:
        content = list(in_english(of, self.findings[number], _dress_of, highlight=self._highlight))
        if content:
            style = _style(ENGLISH, of.kind)
            if of.kind == "heading" and not self._titled:
                style, self._titled = parts.TITLE, True
            yield paragraph(style, *content)


def _style(names: dict[Kind, str], kind: Kind) -> str:
    return names.get(kind, names["body"])


def _dress(style: str) -> Element | None:
    return styled(style) if style else None


def _dress_of(_: Segment, style: str) -> Element | None:
    return _dress(style)


def _section() -> Element:
    """The last properties: an A4 page with margins of 20 mm, and the footer with the page's number."""
    footer = element("footerReference", type="default")
    footer.set(f"{{{parts.R}}}id", parts.FOOTER_ID)
    sizes = {**dict.fromkeys(_MARGINS, "1134"), "header": "567", "footer": "567", "gutter": "0"}
    return make.sectPr(footer, element("pgSz", **dict(_PAGE)), element("pgMar", **sizes))
