"""The examples as a web page, a Word document and a PDF: the same segments with the same spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.glossary.compiled import load
from briefing.pipeline import prepare_document
from briefing.read import read_source

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXTS = sorted(EXAMPLES.glob("*.txt"))


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_a_document_gives_the_segments_of_its_text(text: Path, suffix: str) -> None:
    _, matcher = load(())
    of_text = prepare_document(read_source(text), matcher)
    made = prepare_document(read_source(text.with_suffix(suffix)), matcher)
    assert [each.zh for each in made.paragraphs] == [each.zh for each in of_text.paragraphs]
    for one, other in zip(made.paragraphs, of_text.paragraphs, strict=True):
        assert [each.zh for each in one.segments] == [each.zh for each in other.segments]
        assert [each.spans for each in one.segments] == [each.spans for each in other.segments]
