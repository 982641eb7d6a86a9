"""Prints suggestions for the glossary, each with its concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from briefing.cli.console import line, standard_output, width
from briefing.visible import visible
from briefing.write.concordance import around, first_cells, in_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.suggest.suggestions import Line, Suggestion

SHOWN = 5
"""Lines of its concordance that are printed for each candidate; `--json` has them all."""
_MARGIN = 24
_INDENT = "  "


def print_suggestions(found: Sequence[Suggestion]) -> None:
    """Each candidate, its places one above the other, and under each the English if it is known."""
    console = standard_output()
    if not found:
        line(console, "Nothing recurs that has no entry.")
        return
    margin = min(_MARGIN, max(len(place.place) for each in found for place in each.lines[:SHOWN]))
    for number, each in enumerate(found, 1):
        line(console, _heading(number, each))
        for place in each.lines[:SHOWN]:
            for text in _context(place, each, margin, width(console)):
                line(console, text)
        if len(each.lines) > SHOWN:
            line(console, Text(f"{_INDENT}and {len(each.lines) - SHOWN} more", style="dim"))
        line(console)
    line(console, Text(counted(len(found)), style="bold"))


def counted(number: int) -> str:
    """`3 suggestions`."""
    return "1 suggestion" if number == 1 else f"{number:,} suggestions"


def _heading(number: int, each: Suggestion) -> Text:
    times = "once" if each.count == 1 else f"{each.count:,} times"
    text = Text.assemble(f"{number}. ", (visible(each.zh), "bold green"), f"  {each.shape}, {times}")
    if each.renderings:
        seen = ", ".join(f"{visible(en)} ({count})" for en, count in each.renderings)
        text.append(f"; perhaps {seen}")
    if each.inconsistent:
        text.append("; rendered in several ways", style="bold magenta")
    return text


def _context(place: Line, each: Suggestion, margin: int, cells: int) -> Iterator[Text]:
    room = cells - margin - 2 * len(_INDENT)
    before, match, after = in_context(place.zh, place.zh_at, room)
    name = first_cells(visible(place.place), margin)
    yield Text.assemble(
        _INDENT, (name.ljust(margin), "dim"), _INDENT, before, (match, "bold green"), after.rstrip()
    )
    if place.en:
        phrase = next((en for en, _ in each.renderings if en in place.en), "")
        before, match, after = around(place.en, phrase, room)
        yield Text.assemble(" " * (margin + 2 * len(_INDENT)), before, (match, "bold"), after)
