from __future__ import annotations

import io
from dataclasses import replace

import sample

from briefing.write.plain import PlainWriter, render
from briefing.write.summary import summarize


def test_golden() -> None:
    sample.check_golden("briefing.txt", render(sample.briefing()))


def test_a_line_is_an_id_a_tab_and_a_text_whatever_the_text_holds() -> None:
    document = sample.document()
    strange = replace(document.paragraphs[5].segments[0], zh="甲\t乙\n丙\x1b[31m\u202e", en="A\tB\nC\x9b0m\r")
    paragraph = replace(document.paragraphs[5], segments=(strange,))
    text = render(sample.briefing(replace(document, paragraphs=(paragraph,))))
    assert "p6\t甲 乙 丙␛[31m\ufffd\np6\tA B C\ufffd0m \n" in text


def test_the_time_that_it_took_is_not_in_the_text() -> None:
    stream = io.StringIO()
    PlainWriter(stream).end(summarize([sample.document()], 41.2))
    assert "41.2" not in stream.getvalue()
