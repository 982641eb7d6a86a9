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


class ServerError(ModelError):
    """A model's server cannot be used at all: what is wrong with it ends the run."""


class ServerGoneError(ServerError):
    """It cannot be reached, or went away. What was translated is kept."""


class ServerRefusesError(ServerError):
    """It answers, but not what a model's server does: a wrong key, address or model, a web page.

    `needs_key`: it may be right in everything but the key.
    """

    def __init__(self, message: str, hint: str = "", *, needs_key: bool = False) -> None:
        super().__init__(message, hint)
        self.needs_key = needs_key


class ServerBusyError(ServerError):
    """It has no room now; `after` is when it wants to be asked again, in seconds, if it says so."""

    def __init__(self, message: str, hint: str = "", *, after: float | None = None) -> None:
        super().__init__(message, hint)
        self.after = after


class ServerAnswerError(ServerError):
    """One request got no answer that can be used; others may. `too_long`: the request was over its limit.

    `code` is HTTP's, 0 where no answer came that far. `late`: it took longer than it may.
    """

    def __init__(
        self, message: str, hint: str = "", *, code: int = 0, too_long: bool = False, late: bool = False
    ) -> None:
        super().__init__(message, hint)
        self.code = code
        self.too_long = too_long
        self.late = late


class WriteError(BriefingError):
    """An output could not be written, or would overwrite somebody's work."""


class ConflictError(BriefingError):
    """What was to be changed has been changed by somebody else since it was looked at."""
