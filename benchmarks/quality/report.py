"""Results as a table (Markdown that is readable on a terminal) and as JSON."""

from __future__ import annotations

import json
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from benchmarks import speed
from benchmarks.quality.metrics import LENGTH_BAND, METRICS, invented, remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.quality.metrics import Row
    from benchmarks.quality.run import Result


def table(results: Sequence[Result]) -> str:
    """A Markdown table for each set: a line a measure, a column a system."""
    parts = []
    for name in dict.fromkeys(result.set.name for result in results):
        found = [result for result in results if result.set.name == name]
        chosen = found[0].set
        parts.append(
            f"**{name}**: {chosen.sentences} sentences in {len(chosen.texts)} texts, "
            f"digest {chosen.digest[:12]}\n\n" + _lines(found)
        )
    return "\n\n".join(parts)


def _lines(found: Sequence[Result]) -> str:
    columns = [dict(_cells(result)) for result in found]
    rows = [["", *(result.system for result in found)], ["---", *("---:" for _ in found)]]
    rows += [[label, *(column[label] for column in columns)] for label in columns[0]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]

    def line(row: list[str]) -> str:
        first, *others = zip(row, widths, strict=True)
        return (
            "| "
            + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])
            + " |"
        )

    return "\n".join(map(line, rows))


def _cells(result: Result) -> Iterator[tuple[str, str]]:
    figures, cost = result.figures, result.cost
    for metric in METRICS:
        yield metric, f"{figures[metric]['score']:.1f} ± {figures[metric]['ci']:.1f}"
    for kind in ("terms", "figures"):
        yield f"{kind} exact", _share(figures[kind]["exact"], figures[kind]["total"])
    yield "neither exact nor flagged", str(figures["terms"]["silent"] + figures["figures"]["silent"])
    yield (
        "consistency of terms (LTCR)",
        _share(figures["consistency"]["same"], figures["consistency"]["pairs"]),
    )
    yield (
        "numbers of the reference",
        _share(figures["reference figures"]["found"], figures["reference figures"]["total"]),
    )
    yield "numbers made up", str(figures["invented figures"])
    labels = {
        "chinese": "Chinese left over",
        "repetition": "repetition",
        "length": f"length outside {LENGTH_BAND[0]} to {LENGTH_BAND[1]}",
        "we": "“we” made up",
    }
    for key, label in labels.items():
        yield label, f"{figures[key] / figures['sentences']:.1%}"
    sentences = result.set.sentences
    seconds = cost["seconds"]
    yield "seconds a sentence", "-" if seconds is None else f"{seconds / sentences:.2f}"
    unit = "" if cost["length in"] == "tokens" else f" {cost['length in']}"
    yield "tokens a sentence", f"{cost['length'] / sentences:.1f}{unit}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} of {whole}" if whole else "none"


def signatures(results: Sequence[Result]) -> str:
    """The lines under the tables: how the scores were computed, and by which engines."""
    lines = [f"{metric}: `{results[0].figures[metric]['signature']}`" for metric in METRICS]
    engines = dict.fromkeys((result.engine, result.fingerprint) for result in results)
    lines += [f"{engine}: `{fingerprint}`" for engine, fingerprint in engines]
    return "\n".join(f"- {line}" for line in lines)


def machine() -> str:
    """The machine and the versions, in a line."""
    return f"{speed.machine()}, sacrebleu {version('sacrebleu')}"


def as_json(results: Sequence[Result]) -> str:
    """Everything, so that each figure can be computed again; a line a sentence."""
    parts = []
    for result in results:
        head = {
            "set": result.set.name,
            "digest": result.set.digest,
            "system": result.system,
            "engine": result.engine,
            "fingerprint": result.fingerprint,
            "figures": result.figures,
            "cost": result.cost,
        }
        shown = [row_json(row, shipped=result.set.shipped, quoted=result.quoted) for row in result.rows]
        rows = ",\n".join(map(_line, shown))
        parts.append(f'{_line(head)[:-1]}, "rows": [\n{rows}\n]}}')
    start = _line({"date": time.strftime("%Y-%m-%d"), "machine": machine()})[:-1]
    whole = ",\n".join(parts)
    return f'{start}, "results": [\n{whole}\n]}}\n'


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def row_json(row: Row, *, shipped: bool, quoted: bool) -> dict[str, Any]:
    """A sentence; of a corpus that is not the project's, nothing that quotes its source or reference.

    The English only if it is `quoted`, because others' is not copied either.
    """
    out: dict[str, Any] = {"id": row.id}
    if shipped:
        out |= {"zh": row.source, "reference": row.reference}
    if quoted:
        out["en"] = row.hypothesis
    out["ended"] = row.segment.ended
    out |= {"remarks": remarks(row), "invented": invented(row)}
    out["findings"] = [
        {"rule": each.rule, "severity": each.severity} | ({"message": each.message} if shipped else {})
        for each in row.segment.findings
    ]
    out["spans"] = [
        {"kind": each.kind, "by": each.by} | ({"zh": each.zh, "en": each.en} if shipped else {})
        for each in row.segment.spans
    ]
    return out


def write(stem: Path, results: Sequence[Result], command: str) -> None:
    """Write STEM.md and STEM.json."""
    head = f"Measured on {time.strftime('%Y-%m-%d')}: {machine()}.\n\n    {command}"
    stem.parent.mkdir(parents=True, exist_ok=True)
    stem.with_name(f"{stem.name}.md").write_text(
        f"{head}\n\n{table(results)}\n\n{signatures(results)}\n", encoding="utf-8"
    )
    stem.with_name(f"{stem.name}.json").write_text(as_json(results), encoding="utf-8")


def show(rows: Iterable[Row]) -> Iterator[str]:
    """The sentences for reading: source, reference, output, and what was found."""
    for row in rows:
        yield f"{row.id}\n  zh   {row.source}\n  ref  {row.reference}\n  out  {row.hypothesis}"
        notes = [f"{each.rule}: {each.message}" for each in row.segment.findings]
        notes += [f"({remark})" for remark in remarks(row)]
        notes += [f"(made up: {value})" for value in invented(row)]
        yield from (f"       {note}" for note in notes)
        yield ""
