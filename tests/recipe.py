"""The adapter's recipe on its sample, for the tests of `training`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from training.config import load

if TYPE_CHECKING:
    from training.config import Config

ROOT = Path(__file__).parents[1]


def quiet(text: str) -> None:
    """Take in what a step says."""
    del text


def sample() -> Config:
    """The configuration of the sample, right wherever the tests are started."""
    config = load(ROOT / "training" / "sample.toml")
    data = replace(
        config.data, corpus=ROOT / "training" / "sample", exclude=(str(ROOT / config.data.exclude[0]),)
    )
    return replace(config, data=data)
