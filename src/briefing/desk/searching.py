"""Search and replace over a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.desk.views import Change, Hit
from briefing.errors import UsageError
from briefing.glossary.keys import simplified
from briefing.renderings import fold, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.desk.paper import Paper
    from briefing.desk.views import Side
    from briefing.document import Range


def search(paper: Paper, text: str, side: Side) -> tuple[Hit, ...]:
    """Where `text` stands: Chinese in either script, English whatever its case, quotes and hyphens."""
    wanted = simplified(text.strip()) if side == "zh" else fold(text.strip())
    if not wanted:
        return ()
    hits: list[Hit] = []
    for id_, entry in paper.state.entries.items():
        version = entry.version
        said = paper.segment(id_).zh if side == "zh" else fold(version.en) if version else ""
        hits += (Hit(id_, side, at) for at in _all(said, wanted))
    return tuple(hits)


def replacements(paper: Paper, old: str, new: str) -> tuple[Change, ...]:
    """What putting `new` for `old` in the English would change, as whole words; raises UsageError for none.

    `old` is found with a capital too, as at the beginning of a sentence, and what comes there has one then.
    """
    old, new = " ".join(old.split()), " ".join(new.split())
    if not old:
        raise UsageError("there is nothing to search for", "Give the English that is to be replaced")
    changes = []
    for id_, entry in paper.state.entries.items():
        if entry.version is None:
            continue
        en = entry.version.en
        found = tuple(places(en, fold(en), old))
        after = _put(en, found, old, new)
        if after != en:
            changes.append(Change(id_, en, after, found))
    return tuple(changes)


def _all(text: str, wanted: str) -> Iterator[Range]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def _put(en: str, found: tuple[Range, ...], old: str, new: str) -> str:
    parts, done = [], 0
    for start, end in found:
        if start < done:
            continue
        text = new
        if en[start].isupper() and not old[0].isupper():
            text = new[:1].upper() + new[1:]
        parts += [en[done:start], text]
        done = end
    return " ".join("".join((*parts, en[done:])).split())
