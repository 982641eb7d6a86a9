"""The one place that imports OpenVINO, with its telemetry off or not at all, and the model that it runs."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing import telemetry
from briefing.engine import framing
from briefing.engine.batching import Written
from briefing.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from briefing.document import Ended
    from briefing.engine.batching import Ask, Handle

CACHE_GB = 1
"""Memory for the tokens of what runs: room for some 64,800 (measured). 0 would grow without a limit."""

SAMPLING = (0.6, 0.95, 50)
"""Temperature, top p and top k of answers that are drawn by their probability."""

_MESSAGE = "\ue000message\ue000"
"""Stands for a user's message in a chat template."""

INSIDE_CONTROL_TOKEN = re.compile(r"(?<=<)(?=[|/\w])")
"""Where a text is cut before it is encoded, so that no control token that it names comes out as one."""


def load() -> tuple[ModuleType, ModuleType]:
    """Return the modules `openvino` and `openvino_genai`.

    Raises:
        ModelError: the libraries are not installed, cannot be loaded on this machine, or telemetry is already
            loaded, so that nobody can promise any more that nothing is sent.
    """
    telemetry.refuse()
    try:
        return importlib.import_module("openvino"), importlib.import_module("openvino_genai")
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"the inference library openvino-genai cannot be loaded ({reason})",
            "Install it with `pip install openvino-genai`; it has wheels for Linux, Windows and Macs with an "
            "Apple processor. Elsewhere use an Argos package: `pip install 'briefing[argos]'`",
        ) from error


class OpenVinoModel:
    """A model loaded by OpenVINO GenAI, with an adapter or without: a `briefing.engine.batching.Model`."""

    def __init__(self, folder: Path, adapter: Path | None, *, threads: int, alpha: float) -> None:
        """Load it: some seconds, 1 GB. `threads` 0 is the library's choice. Raises ModelError."""
        self._openvino, self._genai = load()
        self._folder = folder
        scheduler = self._genai.SchedulerConfig()
        scheduler.cache_size = CACHE_GB
        scheduler.enable_prefix_caching = False
        properties: dict[str, object] = {"INFERENCE_NUM_THREADS": threads} if threads else {}
        try:
            if adapter:
                # In the default mode an adapter stays inactive, without a word, when requests are stepped.
                config = self._genai.AdapterConfig(self._genai.AdapterConfig.Mode.MODE_STATIC)
                config.add(self._genai.Adapter(str(adapter)), alpha)
                properties["adapters"] = config
            self._pipeline = self._genai.ContinuousBatchingPipeline(str(folder), scheduler, "CPU", properties)
        except (RuntimeError, MemoryError) as error:
            reason = " ".join(str(error).split())[-300:]
            raise ModelError(
                f"the model in {folder} cannot be loaded ({reason})",
                f"It needs 3 GB of free memory; if there is as much, prepare it anew: "
                f"`briefing model remove {folder.name}`, then `briefing translate` again",
            ) from error
        self._tokenizer = self._pipeline.get_tokenizer()
        self._serial = 0

    def encode(self, ask: Ask) -> list[int]:
        """Tokens of the whole prompt, the user's text cut where it holds a control token's name."""
        head, tail = self._frame(ask.head) if ask.chat else (ask.head, ask.tail)
        pieces = (head, *INSIDE_CONTROL_TOKEN.split(ask.text), tail)
        return [token for piece in pieces for token in self._encode(piece)]

    @cache  # noqa: B019 (as long as the process)
    def _frame(self, system: str) -> tuple[str, str]:
        """What stands before and after a user's message in the model's own chat template, thinking off.

        Raises ModelError.
        """
        messages = [{"role": "system", "content": system}] if system else []
        messages.append({"role": "user", "content": _MESSAGE})
        framed = framing.framed(self._folder, messages)
        head, found, tail = framed.partition(_MESSAGE)
        if not found:
            raise ModelError("the model's chat template leaves out what it is asked", "Give it a profile")
        return head, tail

    def _encode(self, text: str) -> list[int]:
        clean = text.encode("utf-8", "replace").decode("utf-8")
        ids = self._tokenizer.encode(clean, add_special_tokens=False).input_ids.data
        return [int(token) for token in ids.flatten()]

    def decode(self, tokens: list[int]) -> str:
        """Text of an answer, without control tokens."""
        return str(self._tokenizer.decode(tokens)) if tokens else ""

    def start(self, ask: Ask, tokens: list[int]) -> Handle:
        """Put a request in."""
        import numpy as np

        self._serial += 1
        ids = self._openvino.Tensor(np.array([tokens], dtype=np.int64))
        handle = self._pipeline.add_request(self._serial, ids, self._config(ask))
        return _OpenVinoHandle(handle, self._genai)

    def _config(self, ask: Ask) -> Any:
        config = self._genai.GenerationConfig()
        config.apply_chat_template = False
        config.max_new_tokens = ask.limit
        config.logprobs = 1
        config.do_sample = ask.seed > 0
        if ask.seed:
            config.rng_seed = ask.seed
            config.temperature, config.top_p, config.top_k = SAMPLING
        else:
            config.frequency_penalty = ask.penalty
        config.structured_output_config = self._genai.StructuredOutputConfig(
            grammar=ask.demanding or ask.grammar
        )
        return config

    def step(self) -> None:
        """Write one token more of each that runs."""
        self._pipeline.step()


class _OpenVinoHandle:
    def __init__(self, handle: Any, genai: Any) -> None:
        self._handle = handle
        self._status = genai.GenerationStatus
        self._reason = genai.GenerationFinishReason

    def read(self) -> tuple[Written, Ended | None]:
        new = Written()
        reason = None
        while self._handle.can_read():
            for output in self._handle.read().values():
                new.add(Written(list(output.generated_ids), list(output.generated_log_probs)))
                reason = output.finish_reason
        status = self._handle.get_status()
        if status == self._status.RUNNING:
            return new, None
        if status == self._status.FINISHED:
            return new, "length" if reason == self._reason.LENGTH else "stop"
        return new, "failed"

    def cancel(self) -> None:
        self._handle.cancel()
