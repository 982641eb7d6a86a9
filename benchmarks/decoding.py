"""What one step of decoding costs, setting by setting: `uv run --extra model python benchmarks/decoding.py`.

Prints a Markdown table: tokens of prompts read a second, and tokens written a second when 1, 8 and 32 answers
run at once. Each line is measured in a process of its own, about 40 seconds; `--only NAME` measures one.
Needs the default model, prepared. The product offers none of these settings: they are put in on the way.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speed import run_rows

from briefing.engine import grammar, local, openvino
from briefing.engine.batching import Ask
from briefing.engine.grammar import Held
from briefing.models.adapter import adapter_path
from briefing.models.registry import ready_model
from briefing.models.weights import DEFAULT

if TYPE_CHECKING:
    from briefing.engine.openvino import OpenVinoModel

WIDTHS = (1, 8, 32)
STEPS = 12
"""Steps whose median is taken, for each width."""
TEXT = "条，各地要加强组织领导，完善工作机制，推动各项任务落到实处，确保养老服务和儿童福利工作取得新成效。"


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the table; `properties` and `scheduler` go to the library, over those of the product."""

    what: str
    grammar: str = grammar.IMPERSONAL
    adapter: bool = True
    threads: int = 0
    properties: dict[str, object] = field(default_factory=dict)
    scheduler: dict[str, object] = field(default_factory=dict)


SETTINGS = {
    "shipped": Setting("as shipped"),
    "english": Setting("grammar: English only", grammar=grammar.ENGLISH_ONLY),
    "demand": Setting(
        "grammar: two terms demanded", grammar=grammar.demanding([Held("[[new results]]"), Held("[[a]]")])
    ),
    "none": Setting("no grammar", grammar=""),
    "base": Setting("no grammar, no adapter", grammar="", adapter=False),
    "thread": Setting("one thread", threads=1),
    "cache": Setting("KV cache in bf16, not u8", properties={"KV_CACHE_PRECISION": "bf16"}),
    "f32": Setting("computing in f32", properties={"INFERENCE_PRECISION_HINT": "f32"}),
    "chunk": Setting("1,024 tokens of prompts a step, not 256", scheduler={"max_num_batched_tokens": 1024}),
}


def load(setting: Setting) -> OpenVinoModel:
    """The product's model, with the setting's properties."""
    genai = openvino.load()[1]
    pipeline = genai.ContinuousBatchingPipeline

    def with_settings(folder: str, scheduler: Any, device: str, properties: dict[str, object]) -> Any:
        for name, value in setting.scheduler.items():
            setattr(scheduler, name, value)
        return pipeline(folder, scheduler, device, properties | setting.properties)

    genai.ContinuousBatchingPipeline = with_settings
    folder, adapter = ready_model(DEFAULT.name).path, adapter_path() if setting.adapter else None
    model = openvino.OpenVinoModel(folder, adapter, threads=setting.threads, alpha=1.0)
    if not setting.grammar:
        configured = model._config

        def free(ask: Ask) -> Any:
            config = configured(ask)
            config.structured_output_config = None
            return config

        model._config = free  # type: ignore[method-assign]
    return model


def measure(setting: Setting) -> dict[str, float]:
    """Tokens a second: `read`, at the greatest width, and written, by width."""
    model = load(setting)
    measured: dict[str, float] = {}
    for width in (1, *WIDTHS):  # the first time warms up
        constraint = setting.grammar or grammar.ENGLISH_ONLY
        asks = [
            Ask(str(at), local.HEAD, f"{local.TASK}第{at + 1}{TEXT}", local.TAIL, 60, constraint)
            for at in range(width)
        ]
        prompts = [model.encode(ask) for ask in asks]
        handles = [model.start(ask, prompt) for ask, prompt in zip(asks, prompts, strict=True)]
        waiting, started = set(range(width)), time.perf_counter()
        while waiting:
            model.step()
            waiting -= {at for at, handle in enumerate(handles) if handle.read()[0]}
        measured["read"] = sum(map(len, prompts)) / (time.perf_counter() - started)
        steps = []
        for _ in range(STEPS):
            started = time.perf_counter()
            model.step()
            steps.append(time.perf_counter() - started)
            for handle in handles:
                handle.read()
        for handle in handles:
            handle.cancel()
        model.step()
        measured[str(width)] = width / statistics.median(steps)
    return measured


def line(key: str, result: dict[str, float] | None) -> str:
    names = ("read", *map(str, WIDTHS))
    cells = [f"{result[name]:.0f}" if result else "not measured" for name in names]
    return f"| {SETTINGS[key].what} | {' | '.join(cells)} |"


if __name__ == "__main__":
    columns = ("setting", "read", *(f"written, {width} at once" for width in WIDTHS))
    header = f"| {' | '.join(columns)} |\n| --- |{' ---: |' * (len(columns) - 1)}"
    run_rows(__doc__, __file__, SETTINGS, header, lambda key: measure(SETTINGS[key]), line)
