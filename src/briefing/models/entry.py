"""What is known of a model on this machine, whatever engine runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

State = Literal["ready", "not prepared", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model: `path` is its folder or file, `detail` says more about its state, `size` is in bytes (0: not
    there, or on a server).

    `not prepared` means that its weights are installed and it will be made ready on first use.
    """

    name: str
    engine: Literal["local", "argos", "llama", "openvino", "served"]
    path: Path
    state: State
    detail: str
    size: int
