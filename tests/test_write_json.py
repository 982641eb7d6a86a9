from __future__ import annotations

import json
from dataclasses import replace

import pairs
import pytest
import sample
from fakes import BEHAVIOURS, FakeEngine
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefing.document import Finding, Segment
from briefing.pipeline import prepare_document, translate_document
from briefing.write.json import render, schema


def test_golden() -> None:
    sample.check_golden("briefing.json", render(sample.briefing()))


def test_the_schema_is_valid_and_describes_the_output() -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(json.loads(render(sample.briefing())))


@pytest.mark.parametrize(
    "path",
    [
        ("digest",),
        ("documents", 0, "source", "sha256"),
        ("documents", 0, "paragraphs", 2, "source_at"),
        ("documents", 0, "paragraphs", 2, "segments", 0, "spans", 0, "zh_at"),
        ("documents", 0, "paragraphs", 2, "segments", 1, "findings", 0, "expected"),
        ("documents", 0, "paragraphs", 2, "segments", 1, "findings", 0, "zh_at"),
        ("documents", 0, "paragraphs", 2, "segments", 1, "findings", 0, "en_at"),
    ],
    ids=lambda path: ".".join(map(str, path)),
)
def test_the_schema_refuses_what_lacks_a_part(path: tuple[str | int, ...]) -> None:
    data = json.loads(render(sample.briefing()))
    place = data
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    assert not Draft202012Validator(schema()).is_valid(data)


def test_what_is_absent_is_null() -> None:
    data = json.loads(render(sample.briefing()))
    paragraphs = data["documents"][0]["paragraphs"]
    assert paragraphs[3]["segments"][1]["en"] is None
    missed = paragraphs[2]["segments"][1]["spans"][0]
    assert (missed["zh"], missed["en_at"], missed["by"]) == ("枫桥经验", None, None)
    assert paragraphs[4]["segments"][0]["findings"][1]["expected"] is None


def test_offsets_point_at_what_they_name() -> None:
    for paragraph in json.loads(render(sample.briefing()))["documents"][0]["paragraphs"]:
        for segment in paragraph["segments"]:
            for span in segment["spans"]:
                assert segment["zh"][slice(*span["zh_at"])] == span["zh"]
                if span["en_at"]:
                    assert segment["en"][slice(*span["en_at"])] == span["en"]


def test_a_finding_says_where_it_is_if_it_is_about_a_place() -> None:
    zh, en = "坚持枫桥经验。", "We uphold it."
    where = Finding("term-missing", "warning", "missing", zh_at=(2, 6))
    there = Finding("term-extra", "warning", "extra", zh_at=(2, 6), en_at=(3, 9))
    whole = Finding("length", "warning", "short")
    segment = Segment("p1.1", zh, (), en, "stop", (where, there, whole))
    paragraph = sample.paragraph("p1", "body", segment)
    data = json.loads(render(sample.briefing(replace(sample.document(), paragraphs=(paragraph,)))))
    Draft202012Validator(schema()).validate(data)
    told = data["documents"][0]["paragraphs"][0]["segments"][0]["findings"]
    assert [(each["zh_at"], each["en_at"]) for each in told] == [
        ([2, 6], None),
        ([2, 6], [3, 9]),
        (None, None),
    ]
    assert zh[slice(*told[0]["zh_at"])] == "枫桥经验"


@settings(deadline=None, max_examples=40)
@given(behaviour=st.sampled_from(BEHAVIOURS), seed=st.integers(0, 9))
def test_the_places_of_findings_are_in_their_sentences(behaviour: str, seed: int) -> None:
    text = pairs.source_text()
    document = prepare_document(replace(sample.document().source, text=text), pairs.MATCHER)
    done = tuple(translate_document(document, FakeEngine(behaviour, seed=seed)))  # type: ignore[arg-type]
    data = json.loads(render(sample.briefing(replace(document, paragraphs=done))))
    for paragraph in data["documents"][0]["paragraphs"]:
        for segment in paragraph["segments"]:
            for finding in segment["findings"]:
                for at, text in (("zh_at", segment["zh"]), ("en_at", segment["en"])):
                    if finding[at]:
                        start, end = finding[at]
                        assert 0 <= start <= end <= len(text), "no place in an English that there is not"


@settings(deadline=None)
@given(zh=st.text(st.characters(exclude_categories=[])), en=st.text(st.characters(exclude_categories=[])))
def test_any_text_comes_back(zh: str, en: str) -> None:
    document = sample.document()
    paragraph = sample.paragraph("p1", "body", Segment("p1.1", zh, (), en, "stop"))
    text = render(sample.briefing(replace(document, paragraphs=(paragraph,))))
    back = json.loads(text.encode())["documents"][0]["paragraphs"][0]
    assert (back["zh"], back["raw"]) == (zh, zh)
    assert back["en"] == (en or None)
    assert not [char for char in text if char != "\n" and (char < " " or "\x7f" <= char < "\xa0")]
