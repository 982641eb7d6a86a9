"""Those of whom a sentence tells: places, persons, terms and roles, each with its place in both texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from briefing.chinese import is_han
from briefing.document import touch
from briefing.verify.named import listed
from briefing.verify.sounds import readings
from briefing.verify.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Range, Segment

_NAME = re.compile(r"\b[A-Z][a-z]+(?:['’][a-z]+)?(?: [A-Z][a-z]+)?\b")
_VOWELS = re.compile("[aeiouü]+")
_SHORTEST = 2
"""Characters that the name of a place or a person has at least."""
_MOST = 40
"""Parties of a segment that are looked at."""


@dataclass(frozen=True, slots=True)
class Party:
    """One of whom a sentence tells: the Chinese, and where both texts have it."""

    zh: str
    zh_at: Range
    en_at: Range


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the Chinese, all English for it, the English that means it alone, and what else founds that."""

    zh: re.Pattern[str]
    en: re.Pattern[str]
    told: re.Pattern[str]
    grounds: re.Pattern[str]


def parties(segment: Segment) -> list[Party]:
    """Those whose place is known in both texts: located terms and names, roles, countries, names by sound."""
    found = [
        Party(span.zh, span.zh_at, span.en_at)
        for span in segment.spans
        if span.kind in ("term", "name") and span.en_at
    ]
    del found[_MOST:]
    for party in (*_others(segment), *_by_sound(segment)):
        if not any(touch(each.zh_at, party.zh_at) or touch(each.en_at, party.en_at) for each in found):
            found.append(party)
    return found


def _others(segment: Segment) -> Iterator[Party]:
    """Roles and countries that no span has."""
    for name, at in _names(segment.en).items():
        for zh in listed()[name].zh if name in listed() else ():
            start = segment.zh.find(zh)
            if len(zh) >= _SHORTEST and start >= 0:
                yield Party(zh, (start, start + len(zh)), at)
    for role in roles():
        asked, told = list(role.zh.finditer(segment.zh)), list(role.told.finditer(segment.en))
        if len(asked) == len(told) == 1:
            yield Party(asked[0][0], asked[0].span(), told[0].span())


def _names(en: str) -> dict[str, Range]:
    """Words with a capital, and pairs of them, and where they stand first."""
    found: dict[str, Range] = {}
    for match in islice(_NAME.finditer(en), _MOST):
        found.setdefault(match[0], match.span())
    return found


def _by_sound(segment: Segment) -> Iterator[Party]:
    """Names that are read off characters in one place of the Chinese: Chengdu for 成都."""
    at = [index for index, char in enumerate(segment.zh) if is_han(char)]
    read = readings(segment.zh)
    for name, (start, _) in _names(segment.en).items():
        for words in {name, name.split()[0]}:
            ends = read.behind(words.replace(" ", ""))
            size = len(_VOWELS.findall(words.lower()))
            if len(ends) == 1 and size >= _SHORTEST:
                behind = at[ends.pop() - 1] + 1
                first = max(0, behind - size)
                yield Party(segment.zh[first:behind], (first, behind), (start, start + len(words)))
                break


@cache
def roles() -> tuple[Role, ...]:
    """The roles of `data/roles.tsv`."""
    return tuple(
        Role(
            re.compile(zh),
            re.compile(rf"\b(?:{en})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{told})\b", re.IGNORECASE),
            re.compile(f"{zh}|{grounds}"),
        )
        for zh, en, told, grounds in rows("roles.tsv")
    )
