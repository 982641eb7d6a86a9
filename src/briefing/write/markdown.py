"""The briefing as Markdown: a bilingual document that a colleague edits and files.

    > **p3** 截至6月底，全省共保障低收入人口97.7万人。

    By the end of June, the province had provided support to a low-income population of 977,000.

A paragraph is a block quote that begins with its number in bold, and whatever follows up to the next of them:
the English may be edited, broken into several paragraphs or made a list, and `markdown_parse.parse` still
reads it. What kind of paragraph it is shows in the quote: the Chinese of a heading is bold, of a byline
italic, and the number of a list item has a bullet (`**• p4**`). All this survives a way through Word. A mark
after the number (`**p3 ✗**`) refers to the findings at the end, which the record follows; with `**p3 ✓**` a
person has confirmed the paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.files import PLACEHOLDER, sealed
from briefing.write.layers import sign
from briefing.write.markdown_text import escape
from briefing.write.palette import MARKS
from briefing.write.record import APPENDIX_TITLE, RECORD_TITLE, as_yaml, facts, record, title_of, used_terms
from briefing.write.summary import findings_of, read_first, worst
from briefing.write.text import failure_mark, is_untranslated, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Briefing, Document, Kind, Paragraph

APPENDIX = "<!-- briefing: the text ends here -->"

_EMPHASIS: dict[Kind, str] = {"heading": "**", "byline": "*"}


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
    lines = [*_front_matter(briefing, document, timestamp), ""]
    if layout == "columns":
        lines += ["| | 中文 | English |", "| --- | -------------------- | -------------------- |"]
        lines += [_row(paragraph, raw) for paragraph in document.paragraphs] + [""]
    else:
        for index, paragraph in enumerate(document.paragraphs):
            lines += _stacked(paragraph, raw, first=index == 0)
    lines += [APPENDIX, "", f"## {APPENDIX_TITLE}", "", *_terms(document), *_findings(document)]
    lines += [f"### {RECORD_TITLE}", "", "```yaml", record(briefing, document, show_source=show_source)]
    lines += ["```", ""]
    return sealed("\n".join(lines))


def _front_matter(briefing: Briefing, document: Document, timestamp: str | None) -> Iterator[str]:
    """What a reader wants to see first, in a few lines. The rest is the record, in the appendix."""
    title_zh, title = title_of(document)
    data: dict[str, object] = {
        "title": title,
        "title_zh": title_zh,
        "digest": PLACEHOLDER,
        **facts(briefing, document),
    }
    if timestamp is not None:
        data["date"] = timestamp
    yield from ("---", as_yaml(data), "---")


def _id(paragraph: Paragraph) -> str:
    """The number, with its sign, and a place that the appendix can link to."""
    mark = sign(paragraph)
    bullet = "•\u00a0" if paragraph.kind == "list-item" else ""
    signed = f"**{bullet}{paragraph.id}\u00a0{mark}**" if mark else f"**{bullet}{paragraph.id}**"
    return f'<a id="{paragraph.id}"></a>{signed}' if worst(paragraph) else signed


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
    around = _EMPHASIS.get(paragraph.kind, "") if text else ""
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
    terms = tuple(used_terms(document))
    yield from ("### Terms", "")
    if not terms:
        yield from ("No glossary term occurs in the text.", "")
        return
    yield from ("| 中文 | English | Found | Enforced |", "| --- | --- | ---: | ---: |")
    for each in terms:
        yield f"| {escape(each.zh)} | {escape(each.en)} | {each.found} | {each.enforced} |"
    yield ""


def _findings(document: Document) -> Iterator[str]:
    if ids := read_first([document]):
        yield from (
            "### Read these first",
            "",
            f"These are the most doubtful, flagged or not, the worst first: {ids}.",
            "",
        )
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
