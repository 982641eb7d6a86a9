"""Makes a termbase of what was read from another program's file: cleaned, checked, each term once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from briefing.chinese import has_han
from briefing.glossary import fields, keys
from briefing.glossary.exchange.model import COLUMNS, LISTS, Flaw, flat, places, terms_of, value
from briefing.glossary.exchange.yaml_text import termbase_text
from briefing.glossary.yaml_nodes import Node, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.glossary.exchange.model import Imported
    from briefing.glossary.model import Term, Use

_ARTICLE = re.compile(r"(the|an?|The|An) (?=\S)")
"""No capital A: A shares, A Dream of Red Mansions."""
_NAMED_WITH_ARTICLE = re.compile(r"The (?:Hague|Gambia|Bahamas)\b")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A termbase to be: its entries, what is wrong with others, and what was changed or left out."""

    terms: tuple[Term, ...]
    flaws: tuple[Flaw, ...]
    notes: tuple[str, ...]
    unit: str = "line"

    def text(self, comment: str = "") -> str:
        """The termbase as YAML."""
        return termbase_text(self.terms, comment)


def prepared(imported: Imported, *, domain: str = "", taken: Mapping[str, Term] | None = None) -> Prepared:
    """Clean and check what was read.

    An entry that gives no domain gets `domain`. `taken` are the entries, by key, of the other files of the
    layer that the termbase is for: a term that one of them has is a flaw. Unless the file has all columns of
    a termbase, an article in front of a rendering is moved to `article` (the Fengqiao model: Fengqiao model,
    `article: the`). A term that stands several times becomes one entry, its first rendering `en` and the
    others `also`. Chinese stays in the script in which it is written; it is matched in Simplified anyway.
    """
    flaws = list(imported.flaws)
    found: dict[str, Term] = {}
    repeated: list[int] = []
    foreign: list[int] = []
    moved = traditional = 0
    for raw in imported.terms:
        term = replace(_cleaned(raw), domain=raw.domain.strip() or domain)
        if not imported.whole:
            bare = without_article(term)
            moved += bare is not term
            term = bare
        key = keys.key_of(term.zh)
        problems = list(_problems(term, key))
        if problems:
            flaws.append(Flaw(term.line, "; ".join(problems)))
            continue
        term = replace(term, key=key)
        other = (taken or {}).get(key)
        if other is not None:
            flaws.append(Flaw(term.line, f"{term.zh} is already entered at {other.place}"))
            continue
        if not imported.whole and (has_han(term.en) or not has_han(term.zh)):
            foreign.append(term.line)
        traditional += keys.simplified(term.zh) != term.zh
        if key in found:
            repeated.append(term.line)
            term = _merged(found[key], term)
        found[key] = term
    notes = list(imported.notes)
    if moved:
        notes.append(f"articles before renderings of {terms_of(moved)} are moved to `article`, or left out")
    if repeated and not imported.several:
        lines = places(imported.unit, repeated)
        notes.append(f"terms given again are put into one entry, more renderings under `also`: {lines}")
    if foreign:
        lines = places(imported.unit, foreign)
        notes.append(f"no Chinese in the term, or some in its rendering, kept as it is: {lines}")
    if traditional:
        notes.append(
            f"{terms_of(traditional)} in Traditional characters, kept: they match Simplified text too"
        )
    flaws.sort(key=lambda flaw: flaw.line)
    return Prepared(tuple(found.values()), tuple(flaws), tuple(notes), imported.unit)


def _cleaned(term: Term) -> Term:
    """`term` with its texts on one line each, as a termbase wants them, and each text of a list once."""
    return replace(
        term,
        zh=flat(term.zh),
        en=flat(term.en),
        article=term.article.strip().lower(),
        use=cast("Use", term.use.strip().lower()),
        forms=_each_once(map(flat, term.forms)),
        also=_each_once(map(flat, term.also)),
        forbidden=_each_once(map(flat, term.forbidden)),
        unless=_each_once(map(flat, term.unless)),
        source=term.source.strip(),
        note=term.note.strip(),
        key="",
    )


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys(texts)))


def without_article(term: Term) -> Term:
    """`term` with heads as renderings; the article of the first is the entry's."""
    article, en = _head(term.en)
    forms, also, forbidden = (
        _each_once(_head(text)[1] for text in texts) for texts in (term.forms, term.also, term.forbidden)
    )
    if (en, forms, also, forbidden) == (term.en, term.forms, term.also, term.forbidden):
        return term
    return replace(term, en=en, article=term.article or article, forms=forms, also=also, forbidden=forbidden)


def _head(text: str) -> tuple[str, str]:
    match = _ARTICLE.match(text)
    if match is None or _NAMED_WITH_ARTICLE.match(text):
        return "", text
    return match[1].lower(), text[match.end() :].lstrip()


def _problems(term: Term, key: str) -> Iterable[str]:
    """What a termbase file would be refused for, by the rules that it is read with."""
    problems: list[Problem] = []
    for column in COLUMNS:
        held = value(term, column)
        texts = held if isinstance(held, tuple) else (held,)
        if column in ("zh", "en") or (held and column not in LISTS):
            texts = (str(held),)
        elif not held:
            continue
        for text in texts:
            fields.line(Node(text, "scalar", term.line, 1), column, problems)
    for problem in problems:
        yield problem.message
    if not problems and not key:
        yield "`zh` has nothing but quotation marks"
    for context in term.unless if not problems else ():
        if key not in (longer := keys.key_of(context)) or longer == key:
            yield f"`unless`: {context} is not a longer string that contains {term.zh}"


def _merged(first: Term, again: Term) -> Term:
    """One entry of two with the same term: nothing of either is lost but a second article, use and domain."""
    others = [text for text in (again.en, *again.also) if text != first.en and text not in first.forms]
    return replace(
        first,
        article=first.article or again.article,
        forms=_each_once((*first.forms, *again.forms)),
        also=_each_once((*first.also, *others)),
        forbidden=_each_once((*first.forbidden, *again.forbidden)),
        unless=_each_once((*first.unless, *again.unless)),
        domain=first.domain or again.domain,
        source=_both(first.source, again.source),
        note=_both(first.note, again.note),
    )


def _both(first: str, again: str) -> str:
    return first if not again or again in first.split("\n") else f"{first}\n{again}".strip()
