"""Finished documents of any text, for properties of what writes them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import sample
from hypothesis import strategies as st

from briefing.document import Document, Finding, Kind, Segment, Span

HOSTILE = st.sampled_from(
    [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "--><b>", "&amp;&#0;",
        "\x00\x08\x1b[31m", "\u202etxt.exe\u202c", "\ufffe\uffff", "a\ud800b", "\r\n\t", "\u2028\x85",
        "{{7*7}}", '" onmouseover="x', "p3 民政", "[p1.1 not translated: x]", "Appendix: terms and findings",
    ]
)  # fmt: skip
TEXTS = st.one_of(HOSTILE, st.text(min_size=1, max_size=20), st.just("民政部发布通知。")).filter(str.strip)
KINDS: tuple[Kind, ...] = ("heading", "body", "list-item", "byline")


@st.composite
def ranges(draw: st.DrawFn, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text)))
    return start, draw(st.integers(start, len(text)))


@st.composite
def segments(draw: st.DrawFn, id_: str) -> Segment:
    """With spans and findings anywhere, also across each other on the English side."""
    zh = draw(TEXTS)
    en = draw(st.one_of(st.just(""), TEXTS))
    spans = []
    at = 0
    while at < len(zh) and draw(st.booleans()):
        end = draw(st.integers(at + 1, len(zh)))
        en_at = draw(st.one_of(st.none(), ranges(en)))
        kind = draw(st.sampled_from(["term", "figure", "url"]))
        by = "text" if en_at else ""
        spans.append(Span(kind, zh[at:end], (at, end), "x", value=Decimal(1), en_at=en_at, by=by))
        at = end
    findings = draw(
        st.lists(
            st.builds(
                Finding,
                st.sampled_from(["term-missing", "length"]),
                st.sampled_from(["error", "warning", "note"]),
                TEXTS,
                zh_at=st.one_of(st.none(), ranges(zh)),
                en_at=st.one_of(st.none(), ranges(en)),
            ),
            max_size=3,
        )
    )
    return Segment(id_, zh, tuple(spans), en, "stop", tuple(findings))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    paragraphs = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        id_ = f"p{number}"
        inner = [draw(segments(f"{id_}.{at}")) for at in range(1, draw(st.integers(1, 3)) + 1)]
        paragraphs.append(sample.paragraph(id_, draw(st.sampled_from(KINDS)), *inner))
    document = sample.document()
    source = replace(document.source, name=draw(TEXTS))
    return replace(document, source=source, paragraphs=tuple(paragraphs))
