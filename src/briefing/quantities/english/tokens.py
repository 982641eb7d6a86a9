"""English text cut into tokens: what the readers of numbers, dates and times look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<code>[0-9]+(?:\.[0-9]+){2,})
    |(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?)
    |(?P<vulgar>[¼½¾⅓⅔])
    |(?P<half>[AaPp]\.\s?[Mm]\b\.?)
    |(?P<initials>(?:[A-Z]\.){2,})
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<space>\s+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_VULGAR = {"¼": "0.25", "½": "0.5", "¾": "0.75", "⅓": "1/3", "⅔": "2/3"}
_SIGNS = str.maketrans(
    {"−": "-", "‐": "-", "‑": "-", "—": "–", "～": "~", "％": "%", "￥": "¥", "：": ":", "’": "'"}
)
MAX_DIGITS = 24
"""Longer than any figure: an account, a code. As a number it would be rounded."""

Kind = Literal["number", "word", "sign", "code", "vulgar", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token at `start` to `end` (code points). `text` is folded: small letters, plain hyphens and quotes.

    `glued` says that nothing stands between it and the token before. a.m. and U.S. are words without their
    stops; 1.2.3 is a `code`; a `vulgar` is one character, ½.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool
    broken: bool = False


END = Token("end", "", 0, 0, glued=False, broken=True)
"""Stands after the last token, as often as one looks."""


class Tokens:
    """The tokens of a text, which may be asked beyond either end."""

    __slots__ = ("_tokens", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = list(_cut(text))

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, at: int) -> Token:
        return self._tokens[at] if 0 <= at < len(self._tokens) else END

    def words(self, at: int, *words: str) -> bool:
        """Whether these words, or signs, stand from `at`."""
        return all(self[at + i].text == word for i, word in enumerate(words))

    def phrase(self, at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> tuple[str, int] | None:
        """The longest of the `phrases` (as `by_first_word` gives them) that begins at `at`; where it ends."""
        for words in phrases.get(self[at].text, ()):
            if self.words(at, *words):
                return " ".join(words), at + len(words)
        return None


def by_first_word(phrases: Iterator[str] | list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases, words parted by spaces, by their first words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}


def _cut(text: str) -> Iterator[Token]:
    glued = broken = False
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup, match[0]
        if kind == "space":
            glued, broken = False, "\n" in written
            continue
        folded = written.lower().translate(_SIGNS)
        if kind in ("half", "initials"):
            kind, folded = "word", re.sub(r"[.\s]", "", folded)
        elif kind == "number" and sum(char.isdigit() for char in written) > MAX_DIGITS:
            kind = "code"
        elif kind == "vulgar":
            folded = _VULGAR[written]
        yield Token(_KINDS[kind or "sign"], folded, match.start(), match.end(), glued, broken)
        glued, broken = True, False


_KINDS: dict[str, Kind] = {
    "number": "number", "word": "word", "sign": "sign", "code": "code", "vulgar": "vulgar",
}  # fmt: skip
