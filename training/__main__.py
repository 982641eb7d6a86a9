"""`python -m training COMMAND --config FILE`: the steps from sentence pairs to a bundled adapter."""

from __future__ import annotations

import argparse
import math
import os
import signal
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from training.background import alone, seconds_until, start
from training.config import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.config import Config


def _data(config: Config) -> None:
    from training.data import prepare

    prepare(config, _say)
    _say(f"the report is {config.folder / 'data.md'}")


def _train(config: Config, until: float = math.inf) -> None:
    # Whatever is needed is on the machine: nothing is to be looked up.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from training.train import train

    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    with alone(config.folder):
        train(config, _say, until, lambda: bool(asked))
    _convert(config)


def _convert(config: Config) -> None:
    from training.convert import convert

    facts = convert(config.folder / "checkpoint", config.folder / "adapter.safetensors", config.base)
    _say(f"{config.folder / 'adapter.safetensors'}: {facts.bytes:,} bytes, SHA-256 {facts.sha256}")


def _card(config: Config) -> None:
    from training.card import write

    _say(f"the card is {write(config)}")


def _bundle(config: Config, new: Path | None = None, card: Path | None = None) -> None:
    from training.bundle import bundle, comparison

    if new is None:
        new, card = config.folder / "adapter.safetensors", card or config.folder / "ADAPTER.md"
    facts, old = bundle(new, card, config.bundle, config.folder / "previous", config.base)
    target = config.bundle / "adapter.safetensors"
    _say(f"{target}: rank {facts.rank}, {facts.bytes:,} bytes, SHA-256 {facts.sha256}")
    if card is None:
        _say(f"no card was given: {config.bundle / 'ADAPTER.md'} is still that of the adapter before")
    if old:
        _say(f"the adapter before is {old}; to compare:\n{comparison(old, target)}")


STEPS: dict[str, Callable[[Config], None]] = {
    "data": _data,
    "train": _train,
    "convert": _convert,
    "card": _card,
    "bundle": _bundle,
}
"""In the order of `all`. Each imports what it needs: preparing data takes no PyTorch."""


def main(arguments: list[str] | None = None) -> int:
    """Run one step, or all of them; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("command", choices=[*STEPS, "background", "all"])
    parser.add_argument("adapter", nargs="?", type=Path, help="bundle: an adapter from elsewhere")
    parser.add_argument("--card", type=Path, help="bundle: its card")
    parser.add_argument("--until", metavar="HH:MM", help="train: when to be done, with a converted adapter")
    parser.add_argument("--config", type=Path, default=Path("training/config.toml"))
    parser.add_argument("--corpus", type=Path, help="where the pairs are, instead of what the file says")
    given = parser.parse_args(arguments)
    if given.command != "bundle" and (given.adapter or given.card):
        parser.error("only bundle takes an adapter and a card")
    if given.until and given.command not in ("train", "background"):
        parser.error("only train and background take --until")
    try:
        until = time.monotonic() + seconds_until(given.until, datetime.now()) if given.until else math.inf
        config = load(given.config)
        if given.corpus:
            config = replace(config, data=replace(config.data, corpus=given.corpus))
        if given.command == "bundle":
            _bundle(config, given.adapter, given.card)
        elif given.command == "train":
            _train(config, until)
        elif given.command == "background":
            same = ["--config", str(given.config), *(["--until", given.until] if given.until else [])]
            start(same, config.folder, _say)
        else:
            for step in STEPS.values() if given.command == "all" else [STEPS[given.command]]:
                step(config)
    except BriefingError as error:
        sys.stderr.write(f"{error}\n")
        return error.status
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
