"""Somebody's package with some parts changed: all others stay as they are, byte for byte."""

from __future__ import annotations

from posixpath import basename, dirname, relpath
from typing import TYPE_CHECKING

from lxml import etree

from briefing.archives import DIGEST, PLACEHOLDER, SEAL, sealed_package
from briefing.read.docx.hidden import hide
from briefing.read.docx.package import Package
from briefing.write.docx import parts as ours
from briefing.write.docx.elements import make, to_bytes
from briefing.write.docx.parts import R, W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "[Content_Types].xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_SIGNED = "_xmlsignatures/"
_TEMPLATE, _DOCUMENT = ".template.main+xml", ".document.main+xml"


class Original:
    """A document to be changed: `roots` are the parts with its text, by their names, `main` the first.

    Another two or three are read as they are asked for. Raises ReadError, which a document that was read
    before cannot.
    """

    def __init__(self, data: bytes) -> None:
        self._parts = Package(data).parts()
        self._package = Package(data)  # each has a bound of its own on what is read
        self.main = self._package.main()
        self._related = self._package.kinds()
        self.roots: dict[str, Element] = {}
        styles = self.related("styles")
        for name in (self.main, *(self._related.get(kind, "") for kind in ("footnotes", "endnotes"))):
            if name and (root := self._package.xml(name)) is not None:
                hide(root, styles)
                self.roots[name] = root

    def related(self, kind: str) -> Element | None:
        """The root of a part that the main one refers to: styles, numbering, comments."""
        return self._package.xml(self._related.get(kind, ""))

    def saved(self, comments: Iterable[Element]) -> bytes:
        """The file, sealed: with what `roots` are now, and with comments beside those that it had."""
        changed = {name: to_bytes(root) for name, root in self.roots.items()}
        new = list(comments)
        types = self._root(_CONTENT_TYPES)
        if new:
            name, root = self._comments(types)
            root.extend(new)
            changed[name] = to_bytes(root)
        changed[SEAL] = to_bytes(self._seal(types))
        for each in types:
            each.set("ContentType", str(each.get("ContentType")).replace(_TEMPLATE, _DOCUMENT))
        self._unsign(types)
        changed[_CONTENT_TYPES] = to_bytes(types)
        return sealed_package(self._parts | changed)

    def _root(self, name: str) -> Element:
        root = self._package.xml(name)
        assert root is not None, name
        return root

    def _comments(self, types: Element) -> tuple[str, Element]:
        """The part of the comments, made if there is none."""
        name = self._related.get("comments", "")
        if name and (root := self._package.xml(name)) is not None:
            return name, root
        name = f"{dirname(self.main)}/comments.xml".lstrip("/")
        while name in self._parts:
            name = name.replace("comments", "comments-")
        self._bind(types, self.main, name, f"{R}/comments", ours.COMMENTS_TYPE)
        return name, make.comments()

    def _seal(self, types: Element) -> Element:
        """The properties of one's own, with a place for the digest before those that are there."""
        root = self._package.xml(SEAL)
        own: Element = etree.fromstring(ours.custom_properties())
        if root is None:
            self._bind(types, "", SEAL, f"{R}/custom-properties", ours.CUSTOM_TYPE)
            return own
        for each in [each for each in root if each.get("name") == DIGEST]:
            root.remove(each)
        pids = [int(pid) for each in root if (pid := str(each.get("pid"))).isdigit()]
        (digest,) = own
        digest.set("pid", str(max(pids, default=1) + 1))
        assert PLACEHOLDER in "".join(map(str, digest.itertext()))
        root.insert(0, digest)
        return root

    def _bind(self, types: Element, source: str, name: str, kind: str, content: str) -> None:
        """Let the part `source`, or the package, refer to the new part `name`."""
        folder = dirname(source)
        rels = f"{folder}/_rels/{basename(source)}.rels".lstrip("/") if source else "_rels/.rels"
        root = self._package.xml(rels)
        if root is None:
            root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        taken = {each.get("Id") for each in root}
        id_ = next(f"rIdBriefing{n}" for n in range(1, len(taken) + 2) if f"rIdBriefing{n}" not in taken)
        target = relpath(name, folder or ".")
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=id_, Type=kind, Target=target)
        self._parts[rels] = to_bytes(root)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content)

    def _unsign(self, types: Element) -> None:
        """Take out signatures of the document, which do not hold for what was changed."""
        if not any(name.startswith(_SIGNED) for name in self._parts):
            return
        self._parts = {name: data for name, data in self._parts.items() if not name.startswith(_SIGNED)}
        for each in [each for each in types if str(each.get("PartName")).startswith(f"/{_SIGNED}")]:
            types.remove(each)
        root = etree.fromstring(self._parts["_rels/.rels"])
        for each in [each for each in root if "digital-signature" in str(each.get("Type"))]:
            root.remove(each)
        self._parts["_rels/.rels"] = to_bytes(root)


def highest(roots: Iterable[Element], tag: str) -> int:
    """The greatest id of the elements of this name, -1 without any."""
    ids = (str(each.get(f"{{{W}}}id")) for root in roots for each in root.iter(f"{{{W}}}{tag}"))
    return max((int(each) for each in ids if each.lstrip("-").isdigit()), default=-1)
