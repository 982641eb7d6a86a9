"""The blocks of a page: stretches of text that a browser shows apart, each with its element and its links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read.html.chrome import hidden, is_chrome
from briefing.read.parts import Piece
from briefing.read.powers import raised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import XPath, _Element

    from briefing.document import Kind

_WORDS = re.compile("[a-z0-9]+")
_SILENT = frozenset(
    _WORDS.findall(
        "script style noscript template iframe frame object embed svg canvas video audio map select"
        " annotation button input textarea datalist nav rt rp head title del"
    )
)
"""Elements whose text is not read: `rt` is the reading over a character, `del` is no longer in the text."""
_UNSAID = ("nav", "button", "select", "textarea", "del")
"""Those of them that a browser shows: they are told to have been left out, as is what is hidden."""
_BLOCKS = frozenset(
    _WORDS.findall(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section"
        " summary table tbody td tfoot th thead tr ul"
    )
)
_KINDS: dict[str, Kind] = {
    "li": "list-item", "caption": "caption", "figcaption": "caption", "td": "table-cell", "th": "table-cell",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_OF_TWO = ("mfrac", "msup")
"""What puts the second of its elements under the first, or higher (MathML 3, 3.3.2 and 3.4.2)."""
_DATA = "application/ld+json"
_SHOWN_LATER = ("js_content", "js_article")
_NOTES = ("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote")
_FEW = 10
_ANCHOR = re.compile("#[^/!]")
"""Where a link leads that stays on its page: the contents of a law, a note."""
_SPACE = re.compile("[ \t\n\r\f]+")
_LINE_END = "\u2028"
"""Where a line of a heading ends, or of text that is set as it stands; what else ends lines is a space."""
_ENDS_LINE = re.compile("\r\n|[\r\n]")
_MAX_PLACES = 150_000_000
"""Characters of the XPaths of a page's blocks, put together: ten thousand paragraphs have half a million."""

_LONG_CELL, _MANY_PARAGRAPHS = 300, 3
"""A table with such a cell was made to lay a page out, not to show data."""


@dataclass(slots=True)
class Block:
    """A stretch of text in the element at `path` (an XPath), a heading of this `level` if it is one.

    `linked` are its characters inside links, `inside` the number of its innermost element; `chrome` says that
    it stands in what a page has around its text.
    """

    text: str
    kind: Kind | None
    path: str
    level: int
    inside: int
    linked: int
    chrome: bool

    def piece(self) -> Piece:
        """The block as a piece of a source."""
        return Piece(self.text, self.kind, Origin(self.path, level=self.level))


@dataclass(slots=True)
class Page:
    """A page's blocks in order, and its elements, numbered from 1 in the order in which they begin.

    `parents` has the number of the element around each, 0 for none; `hints` are those whose names say that
    they hold the text, `cells` those inside tables of data. `titles` are what the page says about its title,
    outside its text, best first; `left_out` is what a browser would not show, and what it shows as controls;
    `data` is what the page says of itself to machines (JSON-LD).
    """

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    hints: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)


