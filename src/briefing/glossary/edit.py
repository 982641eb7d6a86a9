"""Adds, changes and removes entries in a termbase file, under a lock and whole or not at all.

What a file is to become is read again, and compared with what it was, before it takes the file's place.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, UsageError, WriteError
from briefing.glossary.store import load_file
from briefing.glossary.targets import Target, file_target, user_target
from briefing.glossary.yaml_edit import (
    ORDER,
    Fields,
    NotEditableError,
    add_entries,
    change_entry,
    remove_entry,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefing.glossary.model import Term, Termbase

LOCK_SECONDS = 10.0
"""How long to wait for another briefing that is changing the same file."""

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
        return _loaded(add_entries("", [dict(fields)]), "")[0]
    except GlossaryError as error:
        reasons = re.findall(r":\d+:\d+: (.*)", error.message)
        raise UsageError("; ".join(reasons) or error.message, "Nothing was changed") from None


def fields_of(term: Term) -> Fields:
    """What the file of `term` says of it, or would if it gave no domain for all its entries."""
    values: Fields = {"zh": term.zh, "not": term.forbidden, "use": "" if term.use == "mark" else term.use}
    values |= {key: getattr(term, key) for key in ORDER if key not in values}
    return {key: values[key] for key in ORDER if values[key]}


def revise(
    termbase: Termbase, key: str, changes: Mapping[str, str | tuple[str, ...]], target: Target | None = None
) -> Term:
    """Change the entry for `key` in the target, or where it is in force; returns it as it stands.

    An entry that comes with briefing, or that the target has not, is left as it is: one with the changes is
    laid over it, in the target or in the user's own file. Raises what `add` and `change` do.
    """
    term = next(each for each in termbase.terms if each.key == key)
    holder = _holder(target, key) if target else _own(term)
    if holder:
        return change(holder, key, changes)
    fields = {name: value for name, value in (fields_of(term) | changes).items() if value}
    if "en" in changes and "source" not in changes:
        fields.pop("source", None)  # it says where the other rendering is in use
    return add(target or user_target(), [fields])[0]


def drop(termbase: Termbase, key: str, target: Target | None = None) -> Term:
    """Remove the entry for `key` from the target, or from where it is in force; returns what it was.

    Raises GlossaryError if it comes with briefing, or the target has no such entry.
    """
    term = next(each for each in termbase.terms if each.key == key)
    holder = (_holder(target, key) or target) if target else _own(term)
    if holder is None:
        raise GlossaryError(
            f"{term.zh} ({term.place}) comes with briefing and cannot be removed",
            f"`briefing glossary edit {term.zh} --en ...` lays your own rendering over it",
        )
    return remove(holder, key)


def add(target: Target, entries: Sequence[Fields]) -> list[Term]:
    """Add `entries` at the end of the target, which is made if it is not there; returns them as they stand.

    Raises UsageError for a value that may not stand, GlossaryError for a term that the target's layer has
    already, or has twice among the new ones, naming both places.
    """
    with _locked(target):
        terms = _terms_of(target)
        taken = {term.key: term for path in target.beside for term in load_file(path, target.layer).terms}
        taken |= {term.key: term for term in terms}
        wanted = []
        for number, fields in enumerate(entries, 1):
            term = replace(make_term(fields), file=f"new entry {number}")
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
    with _locked(target):
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
        text = _edited(target, lambda text: change_entry(text, old.line, changes))
        wanted = [new if term is old else term for term in terms]
        return _replace(target, text, wanted)[terms.index(old)]


def remove(target: Target, key: str) -> Term:
    """Remove the entry that is found by `key`, and return it. Raises GlossaryError if there is none."""
    with _locked(target):
        terms = _terms_of(target)
        old = _one(terms, key, target)
        text = _edited(target, lambda text: remove_entry(text, old.line))
        _replace(target, text, [term for term in terms if term is not old])
        return old


def _own(term: Term) -> Target | None:
    """The file of an entry that is the user's to change; None for one that comes with briefing."""
    return None if term.layer == "shipped" else file_target(Path(term.file))


def _holder(target: Target, key: str) -> Target | None:
    """The target, or the file beside it, that has an entry for `key`."""
    for path in (target.path, *target.beside):
        if path.exists() and any(term.key == key for term in load_file(path).terms):
            return target if path == target.path else file_target(path)
    return None


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
        f"{target.shown} has no entry {key}", f"`briefing glossary find {key}` tells what comes near"
    )


def _duplicate(term: Term, first: Term, target: Target) -> GlossaryError:
    where = f"{target.shown} ({term.file})" if not term.line else term.place
    written = "" if first.zh == term.zh else f", as {first.zh}"
    return GlossaryError(
        f"{term.zh} for {where} is already entered at {first.place}{written}: {first.en}",
        f"Nothing was changed. `briefing glossary edit {first.zh}` changes the entry that is there",
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
    from briefing.write.files import write_whole

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


@contextmanager
def _locked(target: Target) -> Iterator[None]:
    """Hold the lock of the target. It lies in the cache, so that no project's folder is littered."""
    import filelock

    from briefing.models.paths import cache_dir

    name = hashlib.sha256(str(target.path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    folder = cache_dir() / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / f"{name}.lock")
        lock.acquire(timeout=LOCK_SECONDS)
    except filelock.Timeout:
        raise GlossaryError(
            f"Another briefing is changing {target.shown}", "Nothing was changed. Try again"
        ) from None
    except OSError as error:
        raise WriteError(
            f"No lock can be made in {folder}: {error.strerror}",
            "Make it a folder that you may write to, or set BRIEFING_HOME to one",
        ) from error
    try:
        yield
    finally:
        lock.release()
