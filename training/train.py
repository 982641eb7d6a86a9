"""Trains the adapter: PEFT's LoRA on the upper layers of a frozen base, with a loop of its own.

Nothing needs a gradient below the first adapted layer, and the loss is taken at the tokens of answers alone,
so that neither the lower half of the model nor the vocabulary over the prompts costs a backward pass.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from dataclasses import asdict, dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import torch
from peft import LoraConfig, get_peft_model, set_peft_model_state_dict
from safetensors.torch import load_file

from briefing.errors import ModelError
from briefing.models.convert import PROJECTIONS
from training import base
from training.data import read_examples
from training.digest import digest
from training.encode import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from training.config import Config, Lora, Train
    from training.data import Example

Ids = tuple[list[int], list[int]]
"""An example's prompt and answer."""

_CHUNK = 400
"""Examples that are sorted by length at a time: enough for batches with little padding, few enough for each
batch to be of all sources."""
_LOG_EVERY = 5
_STATE = "state.pt"


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far a training has come: steps taken, tokens seen in them, seconds that they took."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0


def train(config: Config, say: Callable[[str], None]) -> None:
    """Train from the prepared data, going on from the last checkpoint of the same recipe if there is one.

    Leaves `checkpoint` (PEFT's files and the optimizer's state) and `log.jsonl` in the folder of `config`.
    Raises ModelError if the base cannot be loaded, or the checkpoint there is of another recipe.
    """
    settings, folder = config.train, config.folder
    torch.manual_seed(config.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    examples, held_back = read_examples(folder / "train.jsonl"), read_examples(folder / "dev.jsonl")
    texts = [text for each in examples for text in (each.zh, each.en)]
    bare, tokenizer = base.load(config, dtype_of(settings.dtype, device), texts)
    model = get_peft_model(bare, lora(config.lora, config.base.layers)).to(device)
    data, dev = (_ids(each, base.tokenize(tokenizer), settings.longest) for each in (examples, held_back))
    if not data or not dev:
        raise ModelError("no example is short enough to be trained on", "Raise train.longest")
    lengths = [len(prompt) + len(answer) for prompt, answer in data]
    plan = batches(lengths, settings, config.seed)
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.0)
    log = _Log(folder / "log.jsonl")
    at = _resume(config, model, optimizer)
    if at.step:
        log.cut(at.step)
        say(f"going on after step {at.step}")
    else:
        log.cut(-1)
        log.add(
            step=0,
            steps=len(plan),
            examples=len(data),
            left_out=len(examples) - len(data),
            device=str(device),
            dtype=str(bare.dtype),
            dev_loss=dev_loss(model, dev, settings),
        )
    started = time.monotonic() - at.seconds
    for batch in plan[at.step :]:
        step = at.step + 1
        rate = learning_rate(step, len(plan), settings)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss, _ = loss_of(model, [data[each] for each in batch])
        optimizer.zero_grad()
        loss.backward()
        norm = float(torch.nn.utils.clip_grad_norm_(trained, settings.clip))
        if not math.isfinite(norm):
            raise ModelError(f"the gradient of step {step} is not finite", "Lower train.rate, or use float32")
        optimizer.step()
        tokens = at.tokens + sum(lengths[each] for each in batch)
        at = _Progress(step, tokens, time.monotonic() - started)
        last = step == len(plan)
        if step % _LOG_EVERY == 0 or last:
            now, speed = float(loss.detach()), at.tokens / at.seconds
            log.add(loss=now, norm=norm, rate=rate, speed=speed, **asdict(at))
            say(f"step {step} of {len(plan)}: loss {now:.3f}, {speed:.0f} tokens a second")
        if step % settings.check_every == 0 or last:
            log.add(step=step, dev_loss=dev_loss(model, dev, settings))
        if step % settings.save_every == 0 or last:
            _save(config, model, optimizer, at)
    say(f"trained: {folder / 'checkpoint'}")


def lora(settings: Lora, layers: int) -> LoraConfig:
    """PEFT's configuration of the adapter: all seven projections of the layers from `first_layer` on."""
    return LoraConfig(
        r=settings.rank,
        lora_alpha=settings.alpha,
        target_modules=[name.split(".")[1] for name in PROJECTIONS],
        layers_to_transform=list(range(settings.first_layer, layers)),
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
    )


def dtype_of(name: str, device: torch.device) -> torch.dtype:
    """The type of the frozen base's weights; `auto` is bfloat16 where the machine computes in it."""
    if name != "auto":
        return torch.bfloat16 if name == "bfloat16" else torch.float32
    if device.type == "cuda":
        able = torch.cuda.is_bf16_supported()
    else:
        able = any(has for name, has in torch.cpu.get_capabilities().items() if "bf16" in name)
    return torch.bfloat16 if able else torch.float32


