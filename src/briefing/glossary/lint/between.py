"""Rules on entries that get in each other's way: parts, overlaps, and renderings that two entries share."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Pattern, Place, Term, Termbase
from briefing.glossary.patterns import PatternMatcher
from briefing.renderings import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.lint.problem import Problem, Record

_STEM = 4
_STOP_WORDS = frozenset(
    (
        *("a", "all", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "its"),
        *("of", "on", "or", "that", "the", "to", "under", "with"),
    )
)
_WORD = re.compile(r"[A-Za-z0-9]+")
_OVERLAP = 4
_SHOWN = 3
_LOOKED_AT = 10  # of the terms that begin with the same characters: thousands of 人民政府… would say no more


def check(in_force: Sequence[Record]) -> Iterator[Problem]:
    """The problems between entries of which at least one is checked; `in_force` has each key once."""
    entries = [record for record in in_force if isinstance(record.what, Term)]
    matcher = Matcher(Termbase(tuple(record.term for record in entries)))
    yield from _parts(entries, matcher)
    yield from _overlaps(entries, matcher)
    yield from _forbidden_elsewhere(entries)
    yield from _shared(entries)
    yield from _patterns(in_force, entries)


def _parts(entries: Sequence[Record], matcher: Matcher) -> Iterator[Problem]:
    """A term inside a longer one whose renderings have no word in common.

    Words are compared by their first four letters (nation, national), acronyms with the initials that they
    stand for, over all the renderings that either entry admits. Of 339 such pairs in the termbases that ship,
    every one has something in common; with renderings by chance, one in seven would. An `unless` that covers
    the place says that the writer knows.
    """
    records = {record.term.key: record for record in entries}
    stems: dict[str, set[str]] = {}
    for record in entries:
        long = record.term
        for match in matcher.matches(long.key):
            short = match.term
            if short.key == long.key or not (record.checked or records[short.key].checked):
                continue
            ours, theirs = (_cached(stems, term) for term in (long, short))
            if ours and theirs and not ours & theirs:
                message = (
                    f"{long.zh} ({long.en}) contains {short.zh} ({short.en}, at {short.place}), and their"
                    " renderings have no word in common"
                )
                fix = f"make them agree, or give {short.zh} `unless: [{long.zh}]`"
                reporter = record if record.checked else records[short.key]
                yield reporter.problem("unrelated-part", message, fix=fix)


def _cached(stems: dict[str, set[str]], term: Term) -> set[str]:
    if term.key not in stems:
        stems[term.key] = {stem for text in (term.en, *term.forms, *term.also) for stem in _stems(text)}
    return stems[term.key]


def _stems(text: str) -> Iterator[str]:
    words = _WORD.findall(re.sub(r"['’]s\b", "", text))
    initials = "".join(word[0] for word in words if word[0].isupper()).lower()
    for start in range(len(initials) - 1):  # NPC in the Standing Committee of the National People's Congress
        for end in range(start + 2, len(initials) + 1):
            yield initials[start:end]
    for word in words:
        if word.lower() not in _STOP_WORDS:
            yield word.lower()[:_STEM]


def _overlaps(entries: Sequence[Record], matcher: Matcher) -> Iterator[Problem]:
    """Two terms of which one ends in four or more characters that the other begins with.

    Where both stand in one phrase (全过程人民民主专政), one of them loses a part of itself. Nothing is said
    where what they share is an entry (it will be rendered by itself), where an entry has the whole phrase, or
    where an `unless` of either decides.
    """
    keys = {record.term.key for record in entries}
    starts: dict[str, list[Record]] = defaultdict(list)
    for record in entries:
        for length in range(_OVERLAP, len(record.term.key)):
            starts[record.term.key[:length]].append(record)
    for record in entries:
        left = record.term
        for at in range(1, len(left.key) - _OVERLAP + 1):
            shared = left.key[at:]
            if shared in keys or shared not in starts:
                continue
            rights = [
                other
                for other in starts[shared][:_LOOKED_AT]
                if (record.checked or other.checked) and _both_found(matcher, left, other.term, at)
            ]
            if rights:
                yield _overlap(record, shared, rights)


def _both_found(matcher: Matcher, left: Term, right: Term, at: int) -> bool:
    phrase = left.key[:at] + right.key
    if left.key == right.key:
        return False
    found = {match.term.key: match.zh_at for match in matcher.matches(phrase)}
    covered = any(start == 0 and end == len(phrase) for start, end in found.values())
    return not covered and left.key in found and right.key in found


def _overlap(left: Record, shared: str, rights: list[Record]) -> Problem:
    phrase = left.term.key + rights[0].term.key[len(shared) :]
    others = ", ".join(other.named for other in rights[:_SHOWN])
    if len(rights) > _SHOWN:
        others += f" and {len(rights) - _SHOWN} more"
    reporter = left if left.checked else rights[0]
    names = f"{left.term.zh} and {others}" if left.checked else f"{rights[0].term.zh} and {left.named}"
    message = f"{names} share {shared}: in {phrase} only one of them can hold"
    return reporter.problem("overlap", message, fix=f"enter {phrase}, or say `unless: [{phrase}]` in one")


def _forbidden_elsewhere(entries: Sequence[Record]) -> Iterator[Problem]:
    """A rendering that another entry rules out."""
    forbidden: dict[str, list[Record]] = defaultdict(list)
    for record in entries:
        for text in record.term.forbidden:
            forbidden[fold(text)].append(record)
    for record in entries:
        for value in record.values("en", "forms", "also") if forbidden else ():
            for other in forbidden.get(fold(value.text), ()):
                if other is record or not (record.checked or other.checked):
                    continue
                message = f"{value.text}, a rendering of {record.named}, is ruled out for {other.named}"
                place = value if record.checked else next(other.values("not"))
                yield (record if record.checked else other).problem("forbidden-elsewhere", message, place)


def _shared(entries: Sequence[Record]) -> Iterator[Problem]:
    """One rendering for several terms, unless one of them is short for the other."""
    holders: dict[str, list[Record]] = defaultdict(list)
    for record in entries:
        holders[fold(record.term.en)].append(record)
    for first, *rest in holders.values():
        alike = [first, *(each for each in rest if not _short_for(each.term.key, first.term.key))]
        reporter = next((each for each in alike[::-1] if each.checked), None)
        if len(alike) > 1 and reporter:
            names = ", ".join(each.named for each in alike if each is not reporter)
            message = f"{reporter.term.en} is the rendering of {reporter.term.zh} and of {names}"
            yield reporter.problem("shared-rendering", message, next(reporter.values("en")))


def _short_for(one: str, other: str) -> bool:
    """Whether the characters of the shorter stand in the longer in their order: 低保, 最低生活保障."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _patterns(in_force: Sequence[Record], entries: Sequence[Record]) -> Iterator[Problem]:
    """Entries that a pattern, not of a higher layer, would render otherwise."""
    patterns = {record.what.key: record for record in in_force if isinstance(record.what, Pattern)}
    if not patterns:
        return
    places = tuple(record.what for record in in_force if isinstance(record.what, Place))
    by_place = {pattern.what.place: pattern for pattern in patterns.values()}
    found = PatternMatcher(tuple(cast("Pattern", record.what) for record in patterns.values()), places).found
    for record in entries:
        term = record.term
        for start, end, made in found(term.key):
            pattern = by_place[made.place]
            if end - start < len(term.key) or not (record.checked or pattern.checked):
                continue
            if pattern.layer > record.layer:  # it is meant to replace the entry, and does
                continue
            if made.en not in (term.en, *term.forms, *term.also):
                message = f"{pattern.named} makes {made.en} of {record.named}, the entry {term.en}"
                fix = f"admit {made.en} under `also` if it is right, or leave the entry out"
                yield (record if record.checked else pattern).problem("pattern-shadows", message, fix=fix)
