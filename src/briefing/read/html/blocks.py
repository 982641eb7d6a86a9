"""The blocks of a page: stretches of text that a browser shows apart, each with its element and its links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read.html.chrome import hidden, is_chrome

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefing.document import Kind

_WORDS = re.compile("[a-z0-9]+")
_SILENT = frozenset(
    _WORDS.findall(
        "script style noscript template iframe frame object embed svg math canvas video audio map select"
        " button input textarea datalist nav aside rt rp head title"
    )
)
"""Elements whose text is not read: `rt` is the reading over a character."""
_BLOCKS = frozenset(
    _WORDS.findall(
        "address article blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary"
        " table tbody td tfoot th thead tr ul"
    )
)
_KINDS: dict[str, Kind] = {"li": "list-item", "caption": "caption", "figcaption": "caption"}
_FEW = 10
_SPACE = re.compile("[ \t\n\r\f]+")
_MAX_PLACES = 20_000_000
"""Elements that the blocks of a page stand in, put together: ten thousand paragraphs have 100,000."""

_LONG_CELL, _MANY_PARAGRAPHS = 300, 3
"""A table with such a cell was made to lay a page out, not to show data."""


@dataclass(slots=True)
class Block:
    """A stretch of text: `linked` are its characters inside links, `inside` the numbers of its elements.

    `chrome` says that it stands in what a page has around its text, `bold` that all of it is.
    """

    text: str
    kind: Kind | None
    origin: Origin
    inside: tuple[int, ...]
    linked: int = 0
    chrome: bool = False


@dataclass(slots=True)
class Page:
    """A page's blocks in order; `hints` are the elements, by number, whose names say that they hold the text.

    `titles` are what the page says about its title, outside its text, best first.
    """

    blocks: list[Block] = field(default_factory=list)
    hints: set[int] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)


_HINT = re.compile(
    r"article|content|TRS_|UCAP|zoom|detail|rm_txt|main-?text|pages_|conTxt|news_?(?:text|body|con)|正文",
    re.I,
)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, the `nth` of its tag in the one above it; 0 if it is not read.

    `path` is its XPath.
    """

    number: int
    tag: str
    nth: int
    path: str
    kind: Kind | None
    level: int
    chrome: bool
    cells: bool
    counts: dict[str, int] = field(default_factory=dict)


def blocks_of(html: str) -> Page | None:
    """The blocks of a page, hidden ones left out; None if there is no element in it.

    Entities of a document type are not expanded and nothing is fetched: libxml2's HTML parser does neither.
    Raises ReadError for elements inside each other to a depth that the parser gives up at.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    if any("depth" in error.message for error in parser.error_log):
        raise _too_deep()
    page = Page(titles=_titles(root))
    _Walk(page).over(root)
    return page


def _too_deep() -> ReadError:
    return ReadError("has elements nested too deeply to be a page", "Copy its text into a .txt file.")


def _titles(root: _Element) -> list[str]:
    """The title as the state's rules for its sites have it (`meta` ArticleTitle), or as the window's.

    A page has a few at most.
    """
    found = [
        str(meta.get("content") or "")
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in ("articletitle", "og:title")
    ]
    title = root.find(".//title")
    if title is not None:
        found.append("".join(title.itertext()))
    return [clean for each in found if (clean := _SPACE.sub(" ", each).strip())][:_FEW]


class _Walk:
    """Goes once over the elements of a page and cuts their text into blocks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open: list[_Open] = []
        self.text: list[str] = []
        self.linked = 0
        self.links = 0
        self.pre = 0
        self.count = 0
        self.places = 0

    def over(self, root: _Element) -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag).lower()
            if event == "start":
                if not self._enter(element, tag):
                    walk.skip_subtree()
            else:
                self._leave(element, tag)
        self._flush()

    def _enter(self, element: _Element, tag: str) -> bool:
        """Take note of an element that begins; tells whether what is in it is read."""
        above = self.open[-1] if self.open else None
        nth = 1
        if above is not None:
            nth = above.counts[tag] = above.counts.get(tag, 0) + 1
        self.count += 1
        if tag in _SILENT or hidden(element):
            self.open.append(_Open(self.count, tag, 0, "", None, 0, True, False))
            return False
        if tag in _BLOCKS:
            self._flush()
        cells = above is not None and above.cells
        kind, level = (above.kind, above.level) if above is not None else (None, 0)
        if tag == "table":
            cells, kind = _has_data(element), None
        elif tag in ("td", "th"):
            kind = "table-cell" if cells else None
        elif tag in _KINDS:
            kind = _KINDS[tag]
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            kind, level = "heading", int(tag[1])
        chrome = (above is not None and above.chrome) or is_chrome(element, tag)
        path = f"{above.path if above is not None else ''}/{tag}[{nth}]"
        self.open.append(_Open(self.count, tag, nth, path, kind, level, chrome, cells))
        named = f"{element.get('id') or ''} {element.get('class') or ''}"
        if tag in ("article", "main") or element.get("itemprop") == "articleBody" or _HINT.search(named):
            self.page.hints.add(self.count)
        self.links += tag == "a"
        self.pre += tag == "pre"
        if tag == "br":
            self._break()
        elif element.text:
            self._add(element.text)
        return True

    def _leave(self, element: _Element, tag: str) -> None:
        if tag in _BLOCKS and self.open[-1].nth:
            self._flush()
        if self.open[-1].nth:
            self.links -= tag == "a"
            self.pre -= tag == "pre"
        self.open.pop()
        if element.tail and self.open:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        if self.pre:
            lines = text.splitlines()
            for line in lines[:-1]:
                self.text.append(line)
                self._flush()
            text = lines[-1] if lines else ""
        self.text.append(text)
        if self.links:
            self.linked += len("".join(text.split()))

    def _break(self) -> None:
        """A line break parts paragraphs, as in most pages of the state's, but not the lines of a heading."""
        if self.open[-1].kind in ("heading", "table-cell", "caption"):
            self.text.append("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        if not self.text:
            return
        heading = bool(self.open) and "\n" in self.text
        whole = "".join(self.text)
        text = "\n".join(_SPACE.sub(" ", line).strip() for line in whole.split("\n")) if heading else whole
        text = text.strip() if heading else _SPACE.sub(" ", text).strip()
        linked, self.linked = self.linked, 0
        self.text.clear()
        if not text.strip("\xa0\u3000 "):
            return
        place = next((each for each in reversed(self.open) if each.tag in _BLOCKS), self.open[-1])
        origin = Origin(element=place.path, level=place.level if place.kind == "heading" else 0)
        inside = tuple(each.number for each in self.open)
        self.places += len(inside)
        if self.places > _MAX_PLACES:
            raise _too_deep()
        self.page.blocks.append(Block(text, place.kind, origin, inside, linked, place.chrome))


def _has_data(table: _Element) -> bool:
    """Tell whether a table shows data, cell by cell, or only lays out a page."""
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return False
    most = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        most = max(most, len(cells))
        for cell in cells:
            if len("".join(cell.itertext())) > _LONG_CELL or len(cell.findall("p")) > _MANY_PARAGRAPHS:
                return False
    return most > 1
