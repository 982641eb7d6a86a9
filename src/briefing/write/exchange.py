"""The briefing for translators' tools: XLIFF 1.2 and 2.1, and TMX 1.4b.

XLIFF (OASIS) is the work in hand, to be edited and checked again: paragraphs with their sentences, each with
its state, with terms marked and findings as notes; a note of the file has the record. TMX (LISA) is what a
translation memory takes: sentences with their English, without those that have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefing import __version__
from briefing.files import PLACEHOLDER, sealed
from briefing.visible import visible, visible_lines
from briefing.write.layers import apart, placed_findings, role
from briefing.write.record import record
from briefing.write.summary import findings_of
from briefing.write.text import is_untranslated, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element as Element

    from briefing.document import Briefing, Document, Finding, Paragraph, Segment, Severity
    from briefing.write.layers import Placed

    Mark = Callable[[str, Segment, int], dict[str, str]]

XLIFF_12 = "urn:oasis:names:tc:xliff:document:1.2"
XLIFF_20 = "urn:oasis:names:tc:xliff:document:2.0"
"""Also of XLIFF 2.1, whose namespace is that of 2.0."""

GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
TOOL = "briefing"
RECORD_NOTE = "briefing-record"
"""What the note says of itself that has the record."""

SIGNED_OFF, REVIEWED = "signed-off", "reviewed"
"""The states of what a person has confirmed, in XLIFF 1.2 and in 2.1."""
QUALIFIER, EDITED = "state-qualifier", "x-edited"
"""What says in XLIFF 1.2 that a person has had a hand in it; in 2.1 the sub-state ends in `.edited`."""

SOURCE, TARGET = "zh-CN", "en"
"""BCP 47. The Chinese is always the clean Simplified text; zh-CN is what most tools know it by."""

_XML = "{http://www.w3.org/XML/1998/namespace}"
_PRIORITY: dict[Severity, str] = {"error": "1", "warning": "3", "note": "7"}
_CONTENT = ("source", "target", "note", "seg", "prop", "term", "translation")


def xliff12(briefing: Briefing, document: Document) -> str:
    """One document as XLIFF 1.2: a group a paragraph, a unit a sentence."""
    root = etree.Element("xliff", nsmap={None: XLIFF_12}, version="1.2")
    file = _add(
        root,
        "file",
        {
            "original": visible(document.source.name),
            "source-language": SOURCE,
            "target-language": TARGET,
            "datatype": "plaintext",
            "tool-id": TOOL,
        },
    )
    header = _add(file, "header")
    _add(header, "tool", {"tool-id": TOOL, "tool-name": TOOL, "tool-version": __version__})
    _add(header, "note", {"from": RECORD_NOTE}, _record(briefing, document))
    body = _add(file, "body")
    for paragraph, findings in zip(document.paragraphs, placed_findings(document.paragraphs), strict=True):
        group = _add(body, "group", {"id": paragraph.id, "restype": f"x-{paragraph.kind}"})
        for segment in paragraph.segments:
            own = [each.finding for each in findings if each.segment is segment]
            approved = {"approved": "yes"} if segment.hand == "confirmed" else {}
            unit = _add(group, "trans-unit", {"id": segment.id, **approved})
            _side(unit, "source", segment, {f"{_XML}lang": SOURCE}, _mark_12)
            state = {f"{_XML}lang": TARGET, **_state_12(segment, own)}
            _side(unit, "target", segment, state, _mark_12)
            for finding in own:
                about = {"from": TOOL, "annotates": "target", "priority": _PRIORITY[finding.severity]}
                _add(unit, "note", about, _said(finding))
    return _sealed(root)


def _state(segment: Segment, findings: Sequence[Finding]) -> str:
    if is_untranslated(segment):
        return "needs-translation"
    doubtful = any(each.severity != "note" for each in findings)
    return "needs-review-translation" if doubtful else "translated"


def _state_12(segment: Segment, findings: Sequence[Finding]) -> dict[str, str]:
    """The state of a target in XLIFF 1.2: `signed-off` is reviewed and approved."""
    state = _state(segment, findings)
    if state == "needs-translation" or segment.hand == "draft":
        return {"state": state}
    return {"state": SIGNED_OFF} if segment.hand == "confirmed" else {"state": state, QUALIFIER: EDITED}


def xliff21(briefing: Briefing, document: Document) -> str:
    """One document as XLIFF 2.1: a unit a paragraph, with its terms in the glossary module."""
    root = etree.Element("xliff", nsmap={None: XLIFF_20, "gls": GLOSSARY}, version="2.1")
    root.set("srcLang", SOURCE)
    root.set("trgLang", TARGET)
    file = _add(root, "file", {"id": "f1", "original": visible(document.source.name)})
    _add(_add(file, "notes"), "note", {"category": RECORD_NOTE}, _record(briefing, document))
    for paragraph, findings in zip(document.paragraphs, placed_findings(document.paragraphs), strict=True):
        unit = _add(file, "unit", {"id": paragraph.id, "type": f"{TOOL}:{paragraph.kind}"})
        _glossary(unit, paragraph)
        _notes(unit, findings)
        for number, segment in enumerate(paragraph.segments):
            if number:
                between = _add(unit, "ignorable")
                _add(between, "source")
                _add(between, "target", {f"{_XML}space": "preserve"}, " ")
            own = [each.finding for each in findings if each.segment is segment]
            made = _add(unit, "segment", {"id": segment.id, **_states(segment, own)})
            _side(made, "source", segment, {}, _mark_21)
            _side(made, "target", segment, {}, _mark_21)
    return _sealed(root)


def _states(segment: Segment, findings: Sequence[Finding]) -> dict[str, str]:
    state = _state(segment, findings)
    if state == "needs-translation":
        return {"state": "initial"}
    if segment.hand == "confirmed":
        return {"state": REVIEWED}
    state = f"{state}.edited" if segment.hand == "edited" else state
    further = {} if state == "translated" else {"subState": f"{TOOL}:{state}"}
    return {"state": "translated", **further}


def _glossary(unit: Element, paragraph: Paragraph) -> None:
    terms = dict.fromkeys(
        (span.zh, span.en) for segment in paragraph.segments for span in segment.spans if span.kind == "term"
    )
    if terms:
        glossary = etree.SubElement(unit, f"{{{GLOSSARY}}}glossary")
        for zh, en in terms:
            entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
            etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = visible(zh)
            etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = visible(en)


def _notes(unit: Element, findings: Sequence[Placed]) -> None:
    if findings:
        notes = _add(unit, "notes")
        for each in findings:
            about = {
                "id": f"n{each.number + 1}",
                "appliesTo": "target",
                "category": TOOL,
                "priority": _PRIORITY[each.finding.severity],
            }
            _add(notes, "note", about, f"{each.segment.id}: {_said(each.finding)}")


def tmx(briefing: Briefing, document: Document) -> str:
    """One document as TMX 1.4b. A pair that comes again stands once; findings go with it as notes."""
    root = etree.Element("tmx", version="1.4")
    header = _add(
        root,
        "header",
        {
            "creationtool": TOOL,
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": TOOL,
            "adminlang": "en",
            "srclang": SOURCE,
            "datatype": "plaintext",
        },
    )
    _add(header, "prop", {"type": "x-source"}, visible(document.source.name))
    _add(header, "prop", {"type": "x-source-sha256"}, document.source.sha256)
    _add(header, "prop", {"type": "x-signature"}, visible(briefing.signature_line))
    body = _add(root, "body")
    seen: set[tuple[str, str]] = set()
    for paragraph in document.paragraphs:
        for segment in paragraph.segments:
            pair = (visible(segment.zh.strip()), visible(segment.en.strip()))
            if not all(pair) or pair in seen:
                continue
            seen.add(pair)
            unit = _add(body, "tu", {"tuid": segment.id})
            for owner, finding in findings_of(paragraph):
                if owner is segment:
                    _add(unit, "note", {}, _said(finding))
            for language, text in zip((SOURCE, TARGET), pair, strict=True):
                _add(_add(unit, "tuv", {f"{_XML}lang": language}), "seg", {}, text)
    return _sealed(root)


def _record(briefing: Briefing, document: Document) -> str:
    return visible_lines(record(briefing, document, complete=True))


def _said(finding: Finding) -> str:
    expected = f" Expected: {finding.expected}." if finding.expected else ""
    return visible(f"{finding.severity}, {finding.rule}: {sentence(finding.message)}{expected}")


def _mark_12(side: str, segment: Segment, number: int) -> dict[str, str]:
    """What XLIFF 1.2 says of a span: its kind, and as a comment what it is on the other side.

    `mid` would be its number; but there it belongs to segmentation alone, and no schema has it elsewhere.
    """
    span = segment.spans[number]
    kind = "term" if span.kind == "term" else f"x-{role(span)}"
    return {"mtype": kind, "comment": visible(span.en if side == "source" else span.zh)}


def _mark_21(side: str, segment: Segment, number: int) -> dict[str, str]:
    """What XLIFF 2.1 says of a span: its kind, and its number, which is the same on both sides."""
    span = segment.spans[number]
    kind = "term" if span.kind == "term" else f"{TOOL}:{role(span)}"
    return {"id": f"{segment.id}-{number}", "type": kind}


def _side(parent: Element, side: str, segment: Segment, attributes: dict[str, str], mark: Mark) -> None:
    """One side of a segment with its spans in `mrk`, which has the attributes that `mark` gives."""
    text = visible(segment.zh if side == "source" else segment.en)
    made = _add(parent, side, {f"{_XML}space": "preserve", **attributes})
    made.text = ""
    places = [span.zh_at if side == "source" else span.en_at for span in segment.spans]
    at, last = 0, None
    for (start, end), number in apart((place, number) for number, place in enumerate(places) if place):
        _append(made, last, text[at:start])
        last = _add(made, "mrk", mark(side, segment, number), text[start:end])
        at = end
    _append(made, last, text[at:])


def _append(parent: Element, last: Element | None, text: str) -> None:
    if last is None:
        parent.text = text
    else:
        last.tail = text


def _add(
    parent: Element, name: str, attributes: dict[str, str] | None = None, text: str | None = None
) -> Element:
    """A child in the namespace of its parent."""
    space = etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{space}}}{name}" if space else name, attributes or {})
    made.text = text
    return made


def _sealed(root: Element) -> str:
    """The file, an element a line but for what holds text, with its digest in a comment before all."""
    _laid_out(root, "\n")
    body = etree.tostring(root, encoding="unicode")
    return sealed(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- briefing\ndigest: {PLACEHOLDER}\n-->\n{body}\n'
    )


def _laid_out(element: Element, newline: str) -> None:
    children: list[Element] = list(element)
    if not children or etree.QName(element).localname in _CONTENT:
        return
    inner = newline + "  "
    element.text = inner
    for child in children:
        _laid_out(child, inner)
        child.tail = inner
    children[-1].tail = newline
