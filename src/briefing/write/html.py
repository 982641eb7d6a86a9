"""The briefing as one page that any browser shows: side by side, with nothing fetched from anywhere.

A term or figure links to its partner on the other side, which lights up under the pointer or the focus. The
style and the script stand in the page, and its Content-Security-Policy (CSP Level 3) admits them alone, by
their hashes: whatever a text says, it is shown and never obeyed.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from briefing.doubt import to_read_first
from briefing.files import PLACEHOLDER, sealed
from briefing.visible import visible, visible_lines
from briefing.write.layers import apart, pieces, placed_findings, role, sign
from briefing.write.palette import CONFIRMED, MARKS
from briefing.write.record import RECORD_TITLE, facts, record, title_of, used_terms
from briefing.write.summary import segments_of, worst
from briefing.write.text import failure_mark, is_untranslated, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.document import Briefing, Document, Paragraph, Range, Segment
    from briefing.write.layers import Placed

Side = Literal["zh", "en"]


def render(briefing: Briefing, document: Document, *, show_source: Literal["clean", "raw"] = "clean") -> str:
    """One document of the briefing as HTML; the same arguments give the same bytes.

    `show_source` "raw" shows the Chinese as it was read, without links from its terms.
    """
    palette, own, script = (_asset(name) for name in ("palette.css", "page.css", "page.js"))
    style = palette + own
    findings = placed_findings(document.paragraphs)
    title_zh, title = title_of(document)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    told = facts(briefing, document)
    return sealed(
        "\n".join(
            (
                "<!DOCTYPE html>",
                f"<!-- briefing\ndigest: {PLACEHOLDER}\n-->",
                '<html lang="en">',
                '<head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{_text(title)}</title>",
                f"<style>{style}</style></head>",
                '<body><a class="skip" href="#text">Skip to the text</a>',
                f'<header><h1>{_text(title)}</h1><p lang="zh-Hans">{_text(title_zh)}</p>',
                f'<p class="quiet">{_text(told["source"])} · {_text(told["counts"])}</p></header>',
                _tools(),
                '<main id="text" tabindex="-1">',
                *(
                    _paragraph(paragraph, own, raw=show_source == "raw")
                    for paragraph, own in zip(document.paragraphs, findings, strict=True)
                ),
                "</main>",
                *_first(document),
                *_findings([each for own in findings for each in own]),
                '<footer aria-label="Terms and record">',
                *_terms(document),
                *(f"<p>{name.capitalize()}: {_text(value)}</p>" for name, value in told.items()),
                f"<details><summary>{RECORD_TITLE}</summary>",
                f"<pre>{escape(visible_lines(record(briefing, document, show_source=show_source)))}</pre>",
                "</details></footer>",
                f"<script>{script}</script></body></html>",
                "",
            )
        )
    )


def _asset(name: str) -> str:
    return files("briefing.write").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _text(text: str) -> str:
    return escape(visible(text))


def _tools() -> str:
    return (
        '<nav aria-label="Tools"><a href="#findings">Findings</a> <a href="#terms">Terms</a>'
        '<span class="scripted" hidden><label for="search">Search</label>'
        ' <input id="search" type="search" autocomplete="off"></span>'
        '<span id="found" role="status"></span>'
        '<button id="theme" class="scripted" type="button" aria-pressed="false" hidden>'
        "Light or dark</button></nav>"
    )


def _paragraph(paragraph: Paragraph, findings: Sequence[Placed], *, raw: bool) -> str:
    """Number, Chinese and English of a paragraph in a row."""
    signed, severity = sign(paragraph), worst(paragraph)
    title = "confirmed" if signed == CONFIRMED else severity
    mark = f' <span class="{title}" title="{title}">{signed}</span>' if signed else ""
    if raw:
        chinese = _text(paragraph.raw)
    else:
        chinese = "".join(_side(segment, "zh", findings) for segment in paragraph.segments)
    english = " ".join(filter(None, (_english(segment, findings, raw=raw) for segment in paragraph.segments)))
    tag = "h2" if paragraph.kind == "heading" and english else "p"
    return (
        f'<section class="paragraph {paragraph.kind}" id="{paragraph.id}" aria-label="{paragraph.id}">'
        f'<a class="number" href="#{paragraph.id}">{paragraph.id}{mark}</a>'
        f'<p lang="zh-Hans">{chinese}</p><{tag} lang="en">{english}</{tag}></section>'
    )


def _english(segment: Segment, findings: Sequence[Placed], *, raw: bool) -> str:
    if is_untranslated(segment):
        return f'<strong class="failed" id="{segment.id}">{_text(failure_mark(segment))}</strong>'
    if not segment.en.strip():
        return ""
    hand = "" if segment.hand == "draft" else f' data-hand="{segment.hand}"'
    return f'<span id="{segment.id}"{hand}>{_side(segment, "en", findings, alone=raw)}</span>'


def _side(segment: Segment, side: Side, findings: Sequence[Placed], *, alone: bool = False) -> str:
    """One side of a segment: its spans, linked to those of the other unless `alone`, and doubtful places."""
    text = visible(segment.zh if side == "zh" else segment.en)
    shown = _shown(segment, side)
    other = [] if alone else _shown(segment, "en" if side == "zh" else "zh")
    paired = {number for _, number in other}
    doubts = [
        at
        for each in findings
        if each.segment is segment
        and (at := each.finding.zh_at if side == "zh" else each.finding.en_at)
        and at[0] < at[1]
    ]
    parts: list[str] = []
    tag, last = "", None
    for start, end in pieces(text, (cut for at in (*(at for at, _ in shown), *doubts) for cut in at)):
        number = next((number for at, number in shown if at[0] <= start and end <= at[1]), None)
        if number != last:
            parts.append(f"</{tag}>" if tag else "")
            tag, opening = _tag(segment, number, side, linked=number in paired)
            parts.append(opening)
            last = number
        content = escape(text[start:end])
        doubtful = any(at[0] <= start and end <= at[1] for at in doubts)
        parts.append(f'<span class="doubt">{content}</span>' if doubtful else content)
    return "".join(parts) + (f"</{tag}>" if tag else "")


def _shown(segment: Segment, side: Side) -> list[tuple[Range, int]]:
    """The places of the spans on one side, apart from each other, and their numbers in the segment."""
    places = [span.zh_at if side == "zh" else span.en_at for span in segment.spans]
    return apart((at, number) for number, at in enumerate(places) if at)


def _tag(segment: Segment, number: int | None, side: Side, *, linked: bool) -> tuple[str, str]:
    """The tag of a span's element and how it begins: a link to its partner, if there is one."""
    if number is None:
        return "", ""
    kind = role(segment.spans[number])
    if not linked:
        return "span", f'<span class="span {kind}">'
    here, there = ("z", "e") if side == "zh" else ("e", "z")
    place = f"{segment.id}-{number}"
    return "a", f'<a class="span {kind}" id="{here}{place}" href="#{there}{place}">'


