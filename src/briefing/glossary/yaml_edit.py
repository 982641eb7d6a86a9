"""Changes to the YAML text of a termbase that leave every line but those concerned as it is.

A dump of the whole file would not do, not even ruamel.yaml's round trip: it joins folded lines, moves the
spaces inside brackets, makes all indentation alike and turns CRLF into LF. So the parser only says where
things stand, and the text is cut and mended there. The text must be a valid termbase (`store.load_file`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Fields = dict[str, str | tuple[str, ...]]
"""An entry as the file has it: `{"zh": "枫桥经验", "en": "Fengqiao model", "not": ("Maple Bridge",)}`."""

ORDER = ("zh", "en", "article", "forms", "also", "not", "use", "reads", "unless", "domain", "source", "note")
"""The order in which the keys of a new entry are written."""

_WIDTH = 100  # a longer list is written one item a line
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotEditableError(Exception):
    """The text is written in a way that cannot be changed here without touching something else."""


class _Splice(NamedTuple):
    """`new` in place of `start:end`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file is laid out: the columns of an entry's dash and of its keys, how much further in the
    items of a list stand, what ends a line, and whether a blank line parts two entries."""

    dash: int = 2
    keys: int = 4
    items: int = 2
    newline: str = "\n"
    spaced: bool = False


def add_entries(text: str, entries: Sequence[Fields]) -> str:
    """`text` with `entries` after its last, laid out as the others are."""
    terms = _terms(text)
    layout = _layout(text, terms)
    if terms is not None and terms.value and _is_flow(terms):
        at = terms.value[-1].end_mark.index
        return _apply(text, [_Splice(at, at, "".join(f", {_flow_entry(entry)}" for entry in entries))])
    before = layout.newline if layout.spaced else ""
    new = [before + _block_entry(entry, layout) for entry in entries]
    if terms is None:
        return _apply(text, [_line(text, len(text), f"terms:{layout.newline}" + "".join(new), layout)])
    if terms.value:
        return _apply(text, [_line(text, _after(text, _end(text, terms)), "".join(new), layout)])
    start, end = terms.start_mark.index, terms.end_mark.index  # nothing, or []
    emptied = _Splice(len(text[:start].rstrip(" ")) if end > start else end, end, "")
    return _apply(text, [emptied, _line(text, _after(text, end), "".join(new), layout)])


def change_entry(text: str, line: int, zh: str, changes: Mapping[str, str | tuple[str, ...]]) -> str:
    """`text` with the entry for `zh` that starts at `line` (from 1) changed: an empty value takes its key
    away."""
    terms = _terms(text)
    entry, layout = _entry(terms, line, zh), _layout(text, terms)
    old = {key.value: value for key, value in entry.value}
    if entry.flow_style and any(key in old and not value for key, value in changes.items()):
        fields: Fields = {key: _value(node) for key, node in old.items()} | dict(changes)
        span = entry.start_mark.index, entry.end_mark.index
        return _apply(text, [_Splice(*span, _flow_entry(fields))])
    splices: list[_Splice] = []
    for key in sorted(changes, key=ORDER.index):
        value = changes[key]
        if key not in old:
            if value:
                splices.append(_new_key(text, entry, key, value, layout))
        elif not value:
            splices.append(_without_key(text, entry, key))
        elif isinstance(value, str):
            splices.append(_new_scalar(text, old[key], value, flow=_is_flow(entry)))
        else:
            splices += _new_list(text, old[key], value, layout)
    return _apply(text, splices)


def remove_entry(text: str, line: int, zh: str) -> str:
    """`text` without the entry for `zh` that starts at `line` (from 1). Comments above it stay."""
    terms = _terms(text)
    entry = _entry(terms, line, zh)
    assert terms is not None
    if _is_flow(terms):
        number = terms.value.index(entry)
        start, end = entry.start_mark.index, entry.end_mark.index
        if number:
            start = terms.value[number - 1].end_mark.index
        elif len(terms.value) > 1:
            end = terms.value[1].start_mark.index
        return _apply(text, [_Splice(start, end, "")])
    start, end = _dash_line(text, entry, terms.start_mark.column), _after(text, _end(text, entry))
    following = text[end : _after(text, end)]
    above = text[:start].splitlines()[-1:]
    if following and not following.strip() and above and not above[0].strip():
        end += len(following)
    return _apply(text, [_Splice(start, end, "")])


# Where things stand


def _terms(text: str) -> yaml.Node | None:
    """What stands after `terms:`; None if the file has nothing in it."""
    root = yaml.compose(text, Loader=_Loader)
    pairs: list[tuple[yaml.Node, yaml.Node]] = root.value if isinstance(root, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == "terms"), None)


def _is_flow(node: yaml.Node) -> bool:
    """Whether it is a list or mapping in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _entry(terms: yaml.Node | None, line: int, zh: str) -> yaml.MappingNode:
    entries = terms.value if isinstance(terms, yaml.SequenceNode) else []
    for entry in entries:
        if entry.start_mark.line == line - 1 and any(
            key.value == "zh" and _value(value) == zh for key, value in entry.value
        ):
            return cast("yaml.MappingNode", entry)
    raise NotEditableError(f"line {line} has no entry {zh}")


