"""A briefing taken up again: sentence by sentence, with whose word each is."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pairs
import pytest
import sample
import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.bilingual import read_bilingual
from briefing.pipeline import cut_document
from briefing.review.reopened import cut_by_marks, reopened
from briefing.write.markdown_text import mark_of
from briefing.write.rendered import Look, render
from briefing.write.targets import Target

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Briefing, Document, Hand

WORK = pairs.briefing()
HELD = (Target.markdown, Target.docx, Target.xliff, Target.xliff2, Target.json)


def with_hands(document: Document, hands: dict[str, Hand]) -> Document:
    """The document with whose word its sentences are, as far as they have English."""
    return replace(
        document,
        paragraphs=tuple(
            replace(
                each,
                segments=tuple(
                    replace(one, hand=hands.get(one.id, "draft") if one.en.strip() else "draft")
                    for one in each.segments
                ),
            )
            for each in document.paragraphs
        ),
    )


def told(document: Document) -> list[tuple[str, str, str, Hand]]:
    return [
        (each.id, each.zh, each.en, each.hand)
        for paragraph in document.paragraphs
        for each in paragraph.segments
    ]


def again(work: Briefing, target: Target, *changes: tuple[str, str]) -> Document:
    """The briefing written, changed in an editor, and taken up again."""
    written = render(work, target, Look())
    data = written if isinstance(written, bytes) else written.encode("utf-8", "backslashreplace")
    for old, new in changes:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode(), 1)
    return reopened(read_bilingual("-", stdin=io.BytesIO(data)))


@pytest.mark.parametrize("target", HELD)
@given(st.data())
@settings(deadline=None, max_examples=3)
def test_every_output_that_can_hold_it_tells_whose_word_a_sentence_is(
    target: Target, data: st.DataObject
) -> None:
    (document,) = WORK.documents
    ids = [id_ for id_, *_ in told(document)]
    hand = st.sampled_from(("draft", "edited", "confirmed"))
    work = with_hands(document, {id_: data.draw(hand) for id_ in ids})
    found = again(replace(WORK, documents=(work,)), target)
    if all(own == "draft" for *_, own in told(work)) and target in (Target.markdown, Target.docx):
        assert [each[1:] for each in told(found)] == [each[1:] for each in told(work)]
    else:
        assert told(found) == told(work)


@settings(deadline=None, max_examples=8)
@given(texts.documents(), st.sampled_from((Target.markdown, Target.docx, Target.xliff)))
def test_nothing_is_lost_of_any_text(document: Document, target: Target) -> None:
    found = again(sample.briefing(document), target)
    assert [each.id for each in found.paragraphs] == [each.id for each in document.paragraphs]
    ids = [id_ for id_, *_ in told(found)]
    assert len(set(ids)) == len(ids)


def test_what_was_edited_by_hand_is_no_draft_and_the_confirmed_beside_it_stays() -> None:
    (document,) = WORK.documents
    work = replace(WORK, documents=(with_hands(document, {"p2.1": "confirmed", "p4.1": "confirmed"}),))
    found = {
        id_: hand for id_, _, _, hand in told(again(work, Target.markdown, ("gave full play", "gave play")))
    }
    assert found["p2.2"] == "edited"
    assert found["p2.1"] == "confirmed"
    assert found["p4.1"] == "confirmed"
    assert found["p4.2"] == found["p5.1"] == "draft"


def test_what_a_translators_tool_approved_is_confirmed() -> None:
    found = again(WORK, Target.xliff, ('<trans-unit id="p3.1">', '<trans-unit id="p3.1" approved="yes">'))
    assert {id_: hand for id_, _, _, hand in told(found)}["p3.1"] == "confirmed"


def test_a_paragraph_that_was_lost_is_there_without_english(tmp_path: Path) -> None:
    (document,) = WORK.documents
    path = tmp_path / "article.md"
    text = str(render(WORK, Target.markdown, Look()))
    start, end = text.index("> **p3**"), text.index("> **p4**")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    found = reopened(read_bilingual(path), cut_document(document.source))
    assert [each.id for each in found.paragraphs] == ["p1", "p2", "p3", "p4", "p5"]
    assert [each.ended for each in found.paragraphs[2].segments] == ["pending"]
    assert [each.raw for each in found.paragraphs] == [each.raw for each in document.paragraphs]


def test_sentences_that_cannot_be_told_apart_are_one(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "民政部发布通知。各地要认真落实。\tThe ministry issued a notice, to be heeded\n", encoding="utf-8"
    )
    assert told(reopened(read_bilingual(path))) == [
        ("p1.1", "民政部发布通知。各地要认真落实。", "The ministry issued a notice, to be heeded", "edited")
    ]


@given(
    st.lists(st.sampled_from(("See No. 12.", "Mr. Li said so.", "Yes", "a b c", "…")), min_size=1, max_size=6)
)
def test_marks_tell_pieces_apart_where_full_stops_do_not(pieces: list[str]) -> None:
    found = cut_by_marks(" ".join(pieces), [mark_of(each) for each in pieces])
    assert found is not None
    assert [mark_of(each) for each in found] == [mark_of(each) for each in pieces]
    assert " ".join(found) == " ".join(pieces)


def test_other_marks_cut_nothing() -> None:
    assert cut_by_marks("One sentence. Another.", [mark_of("One sentence."), mark_of("A third.")]) is None
    assert cut_by_marks("One sentence.", ["0000", "1111"]) is None
