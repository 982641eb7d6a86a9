"""The sets: what is translated and what it is held against.

The policy set is part of the project. The others are rows of a corpus that need not be there: only those
that no adapter was trained on (MD5 of the Chinese modulo 5 is 0), and never copied into anything written.
"""

from __future__ import annotations

import hashlib
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.documents import Pair, SetError, Text, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).resolve().parent
POLICY = {"policy-dev": "dev", "policy-test": "test"}
CORPUS = {
    "news": "sources/wmt21-news-zh-en.tsv.xz",
    "law": "law/*.tsv.xz",
    "un": "sources/un-parallel-devset.tsv.xz",
}
NAMES = (*POLICY, *CORPUS)

LENGTHS = range(12, 121)
"""Characters of a corpus row's Chinese: shorter ones are headings, longer ones mostly badly aligned."""


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Texts with their reference translations. `shipped` says that they may stand in what is written."""

    name: str
    texts: tuple[Text, ...]
    shipped: bool

    @property
    def digest(self) -> str:
        """SHA-256 over sources and references: figures on two sets with one digest can be compared."""
        digest = hashlib.sha256()
        for text in self.texts:
            digest.update(f"# {text.title}\n".encode())
            for paragraph in text.paragraphs:
                digest.update("".join(f"{pair.zh}\t{pair.en}\n" for pair in paragraph).encode() + b"\n")
        return digest.hexdigest()

    @property
    def sentences(self) -> int:
        """Number of sentences."""
        return sum(len(text.pairs) for text in self.texts)

    def only(self, ids: Iterable[str], name: str) -> EvalSet:
        """The texts with these ids, as a set called `name`. Raises SetError if one is not in it."""
        by_id = {text.id: text for text in self.texts}
        missing = [each for each in ids if each not in by_id]
        if missing:
            raise SetError(f"{self.name} has no document {', '.join(missing)}")
        return EvalSet(name, tuple(by_id[each] for each in ids), self.shipped)


def load_set(name: str, *, corpus: Path, limit: int, policy: Path = HERE / "policy") -> EvalSet:
    """The set called `name`, the first `limit` rows of it if it is the corpus's. Raises SetError."""
    if name in POLICY:
        paths = sorted((policy / POLICY[name]).glob("*.yaml"))
        if not paths:
            raise SetError(f"{name}: there is no document in {policy / POLICY[name]}")
        return EvalSet(name, tuple(map(read_document, paths)), shipped=True)
    paths = sorted(corpus.glob(CORPUS[name]))
    if not paths:
        raise SetError(f"{name}: {corpus / CORPUS[name]} is not there")
    rows = selection(line for path in paths for line in _lines(path))[:limit]
    return EvalSet(name, tuple(Text(_md5(row.zh), ((row,),)) for row in rows), shipped=False)


def selection(lines: Iterable[str]) -> list[Pair]:
    """The rows `zh TAB en` that were kept out of training, of the right length, in the order of their MD5.

    A Chinese sentence that comes again counts once, with its first English.
    """
    kept: dict[str, Pair] = {}
    for line in lines:
        zh, tab, en = line.rstrip("\n").partition("\t")
        if tab and zh and en and len(zh) in LENGTHS and int(digest := _md5(zh), 16) % 5 == 0:
            kept.setdefault(digest, Pair(zh, en))
    return [kept[digest] for digest in sorted(kept)]


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        yield from file


def _md5(text: str) -> str:
    return hashlib.md5(text.encode("utf-8"), usedforsecurity=False).hexdigest()