def _end(text: str, node: yaml.Node) -> int:
    """Where the text of `node` ends: the parser has the blank lines and comments after it in it."""
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark.index
        return len(text[:end].rstrip()) if node.style in ("|", ">") else end
    if _is_flow(node) or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _after(text: str, at: int) -> int:
    """Where the line after that of `at` starts."""
    return text.find("\n", at) + 1 or len(text)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _dash_line(text: str, entry: yaml.Node, column: int) -> int:
    """The start of the line that has the entry's dash, which stands at `column`."""
    start = _line_start(text, entry.start_mark.index)
    while text[start : start + column].strip() or text[start + column : start + column + 1] != "-":
        if not start:
            raise NotEditableError("the entry has no dash of its own")
        start = _line_start(text, start - 1)
    return start


def _layout(text: str, terms: yaml.Node | None) -> _Layout:
    newline = "\r\n" if "\r\n" in text else "\n"
    if terms is None or not terms.value or _is_flow(terms):
        return _Layout(newline=newline)
    entries = terms.value
    dash = terms.start_mark.column
    block = [each for each in entries if not each.flow_style]
    keys = block[-1].start_mark.column if block else dash + 2
    lists = (
        value.start_mark.column - each.start_mark.column
        for each in block
        for _, value in each.value
        if isinstance(value, yaml.SequenceNode) and not _is_flow(value)
    )
    gaps = [
        text[_after(text, _end(text, one)) : two.start_mark.index].startswith(newline)
        for one, two in pairwise(entries)
    ]
    return _Layout(dash, keys, next(lists, 2), newline, spaced=2 * sum(gaps) > len(gaps))


# What is put there


def _apply(text: str, splices: Iterable[_Splice]) -> str:
    pieces, at = [], 0
    for splice in sorted(splices, key=lambda each: each[:2]):
        if splice.start < at:
            raise NotEditableError("two changes meet in one place")
        pieces += [text[at : splice.start], splice.new]
        at = splice.end
    return "".join([*pieces, text[at:]])


def _line(text: str, at: int, line: str, layout: _Layout) -> _Splice:
    """`line` (with its line break) put in where a line starts, or after a last line that has no break."""
    if at and text[at - 1] != "\n":
        line = layout.newline + line.removesuffix(layout.newline)
    return _Splice(at, at, line)


