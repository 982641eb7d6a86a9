"""Families of terms that no list can hold: 江苏省民政厅 (Jiangsu Provincial Department of Civil Affairs).

A pattern's `zh` has slots. `{place}` is a place of the `places:` tables, by its short name (江苏) or its
whole one (江苏省); `{n}` is a numeral, Chinese or Arabic, from 1 to 999. Where there are several numerals
they are told apart by a digit: `{n1}届{n2}中全会`. Its English has

    {place}    Jiangsu                  {n}        20
    {whole}    Jiangsu Province         {n}th      20th, 3rd, 21st; 1{n}th: 14th for a {n} of 4
    {rank}     Provincial               {n:word}   third, but 20th: in words below ten
    {rank:lower}  provincial

A pattern matches where its text stands, by the rules of an entry; a numeral is never cut. Patterns are found
apart from entries, in one more pass over the text: places by their first two characters, then what follows
them in a trie that all patterns share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from briefing.glossary.model import RANKS
from briefing.quantities.numerals import HANZI, parse_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.glossary.model import Pattern, Place, Term

_SLOT = re.compile(r"\{([^{}]*)\}")
_ZH_SLOTS = re.compile(r"place|n[1-9]?")
_EN_SLOTS = re.compile(r"place|whole|rank(?::lower)?|n[1-9]?(?::word)?")
_NUMERALS = frozenset(HANZI.strip("[]")) - frozenset("万亿") | frozenset("0123456789")
_LONGEST_NUMERAL = 5  # 九百九十九
_LARGEST = 999
_WORDS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_ONE = re.compile(r"\b1 (year|month)s\b")
_ORDINAL = re.compile(r"(?<![0-9])([0-9]*)\{(n[1-9]?)\}th\b")


def slots(text: str) -> list[str]:
    """The slots of a template in their order, without braces."""
    return _SLOT.findall(text)


def mistakes(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """What is wrong with a pattern: the field, and what is the matter with it."""
    term = pattern.term
    inside = slots(term.key)
    if not inside:
        yield "zh", "a pattern needs a slot, {place} or {n}; without one it belongs under `terms`"
    for slot in inside:
        if not _ZH_SLOTS.fullmatch(slot):
            yield "zh", f"there is no slot {{{slot}}}; there are {{place}}, {{n}}, {{n1}} to {{n9}}"
        elif inside.count(slot) > 1:
            yield "zh", f"{{{slot}}} stands in it twice; tell numerals apart as {{n1}} and {{n2}}"
            break
    if re.search(r"[{}]", _SLOT.sub("", term.key)):
        yield "zh", "a brace without its partner"
    if re.search(r"\{n[1-9]?\}\{n", term.key):
        yield "zh", "two numerals side by side cannot be told apart"
    if inside and not _SLOT.sub("", term.key) and inside != ["place"]:
        yield "zh", "a numeral alone is no term"
    if "place" not in inside:
        for name in ("ranks", "names"):
            if getattr(pattern, name) not in ((), "any"):
                yield name, "says which places it holds for, and there is no {place} in `zh`"
    for context in term.unless:
        if slots(context.replace(term.key, "", 1)):
            yield "unless", "what stands around the pattern may have no slots of its own"
    english = {"en": (term.en,), "forms": term.forms, "also": term.also, "not": term.forbidden}
    for name, written in english.items():
        for slot in (slot for text in written for slot in slots(text)):
            source = "place" if slot.startswith(("place", "whole", "rank")) else slot.split(":")[0]
            if not _EN_SLOTS.fullmatch(slot):
                yield name, f"there is no slot {{{slot}}} in English"
            elif source not in inside:
                yield name, f"{{{slot}}} says what {{{source}}} is, and that is not in `zh`"


class Values(NamedTuple):
    """What a match filled the slots with; `whole` says that the place stands there by its whole name."""

    place: Place | None = None
    whole: bool = False
    numbers: tuple[tuple[str, int], ...] = ()


def filled(template: str, values: Values) -> str:
    """The English of `template`: `{n}th` of 21 is 21st, `{n} years` of 1 is 1 year, `{place}` of
    江苏 Jiangsu."""

    numbers = dict(values.numbers)

    def ordinal(match: re.Match[str]) -> str:
        number = int(f"{match[1]}{numbers[match[2]]}")
        return f"{number}{'th' if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, 'th')}"

    def value(match: re.Match[str]) -> str:
        name, _, style = match[1].partition(":")
        if name in numbers:
            number = numbers[name]
            if not style:
                return str(number)
            return _WORDS[number] if number < len(_WORDS) else _ORDINAL.sub(ordinal, f"{{{name}}}th")
        if values.place is None:
            return match[0]
        place = values.place
        found = {"place": place.en, "whole": place.whole_en, "rank": RANKS[place.rank].adjective}
        return found[name].lower() if style == "lower" else found[name]

    return _ONE.sub(r"1 \1", _SLOT.sub(value, _ORDINAL.sub(ordinal, template)))


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    slots: dict[str, _Node] = field(default_factory=dict)
    ends: list[Pattern] = field(default_factory=list)


class PatternMatcher:
    """The patterns of a termbase over its places, ready to be found in any number of folded texts."""

    def __init__(self, patterns: Sequence[Pattern], places: Sequence[Place]) -> None:
        self._root = _Node()
        for pattern in patterns:
            node = self._root
            for step in re.findall(r"\{[^{}]*\}|.", pattern.term.key):
                if step[0] == "{":
                    node = node.slots.setdefault(step[1:-1], _Node())
                else:
                    node = node.next.setdefault(step, _Node())
            node.ends.append(pattern)
        self._places: dict[str, list[Place]] = {}
        for place in places if patterns else ():
            for name in dict.fromkeys((place.whole, place.zh)):
                self._places.setdefault(name, []).append(place)
        lengths: dict[str, set[int]] = {}
        for name in self._places:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: tuple(found) for start, found in lengths.items()}
        self._starts = _starts(self._root)

    def found(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Every match in the folded `text`: where it is, and the term that it makes. In no order.

        Takes time proportional to the length of the text.
        """
        after_place = self._root.slots.get("place")
        if after_place is not None:
            pairs = map(add, text, text[1:] + "\n")
            for start, lengths in enumerate(map(self._lengths.get, pairs)):
                if lengths:
                    for at, values in self._places_at(text, start, Values()):
                        yield from self._matches(after_place, text, start, at, values)
        if self._starts is not None:
            for match in self._starts.finditer(text):
                start = match.start()
                if node := self._root.next.get(text[start]):
                    yield from self._matches(node, text, start, start + 1, Values())
                for at, node, values in self._numbers_at(self._root, text, start, Values()):
                    yield from self._matches(node, text, start, at, values)

    def _matches(
        self, node: _Node, text: str, start: int, at: int, values: Values
    ) -> Iterator[tuple[int, int, Term]]:
        for pattern in node.ends:
            if _fits(pattern, text, start, at, values):
                yield start, at, _term(pattern, text[start:at], values)
        if at == len(text):
            return
        if following := node.next.get(text[at]):
            yield from self._matches(following, text, start, at + 1, values)
        if "place" in node.slots:
            for end, known in self._places_at(text, at, values):
                yield from self._matches(node.slots["place"], text, start, end, known)
        for end, following, known in self._numbers_at(node, text, at, values):
            yield from self._matches(following, text, start, end, known)

    def _places_at(self, text: str, at: int, values: Values) -> Iterator[tuple[int, Values]]:
        for length in self._lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            for place in self._places.get(name, ()) if len(name) == length else ():
                if not _inside(place, text, at):
                    yield at + length, values._replace(place=place, whole=name == place.whole)

    @staticmethod
    def _numbers_at(node: _Node, text: str, at: int, values: Values) -> Iterator[tuple[int, _Node, Values]]:
        for slot, following in node.slots.items():
            if slot == "place":
                continue
            for end in range(at + 1, min(at + _LONGEST_NUMERAL, len(text)) + 1):
                if text[end - 1] not in _NUMERALS:
                    break
                number = parse_small(text[at:end])
                if number is not None and 1 <= number <= _LARGEST:
                    yield end, following, values._replace(numbers=(*values.numbers, (slot, number)))


