"""Changes and removes entries wherever they stand: the user's own in their file, the shipped ones by an
entry that is laid over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import GlossaryError, UsageError
from briefing.glossary.edit import add, change, fields_of, remove
from briefing.glossary.store import load_file
from briefing.glossary.targets import Target, file_target, user_target
from briefing.visible import argument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.glossary.model import Term
    from briefing.glossary.yaml_edit import Fields


def changed_fields(
    term: Term,
    texts: Mapping[str, str | None],
    lists: Mapping[str, Sequence[str]],
    without: Sequence[str] = (),
) -> Fields:
    """What is to change in `term` so that it has `texts` (None leaves one as it is), in its lists all of
    `lists`, and nowhere anything of `without`.

    A rendering stands in one place: what becomes `en`, or goes into a list, leaves the others. Raises
    UsageError if something of `without` is not there, or the rendering itself is to be flagged.
    """
    new: Fields = {name: text.strip() for name, text in texts.items() if text is not None}
    en = new.get("en", term.en)
    current = {"forms": term.forms, "also": term.also, "not": term.forbidden, "unless": term.unless}
    if en in lists["not"]:
        raise UsageError(f"{en} is the rendering of {term.zh}", "Give another with --en before it is flagged")
    for text in without:
        if not any(text in texts for texts in current.values()):
            raise UsageError(
                f"{term.zh} has no {text} to leave out",
                f"`briefing glossary show {argument(term.zh)}` tells what it has",
            )
    for name, before in current.items():
        elsewhere = {text for other, texts in lists.items() if other != name for text in texts}
        gone = {en, *without, *elsewhere}
        after = tuple(dict.fromkeys([*(text for text in before if text not in gone), *lists[name]]))
        new[name] = after
    said = fields_of(term)
    return {name: value for name, value in new.items() if value != said.get(name, type(value)())}


def revise(term: Term, changes: Mapping[str, str | tuple[str, ...]], target: Target | None = None) -> Term:
    """Change `term` in the target, or where it stands; returns it as it stands then.

    What comes with briefing, was made by a pattern, or is not in the target, is left as it is: an entry with
    the changes is laid over it, in the target or in the user's own file. Raises what `add` and `change` do.
    """
    holder = _holder(target or _own(term), term.key)
    if holder:
        return change(holder, term.key, changes)
    fields = {name: value for name, value in (fields_of(term) | dict(changes)).items() if value}
    if "en" in changes and "source" not in changes:
        fields.pop("source", None)  # it says where the other rendering is in use
    return add(target or user_target(), [fields])[0]


def drop(term: Term, target: Target | None = None) -> Term:
    """Remove the entry for `term` from the target, or from where it stands; returns what it was.

    Raises GlossaryError if it comes with briefing, or the target has no such entry.
    """
    holder = _holder(target or _own(term), term.key) or target
    if holder is None:
        why = "comes with briefing" if term.layer == "shipped" else "is made by a pattern"
        raise GlossaryError(
            f"{term.zh} ({term.place}) {why} and cannot be removed",
            f"`briefing glossary edit --en ... {argument(term.zh)}` lays your own rendering over it",
        )
    return remove(holder, term.key)


def entry_in(target: Target | None, term: Term) -> Term:
    """The target's own entry for the same term as `term`, or `term` if it has none."""
    holder = _holder(target, term.key)
    if holder is None:
        return term
    terms = load_file(holder.path, holder.layer, shown_as=holder.shown).terms
    return next(each for each in terms if each.key == term.key)


def _own(term: Term) -> Target | None:
    """The file of an entry that is the user's to change; None for one that comes with briefing."""
    return None if term.layer == "shipped" else file_target(Path(term.file))


def _holder(target: Target | None, key: str) -> Target | None:
    """The target, or the file beside it, that has an entry for `key`."""
    if target is None:
        return None
    for path in (target.path, *target.beside):
        if path.exists() and any(term.key == key for term in load_file(path).terms):
            return target if path == target.path else file_target(path)
    return None
