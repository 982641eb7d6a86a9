"""Trains the adapter: PEFT's LoRA on the upper layers of a frozen base, with a loop of its own.

Nothing needs a gradient below the first adapted layer, and the loss is taken at the tokens of answers alone,
so that neither the lower half of the model nor the vocabulary over the prompts costs a backward pass.
"""

from __future__ import annotations

import math
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import torch
from peft import LoraConfig, get_peft_model, set_peft_model_state_dict

from briefing.errors import ModelError
from briefing.models.convert import PROJECTIONS
from training import base, checkpoint
from training.checkpoint import Log, Progress
from training.convert import unfolded
from training.data import read_examples
from training.digest import file_sha256
from training.encode import encode
from training.fused import fuse
from training.halves import Lower, upper, whole
from training.loss import Vocabulary, dev_loss, learn, length
from training.plan import Regular, batches, learning_rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.config import Config, Lora
    from training.data import Example
    from training.loss import Ids

_LOG_EVERY = 5
_CHECKS_SHARE = 0.05
"""The held-back loss may take so much of the time, whatever `check_minutes` says."""
_LAST_SHARE = 0.1
"""The last one, before an end by the clock, may take so much of it; otherwise it is left out."""


def train(
    config: Config,
    say: Callable[[str], None],
    until: float = math.inf,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Train from the prepared data, going on from the last checkpoint of the same recipe if there is one.

    It ends with its plan, in time to be done by `until` (seconds of `time.monotonic`), or after the step at
    which `stopped` says so; then it can be gone on with. Leaves `checkpoint` (PEFT's files and the
    optimizer's state) and `log.jsonl` in the folder of `config`. Raises ModelError if the base or the adapter
    to start from cannot be loaded, or the checkpoint there is of another recipe.
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
    fuse(model)
    data, dev = (_ids(each, base.tokenize(tokenizer), settings.longest) for each in (examples, held_back))
    if not data or not dev:
        raise ModelError("no example is short enough to be trained on", "Raise train.longest")
    lengths = [length(each) for each in data]
    plan = batches(lengths, settings, config.seed)
    vocabulary = Vocabulary.of(model, [*data, *dev], settings.vocabulary)
    first = config.lora.first_layer
    lower = Lower(model, first, data, plan, keep=settings.epochs > 1)
    body, above = whole(model), upper(model, first)
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.0)
    log, checks, saves = Log(folder / "log.jsonl"), *_regular(config)

    def check(at: Progress, **more: Any) -> None:
        since = time.monotonic()
        loss = dev_loss(body, dev, vocabulary, settings.memory_tokens)
        checks.done()
        log.add(**asdict(at), dev_loss=loss, **more)
        took = time.monotonic() - since
        say(f"after step {at.step}: loss {loss:.4f} on what is held back, taken in {took:.0f} seconds")

    found = checkpoint.resume(config, model, optimizer)
    at = found or Progress()
    log.cut(at.step if found else -1)
    if found:
        say(f"going on after step {at.step}")
    else:
        _begin(config, model)
        check(
            at,
            steps=len(plan),
            examples=len(data),
            left_out=len(examples) - len(data),
            device=str(device),
            dtype=str(bare.dtype),
            vocabulary=len(vocabulary.weight),
            start=file_sha256(settings.start) if settings.start.name else "",
        )
    dev_tokens = sum(map(length, dev))
    begun, logged, longest = at, at, 0.0
    losses: list[float] = []
    last, started = True, time.monotonic()
    for batch in plan[at.step :]:
        # A check has no backward pass, and takes less a token than the steps up to now.
        checking = dev_tokens * (at.seconds - begun.seconds) / max(1, at.tokens - begun.tokens)
        last = checking <= _LAST_SHARE * (until - started)
        # This step and the last check have to be done in the time that is left.
        left = until - time.monotonic() - 1.5 * longest - checking * last
        if left <= 0 or stopped():
            break
        since, step = time.monotonic(), at.step + 1
        rate = learning_rate(step, len(plan), settings, left)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        below = lower.states(batch)
        losses.append(learn(above, [data[at] for at in batch], vocabulary, settings.memory_tokens, below))
        norm = float(torch.nn.utils.clip_grad_norm_(trained, settings.clip))
        if not math.isfinite(norm):
            raise ModelError(f"the gradient of step {step} is not finite", "Lower train.rate, or use float32")
        optimizer.step()
        took = time.monotonic() - since
        longest = max(longest, took)
        at = Progress(step, at.tokens + sum(lengths[each] for each in batch), at.seconds + took)
        if step % _LOG_EVERY == 0 or step == len(plan):
            speed = (at.tokens - logged.tokens) / (at.seconds - logged.seconds)
            mean, losses = sum(losses) / len(losses), []
            log.add(loss=mean, norm=norm, rate=rate, speed=speed, **asdict(at))
            say(f"step {step} of {len(plan)}: loss {mean:.3f}, {speed:.1f} tokens a second")
            logged = at
        if saves.due():
            checkpoint.save(config, model, optimizer, at)
            saves.done()
        if checks.due(checking):
            check(at)
    checkpoint.save(config, model, optimizer, at)
    if last and not stopped():
        check(at)
    say(f"{at.step} of {len(plan)} steps, {at.tokens:,} tokens: {folder / checkpoint.FOLDER}")


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


def _begin(config: Config, model: Any) -> None:
    """Give `model` the adapter that the training starts from, if there is one."""
    if not config.train.start.name:
        return
    tensors = unfolded(config.train.start, config.base, config.lora)
    found = set_peft_model_state_dict(
        model, {name: torch.from_numpy(tensor) for name, tensor in tensors.items()}
    )
    if found.unexpected_keys:
        raise ModelError(f"{config.train.start} does not fit the base: {found.unexpected_keys[0]}")


def _regular(config: Config) -> tuple[Regular, Regular]:
    settings = config.train
    return Regular(60 * settings.check_minutes, _CHECKS_SHARE), Regular(60 * settings.save_minutes)


def _ids(examples: list[Example], tokenize: Callable[[str], list[int]], longest: int) -> list[Ids]:
    encoded = (encode(each, tokenize) for each in examples)
    return [each for each in encoded if length(each) <= longest]
