"""What a page sends along: the fields of a form or of an address, each held to what it must be."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from briefing.errors import UsageError

_FIELDS = 20_000
"""How many fields a form may have: a replacement names each segment that it changes."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a request, in order."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, encoded: str) -> Form:
        """Read `application/x-www-form-urlencoded`. Raises UsageError."""
        try:
            return cls(
                tuple(parse_qsl(encoded, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"))
            )
        except ValueError as error:
            raise UsageError("the page sent what cannot be read", "Load it again") from error

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(value for key, value in self.fields if key == name)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field, `default` without one."""
        return next(iter(self.all(name)), default)

    def text(self, name: str) -> str:
        """The value of a field that must be there. Raises UsageError."""
        found = self.all(name)
        if not found:
            raise UsageError(f"the page did not send {name}", "Load it again")
        return found[0]

    def line(self, name: str) -> str:
        """The same in one line, without spaces around it, and not empty. Raises UsageError."""
        line = " ".join(self.text(name).split())
        if not line:
            raise UsageError(f"the field for {name} is empty", "Fill it in")
        return line

    def number(self, name: str) -> int:
        """A whole number of at most 18 digits. Raises UsageError."""
        value = self.text(name)
        if not (value.isascii() and value.isdecimal() and len(value) <= 18):
            raise UsageError(f"the page sent no number for {name}", "Load it again")
        return int(value)
