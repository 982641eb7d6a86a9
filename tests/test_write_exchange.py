"""XLIFF and TMX: another program reads every sentence with its English, state, terms and findings."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import sample
import texts
from hypothesis import given, settings
from lxml import etree

from briefing.bilingual import read_bilingual
from briefing.files import is_own_unedited
from briefing.visible import visible
from briefing.write import exchange
from briefing.write.layers import apart

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Document

WRITERS = {"xliff12": exchange.xliff12, "xliff21": exchange.xliff21}


def written(form: str, document: Document | None = None) -> bytes:
    document = document or sample.document()
    return getattr(exchange, form)(sample.briefing(document), document).encode()


def segments(document: Document) -> list[tuple[str, str]]:
    found = [each for paragraph in document.paragraphs for each in paragraph.segments]
    return [(visible(each.zh), visible(each.en)) for each in found]


def units(form: str, data: bytes) -> list[tuple[str, str]]:
    """Source and target of the units, as translate-toolkit reads them."""
    from translate.storage import xliff, xliff2

    kind = xliff.xlifffile if form == "xliff12" else xliff2.Xliff2File
    store = kind.parsestring(data)
    return [(str(each.source), str(each.target or "")) for each in store.units]


@pytest.mark.parametrize("form", WRITERS)
def test_another_program_reads_the_sentences(form: str) -> None:
    found = units(form, written(form))
    if form == "xliff21":
        found = [each for each in found if each[0]]
    assert found == segments(sample.document())


@pytest.mark.parametrize("form", WRITERS)
@settings(deadline=None, max_examples=40)
@given(document=texts.documents())
def test_any_text_is_there_in_order_with_its_spans(form: str, document: Document) -> None:
    root = etree.fromstring(written(form, document))
    holders = list(root.iter("{*}trans-unit", "{*}segment"))
    expected = [each for paragraph in document.paragraphs for each in paragraph.segments]
    assert [each.get("id") for each in holders] == [each.id for each in expected]
    for holder, segment in zip(holders, expected, strict=True):
        for side, text in (("source", segment.zh), ("target", segment.en)):
            element = holder.find(f"{{*}}{side}")
            assert "".join(element.itertext()) == visible(text)
            places = [each.zh_at if side == "source" else each.en_at for each in segment.spans]
            kept = apart((at, number) for number, at in enumerate(places) if at)
            for mark, (at, number) in zip(element, kept, strict=True):
                span = segment.spans[number]
                other = visible(span.en if side == "source" else span.zh)
                assert mark.get("id", f"{segment.id}-{number}") == f"{segment.id}-{number}"
                assert mark.get("comment", other) == other
                assert mark.text == visible(text)[slice(*at)]
                assert "".join(each for each in _before(mark)) == visible(text)[: at[0]]


def _before(mark: etree._Element) -> list[str]:
    parent = mark.getparent()
    found = [parent.text or ""]
    for each in parent:
        if each is mark:
            break
        found += [each.text or "", each.tail or ""]
    return found


def test_states_tell_what_is_to_be_done() -> None:
    root = etree.fromstring(written("xliff12"))
    states = {each.getparent().get("id"): each.get("state") for each in root.iter("{*}target")}
    assert states["p3.1"] == "translated"
    assert states["p3.2"] == "needs-review-translation"
    assert states["p4.1"] == "translated"  # a note alone
    assert states["p4.2"] == "needs-translation"
    root = etree.fromstring(written("xliff21"))
    states = {each.get("id"): (each.get("state"), each.get("subState")) for each in root.iter("{*}segment")}
    assert states["p3.2"] == ("translated", "briefing:needs-review-translation")
    assert states["p4.1"] == ("translated", None)
    assert states["p4.2"] == ("initial", None)


def test_findings_are_notes_and_terms_are_marked() -> None:
    root = etree.fromstring(written("xliff12"))
    notes = [each for each in root.iter("{*}note") if each.get("from") == "briefing"]
    assert [(each.getparent().get("id"), each.get("priority")) for each in notes] == [
        ("p3.2", "1"), ("p4.1", "7"), ("p4.2", "1"), ("p5.1", "1"), ("p5.1", "3"),
    ]  # fmt: skip
    assert notes[0].text == (
        "error, term-missing: 枫桥经验 is not rendered as the glossary says. Expected: Fengqiao model."
    )
    terms = [each.text for each in root.iter("{*}mrk") if each.get("mtype") == "term"]
    assert terms[:4] == ["基层治理", "民生", "primary-level governance", "people's well-being"]
    assert root.find(".//{*}mrk[@comment='Fengqiao model']").text == "枫桥经验"
    root = etree.fromstring(written("xliff21"))
    entries = [[each.text for each in entry] for entry in root.iter("{*}glossEntry")]
    assert ["枫桥经验", "Fengqiao model"] in entries


@pytest.mark.parametrize("form", WRITERS)
def test_ids_are_unique_where_they_must_be(form: str) -> None:
    root = etree.fromstring(written(form))
    for scope in root.iter("{*}unit") if form == "xliff21" else [root]:
        for side in ("source", "target"):
            ids = [each.get("id") for its in scope.iter(f"{{*}}{side}") for each in its if each.get("id")]
            assert len(ids) == len(set(ids))
        ids = [each.get("id") for each in scope.iter("{*}segment", "{*}trans-unit", "{*}note", "{*}group")]
        ids = [each for each in ids if each]
        assert len(ids) == len(set(ids))


def test_a_translation_memory_has_what_is_translated_once() -> None:
    from translate.storage import tmx

    document = sample.document()
    found = [
        (str(each.source), str(each.target))
        for each in tmx.tmxfile.parsestring(written("tmx", document)).units
    ]
    assert found == [(zh, en) for zh, en in segments(document) if en]
    again = sample.briefing()
    doubled = exchange.tmx(again, _doubled(document)).encode()
    assert len(tmx.tmxfile.parsestring(doubled).units) == len(found)


def _doubled(document: Document) -> Document:
    from dataclasses import replace

    return replace(document, paragraphs=(*document.paragraphs, *document.paragraphs))


@pytest.mark.parametrize("form", [*WRITERS, "tmx"])
def test_an_edit_is_told(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.xlf"
    path.write_bytes(written(form))
    assert written(form) == written(form)
    assert is_own_unedited(path)
    path.write_bytes(written(form).replace(b"7,593", b"7,594"))
    assert not is_own_unedited(path)


@pytest.mark.parametrize("form", WRITERS)
@settings(deadline=None, max_examples=40)
@given(document=texts.documents())
def test_what_is_written_is_read_back(form: str, document: Document) -> None:
    read = read_bilingual("-", stdin=io.BytesIO(written(form, document)))
    assert [(each.id, each.kind, each.zh) for each in read.pairs] == [
        (each.id, each.kind, visible(each.zh)) for each in document.paragraphs if visible(each.zh).strip()
    ]
    assert [each.parts for each in read.pairs] == [
        tuple((visible(part.zh), visible(part.en)) for part in each.segments)
        for each in document.paragraphs
        if visible(each.zh).strip()
    ]
    assert read.written.paragraphs == len(document.paragraphs)
    assert read.comments == ()


def test_overlapping_marks_are_parted() -> None:
    assert apart([((0, 3), "a"), ((2, 5), "b"), ((3, 3), "c"), ((3, 4), "d")]) == [
        ((0, 3), "a"),
        ((3, 4), "d"),
    ]
