"""The briefing as Markdown: a bilingual document that a colleague edits and files.

    > **p3** 截至6月底，全省共保障低收入人口97.7万人。

    By the end of June, the province had provided support to a low-income population of 977,000.

A paragraph is a block quote that begins with its number in bold, and whatever follows up to the next of them:
the English may be edited, broken into several paragraphs or made a list, and `markdown_parse.parse` still
reads it. What kind of paragraph it is shows in the quote: the Chinese of a heading is bold, of a byline
italic, and the number of a list item has a bullet (`**• p4**`). All this survives a way through Word. A mark
after the number (`**p3 ✗**`) refers to the findings at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

import yaml

from briefing.files import PLACEHOLDER, sealed
from briefing.visible import visible
from briefing.write.markdown_text import escape, mark_of
from briefing.write.palette import MARKS
from briefing.write.summary import findings_of, segments_of, summarize, worst
from briefing.write.text import failure_mark, is_untranslated, sentence
from briefing.write.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Briefing, Document, Kind, Paragraph

APPENDIX = "<!-- briefing: the text ends here -->"
APPENDIX_TITLE = "Appendix: terms and findings"

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_EMPHASIS: dict[Kind, str] = {"heading": "**", "byline": "*", "body": "", "list-item": ""}


def render(
    briefing: Briefing,
    document: Document,
    *,
    layout: Literal["stacked", "columns"] = "stacked",
    show_source: Literal["clean", "raw"] = "clean",
    timestamp: str | None = None,
) -> str:
    """One document of the briefing as Markdown; the same arguments give the same bytes.

    `layout` "stacked" has the English under the Chinese, to be edited; "columns" is a table. `show_source`
    "raw" shows the Chinese as it was read. `timestamp` goes into the front matter as it is given.
    """
    raw = show_source == "raw"
    lines = [*_front_matter(briefing, document, show_source, timestamp), ""]
    if layout == "columns":
        lines += ["| | 中文 | English |", "| --- | -------------------- | -------------------- |"]
        lines += [_row(paragraph, raw) for paragraph in document.paragraphs] + [""]
    else:
        for index, paragraph in enumerate(document.paragraphs):
            lines += _stacked(paragraph, raw, first=index == 0)
    lines += [APPENDIX, "", f"## {APPENDIX_TITLE}", "", *_terms(document), *_findings(document)]
    return sealed("\n".join(lines))


def _front_matter(
    briefing: Briefing, document: Document, show_source: str, timestamp: str | None
) -> Iterator[str]:
    source = document.source
    edits = Counter(edit.reason for edit in document.edits)
    summary = summarize([document])
    title_zh, title = _title(document)
    data: dict[str, object] = {
        "title": title,
        "title_zh": title_zh,
        "digest": PLACEHOLDER,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "script": document.script,
            "edits": {reason: edits[reason] for reason in sorted(edits)},
            "shown": show_source,
        },
        "model": {
            "name": briefing.model.name,
            "adapter": briefing.model.adapter or None,
            "fingerprint": briefing.model.fingerprint,
        },
        "glossaries": [
            {"name": each.name, "layer": each.layer, "sha256": each.sha256, "terms": each.terms}
            for each in briefing.glossaries
        ],
        "counts": {
            "paragraphs": summary.paragraphs,
            "segments": summary.segments,
            "untranslated": summary.untranslated,
            "terms": f"{summary.terms_enforced} of {summary.terms}",
            "figures": f"{summary.figures_verified} of {summary.figures}",
            "findings": {"error": summary.errors, "warning": summary.warnings, "note": summary.notes},
        },
        "english": " ".join(mark_of(_said(paragraph)) for paragraph in document.paragraphs),
        "signature": briefing.signature_line,
    }
    if timestamp is not None:
        data["date"] = timestamp
    yield "---"
    yield yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")).rstrip(
        "\n"
    )
    yield "---"


class _Dumper(yaml.SafeDumper):
    """Writes no line break and no control into a text but by its escape: PyYAML takes U+0085 for a space."""

    def represent_str(self, text: str) -> yaml.ScalarNode:
        """`text` as a scalar, in double quotes where only they keep it as it is."""
        style = '"' if _BREAKS.search(text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_str)


def _said(paragraph: Paragraph) -> str:
    """The English of a paragraph without its failure marks."""
    return " ".join(each.en for each in paragraph.segments if not is_untranslated(each))


def _title(document: Document) -> tuple[str, str]:
    """The first heading in Chinese and English, or the first words of the text."""
    for paragraph in document.paragraphs:
        if paragraph.kind == "heading":
            return paragraph.zh.strip(), paragraph.en.strip() or paragraph.zh.strip()
    for paragraph in document.paragraphs:
        if paragraph.kind == "body" or paragraph is document.paragraphs[-1]:
            zh, en = (_first_words(text, 60) for text in (paragraph.zh, paragraph.en))
            return zh, en or zh
    return document.source.name, document.source.name


def _first_words(text: str, cells: int) -> str:
    text = visible(text.strip()[: 4 * cells])
    lines = wrap(text, cells)
    first = text[slice(*lines[0])] if lines else ""
    return f"{first} ..." if len(lines) > 1 else first


def _id(paragraph: Paragraph) -> str:
    """The number, with the mark of the gravest finding, and a place that the appendix can link to."""
    severity = worst(paragraph)
    bullet = "•\u00a0" if paragraph.kind == "list-item" else ""
    if severity is None:
        return f"**{bullet}{paragraph.id}**"
    return f'<a id="{paragraph.id}"></a>**{bullet}{paragraph.id}\u00a0{MARKS[severity]}**'


def _stacked(paragraph: Paragraph, raw: bool, *, first: bool) -> Iterator[str]:
    yield f"> {_id(paragraph)} {_chinese(paragraph, raw)}"
    yield ""
    english = _english(paragraph)
    if english:
        start = {"heading": "# " if first else "## ", "list-item": "- "}.get(paragraph.kind, "")
        yield start + english
        yield ""


def _row(paragraph: Paragraph, raw: bool) -> str:
    english = _english(paragraph)
    if paragraph.kind == "heading" and english and not _has_failed(paragraph):
        # Not with asterisks, which would be how a failure is marked.
        english = f"__{english}__"
    return f"| {_id(paragraph)} | {_chinese(paragraph, raw)} | {english} |"


def _chinese(paragraph: Paragraph, raw: bool) -> str:
    text = escape(paragraph.raw if raw else paragraph.zh, start=False)
    around = _EMPHASIS[paragraph.kind] if text else ""
    return f"{around}{text}{around}"


def _english(paragraph: Paragraph) -> str:
    parts: list[str] = []
    for segment in paragraph.segments:
        if is_untranslated(segment):
            parts.append(f"**{escape(failure_mark(segment), start=False)}**")
        elif segment.en.strip():
            parts.append(escape(segment.en, start=not parts))
    text = " ".join(parts)
    return f"*{text}*" if paragraph.kind == "byline" and text and not _has_failed(paragraph) else text


def _has_failed(paragraph: Paragraph) -> bool:
    return any(map(is_untranslated, paragraph.segments))


def _terms(document: Document) -> Iterator[str]:
    """The terms used, in the order of their first use: how often in the Chinese, how often enforced."""
    found: Counter[tuple[str, str]] = Counter()
    enforced: Counter[tuple[str, str]] = Counter()
    for segment in segments_of(document):
        for span in segment.spans:
            if span.kind == "term":
                found[span.zh, span.en] += 1
                enforced[span.zh, span.en] += span.by != ""
    yield from ("### Terms", "")
    if not found:
        yield from ("No glossary term occurs in the text.", "")
        return
    yield from ("| 中文 | English | Found | Enforced |", "| --- | --- | ---: | ---: |")
    for (zh, en), count in found.items():
        yield f"| {escape(zh)} | {escape(en)} | {count} | {enforced[zh, en]} |"
    yield ""


def _findings(document: Document) -> Iterator[str]:
    yield from ("### Findings", "")
    none = True
    for paragraph in document.paragraphs:
        for segment, finding in findings_of(paragraph):
            none = False
            expected = f" Expected: **{escape(finding.expected, start=False)}**." if finding.expected else ""
            said = escape(sentence(finding.message), start=False)
            yield (
                f"- [{segment.id}](#{paragraph.id}) {MARKS[finding.severity]} {finding.severity},"
                f" {escape(finding.rule, start=False)}: {said}{expected}"
            )
    yield from (("None.", "") if none else ("",))
