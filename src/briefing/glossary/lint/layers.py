"""Rules on entries with the same term, in one layer or in several; for patterns and places too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.glossary.model import Pattern, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.lint.problem import Problem, Record
    from briefing.glossary.model import Item


def check(records: Sequence[Record]) -> Iterator[Problem]:
    """Terms that are entered twice; `records` in the order of their layers and files.

    In one layer that is an error; a higher layer's entry replaces a lower one's, which is worth a note.
    """
    holders: dict[tuple[type, str], Record] = {}
    for record in records:
        key = type(record.what), record.what.key
        first = holders.get(key)
        if first is None or first.layer != record.layer:
            holders[key] = record
        if first is None or not (record.checked or (first.checked and first.layer == record.layer)):
            continue
        same = _effect(record.what) == _effect(first.what)
        named = record.what.zh
        if first.what.zh != record.what.zh:
            named += f" (there {first.what.zh})"
        if first.layer == record.layer:
            yield _in_one_layer(record, first, named, same=same)
        elif same:
            message = f"{named} says the same at {first.what.place}"
            yield record.problem("redundant", message, fix="leave it out")
        else:
            message = f"{named} replaces {_english(first.what)}, at {first.what.place}"
            yield record.problem("override", message)


def in_force(records: Sequence[Record]) -> list[Record]:
    """One record a key: of the highest layer that has it, the first."""
    chosen: dict[tuple[type, str], Record] = {}
    for record in records:
        key = type(record.what), record.what.key
        first = chosen.get(key)
        if first is None or first.layer < record.layer:
            chosen[key] = record
    return list(chosen.values())


def _in_one_layer(record: Record, first: Record, named: str, *, same: bool) -> Problem:
    place = first.what.place
    if same:
        message = f"{named} is entered already at {place}, and says the same"
        mends = (record.removed(),) if _rest(record.what) == _rest(first.what) else ()
        return record.problem("duplicate", message, fix="leave one of them out", mends=mends)
    ours, theirs = _english(record.what), _english(first.what)
    message = f"{named} ({ours}) is entered already at {place}, "
    message += f"as {theirs}" if ours != theirs else "with the same rendering, but not the same in all"
    return record.problem("clash", message, fix="keep one; put what else is right under `also`")


def _english(item: Item) -> str:
    return item.en if isinstance(item, Place) else (item.term if isinstance(item, Pattern) else item).en


def _effect(item: Item) -> tuple[object, ...]:
    """All of an entry that can change a translation."""
    if isinstance(item, Place):
        return (item.zh, item.en, item.rank, item.whole, item.whole_en, frozenset(item.unless))
    term, own = (item.term, (item.ranks, item.names)) if isinstance(item, Pattern) else (item, ())
    lists = (term.forms, term.also, term.forbidden, term.unless)
    return (term.en, term.article, term.use, *map(frozenset, lists), *own)


def _rest(item: Item) -> tuple[str, ...]:
    """What an entry says besides."""
    if isinstance(item, Place):
        return ()
    term = item.term if isinstance(item, Pattern) else item
    return (term.zh, term.domain, term.source, term.note)
