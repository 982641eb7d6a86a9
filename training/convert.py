"""PEFT's checkpoint to the file that ships: PEFT's names, half precision, the scale folded into B.

PEFT adds `alpha / rank` times B A to a weight; the product adds B A as it stands, with an alpha of 1.0.
And back again: a training may go on from a file that shipped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from briefing.errors import ModelError
from training.adapter import Facts, check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from training.config import Base, Lora


def convert(checkpoint: Path, target: Path, base: Base) -> Facts:
    """Write the adapter of the folder `checkpoint` as `target`.

    Raises ModelError if it is not a plain LoRA, or would not be sound: a number too large for half precision,
    a name that the product does not know.
    """
    try:
        settings = json.loads((checkpoint / "adapter_config.json").read_text(encoding="utf-8"))
        tensors = load_file(checkpoint / "adapter_model.safetensors")
        scale = settings["lora_alpha"] / settings["r"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(
            f"{checkpoint} is not a checkpoint of PEFT: {error}", "Run the step `train` first"
        ) from error
    odd = [name for name in ("use_dora", "use_rslora", "alpha_pattern", "rank_pattern") if settings.get(name)]
    if odd or settings.get("bias", "none") != "none":
        raise ModelError(f"{checkpoint} is no plain LoRA ({', '.join(odd) or 'it has biases'})")
    with np.errstate(over="ignore"):  # the check says which number it was
        folded = {
            name: (tensor * scale if ".lora_B." in name else tensor).astype(np.float16)
            for name, tensor in sorted(tensors.items())
        }
    made = target.with_suffix(".part")
    save_file(folded, made, metadata={"format": "pt"})
    facts = check(made, base)
    made.replace(target)
    return facts


def unfolded(path: Path, base: Base, lora: Lora) -> Mapping[str, np.ndarray]:
    """The tensors of the adapter `path` as PEFT holds those of a training of the form `lora`: single
    precision, the scale taken out of B.

    Raises ModelError if the file is not sound, or an adapter of another form.
    """
    facts = check(path, base)
    first, rank = facts.layers[0], facts.rank
    if (first, rank) != (lora.first_layer, lora.rank):
        raise ModelError(
            f"{path} is of rank {rank} from layer {first} on, the training of rank {lora.rank}"
            f" from layer {lora.first_layer} on",
            "Set rank and first_layer in [lora] to those of the adapter, or start from another one",
        )
    scale = lora.alpha / lora.rank
    return {
        name: tensor.astype(np.float32) / (scale if ".lora_B." in name else 1.0)
        for name, tensor in load_file(path).items()
    }
