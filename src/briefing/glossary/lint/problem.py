"""What the linter finds, what would mend it, and the entries that it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from briefing.glossary.lint.rules import RULES
from briefing.glossary.model import Pattern, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.document import Severity
    from briefing.glossary.model import Item, Term
    from briefing.glossary.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class Mend:
    """One change to the entry, pattern or place that starts at line `entry` (from 1) of a file.

    `field` becomes `new`, or the value number `index` of a list does; None takes the value away. Without a
    `field` the whole entry is taken away. `old` is what stands there, empty if nothing does.
    """

    path: Path
    entry: int
    field: str = ""
    index: int | None = None
    old: str = ""
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a termbase. `file` is as a user would write it, line and column count from 1.

    `fix` says what would mend it, if that is known; `mends` are the changes, where they are safe to make.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    fix: str = ""
    mends: tuple[Mend, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return RULES[self.rule].severity

    def __str__(self) -> str:
        fix = f" (fix: {self.fix})" if self.fix else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.rule}: {self.message}{fix}"


@dataclass(frozen=True, slots=True)
class Value:
    """A text in an entry: the field that it is in, its number in a list, and where it is written."""

    field: str
    index: int | None
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Record:
    """An entry, pattern or place of a layer (0 is the lowest), as its file has it.

    `fields` has its values where they are written, `start` is the line that it begins in; `checked` if its
    problems are asked for.
    """

    what: Item
    fields: dict[str, Node]
    start: int
    path: Path
    layer: int
    checked: bool

    @property
    def term(self) -> Term:
        """What it says, as an entry; a pattern's has slots in it. Not for places."""
        assert not isinstance(self.what, Place)
        return self.what.term if isinstance(self.what, Pattern) else self.what

    @property
    def named(self) -> str:
        """Its term and where it stands, for messages."""
        return f"{self.what.zh} (at {self.what.place})"

    def values(self, *fields: str) -> Iterator[Value]:
        """The texts of these fields, as they are written, those that are empty or no text left out."""
        for field in fields:
            node = self.fields.get(field)
            if node is None or node.kind == "mapping":
                continue
            if node.kind == "scalar":
                yield from _value(field, None, node)
            else:
                for index, inner in enumerate(cast("list[Node]", node.value)):
                    yield from _value(field, index, inner)

    def problem(
        self, rule: str, message: str, at: Value | None = None, *, fix: str = "", mends: tuple[Mend, ...] = ()
    ) -> Problem:
        """A problem with one of its values, or with its term."""
        at = at or next(self.values("zh"))
        file = self.what.file if isinstance(self.what, Place) else self.term.file
        return Problem(file, at.line, at.column, rule, message, fix, mends)

    def changed(self, value: Value, new: str | None) -> Mend:
        """The change of `value` to `new`; None takes it away."""
        return Mend(self.path, self.start, value.field, value.index, value.text, new)

    def given(self, field: str, new: str) -> Mend:
        """A `field` that it does not have yet."""
        return Mend(self.path, self.start, field, new=new)

    def removed(self) -> Mend:
        """Its removal."""
        return Mend(self.path, self.start)


def _value(field: str, index: int | None, node: Node) -> Iterator[Value]:
    if isinstance(node.value, str) and (text := node.value.strip()):
        yield Value(field, index, text, node.line, node.column)
