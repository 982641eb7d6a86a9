"""A finding with its place in a file of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.document import Finding


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about the pair `id`, or about the whole where it is empty."""

    id: str
    finding: Finding
