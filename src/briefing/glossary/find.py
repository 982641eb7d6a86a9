"""Finds entries by what one remembers of them: Chinese in either script, pinyin, or English.

Scores run from 0 to 100: 100 is the whole text itself, from 90 the query stands in it as it is, below that
it comes near (rapidfuzz).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.chinese import has_han
from briefing.errors import GlossaryError, UsageError
from briefing.glossary.keys import key_of
from briefing.visible import argument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.model import Term, Termbase

LEAST = 70.0
"""The lowest score that is worth a line: half of a two-character term by another is not."""

_NEAR = 89.0  # the best that a text can do which does not hold the query as it is
_NOT_LETTERS = re.compile(r"[^a-z]+")


class Hit(NamedTuple):
    """An entry, how near it comes, and by what: the `field` (`zh`, `pinyin`, `en`, `forms`, `also` or
    `not`) and the `text` that stands there."""

    term: Term
    score: float
    field: str
    text: str


def find(termbase: Termbase, query: str, *, least: float = LEAST) -> list[Hit]:
    """The entries near `query`, the best first, each by what is nearest in it.

    枫桥, 楓橋, fengqiao, fēng qiáo, feng1 qiao2, Fengqiao model and the misspelt Fengqao all find 枫桥经验.
    """
    query = " ".join(query.split())
    if not query:
        return []
    hits = _by_chinese(termbase.terms, query) if has_han(query) else _by_latin(termbase.terms, query)
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= least and hit.score > best.get(hit.term.key, (None, 0.0))[1]:
            best[hit.term.key] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.text), hit.term.key))


def lookup(termbase: Termbase, zh: str) -> Term:
    """The entry in force for `zh`, in either script, with or without quotation marks, or what a pattern makes
    of it. Raises GlossaryError, which names what comes near."""
    from briefing.glossary.matcher import Matcher

    key = key_of(zh)
    entries = [term for term in termbase.terms if term.key == key]
    matches = Matcher(replace(termbase, terms=())).matches(key)
    made = [match.term for match in matches if match.zh_at == (0, len(key))]
    if entries or made:
        return max([*entries, *made], key=lambda term: term.height)
    near = ", ".join(hit.term.zh for hit in find(termbase, zh)[:3])
    raise GlossaryError(
        f"There is no entry {zh}",
        f"Did you mean {near}?" if near else f'`briefing glossary add {argument(zh)} "..."` makes one',
    )


def selected(termbase: Termbase, text: str = "", domain: str = "", layer: str = "") -> list[Term]:
    """The entries in force that have `text` in their term or a rendering, and are of `domain` and `layer`;
    an empty text is no condition. Raises UsageError for a domain that no entry has."""
    domains = {term.domain for term in termbase.terms}
    if domain and domain not in domains:
        known = ", ".join(sorted(domains - {""}))
        raise UsageError(f"no entry is of the field {domain}", f"There are {known}")
    key, english = key_of(text), text.strip().casefold()
    return [
        term
        for term in termbase.terms
        if (not domain or term.domain == domain) and (not layer or term.layer == layer)
        if (key and key in term.key)
        or any(english in each.casefold() for each in (term.en, *term.forms, *term.also, *term.forbidden))
    ]


def pinyin_of(zh: str) -> list[str]:
    """The syllables of `zh` without tones, u for ü: 枫桥经验 is feng, qiao, jing, yan."""
    from pypinyin import lazy_pinyin

    syllables = (_NOT_LETTERS.sub("", each.lower().replace("ü", "u")) for each in lazy_pinyin(zh))
    return [each.replace("v", "u") for each in syllables if each]


def _by_chinese(terms: Sequence[Term], query: str) -> Iterator[Hit]:
    from rapidfuzz import fuzz

    key = key_of(query)
    for term in terms:
        score = _held(key, term.key, 0 if key in term.key else -1)
        if not score:
            score = min(fuzz.ratio(key, term.key), _NEAR)
            if len(term.key) > 1 and term.key in key:  # a whole sentence finds what is in it
                score = max(score, 70 + 19 * len(term.key) / len(key))
        yield Hit(term, score, "zh", term.zh)


def _by_latin(terms: Sequence[Term], query: str) -> Iterator[Hit]:
    english = query.casefold()
    reading = _as_reading(query)
    for term in terms:
        if term.key.isascii():
            yield Hit(term, _english_score(english, term.key.casefold()), "zh", term.zh)
        fields = (("en", (term.en,)), ("forms", term.forms), ("also", term.also), ("not", term.forbidden))
        for field, texts in fields:
            for text in texts:
                yield Hit(term, _english_score(english, text.casefold()), field, text)
        if reading and has_han(term.key):
            syllables = pinyin_of(term.key)
            yield Hit(term, _pinyin_score(reading, syllables), "pinyin", " ".join(syllables))


def _as_reading(query: str) -> str:
    """`query` as pinyin run together, without tones; empty if it cannot be pinyin."""
    plain = unicodedata.normalize("NFD", query.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"(?<=[a-z])[0-5]\b|(?<=[a-z])[1-5](?=[a-z])|['’\s-]", "", plain)
    return plain.replace("v", "u") if plain.isascii() and plain.isalpha() else ""


def _held(query: str, text: str, at: int) -> float:
    """The score of a text that holds the query at `at`; 0 if it does not (-1)."""
    if query == text:
        return 100.0
    return 0.0 if at < 0 else 90 + 9 * len(query) / len(text)


def _pinyin_score(query: str, syllables: list[str]) -> float:
    """How near `query` comes to the syllables: from the start of one on, or with a letter or two wrong."""
    from rapidfuzz import fuzz

    text = "".join(syllables)
    starts = {0}
    for syllable in syllables:
        starts.add(max(starts) + len(syllable))
    at = text.find(query)
    while at >= 0 and at not in starts:
        at = text.find(query, at + 1)
    if score := _held(query, text, at):
        # A few letters begin many words: fu is not worth as much as fengqiao.
        return score if len(query) > 3 or score == 100 else score - 15
    nearness = fuzz.ratio(query, text, score_cutoff=85)
    if len(query) > 5 and len(query) < len(text):
        nearness = max(nearness, 0.95 * fuzz.partial_ratio(query, text, score_cutoff=88))
    return min(nearness, 85.0)


def _english_score(query: str, text: str) -> float:
    from rapidfuzz import fuzz

    match = re.search(rf"\b{re.escape(query)}\b", text) if query in text else None
    if score := _held(query, text, match.start() if match else -1):
        return score
    if len(query) < 4:  # the parts of words that three letters are like are many
        return min(fuzz.ratio(query, text, score_cutoff=80), _NEAR)
    if text.startswith(query) or f" {query}" in text:
        return _NEAR
    nearness = max(fuzz.ratio(query, text), fuzz.token_sort_ratio(query, text))
    if len(query) < len(text):
        nearness = max(nearness, 0.95 * fuzz.partial_ratio(query, text, score_cutoff=80))
    return nearness * (_NEAR - 1) / 100
