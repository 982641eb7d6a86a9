"""From the name of a model to the engine that runs it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.engine.base import Engine
    from briefing.models.entry import ModelEntry


USUAL_SPEED = 30.0
USUAL_SPEED_ARGOS = 250.0
"""Characters of source a second on two cores, until a run on this machine was measured. The first is of the
default model (benchmarks/speed.py). The other is of a Transformer of six layers, 512 wide, with random
weights in 8 bits and the beam of Argos packages: 176 tokens a second of a core, at 1.3 a
Chinese character."""


def usual_speed(engine: Engine) -> float:
    """Characters of source that engines of this kind take a second, where nothing is known of this one."""
    from briefing.models import served

    if speed := served.usual_speed(engine.name):
        return speed
    return USUAL_SPEED_ARGOS if engine.name.startswith("argos-") else USUAL_SPEED


DOCUMENTS_A_SLOT = 4
"""Documents on their way for each request in flight: of one some requests hang on the answers to others, and
one that takes long may not hold up the rest (benchmarks/throughput.py)."""


def documents_together(engine: Engine) -> int:
    """How many documents may be on their way through the engine at once.

    One, where the last bits of the sums hang on what runs together: each document then comes out as it does
    by itself.
    """
    from briefing.engine.llama import LlamaEngine
    from briefing.engine.served.engine import ServedEngine

    if isinstance(engine, LlamaEngine | ServedEngine):
        return DOCUMENTS_A_SLOT * engine.flow().width
    return 1


def load_engine(
    name: str | None = None,
    *,
    threads: int = 0,
    on_status: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Engine:
    """The engine of the model called `name`, or of the best one installed, prepared if need be.

    `threads` 0 is the library's choice. `on_status` is told what is being done, `on_progress` the bytes done
    and the bytes in all. Raises ModelError, with the command that mends it.
    """
    from briefing.models.registry import ready_model

    entry = ready_model(name, on_status=on_status, on_progress=on_progress)
    if entry.engine == "argos":
        from briefing.engine.argos import ArgosEngine

        return ArgosEngine(entry.path, threads=threads)
    if entry.engine == "llama":
        from briefing.models.llama import gguf_engine

        return gguf_engine(entry.name, threads=threads)
    if entry.engine == "served":
        from briefing.models.served import open_engine

        return open_engine(entry.name, on_status)
    if entry.engine == "openvino":
        return _openvino(entry, threads)
    from briefing.engine.local import LocalEngine
    from briefing.models.adapter import adapter_path

    return LocalEngine(entry.path, adapter_path(), threads=threads)


def load_apart(
    name: str | None = None, *, threads: int = 0, on_status: Callable[[str], None] | None = None
) -> Engine:
    """As `load_engine`, for a program whose other threads must not wait for the model.

    Where the library that runs it would have them wait, it runs in a process of its own.
    """
    from briefing.engine.apart import ApartEngine
    from briefing.models.registry import ready_model

    entry = ready_model(name, on_status=on_status)
    if entry.engine in ("argos", "llama", "served"):
        return load_engine(entry.name, threads=threads, on_status=on_status)
    return ApartEngine(partial(load_engine, entry.name, threads=threads))


def _openvino(entry: ModelEntry, threads: int) -> Engine:
    from briefing.engine.foreign import Foreign
    from briefing.engine.local import MEMORY_BESIDES, LocalEngine
    from briefing.models import installed

    wording = Foreign(installed.profile_of(installed.facts_of(entry.name)))
    memory = entry.size + MEMORY_BESIDES
    return LocalEngine(entry.path, None, threads=threads, wording=wording, name=entry.name, memory=memory)