def _starts(root: _Node) -> re.Pattern[str] | None:
    """Where a pattern may start that does not start with a place: what stands before its first slot, or a
    numeral with what follows it. Overlapping ones are found, too."""
    numeral = f"[{''.join(sorted(_NUMERALS))}]"
    starts = []
    for literal in _literals(root):
        uncut = f"(?<!{numeral})" if literal[0] in _NUMERALS else ""
        starts.append(uncut + re.escape(literal))
    after_numeral = [node for slot, node in root.slots.items() if slot != "place"]
    if after_numeral:
        chars = sorted({char for node in after_numeral for char in node.next})
        following = "" if any(node.slots for node in after_numeral) else f"[{re.escape(''.join(chars))}]"
        starts.append(f"(?<!{numeral})(?<![0-9][.,]){numeral}{{1,{_LONGEST_NUMERAL}}}{following}")
    return re.compile(f"(?={'|'.join(starts)})") if starts else None


def _literals(node: _Node, before: str = "") -> Iterator[str]:
    """What the patterns below `node` have before their first slot."""
    if before and node.slots:
        yield before
    for char, following in node.next.items():
        yield from _literals(following, before + char)


def _fits(pattern: Pattern, text: str, start: int, end: int, values: Values) -> bool:
    if values.place is not None:
        if pattern.ranks and values.place.rank not in pattern.ranks:
            return False
        if pattern.names == "whole" and not values.whole:
            return False
    if text[end - 1] in _NUMERALS and text[end : end + 1] in _NUMERALS:
        return False
    for context in pattern.term.unless:
        before, _, after = context.partition(pattern.term.key)
        if text.endswith(before, 0, start) and text.startswith(after, end):
            return False
    return True


def _inside(place: Place, text: str, at: int) -> bool:
    """Whether the place's name at `at` is part of one of the longer strings in which it is not meant."""
    for context in place.unless:
        offset = context.find(place.zh)
        if 0 <= offset <= at and text.startswith(context, at - offset):
            return True
    return False


def _term(pattern: Pattern, zh: str, values: Values) -> Term:
    term = pattern.term

    def each(templates: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filled(template, values) for template in templates)

    return replace(
        term,
        zh=zh,
        key=zh,
        en=filled(term.en, values),
        forms=each(term.forms),
        also=each(term.also),
        forbidden=each(term.forbidden),
        unless=(),
    )
