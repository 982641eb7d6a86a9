"""The briefing as a Word document (DOCX): in the document that it was made from, or in one of its own.

Findings are comments at their places, by the author `briefing`. The last section has the terms, the findings,
counts, signature and record. `bilingual` reads the file back, once somebody has edited it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.write.docx import original, template

if TYPE_CHECKING:
    from briefing.document import Briefing, Document

    Layout = Literal["columns", "stacked", "english"]

__all__ = ["render"]


def render(
    briefing: Briefing,
    document: Document,
    *,
    layout: Layout | None = None,
    show_source: Literal["clean", "raw"] = "clean",
    highlight: bool = False,
) -> bytes:
    """One document of the briefing as DOCX; the same arguments give the same bytes.

    `layout` "stacked" has the English under the Chinese, "english" in its place, both in the document that
    was translated, if that was one of Word's: all else stays in it as it is. "columns" is a table in a
    document of our own, as is "stacked" where there is no other. None is "stacked" for a Word document, else
    "columns". `show_source` "raw" shows the Chinese as it was read, as it always is in its own document.
    `highlight` marks terms and figures by their ground. Raises ValueError for "english" where there is no
    document to put it in.
    """
    kept = bool(document.source.original)
    layout = layout or ("stacked" if kept else "columns")
    if kept and layout != "columns":
        return original.render(briefing, document, in_place=layout == "english", highlight=highlight)
    if layout == "english":
        raise ValueError("no Word document to put the English in")
    return template.render(briefing, document, layout=layout, show_source=show_source, highlight=highlight)
