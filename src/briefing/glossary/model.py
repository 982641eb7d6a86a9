"""What a termbase holds: its entries, the files that they stand in, and the key that they are found by."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from briefing.document import GlossaryInfo

Use = Literal["mark", "check", "clause", "read"]
Names = Literal["any", "whole"]

LAYERS = ("shipped", "user", "project", "option")
"""The layers of termbases, the lowest first; see `briefing.glossary.layers`."""

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
    flagged wherever they appear. `use` is `mark` if the engine is to carry the rendering over, `check` if
    it is only looked for in the finished English, `clause` if it is carried over where the term is a clause
    by itself and does not count elsewhere, `read` if an engine gets the Chinese of `reads` in its place and
    `en` only tells what it means. `unless` holds longer strings around the term in which it
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
    reads: str = ""

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", fold(self.zh))

    @property
    def place(self) -> str:
        """Where it stands, `FILE:LINE`."""
        return f"{self.file}:{self.line}"

    @property
    def height(self) -> int:
        """How high its layer lies; 0 is the lowest, and where it has none."""
        return LAYERS.index(self.layer) if self.layer in LAYERS else 0


class Rank(NamedTuple):
    """What a place of one rank is called: `suffix` ends its whole Chinese name, `adjective` says whose an
    office is, `whole` makes its whole English name of its short one. Empty where each place has its own."""

    suffix: str
    adjective: str
    whole: str


RANKS = {
    "province": Rank("省", "Provincial", "{} Province"),
    "region": Rank("", "Regional", ""),  # 广西壮族自治区: Guangxi Zhuang Autonomous Region
    "municipality": Rank("市", "Municipal", "{}"),
    "city": Rank("市", "Municipal", "{}"),
    "prefecture": Rank("", "Prefectural", ""),  # 凉山彝族自治州: Liangshan Yi Autonomous Prefecture
    "league": Rank("盟", "League", "{} League"),
    "banner": Rank("旗", "Banner", "{} Banner"),
    "county": Rank("县", "County", "{} County"),
    "district": Rank("区", "District", "{} District"),
}
"""The ranks of places, and what their offices are called in the English of their own governments."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as patterns know it: 江苏 (Jiangsu), whole 江苏省 (Jiangsu Province), of the rank province.

    `key` is the whole name. `unless` holds longer strings than `zh` in which it is not meant: 运城
    (Yuncheng) in 客运城市, a city of passenger transport.
    """

    zh: str
    en: str
    rank: str
    whole: str
    whole_en: str
    unless: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    layer: str = ""

    @property
    def key(self) -> str:
        """What it is found by, and what a higher layer replaces it by."""
        return self.whole

    @property
    def place(self) -> str:
        """Where it stands, `FILE:LINE`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A family of terms: `{place}民政厅` is rendered as `{place} {rank} Department of Civil Affairs`.

    `term` holds it as an entry, with slots in its texts. It holds for places of `ranks` (of any, if empty);
    of their `whole` names only, or of `any`. See glossary/patterns.py for the slots.
    """

    term: Term
    ranks: tuple[str, ...] = ()
    names: Names = "any"

    @property
    def key(self) -> str:
        """What it is found by, and what a higher layer replaces it by."""
        return self.term.key + "".join(f"@{rank}" for rank in self.ranks)

    @property
    def zh(self) -> str:
        """The term with its slots, as it was written."""
        return self.term.zh

    @property
    def place(self) -> str:
        """Where it stands, `FILE:LINE`."""
        return self.term.place


Item = Term | Pattern | Place
"""Whatever a termbase file lists."""


@dataclass(frozen=True)
class Termbase:
    """The entries in force, one a key, after the layers were laid over each other.

    `infos` names the files, lowest layer first; `overridden` are the entries that a higher layer replaced,
    lowest first; `patterns` and `places` find the terms that no list can hold.
    """

    terms: tuple[Term, ...]
    infos: tuple[GlossaryInfo, ...] = ()
    overridden: tuple[Term, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    places: tuple[Place, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 over whatever of the entries can change the output: their layers too, but not notes,
        sources, or the files and lines."""
        rows = [
            sorted(map(_ROW, self.terms)),
            sorted((*_ROW(p.term), p.ranks, p.names) for p in self.patterns),
            sorted(map(_PLACE_ROW, self.places)),
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


_ROW = attrgetter("key", "en", "article", "use", "reads", "height", "forms", "also", "forbidden", "unless")
_PLACE_ROW = attrgetter("zh", "en", "rank", "whole", "whole_en", "unless")
