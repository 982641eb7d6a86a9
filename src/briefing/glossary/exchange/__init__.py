"""Exchange of termbases with other programs: one module a format, found by name or by the file's suffix."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing.glossary.exchange.model import Exported, Imported
    from briefing.glossary.model import Term


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the suffixes of its files, and the module that knows it.

    The module is loaded when it is needed: openpyxl and lxml are slow to load. It has a function
    `read_NAME(data, file)` and one `write_NAME(terms)`, with `_` for `-` in the name.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    binary: bool = False

    def read(self, data: bytes, file: str) -> Imported:
        """What the bytes of `file` hold. Raises ReadError, whose message goes on from the file's name."""
        function = cast("Callable[[bytes, str], Imported]", self._function("read"))
        return function(data, file)

    def write(self, terms: Sequence[Term]) -> Exported:
        """The file with `terms`, in their order."""
        function = cast("Callable[[Sequence[Term]], Exported]", self._function("write"))
        return function(terms)

    def _function(self, what: str) -> object:
        module = import_module(f"{__name__}.{self.module}")
        return getattr(module, f"{what}_{self.name.replace('-', '_')}")


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "delimited", (".csv",)),
        Format("tsv", "delimited", (".tsv", ".tab")),
        Format("xlsx", "xlsx", (".xlsx", ".xlsm"), binary=True),
        Format("tbx", "tbx", (".tbx", ".xml")),
        Format("omegat", "omegat", (".txt", ".utf8")),
        Format("deepl-tsv", "deepl", ()),
        Format("deepl-csv", "deepl", ()),
    )
}
"""The formats by name."""


def format_for(path: Path | None, name: str = "") -> Format:
    """The format called `name`, or if that is empty, the one that the suffix of `path` stands for.

    Raises UsageError.
    """
    if name:
        if name not in FORMATS:
            raise UsageError(f"There is no format {name}", f"Choose one of {', '.join(FORMATS)}")
        return FORMATS[name]
    suffix = path.suffix.lower() if path else ""
    for each in FORMATS.values():
        if suffix in each.suffixes:
            return each
    known = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    raise UsageError(
        f"The name {path} does not tell the format" if path else "The format is not given",
        f"Give --format ({', '.join(FORMATS)}), or a name that ends in one of {known}",
    )
