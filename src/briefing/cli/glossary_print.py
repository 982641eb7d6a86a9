"""Prints entries: as a table on a terminal, with tabs in a pipe, as JSON for a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.streams import data, line, on_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.glossary.find import Hit
    from briefing.glossary.model import Term


def print_list(terms: Sequence[Term], *, as_json: bool) -> None:
    """Entries, one a line."""
    if as_json:
        data([facts(term) for term in terms])
        return
    rows = [(term.zh, term.en, term.domain, term.layer, _place(term)) for term in terms]
    _print_rows(("Term", "Rendering", "Field", "Layer", "Place"), rows)


def print_hits(hits: Sequence[Hit], *, as_json: bool) -> None:
    """What was found, one entry a line, with what matched where that is not the term or its rendering."""
    if as_json:
        data(
            [
                {
                    "score": round(hit.score, 1),
                    "by": {"field": hit.field, "text": hit.text},
                    **facts(hit.term),
                }
                for hit in hits
            ]
        )
        return
    rows = [
        (
            f"{hit.score:.0f}",
            hit.term.zh,
            hit.term.en,
            "" if hit.field in ("zh", "en") else f"{hit.field}: {hit.text}",
            _place(hit.term),
        )
        for hit in hits
    ]
    _print_rows(("Score", "Term", "Rendering", "By", "Place"), rows)


def print_entry(term: Term, overridden: Sequence[Term], *, as_json: bool) -> None:
    """All of an entry, and of those that it overrides the rendering and the place."""
    if as_json:
        data({**facts(term), "overrides": [facts(each) for each in overridden]})
        return
    shown = {name: value for name, value in facts(term).items() if name not in ("layer", "file", "line")}
    for name, value in shown.items():
        for text in value if isinstance(value, list) else [value]:
            if text:
                line(f"{name:10} {text}")
    line(f"{'place':10} {term.place} ({term.layer})")
    for each in overridden:
        line(f"{'overrides':10} {each.en}, {each.place} ({each.layer})")


def facts(term: Term) -> dict[str, object]:
    """An entry as JSON has it: the keys of the file, then where it stands."""
    return {
        "zh": term.zh,
        "en": term.en,
        "article": term.article,
        "forms": list(term.forms),
        "also": list(term.also),
        "not": list(term.forbidden),
        "use": term.use,
        "reads": term.reads,
        "unless": list(term.unless),
        "domain": term.domain,
        "source": term.source,
        "note": term.note,
        "layer": term.layer,
        "file": term.file,
        "line": term.line,
    }


def _place(term: Term) -> str:
    """Where the entry stands; on a terminal, which is not as wide, without its folder."""
    return f"{Path(term.file).name}:{term.line}" if on_terminal() else term.place


def _print_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not on_terminal():
        for row in rows:
            line(*row)
        return
    if not rows:
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from briefing.cli.console import shown, standard_output

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, justify="right" if name == "Score" else "left", overflow="fold")
    for row in rows:
        table.add_row(*(shown(cell) for cell in row))
    standard_output().print(table)
