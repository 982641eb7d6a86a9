"""Reads a termbase file. Every mistake in it is reported with its line and column, all of them at once."""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from briefing.document import GlossaryInfo
from briefing.errors import GlossaryError
from briefing.glossary.model import Term, Use, fold
from briefing.glossary.yaml_nodes import Node, Problem, YamlError, parse

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024  # 20,000 full entries take about a third of it
MAX_CHARS = 200  # of a term or a rendering; the length of a term bounds the time that matching takes
_SHOWN = 5

_REQUIRED = ("zh", "en")
_LINES = ("zh", "en", "article", "use", "domain", "source", "note")
_LISTS = ("forms", "also", "not", "unless")
_CHOICES = {"article": ("the", "a", "an"), "use": ("mark", "check")}
_SHORT = frozenset(("zh", "en", *_LISTS))
_FILE_KEYS = ("terms", "domain")


@dataclass(frozen=True, slots=True)
class TermFile:
    """A termbase file that is valid: its entries in the order of the file, each key once."""

    info: GlossaryInfo
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a file: what it says, where each of its values is written, and where it
    starts (line and column)."""

    term: Term
    fields: dict[str, Node]
    start: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a termbase file says, right or not.

    `entries` are those that have a term and a rendering, in the order of the file; a key may be there twice.
    `problems` are sorted by place.
    """

    info: GlossaryInfo
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_file(path: Path, layer: str = "", *, shown_as: str = "") -> Reading:
    """Read the termbase file at `path` with all its mistakes.

    `layer` is put into its entries; `shown_as` is how messages and entries name the file (`path` if empty).
    A `domain` at the top of the file holds for entries that give none. Raises GlossaryError if the file
    cannot be read at all.
    """
    name = shown_as or str(path)
    data = _read(path, name)
    problems: list[Problem] = []
    entries: list[Entry] = []
    try:
        root = parse(data.decode("utf-8-sig"))
        if root is not None:
            entries = _entries(root, name, layer, problems)
    except YamlError as error:
        problems.append(error.problem)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(line, 1, "invalid-yaml", "not UTF-8 text; save the file as UTF-8"))
    info = GlossaryInfo(
        name=path.name, layer=layer, sha256=hashlib.sha256(data).hexdigest(), terms=len(entries)
    )
    problems.sort(key=lambda p: (p.line, p.column))
    return Reading(info, tuple(entries), tuple(problems))


def load_file(path: Path, layer: str = "", *, shown_as: str = "") -> TermFile:
    """The entries of the termbase file at `path`, as `read_file` reads them. Raises GlossaryError for any
    mistake in it, a key given twice included."""
    reading = read_file(path, layer, shown_as=shown_as)
    problems = list(reading.problems)
    terms: dict[str, Term] = {}
    for entry in reading.entries:
        first = terms.setdefault(entry.term.key, entry.term)
        if first is not entry.term:
            message = duplicate_message(entry.term, first)
            problems.append(Problem(*entry.start, "duplicate", message))
    if problems:
        raise _report(shown_as or str(path), problems)
    return TermFile(reading.info, tuple(terms.values()))


def duplicate_message(term: Term, first: Term) -> str:
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


def _entries(root: Node, file: str, layer: str, problems: list[Problem]) -> list[Entry]:
    top = _fields(root, _FILE_KEYS, "a termbase", problems)
    domain = _line(top["domain"], "domain", problems) if "domain" in top else ""
    entries = top.get("terms")
    if entries is None:
        if root.kind == "mapping":
            problems.append(Problem(root.line, root.column, "missing-key", "no `terms:` in this file"))
        return []
    if entries.kind == "scalar" and not entries.value:
        return []
    if entries.kind != "list":
        message = "`terms` must be a list of entries, each starting with -"
        problems.append(Problem(entries.line, entries.column, "wrong-value", message))
        return []
    nodes = cast("list[Node]", entries.value)
    return [entry for node in nodes if (entry := _entry(node, file, layer, domain, problems))]


