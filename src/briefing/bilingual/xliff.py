"""Reads XLIFF 1.2 and 2.x back, from briefing or from another program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from briefing.bilingual.pairs import AsWritten, Bilingual, Comment, Pair, as_written
from briefing.bilingual.xml import XmlError, name, parse
from briefing.errors import ReadError
from briefing.write.exchange import EDITED, QUALIFIER, RECORD_NOTE, REVIEWED, SIGNED_OFF, TOOL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Hand, Kind

_KINDS: tuple[Kind, ...] = ("heading", "list-item", "byline")
_CONFIRMED = (SIGNED_OFF, REVIEWED, "final")
_PARAGRAPH = re.compile(r"p\d+")
_TEXTS = etree.XPath(
    ".//text()[not(ancestor::*[contains('|bpt|ept|ph|it|', concat('|', local-name(), '|'))])]"
)
"""Without the codes of the format that the text comes from, which these elements hold: bold, a line break."""


def read(file: str, data: bytes) -> Bilingual:
    """The pairs of an XLIFF file; `file` is its name for messages. Raises ReadError.

    Of a briefing, a pair is a paragraph with its sentences; of another program, a unit. People's notes go
    with it.
    """
    try:
        root = parse(data)
    except XmlError as error:
        raise ReadError(
            f"{file} is not XLIFF that can be read: {error}", "Export it again from the program that made it"
        ) from error
    if name(root) != "xliff":
        raise ReadError(f"{file} is not XLIFF", "Give an .xlf of version 1.2 or 2.x")
    pairs: list[Pair] = []
    comments: list[Comment] = []
    for element in root.iter("{*}group", "{*}trans-unit", "{*}unit"):
        if name(element) == "group" and not _is_paragraph(element):
            continue
        if name(element) == "trans-unit" and _is_paragraph(element.getparent()):
            continue
        pair = _pair(element, len(pairs) + 1)
        if pair.zh.strip():
            pairs.append(pair)
        comments += _comments(element, pair.id)
    if not pairs:
        raise ReadError(f"{file} has no units with a source", "Give an .xlf of version 1.2 or 2.x")
    failed = tuple(each.id for each in pairs if any(zh.strip() and not en.strip() for zh, en in each.parts))
    return Bilingual(file, "xliff", tuple(pairs), _written(root), failed, tuple(comments))


def _is_paragraph(element: Element | None) -> bool:
    """Whether it is a group as briefing makes it of a paragraph (XLIFF 1.2)."""
    return (
        element is not None
        and name(element) == "group"
        and _PARAGRAPH.fullmatch(element.get("id", "")) is not None
        and element.get("restype", "").startswith("x-")
    )


def _pair(element: Element, number: int) -> Pair:
    units = list(_units(element))
    parts = tuple(_part(each) for each in units)
    hands = tuple(map(_hand, units))
    kind = element.get("restype") or element.get("type") or ""
    return Pair(
        element.get("id") or str(number),
        next((each for each in _KINDS if kind in (f"x-{each}", f"{TOOL}:{each}")), "body"),
        "".join(zh for zh, _ in parts),
        " ".join(en.strip() for _, en in parts if en.strip()),
        parts,
        hands if any(each != "draft" for each in hands) else (),
    )


def _units(element: Element) -> Iterable[Element]:
    """What holds the sentences in a paragraph or unit."""
    return [element] if name(element) == "trans-unit" else element.iter("{*}trans-unit", "{*}segment")


def _part(unit: Element) -> tuple[str, str]:
    """A sentence with its English. Alternatives (`alt-trans`) are none."""
    found = {name(child): _text(child) for child in unit.iterchildren("{*}source", "{*}target")}
    zh, en = found.get("source", ""), found.get("target", "")
    return (en, zh) if _is_into_chinese(unit) else (zh, en)


def _is_into_chinese(unit: Element) -> bool:
    """Whether the file says that it goes from another language into Chinese: its source is the English."""
    said = [each.attrib for each in unit.iterancestors("{*}file", "{*}xliff")]
    source, target = (
        next((each[name] for each in said for name in names if name in each), "").lower()
        for names in (("source-language", "srcLang"), ("target-language", "trgLang"))
    )
    return target.startswith("zh") and not source.startswith("zh")


def _hand(unit: Element) -> Hand:
    """Whose word the English is, as far as states tell: what is approved, a person has confirmed."""
    target = unit.find("{*}target")
    state = unit.get("state") or ("" if target is None else target.get("state", ""))
    if unit.get("approved") == "yes" or state in _CONFIRMED:
        return "confirmed"
    qualifier = "" if target is None else target.get(QUALIFIER, "")
    return "edited" if qualifier == EDITED or unit.get("subState", "").endswith(".edited") else "draft"


def _text(element: Element) -> str:
    return "".join(map(str, cast("list[str]", _TEXTS(element))))


def _comments(element: Element, id_: str) -> Iterator[Comment]:
    for note in element.iter("{*}note"):
        author = note.get("from") or note.get("category") or ""
        text = _text(note).strip()
        if author != TOOL and text:
            yield Comment(id_, author, " ".join(text.split()))


def _written(root: Element) -> AsWritten:
    notes: Sequence[Element] = [
        each for each in root.iter("{*}note") if RECORD_NOTE in (each.get("from"), each.get("category"))
    ]
    return as_written(_text(notes[0])) if notes else AsWritten()
