"""HTML, XHTML and MHTML (a browser's "single file"): the text of the page without what is around it.

Nothing is fetched: scripts, frames, pictures and style sheets are not even looked at.
"""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes
from itertools import islice
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.read.encoding import PLAUSIBLE, decode, plausibility
from briefing.read.html.blocks import blocks_of
from briefing.read.html.data import article_of
from briefing.read.html.main import main_text
from briefing.read.parts import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Source
    from briefing.read.parts import Piece

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype html|html\b)",
    re.I,
)
_BLOCK = b"(?:p|div|h[1-6]|section|article|table|ul|ol|span|body)"
_FRAGMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<" + _BLOCK + rb"(?:\s[^<>]*+)?+>", re.I)
_CLOSED = re.compile(rb"(?:</" + _BLOCK + rb">|<br\s?/?>|<p>)\s*+\Z", re.I)
_MAIL = re.compile(
    rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):[^\n]*", re.I
)
_DECLARED = re.compile(
    rb"""<meta\b[^<>]*?charset\s*+=\s*+["']?\s*+([A-Za-z0-9_:.-]+)|<\?xml\b[^<>]*\bencoding\s*=\s*["']([A-Za-z0-9_:.-]+)""",
    re.I,
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs"}
"""What browsers take for what pages say (WHATWG, "Encoding", 4.2): the larger set of the same family."""
_NO_CHARSETS = ("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined")
"""What Python decodes, in the square of the time or to what nobody sees, and no browser."""

_MAX_NESTED, _LONGEST_TYPE = 50, 1_000
"""Parts of a saved page that have parts, and characters of what a part says that it is."""

_FOREIGN = re.compile("[^\x00-\x7f]+")
_RUNS = 2_000
"""Stretches of a page's text that are enough to tell its encoding by."""

_FEW = 0.002
"""The share of characters that may be broken in an encoding that a page declares: old pages have a few."""


def is_html(data: bytes) -> bool:
    """Tell whether `data` begins as a page does, or as a page saved in one file."""
    return _HEAD.match(data[:8192]) is not None or _is_mail(data)


def is_fragment(data: bytes) -> bool:
    """Tell whether `data` is a piece of a page, as programs cut out its text: from one element to another."""
    return _FRAGMENT.match(data[:1024]) is not None and _CLOSED.search(data[-1024:]) is not None


def read(data: bytes, name: str) -> Source:
    """Return the text of the page in `data`: title, headings, paragraphs, lists and tables in order.

    Raises ReadError if it is in no known encoding, or if no text is in it.
    """
    page, said = _unpacked(data) if _is_mail(data) else (data, "")
    text, encoding = _decoded(page, said)
    found = blocks_of(text)
    if found is None:
        raise ReadError("has no page in it", "Save it in the browser again.")
    pieces, left_out = list(main_text(found)), found.left_out
    if not any(each.origin.element for each in pieces):  # but for the title of the window
        pieces += article_of(found.data)
    if not any(each.text.strip() for each in pieces[1:]) and b"<frameset" in page.lower():
        raise ReadError("has its text in frames", "Open the frame with the text by itself and save that.")
    if (pieces or left_out) and not any(each.origin.element for each in pieces):
        hint = "Save it again from the browser, once the text is shown, as a page in one file (.mhtml)."
        raise ReadError("has no text but menus: the page may fetch it only when it is opened", hint)
    return source_of(data, name, pieces, format="html", encoding=encoding, left_out=left_out)


def pieces_of(page: bytes, left_out: list[str], charset: str = "") -> Iterator[Piece]:
    """All that a page of a book says, or a mail, which have no menus; what a browser would not show goes into
    `left_out`, and `charset` is what is said of the page.

    Raises ReadError if it is in no known encoding. A page of nothing but a remark has no text.
    """
    found = blocks_of(_decoded(page, charset)[0])
    if found is not None:
        left_out += found.left_out
        yield from (block.piece() for block in found.blocks)


def _is_mail(data: bytes) -> bool:
    head = data[:8192]
    return _MAIL.match(head) is not None and b"multipart/related" in head.lower()


def _unpacked(data: bytes) -> tuple[bytes, str]:
    """The page in an MHTML file (RFC 2557), and the charset that its header says."""
    broken = ReadError("is a saved page without the page", "Save it in the browser again.")
    # The parser goes as deep as the parts do, and looks at each line once for every part around it.
    if data.lower().count(b"multipart/") > _MAX_NESTED:
        raise broken
    for part in message_from_bytes(data).walk():
        if len(str(part.get("Content-Type", ""))) > _LONGEST_TYPE:
            continue
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, str(part.get_content_charset() or "")
    raise broken


def _decoded(page: bytes, said: str) -> tuple[str, str]:
    """The text of the page and its encoding: by its mark, UTF-8 if it is, as declared, or by a guess."""
    if page.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(page)
    if b"\0" not in page[:1024]:
        try:
            return page.decode("utf-8"), "utf-8"  # by chance, GBK is hardly ever valid UTF-8
        except UnicodeDecodeError:
            pass
    match = _DECLARED.search(page[:4096])
    declared = [said] if said else []
    if match:
        declared.append((match[1] or match[2]).decode("ascii"))
    lying: tuple[str, str] | None = None
    for each in declared:
        if found := as_declared(page, each.lower()):
            if _is_plausible(found[0]):
                return found
            lying = lying or found
    try:
        return decode(page)
    except ReadError:
        if lying is None:
            raise
        return lying  # a page of a few words


def _is_plausible(text: str) -> bool:
    """Tell whether a page makes sense as it was decoded: Big5 read as GB18030 has no wrong byte, and none."""
    sample = "".join(match[0] for match in islice(_FOREIGN.finditer(text), _RUNS))
    return plausibility(sample) >= PLAUSIBLE


def as_declared(page: bytes, name: str) -> tuple[str, str] | None:
    """The text of bytes and its encoding, if they are in the one of this name, but for a few."""
    try:
        encoding = _WIDER.get(name, codecs.lookup(name).name)
        if encoding in _NO_CHARSETS:
            return None
        text = page.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    return (text, encoding) if text.count("\ufffd") <= _FEW * len(text) else None
