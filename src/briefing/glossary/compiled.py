"""The termbases in force, ready for matching, without parsing YAML that was parsed before.

What a termbase file says is kept in the folder `termbases` of the user's cache, under a name made of the
SHA-256 of the file's content and of the program that reads it: a changed file is another one, and where it
lies and what it is laid over do not matter. The cache is JSON, not pickle or marshal: whoever could plant a
file there could make those run code or crash the interpreter, and JSON is fast enough (20,000 entries in a
tenth of a second). A SHA-256 over it stands before it; a file that does not fit it is made anew. Files are
written beside and moved into place, so that a process that is killed or runs at the same time does no harm.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.document import GlossaryInfo
from briefing.errors import WriteError
from briefing.files import write_whole
from briefing.glossary.layers import load_entries, load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Item, Pattern, Place, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.glossary.layers import Layer
    from briefing.glossary.model import Termbase

KEPT = 300
"""How many compiled files are kept, the newest: those that shipped (75), of the last versions, and the last
states of the user's own."""

_ELSEWHERE = ("file", "layer")
_term_row, _place_row = (
    attrgetter(*(field.name for field in fields(kind) if field.name not in _ELSEWHERE))
    for kind in (Term, Place)
)


def load(extra: Sequence[Path] = (), *, project_dir: Path | None = None) -> tuple[Termbase, Matcher]:
    """The entries in force, and a matcher for them. Raises GlossaryError."""
    termbase = in_force(extra, project_dir=project_dir)
    return termbase, Matcher(termbase)


def in_force(extra: Sequence[Path] = (), *, project_dir: Path | None = None) -> Termbase:
    """The entries in force, as `load_termbase` gives them. Raises GlossaryError."""
    return load_termbase(extra, project_dir=project_dir, load=cached_entries)


def cached_entries(path: Path, layer: Layer, shown_as: str) -> tuple[GlossaryInfo, tuple[Item, ...]]:
    """What `load_entries` gives for these, from the cache if it is there, and into it if it is not.

    A cache that cannot be read or written is done without. Raises GlossaryError.
    """
    sha256 = _sha256(path)
    if sha256 is None:
        return load_entries(path, layer, shown_as)
    kept = _folder() / f"{sha256[:32]}-{_reader()[:16]}.json"
    items = _read(kept, layer, shown_as)
    if items is not None:
        count = sum(isinstance(item, Term) for item in items)
        return GlossaryInfo(path.name, layer, sha256, count), items
    info, items = load_entries(path, layer, shown_as)
    if info.sha256 == sha256:  # otherwise it was changed while we read it
        _write(kept, items)
    return info, items


def _folder() -> Path:
    from briefing.paths import cache_dir

    return cache_dir() / "termbases"


def _sha256(path: Path) -> str | None:
    """The hash of a file; None of one that cannot be read, or that can be read but once (a pipe)."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


@functools.cache
def _reader() -> str:
    """A hash of what makes entries of YAML: this package's modules, so that no change to them is missed."""
    digest = hashlib.sha256(__version__.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _read(kept: Path, layer: str, shown_as: str) -> tuple[Item, ...] | None:
    try:
        sha256, _, body = kept.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != sha256:
        return None
    try:
        lists = json.loads(body)
        return (
            *(_term(row, layer, shown_as) for row in lists["terms"]),
            *(
                Pattern(_term(row, layer, shown_as), tuple(ranks), names)
                for row, ranks, names in lists["patterns"]
            ),
            *(_place(row, layer, shown_as) for row in lists["places"]),
        )
    except (TypeError, ValueError, KeyError, RecursionError):
        return None


def _term(row: list[Any], layer: str, file: str) -> Term:
    # By position, each by itself: there are ten thousand of them at the start of every command.
    zh, en, article, forms, also, wrong, use, unless, domain, source, note, line, key, reads = row
    rest = domain, source, note, file, line, layer, key, reads
    return Term(zh, en, article, tuple(forms), tuple(also), tuple(wrong), use, tuple(unless), *rest)


def _place(row: list[Any], layer: str, file: str) -> Place:
    zh, en, rank, whole, whole_en, unless, line = row
    return Place(zh, en, rank, whole, whole_en, tuple(unless), file, line, layer)


def _write(kept: Path, items: Iterable[Item]) -> None:
    terms, patterns, places = [], [], []
    for item in items:
        if isinstance(item, Term):
            terms.append(_term_row(item))
        elif isinstance(item, Pattern):
            patterns.append((_term_row(item.term), item.ranks, item.names))
        else:
            places.append(_place_row(item))
    lists = {"terms": terms, "patterns": patterns, "places": places}
    body = json.dumps(lists, ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(OSError, WriteError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(kept, hashlib.sha256(body).hexdigest().encode() + b"\n" + body, force=True, private=True)
        _prune(kept.parent)


def _prune(folder: Path) -> None:
    """Keep the newest; what a process that was killed left behind goes with the oldest."""
    newest = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[KEPT:]:
        path.unlink(missing_ok=True)
