"""Makes the web page, the Word document and the PDF of each example text: the same paragraphs in each.

    uv run python examples/documents.py        # LibreOffice prints the PDF files

Written anew only when a text has changed: the tests hold that all of them give the same segments.
"""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from briefing.pipeline import prepare_document
from briefing.read import read_source

if TYPE_CHECKING:
    from briefing.document import Paragraph

HERE = Path(__file__).parent
FACE = {"zh-Hant": "Noto Serif CJK TC", "zh-Hans": "Noto Serif CJK SC"}


def paragraphs(text: Path) -> list[tuple[Paragraph, str]]:
    """The paragraphs of a text, each as it stands there, in one line."""
    document = prepare_document(read_source(text), None)
    return [(each, "".join(each.raw.split("\n")).strip()) for each in document.paragraphs]


def page(text: Path) -> str:
    """A page as a portal shows it: with a menu, the text, what one may share it with, and a foot."""
    found = paragraphs(text)
    title = escape(found[0][1])
    body = []
    for at, (paragraph, raw) in enumerate(found):
        tag = "p" if paragraph.kind != "heading" else "h2" if at else "h1"
        body.append(f"<{tag}>{escape(raw)}</{tag}>")
    lines = "\n".join(body)
    return f"""<!DOCTYPE html>
<html lang="{text.suffixes[0][1:]}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<div class="nav"><a href="/">首页</a> <a href="/policy">政策</a> <a href="/news">新闻</a></div>
<div class="article">
{lines}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="footer">版权所有 <a href="#">网站地图</a></div>
</body>
</html>
"""


def word(text: Path) -> docx.document.Document:
    """A document as offices write them: sizes and faces by hand, indents of two characters."""
    document = docx.Document()
    for at, (paragraph, raw) in enumerate(paragraphs(text)):
        written = document.add_paragraph()
        run = written.add_run(raw)
        titled = at == 0 and paragraph.kind == "heading"
        run.font.size = Pt(22 if titled else 16)
        run.font.bold = paragraph.kind == "heading"
        run.font.name = "Liberation Serif"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), FACE[text.suffixes[0][1:]])
        if titled:
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            written.paragraph_format.first_line_indent = Pt(32)
    return document


def main() -> None:
    """Write all three of each text."""
    made = []
    for text in sorted(HERE.glob("*.txt")):
        text.with_suffix(".html").write_text(page(text), encoding="utf-8")
        word(text).save(str(text.with_suffix(".docx")))
        made.append(str(text.with_suffix(".docx")))
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), *made], check=True)


if __name__ == "__main__":
    sys.exit(main())
