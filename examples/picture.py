"""Draws what a terminal showed as an SVG picture, for the README.

    FORCE_COLOR=1 COLUMNS=110 briefing translate article.txt | python examples/picture.py > picture.svg

Reads the text with its colours from standard input. rich draws the picture, but sizes each stretch of text by
its characters instead of its cells, so that Chinese is squeezed into half its width: this is put right.
"""

from __future__ import annotations

import html
import io
import itertools
import re
import sys

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

CELL = 12.2
"""Width of a cell in rich's pictures, in pixels."""

WIDE_SIZE = 23
"""Size of Chinese characters, against 20 of Latin ones: so that they fill their two cells."""

FONTS = "'Fira Code', 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans SC', 'PingFang SC', monospace"
# A picture that fetches its fonts would tell a stranger that it was looked at.
_FONT_FILE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" ([^>]*)>([^<]*)</text>'
)


def picture(shown: str, title: str = "briefing") -> str:
    """The SVG of `shown`, text with ANSI colours, as wide as its longest line."""
    lines = [Text.from_ansi(line) for line in shown.rstrip("\n").split("\n")]
    console = Console(
        record=True, file=io.StringIO(), width=max(line.cell_len for line in lines), force_terminal=True
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    svg = console.export_svg(title=title, theme=SVG_EXPORT_THEME, unique_id="briefing")
    svg = _FONT_FILE.sub("", svg)
    return _TEXT.sub(_placed, svg).replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")


def _placed(match: re.Match[str]) -> str:
    """The stretch anew, with wide and narrow runs each at its own place: no font has both in exact cells."""
    style, x, y, clip, text = match.groups()
    at = float(x)
    parts = []
    for wide, group in itertools.groupby(html.unescape(text), key=lambda char: cell_len(char) > 1):
        run = "".join(group)
        width = cell_len(run) * CELL
        shown = html.escape(run).replace(" ", "&#160;").replace("\u00a0", "&#160;")
        size = f' font-size="{WIDE_SIZE}"' if wide else ""
        if run.strip(" \u00a0"):
            parts.append(
                f'<text class="{style}" x="{at:g}" y="{y}" textLength="{width:g}"{size} {clip}>{shown}</text>'
            )
        at += width
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(picture(sys.stdin.read()))