def _entry(node: Node, file: str, layer: str, domain: str, problems: list[Problem]) -> Entry | None:
    """The entry, without those of its values that are mistaken; None if it has no term or no rendering."""
    fields = _fields(node, _LINES + _LISTS, "an entry", problems)
    lines = {name: _line(fields[name], name, problems) for name in _LINES if name in fields}
    lists = {name: _list(fields[name], name, problems) for name in _LISTS if name in fields}
    if node.kind == "mapping":
        for name in _REQUIRED:
            if name not in fields:
                message = f"the entry has no `{name}`"
                problems.append(Problem(node.line, node.column, "missing-key", message))
    if not all(lines.get(name) for name in _REQUIRED):
        return None
    key = fold(_simplified(lines["zh"]))
    if not key:
        message = "`zh` has nothing but quotation marks"
        problems.append(Problem(node.line, node.column, "empty-value", message))
        return None
    unless = tuple(fold(_simplified(context)) for context in lists.get("unless", ()))
    for context in unless:
        if key not in context or key == context:
            where = fields["unless"]
            message = f"`unless`: {context} is not a longer string that contains {key}"
            problems.append(Problem(where.line, where.column, "idle-unless", message))
    term = Term(
        zh=lines["zh"],
        en=lines["en"],
        article=lines.get("article", ""),
        forms=lists.get("forms", ()),
        also=lists.get("also", ()),
        forbidden=lists.get("not", ()),
        use=cast("Use", lines.get("use") or "mark"),
        unless=unless,
        domain=lines.get("domain") or domain,
        source=lines.get("source", ""),
        note=lines.get("note", ""),
        file=file,
        line=node.line,
        layer=layer,
        key=key,
    )
    return Entry(term, fields, (node.line, node.column))


def _fields(node: Node, known: tuple[str, ...], what: str, problems: list[Problem]) -> dict[str, Node]:
    if node.kind != "mapping":
        message = f"{what} must be `key: value` lines, not a {'list' if node.kind == 'list' else 'text'}"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
        return {}
    fields: dict[str, Node] = {}
    for key, value in cast("list[tuple[Node, Node]]", node.value):
        name = key.value if isinstance(key.value, str) else "?"
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
            message = f"unknown key `{name[:40]}`; {advice}"
            problems.append(Problem(key.line, key.column, "unknown-key", message))
        elif name in fields:
            message = f"`{name}` is given twice; first at line {fields[name].line}"
            problems.append(Problem(key.line, key.column, "repeated-key", message))
        else:
            fields[name] = value
    return fields


def _line(node: Node, name: str, problems: list[Problem]) -> str:
    """The text of a scalar, empty if it may not stand; whitespace around it does not count."""
    message = ""
    rule = "wrong-value"
    text = node.value.strip() if isinstance(node.value, str) else ""
    if node.kind != "scalar":
        message = f"`{name}` must be a text, not a {node.kind}"
    elif not text:
        rule, message = "empty-value", f"`{name}` is empty; give a value or leave the line out"
    elif name in _CHOICES and text not in _CHOICES[name]:
        message = f"`{name}` must be one of {', '.join(_CHOICES[name])}, not {text[:40]}"
    elif name in _SHORT and any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in text):
        message = f"`{name}` must be one line without control characters"
    elif name in _SHORT and len(text) > MAX_CHARS:
        message = f"`{name}` has {len(text)} characters; the limit is {MAX_CHARS}"
    elif name in _SHORT and ("[[" in text or "]]" in text):
        message = f"`{name}` may not contain [[ or ]]: they enclose a term on its way through the engine"
    if message:
        problems.append(Problem(node.line, node.column, rule, message))
        return ""
    return text


def _list(node: Node, name: str, problems: list[Problem]) -> tuple[str, ...]:
    if node.kind != "list":
        message = f"`{name}` must be a list, as in `{name}: [one, two]`"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
        return ()
    texts = (_line(item, name, problems) for item in cast("list[Node]", node.value))
    return tuple(filter(None, dict.fromkeys(texts)))


def _simplified(zh: str) -> str:
    """`zh` in Simplified, which is what texts are matched in.

    GB 2312 has the Simplified characters in common use and next to no Traditional ones: what it can hold is
    left alone, and OpenCC, slow to load, is not called.
    """
    try:
        fold(zh).encode("gb2312")
    except UnicodeEncodeError:
        from opencc import OpenCC

        return str(OpenCC("tw2s").convert(zh))
    return zh
