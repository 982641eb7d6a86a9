"""Errors that were read in outputs, each kind with neighbours, held to the termbases that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.document import Segment
from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.normalize import normalize
from briefing.quantities.region import region_of
from briefing.spans import SpanContext, find_spans
from briefing.verify import Setting, verify

LINES = (Path(__file__).parent / "sense.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.fixture(scope="module")
def matcher():
    return Matcher(load_termbase(user=False))


@pytest.mark.parametrize(("sign", "kind", "zh", "en"), ROWS)
def test_what_is_wrong_is_told_and_what_is_right_is_clean(sign, kind, zh, en, matcher):
    text = normalize(zh).text
    spans, _ = find_spans(text, matcher, context=SpanContext(kind="body", region=region_of([text])))
    done = verify(Segment("p1.1", text, spans, en, "stop"), Setting.of([text]))
    told = [each.rule for each in done.findings if each.severity != "note"]
    assert bool(told) is (sign == "-"), (kind, told)
