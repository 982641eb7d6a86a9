"""Reads a termbase file. Every mistake in it is reported with its line and column, all of them at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from briefing.document import GlossaryInfo
from briefing.errors import GlossaryError
from briefing.glossary.fields import fields, items, line, texts
from briefing.glossary.keys import key_of, simplified
from briefing.glossary.model import RANKS, Item, Names, Pattern, Place, Term, Use
from briefing.glossary.patterns import mistakes
from briefing.glossary.yaml_nodes import Node, Problem, YamlError, parse

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024  # 20,000 full entries take about a third of it
_SHOWN = 5

_REQUIRED = ("zh", "en")
_LINES = ("zh", "en", "article", "use", "reads", "domain", "source", "note")
_NEVER_READ = ("article", "use")
_LISTS = ("forms", "also", "not", "unless")
_PLACE_LINES = ("zh", "en", "rank", "whole", "whole_en")
_CONTENTS = {"terms", "patterns", "places"}
_FILE_KEYS = ("terms", "patterns", "places", "domain")


@dataclass(frozen=True, slots=True)
class TermFile:
    """A termbase file that is valid: its entries, then its patterns, then its places, each key once."""

    info: GlossaryInfo
    items: tuple[Item, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The plain entries."""
        return tuple(item for item in self.items if isinstance(item, Term))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a file: what it says, where each of its values is written, and where it
    starts (line and column)."""

    term: Term
    fields: dict[str, Node]
    start: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PatternEntry:
    """A pattern as it stands in a file."""

    pattern: Pattern
    fields: dict[str, Node]
    start: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place as it stands in a file."""

    place: Place
    fields: dict[str, Node]
    start: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a termbase file says, right or not.

    `entries` are those that have a term and a rendering, in the order of the file; a key may be there twice.
    `patterns` and `places` are the valid ones. `problems` are sorted by where they are.
    """

    info: GlossaryInfo
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    patterns: tuple[PatternEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()


class _Contents(NamedTuple):
    entries: list[Entry]
    patterns: list[PatternEntry]
    places: list[PlaceEntry]


def read_file(path: Path, layer: str = "", *, shown_as: str = "") -> Reading:
    """Read the termbase file at `path` with all its mistakes.

    `layer` is put into its entries; `shown_as` is how messages and entries name the file (`path` if empty).
    A `domain` at the top of the file holds for entries that give none. Raises GlossaryError if the file
    cannot be read at all.
    """
    name = shown_as or str(path)
    data = _read(path, name)
    problems: list[Problem] = []
    contents = _Contents([], [], [])
    try:
        root = parse(data.decode("utf-8-sig"))
        if root is not None:
            contents = _contents(root, name, layer, problems)
    except YamlError as error:
        problems.append(error.problem)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(line, 1, "unreadable", "not UTF-8 text; save the file as UTF-8"))
    info = GlossaryInfo(
        name=path.name, layer=layer, sha256=hashlib.sha256(data).hexdigest(), terms=len(contents.entries)
    )
    problems.sort(key=lambda p: (p.line, p.column))
    return Reading(
        info, tuple(contents.entries), tuple(problems), tuple(contents.patterns), tuple(contents.places)
    )


def load_file(path: Path, layer: str = "", *, shown_as: str = "") -> TermFile:
    """The entries of the termbase file at `path`, as `read_file` reads them. Raises GlossaryError for any
    mistake in it, a key given twice included."""
    reading = read_file(path, layer, shown_as=shown_as)
    problems = list(reading.problems)
    first: dict[tuple[type, str], Item] = {}
    read: list[tuple[Item, tuple[int, int]]] = [
        *((entry.term, entry.start) for entry in reading.entries),
        *((entry.pattern, entry.start) for entry in reading.patterns),
        *((entry.place, entry.start) for entry in reading.places),
    ]
    for item, start in read:
        taken = first.setdefault((type(item), item.key), item)
        if taken is not item:
            problems.append(Problem(*start, "duplicate", duplicate_message(item, taken)))
    if problems:
        raise _report(shown_as or str(path), problems)
    return TermFile(reading.info, tuple(item for item, _ in read))


def duplicate_message(term: Item, first: Item) -> str:
    """What to say about `term`, whose key `first` has taken in the same layer."""
    written = "" if first.zh == term.zh else f" (as {first.zh})"
    return f"{term.zh} is already entered at {first.place}{written}"


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GlossaryError(
            f"The termbase {name} cannot be read: {error.strerror or error}",
            "Check the path and its permissions",
        ) from error
    if len(data) > MAX_BYTES:
        raise GlossaryError(
            f"The termbase {name} is larger than {MAX_BYTES // 1024 // 1024} MB",
            "Split it into several files",
        )
    return data


def _report(name: str, problems: list[Problem]) -> GlossaryError:
    problems.sort(key=lambda p: (p.line, p.column))
    lines = [f"{name}:{p.line}:{p.column}: {p.message}" for p in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"and {len(problems) - _SHOWN} more")
    count = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return GlossaryError(
        f"The termbase {name} has {count}:\n  " + "\n  ".join(lines), "Correct the file, then try again"
    )


def _contents(root: Node, file: str, layer: str, problems: list[Problem]) -> _Contents:
    top = fields(root, _FILE_KEYS, "a termbase", problems)
    domain = line(top["domain"], "domain", problems) if "domain" in top else ""
    contents = _Contents([], [], [])
    if root.kind == "mapping" and not top.keys() & _CONTENTS:
        problems.append(Problem(root.line, root.column, "missing-key", "no `terms:` in this file"))
    for node in items(top["terms"], "terms", problems) if "terms" in top else ():
        if entry := _entry(node, _LINES + _LISTS, file, layer, domain, problems):
            contents.entries.append(entry)
    for node in items(top["patterns"], "patterns", problems) if "patterns" in top else ():
        if pattern := _pattern(node, file, layer, domain, problems):
            contents.patterns.append(pattern)
    for node in items(top["places"], "places", problems) if "places" in top else ():
        if place := _place(node, file, layer, problems):
            contents.places.append(place)
    return contents


def _entry(
    node: Node, known: tuple[str, ...], file: str, layer: str, domain: str, problems: list[Problem]
) -> Entry | None:
    """The entry, without those of its values that are mistaken; None if it has no term or no rendering."""
    values = fields(node, known, "an entry", problems)
    lines = {name: line(values[name], name, problems) for name in _LINES if name in values}
    lists = {name: texts(values[name], name, problems) for name in _LISTS if name in values}
    _require(node, values, _REQUIRED, "the entry", problems)
    if not all(lines.get(name) for name in _REQUIRED):
        return None
    key = key_of(lines["zh"])
    if not key:
        message = "`zh` has nothing but quotation marks"
        problems.append(Problem(node.line, node.column, "empty-value", message))
        return None
    unless = tuple(key_of(context) for context in lists.get("unless", ()))
    for context in unless:
        if key not in context or key == context:
            where = values["unless"]
            message = f"`unless`: {context} is not a longer string that contains {key}"
            problems.append(Problem(where.line, where.column, "idle-unless", message))
    if "reads" in values and (idle := [name for name in (*_NEVER_READ, *_LISTS[:3]) if name in values]):
        message = f"`{idle[0]}` says how a term is rendered, and an entry with `reads` renders none"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
    term = Term(
        zh=lines["zh"],
        en=lines["en"],
        article=lines.get("article", ""),
        forms=lists.get("forms", ()),
        also=lists.get("also", ()),
        forbidden=lists.get("not", ()),
        use="read" if lines.get("reads") else cast("Use", lines.get("use") or "mark"),
        unless=unless,
        domain=lines.get("domain") or domain,
        source=lines.get("source", ""),
        note=lines.get("note", ""),
        file=file,
        line=node.line,
        layer=layer,
        key=key,
        reads=simplified(lines.get("reads", "")),
    )
    return Entry(term, values, (node.line, node.column))


def _pattern(node: Node, file: str, layer: str, domain: str, problems: list[Problem]) -> PatternEntry | None:
    before = len(problems)
    entry = _entry(node, (*_LINES, *_LISTS, "ranks", "names"), file, layer, domain, problems)
    if entry is None:
        return None
    values = entry.fields
    ranks = texts(values["ranks"], "ranks", problems) if "ranks" in values else ()
    names = line(values["names"], "names", problems) if "names" in values else "any"
    pattern = Pattern(entry.term, ranks, cast("Names", names or "any"))
    for name, message in mistakes(pattern):
        where = values.get(name, node)
        problems.append(Problem(where.line, where.column, "wrong-pattern", f"`{name}`: {message}"))
    return PatternEntry(pattern, values, entry.start) if len(problems) == before else None


def _place(node: Node, file: str, layer: str, problems: list[Problem]) -> PlaceEntry | None:
    before = len(problems)
    values = fields(node, (*_PLACE_LINES, "unless"), "a place", problems)
    given = {name: line(values[name], name, problems) for name in _PLACE_LINES if name in values}
    unless = texts(values["unless"], "unless", problems) if "unless" in values else ()
    _require(node, values, ("zh", "en", "rank"), "the place", problems)
    if len(problems) > before:
        return None
    rank = RANKS[given["rank"]]
    if not rank.suffix:
        _require(node, values, ("whole",), f"a {given['rank']}", problems)
    if not rank.whole:
        _require(node, values, ("whole_en",), f"a {given['rank']}", problems)
    zh = key_of(given["zh"])
    whole = key_of(given.get("whole", "")) or zh + rank.suffix
    for name in (zh, whole):
        if len(name) < 2:
            message = f"the name {name} has one character; patterns need two at least"
            problems.append(Problem(node.line, node.column, "wrong-value", message))
    contexts = tuple(key_of(context) for context in unless)
    for context in contexts:
        if zh not in context or context in (zh, whole):
            where = values["unless"]
            message = f"`unless`: {context} is not a longer string that contains {zh}"
            problems.append(Problem(where.line, where.column, "idle-unless", message))
    if len(problems) > before:
        return None
    place = Place(
        zh=zh,
        en=given["en"],
        rank=given["rank"],
        whole=whole,
        whole_en=given.get("whole_en") or rank.whole.format(given["en"]),
        unless=contexts,
        file=file,
        line=node.line,
        layer=layer,
    )
    return PlaceEntry(place, values, (node.line, node.column))


def _require(
    node: Node, values: dict[str, Node], names: tuple[str, ...], what: str, problems: list[Problem]
) -> None:
    if node.kind == "mapping":
        for name in names:
            if name not in values:
                message = f"{what} has no `{name}`"
                problems.append(Problem(node.line, node.column, "missing-key", message))
