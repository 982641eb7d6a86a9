"""Adds, changes and removes entries in a termbase file, under a lock and whole or not at all.

What a file is to become is read again, and compared with what it was, before it takes the file's place.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, UsageError, WriteError
from briefing.glossary.lock import locked
from briefing.glossary.store import load_file
from briefing.glossary.yaml_edit import (
    ORDER,
    Fields,
    NotEditableError,
    add_entries,
    change_entry,
    remove_entry,
)
from briefing.visible import argument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.glossary.model import Term
    from briefing.glossary.targets import Target

_HEADER = """\
# {what}
# An entry has zh and en; article, forms, also, not, use, unless, domain, source and note where they help.
# `briefing glossary check` looks the file over.
terms:
"""


def make_term(fields: Mapping[str, str | tuple[str, ...]]) -> Term:
    """The entry that `fields` make, with the key that it is found by. Raises UsageError for a value that
    may not stand."""
    for value in fields.values():
        _refuse_broken(value if isinstance(value, str) else "".join(value))
    try:
        return replace(_loaded(add_entries("", [dict(fields)]), "")[0], file="", line=0)
    except GlossaryError as error:
        reasons = re.findall(r":\d+:\d+: (.*)", error.message)
        raise UsageError("; ".join(reasons) or error.message, "Nothing was changed") from None


def fields_of(term: Term) -> Fields:
    """What the file of `term` says of it, or would if it gave no domain for all its entries."""
    values: Fields = {
        "zh": term.zh,
        "not": term.forbidden,
        "use": "" if term.use in ("mark", "read") else term.use,
    }
    values |= {key: getattr(term, key) for key in ORDER if key not in values}
    return {key: values[key] for key in ORDER if values[key]}


def add(target: Target, entries: Sequence[Fields]) -> list[Term]:
    """Add `entries` at the end of the target, which is made if it is not there; returns them as they stand.

    Raises UsageError for a value that may not stand, GlossaryError for a term that the target's layer has
    already, or has twice among the new ones, naming both places.
    """
    entries = [{name: value for name, value in fields.items() if value} for fields in entries]
    with locked(target):
        terms = _terms_of(target)
        taken = {term.key: term for path in target.beside for term in load_file(path, target.layer).terms}
        taken |= {term.key: term for term in terms}
        wanted = []
        for term in map(make_term, entries):
            if term.key in taken:
                raise _duplicate(term, taken[term.key], target)
            taken[term.key] = term
            wanted.append(term)
        text = _edited(target, lambda text: add_entries(text, entries))
        return _replace(target, text, [*terms, *wanted])[len(terms) :]


def change(target: Target, key: str, changes: Mapping[str, str | tuple[str, ...]]) -> Term:
    """Change the entry that is found by `key`; an empty value takes its line away. Returns it as it stands.

    Raises UsageError for a value that may not stand, GlossaryError if the target has no such term, or a
    changed `zh` has an entry already.
    """
    with locked(target):
        terms = _terms_of(target)
        old = _one(terms, key, target)
        changes = {name: value for name, value in changes.items() if value != fields_of(old).get(name, "")}
        if not changes:
            return old
        new = make_term({name: value for name, value in (fields_of(old) | changes).items() if value})
        others = [term for path in target.beside for term in load_file(path, target.layer).terms]
        for term in [*terms, *others]:
            if term.key == new.key and term is not old:
                raise _duplicate(replace(new, file=old.file, line=old.line), term, target)
        text = _edited(target, lambda text: change_entry(text, old.line, old.zh, changes))
        wanted = [new if term is old else term for term in terms]
        return _replace(target, text, wanted)[terms.index(old)]


def remove(target: Target, key: str) -> Term:
    """Remove the entry that is found by `key`, and return it. Raises GlossaryError if there is none."""
    with locked(target):
        terms = _terms_of(target)
        old = _one(terms, key, target)
        text = _edited(target, lambda text: remove_entry(text, old.line, old.zh))
        _replace(target, text, [term for term in terms if term is not old])
        return old


def _terms_of(target: Target) -> list[Term]:
    return (
        list(load_file(target.path, target.layer, shown_as=target.shown).terms)
        if target.path.exists()
        else []
    )


def _one(terms: Sequence[Term], key: str, target: Target) -> Term:
    for term in terms:
        if term.key == key:
            return term
    raise GlossaryError(
        f"{target.shown} has no entry {key}",
        f"`briefing glossary find {argument(key)}` tells what comes near",
    )


def _duplicate(term: Term, first: Term, target: Target) -> GlossaryError:
    if not first.file:
        return GlossaryError(f"{term.zh} is there twice among the new entries", "Nothing was changed")
    written = "" if first.zh == term.zh else f" as {first.zh}"
    return GlossaryError(
        f"{term.zh} is already entered at {first.place}{written} ({first.en}); "
        f"the new one was for {term.place if term.file else target.shown}",
        f"Nothing was changed. `briefing glossary edit {argument(first.zh)}` changes the entry that is there",
    )


def _edited(target: Target, edit: Callable[[str], str]) -> str:
    text = _HEADER.format(what=target.what)
    if target.path.exists():
        text = target.path.read_bytes().decode("utf-8")
    bom = text[:1] if text.startswith("\ufeff") else ""
    try:
        return bom + edit(text.removeprefix(bom))
    except NotEditableError as error:
        raise _by_hand(target, str(error)) from None


def _by_hand(target: Target, why: str) -> GlossaryError:
    return GlossaryError(
        f"{target.shown} is written in a way that briefing cannot change: {why}",
        "Nothing was changed. Write each entry on lines of its own, or change the file in an editor",
    )


def _replace(target: Target, text: str, wanted: Sequence[Term]) -> list[Term]:
    """Put `text` in the target's place if it says what is `wanted`, and nothing else."""
    from briefing.files import write_whole

    try:
        terms = _loaded(text, target.layer, shown_as=target.shown)
    except GlossaryError as error:
        raise _by_hand(target, error.message) from None
    if [_content(term) for term in terms] != [_content(term) for term in wanted]:
        raise _by_hand(target, "another entry would change with it")
    try:
        if target.layer in ("user", "project"):
            target.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target.path, text, force=True)
    except OSError as error:
        raise WriteError(
            f"The folder {target.path.parent} cannot be made: {error.strerror}", "Name another with --file"
        ) from error
    except WriteError as error:
        raise WriteError(
            error.message, "Nothing was changed. Mend that, or name another file with --file"
        ) from error
    return terms


def _content(term: Term) -> Fields:
    """What an entry says; a domain that it leaves to its file is no matter here."""
    return fields_of(term) | {"domain": ""}


def _loaded(text: str, layer: str, *, shown_as: str = "") -> list[Term]:
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / "terms.yaml"
        path.write_bytes(text.encode("utf-8"))
        return list(load_file(path, layer, shown_as=shown_as).terms)


def _refuse_broken(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        shown = text.encode("utf-8", "backslashreplace").decode()
        raise UsageError(f"{shown} is not UTF-8 text", "Check the terminal's character encoding") from None
