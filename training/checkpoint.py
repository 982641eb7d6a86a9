"""What a training leaves on disk to be taken up again from: weights, optimizer, position, and its log."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import torch
from peft import set_peft_model_state_dict
from safetensors.torch import load_file

from briefing.errors import ModelError
from training.digest import digest

if TYPE_CHECKING:
    from pathlib import Path

    from training.config import Config

FOLDER = "checkpoint"
_STATE = "state.pt"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training has come: steps taken, tokens seen in them, seconds that they took."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0


def save(config: Config, model: Any, optimizer: torch.optim.Optimizer, at: Progress) -> None:
    """Write the checkpoint, whole or not at all: killed at any point, this one or the one before is there."""
    made, target = config.folder / f"{FOLDER}.part", config.folder / FOLDER
    shutil.rmtree(made, ignore_errors=True)
    # Whether the base's vocabulary has grown would be looked up on the network.
    model.save_pretrained(made, save_embedding_layers=False)
    state = {"at": asdict(at), "recipe": digest(config), "optimizer": optimizer.state_dict()}
    torch.save(state, made / _STATE)
    old = config.folder / f"{FOLDER}.old"
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def resume(config: Config, model: Any, optimizer: torch.optim.Optimizer) -> Progress | None:
    """Load the last checkpoint; returns how far it has come, None if there is none.

    Raises ModelError if it is of other data, or of settings that would have made another adapter.
    """
    for name in (FOLDER, f"{FOLDER}.old"):
        folder = config.folder / name
        if not (folder / _STATE).exists():
            continue
        state = torch.load(folder / _STATE, map_location="cpu", weights_only=True)
        if state["recipe"] != digest(config):
            raise ModelError(
                f"{folder} is of other data or another recipe",
                "Move it away to train anew, or name another folder; to go on from its adapter under the new"
                " recipe, run `convert` and name the file as train.start",
            )
        set_peft_model_state_dict(model, load_file(folder / "adapter_model.safetensors"))
        optimizer.load_state_dict(state["optimizer"])
        return Progress(**state["at"])
    return None


class Log:
    """A JSON object a line: what was measured after which step."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def cut(self, step: int) -> None:
        """Leave nothing of what came after `step`: it will be measured again. A line that was cut off when
        the training was killed goes too."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        kept = [line for line in lines if line.endswith("}") and json.loads(line)["step"] <= step]
        self._path.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")

    def add(self, **values: Any) -> None:
        """One line more; fractions with six places."""
        rounded = {
            key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(rounded) + "\n")
