"""The package of a workbook, looked through before anything reads it: no bombs, no passwords, no entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from briefing.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 30, 8 * 1024 * 1024
"""Times that a workbook may grow when unpacked (the shipped termbase, exported, grows to 8 times its size),
and the bytes up to which it may grow as it likes."""

MAX_PARTS = 2_000
MAX_TAGS, MAX_OTHER_TAGS = 8_000_000, 200_000
"""Tags in all parts together, and in those without terms, for each of which openpyxl makes an object. The
largest termbase that is read has 7 million (MAX_ROWS times 36, as exported), and a workbook may have 64,000
cell formats (Microsoft, "Excel specifications and limits")."""

_DATA = ("worksheet+xml", "sharedStrings+xml")
"""The ends of the content types of parts that have terms (ECMA-376, part 1, 12.3.24 and 12.3.15)."""

_FIXED = ("xl/styles.xml", "xl/workbook.xml")
"""What openpyxl takes for that by its name, whatever the package says."""

_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_PROLOG = 300
"""Bytes that an XML declaration may take."""

_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_NO_ZIP = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error)
_TYPES = "[Content_Types].xml"
_AGAIN = "Copy the terms to a new workbook"


def check_workbook(data: bytes) -> None:
    """Raise ReadError for what is no XLSX, or would be dangerous to read."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            # zipfile never gives more of a part than it declares, so these sizes are to be relied on.
            room = min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * len(data)))
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > room:
                raise ReadError(f"unpacks to more than {room >> 20} MB or {MAX_PARTS:,} parts", _AGAIN)
            if any(part.flag_bits & 1 for part in parts):
                raise ReadError("is protected with a password", "Save it without one")
            _check_tags(package)
    except (*_NO_ZIP, etree.XMLSyntaxError) as error:
        hint = "Open it in a spreadsheet program and save it as .xlsx"
        raise ReadError(f"is not an XLSX workbook ({error})", hint) from error


def _check_tags(package: zipfile.ZipFile) -> None:
    """Hold the XML of the package to its bounds, and each part of it to `_check_root`."""
    types: dict[str, list[str]] = {}
    for name, kind in _types(package):
        types.setdefault(name, []).append(kind)
    tags = others = 0
    for part in package.infolist():
        name = part.filename
        own = types.get(name.lower(), [])
        if not own and not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        _check_root(package, part)
        count = _tags(package, part)
        tags += count
        if name in _FIXED or not own or not all(kind.endswith(_DATA) for kind in own):
            others += count
        if tags > MAX_TAGS or others > MAX_OTHER_TAGS:
            raise ReadError("has more in it than any glossary", _AGAIN)


def _types(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The names of parts, in lower case, with the content types that they are said to have."""
    from lxml import etree

    if _TYPES not in package.namelist():
        return
    part = package.getinfo(_TYPES)
    _check_root(package, part)
    if _tags(package, part) > MAX_OTHER_TAGS:
        raise ReadError("has more in it than any glossary", _AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for each in etree.fromstring(package.read(part), parser).iter("{*}Override"):
        yield str(each.get("PartName") or "").lstrip("/").lower(), str(each.get("ContentType") or "")


def _tags(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    with package.open(part) as stream:
        return sum(each.count(b"<") for each in iter(lambda: stream.read(1 << 20), b""))


def _check_root(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raise ReadError if the XML of a part declares a document type, or an encoding that hides its tags.

    What Office writes never does.
    """
    from lxml import etree

    with package.open(part) as stream:
        prolog, end, _ = stream.read(_PROLOG).partition(b"?>")
    if b"<?xml" in prolog:
        declared = _DECLARED.search(prolog)
        if not end or (declared and declared[1].lower() not in _ENCODINGS):
            raise ReadError("has XML in another encoding than any spreadsheet", _AGAIN)
    with package.open(part) as stream:
        events = etree.iterparse(
            stream,
            events=("start",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, element in events:
            if element.getroottree().docinfo.doctype:
                raise ReadError("has a document type in its XML, as no spreadsheet has", "Do not use it")
            return
