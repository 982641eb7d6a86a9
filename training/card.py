"""The card of an adapter: what it is, what it was trained on and how, how well it translates, its limits."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from briefing.engine.local import HEAD, TAIL, TASK
from briefing.errors import ReadError
from training import report
from training.adapter import Facts, check
from training.curve import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.config import Config

_TEMPLATE = Path(__file__).with_name("card.md")
_UNMEASURED = (
    "Not measured yet: `python -m benchmarks.quality` measures it, and its table goes into the file that\n"
    "`card.figures` of the configuration names."
)
_UNREAD = "Nobody has read its output yet: what is found goes into the file that `card.limits` names."


def write(config: Config) -> Path:
    """Write `ADAPTER.md` for `adapter.safetensors` of the folder of `config`, and its learning curve as
    `curve.svg`; returns the path of the card.

    Raises ReadError or ModelError if a step before has not been run.
    """
    facts = check(config.folder / "adapter.safetensors", config.base)
    data = json.loads(_text(config.folder / "data.json"))
    log = [json.loads(line) for line in _text(config.folder / "log.jsonl").splitlines()]
    target = config.folder / "ADAPTER.md"
    target.write_text(made(config, facts, data, log), encoding="utf-8")
    curve = drawn(log, f"Adapter {config.card.version}")
    (config.folder / "curve.svg").write_text(curve, encoding="utf-8")
    return target


def made(config: Config, facts: Facts, data: dict[str, Any], log: Iterable[dict[str, Any]]) -> str:
    """The card, in Markdown. `data` is what `report.write` wrote, `log` the lines of the training's log."""
    entries = list(log)
    start = next((each for each in entries if each["step"] == 0), {})
    steps = [each for each in entries if "loss" in each]
    losses = [each["dev_loss"] for each in entries if "dev_loss" in each]
    if not start or not steps or len(losses) < 2:
        raise ReadError("the training's log has no beginning or no end", "Run the step `train` to its end")
    settings, last = config.train, entries[-1]
    prompt = f"{HEAD}{TASK}{{zh}}{TAIL}"
    layers = facts.layers
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        version=config.card.version,
        base_name=config.base.name,
        base_licence=config.base.licence,
        rank=facts.rank,
        first=layers[0],
        last=layers[-1],
        parameters=f"{facts.parameters:,}",
        bytes=f"{facts.bytes:,}",
        sha256=facts.sha256,
        prompt="\n".join(f"    {line}" for line in prompt.splitlines()),
        examples=f"{data['train']:,}",
        dev=f"{data['dev']:,}",
        sources=report.sources_table(data),
        spans=report.spans_line(data),
        dictionary=f"{data['dictionary']:,}",
        dictionaries=", ".join(f"{name} ({licence})" for name, licence in data["dictionaries"].items())
        or "none",
        excluded=f"{data['excluded']:,}",
        dropped=report.dropped_table(data),
        start=f"going on from the adapter `{start['start'][:12]}`" if start.get("start") else "from nothing",
        epochs=settings.epochs,
        planned=f"{start['steps']:,}",
        batch_tokens=f"{settings.batch_tokens:,}",
        rate=f"{settings.rate:g}",
        warm_up=settings.warm_up,
        steps=f"{last['step']:,}",
        tokens=f"{last['tokens']:,}",
        minutes=f"{last['seconds'] / 60:,.0f}",
        hardware=config.card.hardware,
        device=start["device"],
        dtype=start["dtype"].removeprefix("torch."),
        dev_before=f"{losses[0]:.3f}",
        dev_after=f"{losses[-1]:.3f}",
        figures=_included(config.card.figures, _UNMEASURED),
        limits=_included(config.card.limits, _UNREAD),
    )


def _included(path: str, without: str) -> str:
    return _text(Path(path)).strip() if path else without


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}", "Run the steps before this one"
        ) from error
