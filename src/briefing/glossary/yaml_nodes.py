"""YAML as a tree of texts, lists and mappings that know where they stand.

It is read from the parser's events, not through its usual object construction: so a scalar is always text
(`en: No` is the word No), every value knows where it stands, and nothing that could hide a rendering or
blow up (anchors, aliases, tags) gets in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_DEPTH = 6  # file > terms > entry > list > value

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and where it starts, counted from 1; `kind` is `scalar`, `list` or `mapping`."""

    value: str | list[Node] | list[tuple[Node, Node]]
    kind: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a termbase file, where it is, and the linter's `rule` that it breaks."""

    line: int
    column: int
    rule: str
    message: str


class YamlError(Exception):
    """The text is no YAML that a termbase may be; `problem` says why and where."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(line, column, "unreadable", message)


def parse(text: str) -> Node | None:
    """The one document of a YAML text, None if there is nothing in it. Raises YamlError."""
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
        raise YamlError(line, column, f"not valid YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        reason = str(getattr(error, "reason", error)).splitlines()[0]
        position = getattr(error, "position", 0)
        line = text.encode().count(b"\n", 0, position) + 1
        raise YamlError(line, 1, f"not valid YAML: {reason}") from None
    return None if root.kind == "scalar" and not root.value else root


def _at(event: yaml.Event, message: str) -> YamlError:
    return YamlError(*_start(event), message)


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
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
        return Node(event.value, "scalar", line, column)
    items: list[Node] = []
    while not isinstance(inner := next(events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
        items.append(_node(inner, events, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(items, "list", line, column)
    return Node(list(zip(items[::2], items[1::2], strict=True)), "mapping", line, column)
