"""Prints a review: as a table on a terminal, a finding a line in a pipe, as data for a script."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from briefing import streams
from briefing.cli.console import line, shown, standard_output
from briefing.write import palette

if TYPE_CHECKING:
    from rich.console import Console

    from briefing.review import Changed, Remark, Review


def as_data(review: Review) -> dict[str, object]:
    """The review as JSON has it."""
    return {
        "file": review.name,
        "pairs": review.pairs,
        "terms": {"found": review.terms, "rendered": review.terms_rendered},
        "figures": {"found": review.figures, "verified": review.figures_verified},
        "counts": {
            "error": review.count("error"),
            "warning": review.count("warning"),
            "note": review.count("note"),
        },
        "findings": [_remark(each) for each in review.remarks],
        "changed": [
            asdict(each)
            | {"renderings": [{"en": en, "places": list(places)} for en, places in each.renderings]}
            for each in review.changed
        ],
    }


def _remark(remark: Remark) -> dict[str, object]:
    finding = remark.finding
    return {
        "id": remark.id or None,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "expected": finding.expected or None,
        "en_at": list(finding.en_at) if finding.en_at else None,
    }


def print_review(review: Review, *, named: bool) -> None:
    """Findings, changed renderings, a line that sums up; `named`: each line says which file it is about."""
    console = standard_output()
    if console.is_terminal:
        _print_table(console, review)
    else:
        _print_lines(review, f"{review.name}:" if named else "")
    if console.is_terminal:
        line(console, Text(summary(review), style="bold"))
    else:
        streams.line(f"# {review.name}: {summary(review)}")


def summary(review: Review) -> str:
    """The review in a line."""
    counts = (
        (review.count("error"), "error"),
        (review.count("warning"), "warning"),
        (review.count("note"), "note"),
    )
    return ", ".join(
        (
            _counted(review.pairs, "pair"),
            f"{review.terms_rendered} of {_counted(review.terms, 'term')} rendered",
            f"{review.figures_verified} of {_counted(review.figures, 'figure')} verified",
            *(_counted(number, noun) for number, noun in counts),
        )
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print_lines(review: Review, prefix: str) -> None:
    for each in review.remarks:
        finding = each.finding
        message = f"{finding.severity}: {finding.rule}: {_message(each).plain}"
        streams.line(f"{prefix}{each.id or '-'}", message)
    for change in review.changed:
        streams.line(f"{prefix}{change.places[0]}", f"changed: {_change(change)}")
        for sentence in change.sentences:
            streams.line(f"{prefix}{change.places[0]}", f"changed: {change.zh}: {sentence}")


def _print_table(console: Console, review: Review) -> None:
    line(console, shown(review.name, "bold underline"))
    marks = palette.marks(console.encoding)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column()
    for each in review.remarks:
        style = palette.SEVERITY_STYLES[each.finding.severity]
        table.add_row(
            Text(marks[each.finding.severity], style),
            shown(each.id or "-", "bold"),
            Text(each.finding.rule, style),
            _message(each),
        )
    if review.remarks:
        console.print(table)
    if review.changed:
        line(console)
        line(console, Text("Renderings that were changed", style="bold"))
        for change in review.changed:
            line(console, shown(f"  {_change(change)}"))
            for sentence in change.sentences[:3]:
                line(console, shown(f"    {sentence}", "dim"))
    line(console)


def _message(remark: Remark) -> Text:
    text = shown(remark.finding.message)
    if remark.finding.expected:
        text.append("; expected: ").append(shown(remark.finding.expected, "bold"))
    return text


def _change(change: Changed) -> str:
    """枫桥经验 is no longer rendered as 'Fengqiao model' in p3, p7; perhaps 'Fengqiao practice' (p3, p7)."""
    ways = ", ".join(f"{en!r} ({', '.join(places)})" for en, places in change.renderings)
    if change.certain:
        return f"{change.zh} is rendered as {ways}; the glossary admits that beside {change.en!r}"
    text = f"{change.zh} is no longer rendered as {change.en!r} in {', '.join(change.places)}"
    return f"{text}; perhaps {ways}" if ways else text
