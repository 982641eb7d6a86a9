"""What the exchange formats share: the columns of an entry, and what reading and writing a file give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefing.glossary.model import Term

LISTS = ("forms", "also", "not", "unless")
COLUMNS = ("zh", "en", "article", "forms", "also", "not", "use", "unless", "domain", "source", "note")
"""The fields of an entry by their names in a termbase file, in the order in which a table has them."""

MAX_BYTES = 64 * 1024 * 1024
"""Of a file to import: several times what the largest termbase (16 MB of YAML) needs in any format."""
MAX_ROWS = 200_000
"""Of a table, or entries of a file. A termbase of 16 MB has 60,000 entries or so."""

_SHOWN = 5
_NAMES = {"use": "`use: check`", "not": "`not`", "unless": "`unless`"}
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an entry of a file: the line or row where it starts, and what."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from a file of another program.

    The values of `terms` are as they stand there, not yet checked; `line` of each is its line or row.
    `unit` says which of the two. `whole` tells that the file has the columns of a termbase, so that nothing
    need be guessed: an article in a rendering (the Hague Convention) was put there on purpose. `several`
    tells that a term has a line for each of its renderings. `notes` say what the file has that a termbase
    cannot hold.
    """

    terms: tuple[Term, ...]
    flaws: tuple[Flaw, ...] = ()
    notes: tuple[str, ...] = ()
    unit: str = "line"
    whole: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to write: its bytes, the number of its terms, and what it could not hold, a sentence each."""

    data: bytes
    count: int
    notes: tuple[str, ...] = ()


def value(term: Term, column: str) -> str | tuple[str, ...]:
    """What `term` has in a column; nothing for `use: mark`, which goes without saying."""
    if column == "not":
        return term.forbidden
    if column == "use" and term.use == "mark":
        return ""
    found: str | tuple[str, ...] = getattr(term, column)
    return found


def left_out(terms: Iterable[Term], label: str, held: Collection[str]) -> list[str]:
    """Say which fields a format cannot hold, and of how many terms, if any has them.

    `label` is what the format is called, `held` the columns that it has.
    """
    lost: dict[str, None] = {}
    number = 0
    for term in terms:
        missing = [column for column in COLUMNS if column not in held and value(term, column)]
        lost |= dict.fromkeys(missing)
        number += bool(missing)
    if not lost:
        return []
    names = [_NAMES.get(column, f"`{column}`") for column in COLUMNS if column in lost]
    one = len(names) == 1
    return [f"{label}: {enumerated(names)} of {terms_of(number)} {'is' if one else 'are'} left out"]


def enumerated(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def terms_of(number: int) -> str:
    """`1 term`, `1,204 terms`."""
    return f"{number:,} term{'' if number == 1 else 's'}"


def places(unit: str, numbers: Sequence[int]) -> str:
    """`line 3`, or `lines 3, 4, 9 and 12 more`; the first five are told."""
    shown = ", ".join(f"{number:,}" for number in numbers[:_SHOWN])
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    return f"{unit}{'' if len(numbers) == 1 else 's'} {shown}{more}"


def flat(text: str) -> str:
    """`text` on one line: line breaks, tabs and other controls, with the spaces around them, are a space."""
    return " ".join(filter(None, map(str.strip, _BREAKS.split(text))))