_HINT = re.compile(
    r"article|content|TRS_|UCAP|zoom|detail|rm_txt|main-?text|pages_|conTxt|news_?(?:text|body|con)|正文",
    re.I,
)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: its XPath and its number.

    `block` is the block that it stands in, None if it is one itself; `read` says whether its text is, `cells`
    whether it is in a table of data, `high` whether it stands higher than its line. `counts` are the elements
    in it so far, by their tags.
    """

    path: str = ""
    number: int = 0
    block: _Open | None = None
    kind: Kind | None = None
    level: int = 0
    chrome: bool = False
    cells: bool = False
    link: bool = False
    pre: bool = False
    read: bool = True
    high: bool = False
    counts: dict[str, int] | None = None


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
    page.data += (each.text for each in root.iter("script") if each.text and each.get("type") == _DATA)
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
        self.open = [_Open()]
        self.text: list[str] = []
        self.linked = 0
        self.links = 0
        self.pre = 0
        self.places = 0

    def over(self, root: _Element) -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element, str(element.tag)):
                walk.skip_subtree()
        self._flush()

    def _enter(self, element: _Element, tag: str) -> bool:
        """Take note of an element that begins; tells whether what is in it is read."""
        above = self.open[-1]
        if above.counts is None:
            above.counts = {}
        nth = above.counts[tag] = above.counts.get(tag, 0) + 1
        number = len(self.page.parents)
        self.page.parents.append(above.number)
        attributes = element.items()
        said = dict(attributes) if attributes else {}
        unseen = bool(said) and hidden(element, said) and not _shown_later(said)
        unseen |= tag == "dialog" and "open" not in said
        if tag in _SILENT or unseen:
            if tag in _UNSAID or tag not in _SILENT:
                self._leave_out(element)
            self.open.append(_Open(read=False))
            return False
        block = None if tag in _BLOCKS else above.block or above
        if block is None:
            self._flush()
        if above.cells:
            self.page.cells.add(number)
        kind, level, cells, chrome = above.kind, above.level, above.cells, above.chrome
        if tag == "table":
            cells, kind = not _laid_out()(element), None
        elif tag in _KINDS:
            kind = _KINDS[tag]
            if kind == "heading":
                level = int(tag[1])
            elif kind == "table-cell" and not cells:
                kind = None
        elif said and _is_note(said):
            kind = "footnote"
        chrome = chrome or (
            kind != "footnote"
            and (tag in ("footer", "aside") or bool(said))
            and is_chrome(element, tag, said, above.path)
        )
        if tag in ("article", "main") or (said and _is_hint(said)):
            self.page.hints.add(number)
        path = f"{above.path}/{tag}[{nth}]"
        link = tag == "a" and not _ANCHOR.match(said.get("href", ""))
        pre = tag == "pre"
        self.open.append(_Open(path, number, block, kind, level, chrome, cells, link, pre))
        self.links += link
        self.pre += pre
        if tag == "br":
            self._break()
            return True
        above_it = element.getparent()
        second = above_it is not None and above_it.tag in _OF_TWO and element.getprevious() is not None
        if second and above_it.tag == "mfrac":
            self._add("/")
        self.open[-1].high = (
            above.high or tag == "sup" or (second and above_it.tag == "msup") or _refers(said)
        )
        if element.text:
            self._add(raised(element.text) if self.open[-1].high else element.text)
        return True

    def _leave(self, element: _Element) -> None:
        at = self.open[-1]
        if at.block is None and at.read:
            self._flush()
        self.links -= at.link
        self.pre -= at.pre
        self.open.pop()
        if element.tail:
            self._add(raised(element.tail) if self.open[-1].high else element.tail)

    def _leave_out(self, element: _Element) -> None:
        """Tell that the text of an element is not read."""
        texts = element.xpath(".//text()[not(parent::script or parent::style)]")
        if text := _SPACE.sub(" ", " ".join(texts)).strip():
            self.page.left_out.append(text)

    def _add(self, text: str) -> None:
        if not self.text and text.isspace():
            return
        self.text.append(_ENDS_LINE.sub(_LINE_END, text) if self.pre else text)
        if self.links:
            self.linked += len("".join(text.split()))

    def _break(self) -> None:
        """A line break parts paragraphs, as in most pages of the state's, but not the lines of a heading."""
        if self.open[-1].kind in ("heading", "table-cell", "caption"):
            self.text.append(_LINE_END)
        else:
            self._flush()

    def _flush(self) -> None:
        if not self.text:
            return
        text = _SPACE.sub(" ", "".join(self.text)).strip(f" {_LINE_END}")
        self.text.clear()
        linked, self.linked = self.linked, 0
        if not text:
            return
        if _LINE_END in text:
            lines = text.split(_LINE_END)
            text = "\n".join(line.rstrip() if self.pre else line.strip() for line in lines)
        at = self.open[-1]
        block = at.block or at
        self.places += len(block.path)
        if self.places > _MAX_PLACES:
            raise _too_deep()
        level = block.level if block.kind == "heading" else 0
        made = Block(text, block.kind, block.path, level, at.number, linked, block.chrome)
        self.page.blocks.append(made)


def _shown_later(said: Mapping[str, str]) -> bool:
    """Tell whether an element is shown once the page is there: a messenger's article, a note of a book."""
    return (said.get("id") in _SHOWN_LATER and "display" not in said.get("style", "")) or _is_note(said)


def _is_note(said: Mapping[str, str]) -> bool:
    """Tell whether the attributes of an element say that it is a note, as in books (EPUB 3.3)."""
    return said.get("role") in _NOTES or said.get("epub:type") in _NOTES


def _refers(said: Mapping[str, str]) -> bool:
    """Tell whether an element is the number of a note where it is called for, as in books."""
    return said.get("role") == "doc-noteref" or said.get("epub:type") == "noteref"


def _is_hint(said: Mapping[str, str]) -> bool:
    """Tell whether the attributes of an element say that it holds the text."""
    named = f"{said.get('id', '')} {said.get('class', '')}"
    return said.get("itemprop") == "articleBody" or _HINT.search(named) is not None


@cache
def _laid_out() -> XPath:
    """What is true of a table that only lays out a page: it has no header and no lines, and long cells."""
    from lxml import etree

    drawn = "(.//th or @border > 0 or contains(@class, 'MsoNormalTable') or contains(@class, 'MsoTableGrid'))"
    long = f".//td[string-length() > {_LONG_CELL} or count(p) > {_MANY_PARAGRAPHS}]"
    return etree.XPath(
        f"boolean(.//table or .//h1 or not(.//tr[count(td | th) > 1]) or (not{drawn} and {long}))"
    )
