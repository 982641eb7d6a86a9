"""Sentences of the product in which two revisers marked what is wrong, read from files.

`outputs-HALF.jsonl` has a segment a line: the `document` that it is from, the `row` that the revisers read (a
sentence, which may be several segments), its English, how it ended, and the log probabilities of its first
draft's tokens in hundredths below zero. `REVISER-HALF.tsv` has a mark a line: row, severity, class, the
English and the Chinese that it is about, and a note. `texts` are the documents that are neither of the
policy set nor examples.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from benchmarks.quality.documents import SetError
from benchmarks.quality.sets import POLICY, load_set
from benchmarks.quality.units import joined
from briefing.doubt import doubt
from briefing.pipeline import prepare_document
from briefing.read import read_source
from briefing.segment.sentences import whole
from briefing.verify import Setting, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Ended, Finding, Paragraph, Range, Segment, Source
    from briefing.glossary.matcher import Matcher

HERE = Path(__file__).resolve().parent
HALVES = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Output:
    """A segment as the product left it. `log_probs` are natural logarithms."""

    document: str
    row: str
    segment: str
    en: str
    ended: Ended
    log_probs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviser marked in a row. `en` and `zh` are the stretches that it is about, or empty.

    With the severity `none` it says that the row was read, and has no major error.
    """

    row: str
    severity: Literal["major", "minor", "none"]
    kind: str
    en: str
    zh: str

    @property
    def major(self) -> bool:
        """Whether it would mislead a reader."""
        return self.severity == "major"


@dataclass(frozen=True, slots=True)
class Judged:
    """A segment with what today's checks find in its English, its doubt, and what there was to tell it by."""

    document: str
    row: str
    segment: Segment
    log_probs: tuple[float, ...]


def outputs(half: str) -> list[Output]:
    """The outputs of a half, in order. Raises SetError if there are none."""
    path = HERE / f"outputs-{half}.jsonl"
    if not path.is_file():
        raise SetError(f"{path} is not there")
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        data["log_probs"] = tuple(-each / 100 for each in data["log_probs"])
        found.append(Output(**data))
    return found


def revisers(half: str) -> list[str]:
    """Those who read a half, by the names of their files."""
    return sorted(path.name.partition("-")[0] for path in HERE.glob(f"?-{half}.tsv"))


def marks(half: str, reviser: str) -> list[Mark]:
    """What a reviser marked in a half. Raises SetError for a severity that is none."""
    found = []
    for line in (HERE / f"{reviser}-{half}.tsv").read_text(encoding="utf-8").splitlines():
        row, severity, kind, en, zh, *_ = [*line.split("\t"), "", "", "", "", ""]
        if row in ("", "id") or row.startswith("#"):
            continue
        match severity:
            case "major" | "minor" | "none":
                found.append(Mark(row, severity, kind, en, zh))
            case _:
                raise SetError(f"{reviser}-{half}.tsv: {row}: there is no severity {severity!r}")
    return found


def judged(half: str, matcher: Matcher, *, weighed: bool = True) -> Iterator[Judged]:
    """The outputs of a half, each with what the checks of today find, and its doubt if it is `weighed`."""
    by_document: dict[str, dict[str, Output]] = defaultdict(dict)
    for each in outputs(half):
        by_document[each.document][each.segment] = each
    for name, known in by_document.items():
        document = prepare_document(_source(name), matcher)
        setting = Setting.of(paragraph.zh for paragraph in document.paragraphs)
        for paragraph in document.paragraphs:
            for segment in _whole(paragraph):
                if output := known.get(segment.id):
                    done = replace(segment, en=output.en, ended=output.ended)
                    done = verify(done, setting, heading=paragraph.kind == "heading")
                    if weighed:
                        done = replace(done, doubt=doubt(done, output.log_probs))
                    yield Judged(name, output.row, done, output.log_probs)


def _whole(paragraph: Paragraph) -> Iterator[Segment]:
    """The sentences of a paragraph as they were translated for the revisers, before long ones were cut."""
    sentences = [paragraph.zh] if len(paragraph.segments) == 1 else whole(paragraph.zh)
    segments = iter(paragraph.segments)
    for number, sentence in enumerate(sentences, 1):
        own, size = [], 0
        findings: list[Finding] = []
        while size < len(sentence):
            part = next(segments)
            findings += (replace(each, zh_at=_later(each.zh_at, size)) for each in part.findings)
            own.append(part)
            size += len(part.zh)
        yield replace(joined(own), id=f"{paragraph.id}.{number}", findings=tuple(findings))


def _later(at: Range | None, by: int) -> Range | None:
    return (at[0] + by, at[1] + by) if at else None


def _source(name: str) -> Source:
    folder, _, stem = name.partition("/")
    if folder in POLICY:
        texts = {text.id: text for text in load_set(folder, corpus=Path(), limit=0).texts}
        return texts[stem].source()
    if folder == "examples":
        return read_source(HERE.parents[2] / "examples" / f"{stem}.txt")
    return read_source(HERE / "texts" / folder.removeprefix("own-") / f"{stem}.txt")
