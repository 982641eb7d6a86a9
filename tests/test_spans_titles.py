"""One English for a document that a text names more than once."""

from __future__ import annotations

from fakes import FakeEngine

from briefing.document import Source
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.pipeline import prepare_document, translate_document
from briefing.spans.titles import named, repeated

MATCHER = Matcher(
    Termbase((Term("社会救助法", "Social Assistance Law"), Term("养老服务", "elderly care services")))
)
TEXT = """全省施行《养老服务促进条例》。

各市根据《养老服务促进条例》和《社会救助法》制定细则。

《社会救助法》于当年公布，《残疾人保障办法》随后修订。
"""


def document():
    return prepare_document(Source("a.txt", TEXT, "", "utf-8"), MATCHER)


def test_titles_that_come_again_and_that_no_entry_has():
    titles = repeated(document())
    assert [(each.id, each.zh) for each in titles] == [("title1", "养老服务促进条例")]
    assert [span.zh for span in titles[0].spans] == ["养老服务"]
    assert titles[0].zh[slice(*titles[0].spans[0].zh_at)] == "养老服务"


def test_a_title_takes_the_place_of_what_is_inside():
    done = named(document(), {"养老服务促进条例": "Regulations on Promoting Elderly Care Services"})
    for paragraph in done.paragraphs[:2]:
        segment = paragraph.segments[0]
        kinds = {span.zh: span.kind for span in segment.spans}
        assert kinds["养老服务促进条例"] == "title"
        assert "养老服务" not in kinds
        assert all(segment.zh[slice(*span.zh_at)] == span.zh for span in segment.spans)
    assert done.paragraphs[2] == document().paragraphs[2]


def test_the_english_of_a_title_is_the_same_everywhere():
    engine = FakeEngine()
    paragraphs = list(translate_document(document(), engine))
    assert engine.asked[0].text == "养老服务促进条例"
    english = {
        segment.en[slice(*span.en_at)]
        for paragraph in paragraphs
        for segment in paragraph.segments
        for span in segment.spans
        if span.kind == "title"
    }
    assert len(english) == 1


def test_a_title_that_fails_is_left_to_its_sentences():
    paragraphs = list(translate_document(document(), FakeEngine("fails")))
    assert not [
        span for each in paragraphs for s in each.segments for span in s.spans if span.kind == "title"
    ]
