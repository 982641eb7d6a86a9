"""The errors that a user can meet: each says what is wrong, where, and what to do about it."""

from __future__ import annotations


class BriefingError(Exception):
    """What briefing raises on purpose. `hint` says what to do; the command line exits with `status`."""

    status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(BriefingError):
    """The command was called wrongly."""

    status = 2


class ReadError(BriefingError):
    """A source could not be read, or is no Chinese text."""


class GlossaryError(BriefingError):
    """A termbase is not valid."""


class ModelError(BriefingError):
    """A model is missing, broken, or could not be prepared or run."""


class WriteError(BriefingError):
    """An output could not be written, or would overwrite somebody's work."""


class ConflictError(BriefingError):
    """What was to be changed has been changed by somebody else since it was looked at."""
