"""Agreement of the revisers, precision and recall of findings, and what the doubt is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.doubt import to_read_first
from briefing.verify import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sized

    from benchmarks.quality.labels import Judged, Mark
    from briefing.document import Finding, Range, Segment


@dataclass(frozen=True)
class Half:
    """The segments of a half, and what each reviser marked in its rows."""

    segments: tuple[Judged, ...]
    marks: Mapping[str, tuple[Mark, ...]]

    @cached_property
    def rows(self) -> dict[str, list[Judged]]:
        """The segments of each row, in order."""
        rows: dict[str, list[Judged]] = defaultdict(list)
        for each in self.segments:
            rows[each.row].append(each)
        return dict(rows)

    @cached_property
    def by_row(self) -> dict[str, list[Mark]]:
        """The marks of all revisers in each row."""
        found: dict[str, list[Mark]] = defaultdict(list)
        for own in self.marks.values():
            for mark in own:
                if mark.severity != "none":
                    found[mark.row].append(mark)
        return found

    @cached_property
    def first(self) -> set[str]:
        """The rows of which a segment is among those of its document that are to be read first."""
        documents: dict[str, list[Judged]] = defaultdict(list)
        for each in self.segments:
            documents[each.document].append(each)
        return {
            each.row
            for own in documents.values()
            for chosen in to_read_first(each.segment for each in own)
            for each in own
            if each.segment is chosen
        }

    def read(self, reviser: str) -> set[str]:
        """The rows that a reviser read: those that are told, or all of the documents with a mark of his."""
        own = self.marks[reviser]
        if any(mark.severity == "none" for mark in own):
            return {mark.row for mark in own}
        document = {each.row: each.document for each in self.segments}
        documents = {document[mark.row] for mark in own if mark.row in document}
        return {row for row, name in document.items() if name in documents}

    def wrong(self, row: str) -> float | None:
        """The share of those who read a row that have a major error in it; None if nobody read it."""
        readers = [reviser for reviser in self.marks if row in self._read[reviser]]
        if not readers:
            return None
        return sum(row in self._major[reviser] for reviser in readers) / len(readers)

    @cached_property
    def _read(self) -> dict[str, set[str]]:
        return {reviser: self.read(reviser) for reviser in self.marks}

    @cached_property
    def _major(self) -> dict[str, set[str]]:
        return {reviser: {mark.row for mark in own if mark.major} for reviser, own in self.marks.items()}

    @cached_property
    def read_by_all(self) -> set[str]:
        """The rows that all revisers read."""
        return set.intersection(*map(self.read, self.marks)) if self.marks else set()

    def findings(self) -> Iterator[tuple[Judged, Finding]]:
        """Errors and warnings, with their segments."""
        for each in self.segments:
            for finding in each.segment.findings:
                if finding.severity != "note":
                    yield each, finding

    def majors(self) -> Iterator[tuple[str, Mark]]:
        """The major marks of each reviser, those in rows of the half."""
        for reviser, own in self.marks.items():
            for mark in own:
                if mark.major and mark.row in self.rows:
                    yield reviser, mark


def points(finding: Finding, segment: Segment, mark: Mark) -> bool:
    """Whether a finding is about what a reviser marked: at the same place, if both have one on a side."""
    sides = ((finding.en_at, mark.en, segment.en), (finding.zh_at, mark.zh, segment.zh))
    both = [(at, stretch, text) for at, stretch, text in sides if at and stretch and stretch in text]
    if not both:
        return True
    return any(_meet(at, stretch, text) for at, stretch, text in both)


def _meet(at: Range, stretch: str, text: str) -> bool:
    start = text.find(stretch)
    while start >= 0:
        if at[0] < start + len(stretch) and start < at[1]:
            return True
        start = text.find(stretch, start + 1)
    return False


def pointed_at(half: Half, mark: Mark) -> bool:
    """Whether an error or a warning points at what is marked."""
    return any(
        points(finding, each.segment, mark)
        for each in half.rows[mark.row]
        for finding in each.segment.findings
        if finding.severity != "note"
    )


def is_right(half: Half, each: Judged, finding: Finding) -> bool:
    """Whether a reviser marked what a finding is about, as major or minor."""
    return any(points(finding, each.segment, mark) for mark in half.by_row[each.row])


def kappa(half: Half) -> tuple[float, float, tuple[int, ...]]:
    """Cohen's kappa of the revisers over rows with a major mark, their raw agreement, and their counts.

    Of the rows that both read.
    """
    rows = half.read_by_all
    one, other = ({mark.row for mark in own if mark.major} & rows for own in half.marks.values())
    agreed = sum((row in one) == (row in other) for row in rows) / len(rows)
    p, q = len(one) / len(rows), len(other) / len(rows)
    chance = p * q + (1 - p) * (1 - q)
    return (agreed - chance) / (1 - chance), agreed, (len(one), len(other))


def tables(half: Half) -> str:
    """All of it as Markdown."""
    majors = list(half.majors())
    found = [mark for _, mark in majors if pointed_at(half, mark)]
    first = [mark for _, mark in majors if mark.row in half.first]
    either = [mark for _, mark in majors if pointed_at(half, mark) or mark.row in half.first]
    findings = list(half.findings())
    right = [pair for pair in findings if is_right(half, *pair)]
    flagged = {each.row for each, _ in findings}
    wrong = {mark.row for _, mark in majors}
    told = wrong & (flagged | half.first)
    around = [mark for _, mark in majors if mark.row in told]
    lines = [
        _agreement(half),
        "",
        "| | |",
        "| --- | ---: |",
        f"| major errors marked by either | {len(majors)} |",
        f"| pointed at by an error or a warning | {_share(found, majors)} |",
        f"| in a sentence of those to be read first | {_share(first, majors)} |",
        f"| either of the two | {_share(either, majors)} |",
        f"| in a sentence that is flagged or to be read first | {_share(around, majors)} |",
        f"| errors and warnings | {len(findings)} |",
        f"| of them right by a reviser | {_share(right, findings)} |",
        f"| sentences with a major error | {_share(wrong, half.rows)} |",
        f"| of them flagged or to be read first | {_share(told, wrong)} |",
        f"| sentences flagged | {_share(flagged, half.rows)} |",
        f"| sentences to be read first | {_share(half.first, half.rows)} |",
        f"| sentences flagged or to be read first | {_share(flagged | half.first, half.rows)} |",
        "",
        "| rule | findings | right | major errors that it points at |",
        "| --- | ---: | ---: | ---: |",
        *_by_rule(half, findings, majors),
        "",
        "| class | major errors | pointed at | or read first |",
        "| --- | ---: | ---: | ---: |",
        *_by_class(half, majors),
        "",
        *calibration(half),
    ]
    return "\n".join(lines)


def _agreement(half: Half) -> str:
    if len(half.marks) != 2:
        return f"{len(half.rows)} sentences, read by {len(half.marks)}"
    value, agreed, (one, other) = kappa(half)
    return (
        f"{len(half.rows)} sentences; of {len(half.read_by_all)} that both read they have a major error in"
        f" {one} and {other}, and agree on {agreed:.0%}, kappa {value:.2f}"
    )


def _share(part: Sized, whole: Sized) -> str:
    return f"{len(part)} of {len(whole)} ({len(part) / len(whole):.0%})" if whole else "0"


def _by_rule(
    half: Half, findings: list[tuple[Judged, Finding]], majors: list[tuple[str, Mark]]
) -> Iterator[str]:
    for rule in RULES:
        own = [pair for pair in findings if pair[1].rule == rule]
        if own:
            right = sum(is_right(half, *pair) for pair in own)
            hit = sum(
                any(each.row == mark.row and points(finding, each.segment, mark) for each, finding in own)
                for _, mark in majors
            )
            yield f"| {rule} | {len(own)} | {right} | {hit} |"


def _by_class(half: Half, majors: list[tuple[str, Mark]]) -> Iterator[str]:
    total = Counter(mark.kind for _, mark in majors)
    hit = Counter(mark.kind for _, mark in majors if pointed_at(half, mark))
    either = Counter(mark.kind for _, mark in majors if pointed_at(half, mark) or mark.row in half.first)
    for kind, number in total.most_common():
        yield f"| {kind} | {number} | {hit[kind]} | {either[kind]} |"


def calibration(half: Half) -> Iterator[str]:
    """Of sentences by their doubt: how many there are, and in how many a reviser has a major error."""
    yield "| doubt | sentences | mean doubt | with a major error, mean of the revisers |"
    yield "| --- | ---: | ---: | ---: |"
    rows = []
    for row, segments in half.rows.items():
        doubts = [each.segment.doubt for each in segments if each.segment.doubt is not None]
        if doubts and (share := half.wrong(row)) is not None:
            rows.append((max(doubts), share))
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        own = [pair for pair in rows if low <= min(pair[0], 0.99) < low + 0.2]
        if own:
            mean, share = (sum(column) / len(own) for column in zip(*own, strict=True))
            yield f"| {low:.1f} to {low + 0.2:.1f} | {len(own)} | {mean:.2f} | {share:.2f} |"
    brier = sum((doubt - wrong) ** 2 for doubt, wrong in rows) / len(rows)
    base = sum(wrong for _, wrong in rows) / len(rows)
    always = sum((base - wrong) ** 2 for _, wrong in rows) / len(rows)
    yield f"\nBrier score {brier:.3f}; of always saying {base:.2f}: {always:.3f}"


def details(half: Half) -> str:
    """Every finding with whether it is right, and every major mark with whether anything points at it."""
    lines = []
    for each, finding in half.findings():
        sign = "+" if is_right(half, each, finding) else "-"
        lines += [f"{sign} {each.row} {finding.rule}: {finding.message}", f"    {each.segment.zh}"]
        lines.append(f"    {each.segment.en}")
    for reviser, mark in half.majors():
        sign = "+" if pointed_at(half, mark) else "f" if mark.row in half.first else "-"
        lines.append(f"{sign} {reviser} {mark.row} {mark.kind}: {mark.en} | {mark.zh}")
    return "\n".join(lines)
