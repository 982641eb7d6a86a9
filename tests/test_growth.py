"""The time that a text takes grows with its length and no faster, whatever it is made of."""

from __future__ import annotations

import random
from dataclasses import replace

import growth
import patterns
import pytest
from fakes import FakeEngine
from test_pipeline import TERMS, source

from briefing.document import Document, Paragraph, Segment
from briefing.glossary.matcher import Matcher
from briefing.pipeline import Work, prepare_document, translate_document

MATCHER = Matcher(TERMS)


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    return patterns.pieces(patterns.collected(), random.Random(3))


def work(text: str, *, markdown: bool = False) -> None:
    """All stages, with an engine that takes no time to speak of."""
    read = replace(source(text), format="md") if markdown else source(text)
    list(translate_document(prepare_document(read, MATCHER), FakeEngine()))


def outgrown(piece: str, *, markdown: bool = False) -> str:
    """What is wrong with the time for a text of `piece` alone; nothing if it keeps step with the length."""
    try:
        with patterns.limit(20):
            wrong = growth.outgrown(
                lambda length: work("民政" + piece * (length // len(piece)), markdown=markdown),
                1_000,
                4_000,
                times=10,
            )
    except patterns.SlowError:
        wrong = "does not end"
    return f"{piece!r}: {wrong}" if wrong else ""


def test_a_text_of_one_piece_repeated(pieces: list[str]) -> None:
    chosen = random.Random(5).sample(pieces, 24)
    assert [*filter(None, (outgrown(piece, markdown=at % 2 == 0) for at, piece in enumerate(chosen)))] == []


@pytest.mark.slow
@pytest.mark.parametrize("markdown", [False, True])
def test_a_text_of_any_piece_repeated(pieces: list[str], markdown: bool) -> None:
    assert [*filter(None, (outgrown(piece, markdown=markdown) for piece in pieces))] == []


@pytest.mark.parametrize("text", ["驻" * 46, "● " + "驻" * 44, "驻京首席" * 30, "本报驻沪特约" * 40 + "记者"])
def test_who_wrote_it_is_found_out_at_once(text: str) -> None:
    with patterns.limit(2):
        work(text)


def test_a_paragraph_is_put_together_in_the_time_of_its_length() -> None:
    segments = tuple(Segment(f"p1.{number}", f"第{number}句。") for number in range(4_000))
    paragraph = Paragraph("p1", "body", "", (0, 0), segments)
    whole = Work.of(Document(source(""), "s", (), (paragraph,)))
    with patterns.limit(5):
        for each in segments:
            assert [*whole.finished()] == []
            whole.settled[each.id] = replace(each, en="A sentence.")
        (done,) = whole.finished()
    assert [each.zh for each in done.segments] == [each.zh for each in segments]
    assert [*whole.finished()] == []


@pytest.mark.slow
def test_ten_times_the_sentences_in_one_paragraph_take_ten_times_as_long() -> None:
    def paragraph(sentences: int) -> str:
        return "".join(f"全省第{number}个县共保障{number}人。" for number in range(sentences))

    assert growth.outgrown(lambda sentences: work(paragraph(sentences)), 1_000, 10_000, times=15) == ""
