"""What became of the pairs: counted by source and reason, never quoted. For the card, and to read."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from training.config import Source

REASONS = {
    "reserved": "kept for evaluation: every fifth, by the MD5 of the Chinese",
    "excluded": "equal or nearly equal to a sentence of the benchmark",
    "near-reserved": "nearly equal to one that is kept for evaluation",
    "duplicate": "the Chinese equal to one before, punctuation aside",
    "near-duplicate": "the Chinese nearly equal to one before",
    "no-chinese": "no Chinese character in the source",
    "chinese-in-english": "a Chinese character in the English",
    "unwritable": "a character in the English that the product's grammar does not allow",
    "marker-in-english": "`[[` or `]]` in the English",
    "too-short": "too few characters of Chinese",
    "too-long": "too many characters of Chinese",
    "length-ratio": "English too short or too long for its Chinese",
    "numbers": "a figure of the Chinese is not in the English, or another one is in its place",
    "paragraphs": "the product would not take the source for one paragraph",
}
"""Why a pair is dropped, in the order in which this is looked at."""


@dataclass(slots=True)
class Counts:
    """Of one source: pairs in its files, those looked at until enough were taken, those dropped by reason
    (`reserved` are of all pairs, the rest of those looked at), and what the taken ones are like."""

    name: str
    what: str
    licence: str
    pairs: int = 0
    looked_at: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    marked: int = 0
    noisy: int = 0
    earlier: int = 0
    characters: int = 0
    spans: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, source: Source) -> Counts:
        """Nothing counted yet."""
        return cls(source.name, source.what, source.licence)


def write(
    folder: Path, counts: Iterable[Counts], totals: Mapping[str, int], licences: Mapping[str, str]
) -> None:
    """Write `data.json` and `data.md` into `folder`.

    `totals` says how many there are of `train`, `dev`, `dictionary` and `excluded`; `licences` are those of
    the dictionaries, by name.
    """
    sources = [{name: getattr(each, name) for name in Counts.__slots__} for each in counts]
    report = {"sources": sources, "dictionaries": dict(licences), **totals}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (folder / "data.json").write_text(text + "\n", encoding="utf-8")
    lines = ["# Data", "", sources_table(report), "", dropped_table(report), "", spans_line(report), ""]
    (folder / "data.md").write_text("\n".join(lines), encoding="utf-8")


def sources_table(report: Mapping[str, Any]) -> str:
    """Markdown: a row a source, with what was taken of it."""
    rows = ["| source | pairs | taken | marked | noisy | with the sentence before | licence |",
            "|---|---:|---:|---:|---:|---:|---|"]  # fmt: skip
    for each in _sources(report):
        cells = (
            f"{each['what']} (`{each['name']}`)",
            *(f"{each[name]:,}" for name in _FIGURES),
            each["licence"],
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


_FIGURES = ("pairs", "taken", "marked", "noisy", "earlier")


def dropped_table(report: Mapping[str, Any]) -> str:
    """Markdown: a row a reason that occurred, with its count in each source."""
    sources = _sources(report)
    rows = ["| dropped because | " + " | ".join(f"`{each['name']}`" for each in sources) + " |",
            "|---|" + "---:|" * len(sources)]  # fmt: skip
    for reason, meaning in REASONS.items():
        found = [each["dropped"].get(reason, 0) for each in sources]
        if any(found):
            rows.append(f"| {meaning} | " + " | ".join(f"{count:,}" for count in found) + " |")
    rows.append("| (looked at) | " + " | ".join(f"{each['looked_at']:,}" for each in sources) + " |")
    return "\n".join(rows)


def spans_line(report: Mapping[str, Any]) -> str:
    """A sentence: how many spans of each kind stand in markers."""
    kinds: Counter[str] = Counter()
    for each in _sources(report):
        kinds.update(each["spans"])
    counted = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    return f"Spans in markers, by kind: {counted or 'none'}."


def _sources(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(report["sources"])
