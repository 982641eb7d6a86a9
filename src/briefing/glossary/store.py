"""Reads a termbase file. Every mistake in it is reported with its line and column, all of them at once.

YAML is read from the parser's events, not through its usual object construction: so a scalar is always text
(`en: No` is the word No), every value knows where it stands, and nothing that could hide a rendering or
blow up (anchors, aliases, tags) gets in.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import yaml

from briefing.document import GlossaryInfo
from briefing.errors import GlossaryError
from briefing.glossary.model import Term, Use, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024  # 20,000 full entries take about a third of it
MAX_CHARS = 200  # of a term or a rendering; the length of a term bounds the time that matching takes
_MAX_DEPTH = 6  # file > terms > entry > list > value
_SHOWN = 5

_REQUIRED = ("zh", "en")
_LINES = ("zh", "en", "article", "use", "domain", "source", "note")
_LISTS = ("forms", "also", "not", "unless")
_CHOICES = {"article": ("the", "a", "an"), "use": ("mark", "check")}
_SHORT = frozenset(("zh", "en", *_LISTS))
_FILE_KEYS = ("terms", "domain")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class TermFile:
    """A termbase file that is valid: its entries in the order of the file, each key once."""

    info: GlossaryInfo
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """A YAML value and where it starts, counted from 1."""

    value: str | list[_Node] | list[tuple[_Node, _Node]]
    kind: str  # scalar, list or mapping
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Problem:
    line: int
    column: int
    message: str


def load_file(path: Path, layer: str = "", *, shown_as: str = "") -> TermFile:
    """Read the termbase file at `path`.

    `layer` is put into its entries; `shown_as` is how messages and entries name the file (`path` if empty).
    A `domain` at the top of the file holds for entries that give none. Raises GlossaryError.
    """
    name = shown_as or str(path)
    data = _read(path, name)
    problems: list[_Problem] = []
    terms: list[Term] = []
    try:
        root = _parse(data.decode("utf-8-sig"))
        if root is not None:
            terms = _terms(root, name, layer, problems)
    except _YamlError as error:
        problems.append(error.problem)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(_Problem(line, 1, "not UTF-8 text; save the file as UTF-8"))
    if problems:
        raise _report(name, problems)
    info = GlossaryInfo(
        name=path.name, layer=layer, sha256=hashlib.sha256(data).hexdigest(), terms=len(terms)
    )
    return TermFile(info, tuple(terms))


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


def _report(name: str, problems: list[_Problem]) -> GlossaryError:
    problems.sort(key=lambda p: (p.line, p.column))
    lines = [f"{name}:{p.line}:{p.column}: {p.message}" for p in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"and {len(problems) - _SHOWN} more")
    count = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return GlossaryError(
        f"The termbase {name} has {count}:\n  " + "\n  ".join(lines), "Correct the file, then try again"
    )


class _YamlError(Exception):
    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.problem = _Problem(line, column, message)


def _parse(text: str) -> _Node | None:
    """The one document of a YAML text, None if there is nothing in it."""
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        next(events)  # the start of the stream
        if isinstance(next(events), yaml.StreamEndEvent):
            return None
        root = _node(next(events), events, depth=1)
        next(events)  # the end of the document
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _at(after, "a second YAML document starts here; a termbase is one document")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _YamlError(line, column, f"not valid YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        reason = str(getattr(error, "reason", error)).splitlines()[0]
        position = getattr(error, "position", 0)
        line = text.encode().count(b"\n", 0, position) + 1
        raise _YamlError(line, 1, f"not valid YAML: {reason}") from None
    return None if root.kind == "scalar" and not root.value else root


def _at(event: yaml.Event, message: str) -> _YamlError:
    return _YamlError(*_start(event), message)


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> _Node:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _at(
            event, "YAML anchors and aliases (& and *) are not admitted; quote the text if you mean the sign"
        )
    if tag := getattr(event, "tag", None):
        raise _at(event, f"YAML tags are not admitted: {tag}; quote the text if you mean the sign")
    if depth > _MAX_DEPTH:
        raise _at(event, "nested too deeply for a termbase")
    line, column = _start(event)
    if isinstance(event, yaml.ScalarEvent):
        return _Node(event.value, "scalar", line, column)
    items: list[_Node] = []
    while not isinstance(inner := next(events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
        items.append(_node(inner, events, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return _Node(items, "list", line, column)
    return _Node(list(zip(items[::2], items[1::2], strict=True)), "mapping", line, column)


def _terms(root: _Node, file: str, layer: str, problems: list[_Problem]) -> list[Term]:
    top = _fields(root, _FILE_KEYS, "a termbase", problems)
    domain = _line(top["domain"], "domain", problems) if "domain" in top else ""
    entries = top.get("terms")
    if entries is None:
        if root.kind == "mapping":
            problems.append(_Problem(root.line, root.column, "no `terms:` in this file"))
        return []
    if entries.kind == "scalar" and not entries.value:
        return []
    if entries.kind != "list":
        problems.append(
            _Problem(entries.line, entries.column, "`terms` must be a list of entries, each starting with -")
        )
        return []
    terms: dict[str, Term] = {}
    for node in cast("list[_Node]", entries.value):
        term = _term(node, file, layer, domain, problems)
        if term is None:
            continue
        first = terms.setdefault(term.key, term)
        if first is not term:
            problems.append(_Problem(node.line, node.column, duplicate_message(term, first)))
    return list(terms.values())


def _term(node: _Node, file: str, layer: str, domain: str, problems: list[_Problem]) -> Term | None:
    before = len(problems)
    fields = _fields(node, _LINES + _LISTS, "an entry", problems)
    lines = {name: _line(fields[name], name, problems) for name in _LINES if name in fields}
    lists = {name: _list(fields[name], name, problems) for name in _LISTS if name in fields}
    if node.kind == "mapping":
        for name in _REQUIRED:
            if name not in fields:
                problems.append(_Problem(node.line, node.column, f"the entry has no `{name}`"))
    if len(problems) > before:
        return None
    key = fold(_simplified(lines["zh"]))
    if not key:
        problems.append(_Problem(node.line, node.column, "`zh` has nothing but quotation marks"))
        return None
    unless = tuple(fold(_simplified(context)) for context in lists.get("unless", ()))
    for context in unless:
        if key not in context or key == context:
            where = fields["unless"]
            message = f"`unless`: {context} is not a longer string that contains {key}"
            problems.append(_Problem(where.line, where.column, message))
    return Term(
        zh=lines["zh"],
        en=lines["en"],
        article=lines.get("article", ""),
        forms=lists.get("forms", ()),
        also=lists.get("also", ()),
        forbidden=lists.get("not", ()),
        use=cast("Use", lines.get("use", "mark")),
        unless=unless,
        domain=lines.get("domain", domain),
        source=lines.get("source", ""),
        note=lines.get("note", ""),
        file=file,
        line=node.line,
        layer=layer,
        key=key,
    )


def _fields(node: _Node, known: tuple[str, ...], what: str, problems: list[_Problem]) -> dict[str, _Node]:
    if node.kind != "mapping":
        message = f"{what} must be `key: value` lines, not a {'list' if node.kind == 'list' else 'text'}"
        problems.append(_Problem(node.line, node.column, message))
        return {}
    fields: dict[str, _Node] = {}
    for key, value in cast("list[tuple[_Node, _Node]]", node.value):
        name = key.value if isinstance(key.value, str) else "?"
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
            problems.append(_Problem(key.line, key.column, f"unknown key `{name[:40]}`; {advice}"))
        elif name in fields:
            message = f"`{name}` is given twice; first at line {fields[name].line}"
            problems.append(_Problem(key.line, key.column, message))
        else:
            fields[name] = value
    return fields


def _line(node: _Node, name: str, problems: list[_Problem]) -> str:
    """The text of a scalar, checked; whitespace around it does not count."""
    message = ""
    text = node.value.strip() if isinstance(node.value, str) else ""
    if node.kind != "scalar":
        message = f"`{name}` must be a text, not a {node.kind}"
    elif not text:
        message = f"`{name}` is empty; give a value or leave the line out"
    elif name in _CHOICES and text not in _CHOICES[name]:
        message = f"`{name}` must be one of {', '.join(_CHOICES[name])}, not {text[:40]}"
    elif name in _SHORT and any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in text):
        message = f"`{name}` must be one line without control characters"
    elif name in _SHORT and len(text) > MAX_CHARS:
        message = f"`{name}` has {len(text)} characters; the limit is {MAX_CHARS}"
    elif name in _SHORT and ("[[" in text or "]]" in text):
        message = f"`{name}` may not contain [[ or ]]: they enclose a term on its way through the engine"
    if message:
        problems.append(_Problem(node.line, node.column, message))
    return text


def _list(node: _Node, name: str, problems: list[_Problem]) -> tuple[str, ...]:
    if node.kind != "list":
        problems.append(
            _Problem(node.line, node.column, f"`{name}` must be a list, as in `{name}: [one, two]`")
        )
        return ()
    texts = (_line(item, name, problems) for item in cast("list[_Node]", node.value))
    return tuple(dict.fromkeys(texts))


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
