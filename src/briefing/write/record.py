"""What a bilingual document tells of itself: a few facts for its reader, and the whole record for `check`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from briefing.visible import escaped, visible
from briefing.write.markdown_text import mark_of
from briefing.write.summary import findings_of, segments_of, summarize
from briefing.write.text import is_untranslated
from briefing.write.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Briefing, Document, GlossaryInfo, Hand, Paragraph

SIGNS: dict[Hand, str] = {"draft": "", "edited": "~", "confirmed": "+"}
"""What follows the mark of a sentence in the record, by whose word it is."""

APPENDIX_TITLE = "Appendix: terms and findings"
RECORD_TITLE = "Record"

_SENTENCE = re.compile("[0-9a-f]{4}[~+]?")
_SURROGATES = re.compile("[\ud800-\udfff]")


class UsedTerm(NamedTuple):
    """A term of the text, how often it stands in the Chinese, and how often it was enforced."""

    zh: str
    en: str
    found: int
    enforced: int


def used_terms(document: Document) -> Iterator[UsedTerm]:
    """The terms used, in the order of their first use."""
    found: Counter[tuple[str, str]] = Counter()
    enforced: Counter[tuple[str, str]] = Counter()
    for segment in segments_of(document):
        for span in segment.spans:
            if span.kind == "term":
                found[span.zh, span.en] += 1
                enforced[span.zh, span.en] += span.by != ""
    for (zh, en), count in found.items():
        yield UsedTerm(zh, en, count, enforced[zh, en])


def title_of(document: Document) -> tuple[str, str]:
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


def facts(briefing: Briefing, document: Document) -> dict[str, str]:
    """What a reader wants to know first: source, model, counts, signature."""
    model = briefing.model
    return {
        "source": document.source.name,
        "model": f"{model.name} with {model.adapter}" if model.adapter else model.name,
        "counts": "; ".join(summarize([document]).parts()),
        "signature": briefing.signature_line,
    }


def record(
    briefing: Briefing, document: Document, *, show_source: str = "clean", complete: bool = False
) -> str:
    """All else, as YAML: what the English is made from and with, and a mark of each paragraph's English.

    `show_source` is which Chinese the document shows. `complete` adds the terms and findings, for a format
    that has no appendix for a reader.
    """
    source = document.source
    edits = Counter(edit.reason for edit in document.edits)
    summary = summarize([document])
    made_of: dict[str, object] = {
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
    }
    data: dict[str, object] = {
        "counts": {
            "paragraphs": summary.paragraphs,
            "segments": summary.segments,
            "untranslated": summary.untranslated,
            "terms": f"{summary.terms_enforced} of {summary.terms}",
            "figures": f"{summary.figures_verified} of {summary.figures}",
            "findings": {"error": summary.errors, "warning": summary.warnings, "note": summary.notes},
        },
        "english": " ".join(mark_of(_said(paragraph)) for paragraph in document.paragraphs),
    }
    if any(each.hand != "draft" for each in segments_of(document)):
        data["sentences"] = "; ".join(_sentences(each) for each in document.paragraphs if _is_touched(each))
    settled = [
        {"id": segment.id, "rule": finding.rule, "message": finding.message, "why": finding.settled}
        for segment in segments_of(document)
        for finding in segment.findings
        if finding.settled is not None
    ]
    if settled:
        data["settled"] = settled
    if complete:
        data["terms"] = [{"zh": each.zh, "en": each.en} for each in used_terms(document)]
        data["findings"] = [
            {"id": paragraph.id, "rule": finding.rule, "message": finding.message}
            for paragraph in document.paragraphs
            for _, finding in findings_of(paragraph)
        ]
    return "\n".join((as_yaml(made_of), _glossaries(briefing.glossaries), as_yaml(data)))


@lru_cache(maxsize=4)
def _glossaries(infos: tuple[GlossaryInfo, ...]) -> str:
    """The termbases as YAML. Those that come with briefing, some eighty files, are told as one."""
    shipped = [each for each in infos if each.layer == "shipped"]
    told: list[dict[str, object]] = [
        {"name": each.name, "layer": each.layer, "sha256": each.sha256, "terms": each.terms}
        for each in infos
        if each.layer != "shipped"
    ]
    if shipped:
        digest = hashlib.sha256("".join(each.sha256 for each in shipped).encode()).hexdigest()
        terms = sum(each.terms for each in shipped)
        told.insert(0, {"layer": "shipped", "files": len(shipped), "sha256": digest, "terms": terms})
    return as_yaml({"glossaries": told})


def as_sentences(text: str) -> tuple[tuple[str, tuple[tuple[str, Hand], ...]], ...]:
    """The `sentences` of a record: of each paragraph, the marks of its sentences with whose word they are."""
    hands = {sign: hand for hand, sign in SIGNS.items()}
    found = []
    for paragraph in text.split(";"):
        id_, *marks = paragraph.split() or [""]
        if all(_SENTENCE.fullmatch(each) for each in marks):
            found.append((id_, tuple((each[:4], hands[each[4:]]) for each in marks)))
    return tuple(found)


def as_yaml(data: dict[str, object]) -> str:
    """`data` as YAML without a line break at the end, a key a line, and so an inner mapping."""
    written = _dumped(data, _FastDumper) if _FastDumper else ""
    if not written or "\\U" in written:
        # libyaml escapes what is beyond U+FFFF, as 𠮷 in a name; all else it writes as PyYAML does.
        written = _dumped(data, _Dumper)
    return escaped(written.rstrip("\n"))


def _dumped(data: dict[str, object], dumper: Any) -> str:
    nested = any(isinstance(each, dict | list) for each in data.values())
    return str(
        yaml.dump(
            data,
            Dumper=dumper,
            allow_unicode=True,
            sort_keys=False,
            width=2**31 - 1,
            default_flow_style=None if nested else False,
        )
    )


def _as_scalar(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """`text` as a scalar, in double quotes where only they keep it as it is: nothing that is not seen is
    written but by its escape. PyYAML takes U+0085 for a space."""
    text = _SURROGATES.sub("\ufffd", text)  # which YAML cannot have, even as an escape
    style = '"' if visible(text) != text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _dumper(base: Any) -> Any:
    """One that writes all that is not seen by its escape, and never an anchor: `check` reads none."""
    made: Any = type("Dumper", (base,), {"ignore_aliases": lambda _self, _data: True})
    made.add_representer(str, _as_scalar)
    return made


_Dumper = _dumper(yaml.SafeDumper)
_FastDumper = _dumper(yaml.CSafeDumper) if yaml.__with_libyaml__ else None
"""libyaml's, five times as fast: a folder of short texts spent a tenth of its time on this."""


def _said(paragraph: Paragraph) -> str:
    """The English of a paragraph without its failure marks."""
    return " ".join(each.en for each in paragraph.segments if not is_untranslated(each))


def _sentences(paragraph: Paragraph) -> str:
    """`p3 3fa2+ 09bc`: the marks of all sentences, so that each can be found again in the paragraph."""
    marks = (mark_of(each.en) + SIGNS[each.hand] for each in paragraph.segments)
    return " ".join((paragraph.id, *marks))


def _is_touched(paragraph: Paragraph) -> bool:
    return any(each.hand != "draft" for each in paragraph.segments)
