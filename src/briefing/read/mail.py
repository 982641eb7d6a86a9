"""Mails (RFC 5322, RFC 2045): subject and text. Nothing is fetched, nothing that hangs on one is opened."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.errors import ReadError
from briefing.read import html
from briefing.read.encoding import decode
from briefing.read.parts import Piece, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from briefing.document import Source

SUFFIXES = (".eml",)

_LINE = rb"[A-Za-z][A-Za-z0-9-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+"
_HEAD = re.compile(rb"(?:%s){3,200}+\r?\n" % _LINE)
_FROM, _KIND = (
    re.compile(rb"^(?:From|Subject|Received):", re.I | re.M),
    re.compile(rb"^MIME-Version:", re.I | re.M),
)
_MAX_NESTED, _LONGEST_FIELD = 50, 2_000
_QUOTED = re.compile("(?m)^> ?")
"""What a mail says again of the one that it answers."""


def is_mail(data: bytes) -> bool:
    """Tell whether `data` begins with the header of a mail."""
    head = _HEAD.match(data[:65_536])
    return head is not None and bool(_FROM.search(head[0]) and _KIND.search(head[0]))


def read(data: bytes, name: str) -> Source:
    """Return the subject of the mail in `data`, and its text: as a page where it has both.

    Raises ReadError if it has none, or is in no known encoding.
    """
    if data.lower().count(b"multipart/") > _MAX_NESTED:
        raise ReadError("is a mail with too many parts to be one", "Copy its text into a .txt file.")
    mail = message_from_bytes(data)
    texts: dict[str, Message] = {}
    files: list[str] = []
    for part in mail.walk():
        if part.is_multipart():
            continue
        if part.get_filename() or len(str(part.get("Content-Type", ""))) > _LONGEST_FIELD:
            files.append(_said(part.get_filename() or ""))
        else:
            texts.setdefault(part.get_content_type(), part)
    chosen = texts.get("text/html") or texts.get("text/plain")
    if chosen is None:
        raise ReadError("is a mail without text", "Save what hangs on it, and name that.")
    left_out: list[str] = []
    pieces = [Piece(_said(str(mail.get("Subject") or "")), "heading", Origin(level=1))]
    pieces += _pieces(chosen, left_out)
    notes = (f"is a mail: {len(files):,} files that hang on it are not read",) if files else ()
    return source_of(data, name, pieces, format="eml", notes=notes, left_out=left_out)


def _pieces(part: Message, left_out: list[str]) -> Iterator[Piece]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        yield from html.pieces_of(content, left_out, charset)
        return
    text = html.as_declared(content, charset) if charset else None
    yield Piece(_QUOTED.sub("", (text or decode(content))[0].replace("\r\n", "\n")))


def _said(field: str) -> str:
    """What a field of the header says, whatever it was encoded in."""
    try:
        return " ".join(str(make_header(decode_header(field[:_LONGEST_FIELD]))).split())
    except (LookupError, ValueError):
        return field[:_LONGEST_FIELD]