def _new_key(
    text: str, entry: yaml.MappingNode, key: str, value: str | tuple[str, ...], layout: _Layout
) -> _Splice:
    if entry.flow_style:
        at = entry.value[-1][1].end_mark.index
        return _Splice(at, at, f", {key}: {_flow_value(value)}")
    before = ORDER[: ORDER.index(key)]
    pairs = [(before.index(each.value), node) for each, node in entry.value if each.value in before]
    anchor = max(pairs, key=lambda pair: pair[0])[1]
    lines = _key_lines(key, value, entry.start_mark.column, layout)
    return _line(text, _after(text, _end(text, anchor)), lines, layout)


def _without_key(text: str, entry: yaml.MappingNode, key: str) -> _Splice:
    number = next(i for i, (each, _) in enumerate(entry.value) if each.value == key)
    name, value = entry.value[number]
    if number == 0:  # it shares its line with the dash
        return _Splice(name.start_mark.index, entry.value[1][0].start_mark.index, "")
    return _Splice(_line_start(text, name.start_mark.index), _after(text, _end(text, value)), "")


def _new_scalar(text: str, old: yaml.Node, value: str, *, flow: bool) -> _Splice:
    style = old.style if isinstance(old, yaml.ScalarNode) and old.style in ("'", '"') else None
    return _Splice(old.start_mark.index, _end(text, old), _scalar(value, style=style, flow=flow))


def _new_list(text: str, old: yaml.Node, value: tuple[str, ...], layout: _Layout) -> list[_Splice]:
    """The list changed item by item where that can be, so that comments beside the others stay."""
    items = [item.value.strip() for item in old.value]
    added = [item for item in value if item not in items]
    whole = [*(item for item in items if item in value), *added] != [*value] or len(added) == len(value)
    if _is_flow(old):
        if whole or not set(items) <= set(value):
            return [_Splice(old.start_mark.index, old.end_mark.index, _flow_value(value))]
        at = old.value[-1].end_mark.index
        return [_Splice(at, at, "".join(f", {_scalar(item, flow=True)}" for item in added))]
    indent = " " * old.start_mark.column
    lines = [f"{indent}- {_scalar(item)}{layout.newline}" for item in (value if whole else added)]
    gone = [item for item in old.value if whole or item.value.strip() not in value]
    return [
        *(
            _Splice(_line_start(text, item.start_mark.index), _after(text, _end(text, item)), "")
            for item in gone
        ),
        _line(text, _after(text, _end(text, old)), "".join(lines), layout),
    ]


def _block_entry(fields: Fields, layout: _Layout) -> str:
    lines = "".join(
        _key_lines(key, fields[key], layout.keys, layout) for key in ORDER if fields.get(key)
    ).removeprefix(" " * layout.keys)
    return f"{' ' * layout.dash}-{' ' * (layout.keys - layout.dash - 1)}{lines}"


def _flow_entry(fields: Fields) -> str:
    return "{" + ", ".join(f"{key}: {_flow_value(fields[key])}" for key in ORDER if fields.get(key)) + "}"


def _key_lines(key: str, value: str | tuple[str, ...], column: int, layout: _Layout) -> str:
    indent = " " * column
    if isinstance(value, str):
        return f"{indent}{key}: {_scalar(value)}{layout.newline}"
    line = f"{indent}{key}: {_flow_value(value)}"
    if len(line) <= _WIDTH:
        return line + layout.newline
    items = (f"{indent}{' ' * layout.items}- {_scalar(item)}" for item in value)
    return layout.newline.join([f"{indent}{key}:", *items, ""])


def _flow_value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _scalar(value, flow=True)
    return "[" + ", ".join(_scalar(item, flow=True) for item in value) + "]"


def _scalar(text: str, *, style: str | None = None, flow: bool = False) -> str:
    """`text` on one line, quoted only if it must be, or in the given `style` if that can hold it."""
    dumped: str = yaml.safe_dump(
        [text],
        default_style='"' if "\n" in text else style,
        default_flow_style=flow,
        allow_unicode=True,
        width=float("inf"),
    )
    return dumped[1:-2] if flow else dumped[2:-1]


def _value(node: yaml.Node) -> str | tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(item.value.strip() for item in node.value)
    return str(node.value).strip()