def _first(document: Document) -> Iterator[str]:
    """The most doubtful sentences, each a link."""
    if first := to_read_first(segments_of(document)):
        links = ", ".join(f'<a href="#{each.id}">{each.id}</a>' for each in first)
        yield '<aside aria-labelledby="first-title"><h2 id="first-title">Read these first</h2>'
        yield "<p>These are the most doubtful, flagged or not, the worst first:"
        yield f"{links}.</p></aside>"


def _findings(placed: Sequence[Placed]) -> Iterator[str]:
    """The list of findings with what filters it by rule."""
    yield '<aside aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>'
    if not placed:
        yield '<p id="findings">None.</p></aside>'
        return
    rules = Counter(each.finding.rule for each in placed)
    options = "".join(
        f'<option value="{_text(rule)}">{_text(rule)} ({rules[rule]})</option>' for rule in rules
    )
    yield (
        '<p class="filters scripted" hidden><label for="rule">Rule</label> <select id="rule">'
        f'<option value="">all ({len(placed)})</option>{options}</select>'
        ' <span id="told" role="status"></span></p>'
    )
    yield '<ol id="findings">'
    for each in placed:
        finding, segment = each.finding, each.segment
        expected = f" Expected: <strong>{_text(finding.expected)}</strong>." if finding.expected else ""
        place = segment.id if is_untranslated(segment) or segment.en.strip() else segment.id.split(".")[0]
        yield (
            f'<li data-rule="{_text(finding.rule)}"><a href="#{place}">{segment.id}</a>'
            f' <span class="severity {finding.severity}">{MARKS[finding.severity]} {finding.severity}</span>'
            f" {_text(finding.rule)}: {_text(sentence(finding.message))}{expected}</li>"
        )
    yield "</ol></aside>"


def _terms(document: Document) -> Iterable[str]:
    yield '<h2 id="terms">Terms</h2>'
    terms = tuple(used_terms(document))
    if not terms:
        yield "<p>No glossary term occurs in the text.</p>"
        return
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in ("中文", "English", "Found", "Enforced"))
    yield "</tr></thead><tbody>"
    for each in terms:
        yield (
            f'<tr><td lang="zh-Hans">{_text(each.zh)}</td><td>{_text(each.en)}</td>'
            f"<td>{each.found}</td><td>{each.enforced}</td></tr>"
        )
    yield "</tbody></table>"
