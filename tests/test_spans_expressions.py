"""The sentences of `expressions.txt` and `names.txt`, with the spans that are to be found in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.spans import SpanContext, find_spans

if TYPE_CHECKING:
    from briefing.document import Span

HERE = Path(__file__).parent
ANNOTATION = re.compile(
    r"\{(?:(?P<kind>[a-z-]+):(?!//))?(?P<zh>[^{}=~]+)(?P<how>[=~])(?P<en>[^{}]*?)"
    r"(?: \+ (?P<unit>[A-Za-z ]+))?\}"
)
Expected = tuple[str, str, str, bool, str]


def _cases(name: str, kind: str) -> list[tuple[str, list[Expected]]]:
    cases = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if section := re.fullmatch(r"\[([a-z-]+)\]", line):
            kind = section[1]
        elif line and not line.startswith("#"):
            expected = [
                (m["kind"] or kind, m["zh"], m["en"], m["how"] == "=", m["unit"] or "")
                for m in ANNOTATION.finditer(line)
            ]
            cases.append((ANNOTATION.sub(lambda m: m["zh"], line), expected))
    return cases


def _seen(span: Span) -> Expected:
    return (span.kind, span.zh, span.en, span.marked, span.unit)


EXPRESSIONS = _cases("expressions.txt", "figure")
NAMES = _cases("names.txt", "name")


@pytest.mark.parametrize(("zh", "expected"), EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_expressions(zh: str, expected: list[Expected]) -> None:
    spans, findings = find_spans(zh, None)
    assert [_seen(span) for span in spans] == expected
    assert findings == ()


@pytest.mark.parametrize(("zh", "expected"), NAMES, ids=range(len(NAMES)))
def test_names(zh: str, expected: list[Expected]) -> None:
    spans, _ = find_spans(zh, None, context=SpanContext(kind="byline" if zh.startswith("■") else "body"))
    assert [_seen(span) for span in spans if span.kind == "name"] == expected


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert sum(len(expected) for _, expected in EXPRESSIONS) >= 150
    assert len(NAMES) >= 80
