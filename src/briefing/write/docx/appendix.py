"""The last section of a Word document: facts, terms, findings, and the record that `check` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.visible import visible
from briefing.write.docx import parts
from briefing.write.docx.elements import element, paragraph, row, run, said, table
from briefing.write.palette import MARKS
from briefing.write.record import APPENDIX_TITLE, RECORD_TITLE, facts, record, used_terms
from briefing.write.summary import read_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Briefing, Document
    from briefing.write.layers import Placed


def appendix(
    briefing: Briefing,
    document: Document,
    findings: Sequence[Sequence[Placed]],
    *,
    show_source: str,
    place: Callable[[str], str],
    more: Sequence[Element] = (),
) -> Iterator[Element]:
    """Paragraphs and tables, from the heading on; `findings` are those of each paragraph of the document.

    `place` gives the bookmark of a paragraph by its number, and `more` stands before the record.
    """
    yield paragraph(parts.APPENDIX, run(APPENDIX_TITLE))
    for name, value in facts(briefing, document).items():
        yield paragraph(parts.FINDING, run(f"{name.capitalize()}: {visible(value)}"))
    yield paragraph(parts.SECTION, run("Terms"))
    terms = [(each.zh, each.en, str(each.found), str(each.enforced)) for each in used_terms(document)]
    if terms:
        yield grid(("中文", "English", "Found", "Enforced"), terms, (3000, 4340, 1000, 1300))
    else:
        yield paragraph("Normal", run("No glossary term occurs in the text."))
    if ids := read_first([document]):
        yield paragraph(parts.SECTION, run("Read these first"))
        yield paragraph(
            "Normal",
            run(f"These are the most doubtful, flagged or not, the worst first: {ids}."),
        )
    yield paragraph(parts.SECTION, run("Findings"))
    any_found = False
    for each, own in zip(document.paragraphs, findings, strict=True):
        for placed in own:
            any_found = True
            link = element("hyperlink", run(placed.segment.id, parts.NUMBER), anchor=place(each.id))
            text = f" {MARKS[placed.finding.severity]} {said(placed.finding)}"
            yield paragraph(parts.FINDING, link, run(text))
    if not any_found:
        yield paragraph("Normal", run("None."))
    yield from more
    yield paragraph(parts.SECTION, run(RECORD_TITLE))
    for line in record(briefing, document, show_source=show_source).split("\n"):
        yield paragraph(parts.RECORD, run(visible(line)))


def grid(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Element:
    """A table of texts under a head."""
    made = [row([[paragraph(parts.HEADER, run(cell))] for cell in head], header=True)]
    made += [row([[paragraph("Normal", run(visible(cell)))] for cell in each]) for each in rows]
    return table(made, widths)
