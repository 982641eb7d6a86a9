"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: `what` is wrong when it has a finding, `why` it matters, and an `example` of it."""

    name: str
    severity: Severity
    what: str
    why: str
    example: str
