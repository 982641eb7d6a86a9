"""What is written, held to the schemas of those who made the formats, where there are any.

They are other people's text, so they are not here. BRIEFING_SCHEMAS is a folder with them: for XLIFF
`xliff-core-1.2-strict.xsd`, `xliff-core-2.0.xsd` (2.1 has no other) and the `xml.xsd` that they import, for
TMX `tmx14.dtd`. What XLIFF 1.2 has broken once is looked at here without them.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pairs
import pytest
import sample
from documents.ministry import MINISTRY
from documents.pages import PAGES
from documents.words import WORDS
from fakes import FakeEngine
from hypothesis import given, settings
from lxml import etree
from texts import documents

from briefing.pipeline import prepare_document, translate_document
from briefing.read import read_source
from briefing.write import exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.document import Document, Hand

FOLDER = os.environ.get("BRIEFING_SCHEMAS", "")
SCHEMAS = {"xliff12": "xliff-core-1.2-strict.xsd", "xliff21": "xliff-core-2.0.xsd", "tmx": "tmx14.dtd"}
SOURCES: dict[str, Callable[[], tuple[bytes, list[str]]]] = {**WORDS, **MINISTRY, **PAGES}
HANDS: tuple[Hand, ...] = ("draft", "edited", "confirmed")
asked = pytest.mark.skipif(not FOLDER, reason="BRIEFING_SCHEMAS names no folder of schemas")


class _Beside(etree.Resolver):
    """A schema that another one imports lies beside it, whatever its address says."""

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:
        beside = Path(FOLDER) / Path(system_url or "").name
        return self.resolve_filename(str(beside), context) if beside.is_file() else None


@cache
def schema_of(form: str) -> etree.DTD | etree.XMLSchema:
    path = Path(FOLDER) / SCHEMAS[form]
    if path.suffix == ".dtd":
        return etree.DTD(str(path))
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.fromstring(path.read_bytes(), parser, base_url=str(path)))


def wrong(form: str, document: Document) -> list[str]:
    """What the schema of a format has against a document."""
    schema = schema_of(form)
    root = etree.fromstring(getattr(exchange, form)(sample.briefing(document), document).encode())
    return [] if schema.validate(root) else [each.message for each in schema.error_log]


def in_hand(document: Document) -> Document:
    """The document with drafts, edited and confirmed sentences in turn."""
    numbered = iter(range(1_000_000))
    return replace(
        document,
        paragraphs=tuple(
            replace(
                each,
                segments=tuple(replace(segment, hand=HANDS[next(numbered) % 3]) for segment in each.segments),
            )
            for each in document.paragraphs
        ),
    )


@asked
@pytest.mark.parametrize("form", SCHEMAS)
@pytest.mark.parametrize("name", SOURCES)
def test_a_document_is_as_the_schema_has_it(name: str, form: str) -> None:
    source = read_source("-", stdin=io.BytesIO(SOURCES[name]()[0]))
    for engine in (FakeEngine("faithful"), FakeEngine("drops")):
        document = prepare_document(source, pairs.MATCHER)
        done = tuple(translate_document(document, engine))
        assert wrong(form, in_hand(replace(document, paragraphs=done))) == []


@asked
@pytest.mark.parametrize("form", SCHEMAS)
@settings(deadline=None, max_examples=60)
@given(document=documents())
def test_any_document_is_as_the_schema_has_it(form: str, document: Document) -> None:
    assert wrong(form, in_hand(document)) == []


@pytest.mark.parametrize("hand", HANDS)
def test_a_mark_has_no_number_that_belongs_to_a_segmentation(hand: Hand) -> None:
    """XLIFF 1.2: the `mid` of a mark in the target is one in the `seg-source`, of which there is none."""
    document = sample.document()
    whole = tuple(
        replace(each, segments=tuple(replace(segment, hand=hand) for segment in each.segments))
        for each in document.paragraphs
    )
    written = exchange.xliff12(sample.briefing(), replace(document, paragraphs=whole))
    root = etree.fromstring(written.encode())
    assert root.find(".//{*}seg-source") is None
    assert len(root.findall(".//{*}target/{*}mrk")) > 5
    assert root.find(".//{*}mrk[@mid]") is None
