"""The termbase on the desk: the card of a term, and terms that are added on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.desk.views import TermCard
from briefing.errors import GlossaryError, UsageError, WriteError
from briefing.glossary.edit import add
from briefing.glossary.find import lookup
from briefing.glossary.keys import as_matched, key_of, simplified
from briefing.glossary.lint import lint
from briefing.glossary.revise import revise
from briefing.glossary.store import load_file
from briefing.glossary.targets import project_target, user_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.desk.paper import Paper
    from briefing.glossary.model import Term, Termbase


def card(termbase: Termbase, paper: Paper, zh: str) -> TermCard | None:
    """All of the entry in force for `zh`, with the segments in which it stands; None without an entry."""
    try:
        term = lookup(termbase, zh)
    except GlossaryError:
        return None
    return TermCard(
        term.zh,
        term.en,
        term.forms,
        term.also,
        term.forbidden,
        term.note,
        term.source,
        term.layer,
        term.file,
        term.line,
        with_term(paper, term.key),
    )


def with_term(paper: Paper, key: str) -> tuple[str, ...]:
    """The segments whose Chinese has the term with this key."""
    return tuple(id_ for id_ in paper.state.entries if key in as_matched(paper.segment(id_).zh))


def put(termbase: Termbase, zh: str, en: str, layer: Literal["user", "project"]) -> Term:
    """Enter a term in one's own glossary or the project's; where that has it, give it this rendering.

    The entry is laid over one that comes with briefing, whose article, forms and the like are not taken over.
    Returns it as it stands. Raises UsageError, GlossaryError, WriteError.
    """
    target = project_target() if layer == "project" else user_target()
    zh, en = simplified(zh.strip()), " ".join(en.split())
    missing = "Chinese" if not zh else "English" if not en else ""
    if missing:
        raise UsageError(f"the term has no {missing}", "Give the term and its rendering")
    entered = next(
        (each for each in termbase.terms if each.key == key_of(zh) and each.layer == target.layer), None
    )
    try:
        if entered is not None:
            return revise(entered, {"en": en}, target)
        return add(target, [{"zh": zh, "en": en}])[0]
    except WriteError as error:
        raise WriteError(
            error.message, "Nothing was entered: mend that, or take the other glossary"
        ) from error


def remarks(term: Term, layer: Literal["user", "project"]) -> Sequence[str]:
    """What the linter says of an entry, a line each."""
    target = project_target() if layer == "project" else user_target()
    lines = sorted(each.line for each in load_file(target.path, target.layer).terms)
    end = next((line for line in lines if line > term.line), None)
    return [
        f"{each.severity} {each.rule}: {each.message}" + (f" (fix: {each.fix})" if each.fix else "")
        for each in lint([target.path]).problems
        if term.line <= each.line and (end is None or each.line < end)
    ]
