"""Lists in the English: an item that stands there twice, though the Chinese lists different things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Range, Segment
    from briefing.verify.mask import Mask

_TWICE = re.compile(
    r"\b([a-z]{4,}(?: [a-z]+)?), (?:and )?\1(?=[,.;]| and)"
    r"|\b(?!(?:more|again|over|through|years?|time|many|miles?|back|less|hundreds|thousands|such)\b)"
    r"((?:[a-z’'-]+ ){0,2}[a-z]{4,}),? (?:and|or) \2"
    r"(?=[.,;:]|\Z| (?:and|or|in|at|on|by|to|for|with|will|are|is|was|were|has|have|had|should|shall|must)\b)"
    r"|(?<![.,\w-])([0-9]+(?:st|nd|rd|th)) \3\b"
)
_MORE_AND_MORE = re.compile(r"(?:\w+ ){0,2}(?:\w+er|worse|less|up|down|on|out|far) and (?:\w+ ){0,2}\w+")
"""Better and better says it once."""
_CLAUSE_ZH = re.compile("[^，。；：！？“”《》（）]+")
_CLAUSE = re.compile(r"[^.;:()“”]+")
_JOINT = re.compile(r", (?:and |or )?| (?:and|or) |\Z")
_LEAST_ITEMS = 3
_LEAST_LETTERS = 5
_ITEM_WORDS = 4
"""Words that an item of a list has at most; what is longer is a clause."""


def twice(segment: Segment, mask: Mask) -> Range | None:
    """Where an item stands that the same list has before; None if there is none, or the Chinese repeats too.

    The first item may have words before it, the last one words behind: strengthen supervision, regulation and
    supervision of markets. What `mask` has is spoken for.
    """
    match = _TWICE.search(segment.en)
    if match and not _MORE_AND_MORE.fullmatch(match[0]):
        return match.span()
    lists = [clause.split("、") for clause in _CLAUSE_ZH.findall(segment.zh)]
    if not any(len(items) >= _LEAST_ITEMS and len(set(items)) == len(items) for items in lists):
        return None
    for clause in _CLAUSE.finditer(segment.en):
        found = _repeated(
            [(clause.start() + start, clause.start() + end) for start, end in _items(clause[0])], segment.en
        )
        if found and mask.free(*found):
            return found
    return None


def _items(clause: str) -> list[Range]:
    """Where the items of a clause stand, its other parts among them."""
    items, start = [], 0
    for joint in _JOINT.finditer(clause):
        items.append((start, joint.start()))
        start = joint.end()
    return items


def _repeated(items: list[Range], text: str) -> Range | None:
    """The later one of two equal items with nothing but items between them."""
    for at, (start, end) in enumerate(items):
        words = text[start:end].lower().split()
        for later in items[at + 1 :]:
            others = text[slice(*later)].lower().split()
            last = later == items[-1]
            for lead in range(len(words)):
                head = words[lead:]
                whole = not lead or len(items) >= _LEAST_ITEMS
                same = others == head or (last and not lead and others[: len(head)] == head)
                if whole and same and head != ["again"] and len(" ".join(head)) >= _LEAST_LETTERS:
                    return later[0], later[0] + len(" ".join(head))
            if len(others) > _ITEM_WORDS:
                break
    return None
