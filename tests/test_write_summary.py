from __future__ import annotations

from dataclasses import replace

import sample

from briefing.document import Finding
from briefing.write.summary import summarize, worst


def test_counts() -> None:
    summary = summarize([sample.document()], 2.0)
    assert (summary.paragraphs, summary.segments, summary.untranslated) == (6, 8, 1)
    assert (summary.terms_enforced, summary.terms) == (5, 6)
    assert (summary.figures_verified, summary.figures) == (5, 6)
    assert (summary.errors, summary.warnings, summary.notes) == (3, 1, 1)
    assert summary.parts() == (
        "6 paragraphs",
        "5 of 6 terms enforced",
        "5 of 6 figures verified",
        "3 errors, 1 warning, 1 note",
        "1 segment not translated",
        "2.0 s",
    )


def test_a_failure_that_was_found_is_not_counted_twice() -> None:
    document = sample.document()
    failed = document.paragraphs[3].segments[1]
    found = replace(failed, findings=(Finding("untranslated", "error", "No English."),))
    paragraph = replace(document.paragraphs[3], segments=(document.paragraphs[3].segments[0], found))
    assert summarize([replace(document, paragraphs=(paragraph,))]).errors == 1


def test_the_worst_severity_marks_a_paragraph() -> None:
    assert [worst(paragraph) for paragraph in sample.document().paragraphs] == [
        None,
        None,
        "error",
        "error",
        "error",
        None,
    ]
