"""What is to be read first, in each form of a briefing."""

from __future__ import annotations

import io
import json as plain_json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
import sample

from briefing.write import docx, html, json, markdown, plain
from briefing.write.summary import read_first

if TYPE_CHECKING:
    from briefing.document import Briefing, Document


def doubted(document: Document) -> Document:
    """The sample with a doubt about each of its segments, greater from one to the next."""
    doubts = iter(range(100))
    return replace(
        document,
        paragraphs=tuple(
            replace(
                paragraph,
                segments=tuple(replace(each, doubt=next(doubts) / 100) for each in paragraph.segments),
            )
            for paragraph in document.paragraphs
        ),
    )


@pytest.fixture
def work() -> Briefing:
    return replace(sample.briefing(), documents=(doubted(sample.document()),))


def test_the_most_doubtful_stand_first(work: Briefing) -> None:
    segments = [each for paragraph in work.documents[0].paragraphs for each in paragraph.segments]
    ids = [each.id for each in segments]
    first = read_first(work.documents).split(", ")
    assert first == ids[::-1][: len(first)]
    assert 0 < len(first) < len(ids)


def test_every_form_says_which(work: Briefing) -> None:
    ids = read_first(work.documents)
    document = work.documents[0]
    said = f"These are the most doubtful, flagged or not, the worst first: {ids}."
    assert f"### Read these first\n\n{said}\n" in markdown.render(work, document)
    assert f"# read these first: {ids}\n" in plain.render(work)
    page = html.render(work, document)
    assert page.count("Read these first") == 1
    assert all(f'<a href="#{each}">{each}</a>' in page for each in ids.split(", "))
    with zipfile.ZipFile(io.BytesIO(docx.render(work, document))) as archive:
        assert ids in archive.read("word/document.xml").decode("utf-8")


def test_where_nobody_can_say_nothing_is_said() -> None:
    work, document = sample.briefing(), sample.document()
    assert read_first([document]) == ""
    assert "Read these first" not in markdown.render(work, document)
    assert "read these first" not in plain.render(work)
    assert "Read these first" not in html.render(work, document)


def test_of_several_texts_each_has_its_own(work: Briefing) -> None:
    other = replace(work.documents[0], source=replace(work.documents[0].source, name="other.txt"))
    line = read_first([*work.documents, other])
    assert line.count(": ") == 2
    assert "; other.txt: " in line


def test_the_data_have_the_doubt(work: Briefing) -> None:
    data = plain_json.loads(json.render(work))
    jsonschema.validate(data, json.schema())
    doubts = [
        segment["doubt"]
        for paragraph in data["documents"][0]["paragraphs"]
        for segment in paragraph["segments"]
    ]
    assert doubts == sorted(doubts)
