"""Puts a new adapter where it ships from, the old one kept aside to be compared with."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from briefing.errors import ModelError, ReadError
from training.adapter import Facts, check
from training.digest import file_sha256

if TYPE_CHECKING:
    from pathlib import Path

    from training.config import Base

ADAPTER, SHA256, CARD = "adapter.safetensors", "adapter.sha256", "ADAPTER.md"


def bundle(new: Path, card: Path | None, folder: Path, kept: Path, base: Base) -> tuple[Facts, Path | None]:
    """Check the adapter `new` and write it into `folder`, with its hash, and `card` if there is one.

    An adapter that was there and is another one goes into the folder `kept`, under a name with its hash.
    Returns what the new one is, and where the old one is now. Raises ModelError or ReadError, with nothing
    changed, if the adapter is not sound or the card is not its own.
    """
    facts = check(new, base)
    text = _checked_card(card, facts) if card else None
    target = folder / ADAPTER
    old = None
    if target.exists() and (was := file_sha256(target)) != facts.sha256:
        kept.mkdir(parents=True, exist_ok=True)
        old = kept / f"adapter-{was[:12]}.safetensors"
        shutil.copyfile(target, old)
    folder.mkdir(parents=True, exist_ok=True)
    if new.resolve() != target.resolve():
        made = target.with_suffix(".part")
        shutil.copyfile(new, made)
        made.replace(target)
    (folder / SHA256).write_text(f"{facts.sha256}  {ADAPTER}\n", encoding="ascii")
    if text is not None:
        (folder / CARD).write_text(text, encoding="utf-8")
    return facts, old


def comparison(old: Path, new: Path) -> str:
    """The command that measures both adapters and tells whether the difference is real."""
    return f"uv run --extra model python -m benchmarks.quality --compare default@{old} default@{new}"


def _checked_card(card: Path, facts: Facts) -> str:
    try:
        text = card.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"the card {card} cannot be read: {error}") from error
    hashes = set(re.findall(r"\b[0-9a-f]{64}\b", text))
    if hashes and facts.sha256 not in hashes:
        raise ModelError(
            f"{card} is the card of another adapter: its SHA-256 {min(hashes)}, expected {facts.sha256}",
            "Run the step `card` again",
        )
    return text