def batches(lengths: Sequence[int], settings: Train, seed: int) -> list[list[int]]:
    """All batches of the training, in order: positions of examples of like length, at most `batch_tokens`
    with their padding (or a single longer one)."""
    plan: list[list[int]] = []
    rng = Random(seed)
    for _ in range(settings.epochs):
        order = list(range(len(lengths)))
        rng.shuffle(order)
        for start in range(0, len(order), _CHUNK):
            chunk = sorted(order[start : start + _CHUNK], key=lengths.__getitem__)
            made: list[list[int]] = [[]]
            for at in chunk:
                if made[-1] and lengths[at] * (len(made[-1]) + 1) > settings.batch_tokens:
                    made.append([])
                made[-1].append(at)
            rng.shuffle(made)
            plan += made
    return plan[: settings.max_steps or None]


def learning_rate(step: int, steps: int, settings: Train) -> float:
    """Of step 1 to `steps`: rises in a line over `warm_up` steps, then falls as a cosine to the floor."""
    warm = min(1.0, step / (settings.warm_up or 1))
    fall = 0.5 * (1 + math.cos(math.pi * (step - 1) / steps))
    return settings.rate * warm * (settings.floor + (1 - settings.floor) * fall)


def loss_of(model: Any, batch: Sequence[Ids]) -> tuple[torch.Tensor, int]:
    """Mean cross-entropy at the tokens of the answers, and how many these are."""
    whole = model.get_base_model()
    device = next(model.parameters()).device
    longest = max(len(prompt) + len(answer) for prompt, answer in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    there, asked = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
    for row, (prompt, answer) in enumerate(batch):
        end = len(prompt) + len(answer)
        ids[row, :end] = torch.tensor(prompt + answer)
        there[row, :end] = 1
        # Each token is foretold at the place before it.
        asked[row, len(prompt) - 1 : end - 1] = True
    wanted = ids.roll(-1, dims=1)[asked].to(device)
    hidden = whole.model(input_ids=ids.to(device), attention_mask=there.to(device), use_cache=False)
    scores = whole.lm_head(hidden.last_hidden_state[asked.to(device)]).float()
    return torch.nn.functional.cross_entropy(scores, wanted), len(wanted)


def dev_loss(model: Any, dev: Sequence[Ids], settings: Train) -> float:
    """Mean cross-entropy over all answer tokens of `dev`."""
    total, count = 0.0, 0
    size = max(1, settings.batch_tokens // settings.longest)
    for start in range(0, len(dev), size):
        with torch.no_grad():
            loss, tokens = loss_of(model, dev[start : start + size])
        total += float(loss) * tokens
        count += tokens
    return total / count


def _ids(examples: list[Example], tokenize: Callable[[str], list[int]], longest: int) -> list[Ids]:
    encoded = (encode(each, tokenize) for each in examples)
    return [(prompt, answer) for prompt, answer in encoded if len(prompt) + len(answer) <= longest]


def _save(config: Config, model: Any, optimizer: torch.optim.Optimizer, at: _Progress) -> None:
    made, target = config.folder / "checkpoint.part", config.folder / "checkpoint"
    shutil.rmtree(made, ignore_errors=True)
    # Whether the base's vocabulary has grown would be looked up on the network.
    model.save_pretrained(made, save_embedding_layers=False)
    state = {"at": asdict(at), "recipe": digest(config), "optimizer": optimizer.state_dict()}
    torch.save(state, made / _STATE)
    old = config.folder / "checkpoint.old"
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _resume(config: Config, model: Any, optimizer: torch.optim.Optimizer) -> _Progress:
    """Load the last checkpoint, if there is one; returns how far it has come."""
    for name in ("checkpoint", "checkpoint.old"):
        folder = config.folder / name
        if not (folder / _STATE).exists():
            continue
        state = torch.load(folder / _STATE, map_location="cpu", weights_only=True)
        if state["recipe"] != digest(config):
            raise ModelError(
                f"{folder} is of other data or another recipe",
                "Move it away to train anew, or name another folder",
            )
        set_peft_model_state_dict(model, load_file(folder / "adapter_model.safetensors"))
        optimizer.load_state_dict(state["optimizer"])
        return _Progress(**state["at"])
    return _Progress()


class _Log:
    """A JSON object a line: what was measured after which step."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def cut(self, step: int) -> None:
        """Leave nothing of what came after `step`: it will be measured again."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        kept = [line for line in lines if json.loads(line)["step"] <= step]
        self._path.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")

    def add(self, **values: Any) -> None:
        rounded = {
            key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(rounded) + "\n")
