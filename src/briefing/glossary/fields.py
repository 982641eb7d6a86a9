"""Reads the fields of a termbase entry, and reports what may not stand in them."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, cast

from briefing.glossary.model import RANKS
from briefing.glossary.yaml_nodes import Node, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CHARS = 200  # of a term or a rendering; the length of a term bounds the time that matching takes

_CHOICES = {
    "article": ("the", "a", "an"),
    "use": ("mark", "check", "clause"),
    "names": ("any", "whole"),
    "rank": tuple(RANKS),
    "ranks": tuple(RANKS),
}
_SHORT = frozenset(("zh", "en", "whole", "whole_en", "forms", "also", "not", "unless", "reads"))


def fields(node: Node, known: Sequence[str], what: str, problems: list[Problem]) -> dict[str, Node]:
    """The values of a mapping by their key, without those that are not `known` or given twice."""
    if node.kind != "mapping":
        message = f"{what} must be `key: value` lines, not a {'list' if node.kind == 'list' else 'text'}"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
        return {}
    found: dict[str, Node] = {}
    for key, value in cast("list[tuple[Node, Node]]", node.value):
        name = key.value if isinstance(key.value, str) else "?"
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
            message = f"unknown key `{name[:40]}`; {advice}"
            problems.append(Problem(key.line, key.column, "unknown-key", message))
        elif name in found:
            message = f"`{name}` is given twice; first at line {found[name].line}"
            problems.append(Problem(key.line, key.column, "repeated-key", message))
        else:
            found[name] = value
    return found


def line(node: Node, name: str, problems: list[Problem]) -> str:
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
    elif name in _SHORT and name != "unless" and ("[[" in text or "]]" in text):
        message = f"`{name}` may not contain [[ or ]]: they enclose a term on its way through the engine"
    if message:
        problems.append(Problem(node.line, node.column, rule, message))
        return ""
    return text


def texts(node: Node, name: str, problems: list[Problem]) -> tuple[str, ...]:
    """The texts of a list, each once, without those that may not stand."""
    if node.kind != "list":
        message = f"`{name}` must be a list, as in `{name}: [one, two]`"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
        return ()
    found = (line(item, name, problems) for item in cast("list[Node]", node.value))
    return tuple(filter(None, dict.fromkeys(found)))


def items(node: Node, name: str, problems: list[Problem]) -> list[Node]:
    """The entries of the list `name` at the top of a file; none if it is empty."""
    if node.kind == "scalar" and not node.value:
        return []
    if node.kind != "list":
        message = f"`{name}` must be a list of entries, each starting with -"
        problems.append(Problem(node.line, node.column, "wrong-value", message))
        return []
    return cast("list[Node]", node.value)
