"""Texts as they come from scrapers, PDF files, office programs and web pages, and what is to become of them.

Beside each text of `dirty/` lies a file `.expected`: encoding and script, then a paragraph a line,
its kind and its segments with ` ‖ ` between them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.normalize import normalize
from briefing.normalize.edits import apply, rebuild, within
from briefing.read import read_source
from briefing.segment import segment

TEXTS = sorted(path for path in (Path(__file__).parent / "dirty").iterdir() if path.suffix in (".txt", ".md"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_dirty_text(path: Path) -> None:
    source = read_source(path)
    document = segment(source, normalize(source.text))
    lines = [f"{source.encoding} {document.script}"]
    for paragraph in document.paragraphs:
        lines.append(f"{paragraph.kind}: " + " ‖ ".join(one.zh for one in paragraph.segments))
        edits = within(document.edits, *paragraph.source_at)
        assert apply(paragraph.raw, edits, offset=paragraph.source_at[0]) == paragraph.zh
    assert rebuild(apply(source.text, document.edits), document.edits) == source.text
    expected = path.with_name(path.name + ".expected").read_text(encoding="utf-8").splitlines()
    assert lines == expected
