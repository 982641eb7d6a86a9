"""What a termbase holds: its entries, the files that they stand in, and the key that they are found by."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document import GlossaryInfo

Use = Literal["mark", "check"]

OPENING = "“‘「『﹁﹃〝"
CLOSING = "”’」』﹂﹄〞"
UNDIRECTED = "\"'＂＇"
QUOTES = frozenset(OPENING + CLOSING + UNDIRECTED)
"""Quotation marks of every kind: matching does not see them."""

# ＡＰＥＣ and ＋ to APEC and +
_FOLD: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "•‧・･"), ord("·"))  # the dots that part a foreign name
_FOLD |= dict.fromkeys(map(ord, QUOTES), None)


def fold(text: str) -> str:
    """`text` as matching sees it: no quotation marks, half-width letters and signs, one kind of middle dot.

    “十四五”规划 (the 14th Five-Year Plan) and 十四五规划 are the same. Every other character stays one
    character.
    """
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Term:
    """An entry: 枫桥经验 is rendered as Fengqiao model.

    `zh` is the term as it was written in the file; `key` what it is found by: folded, in Simplified.
    `en` is the rendering, a head without its article; `article` (`the`, `a` or `an`) is supplied where
    English needs one. `forms` are other forms that may stand for `en` (a plural, other verb forms); `also`
    are renderings that a check accepts and that are never produced; `forbidden` (`not` in the file) are
    flagged wherever they appear. `use` is `mark` if the engine is to carry the rendering over and `check` if
    it is only looked for in the finished English. `unless` holds longer strings around the term in which it
    is not meant: 省委 (provincial Party committee) does not hold in 省委员会. `file`, `line` and `layer` say
    where it stands.
    """

    zh: str
    en: str
    article: str = ""
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    use: Use = "mark"
    unless: tuple[str, ...] = ()
    domain: str = ""
    source: str = ""
    note: str = ""
    file: str = ""
    line: int = 0
    layer: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", fold(self.zh))

    @property
    def place(self) -> str:
        """Where it stands, `FILE:LINE`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Termbase:
    """The entries in force, one a key, after the layers were laid over each other.

    `infos` names the files, lowest layer first; `overridden` are the entries that a higher layer replaced,
    lowest first.
    """

    terms: tuple[Term, ...]
    infos: tuple[GlossaryInfo, ...] = ()
    overridden: tuple[Term, ...] = ()
    digest: str = field(init=False)
    """SHA-256 over whatever of the entries can change the output: not over notes, sources or places."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", _digest(self.terms))


def _digest(terms: Iterable[Term]) -> str:
    rows = sorted(
        [t.key, t.en, t.article, t.use, *map(list, (t.forms, t.also, t.forbidden, t.unless))] for t in terms
    )
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
