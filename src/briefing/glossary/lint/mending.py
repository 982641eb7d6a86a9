"""Makes the safe changes to termbase files, entry by entry, and leaves every other line as it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

import yaml

from briefing.glossary.yaml_edit import ORDER, Fields, NotEditableError, change_entry, remove_entry
from briefing.glossary.yaml_nodes import Node, YamlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.glossary.lint.problem import Mend

_HEAD = "terms:\n"


def apply(mends: Iterable[Mend]) -> int:
    """Change the files that `mends` name; returns how many entries were changed or removed.

    Of several changes to one value the first is made. What is written so that it cannot be changed safely, or
    has been changed meanwhile, is left alone. Raises WriteError.
    """
    from briefing.files import write_whole

    files: dict[Path, dict[int, list[Mend]]] = defaultdict(lambda: defaultdict(list))
    for mend in mends:
        files[mend.path][mend.entry].append(mend)
    changed = 0
    for path, entries in files.items():
        lines = _lines(path.read_bytes().decode("utf-8"))
        done = 0
        for start in sorted(entries, reverse=True):  # from the end, so that the lines before stay in place
            end = _end(lines, start - 1)
            new = _changed("".join(lines[start - 1 : end]), entries[start])
            if new is not None:
                lines[start - 1 : end] = [new]
                done += 1
        if done:
            write_whole(path, "".join(lines), force=True)
            changed += done
    return changed


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + [text.rsplit("\n", 1)[-1]]


def _end(lines: list[str], start: int) -> int:
    """The line after the last of the entry whose dash is in line `start`."""
    dash = len(lines[start]) - len(lines[start].lstrip(" "))
    end = last = start + 1
    while end < len(lines):
        text = lines[end].strip()
        if text and not text.startswith("#"):
            if len(lines[end]) - len(lines[end].lstrip(" ")) <= dash:
                break
            last = end + 1
        end += 1
    return last


def _changed(text: str, mends: list[Mend]) -> str | None:
    """The lines of an entry with its changes; None if it is not what was looked at, or not to be changed.

    They are changed as a file of their own: of a large one only a few lines are parsed. The result is read
    again, and must have the changes and nothing else.
    """
    alone = _HEAD + text
    try:
        entry = _entry(alone)
        if entry is None or "zh" not in entry or any(_old(entry, mend) != mend.old for mend in mends):
            return None
        if any(not mend.field for mend in mends):
            return remove_entry(alone, 2, _written(entry["zh"])).removeprefix(_HEAD)
        changes = _changes(entry, mends)
        if not changes.keys() <= set(ORDER):
            return None
        new = change_entry(alone, 2, _written(entry["zh"]), changes)
        if _entry(new) != {key: value for key, value in (entry | changes).items() if value}:
            return None
    except (NotEditableError, YamlError, yaml.YAMLError):
        return None
    return new.removeprefix(_HEAD)


def _entry(text: str) -> Fields | None:
    """The one entry of a file, where it has its dash and its first key in one line."""
    root = parse(text)
    if root is None or root.kind != "mapping":
        return None
    (_, entries), *_ = cast("list[tuple[Node, Node]]", root.value)
    nodes = cast("list[Node]", entries.value) if entries.kind == "list" else []
    if len(nodes) != 1 or nodes[0].kind != "mapping" or nodes[0].line != 2:
        return None
    pairs = cast("list[tuple[Node, Node]]", nodes[0].value)
    return {str(key.value): _value(value) for key, value in pairs}


def _value(node: Node) -> str | tuple[str, ...]:
    if node.kind == "list":
        return tuple(str(_value(inner)) for inner in cast("list[Node]", node.value))
    return node.value.strip() if isinstance(node.value, str) else ""


def _written(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ""


def _old(entry: Fields, mend: Mend) -> str:
    value = entry.get(mend.field, "")
    if mend.index is None or isinstance(value, str):
        return _written(value)
    return value[mend.index] if mend.index < len(value) else ""


def _changes(entry: Fields, mends: list[Mend]) -> Fields:
    """What the changed fields are to hold."""
    changes: Fields = {}
    lists: dict[str, list[str | None]] = {}
    for mend in mends:
        if mend.index is None:
            changes.setdefault(mend.field, mend.new or "")
            continue
        values = lists.setdefault(mend.field, list(entry[mend.field]))
        if values[mend.index] == mend.old:
            values[mend.index] = mend.new
    return changes | {name: tuple(text for text in values if text) for name, values in lists.items()}
