"""XML that anybody may have written: no entities, no network, bounded depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class XmlError(ValueError):
    """The bytes are no XML that is read, or it declares a document type."""


def parse(data: bytes) -> Element:
    """The root of the document. Raises XmlError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise XmlError("it declares a document type")
    return root


def name(element: Element) -> str:
    """The local name of an element."""
    return str(etree.QName(element).localname)
